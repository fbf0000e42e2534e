"""Rank acceptability: what any simulation of the ranks must hold to, whatever the draws."""

from __future__ import annotations

from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from appraisal.core.robustness.acceptability import acceptability, any_weights, count_places, near_weights, seed_of
from appraisal.core.robustness.dominance import dominances
from appraisal.core.robustness.fit_matrix import FitMatrix
from appraisal.core.robustness.places import order_and_places
from matrices import matrices, matrix_of

DRAWS = 300


@given(matrices())
@settings(max_examples=50)
def test_each_bid_takes_one_rank_a_draw(matrix: FitMatrix) -> None:
    result = acceptability(matrix, seed=1, draws=DRAWS)

    for shares in (*result.any.values(), *result.near.values()):
        assert len(shares) == len(matrix.suppliers)
        assert sum(shares) == pytest.approx(1, abs=1e-12)
    assert (tuple(result.any), tuple(result.near)) == (matrix.suppliers, matrix.suppliers)


@given(matrices(steps=3))
@settings(max_examples=50)
def test_a_dominated_bid_never_takes_rank_one(matrix: FitMatrix) -> None:
    result = acceptability(matrix, seed=2, draws=DRAWS)

    for _, dominated in dominances(matrix):
        assert (result.any[dominated][0], result.near[dominated][0]) == (0, 0)


@given(matrices(bids=4), st.integers(1, 50))
@settings(max_examples=30)
def test_the_size_of_the_chunks_changes_nothing(matrix: FitMatrix, cells: int) -> None:
    assert acceptability(matrix, 3, DRAWS, cells) == acceptability(matrix, 3, DRAWS)


def test_the_same_seed_gives_the_same_figures_and_another_seed_others() -> None:
    matrix = matrix_of([[1, 0, "1/2"], [0, 1, "1/2"]], [2, 1, 1])

    assert acceptability(matrix, 5) == acceptability(matrix, 5)
    assert acceptability(matrix, 5).any != acceptability(matrix, 6).any


def test_the_figures_of_one_seed_are_these() -> None:
    result = acceptability(matrix_of([[1, 0, "1/2"], [0, 1, "1/2"]], [5, 4, 1]), 7)

    assert result.draws == 10_000
    assert result.any == {"a": (0.4986, 0.5014), "b": (0.5014, 0.4986)}
    assert result.near == {"a": (0.8975, 0.1025), "b": (0.1025, 0.8975)}


def test_a_bid_alone_takes_rank_one_always() -> None:
    result = acceptability(matrix_of([[0, 1]], [1, 1]), 1, DRAWS)

    assert (result.any, result.near) == ({"a": (1.0,)}, {"a": (1.0,)})


def test_bids_equal_everywhere_share_the_better_rank() -> None:
    result = acceptability(matrix_of([["1/3", "2/7"], ["1/3", "2/7"], [0, 0]], [1, 2]), 1, DRAWS)

    assert result.any == {"a": (1.0, 0.0, 0.0), "b": (1.0, 0.0, 0.0), "c": (0.0, 0.0, 1.0)}
    assert result.near == result.any


def test_one_area_ranks_by_its_fits_whatever_its_weight() -> None:
    result = acceptability(matrix_of([[1], ["1/2"], [0]], [9]), 1, DRAWS)

    assert result.any == {"a": (1.0, 0.0, 0.0), "b": (0.0, 1.0, 0.0), "c": (0.0, 0.0, 1.0)}


def test_any_weights_put_a_two_area_bid_first_as_often_as_its_share_of_the_simplex() -> None:
    # With two areas the weight of the first is uniform on 0-1; bid a leads above 1/4 of it.
    result = acceptability(matrix_of([[1, "2/3"], [0, 1]], [1, 1]), 11)

    assert result.any["a"][0] == pytest.approx(3 / 4, abs=0.02)


def test_near_weights_stay_within_a_fifth_before_they_are_scaled() -> None:
    generator = np.random.Generator(np.random.PCG64(1))
    published = np.array([0.7, 0.2, 0.1])

    drawn = near_weights(generator, 1000, published)

    ratios = drawn / published
    assert drawn.sum(axis=1) == pytest.approx(1)
    assert (ratios.max(axis=1) / ratios.min(axis=1)).max() <= 1.5


def test_any_weights_are_uniform_on_the_simplex() -> None:
    drawn = any_weights(np.random.Generator(np.random.PCG64(1)), 20_000, 3)

    assert drawn.sum(axis=1) == pytest.approx(1)
    assert drawn.mean(axis=0) == pytest.approx(1 / 3, abs=0.01)
    assert (drawn[:, 0] > 0.5).mean() == pytest.approx(1 / 4, abs=0.01)


@given(st.lists(st.integers(0, 6), min_size=1, max_size=7))
def test_scores_within_the_tolerance_share_the_better_place_even_in_chains(steps: list[int]) -> None:
    losses = np.array([[step * 0.6e-12 for step in steps]])
    expected = [sum(other < step - 1 for other in steps) for step in steps]

    order, places = order_and_places(losses)

    assert dict(zip(order[0].tolist(), places[0].tolist(), strict=True)) == dict(enumerate(expected))


def test_places_are_counted_for_each_bid() -> None:
    losses = np.array([[0.1, 0.2, 0.2], [0.3, 0.1, 0.2], [0.5, 0.5, 0.5]])

    assert count_places(losses).tolist() == [[2, 0, 1], [2, 1, 0], [1, 2, 0]]


def test_the_seed_is_the_first_six_bytes_of_the_digest() -> None:
    assert seed_of("sha256:" + "00" * 5 + "1f" + "ff" * 26) == 0x1F
    assert seed_of("sha256:ffffffffffff" + "00" * 26) == 2**48 - 1
    assert seed_of("") == 0


def test_shares_too_small_for_a_draw_to_notice_give_an_answer() -> None:
    tiny = Fraction(1, 10**60)
    result = acceptability(matrix_of([[1, 0], [0, 1]], [1, tiny]), 1, DRAWS)

    assert result.near == {"a": (1.0, 0.0), "b": (0.0, 1.0)}
