"""The comparison of a lot's bids: ranking, firmness, heat map, the calculation of a figure."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from appraisal.web.parts import Fact, Link, Status, View

CellState = Literal["met", "minor", "major", "unclear", "out", "na"]


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure for reading, and the exact fraction that it stands for ("92.34" for "2955/32"); empty where none is."""

    text: str
    exact: str = ""


@dataclass(frozen=True, slots=True)
class FitLine:
    """A fit on the axis of the ranking: ends in per cent of its width ("95.45%"); `words` says it in a sentence."""

    low: str
    high: str
    missed: bool
    words: str


@dataclass(frozen=True, slots=True)
class Mark:
    """A state with its icon: never colour alone."""

    status: Status
    icon: str


@dataclass(frozen=True, slots=True)
class RankLine:
    """One bid in the ranking; `rank` is empty for bids that are not ranked."""

    rank: str
    name: str
    href: str
    knock_outs: Mark
    fit: Figure
    high: str
    chart: FitLine
    risk: str
    evidence: Figure
    is_first: bool


@dataclass(frozen=True, slots=True)
class Ranking:
    """All bids in order, on an axis of 0-100 or 50-100; `ticks` are its left, middle and right figure."""

    lines: tuple[RankLine, ...]
    ticks: tuple[str, str, str]
    note: str


@dataclass(frozen=True, slots=True)
class OutLine:
    """A bid taken out since the opening."""

    name: str
    receipt: str
    kind: str
    reason: str
    when: str


@dataclass(frozen=True, slots=True)
class Firm:
    """How firm first place is: one sentence, four facts; `facts` are empty where nobody is ranked."""

    says: str
    facts: tuple[Fact, ...]
    checks: str
    what_if: str


@dataclass(frozen=True, slots=True)
class HeatCell:
    """One bid in one area; `words` say the state, `text` is the whole per cent, `exact` the fit as a fraction."""

    state: CellState
    icon: str
    words: str
    text: str
    exact: str
    href: str
    is_open: bool = False


@dataclass(frozen=True, slots=True)
class HeatRow:
    """One area; `share` of the weight in words."""

    name: str
    share: str
    knock_out: bool
    cells: tuple[HeatCell, ...]


@dataclass(frozen=True, slots=True)
class HeatLevel:
    """The areas of one maturity level."""

    level: int
    heading: str
    rows: tuple[HeatRow, ...]


@dataclass(frozen=True, slots=True)
class HeatMap:
    """Up to twelve bids side by side; `bidders` as (rank, short name, address), `label` says which these are."""

    label: str
    bidders: tuple[tuple[str, str, str], ...]
    levels: tuple[HeatLevel, ...]


@dataclass(frozen=True, slots=True)
class PartLine:
    """One part of a calculation; `share` is what each of its group's parts counts ("0.7 × 1/3")."""

    name: str
    found: str
    value: Figure
    threshold: Figure
    reached: Figure
    share: str


@dataclass(frozen=True, slots=True)
class Calculation:
    """How one figure of the heat map comes about; `best` is the sentence on the unknowns, empty without any."""

    heading: str
    lines: tuple[PartLine, ...]
    target: str
    formula: str
    result: Figure
    best: str
    points: str
    questions: str
    questions_label: str
    close: str


@dataclass(frozen=True, kw_only=True)
class ComparisonPage(View):
    """The comparison of a lot (comparison/comparison.html)."""

    ranking: Ranking
    out: tuple[OutLine, ...]
    firm: Firm
    maps: tuple[HeatMap, ...]
    calculation: Calculation | None
    downloads: tuple[Link, ...]
    no_downloads: str
    caution: str
    digest: str
    back: str
