"""One bid of a comparison, and the answers behind one of its figures."""

from __future__ import annotations

from dataclasses import dataclass

from appraisal.web.comparison.comparison_pages import Figure, HeatCell, Mark
from appraisal.web.parts import Fact, View


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
    """One bid of a comparison (comparison/bidder.html); `clauses` are what its supplier commits to."""

    facts: tuple[Fact, ...]
    knock_outs: Mark
    profiles: tuple[ProfileColumn, ...]
    profiles_heading: str
    levels: tuple[BidderLevel, ...]
    sum: Figure
    clauses: tuple[str, ...]
    clauses_note: str
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
