"""What differs between two required profiles, in sentences: what an addendum changed for those who bid."""

from __future__ import annotations

from fractions import Fraction

from appraisal.core.figures import plain_decimal
from appraisal.core.profile import MethodSettings, RequiredProfile, Requirement, target_words

SETTINGS = {
    "unknown": "unknown answers",
    "unclear": "unclear knock-outs",
    "specific_weight": "weight of the goals",
    "tie_break": "tie-break",
    "min_respondents": "fewest respondents",
}
"""The settings of the method in words, by their names."""
PARTS = {
    "evidence": "evidence",
    "use": "what the comparison is used for",
    "proposed": "proposed improvements",
    "required_level": "required level",
}
"""Other parts of a profile that count, by their names."""


def profile_changes(before: RequiredProfile, after: RequiredProfile) -> tuple[str, ...]:
    """One sentence without its full stop for each area and setting that differs, areas in the later profile's order.

    What is only worded anew is named last, in one sentence; nothing comes back where the profiles say the same.
    """
    if before.digest and before.digest == after.digest:
        return ()
    found = [sentence for area in after.requirement_by_area if (sentence := _area(before, after, area))]
    names = {area.id: area.name for area in before.areas}
    found += [f"{name} is not asked any more" for area, name in names.items() if area not in after.requirement_by_area]
    found += [_instead(words, getattr(before, name), getattr(after, name)) for name, words in PARTS.items()]
    settings = MethodSettings.__dataclass_fields__
    found += [_instead(SETTINGS[name], getattr(before.method, name), getattr(after.method, name)) for name in settings]
    told = tuple(sentence for sentence in found if sentence)
    worded = any(getattr(before, name) != getattr(after, name) for name in ("title", "service")) or any(
        before.requirement_by_area[area].why != line.why
        for area, line in after.requirement_by_area.items()
        if area in before.requirement_by_area
    )
    return (*told, "Texts of the profile are worded otherwise") if worded else told


def _area(before: RequiredProfile, after: RequiredProfile, area: str) -> str:
    """What is new or other in an area that is asked now; "" where nothing is."""
    name, line = after.model.area_by_id[area].name, after.requirement_by_area[area]
    asked = after.asked_by_area.get(area, ())
    if area not in before.requirement_by_area:
        knock_out = ", a knock-out" if line.mandatory else ""
        target, weight = target_words(line.target), _plain(line.weight)
        return f"{name} is asked too: {target}{knock_out}, weight {weight}, {_many(asked)}"
    parts = _line(before.requirement_by_area[area], line)
    parts += _questions(before.asked_by_area.get(area, ()), asked)
    if before.allows_na(area) != after.allows_na(area):
        parts.append("may not apply" if after.allows_na(area) else "may no longer be declared not to apply")
    return f"{name}: {', '.join(parts)}" if parts else ""


def _line(before: Requirement, after: Requirement) -> list[str]:
    parts = []
    if before.target != after.target:
        parts.append(f"{target_words(after.target)} instead of {target_words(before.target)}")
    if before.mandatory != after.mandatory:
        parts.append("now a knock-out" if after.mandatory else "no knock-out any more")
    if before.weight != after.weight:
        parts.append(f"weight {_plain(after.weight)} instead of {_plain(before.weight)}")
    return parts


def _questions(before: tuple[str, ...], after: tuple[str, ...]) -> list[str]:
    more, fewer = set(after) - set(before), set(before) - set(after)
    told = ((more, "more"), (fewer, "fewer"))
    return [f"{_many(tuple(questions))} {which}" for questions, which in told if questions]


def _instead(words: str, before: object, after: object) -> str:
    """A setting that differs, as "Evidence: required instead of none"; "" where it does not."""
    return "" if before == after else f"{words[:1].upper()}{words[1:]}: {_plain(after)} instead of {_plain(before)}"


def _many(questions: tuple[str, ...]) -> str:
    return f"{len(questions)} question{'' if len(questions) == 1 else 's'}"


def _plain(value: object) -> str:
    if isinstance(value, Fraction):
        return plain_decimal(value)
    if isinstance(value, tuple):
        return ", ".join(map(str, value)) or "none"
    return "none" if value is None else str(value)
