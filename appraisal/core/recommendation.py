"""Who is recommended, or why nobody is, in one sentence a person would say."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from appraisal.core.comparison import Basis, BidResult, Recommendation
from appraisal.core.figures import reading
from appraisal.core.profile import RequiredProfile


def recommend(profile: RequiredProfile, bids: Sequence[BidResult], basis: Basis) -> Recommendation:
    """The bid alone at rank 1 that meets every knock-out, on one basis; else nobody, with the code of the reason."""
    first = [bid for bid in bids if bid.rank == 1]
    if not first:
        return Recommendation(None, "all-fail", _all_fail(bids))
    if first[0].eligibility == "unclear":
        return Recommendation(None, "clarification-needed", _clarify(profile, first))
    if len(first) > 1:
        return Recommendation(None, "tie", f"{_names(first)} share first place with {_fit(first[0])} of 100.")
    if basis == "mixed":
        reason = f"{first[0].supplier.name} ranks first, but evaluators have not checked every answer that counts."
        return Recommendation(None, "mixed-basis", reason)
    return Recommendation(first[0].supplier.id, None, _reason(profile, first[0], bids))


def _reason(profile: RequiredProfile, winner: BidResult, bids: Sequence[BidResult]) -> str:
    verb = "qualifies and ranks first" if profile.use == "selection" else "ranks first on quality"
    sentence = f"{winner.supplier.name} {verb}: it {_meets(winner)} and reaches {_fit(winner)} of 100"
    second = next((bid for bid in bids if bid.rank == 2), None)
    if second is None:
        return f"{sentence}; no other bid is ranked."
    if second.eligibility == "unclear":
        return f"{sentence}; {second.supplier.name}, next with {_fit(second)}, has still to clarify a knock-out."
    lead = winner.fit.low - second.fit.low
    if lead == 0:
        return f"{sentence}, level with {second.supplier.name}, which the tie-break puts second."
    more = str(reading(lead, 1)) if lead >= Fraction(1, 10) else "under 0.1"
    return f"{sentence}, {more} more than {second.supplier.name}."


def _meets(bid: BidResult) -> str:
    count = len(bid.knock_outs)
    return (
        "has no knock-out to meet"
        if not count
        else "meets its one knock-out"
        if count == 1
        else f"meets all {count} knock-outs"
    )


def _clarify(profile: RequiredProfile, first: Sequence[BidResult]) -> str:
    open_areas = dict.fromkeys(area.area for bid in first for area in bid.knock_outs if area.met == "unclear")
    names = _join([profile.model.area_by_id[area].name for area in open_areas])
    verb = "leads but has" if len(first) == 1 else "lead but have"
    return f"No bid meets every knock-out for certain: {_names(first)} {verb} to clarify {names} first."


def _all_fail(bids: Sequence[BidResult]) -> str:
    if all(bid.eligibility == "fails" for bid in bids):
        return "No bid can be ranked: each misses a knock-out." if len(bids) > 1 else "The only bid misses a knock-out."
    return "No bid can be ranked: none meets every knock-out for certain, and unclear ones are excluded."


def _names(bids: Sequence[BidResult]) -> str:
    return _join([bid.supplier.name for bid in bids])


def _join(words: Sequence[str]) -> str:
    return " and ".join(filter(None, [", ".join(words[:-1]), words[-1]]))


def _fit(bid: BidResult) -> str:
    return str(reading(bid.fit.low, 1))
