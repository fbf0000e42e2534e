"""Signing in and out, and the own account: password, one-time code, appearance and time zone."""

from __future__ import annotations

from flask import Blueprint, g, make_response, redirect, request
from werkzeug.wrappers import Response

from appraisal.core.errors import InvalidInput, NotPermitted
from appraisal.core.policy import Permission, may
from appraisal.services.own_account import (
    Appearance,
    ChangePassword,
    CodeSecret,
    change_password,
    choose_appearance,
    offer_code,
    turn_off_code,
    turn_on_code,
)
from appraisal.services.passwords import code_address
from appraisal.services.sign_in import sign_out
from appraisal.web import cookies
from appraisal.web.addresses import local_path
from appraisal.web.entering import begin, go_on, kept
from appraisal.web.forms import Form
from appraisal.web.frame import APPEARANCES, appearance
from appraisal.web.guard import actor
from appraisal.web.rendering import render
from appraisal.web.request_kit import kit
from appraisal.web.sign_in_page import sign_in_page
from appraisal.web.times import zones
from appraisal.web.views.account import AccountPage, AppearancePage, CodePage, PlainFormPage
from appraisal.web.views.parts import Fact, Link

pages = Blueprint("account", __name__)

TRAIL = (Link("Your account", "/account"),)


@pages.route("/sign-in", methods=["GET", "POST"], endpoint="sign_in")
def enter() -> Response | str:
    """Sign in, then go on to where the visitor wanted to be, with what was being sent."""
    if request.method == "GET":
        return redirect("/", 303) if g.signed_in else sign_in_page(next_path=local_path(request.args.get("next", "/")))
    form = Form(request.form)
    wanted, keep = local_path(form.value("next") or "/"), kept(request.form)
    email = form.text("email", "Give your e-mail address", longest=254)
    if not form.value("password"):
        form.note("password", "Give your password")
    if form.troubles:
        return make_response(sign_in_page(form, wanted, keep), 422)
    try:
        signed_in = begin(email, form.value("password"), form.value("code"))
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
        facts=(
            Fact("Name", person.name),
            Fact("E-mail address", person.email),
            Fact("Role", ", ".join(sorted(person.roles))),
            Fact("One-time code", "Asked for when you sign in" if person.code_secret else "Not set up"),
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
    form = Form(request.form)
    if request.method == "POST":
        old, new = form.value("old"), form.value("password")
        _same(form, new)
        if not form.troubles:
            try:
                change_password(kit(), actor(), ChangePassword(old, new, g.signed_in.session.id))
                return redirect("/account", 303)
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
    form, person = Form(request.form), g.signed_in.session.person
    active = bool(person.code_secret)
    if request.method == "POST":
        try:
            if active:
                turn_off_code(kit(), actor(), form.value("password"))
            else:
                turn_on_code(kit(), actor(), form.value("secret"), form.value("code"))
            return redirect("/account", 303)
        except InvalidInput as error:
            form.take(error)
    return _answer(render("account/code.html", _code_page(form, active, person.email)), form)


@pages.route("/appearance", methods=["GET", "POST"], endpoint="appearance")
def look() -> Response | str:
    """Light, dark or as the device; for an account the time zone too."""
    form = Form(request.form)
    back = local_path(form.value("back") or "/")
    if request.method == "POST":
        chosen = form.choice("appearance", APPEARANCES, "Choose one of the three")
        zone = form.value("zone")
        if g.signed_in and not form.troubles:
            choose_appearance(kit(), actor(), Appearance("" if chosen == "device" else chosen, zone))
        if not form.troubles:
            response = redirect(back, 303)
            cookies.set_cookie(response, cookies.APPEARANCE, chosen, cookies.YEAR)
            return response
    else:
        form = Form({"appearance": appearance(), "zone": g.signed_in.session.person.zone if g.signed_in else ""})
    page = AppearancePage(
        title="Appearance",
        heading="Appearance and time zone" if g.signed_in else "Appearance",
        form=form,
        troubles=form.troubles,
        back=back,
        zones=zones() if g.signed_in else (),
    )
    return _answer(render("account/appearance.html", page), form)


def _code_page(form: Form, active: bool, email: str) -> CodePage:
    offered = CodeSecret("", "")
    if not active:
        secret = form.value("secret")
        offered = CodeSecret(secret, code_address(secret, email)) if secret else offer_code(kit(), actor())
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
        secret=offered.secret,
        qr=_picture(offered.address) if offered.address else "",
    )


def _picture(address: str) -> str:
    import segno

    return str(segno.make(address, error="m").svg_inline(svgclass="qr", omitsize=True, title="The code to scan"))


def _same(form: Form, new: str) -> None:
    if new != form.value("again"):
        form.note("again", "Type the same password twice")


def _answer(html: str, form: Form) -> Response:
    return make_response(html, 422 if form.troubles else 200)
