"""A comparison as the document `appraisal-comparison/1`: exact fractions as strings, decimals for reading."""

from __future__ import annotations

import json
from collections.abc import Sequence
from fractions import Fraction

from appraisal.core.comparison import METHOD_VERSION, AreaResult, BidResult, Comparison, Interval
from appraisal.core.figures import exact, plain_decimal, reading
from appraisal.core.profile import MethodSettings, Target
from appraisal.core.robustness import MovedShare, Robustness

FORMAT = "appraisal-comparison/1"

Document = dict[str, object]


def comparison_document(comparison: Comparison) -> Document:
    """The whole comparison as JSON values, keys in the order of the format."""
    profile = comparison.profile
    recommendation = comparison.recommendation
    return {
        "format": FORMAT,
        "profile": {
            "id": profile.id,
            "title": profile.title,
            "model": profile.model.id,
            "digest": profile.digest,
            **({"proposed": profile.proposed} if profile.proposed == "counted" else {}),
        },
        "method": {"version": METHOD_VERSION, **method_document(profile.method)},
        "suppliers": [_bid(bid) for bid in comparison.bids],
        "basis": comparison.basis,
        "recommendation": {
            "supplier": recommendation.supplier,
            "code": recommendation.code,
            "reason": recommendation.reason,
        },
        "robustness": None if comparison.robustness is None else _robustness(comparison.robustness),
    }


def comparison_bytes(comparison: Comparison) -> bytes:
    """The document as a UTF-8 file for people and programs, the same bytes at every run."""
    return (json.dumps(comparison_document(comparison), ensure_ascii=False, indent=1) + "\n").encode()


def method_document(method: MethodSettings) -> Document:
    """The settings of the method, numbers as exact decimal strings where they have one."""
    return {
        "unknown": method.unknown,
        "specific_weight": plain_decimal(method.specific_weight),
        "unclear": method.unclear,
        "tie_break": list(method.tie_break),
        "min_respondents": method.min_respondents,
    }


def target_text(target: Target) -> str:
    """A target as the documents write it: the rating's id, or the number as an exact string."""
    return exact(target) if isinstance(target, Fraction) else target


def _bid(bid: BidResult) -> Document:
    return {
        "id": bid.supplier.id,
        "name": bid.supplier.name,
        "rank": bid.rank,
        "eligibility": bid.eligibility,
        "fit": {
            **_interval(bid.fit),
            "low_decimal": float(reading(bid.fit.low)),
            "high_decimal": float(reading(bid.fit.high)),
        },
        "indicated_level": bid.indicated_level,
        "risk": bid.risk,
        "evidence_coverage": exact(bid.evidence_coverage),
        "response_digest": bid.response.digest,
        "findings_digest": bid.findings.digest if bid.findings else None,
        "risk_areas": list(bid.risk_areas),
        "areas": [_area(area) for area in bid.areas],
        "flags": [{"code": flag.code, "area": flag.area, "message": flag.message} for flag in bid.flags],
    }


def _area(area: AreaResult) -> Document:
    return {
        "id": area.area,
        "required": target_text(area.requirement.target),
        "weight": exact(area.requirement.weight),
        "mandatory": area.requirement.mandatory,
        "state": area.state,
        "applicable": area.applicable,
        "gap": area.gap,
        "achievement": None if area.achievement is None else _interval(area.achievement),
        "fit": None if area.fit is None else _interval(area.fit),
        "points": None if area.points is None else exact(area.points),
        "flags": list(area.flags),
    }


def _interval(interval: Interval) -> Document:
    return {"low": exact(interval.low), "high": exact(interval.high)}


def _robustness(robustness: Robustness) -> Document:
    flip = robustness.smallest_flip
    acceptability = robustness.acceptability
    return {
        "rank_range": {supplier: list(ends) for supplier, ends in robustness.rank_range.items()},
        "winner_certain": robustness.winner_certain,
        "weight_intervals": [
            {"area": each.area, "share": exact(each.share), "low": exact(each.low), "high": exact(each.high)}
            for each in robustness.weight_intervals
        ],
        "smallest_flip": flip
        and {
            "share": exact(flip.share),
            "to": flip.to,
            "from_areas": _moved(flip.from_areas),
            "to_areas": _moved(flip.to_areas),
        },
        "acceptability": {
            "draws": acceptability.draws,
            "seed": acceptability.seed,
            "any": {supplier: list(shares) for supplier, shares in acceptability.any.items()},
            "near": {supplier: list(shares) for supplier, shares in acceptability.near.items()},
        },
        "leave_one_out": [{"area": each.area, "first": list(each.first)} for each in robustness.leave_one_out],
        "settings": [{"change": each.change, "first": list(each.first)} for each in robustness.settings],
        "second_opinion": {
            name: {"order": list(opinion.order), "tau": opinion.tau}
            for name, opinion in robustness.second_opinion.items()
        },
        "dominance": [list(pair) for pair in robustness.dominance],
    }


def _moved(shares: Sequence[MovedShare]) -> list[Document]:
    return [{"area": each.area, "share": exact(each.share)} for each in shares]
