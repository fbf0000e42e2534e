"""What a comparison says of each bid, from the answers to a question up to the recommendation."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING, Literal

from appraisal.core.profile import RequiredProfile, Requirement
from appraisal.core.response import Findings, Response, Supplier

if TYPE_CHECKING:
    from appraisal.core.robustness.results import Robustness

Gap = Literal["none", "minor", "major"]
Risk = Literal["none", "low", "medium", "high"]
Eligibility = Literal["meets", "unclear", "fails"]
Basis = Literal["declared", "verified", "mixed"]
FlagCode = Literal[
    "few-respondents",
    "many-unknown",
    "disagreement",
    "no-evidence",
    "na-not-allowed",
    "goal-without-backing",
    "straight-lining",
    "level-inversion",
    "finding-na",
    "counted-commitment",
]
RecommendationCode = Literal["all-fail", "clarification-needed", "tie", "mixed-basis"]

METHOD_VERSION = "1"


@dataclass(frozen=True, slots=True)
class Interval:
    """A value between its low end (every unknown a no) and its high end (every unknown a yes); exact."""

    low: Fraction
    high: Fraction


@dataclass(frozen=True, slots=True)
class Tally:
    """How the respondents answered one question; `unknown` holds don't-knows, blanks and each `na` not honoured."""

    yes: int = 0
    no: int = 0
    na: int = 0
    unknown: int = 0


@dataclass(frozen=True, slots=True)
class QuestionResult:
    """The share of one question, 0-1; None when the question is not applicable to the bid."""

    id: str
    tally: Tally
    finding: str | None
    share: Interval | None


@dataclass(frozen=True, slots=True)
class ComponentResult:
    """The value of one component, the mean of its questions' shares, against the threshold that the target sets."""

    id: str
    group: str
    threshold: Fraction
    value: Interval | None
    questions: tuple[QuestionResult, ...]


@dataclass(frozen=True, slots=True)
class AreaResult:
    """What one bid shows in one required area; state, fit, achievement and points are None when it is not applicable.

    `fit` and `achievement` lie in 0-1; `points` are 100 x weight x fit low / sum of the bid's applicable weights, so
    they add up to the bid's fit; `stake` is what the area could earn on the same scale. `components` are those that
    the target uses.
    """

    area: str
    requirement: Requirement
    applicable: bool
    state: str | None
    gap: Gap
    achievement: Interval | None
    fit: Interval | None
    points: Fraction | None
    stake: Fraction | None
    flags: tuple[FlagCode, ...]
    components: tuple[ComponentResult, ...]

    @property
    def met(self) -> Eligibility:
        """Whether the target is met, missed on any reading, or undecided; a not applicable area counts as met."""
        if self.fit is None or self.fit.low == 1:
            return "meets"
        return "fails" if self.fit.high < 1 else "unclear"

    @property
    def lost(self) -> Fraction:
        """The points, 0-100, that the area leaves unearned for certain or by its unknowns; 0 when not applicable."""
        return Fraction(0) if self.stake is None or self.points is None else self.stake - self.points

    @property
    def gain(self) -> Fraction:
        """The points among the lost that come back if every unknown answer turns out a yes."""
        return Fraction(0) if self.stake is None or self.fit is None else self.stake * (self.fit.high - self.fit.low)

    @property
    def open_questions(self) -> int:
        """How many of its questions have an unknown that could still change the figures."""
        shares = [question.share for component in self.components for question in component.questions]
        return sum(share is not None and share.low < share.high for share in shares)


@dataclass(frozen=True, slots=True)
class Flag:
    """Something a person should look at; never a reason to reject by itself. `area` is None for the whole bid."""

    code: FlagCode
    area: str | None
    message: str


@dataclass(frozen=True, slots=True)
class BidResult:
    """What the comparison says of one bid; `fit` is on the scale 0-100, `rank` is None when the bid is not ranked.

    `risk_areas` are the areas with a gap on the levels whose risk is the bid's risk, in the profile's order.
    """

    supplier: Supplier
    rank: int | None
    eligibility: Eligibility
    fit: Interval
    indicated_level: int | None
    risk: Risk
    risk_by_level: Mapping[int, Risk]
    risk_areas: tuple[str, ...]
    evidence_coverage: Fraction
    areas: tuple[AreaResult, ...]
    flags: tuple[Flag, ...]
    response: Response
    findings: Findings | None

    @property
    def knock_outs(self) -> tuple[AreaResult, ...]:
        """The mandatory areas, met or not, in the profile's order."""
        return tuple(area for area in self.areas if area.requirement.mandatory)

    @property
    def costly(self) -> tuple[AreaResult, ...]:
        """The areas that lose points, the most first; equal losses in the profile's order."""
        return tuple(sorted((area for area in self.areas if area.lost > 0), key=lambda area: -area.lost))

    @property
    def tally(self) -> Tally:
        """All answers to the asked questions, each respondent's counted."""
        tallies = [part.tally for area in self.areas for component in area.components for part in component.questions]
        return Tally(*(sum(getattr(each, kind) for each in tallies) for kind in ("yes", "no", "na", "unknown")))

    def gaps(self, kind: Gap) -> int:
        """How many areas have a gap of that kind."""
        return sum(area.gap == kind for area in self.areas)

    def fit_on(self, areas: Collection[str]) -> Fraction | None:
        """The official fit, 0-100, over the given areas alone; None when none of them is applicable."""
        those = [area for area in self.areas if area.area in areas]
        stake = sum((area.stake for area in those if area.stake is not None), Fraction(0))
        points = sum((area.points for area in those if area.points is not None), Fraction(0))
        return 100 * points / stake if stake else None


@dataclass(frozen=True, slots=True)
class Recommendation:
    """Who is recommended, or None with the code of the reason; `reason` is a sentence for people."""

    supplier: str | None
    code: RecommendationCode | None
    reason: str


@dataclass(frozen=True, slots=True)
class Comparison:
    """All bids against one profile: the ranked in rank order, then those that fail by fit."""

    profile: RequiredProfile
    bids: tuple[BidResult, ...]
    basis: Basis
    recommendation: Recommendation
    robustness: Robustness | None = None

    @property
    def ranked(self) -> tuple[BidResult, ...]:
        return tuple(bid for bid in self.bids if bid.rank is not None)

    @property
    def competing(self) -> tuple[BidResult, ...]:
        """The bids that compete for rank 1: the ranked ones in the best eligibility class present."""
        ranked = self.ranked
        return tuple(bid for bid in ranked if bid.eligibility == ranked[0].eligibility)
