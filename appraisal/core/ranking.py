"""All bids against one required profile: order, basis and recommendation (section 4 of the method)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from fractions import Fraction

from appraisal.core.comparison import Basis, BidResult, Comparison
from appraisal.core.errors import InvalidInput, Problem
from appraisal.core.profile import RequiredProfile
from appraisal.core.recommendation import recommend
from appraisal.core.risk import RISKS
from appraisal.core.scoring import Submission, score_bid


def compare(profile: RequiredProfile, submissions: Sequence[Submission]) -> Comparison:
    """Score, rank and explain all bids; `robustness` is left for those who ask for it.

    Raises:
        InvalidInput: two bids share a supplier id, or nothing can be scored in one.
    """
    _refuse_twins(submissions)
    scored = [score_bid(profile, submission) for submission in submissions]
    competing = [bid for bid in scored if not _fails(profile, bid)]
    failing = [bid for bid in scored if _fails(profile, bid)]
    competing.sort(key=lambda bid: (_merit(profile, bid), bid.supplier.id))
    failing.sort(key=lambda bid: (-bid.fit.low, bid.supplier.id))
    ranked = _ranked(profile, competing)
    basis = _basis(ranked, [*ranked, *failing])
    bids = (*ranked, *failing)
    return Comparison(profile, bids, basis, recommend(profile, bids, basis))


def _refuse_twins(submissions: Sequence[Submission]) -> None:
    first: dict[str, Submission] = {}
    for submission in submissions:
        supplier = submission.response.supplier.id
        if supplier in first:
            wrong = f"supplier {supplier} has two responses" + (
                f", the other in {first[supplier].source}" if first[supplier].source else ""
            )
            raise InvalidInput(submission.source, [Problem("supplier.id", wrong, "expected one response a supplier")])
        first[supplier] = submission


def _ranked(profile: RequiredProfile, ordered: Sequence[BidResult]) -> list[BidResult]:
    """The bids in order of merit with their ranks; what is still equal shares the rank (1, 2, 2, 4)."""
    ranked: list[BidResult] = []
    last: tuple[Fraction, ...] | None = None
    rank = 0
    for place, bid in enumerate(ordered, 1):
        merit = _merit(profile, bid)
        rank = rank if merit == last else place
        ranked.append(replace(bid, rank=rank))
        last = merit
    return ranked


def _fails(profile: RequiredProfile, bid: BidResult) -> bool:
    """Whether the bid is not ranked: it fails, or is unclear where the profile excludes such bids."""
    return bid.eligibility == "fails" or (bid.eligibility == "unclear" and profile.method.unclear == "exclude")


def _merit(profile: RequiredProfile, bid: BidResult) -> tuple[Fraction, ...]:
    """What decides the rank, smallest first: eligibility, official fit, then the tie-breaks in order."""
    tie_breaks = {"risk": Fraction(RISKS.index(bid.risk)), "evidence": -bid.evidence_coverage}
    unclear = Fraction(bid.eligibility != "meets")
    return (unclear, -bid.fit.low, *(tie_breaks[each] for each in profile.method.tie_break))


def _basis(ranked: Sequence[BidResult], bids: Sequence[BidResult]) -> Basis:
    """On what the comparison rests: declarations, findings on every asked question that counts, or a mixture."""
    if not any(
        question.finding
        for bid in bids
        for area in bid.areas
        for part in area.components
        for question in part.questions
    ):
        return "declared"
    found_everywhere = all(
        question.finding is not None
        for bid in ranked
        for area in bid.areas
        if area.applicable
        for part in area.components
        for question in part.questions
    )
    return "verified" if found_everywhere else "mixed"
