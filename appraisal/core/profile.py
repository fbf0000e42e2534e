"""A required profile: which process areas must be at which state, with what weight, and which are knock-outs."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from functools import cached_property
from typing import Literal

from appraisal.core.figures import plain_decimal
from appraisal.core.reference_model import ProcessArea, ReferenceModel

Target = str | Fraction
"""A rating above the lowest, or a number n with 0 < n <= 100: threshold n/100 for every group."""


@dataclass(frozen=True, slots=True)
class MethodSettings:
    """The settings of the scoring method that a profile may change; frozen with it at publication."""

    unknown: Literal["against", "ignore"] = "against"
    unclear: Literal["clarify", "exclude"] = "clarify"
    specific_weight: Fraction = Fraction(7, 10)
    tie_break: tuple[Literal["risk", "evidence"], ...] = ("risk",)
    min_respondents: int = 1


@dataclass(frozen=True, slots=True)
class Requirement:
    """What one process area must reach; `added` when it follows from the required level, not from its own line."""

    area: str
    target: Target
    weight: Fraction = Fraction(1)
    mandatory: bool = False
    why: str = ""
    added: bool = False


@dataclass(frozen=True)
class RequiredProfile:
    """A required profile as frozen: its own lines in order, then the areas that the required level adds."""

    id: str
    title: str
    model: ReferenceModel
    service: str
    version: str
    requirements: tuple[Requirement, ...]
    required_level: int | None = None
    may_be_na: frozenset[str] = frozenset()
    evidence: Literal["none", "required"] = "none"
    use: Literal["selection", "award-quality"] = "selection"
    proposed: Literal["shown", "counted"] = "shown"
    method: MethodSettings = MethodSettings()
    digest: str = field(default="", compare=False)

    @cached_property
    def total_weight(self) -> Fraction:
        return sum((requirement.weight for requirement in self.requirements), Fraction(0))

    @cached_property
    def requirement_by_area(self) -> Mapping[str, Requirement]:
        return {requirement.area: requirement for requirement in self.requirements}

    @cached_property
    def areas(self) -> tuple[ProcessArea, ...]:
        """The model's areas that the profile requires, in the profile's order."""
        return tuple(self.model.area_by_id[requirement.area] for requirement in self.requirements)

    def allows_na(self, area: str) -> bool:
        """Whether a bidder may declare the area not applicable, by the model or by this profile."""
        return self.model.area_by_id[area].may_be_na or area in self.may_be_na

    def thresholds(self, requirement: Requirement) -> Mapping[str, Fraction]:
        """The threshold, 0 < t <= 1, of each group that the requirement's target uses."""
        return target_thresholds(self.model, requirement.target)

    @cached_property
    def asked(self) -> Mapping[str, str]:
        """The questions of the questionnaire, each with the id of its area, in the profile's order."""
        return {
            question.id: area.id
            for requirement, area in zip(self.requirements, self.areas, strict=True)
            for _, question in area.questions(frozenset(self.thresholds(requirement)))
        }

    @cached_property
    def asked_by_area(self) -> Mapping[str, tuple[str, ...]]:
        """The questions of the questionnaire by area, in the model's order."""
        found: dict[str, tuple[str, ...]] = {}
        for question, area in self.asked.items():
            found[area] = (*found.get(area, ()), question)
        return found


def target_words(target: Target) -> str:
    """What is required of an area: the rating's own word, or the number."""
    return f"{plain_decimal(target)} of 100" if isinstance(target, Fraction) else target


def target_thresholds(model: ReferenceModel, target: Target) -> Mapping[str, Fraction]:
    """The threshold of each group that a target uses: a rating's own table, or n/100 for every group of the model.

    Raises:
        KeyError: the model has no such rating.
    """
    if isinstance(target, Fraction):
        return {group.id: target / 100 for group in model.groups}
    return model.rating_by_id[target].thresholds


def added_requirements(model: ReferenceModel, level: int, listed: frozenset[str]) -> tuple[Requirement, ...]:
    """What `required_level` adds: each unlisted area of levels 2 to `level`, a knock-out of weight 1."""
    return tuple(
        Requirement(area.id, model.staging[level], mandatory=True, added=True)
        for area in model.areas
        if 2 <= area.level <= level and area.id not in listed
    )
