"""What if the profile were different: one changed weight, target, knock-out or setting, never the official ranking."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from fractions import Fraction
from functools import partial
from typing import Any

from appraisal.core.errors import InvalidInput, Problem
from appraisal.core.profile import RequiredProfile, Target

SOURCE = "--what-if"
MOST_RESPONDENTS = 1000
LONGEST_SHOWN = 60

_DECIMAL = re.compile(r"[0-9]{1,30}(?:\.[0-9]{1,30})?")
_WHOLE = re.compile(r"[0-9]{1,4}")
_FORMS = (
    "expected weight:AREA=NUMBER, target:AREA=RATING or NUMBER, mandatory:AREA=yes or no, "
    "or one of unknown, unclear, specific_weight, tie_break, min_respondents with =VALUE"
)


class _Refused(Exception):
    """A change that cannot be made: what is wrong, and what was expected."""


def apply_changes(profile: RequiredProfile, changes: Sequence[str]) -> RequiredProfile:
    """The profile with every change made, such as `weight:SRI=2` or `unknown=ignore`; it has no digest.

    Raises:
        InvalidInput: with every change that cannot be made.
    """
    problems: list[Problem] = []
    changed: set[str] = set()
    altered = profile
    for change in changes:
        name, equals, value = change.partition("=")
        name = name.strip()
        try:
            if name in changed:
                raise _Refused("is changed twice", "expected each once")
            altered = _change(altered, name, value.strip() if equals else None)
            changed.add(name)
        except _Refused as refusal:
            problems.append(Problem(_shown(change), *refusal.args))
    if problems:
        raise InvalidInput(SOURCE, problems)
    return replace(altered, digest="")


def _change(profile: RequiredProfile, name: str, value: str | None) -> RequiredProfile:
    kind, colon, area = name.partition(":")
    if value is None or (kind not in _OF_AREA if colon else kind not in _OF_METHOD):
        raise _Refused("is not a known change", _FORMS)
    if not colon:
        return replace(profile, method=replace(profile.method, **{kind: _OF_METHOD[kind](value)}))
    if area not in profile.requirement_by_area:
        known = ", ".join(profile.requirement_by_area)
        raise _Refused(f"{_shown(area)} is not an area of the profile", f"expected one of {known}")
    field = {kind: _OF_AREA[kind](profile, value)}
    return replace(
        profile,
        requirements=tuple(
            replace(requirement, **field) if requirement.area == area else requirement
            for requirement in profile.requirements
        ),
    )


def _weight(_: RequiredProfile, value: str) -> Fraction:
    return _number(value, "a number above 0", lambda number: number > 0)


def _target(profile: RequiredProfile, value: str) -> Target:
    ratings = [rating.id for rating in profile.model.ratings[1:]]
    if value in ratings:
        return value
    expected = f"{', '.join(ratings)}, or a number above 0 and at most 100"
    return _number(value, expected, lambda number: 0 < number <= 100)


def _mandatory(_: RequiredProfile, value: str) -> bool:
    return _choice(("yes", "no"), value) == "yes"


def _number(value: str, expected: str, accepts: Callable[[Fraction], bool]) -> Fraction:
    if not _DECIMAL.fullmatch(value) or not accepts(number := Fraction(value)):
        raise _Refused(f"{_shown(value)} cannot be used", f"expected {expected}")
    return number


def _whole(value: str) -> int:
    if not _WHOLE.fullmatch(value) or not 1 <= int(value) <= MOST_RESPONDENTS:
        raise _Refused(f"{_shown(value)} cannot be used", f"expected a whole number from 1 to {MOST_RESPONDENTS}")
    return int(value)


def _choice(choices: Sequence[str], value: str) -> str:
    if value not in choices:
        raise _Refused(f"{_shown(value)} is not a choice", f"expected {' or '.join(choices)}")
    return value


def _tie_break(value: str) -> tuple[str, ...]:
    if value == "none":
        return ()
    return tuple(_choice(("risk", "evidence"), name.strip()) for name in value.split(","))


def _shown(text: str) -> str:
    """The text for a message of one line: cut short, and nothing in it that a terminal would obey."""
    safe = text if text.isprintable() and text else repr(text)
    return safe if len(safe) <= LONGEST_SHOWN else f"{safe[: LONGEST_SHOWN - 1]}…"


# Each value has the type of the field of its name, which the type checker cannot follow through a mapping.
_OF_AREA: Mapping[str, Callable[[RequiredProfile, str], Any]] = {
    "weight": _weight,
    "target": _target,
    "mandatory": _mandatory,
}
_OF_METHOD: Mapping[str, Callable[[str], Any]] = {
    "unknown": partial(_choice, ("against", "ignore")),
    "unclear": partial(_choice, ("clarify", "exclude")),
    "specific_weight": partial(_number, expected="a number above 0 and below 1", accepts=lambda number: 0 < number < 1),
    "tie_break": _tie_break,
    "min_respondents": _whole,
}
