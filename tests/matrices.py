"""Matrices of fits for tests: drawn at random, with many ties, or written down."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from hypothesis import strategies as st

from appraisal.core.robustness.fit_matrix import FitMatrix, weighted_sum


def matrix_of(
    rows: Sequence[Sequence[Fraction | int | str]],
    weights: Sequence[Fraction | int | str],
    tie_break: bool = False,
) -> FitMatrix:
    """The bids a, b, c … of the rows in rank order; with `tie_break` equal scores do not share a rank."""
    exact = [Fraction(weight) for weight in weights]
    shares = tuple(weight / sum(exact) for weight in exact)
    fits = [tuple(Fraction(value) for value in row) for row in rows]
    scores = [weighted_sum(shares, row) for row in fits]
    order = sorted(range(len(rows)), key=lambda bid: -scores[bid])
    ranks = [
        place if tie_break else 1 + sum(score > scores[bid] for score in scores) for place, bid in enumerate(order, 1)
    ]
    return FitMatrix(
        suppliers=tuple(chr(ord("a") + bid) for bid in order),
        ranks=tuple(ranks),
        areas=tuple(f"A{column}" for column in range(1, len(shares) + 1)),
        shares=shares,
        rows=tuple(fits[bid] for bid in order),
    )


@st.composite
def matrices(draw: st.DrawFn, bids: int = 5, areas: int = 4, steps: int = 4, least_areas: int = 1) -> FitMatrix:
    """Up to so many bids and areas; fits in so many steps from 0 to 1, so that ties abound."""
    columns = draw(st.integers(least_areas, areas))
    fit = st.integers(0, steps).map(lambda step: Fraction(step, steps))
    row = st.lists(fit, min_size=columns, max_size=columns)
    rows = draw(st.lists(row, min_size=1, max_size=bids))
    weights = draw(st.lists(st.integers(1, 7), min_size=columns, max_size=columns))
    return matrix_of(rows, weights, tie_break=draw(st.booleans()))


def scores_under(matrix: FitMatrix, shares: Sequence[Fraction]) -> list[Fraction]:
    """The score of each bid, in rank order, under other shares."""
    return [weighted_sum(shares, row) for row in matrix.rows]
