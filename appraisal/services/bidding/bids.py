"""A supplier's bids: started, listed, and laid out as tasks with who has finished what."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from appraisal.core import policy
from appraisal.core import tender as stages
from appraisal.core.bidding import Bid, Member
from appraisal.core.errors import Conflict, NotFound
from appraisal.core.events import Event
from appraisal.core.policy import Actor, Permission
from appraisal.core.response import Scope
from appraisal.core.tender import Stage
from appraisal.services.bidding.bid_desk import BidDesk, at_desk, known_bid
from appraisal.services.bidding.drafting import TeamProgress
from appraisal.services.bidding.versions import counts, opened_version
from appraisal.services.known import known_tender, lot_of
from appraisal.services.toolkit import Kit
from appraisal.services.words import Form
from appraisal.storage import bids, invitations, submissions
from appraisal.storage.database import Taken

Standing = Literal["none", "received", "unconfirmed", "withdrawn"]


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
    """One bid in a person's list; `standing` tells whether a version of it counts."""

    bid: str
    reference: str
    title: str
    lot: int
    lot_title: str
    stage: Stage
    deadline: datetime
    zone: str
    is_manager: bool
    standing: Standing


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
                _standing(kit, desk),
            )
        )
    return lines


def _standing(kit: Kit, desk: BidDesk) -> Standing:
    newest = submissions.newest_of(kit.database, desk.bid.id)
    if newest is None:
        return "none"
    if newest.withdrawn is not None:
        return "withdrawn"
    return "received" if counts(kit, desk.lot.id, newest) else "unconfirmed"


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
    """The scope as far as it was told; after the opening as it was submitted."""
    if version := opened_version(kit, desk.lot, desk.bid.id):
        return version.response.scope or Scope()
    if desk.bid.scope is None:
        return Scope()
    document = json.loads(kit.vault.open_draft(desk.bid.scope, "scope", desk.bid.id))
    return Scope(document["unit"], tuple(document["sites"]), document["period"])


def is_complete(desk: BidDesk, progress: TeamProgress) -> bool:
    """Whether every area has somebody, and everybody has completed their areas."""
    covered = {area for member in desk.respondents for area in desk.areas_of(member)}
    if covered != {area.id for area in desk.profile.areas}:
        return False
    return all(
        progress[member.person][area].finished(desk.asked_in(area))
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
