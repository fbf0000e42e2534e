"""Dominance and leaving one area out."""

from __future__ import annotations

from fractions import Fraction

from hypothesis import given

from appraisal.core.robustness.dominance import dominances, leave_one_out
from appraisal.core.robustness.fit_matrix import FitMatrix
from appraisal.core.robustness.results import LeftOut
from matrices import matrices, matrix_of, scores_under


@given(matrices(steps=2))
def test_one_bid_dominates_another_when_it_is_nowhere_worse_and_somewhere_better(matrix: FitMatrix) -> None:
    bids = list(zip(matrix.suppliers, matrix.rows, strict=True))

    assert dominances(matrix) == tuple(
        (one, other)
        for one, mine in bids
        for other, theirs in bids
        if mine != theirs and all(a >= b for a, b in zip(mine, theirs, strict=True))
    )


@given(matrices(least_areas=2))
def test_leaving_an_area_out_ranks_by_the_others(matrix: FitMatrix) -> None:
    expected = []
    for column, area in enumerate(matrix.areas):
        shares = [Fraction(0) if place == column else share for place, share in enumerate(matrix.shares)]
        scores = scores_under(matrix, shares)
        best = {supplier for supplier, score in zip(matrix.suppliers, scores, strict=True) if score == max(scores)}
        expected.append(LeftOut(area, tuple(sorted(best))))

    assert leave_one_out(matrix) == tuple(expected)


def test_bids_that_come_first_together_are_listed_by_id() -> None:
    matrix = matrix_of([[0, 1, 1], [1, 1, "1/2"], [1, "1/2", 1]], [2, 1, 1])

    assert leave_one_out(matrix) == (LeftOut("A1", ("a",)), LeftOut("A2", ("c",)), LeftOut("A3", ("b",)))
    assert leave_one_out(matrix_of([[1, 0], [1, 0]], [1, 1])) == (LeftOut("A1", ("a", "b")), LeftOut("A2", ("a", "b")))


def test_the_only_area_cannot_be_left_out() -> None:
    assert leave_one_out(matrix_of([[1], ["1/2"]], [1])) == ()


def test_equal_bids_do_not_dominate_each_other() -> None:
    assert dominances(matrix_of([[1, "1/2"], [1, "1/2"]], [1, 1])) == ()
