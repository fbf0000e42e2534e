"""Other weights, exactly: how far one area's share may change, and the least change that lets another bid draw level.

Both are closed forms. The first is the weight stability interval of an additive model (Mareschal 1988; Triantaphyllou
and Sanchez 1997), with the other shares scaled in proportion; the second is a linear programme with one constraint,
which taking weight from where the first bid leads most, and giving it to where it leads least, solves.
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from appraisal.core.robustness.fit_matrix import FitMatrix, Lead, leads, whole_weights
from appraisal.core.robustness.results import MovedShare, SmallestFlip, WeightInterval


def weight_intervals(matrix: FitMatrix) -> tuple[WeightInterval, ...]:
    """For each area the shares, 0-1, with which the first bid has the highest score, alone or not.

    Nothing when rank 1 is shared; 0-1 for every area when nobody else competes, and for an area that stands alone.
    """
    if matrix.shared_first:
        return ()
    weights = whole_weights(matrix.shares)
    over = leads(matrix, weights)
    others = [sum(weights) - weight for weight in weights]
    return tuple(
        WeightInterval(area, share, *_interval(over, column, weights[column], others[column]))
        for column, (area, share) in enumerate(zip(matrix.areas, matrix.shares, strict=True))
    )


def _interval(over: Sequence[Lead], column: int, weight: int, others: int) -> tuple[Fraction, Fraction]:
    """The interval of one area's share, from whole numbers alone.

    With the share t the lead over a rival is t x here + (1 - t) x elsewhere / others. It vanishes at
    t = elsewhere / (elsewhere - others x here), which lies in 0-1 when `here` and `elsewhere` differ in sign; the
    published share has no negative lead, so at most one of the two is negative. Ratios are compared crosswise.
    """
    low_here, low_elsewhere = 1, 0
    high_here, high_elsewhere = 0, 1
    for lead in over:
        here = lead.ahead[column]
        elsewhere = lead.total - weight * here
        if elsewhere < 0:
            if here * low_elsewhere < low_here * -elsewhere:
                low_here, low_elsewhere = here, -elsewhere
        elif here < 0 and -here * high_elsewhere > high_here * elsewhere:
            high_here, high_elsewhere = -here, elsewhere
    low = Fraction(low_elsewhere, low_elsewhere + others * low_here) if low_elsewhere else Fraction(0)
    return low, Fraction(high_elsewhere, high_elsewhere + others * high_here)


def smallest_flip(matrix: FitMatrix) -> SmallestFlip | None:
    """The least share of the total weight that must move until another competing bid draws level with the first.

    The share is 0, without areas, when another bid has the same fit already. None when nobody else competes, or when
    the first bid is strictly better in every area, so that no weights at all can do it.
    """
    weights = whole_weights(matrix.shares)
    flips = [(flip, lead) for lead in leads(matrix, weights) if (flip := _moves(lead, weights)) is not None]
    if not flips:
        return None
    moves, lead = min(flips, key=lambda found: sum(found[0].values()))
    share = sum(moves.values(), Fraction(0))
    target = matrix.areas[lead.ahead.index(min(lead.ahead))]
    return SmallestFlip(
        share=share,
        to=lead.rival,
        from_areas=tuple(MovedShare(matrix.areas[column], moves[column]) for column in sorted(moves)),
        to_areas=(MovedShare(target, share),) if share else (),
    )


def _moves(lead: Lead, weights: tuple[int, ...]) -> dict[int, Fraction] | None:
    """The share that must leave each area for the one where the rival stands best; None when none is enough.

    Moving weight m from an area to that one costs the first bid m x the difference of its leads there, so the areas
    with the greatest lead go first, in full, and the last one only as far as it is needed.
    """
    least = min(lead.ahead)
    if least > 0:
        return None
    total_weight, left = sum(weights), lead.total
    moves: dict[int, Fraction] = {}
    for column in sorted(range(len(weights)), key=lambda column: -lead.ahead[column]):
        if left <= 0:
            break
        cost = lead.ahead[column] - least
        moved = min(Fraction(weights[column]), Fraction(left, cost))
        moves[column] = moved / total_weight
        left -= weights[column] * cost
    return moves
