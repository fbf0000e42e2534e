"""What two other methods make of the same fits and weights; information only: both depend on who bids (imports NumPy).

TOPSIS after Hwang and Yoon (1981) with vector normalisation, PROMETHEE II after Brans, Vincke and Mareschal (1986)
with the usual preference function; Kendall's tau-b compares their ranks with ours.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from math import sqrt

import numpy as np

from appraisal.core.robustness.fit_matrix import FitMatrix
from appraisal.core.robustness.places import FloatArray, order_and_places
from appraisal.core.robustness.results import SecondOpinion


def second_opinions(matrix: FitMatrix) -> dict[str, SecondOpinion]:
    """The order of the competing bids by each method, and how far it agrees with ours."""
    fits = np.array([[float(fit) for fit in row] for row in matrix.rows])
    shares = np.array([float(share) for share in matrix.shares])
    return {
        "topsis": _opinion(matrix, closeness(fits, shares)),
        "promethee_ii": _opinion(matrix, net_flows(fits, shares)),
    }


def _opinion(matrix: FitMatrix, scores: FloatArray) -> SecondOpinion:
    order, places = order_and_places(-scores[np.newaxis])
    place_of = dict(zip(order[0].tolist(), places[0].tolist(), strict=True))
    ours = range(len(matrix.suppliers))
    return SecondOpinion(
        order=tuple(matrix.suppliers[bid] for bid in sorted(ours, key=lambda bid: (place_of[bid], bid))),
        tau=kendall_tau(matrix.ranks, [place_of[bid] for bid in ours]),
    )


def closeness(values: FloatArray, shares: FloatArray) -> FloatArray:
    """TOPSIS: how close each row, 0-1, is to the best of each column rather than to the worst; more is better.

    A column without any value stays 0; where all rows are equal, best and worst are one and the closeness is 1.
    """
    length = np.sqrt((values**2).sum(axis=0))
    weighted = values / np.where(length > 0, length, 1) * shares
    to_best = np.sqrt(((weighted - weighted.max(axis=0)) ** 2).sum(axis=1))
    to_worst = np.sqrt(((weighted - weighted.min(axis=0)) ** 2).sum(axis=1))
    both = to_best + to_worst
    return np.where(both > 0, to_worst / np.where(both > 0, both, 1), 1.0)


def usual(difference: FloatArray) -> FloatArray:
    """The usual preference function: 1 for any advantage, however small, else 0."""
    return np.where(difference > 0, 1.0, 0.0)


def net_flows(
    values: FloatArray,
    shares: FloatArray,
    preference: Callable[[FloatArray], FloatArray] = usual,
) -> FloatArray:
    """PROMETHEE II: how much each row is preferred to the others, less how much they are to it: -1 to 1, alone 0."""
    flows = np.zeros(len(values))
    for row, mine in enumerate(values):
        preferred = preference(mine - values) @ shares
        over_me = preference(values - mine) @ shares
        flows[row] = (preferred - over_me).sum()
    return flows / max(1, len(values) - 1)


def kendall_tau(ours: Sequence[int], theirs: Sequence[int]) -> float:
    """Kendall's tau-b of two rankings of the same bids, -1 to 1, corrected for ties.

    Where a ranking puts all bids level it is not defined: 1 when both do (so for one bid), else 0.

    >>> kendall_tau([1, 2, 3], [1, 3, 2])
    0.3333333333333333
    """
    one, other = np.asarray(ours), np.asarray(theirs)
    agreement = untied_one = untied_other = 0
    for place in range(len(one)):
        sign_one = np.sign(one[place] - one[place + 1 :])
        sign_other = np.sign(other[place] - other[place + 1 :])
        agreement += int((sign_one * sign_other).sum())
        untied_one += int(np.count_nonzero(sign_one))
        untied_other += int(np.count_nonzero(sign_other))
    if not untied_one or not untied_other:
        return float(untied_one == untied_other)
    return agreement / sqrt(untied_one * untied_other)
