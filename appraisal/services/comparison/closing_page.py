"""What a chair sees before closing an evaluation, and an officer before opening it again or taking a bid out."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from appraisal.core import policy
from appraisal.core import tender as stages
from appraisal.core.errors import Conflict, NotFound
from appraisal.core.policy import Actor, Permission
from appraisal.core.tendering import Lot, Tender
from appraisal.services.comparison.award_state import AwardState, award_state
from appraisal.services.comparison.closing import REOPENING, unagreed
from appraisal.services.comparison.standing import official
from appraisal.services.decided import CLOSING, Decision, last_decision
from appraisal.services.evaluation.evaluation_desk import (
    EvaluationDesk,
    chaired_desk,
    evaluation_desk,
    refuse_conflicted,
)
from appraisal.services.evaluation.finding_sheets import awaited
from appraisal.services.known import known_tender, lot_of
from appraisal.services.opening.opened_contents import OpenedBid, opened_bids_on
from appraisal.services.toolkit import Kit
from appraisal.storage import exclusions, people


@dataclass(frozen=True, slots=True)
class MissingArea:
    """The questions of one area of one bid without an agreed finding."""

    bid: str
    called: str
    area: str
    questions: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ClosingPage:
    """What keeps an evaluation open; nothing missing means that it can be closed. `awaited` are (bid, names)."""

    desk: EvaluationDesk
    missing: tuple[MissingArea, ...]
    awaited: tuple[tuple[str, tuple[str, ...]], ...]
    ranked: int
    failing: int


@dataclass(frozen=True, slots=True)
class StandingBid:
    """A bid that was opened; `kind`, `reason`, `by` and `at` say how it left the competition, if it did."""

    bid: str
    receipt: str
    supplier: str
    kind: str = ""
    reason: str = ""
    by: str = ""
    at: datetime | None = None


@dataclass(frozen=True, slots=True)
class LotBids:
    """The opened bids of a lot, those that are out last; `loses` says what would lose its ground by another one."""

    tender: Tender
    lot: Lot
    bids: tuple[StandingBid, ...]
    can_exclude: bool
    loses: str

    def bid(self, receipt: str) -> StandingBid:
        """One that still counts.

        Raises:
            NotFound: there is no such bid.
            Conflict: it is out already.
        """
        found = next((one for one in self.bids if one.receipt == receipt), None)
        if found is None:
            raise NotFound("There is no such bid among those opened")
        if found.kind:
            raise Conflict("This bid is out of the competition already")
        return found


@dataclass(frozen=True, slots=True)
class ReopeningPage:
    """A closed evaluation, and what would lose its ground if it was opened again."""

    desk: EvaluationDesk
    closed: Decision | None
    earlier: Decision | None
    loses: str


def closing_page(kit: Kit, actor: Actor, tender_id: str, lot_number: int) -> ClosingPage:
    """What is still missing, by bid and area.

    Raises:
        NotPermitted, NotFound, WrongStage, Conflict: as `closing.close_evaluation`.
    """
    desk = chaired_desk(kit, actor, tender_id, lot_number, Permission.EVALUATION_CLOSE)
    refuse_conflicted(kit, actor, desk.lot)
    comparison, _ = official(kit, desk.lot, desk.bids)
    by_supplier = {one.response.supplier.id: one for one in desk.bids}
    missing: dict[tuple[str, str], list[str]] = {}
    for supplier, area, question in unagreed(comparison):
        missing.setdefault((supplier, area), []).append(question)
    lines = [
        MissingArea(by_supplier[supplier].bid, desk.name_of(by_supplier[supplier]), area, tuple(questions))
        for (supplier, area), questions in missing.items()
    ]
    places = {one.bid: place for place, one in enumerate(desk.bids)}
    return ClosingPage(
        desk=desk,
        missing=tuple(sorted(lines, key=lambda line: places[line.bid])),
        awaited=tuple((one.bid, names) for one in desk.bids if (names := _awaited(kit, desk, one))),
        ranked=len(comparison.ranked),
        failing=len(comparison.bids) - len(comparison.ranked),
    )


def reopening_page(kit: Kit, actor: Actor, tender_id: str, lot_number: int) -> ReopeningPage:
    """The closed evaluation, for an officer who may open it again.

    Raises:
        NotPermitted, NotFound, WrongStage: as `closing.reopen_evaluation`.
    """
    desk = evaluation_desk(kit, actor, tender_id, lot_number, Permission.EVALUATION_REOPEN)
    refuse_conflicted(kit, actor, desk.lot)
    closed, earlier = last_decision(kit, desk.lot, CLOSING), last_decision(kit, desk.lot, REOPENING)
    return ReopeningPage(desk, closed, earlier, loses_ground(award_state(kit, desk.lot)))


def lot_bids(kit: Kit, actor: Actor, tender_id: str, lot_number: int) -> LotBids:
    """The opened bids of a lot and how some left the competition, for officers and auditors.

    Raises:
        NotPermitted, NotFound, WrongStage: as `known.tender_for`; NotFound also to who is on the panel with a conflict.
    """
    policy.require(actor, Permission.OPENING_EXAMINE)
    tender = known_tender(kit, actor, tender_id)
    lot = lot_of(tender, lot_number)
    course = tender.course_of(lot)
    stages.require(course, Permission.OPENING_EXAMINE, kit.now())
    refuse_conflicted(kit, actor, lot)
    found = [_standing(kit, lot, one) for one in opened_bids_on(kit, lot)]
    return LotBids(
        tender=tender,
        lot=lot,
        bids=tuple(sorted(found, key=lambda one: (bool(one.kind), one.supplier))),
        can_exclude=policy.may(actor, Permission.EXCLUSION_RECORD)
        and stages.allows(course, Permission.EXCLUSION_RECORD, kit.now()),
        loses=loses_ground(award_state(kit, lot)),
    )


def loses_ground(state: AwardState) -> str:
    """What would hold no more if the comparison changed: the last decision on the award that holds, or nothing."""
    steps = ((state.notice, "notice with its standstill"), (state.approval, "approval"))
    for held, name in (*steps, (state.recommendation, "recommendation")):
        if held and held.holds:
            return name
    return ""


def _standing(kit: Kit, lot: Lot, one: OpenedBid) -> StandingBid:
    name, out = one.response.supplier.name, exclusions.exclusions(kit.database, lot.id).get(one.bid)
    if out is None:
        return StandingBid(one.bid, one.receipt, name)
    by = people.named(kit.database, [out.officer]).get(out.officer, "")
    return StandingBid(one.bid, one.receipt, name, out.kind, out.reason, by, out.at)


def _awaited(kit: Kit, desk: EvaluationDesk, bid: OpenedBid) -> tuple[str, ...]:
    return tuple(sorted(people.named(kit.database, awaited(kit, desk, bid)).values()))
