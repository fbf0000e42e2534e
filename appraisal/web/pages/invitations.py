"""Inviting suppliers, and what the link of an invitation leads to."""

from __future__ import annotations

from flask import Blueprint, g, redirect, request
from werkzeug.wrappers import Response

from appraisal.core import tender as stages
from appraisal.core.errors import Conflict, InvalidInput
from appraisal.core.policy import Permission
from appraisal.services.accounts import Join
from appraisal.services.invitations import (
    Invite,
    Welcome,
    accept_as_new,
    accept_invitation,
    invite,
    look_at_invitation,
    send_again,
)
from appraisal.services.known import known_tender
from appraisal.web.entering import begin, begin_known, go_on
from appraisal.web.forms.account import KnownAccountForm, RegisterForm
from appraisal.web.forms.base import Form
from appraisal.web.forms.tender import InviteForm
from appraisal.web.guard import actor
from appraisal.web.pages.links import answer as answer_link
from appraisal.web.pages.tenders import answer
from appraisal.web.request_kit import kit
from appraisal.web.tender_view import trail_to
from appraisal.web.views.account import NewAccountPage
from appraisal.web.views.buyer import FormPage
from appraisal.web.views.parts import Fact

pages = Blueprint("invitations", __name__)


@pages.route("/tenders/<tender>/invite", methods=["GET", "POST"], endpoint="invite")
def inviting(tender: str) -> Response:
    """Invite a supplier by address."""
    found = known_tender(kit(), actor(), tender)
    stages.require(found.course, Permission.INVITATION_SEND, kit().now())
    form, done = InviteForm.asked(), ""
    if form.accepted():
        email = form.email.data
        try:
            invite(kit(), actor(), Invite(found.id, email))
            when = "is on its way" if found.published else "goes out with the publication"
            form, done = InviteForm.shown(), f"The invitation to {email} {when}."
        except InvalidInput as error:
            form.take(error)
        except Conflict as error:
            form.note("email", str(error))
    page = FormPage(
        title="Invite a supplier",
        heading="Invite a supplier",
        trail=trail_to(found),
        form=form,
        troubles=form.troubles,
        done=done,
        post=request.path,
        back=f"/tenders/{found.id}",
    )
    return answer("buyer/invite.html", page, form)


@pages.post("/tenders/<tender>/invitations/<invitation>/again", endpoint="again")
def again(tender: str, invitation: str) -> Response:
    """Send an invitation again, with a fresh link."""
    send_again(kit(), actor(), tender, invitation)
    return redirect(f"/tenders/{tender}", 303)


@pages.route("/invitation/<token>", methods=["GET", "POST"], endpoint="accept")
def accept(token: str) -> Response:
    """What an invitation is for; only a press on the button accepts it, as mail scanners open links too."""
    welcome = look_at_invitation(kit(), token)
    own = bool(g.signed_in) and g.signed_in.session.person.email == welcome.email
    page = NewAccountPage(
        title="Invitation",
        heading=f"You are invited to bid on “{welcome.title}”",
        lede="Accept the invitation to read the tender. You decide later whether to bid.",
        form=Form.asked() if own else KnownAccountForm.asked() if welcome.has_account else RegisterForm.asked(),
        facts=(Fact("Tender", welcome.reference), Fact("For", welcome.email)),
        signed_in_as=g.signed_in.actor.name if own else "",
        act="Accept the invitation",
        post=request.path,
    )
    return answer_link(page, lambda: _accepted(page.form, welcome))


def _accepted(form: Form, welcome: Welcome) -> Response:
    """On to the tender.

    Raises:
        InvalidInput: something is to settle first.
    """
    if isinstance(form, RegisterForm):
        command = Join(welcome.token, form.name.data, form.password.data, form.organisation.data)
        _, tender = accept_as_new(kit(), command)
        return go_on(begin(welcome.email, command.password), f"/tenders/{tender}")
    if isinstance(form, KnownAccountForm):
        signed_in = begin_known(welcome.email, form)
        return go_on(signed_in, f"/tenders/{accept_invitation(kit(), signed_in.actor, welcome.token)}")
    return redirect(f"/tenders/{accept_invitation(kit(), actor(), welcome.token)}", 303)
