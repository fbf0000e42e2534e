"""What rests on what: the areas below an area, and an order in which nothing comes before what it rests on."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from fractions import Fraction

from appraisal.core.reference_model import ReferenceModel


def nearest_bases(model: ReferenceModel, area: str, among: frozenset[str]) -> tuple[str, ...]:
    """Those of `among` that the area rests on, directly or through areas that are not among them, in model order."""
    found: set[str] = set()
    seen = {area}
    waiting = list(model.area_by_id[area].rests_on)
    while waiting:
        base = waiting.pop()
        if base in seen:
            continue
        seen.add(base)
        if base in among:
            found.add(base)
        else:
            waiting += model.area_by_id[base].rests_on
    return tuple(known.id for known in model.areas if known.id in found)


def in_order(bases: Mapping[str, Sequence[str]], rank: Callable[[str], tuple[int, Fraction, int]]) -> list[str]:
    """The keys of `bases`, each after those it rests on; among those that could be next, the lowest rank first.

    >>> in_order({"A": ["C"], "B": [], "C": []}, lambda area: (2, Fraction(0), ord(area)))
    ['B', 'C', 'A']
    """
    left = dict(bases)
    ordered: list[str] = []
    while left:
        free = [area for area, below in left.items() if not any(base in left for base in below)]
        following = min(free or left, key=rank)
        ordered.append(following)
        del left[following]
    return ordered
