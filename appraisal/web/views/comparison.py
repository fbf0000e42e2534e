"""The comparison of a lot's bids: ranking, firmness, heat map, calculations, one bidder, what-if."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from appraisal.web.views.parts import Fact, Link, Status, View

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


@dataclass(frozen=True, slots=True)
class Table:
    """Figures in rows and columns: `heads` as (words, is a figure); the first cell of a row names it."""

    caption: str
    heads: tuple[tuple[str, bool], ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class CheckBlock:
    """One of the eight checks: what it looks at, what it found, and its figures."""

    id: str
    heading: str
    about: str
    says: str
    tables: tuple[Table, ...] = ()


@dataclass(frozen=True, kw_only=True)
class FirmnessPage(View):
    """The eight checks of a ranking (comparison/firmness.html)."""

    checks: tuple[CheckBlock, ...]
    digest: str
    back: str


@dataclass(frozen=True, slots=True)
class ProfileColumn:
    """One profile of a bid, such as the declared one; `totals` are its facts as (label, value, exact)."""

    name: str
    note: str
    totals: tuple[tuple[str, Figure], ...]


@dataclass(frozen=True, slots=True)
class BidderArea:
    """One area of a bid: a cell for each profile, then the points that it earns of what it could."""

    name: str
    share: str
    knock_out: bool
    required: str
    cells: tuple[HeatCell, ...]
    points: Figure
    stake: str


@dataclass(frozen=True, slots=True)
class BidderLevel:
    """The areas of one level of a bid, with its process risk."""

    level: int
    heading: str
    risk: str
    areas: tuple[BidderArea, ...]


@dataclass(frozen=True, slots=True)
class CostLine:
    """An area that loses points: "−4.00", the bar relative to the largest ("75%"), what could be won back."""

    name: str
    lost: Figure
    bar: str
    note: str
    href: str


@dataclass(frozen=True, slots=True)
class FlagLine:
    """A kind of thing to look at, with each place where it is seen."""

    name: str
    messages: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class BidderPage(View):
    """One bid of a comparison (comparison/bidder.html)."""

    facts: tuple[Fact, ...]
    knock_outs: Mark
    profiles: tuple[ProfileColumn, ...]
    profiles_heading: str
    levels: tuple[BidderLevel, ...]
    sum: Figure
    costs: tuple[CostLine, ...]
    costs_note: str
    flags: tuple[FlagLine, ...]
    back: str


@dataclass(frozen=True, slots=True)
class VoiceLine:
    """What one respondent answered, with comment and evidence."""

    who: str
    answer: str
    comment: str = ""
    evidence: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class AskedLine:
    """A question to the bidder after the opening, with the answer."""

    cite: str
    text: str
    answer: str


@dataclass(frozen=True, slots=True)
class AnsweredQuestion:
    """One question down to its answers: the claim, what was agreed and why, and the share it gives."""

    id: str
    text: str
    voices: tuple[VoiceLine, ...]
    claim: str
    finding: str
    reason: str
    by: str
    share: Figure
    asked: tuple[AskedLine, ...] = ()


@dataclass(frozen=True, slots=True)
class AnsweredPart:
    """One part of an area with its questions."""

    heading: str
    questions: tuple[AnsweredQuestion, ...]


@dataclass(frozen=True, kw_only=True)
class AnswersPage(View):
    """The answers and findings behind one figure (comparison/answers.html)."""

    parts: tuple[AnsweredPart, ...]
    facts: tuple[Fact, ...]
    back: str


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
