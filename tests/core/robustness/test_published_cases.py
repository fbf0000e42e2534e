"""Published examples, each with its source in mcda_cases.json; "data after" there marks a table not seen in print."""

from __future__ import annotations

import json
from collections.abc import Callable
from fractions import Fraction
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from appraisal.core.robustness.acceptability import acceptability, any_weights, count_places
from appraisal.core.robustness.fit_matrix import FitMatrix
from appraisal.core.robustness.places import FloatArray, order_and_places
from appraisal.core.robustness.second_opinion import closeness, net_flows
from appraisal.core.robustness.weights import weight_intervals
from matrices import matrix_of

CASES: dict[str, dict[str, Any]] = json.loads(
    (Path(__file__).parent / "mcda_cases.json").read_text(encoding="utf-8"), parse_float=Fraction
)


def supplier_deck() -> FitMatrix:
    case = CASES["supplier deck"]
    fits = [
        [Fraction(value) / most for value, most in zip(row, case["scale_max"], strict=True)] for row in case["matrix"]
    ]
    return matrix_of(fits, case["weights"])


def table(name: str) -> FitMatrix:
    return matrix_of(CASES[name]["matrix"], CASES[name]["weights"])


def floats(values: object) -> FloatArray:
    return np.array(values, dtype=float)


def ranks(scores: FloatArray) -> list[int]:
    order, places = order_and_places(-scores[np.newaxis])
    return [place + 1 for _, place in sorted(zip(order[0].tolist(), places[0].tolist(), strict=True))]


def test_the_weighted_sum_of_the_supplier_deck_is_exact() -> None:
    points = CASES["supplier deck"]["expected"]["score_points"]

    assert [100 * score for score in supplier_deck().scores] == points


def test_the_weighted_sum_of_triantaphyllou_and_sanchez() -> None:
    scores = CASES["triantaphyllou and sanchez"]["expected"]["score"]

    assert floats(table("triantaphyllou and sanchez").scores) == pytest.approx(floats(scores), abs=5e-5)


@pytest.mark.parametrize(
    ("name", "matrix"),
    [
        ("supplier deck", supplier_deck),
        ("triantaphyllou and sanchez", lambda: table("triantaphyllou and sanchez")),
        ("net flows of papathanasiou and ploskas", lambda: table("net flows of papathanasiou and ploskas")),
    ],
)
def test_the_weight_intervals_are_exact(name: str, matrix: Callable[[], FitMatrix]) -> None:
    expected = CASES[name]["expected"]

    intervals = weight_intervals(matrix())

    assert [str(interval.low) for interval in intervals] == expected["lower"]
    assert [str(interval.high) for interval in intervals] == expected["upper"]


@pytest.mark.parametrize("name", ["triantaphyllou and sanchez", "volumes of papathanasiou and ploskas"])
def test_the_first_ranks_of_the_simulation_are_the_volumes_of_the_weights(name: str) -> None:
    rows = CASES[name]["matrix"]
    matrix = matrix_of(rows, CASES[name].get("weights", [1] * len(rows[0])))

    result = acceptability(matrix, seed=1)

    first = [result.any[bid][0] for bid in sorted(matrix.suppliers)]
    assert first == pytest.approx(floats(CASES[name]["expected"]["first"]), abs=0.015)


def uncertain_places(
    draw: Callable[[np.random.Generator, int], FloatArray], worst: FloatArray, best: FloatArray, draws: int
) -> FloatArray:
    """Shares of the ranks, in per cent, when values are drawn as well; linear from `worst` to `best` of a column."""
    generator = np.random.Generator(np.random.PCG64(1))
    counts: Any = 0
    for _ in range(draws // 5000):
        weights = any_weights(generator, 5000, len(worst))
        values = (draw(generator, 5000) - worst) / (best - worst)
        counts = counts + count_places(-np.einsum("dk,dik->di", weights, values))
    return 100 * floats(counts) / draws


def test_the_helsinki_harbour_ranks_come_out_within_the_rounding_of_the_table() -> None:
    case = CASES["helsinki harbour"]
    values, types = floats(case["matrix"]), floats(case["types"])
    least, most = values.min(axis=0), values.max(axis=0)
    margin = (most - least) / 10

    shares = uncertain_places(
        lambda generator, draws: generator.uniform(values - margin, values + margin, (draws, *values.shape)),
        worst=np.where(types > 0, least, most),
        best=np.where(types > 0, most, least),
        draws=100_000,
    )

    assert abs(shares - floats(case["expected"]["rank_acceptability_pct"])).max() < 1


def test_the_municipal_plan_comes_first_as_often_as_published() -> None:
    case = CASES["municipal plan"]
    values = floats(case["matrix"])
    pairs = zip(case["absolute"], case["relative"], strict=True)
    half = np.column_stack(
        [
            np.full(len(values), float(absolute or 0)) + abs(values[:, column]) * float(relative or 0)
            for column, (absolute, relative) in enumerate(pairs)
        ]
    )

    shares = uncertain_places(
        lambda generator, draws: generator.uniform(values - half, values + half, (draws, *values.shape)),
        worst=values.min(axis=0),
        best=values.max(axis=0),
        draws=50_000,
    )

    assert abs(shares[:, 0] - floats(case["expected"]["acceptability_pct"])).max() < 1


def test_topsis_of_tzeng_and_huang() -> None:
    case = CASES["tzeng and huang"]

    result = closeness(floats(case["matrix"]), floats(case["weights"]))

    assert result == pytest.approx(floats(case["expected"]["closeness"]), abs=1e-4)
    assert ranks(result) == case["expected"]["rank"]


def test_topsis_turns_the_ranking_round_when_a_bid_joins() -> None:
    case = CASES["garcia-cascales and lamata"]
    weights = floats(case["weights"])

    before = closeness(floats(case["matrix"]), weights)
    after = closeness(floats([*case["matrix"], case["added_alternative"]]), weights)

    assert before == pytest.approx(floats(case["expected"]["closeness_before"]), abs=1e-6)
    assert after == pytest.approx(floats(case["expected"]["closeness_after"]), abs=1e-6)
    assert (ranks(before), ranks(after[:3])) == ([3, 1, 2], [1, 3, 2])


@pytest.mark.parametrize(("name", "tolerance"), [("papathanasiou and ploskas", 1e-9), ("ziemba", 1e-4)])
def test_promethee_flows_with_the_linear_preference_of_the_source(name: str, tolerance: float) -> None:
    case = CASES[name]
    weights, low, high = floats(case["weights"]), floats(case["q"]), floats(case["p"])

    result = net_flows(
        floats(case["matrix"]) * floats(case["types"]),
        weights / weights.sum(),
        preference=lambda difference: np.clip((difference - low) / (high - low), 0, 1),
    )

    assert result == pytest.approx(floats(case["expected"]["net_flow"]), abs=tolerance)
    assert ranks(result) == case["expected"]["rank"]
