"""Other weights and settings, read from an address, tried on the same bids, and shown beside the official ranking."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

from appraisal.core.comparison import BidResult, Comparison
from appraisal.core.errors import InvalidInput
from appraisal.core.figures import plain_decimal
from appraisal.core.profile import RequiredProfile
from appraisal.services.comparison.shown_comparison import what_if
from appraisal.web.comparison.comparison_pages import Mark
from appraisal.web.comparison.comparison_place import OPEN_OR_MISSED, Place, fit_figure, percent, rank_words
from appraisal.web.comparison.what_if_pages import SettingLine, TriedLine, WeightLevel, WeightLine, WhatIfPage
from appraisal.web.machine.fields import clean
from appraisal.web.parts import Link, Status, Trouble
from appraisal.web.tendering.profile_form import level_words

LEAST_TOP = 10
"""The least weight at which a slider ends."""
LONGEST = 30
UNKNOWN = (("against", "Count as no"), ("ignore", "Leave out"))
UNCLEAR = (("clarify", "Rank after those that meet, and clarify"), ("exclude", "Exclude"))
SETTINGS = (
    ("unknown", "Unknown answers", UNKNOWN),
    ("unclear", "Bids whose knock-outs are unclear", UNCLEAR),
)


@dataclass(frozen=True, slots=True)
class Tried:
    """What an address asks to try: weights as typed by area, settings by name; what is not there is as published."""

    weights: Mapping[str, str]
    settings: Mapping[str, str]


def read_tried(profile: RequiredProfile, sent: Mapping[str, str]) -> Tried:
    """The weights and settings of an address; fields that the page does not have are left aside."""
    weights = {line.area: plain_decimal(line.weight) for line in profile.requirements}
    for area in weights:
        if typed := clean(sent.get(f"weight-{area}"))[:LONGEST].replace(",", "."):
            weights[area] = typed
    settings = {name: clean(sent.get(name))[:LONGEST] or str(getattr(profile.method, name)) for name, _, _ in SETTINGS}
    return Tried(weights, settings)


def what_if_page(place: Place, tried: Tried) -> WhatIfPage:
    """The page: what was tried, and where each bid would stand, or what to settle first."""
    changes = _changes(place.profile, tried)
    errors: dict[str, str] = {}
    after: Comparison | None = None
    try:
        after = what_if(place.shown, [change for _, change in changes])
    except InvalidInput as refused:
        wrong = {problem.path for problem in refused.problems}
        errors = {name: _wanted(place, name) for name, change in changes if change in wrong}
    return WhatIfPage(
        title=f"What if, lot {place.shown.standing.lot.number}",
        heading="What if the weights were different?",
        lede="Nothing here is stored, and nothing changes the official result.",
        eyebrow=place.eyebrow,
        trail=place.trail(Link("What if", f"{place.base}/what-if")),
        troubles=tuple(Trouble(words, name) for name, words in errors.items()),
        levels=_levels(place, tried, errors),
        settings=_settings(place, tried, errors),
        lines=_lines(place, after) if after else (),
        says=_says(changes, after),
        changes=tuple(_told(place, name, change) for name, change in changes) if after else (),
        action=f"{place.base}/what-if",
        back=place.base,
    )


def _changes(profile: RequiredProfile, tried: Tried) -> list[tuple[str, str]]:
    """What differs from the published profile, as (id of the field, change for `core.what_if`)."""
    found = []
    for line in profile.requirements:
        typed = tried.weights[line.area]
        if typed != plain_decimal(line.weight):
            found.append((f"weight-{line.area}", f"weight:{line.area}={typed}"))
    for name, _, _ in SETTINGS:
        if tried.settings[name] != getattr(profile.method, name):
            found.append((f"set-{name}", f"{name}={tried.settings[name]}"))
    return found


def _wanted(place: Place, name: str) -> str:
    """What to do about a field whose value cannot be tried."""
    if name.startswith("weight-"):
        return f"Give {place.board.area_name(name.removeprefix('weight-'))} a weight above 0, such as 2 or 0.5"
    return f"Choose one of the values for “{_label(name)[0]}”"


def _label(name: str) -> tuple[str, Mapping[str, str]]:
    """The name of a setting by the id of its field, and the words of its values."""
    return next((label, dict(choices)) for one, label, choices in SETTINGS if name == f"set-{one}")


def _told(place: Place, name: str, change: str) -> str:
    """A change in words."""
    value = change.partition("=")[2]
    if name.startswith("weight-"):
        line = place.profile.requirement_by_area[name.removeprefix("weight-")]
        return f"{place.board.area_name(line.area)} {value} instead of {plain_decimal(line.weight)}"
    label, choices = _label(name)
    return f"{label}: {choices.get(value, value).lower()}"


def _says(changes: list[tuple[str, str]], after: Comparison | None) -> str:
    if after is None:
        return "Nothing was tried: settle what is marked first."
    if not changes:
        return "Nothing is changed yet: these are the published weights."
    return f"It would read: {after.recommendation.reason}"


def _levels(place: Place, tried: Tried, errors: Mapping[str, str]) -> tuple[WeightLevel, ...]:
    weights = {area: _weight(typed) for area, typed in tried.weights.items()}
    whole = sum(weights.values(), Fraction(0))
    top = max(LEAST_TOP, *(2 * line.weight.__ceil__() for line in place.profile.requirements))

    def line(area: str) -> WeightLine:
        return WeightLine(
            id=area,
            name=place.board.area_name(area),
            weight=tried.weights[area],
            official=plain_decimal(place.profile.requirement_by_area[area].weight),
            most=str(top),
            share=percent(weights[area] / whole, 1) if whole else "–",
            error=errors.get(f"weight-{area}", ""),
        )

    return tuple(
        WeightLevel(level, level_words(place.model, level), tuple(line(area) for area in place.board.areas_on[level]))
        for level in place.board.levels
    )


def _weight(typed: str) -> Fraction:
    """A typed weight for the shares; what cannot be used counts nothing."""
    figures = typed.replace(".", "", 1)
    return Fraction(typed) if figures.isascii() and figures.isdigit() and typed[:1] != "." else Fraction(0)


def _settings(place: Place, tried: Tried, errors: Mapping[str, str]) -> tuple[SettingLine, ...]:
    return tuple(
        SettingLine(
            f"set-{name}",
            name,
            label,
            tried.settings[name],
            choices,
            dict(choices)[str(getattr(place.profile.method, name))],
            errors.get(f"set-{name}", ""),
        )
        for name, label, choices in SETTINGS
    )


def _lines(place: Place, after: Comparison) -> tuple[TriedLine, ...]:
    official = {bid.supplier.id: bid for bid in place.comparison.bids}
    return tuple(_line(place, bid, official[bid.supplier.id]) for bid in after.bids)


def _line(place: Place, bid: BidResult, was: BidResult) -> TriedLine:
    return TriedLine(
        name=place.board.full(bid),
        rank=rank_words(bid),
        official_rank=rank_words(was),
        moved=_moved(bid.rank, was.rank),
        fit=fit_figure(bid.fit.low),
        official_fit=fit_figure(was.fit.low),
        open_or_missed=_open_or_missed(bid),
        is_first=bid.rank == 1,
    )


def _open_or_missed(bid: BidResult) -> Mark | None:
    """What its knock-outs leave open or miss, in short; None where all are met."""
    if bid.eligibility == "meets":
        return None
    word, kind, icon = OPEN_OR_MISSED[bid.eligibility]
    return Mark(Status(kind, f"Knock-out {word.lower()}"), icon)


def _moved(now: int | None, before: int | None) -> str:
    if now == before:
        return "same"
    if now is None:
        return "not ranked any more"
    if before is None:
        return "ranked now"
    return f"up {before - now}" if now < before else f"down {now - before}"
