"""The recommendation of an officer, and its approval by another one, both bound to the comparison that was shown."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from appraisal.core.comparison import BidResult, Comparison
from appraisal.core.errors import Conflict, NotPermitted, Stale
from appraisal.core.events import Event
from appraisal.core.policy import Actor, Permission
from appraisal.services.comparison.award_state import (
    APPROVAL,
    RECOMMENDATION,
    award_state,
    comparison_now,
    void_approval,
)
from appraisal.services.decided import record_decision
from appraisal.services.evaluation.evaluation_desk import EvaluationDesk, deciding, refuse_conflicted
from appraisal.services.mail.buyer_mails import forget_recommendation, tell_of_recommendation
from appraisal.services.opening.opened_contents import OpenedBid
from appraisal.services.toolkit import Kit
from appraisal.services.words import Form

SHOWN_NO_MORE = "The comparison is not the one that you looked at: a bid or a finding changed. Look at it again"
DEPARTS = "departs from the comparison, which recommends {}"


@dataclass(frozen=True, slots=True)
class Recommend:
    """An award to the bid with this receipt, or none ("none", no receipt), and why.

    `comparison` is the digest that was shown (None where no bid stood), `earlier` that of the last recommendation on
    the page or nothing. `departs` says that the officer knows that the comparison recommends otherwise.
    """

    tender: str
    lot: int
    comparison: str | None
    earlier: str
    outcome: str
    receipt: str
    reasons: str
    departs: bool = False


@dataclass(frozen=True, slots=True)
class Approve:
    """The recommendation with this digest, on the comparison with this digest, as both were shown."""

    tender: str
    lot: int
    recommendation: str
    comparison: str | None


def recommend(kit: Kit, actor: Actor, command: Recommend) -> str:
    """The digest of the recommendation; one that stood before is replaced, and an approval of it voided.

    The other officers who may approve it are told by mail.

    Raises:
        NotPermitted, NotFound, WrongStage: as `evaluation_desk`; NotFound also with a conflict of interest.
        InvalidInput: no reasons, a bid that cannot win, or a departure from the comparison that is not said to be one.
        Stale: the comparison is not the one that was shown, or somebody else recommended meanwhile.
    """
    form = Form()
    reasons = form.text("reasons", command.reasons)
    with deciding(kit, actor, command.tender, command.lot, Permission.AWARD_RECOMMEND) as desk:
        refuse_conflicted(kit, actor, desk.lot)
        before = award_state(kit, desk.lot).recommendation
        if command.earlier != (before.digest if before else ""):
            raise Stale("Somebody else recommended meanwhile; look at this lot again")
        comparison, its_digest = comparison_now(kit, desk.lot)
        if command.comparison != its_digest:
            raise Stale(SHOWN_NO_MORE)
        winner = _chosen(form, comparison, desk, command)
        form.finish()
        digest = record_decision(
            kit,
            actor,
            desk.tender,
            desk.lot,
            RECOMMENDATION,
            Event.AWARD_RECOMMENDED,
            {
                "comparison": its_digest,
                "outcome": command.outcome,
                "supplier": winner.response.supplier.id if winner else None,
                "receipt": winner.receipt if winner else None,
                "reasons": reasons,
            },
            outcome=command.outcome,
            comparison=its_digest,
            departs=command.departs,
        )
        void_approval(kit, actor, desk.tender, desk.lot)
        tell_of_recommendation(kit, actor, desk.tender, desk.lot)
    return digest


def approve(kit: Kit, actor: Actor, command: Approve) -> str:
    """The digest of the approval; the comparison is worked out anew and must be the recommendation's.

    Raises:
        NotPermitted: as `evaluation_desk`; also to the officer who recommended.
        NotFound, WrongStage: as `evaluation_desk`; NotFound also with a conflict of interest.
        Stale: the recommendation or the comparison is not the one that was shown.
        Conflict: nothing is recommended, or it is approved already.
    """
    with deciding(kit, actor, command.tender, command.lot, Permission.AWARD_APPROVE) as desk:
        refuse_conflicted(kit, actor, desk.lot)
        state, now = award_state(kit, desk.lot), comparison_now(kit, desk.lot)[1]
        recommendation = state.recommendation
        if recommendation is None:
            raise Conflict("Nothing is recommended on this lot yet")
        if command.recommendation != recommendation.digest:
            raise Stale("The recommendation is not the one that you looked at; look at the new one")
        if not recommendation.holds or command.comparison != now:
            raise Stale(f"{SHOWN_NO_MORE}; an approval counts only for exactly what is shown")
        if recommendation.decision.person == actor.person:
            raise NotPermitted("You recommended this yourself; another officer approves it")
        if state.approval and state.approval.holds:
            raise Conflict("This recommendation is approved already")
        approved = {"recommendation": recommendation.digest, "comparison": now}
        forget_recommendation(kit, desk.lot)
        return record_decision(kit, actor, desk.tender, desk.lot, APPROVAL, Event.AWARD_APPROVED, approved, **approved)


def departs_from(comparison: Comparison | None, supplier: str | None) -> bool:
    """Whether an award to a supplier, or none (None), is not what the comparison recommends."""
    return supplier != (comparison.recommendation.supplier if comparison else None)


def can_win(comparison: Comparison | None) -> tuple[BidResult, ...]:
    """The bids to which the lot can be awarded: those that are ranked."""
    return comparison.ranked if comparison else ()


def _chosen(form: Form, comparison: Comparison | None, desk: EvaluationDesk, command: Recommend) -> OpenedBid | None:
    """The bid that is to win, or None; what is wrong with the choice is noted."""
    winner = None
    if command.outcome == "award":
        able = {bid.supplier.id for bid in can_win(comparison)}
        winner = _with_receipt((bid for bid in desk.bids if bid.response.supplier.id in able), command.receipt)
        if winner is None:
            form.note("outcome", "names a bid that is not ranked, or is out", "expected a ranked bid, or no award")
            return None
    elif command.outcome != "none" or command.receipt:
        form.note("outcome", "is not known", "expected an award to a ranked bid, or none")
        return None
    if departs_from(comparison, winner.response.supplier.id if winner else None) is not command.departs:
        form.note("departs", *_said_so(comparison, command.departs))
    return winner


def _said_so(comparison: Comparison | None, said: bool) -> tuple[str, str]:
    if said:
        return "is said of what the comparison itself recommends", "expected it only where you choose otherwise"
    names = {bid.supplier.id: bid.supplier.name for bid in comparison.bids} if comparison else {}
    recommended = comparison.recommendation.supplier if comparison else None
    return DEPARTS.format(names.get(recommended or "", "nobody")), "expected that you say so, and why"


def _with_receipt(bids: Iterable[OpenedBid], receipt: str) -> OpenedBid | None:
    return next((bid for bid in bids if bid.receipt == receipt), None)
