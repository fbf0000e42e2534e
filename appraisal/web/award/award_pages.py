"""The pages of a lot's award: where it stands, the recommendation, its approval, the letters, the award itself."""

from __future__ import annotations

from dataclasses import dataclass

from appraisal.web.machine.form import Form
from appraisal.web.parts import Fact, Link, Moment, Notice, Status, Step, View


@dataclass(frozen=True, slots=True)
class RankLine:
    """One bid in the comparison; `rank` is empty where it is not ranked, `note` says why it is out."""

    rank: str
    supplier: str
    fit: str
    knock_outs: Status
    risk: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class DecisionBlock:
    """One decision on record: what, by whom and when, with its reasons, and why it holds no more where it does not."""

    id: str
    heading: str
    status: Status
    what: str
    by: str
    departs: str = ""
    reasons: str = ""
    facts: tuple[Fact, ...] = ()


@dataclass(frozen=True, slots=True)
class EarlierLine:
    """A decision that a newer one replaced."""

    what: str
    by: str
    digest: str


@dataclass(frozen=True, kw_only=True)
class AwardPage(View):
    """How far the award of a lot is (buyer/award.html)."""

    next: Notice | None
    steps: tuple[Step, ...]
    ranking: tuple[RankLine, ...]
    says: str
    decisions: tuple[DecisionBlock, ...]
    earlier: tuple[EarlierLine, ...]
    facts: tuple[Fact, ...]
    acts: tuple[Link, ...]
    back: str


@dataclass(frozen=True, kw_only=True)
class ActPage(View):
    """What the pages of the four acts share; `facts` say what the act is bound to."""

    form: Form
    facts: tuple[Fact, ...]
    post: str
    back: str


@dataclass(frozen=True, kw_only=True)
class RecommendPage(ActPage):
    """The form of a recommendation beside the comparison that it rests on (buyer/award_recommend.html).

    `comparison` and `earlier` are the digests that are shown; `voids` says what an approval that holds would lose.
    """

    comparison: str
    earlier: str
    voids: str
    ranking: tuple[RankLine, ...]
    says: str


@dataclass(frozen=True, kw_only=True)
class ApprovePage(ActPage):
    """Exactly what the second officer approves (buyer/award_approve.html); the digests are what the form binds to."""

    recommendation: str
    comparison: str
    decision: DecisionBlock
    ranking: tuple[RankLine, ...]
    says: str


@dataclass(frozen=True, kw_only=True)
class NotifyPage(ActPage):
    """The standstill, with the end that it would have now, and the letters (buyer/award_notify.html).

    `ends` is the end that is shown, None while something is wrong with the days; `shown` is it as the form sends it.
    """

    approval: str
    shown: str
    first: str
    ends: Moment | None


@dataclass(frozen=True, kw_only=True)
class MakePage(ActPage):
    """Asked once more before the award becomes final (buyer/award_make.html)."""

    notice: str
    decision: DecisionBlock
