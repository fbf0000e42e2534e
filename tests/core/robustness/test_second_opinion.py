"""TOPSIS, PROMETHEE II and Kendall's tau against independent implementations and in their corners."""

from __future__ import annotations

from math import isfinite

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from appraisal.core.robustness.fit_matrix import FitMatrix
from appraisal.core.robustness.results import SecondOpinion
from appraisal.core.robustness.second_opinion import closeness, kendall_tau, net_flows, second_opinions
from matrices import matrices, matrix_of

rankings = st.integers(1, 7).flatmap(
    lambda bids: st.tuples(*[st.lists(st.integers(1, 4), min_size=bids, max_size=bids)] * 2)
)


def drawn(bids: int, areas: int) -> tuple[np.ndarray, np.ndarray]:
    generator = np.random.Generator(np.random.PCG64(bids * areas))
    weights = generator.uniform(1, 5, areas)
    return generator.uniform(0, 1, (bids, areas)).round(1), weights / weights.sum()


@pytest.mark.parametrize(("bids", "areas"), [(2, 3), (6, 4), (20, 24)])
def test_topsis_agrees_with_pymcdm(bids: int, areas: int) -> None:
    methods = pytest.importorskip("pymcdm.methods", reason="pymcdm, an independent TOPSIS, is not installed")
    normalizations = pytest.importorskip("pymcdm.normalizations")
    values, shares = drawn(bids, areas)

    theirs = methods.TOPSIS(normalizations.vector_normalization)(values, shares, np.ones(areas))

    assert closeness(values, shares) == pytest.approx(theirs, abs=1e-12)


@pytest.mark.parametrize(("bids", "areas"), [(2, 3), (6, 4), (20, 24)])
def test_promethee_agrees_with_pymcdm(bids: int, areas: int) -> None:
    methods = pytest.importorskip("pymcdm.methods", reason="pymcdm, an independent PROMETHEE II, is not installed")
    values, shares = drawn(bids, areas)

    theirs = methods.PROMETHEE_II("usual")(values, shares, np.ones(areas))

    assert net_flows(values, shares) == pytest.approx(theirs, abs=1e-12)


@given(rankings)
@settings(deadline=None)
def test_tau_agrees_with_scipy(pair: tuple[list[int], list[int]]) -> None:
    stats = pytest.importorskip("scipy.stats", reason="SciPy, an independent tau-b, is not installed")
    ours, theirs = pair
    level = [len(set(ranking)) == 1 for ranking in pair]

    expected = float(all(level)) if any(level) else stats.kendalltau(ours, theirs).statistic

    assert kendall_tau(ours, theirs) == pytest.approx(expected, abs=1e-12)


@given(matrices(steps=2))
def test_every_matrix_has_an_order_and_a_finite_tau(matrix: FitMatrix) -> None:
    for opinion in second_opinions(matrix).values():
        assert sorted(opinion.order) == sorted(matrix.suppliers)
        assert isfinite(opinion.tau)
        assert -1 <= opinion.tau <= 1


@given(matrices(steps=2))
def test_equal_bids_keep_our_order(matrix: FitMatrix) -> None:
    row_of = dict(zip(matrix.suppliers, matrix.rows, strict=True))

    for opinion in second_opinions(matrix).values():
        for row in set(matrix.rows):
            assert [bid for bid in opinion.order if row_of[bid] == row] == [
                bid for bid in matrix.suppliers if row_of[bid] == row
            ]


def test_a_bid_better_everywhere_is_first_for_both() -> None:
    opinions = second_opinions(matrix_of([[1, "1/2"], ["1/2", "1/4"]], [1, 1]))

    assert opinions == {"topsis": SecondOpinion(("a", "b"), 1.0), "promethee_ii": SecondOpinion(("a", "b"), 1.0)}


def test_a_method_that_sees_it_the_other_way_round_has_tau_minus_one() -> None:
    # PROMETHEE II counts only who is better, not by how much: b wins two areas of three.
    matrix = matrix_of([[1, "9/10", "9/10"], [0, 1, 1]], [1, 1, 1])

    assert second_opinions(matrix)["promethee_ii"] == SecondOpinion(("b", "a"), -1.0)


def test_one_bid_agrees_with_itself() -> None:
    opinion = SecondOpinion(("a",), 1.0)

    assert second_opinions(matrix_of([[0, 1]], [1, 1])) == {"topsis": opinion, "promethee_ii": opinion}


def test_bids_equal_in_all_areas_are_level_for_everybody() -> None:
    opinion = SecondOpinion(("a", "b"), 1.0)

    assert second_opinions(matrix_of([[0, 1], [0, 1]], [1, 1])) == {"topsis": opinion, "promethee_ii": opinion}


def test_bids_that_only_a_tie_break_separates_have_no_tau_to_speak_of() -> None:
    opinion = SecondOpinion(("a", "b"), 0.0)
    matrix = matrix_of([["1/2", 1], ["1/2", 1]], [1, 1], tie_break=True)

    assert second_opinions(matrix) == {"topsis": opinion, "promethee_ii": opinion}


def test_constant_columns_decide_nothing() -> None:
    with_constants = second_opinions(matrix_of([[0, 1, "2/3"], [0, "1/2", "2/3"]], [5, 1, 5]))

    assert with_constants == second_opinions(matrix_of([[1], ["1/2"]], [1]))
