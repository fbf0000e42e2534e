"""What a bidder's team is told of the decision on its lot: nothing before the letters, and no word of other bids."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from appraisal.core import policy
from appraisal.core import tender as stages
from appraisal.core.policy import Actor, Permission
from appraisal.core.standstill import Standstill
from appraisal.services.bidding.bid_desk import BidDesk
from appraisal.services.comparison.award_state import award_state, standstill_of
from appraisal.services.opening.opened_contents import opened_bids_on
from appraisal.services.toolkit import Kit


@dataclass(frozen=True, slots=True)
class BidderAward:
    """The decision as a bidder knows it: `winner` is the supplier's name, empty where none is to win, or it is void.

    `is_own` says that the own bid is to win; `letter` that there is one to read.
    """

    state: Literal["notified", "awarded", "void"]
    winner: str
    is_own: bool
    standstill: Standstill
    letter: bool


def bidder_award(kit: Kit, actor: Actor, desk: BidDesk) -> BidderAward | None:
    """The decision for the team of a bid; None before the letters went out, and for a bid that was not opened."""
    if desk.lot.opened is None:
        return None
    state = award_state(kit, desk.lot)
    receipts = {bid.receipt: bid for bid in opened_bids_on(kit, desk.lot)}
    own = next((bid.receipt for bid in receipts.values() if bid.bid == desk.bid.id), None)
    if state.notice is None or state.recommendation is None or own is None:
        return None
    reads = policy.may(actor, Permission.DEBRIEF_READ) and stages.allows(
        desk.course, Permission.DEBRIEF_READ, kit.now()
    )
    letter = reads and own in state.notice.document["letters"]
    runs = standstill_of(state.notice.document)
    if not state.notice.holds:
        return BidderAward("void", "", False, runs, letter)
    receipt = state.recommendation.document["receipt"]
    winner = receipts[receipt].response.supplier.name if receipt in receipts else ""
    return BidderAward("awarded" if state.award else "notified", winner, receipt == own, runs, letter)
