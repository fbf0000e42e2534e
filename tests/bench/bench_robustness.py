"""What firmness costs: `python tests/bench/bench_robustness.py`.

Simulation: 10,000 draws of each weight set. Floor: a bare NumPy draw, matrix product, argsort and count per weight set.
Stated bound: at most 2 times the floor at 50 bids and 24 areas, under 1 GB at 1,000 bids. Exact weight intervals: the
floor is the same closed form in NumPy floats; stated bound: 100 times that. Where pysensmcda is installed, its
simulation of `any` weights is timed beside ours. CPU time of one thread, the least of some rounds.
"""

from __future__ import annotations

import os

os.environ.update(OPENBLAS_NUM_THREADS="1", OMP_NUM_THREADS="1")

import random
import time
import tracemalloc
from collections.abc import Callable
from fractions import Fraction

import numpy as np
import numpy.typing as npt

from appraisal.core.robustness.acceptability import DRAWS, acceptability
from appraisal.core.robustness.dominance import dominances, leave_one_out
from appraisal.core.robustness.fit_matrix import FitMatrix, weighted_sum
from appraisal.core.robustness.second_opinion import second_opinions
from appraisal.core.robustness.weights import smallest_flip, weight_intervals

Array = npt.NDArray[np.float64]
SEED = 20771


def matrix(bids: int, areas: int = 24, twins: int = 0) -> FitMatrix:
    """Fits as scoring gives them (denominators of thresholds and counts), `twins` bids of them equal to others."""
    draw = random.Random(SEED)
    rows = [
        tuple(Fraction(draw.randrange(0, scale + 1), scale) for scale in draw.choices((480, 600, 720, 1008), k=areas))
        for _ in range(bids - twins)
    ]
    rows += rows[:twins]
    weights = [draw.randrange(1, 6) for _ in range(areas)]
    shares = tuple(Fraction(weight, sum(weights)) for weight in weights)
    rows.sort(key=lambda row: -weighted_sum(shares, row))
    return FitMatrix(
        suppliers=tuple(f"s{bid:04}" for bid in range(bids)),
        ranks=tuple(range(1, bids + 1)),
        areas=tuple(f"A{area}" for area in range(areas)),
        shares=shares,
        rows=tuple(rows),
    )


def floats(given: FitMatrix) -> tuple[Array, Array]:
    return np.array([[float(fit) for fit in row] for row in given.rows]), np.array([float(s) for s in given.shares])


def bare_simulation(fits: Array, published: Array) -> None:
    """The floor: both weight sets drawn at once, no tie looked for."""
    generator = np.random.Generator(np.random.PCG64(SEED))
    bids, areas = fits.shape
    for weights in (
        generator.standard_exponential((DRAWS, areas)),
        generator.uniform(0.8, 1.2, (DRAWS, areas)) * published,
    ):
        weights /= weights.sum(axis=1, keepdims=True)
        order = np.argsort(-(weights @ fits.T), axis=1)
        np.bincount((order * bids + np.arange(bids)).ravel(), minlength=bids * bids)


def bare_intervals(fits: Array, published: Array) -> tuple[Array, Array]:
    """The floor: the closed form of the weight intervals in floats, all areas and rivals at once."""
    ahead = fits[0] - fits[1:]
    elsewhere = ((ahead @ published)[:, np.newaxis] - ahead * published) / (1 - published)
    with np.errstate(divide="ignore", invalid="ignore"):
        level = elsewhere / (elsewhere - ahead)
    return np.where(elsewhere < 0, level, 0).max(axis=0), np.where(ahead < 0, level, 1).min(axis=0)


def seconds(job: Callable[[], object], rounds: int) -> float:
    taken = []
    for _ in range(rounds):
        start = time.process_time()
        job()
        taken.append(time.process_time() - start)
    return min(taken)


def peak(job: Callable[[], object]) -> float:
    """The most memory, in MB, that the job held at a time."""
    tracemalloc.start()
    job()
    most = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    return most / 1e6


def time_simulation() -> None:
    per_bid: dict[int, float] = {}
    for bids, twins, rounds in ((50, 0, 10), (50, 25, 10), (1000, 0, 2)):
        given = matrix(bids, twins=twins)
        fits, published = floats(given)
        floor = seconds(lambda: bare_simulation(fits, published), rounds)  # noqa: B023 - called at once
        ours = seconds(lambda: acceptability(given, SEED), rounds)  # noqa: B023 - called at once
        memory = peak(lambda: acceptability(given, SEED))  # noqa: B023 - called at once
        per_bid[bids] = min(ours / bids, per_bid.get(bids, ours))
        print(
            f"simulation, {bids:4} bids ({twins:2} with a twin): {1000 * ours:7.1f} ms, {ours / floor:4.2f} x bare "
            f"NumPy, peak {memory:5.1f} MB"
        )
    print(f"simulation, 1,000 bids against 50: {per_bid[1000] / per_bid[50]:.2f} x the time per bid (sorting included)")
    given = matrix(1000)
    few, many = (seconds(lambda: acceptability(given, SEED, draws), 2) for draws in (1_000, 10_000))  # noqa: B023
    print(f"simulation, 10,000 draws against 1,000: {many / few:.1f} x the time, at 1,000 bids")


def time_exact_parts() -> None:
    given = matrix(50)
    fits, published = floats(given)
    floor = seconds(lambda: bare_intervals(fits, published), 200)
    ours = seconds(lambda: weight_intervals(given), 20)
    print(f"exact weight intervals, 50 bids x 24 areas: {1000 * ours:.2f} ms, {ours / floor:.0f} x bare NumPy")
    for bids in (50, 1000):
        given = matrix(bids)
        for part in (weight_intervals, smallest_flip, leave_one_out, dominances, second_opinions):
            print(f"{part.__name__}, {bids} bids: {1000 * seconds(lambda: part(given), 2):.1f} ms")  # type: ignore[operator]  # noqa: B023


def time_pysensmcda() -> None:
    try:
        from pysensmcda.smaa import simulate
    except ImportError:
        print("pysensmcda is not installed: not compared")
        return
    from appraisal.core.robustness.acceptability import any_weights, count_places

    fits, published = floats(matrix(50))
    types = np.ones(len(published))

    def sums(values: Array, weights: Array, _: Array) -> Array:
        return values @ weights

    def ours() -> None:
        generator = np.random.Generator(np.random.PCG64(SEED))
        for _ in range(4):
            count_places(any_weights(generator, DRAWS // 4, len(published)) @ -fits.T)

    theirs = seconds(
        lambda: simulate(sums, fits, types, num_samples=DRAWS, reverse_ranking=True, store="accumulate", seed=SEED), 5
    )
    print(f"simulation of `any`, 50 bids: pysensmcda takes {theirs / seconds(ours, 10):.1f} x our time")


if __name__ == "__main__":
    time_simulation()
    time_exact_parts()
    time_pysensmcda()
