"""The calculation of an area says exactly what its fit is made of."""

from __future__ import annotations

from fractions import Fraction

import pytest

from appraisal.core.calculation import Part, calculation
from appraisal.core.comparison import AreaResult, Comparison
from reports.comparisons import bid, capability_profile, compared, it_profile, tender

COMPARISONS = {
    "twelve bids": tender(12, it_profile(22), robust=False),
    "findings": tender(4, findings=True, robust=False),
    "four steps and numbers": compared(
        capability_profile(),
        *(bid(capability_profile(), n, shape="AuBNDvC"[n:] + "AAAAAA") for n in range(6)),
        robust=False,
    ),
}


def summed(parts: tuple[Part, ...], end: str) -> Fraction:
    return sum((part.weight / part.of * getattr(part.reached, end) for part in parts if part.reached), Fraction(0))


@pytest.mark.parametrize("name", COMPARISONS)
def test_the_parts_add_up_to_the_fit_of_the_area_at_both_ends(name: str) -> None:
    comparison: Comparison = COMPARISONS[name]
    areas: list[AreaResult] = [area for bid in comparison.bids for area in bid.areas if area.fit is not None]
    found = [
        (summed(parts, "low"), summed(parts, "high"))
        for area in areas
        for parts in [calculation(comparison.profile, area)]
    ]

    assert found == [(area.fit.low, area.fit.high) for area in areas if area.fit]
    assert len(areas) > 30


def test_an_area_that_does_not_apply_has_parts_that_reach_and_count_nothing() -> None:
    profile = it_profile(7)
    comparison = compared(profile, bid(profile, 0, shape="AAAAAAN"), robust=False)
    area = comparison.bids[0].areas[6]

    parts = calculation(profile, area)

    assert area.fit is None
    assert {(part.reached, part.weight, part.of) for part in parts} == {(None, Fraction(0), 0)}
