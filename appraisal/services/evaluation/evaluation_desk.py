"""What somebody may see of a lot's evaluation: the place on the panel, and the bids without a conflict of interest."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property

from appraisal.core import policy
from appraisal.core import tender as stages
from appraisal.core.errors import NotFound, NotPermitted
from appraisal.core.panel import Panelist
from appraisal.core.policy import Actor, Permission, Role
from appraisal.core.profile import RequiredProfile
from appraisal.core.tender import Stage
from appraisal.core.tendering import Lot, Tender
from appraisal.services.known import NO_TENDER, known_tender, lot_of, profile_of
from appraisal.services.opening.opened_contents import OpenedBid, bids_that_stand
from appraisal.services.toolkit import Kit
from appraisal.storage import panel, submissions

NO_BID = "There is no such bid for you on this lot"


@dataclass(frozen=True)
class EvaluationDesk:
    """A lot's evaluation for one person. `me` is None for officers and auditors who are not on the panel.

    `bids` are those that stand, without the bids with whose suppliers the person has a conflict of interest.
    """

    tender: Tender
    lot: Lot
    profile: RequiredProfile
    me: Panelist | None
    bids: tuple[OpenedBid, ...]
    conflicted: frozenset[str]
    is_blind: bool

    @property
    def stage(self) -> Stage:
        """The stage of the lot once its bids are open."""
        if self.lot.decided:
            return Stage.DECIDED
        return Stage.EVALUATED if self.lot.evaluated else Stage.OPENED

    @cached_property
    def my_questions(self) -> tuple[str, ...]:
        """The asked questions that are the person's own to evaluate, in the profile's order."""
        return questions_of(self.profile, self.me) if self.me else ()

    def bid_of(self, bid: str) -> OpenedBid:
        """One of the bids that the person may see.

        Raises:
            NotFound: it is not among them; the same words whether it does not exist or is kept from the person.
        """
        for one in self.bids:
            if one.bid == bid:
                return one
        raise NotFound(NO_BID)

    def name_of(self, bid: OpenedBid) -> str:
        """The supplier's name, or the letter while the evaluation is blind for the person."""
        return f"Bidder {bid.label}" if self.is_blind else bid.response.supplier.name


def questions_of(profile: RequiredProfile, member: Panelist) -> tuple[str, ...]:
    """The asked questions that a member of the panel evaluates, in the profile's order."""
    return tuple(question for question, area in profile.asked.items() if member.covers(area))


def evaluation_desk(
    kit: Kit, actor: Actor, tender_id: str, lot_number: int, act: Permission, at: datetime | None = None
) -> EvaluationDesk:
    """The desk, when the actor may do the act to the lot now.

    Raises:
        NotPermitted: no role of the actor may, or they are on the panel and have not declared their interests yet.
        NotFound: there is no such tender or lot for the actor; an evaluator knows of those on whose panel they are.
        WrongStage: the lot is not where the act may be done.
    """
    policy.require(actor, act)
    tender = known_tender(kit, actor, tender_id)
    lot = lot_of(tender, lot_number)
    me = panel.panelist(kit.database, lot.id, actor.person)
    if me is None and not reads_as_buyer(actor):
        raise NotFound(NO_TENDER)
    stages.require(tender.course_of(lot), act, at or kit.now())
    conflicted: frozenset[str] = frozenset()
    if me is not None:
        conflicted, undeclared = declared(kit, lot, actor.person)
        if undeclared:
            raise NotPermitted("Declare your interests first: until then nothing of the bids is shown to you")
    seen = tuple(one for one in bids_that_stand(kit, lot) if one.bid not in conflicted)
    blind = lot.blind and me is not None and lot.decided is None and not actor.is_a(Role.OFFICER)
    return EvaluationDesk(tender, lot, profile_of(lot), me, seen, conflicted, blind)


def chaired_desk(kit: Kit, actor: Actor, tender_id: str, lot_number: int, act: Permission) -> EvaluationDesk:
    """The desk, when the actor chairs the lot's panel.

    Raises:
        NotPermitted, NotFound, WrongStage: as `evaluation_desk`; also NotPermitted to members who are no chair.
    """
    desk = evaluation_desk(kit, actor, tender_id, lot_number, act)
    if desk.me is None or not desk.me.chair:
        raise NotPermitted("This is for the chair of the panel")
    return desk


@contextmanager
def deciding(kit: Kit, actor: Actor, tender_id: str, lot_number: int, act: Permission) -> Iterator[EvaluationDesk]:
    """One write transaction at the desk.

    Raises:
        NotPermitted, NotFound, WrongStage: as `evaluation_desk`.
    """
    with kit.database.writing():
        yield evaluation_desk(kit, actor, tender_id, lot_number, act)


def declared(kit: Kit, lot: Lot, person: str) -> tuple[frozenset[str], frozenset[str]]:
    """The bids with whose suppliers the person has a conflict, and those on which nothing is declared yet.

    A conflict that was declared or set once stays: nobody takes it back.
    """
    stated = panel.interests(kit.database, lot.id, person)
    conflicted = frozenset(one.bid for one in stated if one.conflict)
    every = frozenset(submissions.opened_on(kit.database, lot.id))
    return conflicted, every - frozenset(one.bid for one in stated)


def refuse_conflicted(kit: Kit, actor: Actor, lot: Lot) -> None:
    """Go on only when nothing is kept from the actor: figures over all bids would tell of the one that is.

    Raises:
        NotFound: the actor is on the panel with a conflict of interest, or has not declared.
    """
    if not sees_all(kit, lot, actor.person):
        raise NotFound("There is nothing here for you")


def sees_all(kit: Kit, lot: Lot, person: str) -> bool:
    """Whether no bid is kept from somebody: they are not on the panel, or declared there and have no conflict."""
    return panel.panelist(kit.database, lot.id, person) is None or not any(declared(kit, lot, person))


def reads_as_buyer(actor: Actor) -> bool:
    """Whether somebody reads as the buyer's officer or auditor does, on the panel or not."""
    return actor.is_a(Role.OFFICER) or actor.is_a(Role.AUDITOR)
