"""The award of a lot as the buyer's people see it: the comparison, what was decided on it, and what they may do now."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from appraisal.core import policy
from appraisal.core import tender as stages
from appraisal.core.comparison import Comparison
from appraisal.core.panel import Exclusion
from appraisal.core.policy import Actor, Permission
from appraisal.core.tendering import Lot, Tender
from appraisal.services.comparison.award_state import (
    APPROVAL,
    AWARD,
    NOTICE,
    RECOMMENDATION,
    AwardState,
    NextStep,
    award_state,
    comparison_now,
)
from appraisal.services.decided import Decision, decisions_on
from appraisal.services.evaluation.evaluation_desk import refuse_conflicted
from appraisal.services.known import lot_for
from appraisal.services.opening.opened_contents import OpenedBid, opened_bids_on
from appraisal.services.toolkit import Kit
from appraisal.storage import exclusions

ACTS: Mapping[NextStep, Permission] = {
    "recommend": Permission.AWARD_RECOMMEND,
    "approve": Permission.AWARD_APPROVE,
    "notify": Permission.AWARD_NOTIFY,
    "make": Permission.AWARD_MAKE,
}
"""The act that each step waits for."""


@dataclass(frozen=True, slots=True)
class AwardDesk:
    """A lot's award for one person.

    `bids` are all that were opened, by receipt; `out` are those among them that were taken out, by bid.
    `comparison` and `digest` are None where no bid stands. `earlier` are decisions that newer ones replaced, oldest
    first. `next` is what comes next, `can_act` whether this person may do it, `can_recommend` whether they may
    recommend, also otherwise than it was.
    """

    tender: Tender
    lot: Lot
    comparison: Comparison | None
    digest: str | None
    bids: Mapping[str, OpenedBid]
    out: Mapping[str, Exclusion]
    state: AwardState
    earlier: tuple[Decision, ...]
    next: NextStep
    can_act: bool
    can_recommend: bool

    def receipt_of(self, supplier: str) -> str:
        """The receipt of a supplier's bid."""
        return next((receipt for receipt, bid in self.bids.items() if bid.response.supplier.id == supplier), "")

    def winner(self, decision: Mapping[str, str | None]) -> str:
        """The name of the supplier that a recommendation or award is for; empty where it is for none."""
        bid = self.bids.get(decision["receipt"] or "")
        return bid.response.supplier.name if bid else ""


def award_desk(kit: Kit, actor: Actor, tender_id: str, lot_number: int) -> AwardDesk:
    """How far the award is, for officers and auditors.

    Raises:
        NotPermitted, NotFound, WrongStage: as `known.lot_for`; NotFound also with a conflict of interest.
    """
    tender, lot = lot_for(kit, actor, tender_id, lot_number, Permission.AWARD_READ)
    refuse_conflicted(kit, actor, lot)
    comparison, digest = comparison_now(kit, lot)
    state = award_state(kit, lot)
    return AwardDesk(
        tender=tender,
        lot=lot,
        comparison=comparison,
        digest=digest,
        bids={bid.receipt: bid for bid in opened_bids_on(kit, lot)},
        out=exclusions.exclusions(kit.database, lot.id),
        state=state,
        earlier=_earlier(kit, lot),
        next=state.next_step(kit.now()),
        can_act=can_act(kit, actor, tender, lot, state),
        can_recommend=_may(kit, actor, tender, lot, Permission.AWARD_RECOMMEND),
    )


def can_act(kit: Kit, actor: Actor, tender: Tender, lot: Lot, state: AwardState) -> bool:
    """Whether somebody may do what comes next; nobody approves the own recommendation."""
    step = state.next_step(kit.now())
    own = state.recommendation is not None and state.recommendation.decision.person == actor.person
    act = ACTS.get(step)
    return act is not None and not (step == "approve" and own) and _may(kit, actor, tender, lot, act)


def _may(kit: Kit, actor: Actor, tender: Tender, lot: Lot, act: Permission) -> bool:
    return policy.may(actor, act) and stages.allows(tender.course_of(lot), act, kit.now())


def _earlier(kit: Kit, lot: Lot) -> tuple[Decision, ...]:
    kinds = (RECOMMENDATION, APPROVAL, NOTICE, AWARD)
    replaced = [decision for kind in kinds for decision in decisions_on(kit, lot, kind)[:-1]]
    return tuple(sorted(replaced, key=lambda decision: decision.at))
