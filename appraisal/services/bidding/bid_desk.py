"""A bid as its own team sees it; for everybody else there is no such bid, and an early look at one is an entry."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property

from appraisal.core import policy
from appraisal.core import tender as stages
from appraisal.core.bidding import Bid, Member
from appraisal.core.errors import NotFound, NotPermitted
from appraisal.core.events import Event
from appraisal.core.policy import Actor, Permission
from appraisal.core.profile import RequiredProfile
from appraisal.core.reference_model import Question
from appraisal.core.tender import Course
from appraisal.core.tendering import Lot, Tender
from appraisal.services.known import profile_of
from appraisal.services.toolkit import Kit
from appraisal.storage import bids, tenders

NO_BID = "There is no such bid; expected one from your list"


class EarlyLook(NotFound):
    """Somebody who is not on its team reached for a bid inside a transaction; to be noted when that is undone."""

    def __init__(self, bid: Bid, tender: Tender) -> None:
        self.bid = bid
        self.tender = tender
        super().__init__(NO_BID)


@dataclass(frozen=True)
class BidDesk:
    """A bid with all that its team's acts need; `member` is the actor's place on the team."""

    bid: Bid
    tender: Tender
    lot: Lot
    profile: RequiredProfile
    member: Member
    team: tuple[Member, ...]

    @property
    def course(self) -> Course:
        """What decides the stage of the bid's lot."""
        return self.tender.course_of(self.lot)

    @cached_property
    def respondents(self) -> tuple[Member, ...]:
        """Those who answer, in the order in which they joined."""
        return tuple(member for member in self.team if self.areas_of(member))

    @cached_property
    def _areas(self) -> dict[str, tuple[str, ...]]:
        asked = [line.area for line in self.profile.requirements]
        return {
            member.person: tuple(area for area in asked if member.areas is None or area in member.areas)
            for member in self.team
            if member.answers
        }

    def areas_of(self, member: Member) -> tuple[str, ...]:
        """The required areas that a member of the team answers for, in the profile's order."""
        return self._areas.get(member.person, ())

    def respondents_of(self, area: str) -> tuple[Member, ...]:
        """Those who answer for an area."""
        return tuple(one for one in self.respondents if one.areas is None or area in one.areas)

    def questions_in(self, area: str) -> tuple[Question, ...]:
        """The questions asked in an area with their texts, in the model's order."""
        asked = frozenset(self.asked_in(area))
        return tuple(one for _, one in self.profile.model.area_by_id[area].questions() if one.id in asked)

    def asked_in(self, area: str) -> tuple[str, ...]:
        """The questions asked in an area, in the model's order."""
        return self.profile.asked_by_area.get(area, ())


def known_bid(
    kit: Kit, actor: Actor, bid_id: str, act: Permission = Permission.BID_READ, at: datetime | None = None
) -> BidDesk:
    """The bid, when the actor is on its team and may do the act to it now, or at the moment of receipt.

    Somebody else's attempt on a bid that there is becomes an entry; the refusal reads as if there were no such bid.

    Raises:
        NotFound: there is none, or the actor is not on its team or in no role that has one.
        WrongStage, DeadlinePassed: the lot is not where the act may be done.
    """
    found = bids.bid_with_team(kit.database, bid_id)
    if found is None:
        raise NotFound(NO_BID)
    bid, team = found
    member = next((one for one in team if one.person == actor.person), None)
    tender = tenders.tender_of_lot(kit.database, bid.lot)
    if tender is None or member is None or not policy.may(actor, act):
        if tender and kit.database.is_writing:
            raise EarlyLook(bid, tender)
        if tender:
            record_early_look(kit, actor, bid, tender)
        raise NotFound(NO_BID)
    lot = next(lot for lot in tender.lots if lot.id == bid.lot)
    stages.require(tender.course_of(lot), act, at or kit.now())
    return BidDesk(bid, tender, lot, profile_of(lot), member, team)


def managed_bid(kit: Kit, actor: Actor, bid_id: str, act: Permission, at: datetime | None = None) -> BidDesk:
    """The bid, when the actor manages it.

    Raises:
        NotPermitted: the actor is on the team but does not manage the bid.
        NotFound, WrongStage, DeadlinePassed: as `known_bid`.
    """
    desk = known_bid(kit, actor, bid_id, act, at)
    if not desk.member.manager:
        raise NotPermitted("This is for a manager of the bid; respondents answer their sections")
    return desk


@contextmanager
def at_desk(
    kit: Kit,
    actor: Actor,
    bid_id: str,
    act: Permission,
    at: datetime | None = None,
    *,
    managing: bool = False,
    seen: BidDesk | None = None,
) -> Iterator[BidDesk]:
    """One write transaction on the bid, which the actor is on the team of, or manages.

    `seen` is the desk as it was loaded before; where nothing that decides was changed since, it is not loaded again.

    Raises:
        NotFound, NotPermitted, WrongStage, DeadlinePassed: as `known_bid` and `managed_bid`.
    """
    try:
        with kit.database.writing():
            if seen is not None and not managing and policy.may(actor, act) and _is_current(kit, actor, bid_id, seen):
                stages.require(seen.course, act, at or kit.now())
                yield seen
            else:
                yield (managed_bid if managing else known_bid)(kit, actor, bid_id, act, at)
    except EarlyLook as look:
        record_early_look(kit, actor, look.bid, look.tender)
        raise NotFound(NO_BID) from None


def _is_current(kit: Kit, actor: Actor, bid_id: str, desk: BidDesk) -> bool:
    """Whether the desk is the actor's on this bid, and as it would be loaded now."""
    own = desk.bid.id == bid_id and desk.member.person == actor.person
    return own and bids.is_unchanged(kit.database, desk.member, desk.tender, desk.lot)


def record_early_look(kit: Kit, actor: Actor, bid: Bid, tender: Tender) -> None:
    """Note an attempt to read a bid that is sealed still, in a transaction of its own."""
    lot = next((lot for lot in tender.lots if lot.id == bid.lot), None)
    if lot and lot.opened is None:
        with kit.database.writing():
            kit.record(actor.person, Event.BID_EARLY_LOOK_REFUSED, bid.id, tender.id, lot=lot.number)
