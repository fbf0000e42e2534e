"""The pages of a supplier's team: its bids, one bid's tasks, team, evidence, indication and way up."""

from __future__ import annotations

from dataclasses import dataclass

from appraisal.web.machine.form import Form
from appraisal.web.parts import AddendumLine, Fact, Link, Moment, Notice, Step, Task, View


@dataclass(frozen=True, slots=True)
class TenderRow:
    """One tender that the supplier may bid for, with its lots and how the own bid stands as tasks."""

    title: str
    reference: str
    href: str
    deadline: Moment | None
    lots: tuple[Task, ...]
    note: str = ""


@dataclass(frozen=True, kw_only=True)
class BidsPage(View):
    """Everything the supplier takes part in or may take part in (supplier/bids.html)."""

    tenders: tuple[TenderRow, ...]


@dataclass(frozen=True, slots=True)
class LotOffer:
    """A lot that can be bid for; `start` is where a bid begins, `href` where the own bid already is."""

    number: int
    title: str
    service: str
    note: str
    preview: str = ""
    start: str = ""
    form: Form | None = None
    href: str = ""


@dataclass(frozen=True, kw_only=True)
class TenderPage(View):
    """A published tender as suppliers see it (supplier/tender.html)."""

    deadline: Moment
    steps: tuple[Step, ...]
    zone: str
    lots: tuple[LotOffer, ...]
    facts: tuple[Fact, ...]
    addenda: tuple[AddendumLine, ...] = ()
    questions: Link | None = None
    note: str = ""


@dataclass(frozen=True, slots=True)
class TaskGroup:
    """The areas of one maturity level as tasks."""

    level: int
    heading: str
    tasks: tuple[Task, ...]


@dataclass(frozen=True, slots=True)
class RespondentLine:
    """A respondent with how many of the own areas are completed."""

    name: str
    role: str
    progress: str


@dataclass(frozen=True, kw_only=True)
class BidPage(View):
    """One bid: a line for each process area, the team, the deadline (supplier/bid.html)."""

    next: Notice | None
    deadline: Moment
    groups: tuple[TaskGroup, ...]
    finish: tuple[Task, ...]
    answered: int
    asked: int
    answered_percent: str
    respondents: tuple[RespondentLine, ...]
    also: tuple[Link, ...]
    reuse: Form | None = None
    post_reuse: str = ""
    post_confirm: str = ""
    changed: str = ""


@dataclass(frozen=True, slots=True)
class MemberLine:
    """A member of a bid's team as the team page shows it; `areas` in words, `edit` where they are changed."""

    name: str
    role: str
    areas: str
    state: str
    edit: str = ""


@dataclass(frozen=True, kw_only=True)
class TeamPage(View):
    """Who answers what in a bid (supplier/team.html); `form` is given to those who may invite."""

    members: tuple[MemberLine, ...]
    form: Form | None
    post: str
    back: str


@dataclass(frozen=True, kw_only=True)
class MemberPage(View):
    """The role and areas of one member (supplier/member.html); `remove` is empty for oneself."""

    form: Form
    post: str
    remove: str
    back: str


@dataclass(frozen=True, slots=True)
class FileLine:
    """One file or link of a team's evidence."""

    id: str
    name: str
    href: str
    note: str
    digest: str
    remove: str = ""


@dataclass(frozen=True, kw_only=True)
class EvidencePage(View):
    """The files and links of one bid (supplier/evidence.html)."""

    files: tuple[FileLine, ...]
    room: str
    form: Form | None
    key: str
    post: str
    back: str


@dataclass(frozen=True, slots=True)
class CommitmentLine:
    """One commitment: the area, what will be done, by when and on which questions; `note` says what is wrong."""

    name: str
    text: str
    by: str
    about: str
    note: str = ""
    href: str = ""


@dataclass(frozen=True, kw_only=True)
class CommitmentsPage(View):
    """What a supplier will improve (supplier/commitments.html); `form` is given while more can be added."""

    lines: tuple[CommitmentLine, ...]
    form: Form | None
    new: str
    back: str


@dataclass(frozen=True, kw_only=True)
class CommitmentPage(View):
    """One commitment to write or change (supplier/commitment.html); `remove` is empty for a new one."""

    form: Form
    key: str
    post: str
    remove: str
    back: str


@dataclass(frozen=True, slots=True)
class IndicationLine:
    """One area of the own indicated profile against the requirement; `icon` is a symbol of the sprite."""

    name: str
    level: int
    required: str
    state: str
    reached: str
    words: str
    icon: str


@dataclass(frozen=True, kw_only=True)
class IndicationPage(View):
    """The own indicated profile against the requirement, for the team alone (supplier/indication.html)."""

    lines: tuple[IndicationLine, ...]
    facts: tuple[Fact, ...]
    back: str


@dataclass(frozen=True, slots=True)
class ImprovementStep:
    """One area to work on, with the questions that hold it back; `after` names the areas that come first."""

    name: str
    level: str
    wanted: str
    after: str
    points: tuple[tuple[str, str], ...]


@dataclass(frozen=True, kw_only=True)
class ImprovementPage(View):
    """What to improve first on the way to the next level, for the team alone (supplier/improvement.html)."""

    steps: tuple[ImprovementStep, ...]
    not_asked: str
    pdf: str
    back: str


@dataclass(frozen=True, slots=True)
class BuyerQuestion:
    """A question from the buyer after the opening; `form` is there while the reader can answer it.

    `about` is the question of the questionnaire, `resolves` says that the bid left it unknown, `meaning` what it turned
    out to be. `closed` says that no answer is expected any more, as the bid was taken out.
    """

    id: str
    number: int
    text: str
    about: str
    asked: Moment
    due: Moment
    form: Form | None
    resolves: bool
    answer: str
    meaning: str
    received: Moment | None
    note: str = ""
    closed: bool = False


@dataclass(frozen=True, kw_only=True)
class BuyerQuestionsPage(View):
    """What the buyer asked about a bid (supplier/buyer_questions.html).

    `late` says why an answer was not taken, and `typed` gives it back.
    """

    questions: tuple[BuyerQuestion, ...]
    late: str
    typed: str
    post: str
    back: str
