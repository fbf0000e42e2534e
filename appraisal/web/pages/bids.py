"""A supplier's bids: the list, a bid begun, its tasks, its team."""

from __future__ import annotations

from flask import Blueprint, g, make_response, redirect, request
from werkzeug.wrappers import Response

from appraisal.core import tender as stages
from appraisal.core.errors import Conflict, InvalidInput, NotPermitted
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
from appraisal.web.entering import begin, go_on
from appraisal.web.forms import Form
from appraisal.web.guard import actor
from appraisal.web.pages.links import new_password
from appraisal.web.pages.tenders import answer, set_zone
from appraisal.web.rendering import render
from appraisal.web.request_kit import kit
from appraisal.web.views.account import NewAccountPage
from appraisal.web.views.parts import Fact, Link
from appraisal.web.views.supplier import MemberLine, MemberPage, TeamPage

pages = Blueprint("bids", __name__)


@pages.get("/bids", endpoint="list")
def list_() -> str:
    """Everything the supplier bids on or may bid on."""
    return render("supplier/bids.html", bids_page(kit(), actor()))


@pages.post("/tenders/<tender>/lots/<int:number>/bid", endpoint="start")
def start(tender: str, number: int) -> Response:
    """Begin a bid on a lot; twice the same press begins one."""
    form = Form(request.form)
    field = f"role-{number}"
    role = form.text(field, "Say what your own work is")
    try:
        if not form.troubles:
            return redirect(f"/bids/{start_bid(kit(), actor(), StartBid(tender, number, role))}", 303)
    except InvalidInput as error:
        form.take(error, {"role": field})
    except Conflict as refusal:
        form.note(field, str(refusal))
    found = known_tender(kit(), actor(), tender)
    set_zone(found)
    return answer("supplier/tender.html", tender_page(kit(), actor(), found, form), form)


@pages.get("/bids/<bid>", endpoint="bid")
def one(bid: str) -> str:
    """The tasks of a bid."""
    desk = known_bid(kit(), actor(), bid)
    set_zone(desk.tender)
    tasks = task_list(kit(), actor(), bid)
    lines = evidence_list(kit(), desk)
    empty = desk.member.manager and not desk.bid.reused and tasks.answered == 0 and not lines
    earlier = tuple((other, _bid_words(other)) for other in reusable_bids(kit(), actor(), bid)) if empty else ()
    return render("supplier/bid.html", bid_page(kit(), actor(), desk, tasks, earlier, len(lines)))


@pages.post("/bids/<bid>/reuse", endpoint="reuse")
def fill(bid: str) -> Response:
    """Take the answers of an earlier bid along."""
    reuse(kit(), actor(), Reuse(bid, request.form.get("earlier", "")))
    return redirect(f"/bids/{bid}", 303)


@pages.route("/bids/<bid>/team", methods=["GET", "POST"], endpoint="team")
def team(bid: str) -> Response:
    """Who answers what; a manager invites colleagues."""
    desk = known_bid(kit(), actor(), bid)
    form, done = Form(request.form), ""
    if request.method == "POST":
        managed_bid(kit(), actor(), bid, Permission.BID_MANAGE)
        command = InviteColleague(
            bid=bid,
            email=form.text("email", "Give the e-mail address", longest=254),
            role=form.text("role", "Say what the colleague’s work is"),
            areas=_chosen_areas(form, desk),
            manager=form.has("manager", "yes"),
        )
        try:
            if not form.troubles:
                address = invite_colleague(kit(), actor(), command)
                form, done = Form({"areas": ALL_AREAS}), f"The link to join is on its way to {command.email}."
                if address:
                    done = f"No mails are sent from here: give {command.email} this address, it works once: {address}"
        except InvalidInput as error:
            form.take(error)
        except Conflict as refusal:
            form.note("email", str(refusal))
    else:
        form = Form({"areas": ALL_AREAS})
    manages = desk.member.manager and stages.allows(desk.course, Permission.BID_MANAGE, kit().now())
    progress = {one.person: one for one in task_list(kit(), actor(), bid).team}
    names = people.named(kit().database, [member.person for member in desk.team])
    page = TeamPage(
        title="Team",
        heading="Who answers what",
        trail=bid_trail(desk),
        troubles=form.troubles,
        done=done,
        members=tuple(
            MemberLine(
                names.get(member.person, ""),
                f"{member.role}{', bid manager' if member.manager else ''}",
                _areas_words(desk, member),
                f"{progress[member.person].completed} of {progress[member.person].areas} complete"
                if member.person in progress and progress[member.person].completed is not None
                else "",
                f"/bids/{bid}/team/{member.person}" if manages else "",
            )
            for member in desk.team
        ),
        form=form if manages else None,
        areas=_area_choices(desk),
        post=f"/bids/{bid}/team",
        back=f"/bids/{bid}",
    )
    return answer("supplier/team.html", page, form)


