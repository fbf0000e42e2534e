"""A reference model: process areas on maturity levels, their goals and questions, and the thresholds of the ratings."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from functools import cached_property

SPECIFIC = "specific"
"""The group that holds an area's goals; every other group holds institutionalisation topics."""


@dataclass(frozen=True, slots=True)
class MaturityLevel:
    """A maturity level of the model, 1-5."""

    level: int
    name: str


@dataclass(frozen=True, slots=True)
class Rating:
    """A step of the rating scale: the component value, 0 < threshold <= 1, that each group it uses must reach."""

    id: str
    thresholds: Mapping[str, Fraction]


@dataclass(frozen=True, slots=True)
class Group:
    """A group of components with a name for people; groups that the model file does not name bear their id."""

    id: str
    name: str


@dataclass(frozen=True, slots=True)
class Question:
    """A yes/no question; `topic` says which institutionalisation topic it asks for, `guide` when a yes is right."""

    id: str
    text: str
    topic: str | None = None
    guide: str | None = None


@dataclass(frozen=True, slots=True)
class Component:
    """A goal or an institutionalisation topic of an area, covered by its questions."""

    id: str
    group: str
    text: str
    questions: tuple[Question, ...]
    origin: str | None = None


@dataclass(frozen=True, slots=True)
class Activity:
    """Something that is typically done in an area: explanation only, never scored."""

    text: str
    origin: str | None = None


@dataclass(frozen=True, slots=True)
class ProcessArea:
    """A process area on its maturity level; `rests_on` names the areas without which it can hardly be met."""

    id: str
    name: str
    level: int
    category: str
    purpose: str
    components: tuple[Component, ...]
    may_be_na: bool = False
    itil: tuple[str, ...] = ()
    rests_on: tuple[str, ...] = ()
    activities: tuple[Activity, ...] = ()

    def questions(self, groups: frozenset[str] | None = None) -> Iterator[tuple[Component, Question]]:
        """The area's questions with the component each covers, in model order, of the given groups only."""
        for component in self.components:
            if groups is None or component.group in groups:
                for question in component.questions:
                    yield component, question


@dataclass(frozen=True)
class ReferenceModel:
    """A reference model as read from its file; ratings from low to high, the lowest without thresholds.

    `staging` gives, for each maturity level, the rating that all areas up to that level must have.
    """

    id: str
    title: str
    version: str
    levels: tuple[MaturityLevel, ...]
    ratings: tuple[Rating, ...]
    staging: Mapping[int, str]
    areas: tuple[ProcessArea, ...]
    named_groups: tuple[Group, ...] = ()
    note: str = ""
    digest: str = field(default="", compare=False)

    @cached_property
    def area_by_id(self) -> Mapping[str, ProcessArea]:
        return {area.id: area for area in self.areas}

    @cached_property
    def rating_by_id(self) -> Mapping[str, Rating]:
        return {rating.id: rating for rating in self.ratings}

    @cached_property
    def area_of_question(self) -> Mapping[str, str]:
        """The id of the area in which each question of the model stands."""
        return {question.id: area.id for area in self.areas for _, question in area.questions()}

    @cached_property
    def groups(self) -> tuple[Group, ...]:
        """Every group that has a component or a threshold: the specific one first, the others in model order."""
        names = {group.id: group.name for group in self.named_groups}
        ids = [component.group for area in self.areas for component in area.components]
        ids += [group for rating in self.ratings for group in rating.thresholds]
        ordered = sorted(dict.fromkeys([*names, *ids]), key=lambda group: group != SPECIFIC)
        return tuple(Group(group, names.get(group, group)) for group in ordered)

    def step(self, rating: str) -> int:
        """The place of a rating on the scale, counted from 0 at its low end."""
        return [known.id for known in self.ratings].index(rating)

    def level_name(self, level: int) -> str:
        """The name of a maturity level, or nothing where the model gives it none."""
        return next((known.name for known in self.levels if known.level == level), "")
