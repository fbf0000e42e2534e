"""What single-use links lead to: the first account, an added account, a new password, registering as a supplier."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from flask import Blueprint, make_response, redirect, request
from werkzeug.wrappers import Response

from appraisal.core.errors import InvalidInput
from appraisal.core.people import Purpose
from appraisal.services.account.accounts import Join, SetUp, join, set_up
from appraisal.services.account.links import Link as SingleUse
from appraisal.services.account.links import look_at_link
from appraisal.services.account.mailed_links import Reset, ask_for_reset, ask_to_register, register, reset_password
from appraisal.web.account.account_forms import AddressForm, JoinForm, RegisterForm, ResetForm, SetUpForm
from appraisal.web.account.account_pages import NewAccountPage, PlainFormPage
from appraisal.web.account.entering import begin, go_on
from appraisal.web.account.place import place
from appraisal.web.machine.form import Form
from appraisal.web.machine.rendering import render
from appraisal.web.machine.request_kit import kit
from appraisal.web.parts import Fact

pages = Blueprint("links", __name__)


@pages.route("/set-up/<token>", methods=["GET", "POST"], endpoint="set_up")
def first(token: str) -> Response:
    """The first account of a new installation; looking does not use the link up."""
    look_at_link(kit(), token, Purpose.SET_UP)
    form = SetUpForm.asked()

    def act() -> Response:
        command = SetUp(
            token=token,
            buyer=form.organisation.data,
            email=form.email.data,
            name=form.name.data,
            password=form.password.data,
            officer=form.officer.data,
        )
        set_up(kit(), command)
        return go_on(begin(command.email, command.password), "/")

    page = NewAccountPage(
        title="Set up",
        heading="Set up this installation",
        lede="The first account is the administrator’s. It adds the others; nobody has a default password.",
        form=form,
        act="Set up and sign in",
        post=request.path,
    )
    return answer(page, act, {"buyer": "organisation"})


@pages.route("/join/<token>", methods=["GET", "POST"], endpoint="join")
def joining(token: str) -> Response:
    """An account that the administrator added."""
    link = look_at_link(kit(), token, Purpose.JOIN)
    form = JoinForm.asked()

    def act() -> Response:
        join(kit(), Join(token, form.name.data, form.password.data))
        return go_on(begin(link.email, form.password.data), "/")

    return answer(_account_page("Choose your password", link, form), act)


@pages.route("/register/<token>", methods=["GET", "POST"], endpoint="register")
def registering(token: str) -> Response:
    """A supplier that registers for tenders open to all."""
    link = look_at_link(kit(), token, Purpose.REGISTER)
    form = RegisterForm.asked()

    def act() -> Response:
        register(kit(), Join(token, form.name.data, form.password.data, form.organisation.data))
        return go_on(begin(link.email, form.password.data), "/")

    return answer(_account_page("Register as a supplier", link, form), act)


@pages.route("/reset/<token>", methods=["GET", "POST"], endpoint="reset")
def resetting(token: str) -> Response:
    """A new password by a link from a mail."""
    link = look_at_link(kit(), token, Purpose.RESET)
    form = ResetForm.asked()

    def act() -> Response:
        reset_password(kit(), Reset(token, form.password.data))
        return redirect("/sign-in", 303)

    return answer(_account_page("Choose a new password", link, form), act)


@pages.route("/forgotten", methods=["GET", "POST"], endpoint="forgotten")
def forgotten() -> Response:
    """Ask for a reset link; what the page says does not depend on whether the account exists."""
    return _ask("Forgotten your password?", ask_for_reset)


@pages.route("/register", methods=["GET", "POST"], endpoint="ask_to_register")
def ask() -> Response:
    """Ask for a link by which a supplier registers."""
    return _ask("Register as a supplier", ask_to_register)


def answer(page: NewAccountPage, act: Callable[[], Response], fields: dict[str, str] | None = None) -> Response:
    """The page, or after `act` the way on."""
    form = page.form
    if form.accepted():
        try:
            return act()
        except InvalidInput as error:
            form.take(error, fields)
    page = replace(page, troubles=form.troubles)
    return make_response(render("account/new.html", page), 422 if form.troubles else 200)


def _account_page(heading: str, link: SingleUse, form: Form) -> NewAccountPage:
    return NewAccountPage(
        title=heading,
        heading=heading,
        form=form,
        facts=(Fact("For", link.email),),
        act="Save and sign in",
        post=request.path,
    )


def _ask(heading: str, send: Callable[..., None]) -> Response:
    form, done = AddressForm.asked(), ""
    if form.accepted():
        try:
            send(kit(), form.email.data, place())
            done = "If mail can reach you there, a link is on its way. It works once."
        except InvalidInput as error:
            form.take(error)
    page = PlainFormPage(
        title=heading,
        heading=heading,
        lede="Give your e-mail address; the link that comes by mail does the rest.",
        form=form,
        troubles=form.troubles,
        done=done,
        post=request.path,
        back="/sign-in",
    )
    return make_response(render("account/forgotten.html", page), 422 if form.troubles else 200)
