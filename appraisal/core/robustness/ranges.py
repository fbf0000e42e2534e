"""Unknown answers: which ranks each bid could take, and whether the winner is certain, whatever they turn out to be."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence

from appraisal.core.comparison import Comparison, Interval


def rank_ranges(fits: Sequence[Interval]) -> list[tuple[int, int]]:
    """The best and the worst rank, by fit, of each bid among the given ones.

    A bid is surely behind those whose low end lies above its high end; it may be behind, or beside, every bid whose
    high end reaches its low end (itself included).

    >>> from fractions import Fraction
    >>> rank_ranges([Interval(Fraction(80), Fraction(90)), Interval(Fraction(70), Fraction(85))])
    [(1, 2), (1, 2)]
    """
    lows = sorted(fit.low for fit in fits)
    highs = sorted(fit.high for fit in fits)
    count = len(fits)
    return [(1 + count - bisect_right(lows, fit.high), count - bisect_left(highs, fit.low)) for fit in fits]


def is_winner_certain(comparison: Comparison, ranges: Sequence[tuple[int, int]]) -> bool:
    """Whether one bid alone has rank 1, meets the profile, and no reading of the unknowns takes rank 1 from it.

    `ranges` are those of the ranked bids, in rank order.
    """
    ranked = comparison.ranked
    alone = [bid.rank for bid in ranked].count(1) == 1
    return alone and ranked[0].eligibility == "meets" and ranges[0] == (1, 1)
