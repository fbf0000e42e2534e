"""A supplier's bids: started, listed, and laid out as tasks with who has finished what."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from appraisal.core import policy
from appraisal.core import tender as stages
from appraisal.core.errors import Conflict, NotFound
from appraisal.core.events import Event
from appraisal.core.policy import Actor, Permission
from appraisal.core.response import Scope
from appraisal.core.tender import Stage
from appraisal.services.bid_desk import BidDesk, at_desk, known_bid
from appraisal.services.drafting import AreaDraft, all_drafts
from appraisal.services.known import known_tender, lot_of
from appraisal.services.toolkit import Kit
from appraisal.services.words import Form
from appraisal.storage import bids, invitations, people, submissions, tenders
from appraisal.storage.bids import Bid, Member
from appraisal.storage.database import Taken

Status = Literal["completed", "begun", "not-started", "nobody"]


@dataclass(frozen=True, slots=True)
class StartBid:
    """A bid on a lot; `role` is the starter's work, as the response names it."""

    tender: str
    lot: int
    role: str


@dataclass(frozen=True, slots=True)
class SetScope:
    """Which part of the organisation the answers describe."""

    bid: str
    unit: str
    sites: Sequence[str]
    period: str


@dataclass(frozen=True, slots=True)
class BidLine:
    """One bid in a person's list."""

    bid: str
    reference: str
    title: str
    lot: int
    lot_title: str
    stage: Stage
    deadline: datetime
    zone: str
    is_manager: bool


@dataclass(frozen=True, slots=True)
class AreaTask:
    """One line of the task list. Counts are the actor's own, or everybody's where the actor manages the bid."""

    area: str
    name: str
    level: int
    mandatory: bool
    status: Status
    answered: int
    asked: int
    people: tuple[str, ...]
    is_own: bool


@dataclass(frozen=True, slots=True)
class MemberProgress:
    """How many of their areas somebody has completed; None where that is not the actor's to see."""

    person: str
    name: str
    role: str
    manager: bool
    completed: int | None
    areas: int


@dataclass(frozen=True, slots=True)
class TaskList:
    """What a team member sees of the bid. Respondents see their own progress, managers everybody's."""

    bid: str
    reference: str
    title: str
    lot: int
    lot_title: str
    supplier: str
    stage: Stage
    deadline: datetime
    zone: str
    is_manager: bool
    tasks: tuple[AreaTask, ...]
    team: tuple[MemberProgress, ...]
    answered: int
    asked: int
    is_complete: bool
    scope: Scope
    receipt: str
    must_confirm: bool


def start_bid(kit: Kit, actor: Actor, command: StartBid) -> str:
    """The id of the supplier's bid on the lot, managed by the actor; twice the same form gives the same bid.

    Raises:
        NotPermitted: the actor is no supplier, or was not invited to this lot.
        NotFound: there is no such tender or lot for the actor.
        WrongStage, DeadlinePassed: the tender takes no bids now.
        Conflict: a colleague has started the supplier's bid; they can take the actor on its team.
    """
    policy.require(actor, Permission.BID_START)
    form = Form()
    role = form.line("role", command.role)
    form.finish()
    with kit.database.writing():
        tender = known_tender(kit, actor, command.tender)
        lot = lot_of(tender, command.lot)
        stages.require(tender.course_of(lot), Permission.BID_START, kit.now())
        invited = invitations.invited_lots(kit.database, tender.id, actor.organisation)
        if tender.access == "invited" and invited and lot.number not in invited:
            raise NotFound(f"You were not invited to lot {lot.number} of this tender")
        bid = Bid(kit.reference("B"), lot.id, actor.organisation, kit.now(), "", None)
        try:
            bids.add_bid(kit.database, bid)
        except Taken:
            return _own(kit, actor, lot.id)
        bids.add_member(kit.database, Member(bid.id, actor.person, "r1", role, None, True, True, None), kit.now())
        kit.record(actor.person, Event.BID_STARTED, bid.id, tender.id, lot=lot.number, supplier=actor.organisation)
    return bid.id


def own_bids(kit: Kit, actor: Actor) -> list[BidLine]:
    """The bids on whose teams the actor is, newest first.

    Raises:
        NotPermitted: the actor is no supplier.
    """
    policy.require(actor, Permission.BID_READ)
    lines = []
    for bid in bids.bids_of_person(kit.database, actor.person):
        desk = known_bid(kit, actor, bid.id)
        deadline, zone = dates(desk)
        lines.append(
            BidLine(
                bid.id,
                desk.tender.reference,
                desk.tender.title,
                desk.lot.number,
                desk.lot.title,
                desk.course.stage(kit.now()),
                deadline,
                zone,
                desk.member.manager,
            )
        )
    return lines


