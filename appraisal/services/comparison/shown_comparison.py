"""The official comparison under the names that its reader may see, and a key for each bid that tells no more."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from appraisal.core.comparison import BidResult, Comparison
from appraisal.core.errors import NotFound
from appraisal.core.ranking import compare
from appraisal.core.recommendation import recommend
from appraisal.core.response import Supplier
from appraisal.core.scoring import Submission, score_bid
from appraisal.core.what_if import apply_changes
from appraisal.services.comparison.standing import Standing
from appraisal.services.opening.opened_contents import OpenedBid

NO_BIDDER = "There is no such bidder on this lot"


@dataclass(frozen=True, slots=True)
class ShownComparison:
    """A comparison in which every supplier's name, also in sentences, is the one to show; ids stay as they are.

    `keys` are what addresses say instead of supplier ids: an id is made of the name, so a letter stands for it in a
    blind evaluation.
    """

    standing: Standing
    comparison: Comparison
    keys: Mapping[str, str]

    def bid_at(self, key: str) -> BidResult:
        """The bid that an address names.

        Raises:
            NotFound: none does.
        """
        for bid in self.comparison.bids:
            if self.keys[bid.supplier.id] == key:
                return bid
        raise NotFound(NO_BIDDER)

    def opened(self, bid: BidResult) -> OpenedBid:
        """The bid as the opening found it."""
        return self.standing.bids[bid.supplier.id]


def shown(found: Standing) -> ShownComparison:
    """The comparison for who asked for it."""
    keys = {supplier: (one.label if found.is_blind else supplier) for supplier, one in found.bids.items()}
    if not found.is_blind:
        return ShownComparison(found, found.comparison, keys)
    bids = tuple(_renamed(bid, found.names[bid.supplier.id]) for bid in found.comparison.bids)
    recommendation = recommend(found.profile, bids, found.comparison.basis)
    return ShownComparison(found, replace(found.comparison, bids=bids, recommendation=recommendation), keys)


def declared_result(given: ShownComparison, bid: BidResult) -> BidResult:
    """What the bid comes to by its declarations alone, without any finding or commitment; it has no rank."""
    return score_bid(given.standing.profile, Submission(bid.response), ())


def verified_result(given: ShownComparison, bid: BidResult) -> BidResult:
    """What it comes to by its declarations and the findings agreed on, without any commitment; it has no rank."""
    return score_bid(given.standing.profile, Submission(bid.response, bid.findings), ())


def proposed_result(given: ShownComparison, bid: BidResult) -> BidResult | None:
    """What it would come to if everything that its supplier commits to were kept; None where that is nothing."""
    if not bid.response.commitments:
        return None
    submission = Submission(bid.response, bid.findings)
    return score_bid(given.standing.profile, submission, bid.response.commitments)


def what_if(given: ShownComparison, changes: list[str]) -> Comparison:
    """The same bids under a changed profile: never stored, and never the official comparison.

    Raises:
        InvalidInput: with every change that cannot be made.
    """
    profile = apply_changes(given.standing.profile, changes)
    return compare(profile, [Submission(bid.response, bid.findings) for bid in given.comparison.bids])


def _renamed(bid: BidResult, name: str) -> BidResult:
    supplier = Supplier(bid.supplier.id, name)
    return replace(bid, supplier=supplier, response=replace(bid.response, supplier=supplier))
