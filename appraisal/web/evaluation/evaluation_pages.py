"""The pages of an evaluator: the lots on whose panels they are, interests, the own work, a bid, and a finding."""

from __future__ import annotations

from dataclasses import dataclass

from appraisal.web.machine.form import Form
from appraisal.web.parts import Fact, Link, Moment, Notice, Status, View


@dataclass(frozen=True, slots=True)
class Progress:
    """How many of a number are done; `percent` is for the bar, like "57%"."""

    label: str
    percent: str


@dataclass(frozen=True, slots=True)
class PanelLot:
    """A lot on whose panel the evaluator is, and the one thing to do next there."""

    title: str
    reference: str
    href: str
    status: Status
    note: str
    progress: Progress | None = None
    act: Link | None = None


@dataclass(frozen=True, kw_only=True)
class EvaluationPage(View):
    """Where an evaluator begins (evaluator/evaluation.html)."""

    lots: tuple[PanelLot, ...]


@dataclass(frozen=True, slots=True)
class InterestLine:
    """A supplier to declare on: with a form, or with what was declared when it stays as it is."""

    place: int
    supplier: str
    form: Form | None
    stated: Status | None = None
    note: str = ""


@dataclass(frozen=True, kw_only=True)
class InterestsPage(View):
    """The declaration of interests on every supplier (evaluator/interests.html); `first` before any is declared."""

    lines: tuple[InterestLine, ...]
    sign: Form | None
    first: bool
    post: str
    back: str = ""


@dataclass(frozen=True, slots=True)
class BidProgress:
    """One bid and how far the evaluator is with it."""

    name: str
    href: str
    status: Status
    progress: Progress


@dataclass(frozen=True, slots=True)
class AreaCell:
    """How far one area of one bid is; without `href` there is nothing to open."""

    bid: str
    words: str
    href: str = ""
    done: bool = False


@dataclass(frozen=True, slots=True)
class AreaRow:
    """One area across all bids."""

    name: str
    cells: tuple[AreaCell, ...]


@dataclass(frozen=True, kw_only=True)
class WorkPage(View):
    """An evaluator's own work on a lot (evaluator/work.html)."""

    next: Notice
    bids: tuple[BidProgress, ...]
    areas: tuple[AreaRow, ...]
    facts: tuple[Fact, ...] = ()
    also: tuple[Link, ...] = ()


@dataclass(frozen=True, slots=True)
class Verdict:
    """A finding in words; `who` is empty for the own one, `note` says when and under what."""

    who: str
    icon: str
    words: str
    reason: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class FindingLine:
    """One question of a bid with what was found; `missing` says what is still to be done on it."""

    id: str
    number: int
    text: str
    href: str
    own: Verdict | None
    missing: str = ""
    others: tuple[Verdict, ...] = ()
    agreed: Verdict | None = None
    differs: bool = False


@dataclass(frozen=True, slots=True)
class FindingArea:
    """The questions of one area."""

    id: str
    name: str
    words: str
    lines: tuple[FindingLine, ...]


@dataclass(frozen=True, kw_only=True)
class BidFindingsPage(View):
    """The own findings on one bid, to submit, and what others found after that (evaluator/bid.html)."""

    next: Notice | None
    areas: tuple[FindingArea, ...]
    form: Form | None
    post: str
    progress: tuple[Progress, ...]
    note: str = ""
    back: str


@dataclass(frozen=True, slots=True)
class ClaimLine:
    """What one respondent claims; `cite` is how a reason names it."""

    cite: str
    who: str
    answer: str
    comment: str = ""


@dataclass(frozen=True, slots=True)
class OfferedLine:
    """An item of evidence; `note` its size or that it is a link, `digest` its SHA-256 in short."""

    cite: str
    name: str
    href: str
    note: str
    digest: str = ""
    behind: str = ""


@dataclass(frozen=True, slots=True)
class ClarifiedLine:
    """A question to the bidder; `answer` is empty until it is answered, `note` says when or until when."""

    cite: str
    text: str
    answer: str
    note: str
    moment: Moment


@dataclass(frozen=True, slots=True)
class Known:
    """What is known of one question of one bid (components/known.html); `elsewhere` is other evidence of the bid."""

    claims: tuple[ClaimLine, ...]
    offered: tuple[OfferedLine, ...]
    elsewhere: tuple[OfferedLine, ...]
    clarified: tuple[ClarifiedLine, ...]
    looks_for: tuple[Fact, ...]


@dataclass(frozen=True, kw_only=True)
class FindingPage(View):
    """One question of one bid: what is known, and the evaluator's decision (evaluator/finding.html).

    Without `form` it can only be read: `own` is what was found. `typed` is what was sent and not taken, `arrived`
    that saving led here, so that the finding takes the focus.
    """

    known: Known
    form: Form | None
    own: Verdict | None = None
    typed: Verdict | None = None
    others: tuple[Verdict, ...] = ()
    agreed: Verdict | None = None
    revision: str = ""
    key: str = ""
    saved: str = ""
    compares: str = ""
    previous: str = ""
    following: str = ""
    progress: tuple[Progress, ...] = ()
    note: str = ""
    post: str
    arrived: bool = False
