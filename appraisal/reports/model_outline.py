"""A reference model, or a crosswalk, as lines of text for a terminal of 80 columns."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator, Mapping

from appraisal.core.crosswalk import Crosswalk, CrosswalkRow, parts
from appraisal.core.figures import plain_decimal
from appraisal.core.reference_model import SPECIFIC, Component, ProcessArea, Question, Rating, ReferenceModel

WIDTH = 79


def model_outline(model: ReferenceModel) -> Iterator[str]:
    """The whole model: its scale, then every area by level with its goals and questions."""
    yield f"{model.title} ({model.id}, version {model.version})"
    yield model_size(model)
    yield f"Digest: {model.digest}"
    yield from _wrapped(model.note, 0)
    yield ""
    yield "Ratings, from low to high, with the least value that each group must reach:"
    width = max(len(rating.id) for rating in model.ratings)
    for rating in model.ratings:
        yield f"  {rating.id:{width}}  {_thresholds(rating)}".rstrip()
    for level in model.levels:
        yield ""
        yield _level(model, level.level)
        for area in model.areas:
            if area.level == level.level:
                yield ""
                yield from area_outline(model, area)


def model_size(model: ReferenceModel) -> str:
    """How much there is in the model, in words."""
    components = [component for area in model.areas for component in area.components]
    goals = sum(component.group == SPECIFIC for component in components)
    return f"{len(model.areas)} areas, {goals} goals, {len(model.area_of_question)} questions"


def area_outline(model: ReferenceModel, area: ProcessArea) -> Iterator[str]:
    """One area: what it is for, what it is called in ITIL, what it rests on, its goals and questions."""
    yield from _wrapped(f"{area.id}  {area.name} ({area.category})", 0)
    yield from _wrapped(area.purpose, 4)
    if area.itil:
        yield from _wrapped(f"ITIL: {', '.join(area.itil)}", 4)
    if area.rests_on:
        yield from _wrapped(f"Rests on: {', '.join(area.rests_on)}", 4)
    if area.may_be_na:
        yield from _wrapped("A bidder may declare this area not applicable.", 4)
    names = {group.id: group.name for group in model.groups}
    for component in area.components:
        yield from _component(component, names)
    if area.activities:
        yield from _wrapped("Typical activities (not scored):", 4)
    for activity in area.activities:
        origin = f" [{activity.origin}]" if activity.origin else ""
        yield from _wrapped(f"- {activity.text}{origin}", 6, 8)


def crosswalk_outline(crosswalk: Crosswalk, models: Mapping[str, ReferenceModel]) -> Iterator[str]:
    """A crosswalk row by row; ids of the given models stand with the names of their areas."""
    yield from _wrapped(f"{crosswalk.title} ({crosswalk.id})", 0)
    yield from _wrapped(f"Source: {crosswalk.source}", 0)
    left, right = (parts(models[side]) if side in models else {} for side in (crosswalk.from_, crosswalk.to))
    for row in crosswalk.rows:
        yield ""
        for name in row.from_ or ("(no counterpart)",):
            yield from _wrapped(_titled(name, left), 0, 4)
        for name in row.to or ("(no counterpart)",):
            yield from _wrapped(f"-> {_titled(name, right)}", 4, 7)
        if remark := _remark(row):
            yield from _wrapped(remark, 7)


def _remark(row: CrosswalkRow) -> str:
    fit = f"Fit: {row.fit}." if row.fit and row.fit != "none" else ""
    return f"{fit} {row.note}".strip()


def _titled(name: str, areas: Mapping[str, ProcessArea]) -> str:
    """An id with the name of the area that it is, or stands in; any other name as it is."""
    area = areas.get(name)
    if area is None:
        return name
    return f"{name}  {area.name}" if area.id == name else f"{name}  in {area.name}"


def _thresholds(rating: Rating) -> str:
    return ", ".join(f"{group} {plain_decimal(value)}" for group, value in rating.thresholds.items())


def _level(model: ReferenceModel, level: int) -> str:
    title = f"LEVEL {level}  {model.level_name(level)}"
    rating = model.staging.get(level)
    return f"{title}: indicated when every area up to it is {rating}" if rating else title


def _component(component: Component, names: Mapping[str, str]) -> Iterator[str]:
    origin = f" [{component.origin}]" if component.origin else ""
    group = "" if component.group == SPECIFIC else f"{names[component.group]}: "
    yield from _wrapped(f"{component.id}  {group}{component.text}{origin}", 4, 6)
    for question in component.questions:
        yield from _question(question)


def _question(question: Question) -> Iterator[str]:
    yield from _wrapped(f"{question.id}  {question.text}", 6, 8)
    if question.guide:
        yield from _wrapped(f"({question.guide})", 8)


def _wrapped(text: str, indent: int, hanging: int | None = None) -> list[str]:
    following = indent if hanging is None else hanging
    return textwrap.wrap(text, WIDTH, initial_indent=" " * indent, subsequent_indent=" " * following)
