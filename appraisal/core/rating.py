"""From shares to components, and from components to an area's fit, achievement, state and gap (sections 3 and 5)."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from fractions import Fraction
from functools import cache

from appraisal.core.comparison import ComponentResult, Gap, Interval, QuestionResult
from appraisal.core.exact import mean, total
from appraisal.core.profile import RequiredProfile, Requirement
from appraisal.core.reference_model import SPECIFIC, ProcessArea, ReferenceModel

ONE = Fraction(1)


def rate_components(
    area: ProcessArea, thresholds: Mapping[str, Fraction], results: Mapping[str, QuestionResult]
) -> tuple[ComponentResult, ...]:
    """The components of the groups that a target uses, each with the mean of its applicable questions' shares."""
    rated = []
    for component in area.components:
        if component.group in thresholds:
            questions = tuple(results[question.id] for question in component.questions)
            value = mean_interval(question.share for question in questions)
            rated.append(ComponentResult(component.id, component.group, thresholds[component.group], value, questions))
    return tuple(rated)


def mean_interval(intervals: Iterable[Interval | None]) -> Interval | None:
    """The mean of the intervals that are there, end by end; None when none is."""
    there = [interval for interval in intervals if interval is not None]
    if len(there) < 2:
        return there[0] if there else None
    return Interval(mean([each.low for each in there]), mean([each.high for each in there]))


@cache
def group_weights(
    groups: tuple[str, ...], present: frozenset[str], specific_weight: Fraction
) -> Mapping[str, Fraction]:
    """The weight of each used group that has an applicable component; they sum to 1.

    The specific group has `specific_weight`, the other groups that the target uses share the rest equally; what the
    absent ones would have had is spread in proportion.
    """
    others = [group for group in groups if group != SPECIFIC]
    raw = {group: specific_weight if group == SPECIFIC else (1 - specific_weight) / len(others) for group in groups}
    whole = total([raw[group] for group in groups if group in present])
    return {group: raw[group] / whole for group in groups if group in present}


def area_fit(components: Sequence[ComponentResult], specific_weight: Fraction, groups: tuple[str, ...]) -> Interval:
    """How far the area meets its target, 0-1: 1 exactly when every applicable component reaches its threshold."""
    return _weighted(components, specific_weight, groups, earned)


def area_achievement(
    components: Sequence[ComponentResult], specific_weight: Fraction, groups: tuple[str, ...]
) -> Interval:
    """The weighted mean component value, 0-1, whatever the target's thresholds: for charts."""
    return _weighted(components, specific_weight, groups, lambda value, threshold: value)


def earned(value: Fraction, threshold: Fraction) -> Fraction:
    """How much of its threshold a component value reaches, 0-1: what lies above the threshold earns nothing."""
    return ONE if value >= threshold else value / threshold


def _weighted(
    components: Sequence[ComponentResult],
    specific_weight: Fraction,
    groups: tuple[str, ...],
    measure: Callable[[Fraction, Fraction], Fraction],
) -> Interval:
    """The mean measure of each group's applicable components, weighted over the groups, at both ends."""
    lows: dict[str, list[Fraction]] = {}
    highs: dict[str, list[Fraction]] = {}
    for component in components:
        value = component.value
        if value is not None:
            low = measure(value.low, component.threshold)
            lows.setdefault(component.group, []).append(low)
            high = low if value.high == value.low else measure(value.high, component.threshold)
            highs.setdefault(component.group, []).append(high)
    weights = group_weights(groups, frozenset(lows), specific_weight)
    low = total([weights[group] * mean(values) for group, values in lows.items()])
    return Interval(low, low if highs == lows else total([weights[g] * mean(v) for g, v in highs.items()]))


def area_state(model: ReferenceModel, area: ProcessArea, components: Sequence[ComponentResult]) -> str:
    """The highest rating of the scale whose every threshold the official (low) component values reach.

    A component of a group that the questionnaire did not ask for is unknown, so it reaches nothing; one that is not
    applicable to the bid stands in nobody's way.
    """
    values = {component.id: component.value for component in components}
    for rating in reversed(model.ratings):
        if all(
            component.group not in rating.thresholds
            or (component.id in values and _reaches(values[component.id], rating.thresholds[component.group]))
            for component in area.components
        ):
            return rating.id
    raise AssertionError("the lowest rating has no threshold")


def _reaches(value: Interval | None, threshold: Fraction) -> bool:
    return value is None or value.low >= threshold


def area_gap(profile: RequiredProfile, requirement: Requirement, state: str, fit: Interval) -> Gap:
    """How far the area is from its target: one step (or fit >= 1/2 for a number) is minor, the scale's end major."""
    if isinstance(requirement.target, Fraction):
        return "none" if fit.low == 1 else "minor" if fit.low >= Fraction(1, 2) else "major"
    missing = profile.model.step(requirement.target) - profile.model.step(state)
    if missing <= 0:
        return "none"
    return "minor" if missing == 1 and profile.model.step(state) > 0 else "major"
