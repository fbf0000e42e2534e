"""What a buyer should look at again before a required profile is published; each is a warning, never a refusal."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from fractions import Fraction
from typing import Literal

from appraisal.core.figures import percent
from appraisal.core.profile import RequiredProfile, Requirement

WarningCode = Literal["decisive-area", "negligible-area", "trivial-knock-out", "linked-areas", "weak-foundation"]

DECISIVE = Fraction(1, 2)
NEGLIGIBLE = Fraction(1, 100)
HEAVY = Fraction(3, 10)
TRIVIAL = Fraction(1, 2)


@dataclass(frozen=True, slots=True)
class ProfileWarning:
    """Something to look at again: the areas it is about, and one sentence that says what and what to do."""

    code: WarningCode
    areas: tuple[str, ...]
    message: str


def check(profile: RequiredProfile) -> tuple[ProfileWarning, ...]:
    """The warnings on a profile, by kind and then in the profile's order; none when nothing catches the eye.

    An area is decisive above half of the weight, negligible below a hundredth of it. A knock-out is trivial when all
    its thresholds are below 1/2. Areas are linked when one rests on another in the model, both are required, and the
    two have over three tenths of the weight; a foundation is weak when less is asked of it than of what rests on it.
    """
    return (
        *_decisive(profile),
        *_negligible(profile),
        *_trivial_knock_outs(profile),
        *_linked(profile),
        *_weak_foundations(profile),
    )


def _decisive(profile: RequiredProfile) -> Iterator[ProfileWarning]:
    for requirement in profile.requirements:
        share = requirement.weight / profile.total_weight
        if share > DECISIVE:
            message = (
                f"{_name(profile, requirement.area)} has {percent(share)} of the weight and can decide the ranking "
                "alone; lower its weight or raise the others, unless that is meant."
            )
            yield ProfileWarning("decisive-area", (requirement.area,), message)


def _negligible(profile: RequiredProfile) -> Iterator[ProfileWarning]:
    for requirement in profile.requirements:
        share = requirement.weight / profile.total_weight
        if share < NEGLIGIBLE:
            role = "counts as a knock-out only" if requirement.mandatory else "can hardly matter"
            message = (
                f"{_name(profile, requirement.area)} has {percent(share)} of the weight and {role}; "
                "raise its weight, or spare the bidders its questions."
            )
            yield ProfileWarning("negligible-area", (requirement.area,), message)


def _trivial_knock_outs(profile: RequiredProfile) -> Iterator[ProfileWarning]:
    for requirement in profile.requirements:
        if requirement.mandatory and max(profile.thresholds(requirement).values(), default=Fraction(0)) < TRIVIAL:
            message = (
                f"{_name(profile, requirement.area)} is a knock-out that a bid passes with fewer than half of the "
                "answers yes in each part; ask for more, or make it no knock-out."
            )
            yield ProfileWarning("trivial-knock-out", (requirement.area,), message)


def _linked(profile: RequiredProfile) -> Iterator[ProfileWarning]:
    """One warning for all heavy links together, since a profile of a whole level has them all."""
    links = [
        (requirement.area, foundation)
        for requirement, area in zip(profile.requirements, profile.areas, strict=True)
        for foundation in area.rests_on
        if (base := profile.requirement_by_area.get(foundation)) and _share(profile, (requirement, base)) > HEAVY
    ]
    if links:
        linked = {area for link in links for area in link}
        areas = tuple(requirement.area for requirement in profile.requirements if requirement.area in linked)
        share = _share(profile, (profile.requirement_by_area[area] for area in areas))
        pairs = _listed([f"{area} on {foundation}" for area, foundation in links])
        message = (
            f"Required areas rest on one another ({pairs}), so that one weakness can lose points twice; "
            f"check that their joint weight, {percent(share)}, is meant."
        )
        yield ProfileWarning("linked-areas", areas, message)


def _weak_foundations(profile: RequiredProfile) -> Iterator[ProfileWarning]:
    for requirement, area in zip(profile.requirements, profile.areas, strict=True):
        for foundation in area.rests_on:
            required = profile.requirement_by_area.get(foundation)
            if _asks_less(profile, required, requirement):
                asked = "is not required" if required is None else "has a lower target"
                message = (
                    f"{_name(profile, area.id)} rests on {_name(profile, foundation)}, which {asked}; "
                    "ask for the foundation too, or lower what is to rest on it."
                )
                yield ProfileWarning("weak-foundation", (area.id, foundation), message)


def _asks_less(profile: RequiredProfile, foundation: Requirement | None, resting: Requirement) -> bool:
    """Whether some threshold of the foundation is lower than that of the area which rests on it."""
    asked = {} if foundation is None else profile.thresholds(foundation)
    return any(asked.get(group, Fraction(0)) < value for group, value in profile.thresholds(resting).items())


def _name(profile: RequiredProfile, area: str) -> str:
    return f"{profile.model.area_by_id[area].name} ({area})"


def _share(profile: RequiredProfile, requirements: Iterable[Requirement]) -> Fraction:
    return sum((requirement.weight for requirement in requirements), Fraction(0)) / profile.total_weight


def _listed(words: list[str]) -> str:
    return " and ".join(filter(None, [", ".join(words[:-1]), words[-1]]))
