"""Inviting suppliers, and what the link of an invitation leads to."""

from __future__ import annotations

from flask import Blueprint, redirect, request
from werkzeug.wrappers import Response

from appraisal.core import tender as stages
from appraisal.core.errors import Conflict, InvalidInput
from appraisal.core.policy import Permission
from appraisal.services.known import known_tender
from appraisal.services.tendering.invitations import (
    Invite,
    accept_as_new,
    accept_invitation,
    invite,
    look_at_invitation,
    send_again,
)
from appraisal.web.account.account_forms import RegisterForm
from appraisal.web.account.link_holder import enter_by_link, link_page
from appraisal.web.account.links import answer as answer_link
from appraisal.web.machine.guard import actor
from appraisal.web.machine.request_kit import kit
from appraisal.web.parts import Fact
from appraisal.web.tendering.tender_forms import InviteForm
from appraisal.web.tendering.tender_frame import trail_to
from appraisal.web.tendering.tender_pages import FormPage
from appraisal.web.tendering.tenders import answer

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
    return answer("tendering/invite.html", page, form)


@pages.post("/tenders/<tender>/invitations/<invitation>/again", endpoint="again")
def again(tender: str, invitation: str) -> Response:
    """Send an invitation again, with a fresh link."""
    send_again(kit(), actor(), tender, invitation)
    return redirect(f"/tenders/{tender}", 303)


@pages.route("/invitation/<token>", methods=["GET", "POST"], endpoint="accept")
def accept(token: str) -> Response:
    """What an invitation is for; only a press on the button accepts it, as mail scanners open links too."""
    welcome = look_at_invitation(kit(), token)
    page = link_page(
        welcome.email,
        welcome.has_account,
        RegisterForm,
        title="Invitation",
        heading=f"You are invited to bid on “{welcome.title}”",
        lede="Accept the invitation to read the tender. You decide later whether to bid.",
        facts=(Fact("Tender", welcome.reference), Fact("For", welcome.email)),
        act="Accept the invitation",
    )
    return answer_link(
        page, lambda: enter_by_link(page.form, welcome.email, token, "/tenders", accept_as_new, accept_invitation)
    )
