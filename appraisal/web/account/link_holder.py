"""A mailed link to take part in something: its holder has no account yet, has one, or is signed in already."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from flask import g, redirect, request
from werkzeug.wrappers import Response

from appraisal.core.policy import Actor
from appraisal.services.account.accounts import Join
from appraisal.services.toolkit import Kit
from appraisal.web.account.account_forms import JoinForm, KnownAccountForm, RegisterForm
from appraisal.web.account.account_pages import NewAccountPage
from appraisal.web.account.entering import begin, begin_known, go_on
from appraisal.web.machine.form import Form
from appraisal.web.machine.guard import actor
from appraisal.web.machine.request_kit import kit


def link_page(email: str, has_account: bool, new: type[Form], **words: Any) -> NewAccountPage:
    """The page of a link to an address; its form asks for what is needed, and `new` for what a new account needs."""
    own = bool(g.signed_in) and g.signed_in.session.person.email == email
    form = Form.asked() if own else KnownAccountForm.asked() if has_account else new.asked()
    return NewAccountPage(form=form, signed_in_as=g.signed_in.actor.name if own else "", post=request.path, **words)


def enter_by_link(
    form: Form,
    email: str,
    token: str,
    place: str,
    as_new: Callable[[Kit, Join], tuple[Actor, str]],
    as_known: Callable[[Kit, Actor, str], str],
) -> Response:
    """Use the link by one of two acts, and go on, signed in, to what the act gives the id of; `place` begins its path.

    Raises:
        InvalidInput: something is to settle first.
    """
    if isinstance(form, JoinForm | RegisterForm):
        organisation = form.organisation.data if isinstance(form, RegisterForm) else ""
        command = Join(token, form.name.data, form.password.data, organisation)
        _, found = as_new(kit(), command)
        return go_on(begin(email, command.password), f"{place}/{found}")
    if isinstance(form, KnownAccountForm):
        signed_in = begin_known(email, form)
        return go_on(signed_in, f"{place}/{as_known(kit(), signed_in.actor, token)}")
    return redirect(f"{place}/{as_known(kit(), actor(), token)}", 303)
