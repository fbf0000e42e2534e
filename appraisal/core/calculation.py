"""How an area comes to its fit: the parts that its target uses, what each reaches and how much it counts."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from fractions import Fraction

from appraisal.core.comparison import AreaResult, ComponentResult, Interval
from appraisal.core.profile import RequiredProfile
from appraisal.core.rating import earned, group_weights
from appraisal.core.reference_model import Component


@dataclass(frozen=True, slots=True)
class Part:
    """One component in the calculation; `reached` is min(1, value / threshold), 0-1, None when it does not apply.

    `weight` is what its group counts in the area, 0-1, shared equally by `of` components: the fit of the area is the
    sum of weight / of x reached over the parts that apply.
    """

    component: Component
    result: ComponentResult
    reached: Interval | None
    weight: Fraction
    of: int


def calculation(profile: RequiredProfile, area: AreaResult) -> tuple[Part, ...]:
    """The parts of an area's calculation in the model's order."""
    applying = Counter(each.group for each in area.components if each.value is not None)
    used = profile.thresholds(area.requirement)
    groups = tuple(group.id for group in profile.model.groups if group.id in used)
    weights = group_weights(groups, frozenset(applying), profile.method.specific_weight) if applying else {}
    known = {each.id: each for each in profile.model.area_by_id[area.area].components}
    return tuple(
        Part(known[each.id], each, _reached(each), weights.get(each.group, Fraction(0)), applying[each.group])
        for each in area.components
    )


def _reached(result: ComponentResult) -> Interval | None:
    if result.value is None:
        return None
    return Interval(earned(result.value.low, result.threshold), earned(result.value.high, result.threshold))
