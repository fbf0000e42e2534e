"""A supplier's bids: the list, a bid begun, its tasks, its team."""

from __future__ import annotations

from dataclasses import replace

from flask import Blueprint, g, redirect, request
from werkzeug.wrappers import Response

from appraisal.core.errors import Conflict, DeadlinePassed, InvalidInput, WrongStage
from appraisal.core.policy import Permission
from appraisal.services.accounts import Join
from appraisal.services.bid_desk import BidDesk, known_bid, managed_bid
from appraisal.services.bids import StartBid, start_bid
from appraisal.services.evidence import evidence_list
from appraisal.services.known import known_tender
from appraisal.services.links import look_at_link
from appraisal.services.reuse import Reuse, reusable_bids, reuse
from appraisal.services.task_list import task_list
from appraisal.services.team import (
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
from appraisal.storage.bids import Member
from appraisal.storage.links import Purpose
from appraisal.web.bid_view import bid_page, bid_trail, bids_page, tender_page
from appraisal.web.entering import begin, begin_known, go_on
from appraisal.web.forms.account import JoinForm, KnownAccountForm
from appraisal.web.forms.base import Form
from appraisal.web.forms.fields import options
from appraisal.web.forms.team import ColleagueForm, MemberForm, ReuseForm, StartForm
from appraisal.web.guard import actor
from appraisal.web.pages.links import answer as answer_link
from appraisal.web.pages.tenders import answer, set_zone
from appraisal.web.rendering import render
from appraisal.web.request_kit import kit
from appraisal.web.team_view import may_invite, team_page
from appraisal.web.views.account import NewAccountPage
from appraisal.web.views.parts import Fact, Link
from appraisal.web.views.supplier import MemberPage

pages = Blueprint("bids", __name__)


@pages.get("/bids", endpoint="list")
def list_() -> str:
    """Everything the supplier bids on or may bid on."""
    return render("supplier/bids.html", bids_page(kit(), actor()))


@pages.post("/tenders/<tender>/lots/<int:number>/bid", endpoint="start")
def start(tender: str, number: int) -> Response:
    """Begin a bid on a lot; twice the same press begins one."""
    form = StartForm.asked(suffix=f"-{number}")
    if form.accepted():
        try:
            return redirect(f"/bids/{start_bid(kit(), actor(), StartBid(tender, number, form.role.data))}", 303)
        except InvalidInput as error:
            form.take(error)
        except (DeadlinePassed, WrongStage):
            raise
        except Conflict as refusal:
            form.note("role", str(refusal))
    found = known_tender(kit(), actor(), tender)
    set_zone(found)
    return answer("supplier/tender.html", tender_page(kit(), actor(), found, form, number), form)


@pages.get("/bids/<bid>", endpoint="bid")
def one(bid: str) -> str:
    """The tasks of a bid."""
    desk = known_bid(kit(), actor(), bid)
    set_zone(desk.tender)
    tasks = task_list(kit(), actor(), bid, desk)
    lines = evidence_list(kit(), desk)
    empty = desk.member.manager and not desk.bid.reused and tasks.answered == 0 and not (lines or tasks.commitments)
    return render(
        "supplier/bid.html", bid_page(kit(), actor(), desk, tasks, _reuse(bid) if empty else None, len(lines))
    )


@pages.post("/bids/<bid>/reuse", endpoint="reuse")
def fill(bid: str) -> Response:
    """Take the answers of an earlier bid along."""
    reuse(kit(), actor(), Reuse(bid, ReuseForm.asked().earlier.data))
    return redirect(f"/bids/{bid}", 303)


@pages.route("/bids/<bid>/team", methods=["GET", "POST"], endpoint="team")
def team(bid: str) -> Response:
    """Who answers what; a manager invites colleagues."""
    desk = known_bid(kit(), actor(), bid)
    if request.method == "POST":
        managed_bid(kit(), actor(), bid, Permission.BID_MANAGE)
    form, done = ColleagueForm.asked({"areas": [ALL_AREAS]}), ""
    form.areas.choices = options(_area_choices(desk))
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
            form.areas.choices = options(_area_choices(desk))
        except InvalidInput as error:
            form.take(error)
        except Conflict as refusal:
            form.note("email", str(refusal))
    page = replace(team_page(kit(), actor(), desk), troubles=form.troubles, done=done)
    if may_invite(kit(), desk):
        page = replace(page, form=form)
    return answer("supplier/team.html", page, form)


@pages.route("/bids/<bid>/team/<person>", methods=["GET", "POST"], endpoint="member")
def member(bid: str, person: str) -> Response:
    """The work and areas of somebody on the team."""
    desk = managed_bid(kit(), actor(), bid, Permission.BID_MANAGE)
    found = next((one for one in desk.team if one.person == person), None)
    form = MemberForm.asked(_member_facts(found) if found else None)
    form.areas.choices = options(_area_choices(desk))
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
    return answer("supplier/member.html", page, form)


@pages.post("/bids/<bid>/team/<person>/remove", endpoint="remove_member")
def remove(bid: str, person: str) -> Response:
    """Take somebody off the team."""
    remove_member(kit(), actor(), bid, person)
    return redirect(f"/bids/{bid}/team", 303)


@pages.route("/team/<token>", methods=["GET", "POST"], endpoint="join")
def join(token: str) -> Response:
    """The link by which a colleague joins a bid's team; only the button uses it."""
    link = look_at_link(kit(), token, Purpose.TEAM)
    has_account = people.person_by_email(kit().database, link.email) is not None
    own = bool(g.signed_in) and g.signed_in.session.person.email == link.email
    page = NewAccountPage(
        title="Join the team",
        heading="Answer questions for your organisation’s bid",
        lede="You answer for yourself, from your own work. Nobody else sees your answers before all have finished.",
        form=Form.asked() if own else KnownAccountForm.asked() if has_account else JoinForm.asked(),
        facts=(Fact("For", link.email), Fact("Your part", link.facts["role"])),
        signed_in_as=g.signed_in.actor.name if own else "",
        act="Join the team",
        post=request.path,
    )
    return answer_link(page, lambda: _joined(page.form, token, link.email))


def _joined(form: Form, token: str, email: str) -> Response:
    """On to the bid.

    Raises:
        InvalidInput: something is to settle first.
    """
    if isinstance(form, JoinForm):
        command = Join(token, form.name.data, form.password.data)
        _, bid = join_team_as_new(kit(), command)
        return go_on(begin(email, command.password), f"/bids/{bid}")
    if isinstance(form, KnownAccountForm):
        signed_in = begin_known(email, form)
        return go_on(signed_in, f"/bids/{join_team(kit(), signed_in.actor, token)}")
    return redirect(f"/bids/{join_team(kit(), actor(), token)}", 303)


def _invited(email: str, address: str) -> str:
    if address:
        return f"No mails are sent from here: give {email} this address, it works once: {address}"
    return f"The link to join is on its way to {email}."


def _area_choices(desk: BidDesk) -> tuple[tuple[str, str, str], ...]:
    return ((ALL_AREAS, "All areas", ""), *((area.id, area.name, "") for area in desk.profile.areas))


def _member_facts(member: Member) -> dict[str, object]:
    areas = [ALL_AREAS] if member.areas is None else sorted(member.areas)
    return {"role": member.role, "manager": member.manager, "areas": areas}


def _reuse(bid: str) -> ReuseForm | None:
    """The form to begin from an earlier bid, where there is one."""
    earlier = [(other, _bid_words(other)) for other in reusable_bids(kit(), actor(), bid)]
    form = ReuseForm.shown()
    form.earlier.choices = options(earlier)
    return form if earlier else None


def _bid_words(bid: str) -> str:
    desk = known_bid(kit(), actor(), bid)
    return f"{desk.tender.reference} {desk.tender.title}, lot {desk.lot.number}"
