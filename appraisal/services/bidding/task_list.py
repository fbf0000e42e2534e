"""A bid laid out as tasks: one for each area, with who answers it and how far they are."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from appraisal.core.bidding import Member
from appraisal.core.policy import Actor
from appraisal.core.reference_model import ProcessArea
from appraisal.core.response import Scope
from appraisal.core.tender import Stage
from appraisal.services.bidding.bid_desk import BidDesk, known_bid
from appraisal.services.bidding.bids import dates, is_complete, read_scope
from appraisal.services.bidding.commitments import commitments_of
from appraisal.services.bidding.drafting import TeamProgress, team_progress
from appraisal.services.bidding.versions import counts
from appraisal.services.toolkit import Kit
from appraisal.storage import drafts, people, submissions

Status = Literal["completed", "begun", "not-started", "nobody"]


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
    """What a team member sees of the bid. Respondents see their own progress, managers everybody's and commitments.

    `receipt` is that of the version that counts, `changed` whether something was saved after it was received,
    `withdrawn` whether the last version was taken back.
    """

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
    changed: bool
    withdrawn: bool
    commitments: int


def task_list(kit: Kit, actor: Actor, bid: str, seen: BidDesk | None = None) -> TaskList:
    """The bid's areas in the profile's order with who answers them and how far they are.

    `seen` is the desk of the same bid and actor as it was loaded just now.

    Raises:
        NotFound: there is no such bid for the actor.
    """
    desk = seen or known_bid(kit, actor, bid)
    progress = team_progress(kit, desk, desk.respondents)
    counted = desk.respondents if desk.member.manager else (desk.member,)
    names = people.named(kit.database, [*(member.person for member in desk.team), desk.bid.organisation])
    tasks = tuple(_task(desk, area, counted, progress, names) for area in desk.profile.areas)
    deadline, zone = dates(desk)
    newest = submissions.newest_of(kit.database, bid)
    standing = newest if newest and newest.withdrawn is None else None
    saved_by = None if desk.member.manager else actor.person
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
        team=tuple(_member(desk, one, progress, names) for one in desk.team if one in counted or one.manager),
        answered=sum(task.answered for task in tasks),
        asked=sum(task.asked for task in tasks),
        is_complete=is_complete(desk, progress),
        scope=read_scope(kit, desk),
        receipt=standing.receipt if standing else "",
        must_confirm=standing is not None and not counts(kit, desk.lot.id, standing),
        changed=standing is not None and drafts.is_saved_since(kit.database, bid, standing.received, saved_by),
        withdrawn=newest is not None and standing is None,
        commitments=len(commitments_of(kit, desk)) if desk.member.manager else 0,
    )


def _task(
    desk: BidDesk, area: ProcessArea, seen: Sequence[Member], progress: TeamProgress, names: Mapping[str, str]
) -> AreaTask:
    asked = desk.asked_in(area.id)
    everybody = desk.respondents_of(area.id)
    counted = [progress[member.person][area.id] for member in everybody if member in seen]
    answered = sum(one.answered(asked) for one in counted)
    status: Status = "not-started" if everybody else "nobody"
    if answered:
        status = "begun"
    if counted and all(one.finished(asked) for one in counted):
        status = "completed"
    return AreaTask(
        area=area.id,
        name=area.name,
        level=area.level,
        mandatory=desk.profile.requirement_by_area[area.id].mandatory,
        status=status,
        answered=answered,
        asked=len(asked) * len(counted),
        people=tuple(names.get(member.person, "") for member in everybody),
        is_own=desk.member in everybody,
    )


def _member(desk: BidDesk, member: Member, progress: TeamProgress, names: Mapping[str, str]) -> MemberProgress:
    areas = desk.areas_of(member)
    own = progress.get(member.person, {})
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
