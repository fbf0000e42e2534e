"""Rank acceptability: how often each bid takes each rank under weights drawn at random (imports NumPy).

SMAA-2 after Lahdelma and Salminen (2001), for fixed scores. One generator gives the draws in a fixed order: first all
of `any`, row by row, then all of `near`; so the size of the chunks they are worked through in changes nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

import numpy as np

from appraisal.core.robustness.fit_matrix import FitMatrix
from appraisal.core.robustness.places import FloatArray, IntArray, order_and_places
from appraisal.core.robustness.results import Acceptability

DRAWS = 10_000
NEAR = (0.8, 1.2)
CELLS = 2**17
"""Weights or scores that a chunk holds: what stays in a processor's cache, unless there are very many bids."""
MOST_CELLS = 2**22


def seed_of(digest: str) -> int:
    """The whole number of the first 6 bytes of a digest, 0 without one.

    >>> seed_of("sha256:000000000102ffff")
    258
    """
    return int.from_bytes(bytes.fromhex(digest.removeprefix("sha256:"))[:6], "big")


def acceptability(matrix: FitMatrix, seed: int, draws: int = DRAWS, cells: int = CELLS) -> Acceptability:
    """The share of draws in which each competing bid takes each rank, for `any` weights and those `near` the published.

    Each bid takes one rank a draw, so its shares add up to 1; bids that tie share the better rank.
    """
    generator = np.random.Generator(np.random.PCG64(seed))
    losses = -np.array([[float(fit) for fit in row] for row in matrix.rows]).T
    published = np.array([float(share) for share in matrix.shares])
    chunk = _chunk_rows(cells, max(losses.shape))

    def simulate(draw: Callable[[int], FloatArray]) -> dict[str, tuple[float, ...]]:
        counts = np.zeros((len(matrix.rows),) * 2, dtype=np.intp)
        for rows in _chunks(draws, chunk):
            counts += count_places(draw(rows) @ losses)
        return dict(zip(matrix.suppliers, map(tuple, (counts / draws).tolist()), strict=True))

    return Acceptability(
        draws=draws,
        seed=seed,
        any=simulate(lambda rows: any_weights(generator, rows, len(published))),
        near=simulate(lambda rows: near_weights(generator, rows, published)),
    )


def any_weights(generator: np.random.Generator, rows: int, areas: int) -> FloatArray:
    """Rows of weights, uniform on the simplex: exponential draws divided by their sum."""
    return _normalised(generator.standard_exponential((rows, areas)))


def near_weights(generator: np.random.Generator, rows: int, published: FloatArray) -> FloatArray:
    """Rows of weights, each published one times a uniform draw from 0.8-1.2, divided by their sum."""
    return _normalised(generator.uniform(*NEAR, (rows, len(published))) * published)


def count_places(losses: FloatArray) -> IntArray:
    """How many rows put each column (first index) at each place (second index), the lowest loss at place 0."""
    bids = losses.shape[1]
    order, places = order_and_places(losses)
    return np.bincount((order * bids + places).ravel(), minlength=bids * bids).reshape(bids, bids)


def _normalised(weights: FloatArray) -> FloatArray:
    weights /= weights.sum(axis=1, keepdims=True)
    return weights


def _chunk_rows(cells: int, width: int) -> int:
    """The rows of a chunk: about as many as there are bids at least, or adding up its counts would take the time."""
    return max(1, cells // width, min(width, MOST_CELLS // width))


def _chunks(draws: int, chunk: int) -> Iterator[int]:
    for start in range(0, draws, chunk):
        yield min(chunk, draws - start)
