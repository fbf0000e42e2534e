"""What a bidder is told after the evaluation: the own findings and scores, and what the winner did better, by area."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from fractions import Fraction
from typing import Literal

from appraisal.core.comparison import AreaResult, BidResult, Eligibility, Interval, QuestionResult, Tally
from appraisal.core.profile import RequiredProfile, Target
from appraisal.core.standstill import Standstill

Outcome = Literal["award", "none"]


@dataclass(frozen=True, slots=True)
class DebriefFinding:
    """One asked question: what the bidder's people answered, and what was found, and why.

    `value` is F, L, P, N or NA; it and the reason are empty where the answers counted as they were declared.
    """

    question: str
    text: str
    tally: Tally
    value: str
    reason: str


@dataclass(frozen=True, slots=True)
class DebriefArea:
    """One required area. Fits lie in 0-1, points and stake in 0-100; of the winner only figures are told.

    `winner_*` are None to the winner, and where nobody won.
    """

    id: str
    name: str
    level: int
    target: Target
    mandatory: bool
    met: Eligibility
    applicable: bool
    state: str | None
    fit: Fraction | None
    points: Fraction | None
    stake: Fraction | None
    winner_state: str | None
    winner_fit: Fraction | None
    winner_points: Fraction | None
    findings: tuple[DebriefFinding, ...]

    @property
    def behind(self) -> Fraction:
        """By how many points of 100 the winner is ahead in this area; 0 where it is not."""
        if self.points is None or self.winner_points is None:
            return Fraction(0)
        return max(Fraction(0), self.winner_points - self.points)


@dataclass(frozen=True, slots=True)
class Debrief:
    """A letter to one bidder. `out` is "withdrawn" or "excluded" for a bid that left the competition, else "".

    `rank` counts among `ranked` bids; `fit` and `winner_fit` are on the scale 0-100 and None where there is none.
    `grounds` are the reasons of the decision, or why the bid is out; nothing here stems from another bidder's answers.
    """

    reference: str
    title: str
    buyer: str
    lot: int
    lot_title: str
    zone: str
    written: datetime
    supplier: str
    receipt: str
    outcome: Outcome
    winner: str
    is_winner: bool
    grounds: str
    out: str
    rank: int | None
    ranked: int
    bids: int
    eligibility: Eligibility | None
    fit: Interval | None
    winner_fit: Interval | None
    use: str
    standstill: Standstill | None
    comparison: str
    contact: str
    areas: tuple[DebriefArea, ...] = ()

    @property
    def advantages(self) -> tuple[DebriefArea, ...]:
        """The areas in which the winner is ahead, the most points first."""
        return tuple(sorted((area for area in self.areas if area.behind), key=lambda area: -area.behind))


def debrief_areas(
    profile: RequiredProfile, own: BidResult, winner: BidResult | None, reasons: Mapping[str, str]
) -> tuple[DebriefArea, ...]:
    """The required areas of one bid in the profile's order, beside the winner's figures where another one won."""
    theirs = {area.area: area for area in winner.areas} if winner and winner.supplier.id != own.supplier.id else {}
    return tuple(_area(profile, area, theirs.get(area.area), reasons) for area in own.areas)


def _area(
    profile: RequiredProfile, own: AreaResult, winner: AreaResult | None, reasons: Mapping[str, str]
) -> DebriefArea:
    area = profile.model.area_by_id[own.area]
    texts = {question.id: question.text for _, question in area.questions()}
    return DebriefArea(
        id=own.area,
        name=area.name,
        level=area.level,
        target=own.requirement.target,
        mandatory=own.requirement.mandatory,
        met=own.met,
        applicable=own.applicable,
        state=own.state,
        fit=own.fit.low if own.fit else None,
        points=own.points,
        stake=own.stake,
        winner_state=winner.state if winner else None,
        winner_fit=winner.fit.low if winner and winner.fit else None,
        winner_points=winner.points if winner else None,
        findings=tuple(
            _finding(part, texts[part.id], reasons) for component in own.components for part in component.questions
        ),
    )


def _finding(part: QuestionResult, text: str, reasons: Mapping[str, str]) -> DebriefFinding:
    reason = reasons.get(part.id, "") if part.finding else ""
    return DebriefFinding(part.id, text, part.tally, part.finding or "", reason)
