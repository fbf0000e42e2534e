"""What keeps a bid from the next maturity level, in the order of what rests on what: for its supplier to improve."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Literal

from appraisal.core.comparison import AreaResult, BidResult, ComponentResult, Interval, QuestionResult
from appraisal.core.exact import total
from appraisal.core.foundations import in_order, nearest_bases
from appraisal.core.profile import RequiredProfile, target_thresholds
from appraisal.core.rating import area_fit
from appraisal.core.reference_model import SPECIFIC, Component, ProcessArea, Question

NOTHING = Interval(Fraction(0), Fraction(0))


@dataclass(frozen=True, slots=True)
class OpenQuestion:
    """A question that somebody answered no, don't know or not at all, or that evaluators found less than fully met."""

    question: Question
    result: QuestionResult

    @property
    def kind(self) -> Literal["no", "differ", "unknown"]:
        """Whether it was answered no, no by some and yes by others, or is only not known."""
        if not self.result.tally.no:
            return "unknown"
        return "differ" if self.result.tally.yes else "no"


@dataclass(frozen=True, slots=True)
class OpenComponent:
    """A component with its open questions: its official value, 0-1, beside the threshold of the next level's rating.

    `won_back` are the points, 0-100, that the bid's fit gains when this component alone reaches the threshold.
    """

    component: Component
    value: Fraction
    threshold: Fraction
    won_back: Fraction
    questions: tuple[OpenQuestion, ...]

    @property
    def is_reached(self) -> bool:
        """Whether the value is high enough all the same."""
        return self.value >= self.threshold


@dataclass(frozen=True, slots=True)
class Step:
    """An area that is not yet where the next level needs it: at the rating `wanted`.

    `missing` is 1 minus its fit to that rating, 0-1; `won_back` the points, 0-100, that the bid's fit gains when it
    gets there. `after` and `before` are the nearest other steps that it rests on and that rest on it, by area id.
    `unasked_groups` are groups of the model that the rating needs and the questionnaire leaves out.
    """

    area: ProcessArea
    result: AreaResult
    wanted: str
    missing: Fraction
    won_back: Fraction
    after: tuple[str, ...]
    before: tuple[str, ...]
    components: tuple[OpenComponent, ...]
    unasked_groups: tuple[str, ...]
    without_evidence: tuple[Question, ...]

    @property
    def state(self) -> str:
        """The rating that the area shows now."""
        return self.result.state or ""

    @property
    def questions(self) -> tuple[OpenQuestion, ...]:
        """The open questions of the components below their threshold."""
        return tuple(question for part in self.components if not part.is_reached for question in part.questions)


@dataclass(frozen=True, slots=True)
class Improvement:
    """The way to the next level.

    `level` is the one above the indicated level; where none can be indicated (`indicated` is None), the lowest level
    that an area of the profile keeps from being met; None where nothing is left to reach. `not_asked` are areas that
    the level needs and the profile does not hold, `beyond` the other areas below the buyer's requirement;
    `without_evidence` the goal questions of other areas whose yes has no evidence, by area id.
    """

    indicated: int | None
    level: int | None
    steps: tuple[Step, ...]
    not_asked: tuple[ProcessArea, ...]
    beyond: tuple[AreaResult, ...]
    without_evidence: Mapping[str, tuple[Question, ...]]

    @property
    def won_back(self) -> Fraction:
        """The points, 0-100, that all steps together win back."""
        return total([step.won_back for step in self.steps])


def improvement(profile: RequiredProfile, bid: BidResult) -> Improvement:
    """The plan for a bid that was scored against the profile; the same for the same bid, whatever else there is."""
    model = profile.model
    level = _next_level(profile, bid)
    unmet = {area.area: area for area in _unmet(profile, bid, level)} if level else {}
    nearest = {area: nearest_bases(model, area, frozenset(unmet)) for area in unmet}
    steps = [_step(profile, bid, area, model.staging[level or 0], nearest) for area in unmet.values()]
    by_area = {step.area.id: step for step in steps}
    place = {area.id: number for number, area in enumerate(model.areas)}
    order = in_order(nearest, lambda area: (by_area[area].area.level, -by_area[area].missing, place[area]))
    upto = [area for area in model.areas if level and 2 <= area.level <= level]
    bare = {area.area: _without_evidence(profile, bid, area) for area in bid.areas if area.area not in unmet}
    return Improvement(
        indicated=bid.indicated_level,
        level=level,
        steps=tuple(by_area[area] for area in order),
        not_asked=tuple(area for area in upto if area.id not in profile.requirement_by_area),
        beyond=tuple(area for area in bid.costly if area.area not in unmet),
        without_evidence={area: questions for area, questions in bare.items() if questions},
    )


