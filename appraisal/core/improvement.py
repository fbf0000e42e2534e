"""A supplier's own way up: what keeps it from the next maturity level, foundations first."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Literal

from appraisal.core.comparison import AreaResult, BidResult, ComponentResult, QuestionResult
from appraisal.core.profile import RequiredProfile
from appraisal.core.reference_model import ProcessArea, Question

Kind = Literal["no", "differ", "unknown"]


@dataclass(frozen=True, slots=True)
class Point:
    """A question that keeps its component below the threshold: answered no, answered differently, or unknown."""

    component: str
    question: Question
    kind: Kind


@dataclass(frozen=True, slots=True)
class Step:
    """An area to work on; `after` are the areas among the steps that it rests on, so they come first."""

    area: ProcessArea
    state: str
    wanted: str
    after: tuple[str, ...]
    points: tuple[Point, ...]


@dataclass(frozen=True, slots=True)
class Improvement:
    """The steps to `level`, the lowest one that asked areas keep the supplier from; None when none does.

    `not_asked` are areas up to that level of which the questionnaire says nothing.
    """

    indicated: int | None
    level: int | None
    steps: tuple[Step, ...]
    not_asked: tuple[ProcessArea, ...]


def improvement(profile: RequiredProfile, result: BidResult) -> Improvement:
    """What to improve first, from the supplier's own answers.

    A maturity level builds on those below it, and an area on those it rests on: work on an area before its foundation
    holds is work that does not last. The idea is that of staged models; the order is computed from the model's data.
    """
    model = profile.model
    results = {area.area: area for area in result.areas}
    for level in sorted(model.staging):
        wanted = model.staging[level]
        upto = [area for area in model.areas if 2 <= area.level <= level]
        missing = [area for area in upto if area.id in results and _falls_short(profile, results[area.id], wanted)]
        if missing:
            steps = [_step(profile, area, results[area.id], wanted, missing) for area in _ordered(missing)]
            not_asked = tuple(area for area in upto if area.id not in results)
            return Improvement(result.indicated_level, level, tuple(steps), not_asked)
    return Improvement(result.indicated_level, None, (), ())


def _falls_short(profile: RequiredProfile, result: AreaResult, wanted: str) -> bool:
    return result.state is not None and profile.model.step(result.state) < profile.model.step(wanted)


def _ordered(areas: Sequence[ProcessArea]) -> list[ProcessArea]:
    """The areas with each after those it rests on, level by level, else in the model's order."""
    waiting, done = sorted(areas, key=lambda area: area.level), list[ProcessArea]()
    while waiting:
        open_ids = {area.id for area in waiting}
        ready = next((area for area in waiting if not open_ids & set(area.rests_on)), waiting[0])
        waiting.remove(ready)
        done.append(ready)
    return done


def _step(
    profile: RequiredProfile, area: ProcessArea, result: AreaResult, wanted: str, among: Sequence[ProcessArea]
) -> Step:
    thresholds = profile.model.rating_by_id[wanted].thresholds
    texts = {component.id: component.text for component in area.components}
    questions = {question.id: question for _, question in area.questions()}
    points = tuple(
        Point(texts[component.id], questions[question.id], _kind(question))
        for component in result.components
        if component.group in thresholds and _below(component, thresholds[component.group])
        for question in _open(component)
    )
    after = tuple(other.id for other in among if other.id in area.rests_on)
    return Step(area, result.state or "", wanted, after, points)


def _below(component: ComponentResult, threshold: Fraction) -> bool:
    return component.value is not None and component.value.low < threshold


def _open(component: ComponentResult) -> Iterator[QuestionResult]:
    return (question for question in component.questions if question.share is not None and question.share.low < 1)


def _kind(question: QuestionResult) -> Kind:
    if not question.tally.no:
        return "unknown"
    return "differ" if question.tally.yes else "no"