@pages.route("/bids/<bid>/team/<person>", methods=["GET", "POST"], endpoint="member")
def member(bid: str, person: str) -> Response:
    """The work and areas of somebody on the team."""
    desk = managed_bid(kit(), actor(), bid, Permission.BID_MANAGE)
    found = next((one for one in desk.team if one.person == person), None)
    form = Form(request.form) if request.method == "POST" else _member_form(found)
    if request.method == "POST":
        command = ChangeMember(
            bid,
            person,
            form.text("role", "Say what the work is"),
            _chosen_areas(form, desk),
            form.has("manager", "yes"),
        )
        try:
            if not form.troubles:
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
        areas=_area_choices(desk),
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
    form = Form(request.form)
    if request.method == "POST" and (response := _joined(form, token, link.email, has_account, own)):
        return response
    page = NewAccountPage(
        title="Join the team",
        heading="Answer questions for your organisation’s bid",
        lede="You answer for yourself, from your own work. Nobody else sees your answers before all have finished.",
        form=form,
        troubles=form.troubles,
        facts=(Fact("For", link.email), Fact("Your part", link.facts["role"])),
        signed_in_as=g.signed_in.actor.name if own else "",
        has_account=has_account,
        act="Join the team",
        post=request.path,
    )
    return make_response(render("account/new.html", page), 422 if form.troubles else 200)


def _joined(form: Form, token: str, email: str, has_account: bool, own: bool) -> Response | None:
    """On to the bid, or None where something is to settle first."""
    if own:
        return redirect(f"/bids/{join_team(kit(), actor(), token)}", 303)
    if has_account:
        if not form.value("password"):
            form.note("password", "Give the password of your account")
            return None
        try:
            signed_in = begin(email, form.value("password"), form.value("code"))
        except NotPermitted as refusal:
            form.note("password", str(refusal))
            return None
        return go_on(signed_in, f"/bids/{join_team(kit(), signed_in.actor, token)}")
    command = Join(token, form.text("name", "Give your name", longest=100), new_password(form))
    if form.troubles:
        return None
    try:
        _, bid = join_team_as_new(kit(), command)
    except InvalidInput as error:
        form.take(error)
        return None
    return go_on(begin(email, command.password), f"/bids/{bid}")


def _chosen_areas(form: Form, desk: BidDesk) -> tuple[str, ...]:
    chosen = form.choices("areas", [ALL_AREAS, *desk.profile.requirement_by_area])
    return (ALL_AREAS,) if ALL_AREAS in chosen else chosen


def _area_choices(desk: BidDesk) -> tuple[tuple[str, str, str], ...]:
    return ((ALL_AREAS, "All areas", ""), *((area.id, area.name, "") for area in desk.profile.areas))


def _areas_words(desk: BidDesk, member: Member) -> str:
    if not member.answers:
        return "Answers none"
    if member.areas is None:
        return "All areas"
    names = [desk.profile.model.area_by_id[area].name for area in desk.areas_of(member)]
    return ", ".join(names) if len(names) <= 3 else f"{len(names)} areas"


def _member_form(member: Member | None) -> Form:
    from werkzeug.datastructures import MultiDict

    if member is None:
        return Form()
    areas = [ALL_AREAS] if member.areas is None else sorted(member.areas)
    typed = [("role", member.role), ("manager", "yes" if member.manager else ""), *(("areas", area) for area in areas)]
    return Form(MultiDict(typed))


def _bid_words(bid: str) -> str:
    desk = known_bid(kit(), actor(), bid)
    return f"{desk.tender.reference} {desk.tender.title}, lot {desk.lot.number}"