def _next_level(profile: RequiredProfile, bid: BidResult) -> int | None:
    model = profile.model
    levels = [level for level in sorted(model.staging) if any(area.level == level for area in model.areas)]
    if bid.indicated_level is not None:
        return next((level for level in levels if level > bid.indicated_level), None)
    return next((level for level in levels if _unmet(profile, bid, level)), None)


def _unmet(profile: RequiredProfile, bid: BidResult, level: int) -> list[AreaResult]:
    """The areas of the profile that the staging rule finds below what a level needs."""
    model = profile.model
    needed = model.step(model.staging[level])
    return [
        area
        for area in bid.areas
        if 2 <= model.area_by_id[area.area].level <= level
        and area.state is not None
        and model.step(area.state) < needed
    ]


def _step(
    profile: RequiredProfile, bid: BidResult, result: AreaResult, wanted: str, nearest: Mapping[str, Sequence[str]]
) -> Step:
    model = profile.model
    thresholds = target_thresholds(model, wanted)
    area = model.area_by_id[result.area]
    groups = tuple(group.id for group in model.groups if group.id in thresholds)
    fit = area_fit(_against(area, result, thresholds), profile.method.specific_weight, groups)
    asked = {component.group for component in result.components}
    return Step(
        area=area,
        result=result,
        wanted=wanted,
        missing=1 - fit.low,
        won_back=_won_back(profile, result, thresholds, None),
        after=tuple(nearest[area.id]),
        before=tuple(known.id for known in model.areas if area.id in nearest.get(known.id, ())),
        components=tuple(_open_components(profile, area, result, thresholds)),
        unasked_groups=tuple(group for group in groups if group not in asked),
        without_evidence=_without_evidence(profile, bid, result),
    )


def _against(area: ProcessArea, result: AreaResult, thresholds: Mapping[str, Fraction]) -> tuple[ComponentResult, ...]:
    """The area's components against other thresholds; what the questionnaire does not ask is worth nothing."""
    known = {component.id: component for component in result.components}
    rated = []
    for part in area.components:
        if part.group in thresholds:
            threshold = thresholds[part.group]
            component = known.get(part.id) or ComponentResult(part.id, part.group, threshold, NOTHING, ())
            rated.append(replace(component, threshold=threshold))
    return tuple(rated)


def _won_back(
    profile: RequiredProfile, result: AreaResult, thresholds: Mapping[str, Fraction], only: str | None
) -> Fraction:
    """The points that the area's requirement gains when its components, or only one, reach these thresholds."""
    if result.stake is None or result.points is None:
        return Fraction(0)
    lifted = [
        _lifted(component, thresholds[component.group])
        if component.group in thresholds and only in (None, component.id)
        else component
        for component in result.components
    ]
    used = {component.group for component in result.components}
    groups = tuple(group.id for group in profile.model.groups if group.id in used)
    return result.stake * area_fit(lifted, profile.method.specific_weight, groups).low - result.points


def _lifted(component: ComponentResult, threshold: Fraction) -> ComponentResult:
    if component.value is None or component.value.low >= threshold:
        return component
    return replace(component, value=Interval(threshold, max(threshold, component.value.high)))


def _open_components(
    profile: RequiredProfile, area: ProcessArea, result: AreaResult, thresholds: Mapping[str, Fraction]
) -> list[OpenComponent]:
    """The components that the rating uses and that have open questions, those below their threshold first."""
    known = {component.id: component for component in result.components}
    found = []
    for part in area.components:
        component = known.get(part.id)
        if component is None or component.value is None or part.group not in thresholds:
            continue
        pairs = zip(part.questions, component.questions, strict=True)
        questions = tuple(OpenQuestion(question, given) for question, given in pairs if _is_open(given))
        if questions:
            won_back = _won_back(profile, result, thresholds, part.id)
            found.append(OpenComponent(part, component.value.low, thresholds[part.group], won_back, questions))
    return sorted(found, key=lambda component: component.is_reached)


def _is_open(result: QuestionResult) -> bool:
    return result.share is not None and (result.share.low < 1 or bool(result.finding is None and result.tally.unknown))


def _without_evidence(profile: RequiredProfile, bid: BidResult, result: AreaResult) -> tuple[Question, ...]:
    """The goal questions of an area that somebody answered yes without evidence, where the profile asks for it."""
    if profile.evidence != "required" or not result.applicable:
        return ()
    goals = profile.model.area_by_id[result.area].questions(frozenset({SPECIFIC}))
    inside = [person for person in bid.response.respondents if person.covers(result.area)]
    return tuple(
        question
        for _, question in goals
        if question.id in profile.asked
        and any(
            (answer := person.answers.get(question.id)) is not None and answer.value == "yes" and not answer.evidence
            for person in inside
        )
    )