def task_list(kit: Kit, actor: Actor, bid: str) -> TaskList:
    """The bid's areas in the profile's order with who answers them and how far they are.

    Raises:
        NotFound: there is no such bid for the actor.
    """
    desk = known_bid(kit, actor, bid)
    drafts = all_drafts(kit, desk, desk.respondents)
    seen = desk.respondents if desk.member.manager else (desk.member,)
    names = people.named(kit.database, [*(member.person for member in desk.team), desk.bid.organisation])
    tasks = tuple(_task(desk, area.id, seen, drafts, names) for area in desk.profile.areas)
    deadline, zone = dates(desk)
    standing = submissions.standing(submissions.submissions(kit.database, bid))
    return TaskList(
        bid=bid,
        reference=desk.tender.reference,
        title=desk.tender.title,
        lot=desk.lot.number,
        lot_title=desk.lot.title,
        supplier=names.get(desk.bid.organisation, ""),
        stage=desk.course.stage(kit.now()),
        deadline=deadline,
        zone=zone,
        is_manager=desk.member.manager,
        tasks=tasks,
        team=tuple(_progress(desk, member, drafts, names) for member in desk.team if member in seen or member.manager),
        answered=sum(task.answered for task in tasks),
        asked=sum(task.asked for task in tasks),
        is_complete=is_complete(desk, drafts),
        scope=read_scope(kit, desk),
        receipt=standing.receipt if standing else "",
        must_confirm=standing is not None
        and standing.confirmed < tenders.questions_changed_at(kit.database, desk.lot.id),
    )


def set_scope(kit: Kit, actor: Actor, command: SetScope) -> None:
    """Say which part of the organisation the answers describe; a working copy, so no entry.

    Raises:
        NotPermitted: the actor does not manage the bid.
        NotFound, WrongStage, DeadlinePassed: as `bid_desk.known_bid`.
        InvalidInput: with every field that is wrong; what is empty may be filled in later.
    """
    form = Form()
    unit = form.line("unit", command.unit, longest=400, optional=True)
    period = form.line("period", command.period, longest=100, optional=True)
    sites = [site for entry in command.sites[:100] if (site := form.line("sites", entry, optional=True))]
    form.finish()
    document = {"unit": unit, "sites": list(dict.fromkeys(sites)), "period": period}
    sealed = kit.vault.seal_draft(json.dumps(document, ensure_ascii=False).encode(), "scope", command.bid)
    with at_desk(kit, actor, command.bid, Permission.BID_ANSWER, managing=True):
        bids.keep_scope(kit.database, command.bid, sealed)


def read_scope(kit: Kit, desk: BidDesk) -> Scope:
    """The scope as far as it was told."""
    if desk.bid.scope is None:
        return Scope()
    document = json.loads(kit.vault.open_draft(desk.bid.scope, "scope", desk.bid.id))
    return Scope(document["unit"], tuple(document["sites"]), document["period"])


def is_complete(desk: BidDesk, drafts: dict[str, dict[str, AreaDraft]]) -> bool:
    """Whether every area has somebody, and everybody has completed their areas."""
    covered = {area for member in desk.respondents for area in desk.areas_of(member)}
    if covered != {area.id for area in desk.profile.areas}:
        return False
    return all(
        drafts[member.person][area].finished(desk.asked_in(area))
        for member in desk.respondents
        for area in desk.areas_of(member)
    )


def dates(desk: BidDesk) -> tuple[datetime, str]:
    """The deadline and the tender's time zone."""
    if desk.tender.timetable is None:
        raise AssertionError("a bid on a tender without dates")
    return desk.tender.timetable.deadline, desk.tender.timetable.zone


def _own(kit: Kit, actor: Actor, lot: str) -> str:
    bid = bids.bid_on(kit.database, lot, actor.organisation)
    if bid is None or bids.member(kit.database, bid.id, actor.person) is None:
        raise Conflict("A colleague has started your organisation's bid on this lot; ask them to take you on the team")
    return bid.id


def _task(
    desk: BidDesk, area: str, seen: Sequence[Member], drafts: dict[str, dict[str, AreaDraft]], names: dict[str, str]
) -> AreaTask:
    asked = desk.asked_in(area)
    everybody = [member for member in desk.respondents if area in desk.areas_of(member)]
    counted = [drafts[member.person][area] for member in everybody if member in seen]
    answered = sum(draft.answered(asked) for draft in counted)
    status: Status = "not-started" if everybody else "nobody"
    if answered:
        status = "begun"
    if counted and all(draft.finished(asked) for draft in counted):
        status = "completed"
    return AreaTask(
        area=area,
        name=desk.profile.model.area_by_id[area].name,
        level=desk.profile.model.area_by_id[area].level,
        mandatory=desk.profile.requirement_by_area[area].mandatory,
        status=status,
        answered=answered,
        asked=len(asked) * len(counted),
        people=tuple(names.get(member.person, "") for member in everybody),
        is_own=area in desk.areas_of(desk.member),
    )


def _progress(
    desk: BidDesk, member: Member, drafts: dict[str, dict[str, AreaDraft]], names: dict[str, str]
) -> MemberProgress:
    areas = desk.areas_of(member)
    own = drafts.get(member.person, {})
    completed = sum(own[area].finished(desk.asked_in(area)) for area in areas if area in own)
    visible = desk.member.manager or member.person == desk.member.person
    return MemberProgress(
        member.person,
        names.get(member.person, ""),
        member.role,
        member.manager,
        completed if visible else None,
        len(areas),
    )
