"""What needs no other weights to be seen: who would come first without an area, and who is as good everywhere."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction
from functools import reduce
from itertools import groupby

from appraisal.core.robustness.fit_matrix import FitMatrix
from appraisal.core.robustness.results import LeftOut


def leave_one_out(matrix: FitMatrix) -> tuple[LeftOut, ...]:
    """For each area the competing bids, by supplier id, with the highest score over the other areas.

    Nothing when there is only one area.
    """
    if len(matrix.areas) == 1:
        return ()
    scored = list(zip(matrix.scores, matrix.rows, strict=True))
    return tuple(
        LeftOut(area, _highest(matrix.suppliers, [score - share * row[column] for score, row in scored]))
        for column, (area, share) in enumerate(zip(matrix.areas, matrix.shares, strict=True))
    )


def _highest(suppliers: Sequence[str], scores: Sequence[Fraction]) -> tuple[str, ...]:
    best = max(scores)
    return tuple(sorted(supplier for supplier, score in zip(suppliers, scores, strict=True) if score == best))


def dominances(matrix: FitMatrix) -> tuple[tuple[str, str], ...]:
    """The pairs, in rank order, of which the first bid is at least as good in every area and better in one."""
    reached = _reached_by_each(matrix.rows)
    equal: dict[tuple[Fraction, ...], int] = {}
    for place, row in enumerate(matrix.rows):
        equal[row] = equal.get(row, 0) | 1 << place
    return tuple(
        (supplier, matrix.suppliers[other])
        for supplier, row, at_most in zip(matrix.suppliers, matrix.rows, reached, strict=True)
        for other in _members(at_most & ~equal[row])
    )


def _members(places: int) -> Iterator[int]:
    """The places, from the lowest, whose bits are set."""
    while places:
        lowest = places & -places
        yield lowest.bit_length() - 1
        places ^= lowest


def _reached_by_each(rows: Sequence[Sequence[Fraction]]) -> list[int]:
    """For each row the set of the rows that it equals or exceeds everywhere, as the bits of a whole number."""
    columns = [_reached_in(column) for column in zip(*rows, strict=True)]
    return [reduce(int.__and__, sets) for sets in zip(*columns, strict=True)]


def _reached_in(column: Sequence[Fraction]) -> list[int]:
    reached = [0] * len(column)
    below = 0
    for _, same in groupby(sorted(range(len(column)), key=column.__getitem__), key=column.__getitem__):
        places = list(same)
        below |= sum(1 << place for place in places)
        for place in places:
            reached[place] = below
    return reached
