"""Inviting suppliers, and what the link of an invitation leads to."""

from __future__ import annotations

from flask import Blueprint, g, make_response, redirect, request
from werkzeug.wrappers import Response

from appraisal.core import tender as stages
from appraisal.core.errors import Conflict, InvalidInput, NotPermitted
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
from appraisal.web.entering import begin, go_on
from appraisal.web.forms import Form
from appraisal.web.guard import actor
from appraisal.web.pages.links import new_password
from appraisal.web.pages.tenders import answer
from appraisal.web.rendering import render
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
    form, done = Form(request.form), ""
    if request.method == "POST":
        email = form.text("email", "Give the e-mail address", longest=254)
        try:
            if not form.troubles:
                invite(kit(), actor(), Invite(found.id, email))
                when = "is on its way" if found.published else "goes out with the publication"
                form, done = Form(), f"The invitation to {email} {when}."
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
    form = Form(request.form)
    signed_in = g.signed_in
    if request.method == "POST" and (response := _accepted(form, welcome)):
        return response
    page = NewAccountPage(
        title="Invitation",
        heading=f"You are invited to bid on “{welcome.title}”",
        lede="Accept the invitation to read the tender. You decide later whether to bid.",
        form=form,
        troubles=form.troubles,
        facts=(Fact("Tender", welcome.reference), Fact("For", welcome.email)),
        asks_organisation=not welcome.has_account,
        signed_in_as=signed_in.actor.name if signed_in and signed_in.session.person.email == welcome.email else "",
        has_account=welcome.has_account,
        act="Accept the invitation",
        post=request.path,
    )
    return make_response(render("account/new.html", page), 422 if form.troubles else 200)


def _accepted(form: Form, welcome: Welcome) -> Response | None:
    """On to the tender, or None where something is to settle first."""
    if g.signed_in and g.signed_in.session.person.email == welcome.email:
        return redirect(f"/tenders/{accept_invitation(kit(), actor(), welcome.token)}", 303)
    if welcome.has_account:
        return _accepted_by_account(form, welcome)
    command = Join(
        welcome.token,
        form.text("name", "Give your name", longest=100),
        new_password(form),
        form.text("organisation", "Give the name of your organisation"),
    )
    if form.troubles:
        return None
    try:
        _, tender = accept_as_new(kit(), command)
    except InvalidInput as error:
        form.take(error)
        return None
    return go_on(begin(welcome.email, command.password), f"/tenders/{tender}")


def _accepted_by_account(form: Form, welcome: Welcome) -> Response | None:
    if not form.value("password"):
        form.note("password", "Give the password of your account")
        return None
    try:
        signed_in = begin(welcome.email, form.value("password"), form.value("code"))
    except NotPermitted as refusal:
        form.note("password", str(refusal))
        return None
    return go_on(signed_in, f"/tenders/{accept_invitation(kit(), signed_in.actor, welcome.token)}")
