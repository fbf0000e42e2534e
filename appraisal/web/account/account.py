"""Signing in and out, and the own account: password, one-time code, appearance and time zone."""

from __future__ import annotations

from flask import Blueprint, g, make_response, redirect, request
from werkzeug.wrappers import Response

from appraisal.core.errors import InvalidInput, NotPermitted
from appraisal.core.policy import Permission, may
from appraisal.services.account.officer_keys import has_key
from appraisal.services.account.own_account import (
    Appearance,
    ChangePassword,
    CodeSecret,
    change_password,
    choose_appearance,
    offer_code,
    turn_off_code,
    turn_on_code,
)
from appraisal.services.account.passwords import code_address
from appraisal.services.account.sign_in import sign_out
from appraisal.web.account.account_forms import (
    AppearanceForm,
    PasswordForm,
    SignInForm,
    TurnOffCodeForm,
    TurnOnCodeForm,
)
from appraisal.web.account.account_pages import AccountPage, AppearancePage, CodePage, PlainFormPage
from appraisal.web.account.entering import begin, go_on
from appraisal.web.account.sign_in_page import sign_in_page
from appraisal.web.addresses import local_path
from appraisal.web.machine import cookies
from appraisal.web.machine.form import Form
from appraisal.web.machine.frame import appearance
from appraisal.web.machine.guard import actor
from appraisal.web.machine.rendering import render
from appraisal.web.machine.request_kit import kit
from appraisal.web.parts import Fact, Link

pages = Blueprint("account", __name__)

TRAIL = (Link("Your account", "/account"),)
DONE = {
    "password": "Your password was changed, and your other sessions have ended.",
    "code-on": "You are asked for a one-time code when you sign in.",
    "code-off": "You are asked for no one-time code any more.",
    "passphrase": "Your passphrase for opening bids is set.",
}


@pages.route("/sign-in", methods=["GET", "POST"], endpoint="sign_in")
def enter() -> Response | str:
    """Sign in, then go on to where the visitor wanted to be, with what was being sent."""
    if request.method == "GET":
        return redirect("/", 303) if g.signed_in else sign_in_page(next_path=local_path(request.args.get("next", "/")))
    form = SignInForm.asked()
    wanted, keep = local_path(form.next.data or "/"), form.keep
    if not form.accepted():
        return make_response(sign_in_page(form, wanted, keep), 422)
    try:
        signed_in = begin(form.email.data, form.password.data, form.code.data)
    except NotPermitted as refusal:
        form.note("email", str(refusal))
        return make_response(sign_in_page(form, wanted, keep), 403)
    return go_on(signed_in, wanted, keep)


@pages.post("/sign-out", endpoint="sign_out")
def leave() -> Response:
    """End the session on the server."""
    if g.signed_in:
        sign_out(kit(), g.signed_in.actor, g.signed_in.token)
    response = redirect("/sign-in", 303)
    cookies.drop_cookie(response, cookies.SESSION)
    return response


@pages.get("/account", endpoint="account")
def account() -> str:
    """The own account."""
    person, keeps_key = g.signed_in.session.person, may(actor(), Permission.OFFICER_KEY_KEEP)
    page = AccountPage(
        title="Your account",
        heading="Your account",
        done=DONE.get(request.args.get("done", ""), ""),
        facts=(
            Fact("Name", person.name),
            Fact("E-mail address", person.email),
            Fact("Role", ", ".join(sorted(person.roles))),
            Fact("One-time code", "Asked for when you sign in" if person.code_secret else "Not set up"),
            *(
                (Fact("Passphrase for opening bids", "Set" if has_key(kit(), actor()) else "Not set yet"),)
                if keeps_key
                else ()
            ),
        ),
        links=(
            Link("Change your password", "/account/password"),
            Link("Remove the one-time code" if person.code_secret else "Set up a one-time code", "/account/code"),
            Link("Appearance and time zone", "/appearance"),
            *((Link("Your passphrase for opening bids", "/account/passphrase"),) if keeps_key else ()),
        ),
    )
    return render("account/account.html", page)


@pages.route("/account/password", methods=["GET", "POST"], endpoint="password")
def password() -> Response | str:
    """Change the password; other sessions end."""
    form = PasswordForm.asked()
    if form.accepted():
        try:
            change_password(kit(), actor(), ChangePassword(form.old.data, form.password.data, g.signed_in.session.id))
            return redirect("/account?done=password", 303)
        except InvalidInput as error:
            form.take(error, {"new": "password"})
    page = PlainFormPage(
        title="Change your password",
        heading="Change your password",
        lede="Your other sessions, on other devices, end.",
        trail=TRAIL,
        form=form,
        troubles=form.troubles,
        post="/account/password",
        back="/account",
    )
    return _answer(render("account/password.html", page), form)


@pages.route("/account/code", methods=["GET", "POST"], endpoint="code")
def code() -> Response | str:
    """Set up or remove the one-time code."""
    return _end_codes() if g.signed_in.session.person.code_secret else _begin_codes()


@pages.route("/appearance", methods=["GET", "POST"], endpoint="appearance")
def look() -> Response | str:
    """Light, dark or as the device; for an account the time zone too."""
    zone = g.signed_in.session.person.zone if g.signed_in else ""
    form = AppearanceForm.asked({"appearance": appearance(), "zone": zone})
    back = local_path(form.back.data or "/")
    if form.accepted():
        chosen = form.appearance.data
        if g.signed_in:
            choose_appearance(kit(), actor(), Appearance("" if chosen == "device" else chosen, form.zone.data))
        response = redirect(back, 303)
        cookies.set_cookie(response, cookies.APPEARANCE, chosen, cookies.YEAR)
        return response
    page = AppearancePage(
        title="Appearance",
        heading="Appearance and time zone" if g.signed_in else "Appearance",
        form=form,
        troubles=form.troubles,
        back=back,
        has_account=bool(g.signed_in),
    )
    return _answer(render("account/appearance.html", page), form)


def _begin_codes() -> Response:
    form = TurnOnCodeForm.asked()
    if form.accepted():
        try:
            turn_on_code(kit(), actor(), form.secret.data, form.code.data)
            return redirect("/account?done=code-on", 303)
        except InvalidInput as error:
            form.take(error)
    secret, email = form.secret.data, g.signed_in.session.person.email
    offered = CodeSecret(secret, code_address(secret, email)) if secret else offer_code(kit(), actor())
    return _answer(render("account/code.html", _code_page(form, offered)), form)


def _end_codes() -> Response:
    form = TurnOffCodeForm.asked()
    if form.accepted():
        try:
            turn_off_code(kit(), actor(), form.password.data)
            return redirect("/account?done=code-off", 303)
        except InvalidInput as error:
            form.take(error)
    return _answer(render("account/code.html", _code_page(form)), form)


def _code_page(form: Form, offered: CodeSecret | None = None) -> CodePage:
    active = offered is None
    return CodePage(
        title="One-time code",
        heading="Remove the one-time code" if active else "Set up a one-time code",
        lede="" if active else "Whoever learns your password then still cannot sign in without your phone.",
        trail=TRAIL,
        form=form,
        troubles=form.troubles,
        post="/account/code",
        back="/account",
        active=active,
        secret=offered.secret if offered else "",
        qr=_picture(offered.address) if offered else "",
    )


def _picture(address: str) -> str:
    import segno

    return str(segno.make(address, error="m").svg_inline(svgclass="qr", omitsize=True, title="The code to scan"))


def _answer(html: str, form: Form) -> Response:
    return make_response(html, 422 if form.troubles else 200)
