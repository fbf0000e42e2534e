"""How far evaluators agree beyond chance: Krippendorff's alpha, exact.

Computed from coincidences as in K. Krippendorff, "Computing Krippendorff's Alpha-Reliability" (2011), section on more
than two observers, any level of measurement and missing data.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from itertools import combinations, permutations

from appraisal.core.exact import total
from appraisal.core.response import FindingValue

FINDING_SCALE: tuple[FindingValue, ...] = ("N", "P", "L", "F")
"""The findings in their order; NA has no place in it."""

Metric = Callable[[int, int, Mapping[int, int]], Fraction]
"""The squared difference of two values, given how often each value was paired."""


@dataclass(frozen=True, slots=True)
class Agreement:
    """How far evaluators agree on some questions.

    `alpha` is 1 when all agree, 0 when they agree as by chance, below 0 when they agree less; None when undefined.
    `questions` counts those on which two or more findings of F, L, P or N were compared, `findings` these findings.
    `contested` are the questions that some evaluators find not applicable and others do not.
    """

    alpha: Fraction | None
    questions: int
    findings: int
    contested: tuple[str, ...]


def finding_agreement(table: Mapping[str, Mapping[str, FindingValue]]) -> Agreement:
    """The agreement on a table of findings, by question and then by evaluator; who made none is left out.

    The order of N, P, L and F counts (ordinal metric). Not applicable stands nowhere in that order: in alpha it counts
    as a missing value, and a question on which evaluators disagree whether it applies is named as contested instead.
    """
    units = [[FINDING_SCALE.index(value) for value in row.values() if value != "NA"] for row in table.values()]
    compared = [unit for unit in units if len(unit) > 1]
    contested = tuple(question for question, row in table.items() if "NA" in row.values() and {*row.values()} != {"NA"})
    return Agreement(alpha(units, ordinal), len(compared), sum(map(len, compared)), contested)


def alpha(units: Iterable[Collection[int]], metric: Metric) -> Fraction | None:
    """Krippendorff's alpha of units, each with the values that its observers gave; exact, at most 1.

    Units with fewer than two values cannot be paired and are left out. None where alpha is undefined: no unit has two
    values, or all values that can be paired are the same, so that there is no variation on which to agree.
    """
    coincidences: dict[tuple[int, int], Fraction] = {}
    for unit in units:
        for pair, count in Counter(permutations(unit, 2)).items():
            coincidences[pair] = coincidences.get(pair, Fraction(0)) + Fraction(count, len(unit) - 1)
    paired = {
        value: int(total([n for (one, _), n in coincidences.items() if one == value])) for value, _ in coincidences
    }
    distances = {pair: metric(*pair, paired) for pair in combinations(sorted(paired), 2)}
    expected = total([paired[one] * paired[two] * apart for (one, two), apart in distances.items()])
    if not expected:
        return None
    observed = total([coincidences.get(pair, Fraction(0)) * apart for pair, apart in distances.items()])
    return 1 - (sum(paired.values()) - 1) * observed / expected


def ordinal(one: int, two: int, paired: Mapping[int, int]) -> Fraction:
    """Values differ by how many of the paired values lie between them, the two themselves counted half."""
    between = sum(count for value, count in paired.items() if min(one, two) <= value <= max(one, two))
    return (between - Fraction(paired[one] + paired[two], 2)) ** 2 if one != two else Fraction(0)
