"""Other weights and settings, tried and never stored."""

from __future__ import annotations

from dataclasses import dataclass

from appraisal.web.comparison.comparison_pages import Figure, Mark
from appraisal.web.parts import View


@dataclass(frozen=True, slots=True)
class WeightLine:
    """One area's weight to try: `official` in words, `most` the end of its slider, `share` of the weight tried."""

    id: str
    name: str
    weight: str
    official: str
    most: str
    share: str
    error: str = ""


@dataclass(frozen=True, slots=True)
class WeightLevel:
    """The weights of one level's areas."""

    level: int
    heading: str
    lines: tuple[WeightLine, ...]


@dataclass(frozen=True, slots=True)
class SettingLine:
    """A setting to try, sent as `field`, with its choices as (value, words); `official` in words."""

    id: str
    field: str
    name: str
    chosen: str
    choices: tuple[tuple[str, str], ...]
    official: str
    error: str = ""


@dataclass(frozen=True, slots=True)
class TriedLine:
    """One bid as it would stand, beside how it stands."""

    name: str
    rank: str
    official_rank: str
    moved: str
    fit: Figure
    official_fit: Figure
    open_or_missed: Mark | None
    is_first: bool


@dataclass(frozen=True, kw_only=True)
class WhatIfPage(View):
    """Other weights and settings, tried and never stored (comparison/what_if.html)."""

    levels: tuple[WeightLevel, ...]
    settings: tuple[SettingLine, ...]
    lines: tuple[TriedLine, ...]
    says: str
    changes: tuple[str, ...]
    action: str
    back: str
