"""Exact weight intervals: inside the first bid stays first, outside it does not."""

from __future__ import annotations

from fractions import Fraction

from hypothesis import given

from appraisal.core.robustness.fit_matrix import FitMatrix
from appraisal.core.robustness.results import WeightInterval
from appraisal.core.robustness.weights import weight_intervals
from matrices import matrices, matrix_of, scores_under

F = Fraction


def with_share(matrix: FitMatrix, column: int, share: Fraction) -> list[Fraction]:
    """The shares when one has another value and the others are scaled in proportion."""
    rest = 1 - matrix.shares[column]
    return [share if place == column else old * (1 - share) / rest for place, old in enumerate(matrix.shares)]


def stays_first(matrix: FitMatrix, column: int, share: Fraction) -> bool:
    scores = scores_under(matrix, with_share(matrix, column, share))
    return scores[0] == max(scores)


@given(matrices(least_areas=2))
def test_the_first_bid_stays_first_at_both_ends_and_nowhere_outside(matrix: FitMatrix) -> None:
    for column, interval in enumerate(weight_intervals(matrix)):
        hair = F(1, 10**30)
        assert 0 <= interval.low <= interval.share <= interval.high <= 1
        assert stays_first(matrix, column, interval.low)
        assert stays_first(matrix, column, interval.high)
        for outside in (interval.low / 2, interval.low - hair) if interval.low else ():
            assert not stays_first(matrix, column, outside)
        for outside in ((interval.high + 1) / 2, interval.high + hair) if interval.high < 1 else ():
            assert not stays_first(matrix, column, outside)


@given(matrices())
def test_every_area_has_an_interval_unless_rank_one_is_shared(matrix: FitMatrix) -> None:
    areas = tuple(interval.area for interval in weight_intervals(matrix))

    assert areas == (() if matrix.ranks.count(1) > 1 else matrix.areas)


def test_two_bids_with_one_strength_each_change_places_at_equal_weights() -> None:
    matrix = matrix_of([[1, "1/2"], ["1/2", 1]], [3, 1])

    assert weight_intervals(matrix) == (
        WeightInterval("A1", F(3, 4), F(1, 2), F(1)),
        WeightInterval("A2", F(1, 4), F(0), F(1, 2)),
    )


def test_a_first_bid_by_tie_break_holds_its_place_up_to_the_published_share() -> None:
    matrix = matrix_of([[1, 0], [0, 1]], [1, 1], tie_break=True)

    assert weight_intervals(matrix) == (
        WeightInterval("A1", F(1, 2), F(1, 2), F(1)),
        WeightInterval("A2", F(1, 2), F(0), F(1, 2)),
    )


def test_one_area_may_have_any_share() -> None:
    assert weight_intervals(matrix_of([[1], ["1/2"]], [4])) == (WeightInterval("A1", F(1), F(0), F(1)),)


def test_a_bid_alone_stays_first_with_any_share() -> None:
    assert weight_intervals(matrix_of([["1/3", 0]], [1, 3])) == (
        WeightInterval("A1", F(1, 4), F(0), F(1)),
        WeightInterval("A2", F(3, 4), F(0), F(1)),
    )


def test_bids_that_share_rank_one_have_no_intervals() -> None:
    assert weight_intervals(matrix_of([[1, 0], [0, 1]], [1, 1])) == ()
    assert weight_intervals(matrix_of([[1], [1]], [1])) == ()
