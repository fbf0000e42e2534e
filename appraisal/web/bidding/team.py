"""The team of a bid: who answers what, colleagues invited and taken off, and the link by which they join."""

from __future__ import annotations

from flask import Blueprint, redirect, request
from werkzeug.wrappers import Response

from appraisal.core.errors import Conflict, InvalidInput
from appraisal.core.people import Purpose
from appraisal.core.policy import Permission
from appraisal.services.account.links import look_at_link
from appraisal.services.bidding.bid_desk import known_bid, managed_bid
from appraisal.services.bidding.team import (
    ALL_AREAS,
    ChangeMember,
    InviteColleague,
    change_member,
    invite_colleague,
    join_team,
    join_team_as_new,
    remove_member,
)
from appraisal.storage import people
from appraisal.web.account.account_forms import JoinForm
from appraisal.web.account.link_holder import enter_by_link, link_page
from appraisal.web.account.links import answer as answer_link
from appraisal.web.bidding.bid_page import bid_trail
from appraisal.web.bidding.bid_pages import MemberPage
from appraisal.web.bidding.team_forms import ColleagueForm, MemberForm
from appraisal.web.bidding.team_page import area_choices, member_facts, team_page
from appraisal.web.machine.fields import options
from appraisal.web.machine.guard import actor
from appraisal.web.machine.request_kit import kit
from appraisal.web.parts import Fact, Link
from appraisal.web.tendering.tenders import answer

pages = Blueprint("team", __name__)


@pages.route("/bids/<bid>/team", methods=["GET", "POST"], endpoint="team")
def team(bid: str) -> Response:
    """Who answers what; a manager invites colleagues."""
    desk = known_bid(kit(), actor(), bid)
    if request.method == "POST":
        managed_bid(kit(), actor(), bid, Permission.BID_MANAGE)
    form, done = ColleagueForm.asked({"areas": [ALL_AREAS]}), ""
    form.areas.choices = options(area_choices(desk))
    if form.accepted():
        command = InviteColleague(
            bid=bid,
            email=form.email.data,
            role=form.role.data,
            areas=form.areas.chosen,
            manager=form.manager.data,
        )
        try:
            address = invite_colleague(kit(), actor(), command)
            form, done = ColleagueForm.shown({"areas": [ALL_AREAS]}), _invited(command.email, address)
            form.areas.choices = options(area_choices(desk))
        except InvalidInput as error:
            form.take(error)
        except Conflict as refusal:
            form.note("email", str(refusal))
    return answer("bidding/team.html", team_page(kit(), actor(), desk, form, done), form)


@pages.route("/bids/<bid>/team/<person>", methods=["GET", "POST"], endpoint="member")
def member(bid: str, person: str) -> Response:
    """The work and areas of somebody on the team."""
    desk = managed_bid(kit(), actor(), bid, Permission.BID_MANAGE)
    found = next((one for one in desk.team if one.person == person), None)
    form = MemberForm.asked(member_facts(found) if found else None)
    form.areas.choices = options(area_choices(desk))
    if form.accepted():
        command = ChangeMember(bid, person, form.role.data, form.areas.chosen, form.manager.data)
        try:
            change_member(kit(), actor(), command)
            return redirect(f"/bids/{bid}/team", 303)
        except InvalidInput as error:
            form.take(error)
        except Conflict as refusal:
            form.note("manager", str(refusal))
    name = people.named(kit().database, [person]).get(person, "") if found else ""
    page = MemberPage(
        title="Areas to answer",
        heading=f"What {name or 'nobody'} answers",
        trail=(*bid_trail(desk), Link("Team", f"/bids/{bid}/team")),
        form=form,
        troubles=form.troubles,
        post=request.path,
        remove=f"/bids/{bid}/team/{person}/remove" if found and person != actor().person else "",
        back=f"/bids/{bid}/team",
    )
    return answer("bidding/member.html", page, form)


@pages.post("/bids/<bid>/team/<person>/remove", endpoint="remove")
def remove(bid: str, person: str) -> Response:
    """Take somebody off the team."""
    remove_member(kit(), actor(), bid, person)
    return redirect(f"/bids/{bid}/team", 303)


@pages.route("/team/<token>", methods=["GET", "POST"], endpoint="join")
def join(token: str) -> Response:
    """The link by which a colleague joins a bid's team; only the button uses it."""
    link = look_at_link(kit(), token, Purpose.TEAM)
    page = link_page(
        link.email,
        people.person_by_email(kit().database, link.email) is not None,
        JoinForm,
        title="Join the team",
        heading="Answer questions for your organisation’s bid",
        lede="You answer for yourself, from your own work. Nobody else sees your answers before all have finished.",
        facts=(Fact("For", link.email), Fact("Your part", link.facts["role"])),
        act="Join the team",
    )
    return answer_link(page, lambda: enter_by_link(page.form, link.email, token, "/bids", join_team_as_new, join_team))


def _invited(email: str, address: str) -> str:
    if address:
        return f"No mails are sent from here: give {email} this address, it works once: {address}"
    return f"The link to join is on its way to {email}."
