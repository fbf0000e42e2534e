"""Rank ranges: the best and the worst rank that the unknown answers leave open."""

from __future__ import annotations

from fractions import Fraction
from itertools import product

from hypothesis import given
from hypothesis import strategies as st

from appraisal.core.comparison import Interval
from appraisal.core.robustness.ranges import rank_ranges

F = Fraction


def interval(low: int, high: int) -> Interval:
    return Interval(F(low), F(high))


fits = st.lists(st.tuples(st.integers(0, 6), st.integers(0, 6)).map(lambda ends: interval(*sorted(ends))), max_size=5)


@given(fits)
def test_the_range_spans_what_the_ends_of_the_intervals_can_give(bids: list[Interval]) -> None:
    readings = list(product(*((bid.low, bid.high) for bid in bids)))
    spans = [
        (
            min(1 + sum(other > reading[bid] for other in reading) for reading in readings),
            max(sum(other >= reading[bid] for other in reading) for reading in readings),
        )
        for bid in range(len(bids))
    ]

    assert rank_ranges(bids) == spans


def test_known_fits_have_one_rank_each() -> None:
    assert rank_ranges([interval(90, 90), interval(80, 80), interval(70, 70)]) == [(1, 1), (2, 2), (3, 3)]


def test_equal_fits_may_take_each_others_rank() -> None:
    assert rank_ranges([interval(90, 90), interval(90, 90)]) == [(1, 2), (1, 2)]


def test_a_bid_that_can_only_reach_the_one_before_it_leaves_that_one_uncertain() -> None:
    assert rank_ranges([interval(90, 95), interval(70, 90), interval(60, 69)]) == [(1, 2), (1, 2), (3, 3)]


def test_nobody_has_no_range() -> None:
    assert rank_ranges([]) == []
