"""What single-use links lead to: the first account, an added account, a new password, registering as a supplier."""

from __future__ import annotations

from collections.abc import Callable

from flask import Blueprint, make_response, redirect, request
from werkzeug.wrappers import Response

from appraisal.core.errors import InvalidInput
from appraisal.services.accounts import Join, SetUp, join, set_up
from appraisal.services.links import Link as SingleUse
from appraisal.services.links import look_at_link
from appraisal.services.own_account import Reset, ask_for_reset, ask_to_register, register, reset_password
from appraisal.storage.links import Purpose
from appraisal.web.entering import begin, go_on
from appraisal.web.forms import Form
from appraisal.web.rendering import render
from appraisal.web.request_kit import kit
from appraisal.web.views.account import NewAccountPage, PlainFormPage
from appraisal.web.views.parts import Fact

pages = Blueprint("links", __name__)

CHOOSE = "Choose a password of at least 12 characters"


@pages.route("/set-up/<token>", methods=["GET", "POST"], endpoint="set_up")
def first(token: str) -> Response:
    """The first account of a new installation; looking does not use the link up."""
    look_at_link(kit(), token, Purpose.SET_UP)
    form = Form(request.form if request.method == "POST" else {"officer": "yes"})

    def act() -> str:
        command = SetUp(
            token=token,
            buyer=form.text("organisation", "Give the name of the buying organisation"),
            email=form.text("email", "Give your e-mail address", longest=254),
            name=form.text("name", "Give your name", longest=100),
            password=new_password(form),
            officer=form.has("officer", "yes"),
        )
        if not form.troubles:
            set_up(kit(), command)
        return command.email

    page = NewAccountPage(
        title="Set up",
        heading="Set up this installation",
        lede="The first account is the administrator’s. It adds the others; nobody has a default password.",
        form=form,
        asks_organisation=True,
        asks_email=True,
        asks_officer=True,
        act="Set up and sign in",
        post=request.path,
    )
    return answer(page, form, act, {"buyer": "organisation"})


@pages.route("/join/<token>", methods=["GET", "POST"], endpoint="join")
def joining(token: str) -> Response:
    """An account that the administrator added."""
    link = look_at_link(kit(), token, Purpose.JOIN)
    form = Form(request.form)

    def act() -> str:
        command = Join(token, form.text("name", "Give your name", longest=100), new_password(form))
        if not form.troubles:
            join(kit(), command)
        return link.email

    return answer(_account_page("Choose your password", link, form), form, act)


@pages.route("/register/<token>", methods=["GET", "POST"], endpoint="register")
def registering(token: str) -> Response:
    """A supplier that registers for tenders open to all."""
    link = look_at_link(kit(), token, Purpose.REGISTER)
    form = Form(request.form)

    def act() -> str:
        command = Join(
            token,
            form.text("name", "Give your name", longest=100),
            new_password(form),
            form.text("organisation", "Give the name of your organisation"),
        )
        if not form.troubles:
            register(kit(), command)
        return link.email

    return answer(_account_page("Register as a supplier", link, form, organisation=True), form, act)


@pages.route("/reset/<token>", methods=["GET", "POST"], endpoint="reset")
def resetting(token: str) -> Response:
    """A new password by a link from a mail."""
    link = look_at_link(kit(), token, Purpose.RESET)
    form = Form(request.form)

    def act() -> str:
        password = new_password(form)
        if not form.troubles:
            reset_password(kit(), Reset(token, password))
        return ""

    return answer(_account_page("Choose a new password", link, form, name=False), form, act)


@pages.route("/forgotten", methods=["GET", "POST"], endpoint="forgotten")
def forgotten() -> Response:
    """Ask for a reset link; what the page says does not depend on whether the account exists."""
    return _ask("Forgotten your password?", "Send a link", ask_for_reset)


@pages.route("/register", methods=["GET", "POST"], endpoint="ask_to_register")
def ask() -> Response:
    """Ask for a link by which a supplier registers."""
    return _ask("Register as a supplier", "Send a link", ask_to_register)


def new_password(form: Form) -> str:
    """The chosen password, typed twice the same."""
    if not form.value("password"):
        form.note("password", CHOOSE)
    elif form.value("password") != form.value("again"):
        form.note("again", "Type the same password twice")
    return form.value("password")


def answer(page: NewAccountPage, form: Form, act: Callable[[], str], fields: dict[str, str] | None = None) -> Response:
    """The page, or after `act` (which gives the address to sign in with, or nothing) the way on."""
    if request.method == "POST":
        try:
            email = act()
        except InvalidInput as error:
            form.take(error, fields)
        if not form.troubles:
            return go_on(begin(email, form.value("password")), "/") if email else redirect("/sign-in", 303)
    return make_response(render("account/new.html", page.with_troubles(form)), 422 if form.troubles else 200)


def _account_page(
    heading: str, link: SingleUse, form: Form, *, name: bool = True, organisation: bool = False
) -> NewAccountPage:
    return NewAccountPage(
        title=heading,
        heading=heading,
        form=form,
        facts=(Fact("For", link.email),),
        asks_name=name,
        asks_organisation=organisation,
        act="Save and sign in",
        post=request.path,
    )


def _ask(heading: str, act: str, send: Callable[..., None]) -> Response:
    form, done = Form(request.form), ""
    if request.method == "POST":
        email = form.text("email", "Give your e-mail address", longest=254)
        try:
            if not form.troubles:
                send(kit(), email)
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
        act=act,
        post=request.path,
        back="/sign-in",
    )
    return make_response(render("account/forgotten.html", page), 422 if form.troubles else 200)
