"""The pages of moderation: a lot, a bid, a question, signals, closing, and questions to bidders."""

from __future__ import annotations

from dataclasses import dataclass

from appraisal.web.evaluation.evaluation_pages import ClarifiedLine, Known, Verdict
from appraisal.web.machine.form import Form
from appraisal.web.parts import Fact, Link, Notice, Status, View


@dataclass(frozen=True, slots=True)
class ModeratedBid:
    """One bid in moderation; without `href` the reader's own findings come first, and `note` says so."""

    name: str
    href: str
    status: Status
    agreed: str
    percent: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class DifferLine:
    """A question on which evaluators differ; `stake` in points of the bid's fit ("8.10"), `agreed` the consensus."""

    where: str
    text: str
    href: str
    knock_out: bool
    stake: str
    found: tuple[Verdict, ...]
    agreed: Verdict | None = None


@dataclass(frozen=True, slots=True)
class AgreementLine:
    """How far evaluators agree in one area: alpha as a figure or "–", and in words."""

    area: str
    alpha: str
    words: str
    compared: str
    note: str = ""


@dataclass(frozen=True, kw_only=True)
class ModerationPage(View):
    """A lot in moderation (moderation/moderation.html); `more` says how many disagreements are not listed here."""

    next: Notice | None
    bids: tuple[ModeratedBid, ...]
    differ: tuple[DifferLine, ...]
    more: str
    agreement: tuple[AgreementLine, ...]
    facts: tuple[Fact, ...]
    also: tuple[Link, ...]


@dataclass(frozen=True, slots=True)
class ModeratedLine:
    """One question of a bid with what is agreed on it, or what is still to be done."""

    id: str
    number: int
    text: str
    href: str
    agreed: Verdict | None
    todo: str = ""


@dataclass(frozen=True, slots=True)
class ModeratedArea:
    """The questions of one area of a bid; `words` is how many are agreed on."""

    id: str
    name: str
    words: str
    lines: tuple[ModeratedLine, ...]


@dataclass(frozen=True, kw_only=True)
class ModeratedBidPage(View):
    """One bid in moderation (moderation/bid.html); `accept` is the button that records what all agree on, if any."""

    next: Notice | None
    accept: str
    post: str
    differ: tuple[DifferLine, ...]
    alone: tuple[str, ...]
    agreement: tuple[AgreementLine, ...]
    areas: tuple[ModeratedArea, ...]
    facts: tuple[Fact, ...]
    files: tuple[Link, ...]
    back: str


@dataclass(frozen=True, kw_only=True)
class ModeratedQuestionPage(View):
    """One question of one bid with all findings side by side (moderation/question.html).

    Without `form` it can only be read, and `bar` says why. `versions` are what was recorded, newest first; `arrived`
    says that saving led here, so that the finding takes the focus.
    """

    found: tuple[Verdict, ...]
    stake: str
    known: Known
    form: Form | None
    bar: str
    versions: tuple[Verdict, ...]
    revision: str
    compares: str
    following: str
    back: str
    post: str
    arrived: bool = False


@dataclass(frozen=True, slots=True)
class SignalLine:
    """Something to look at twice: what it is in a word, one sentence, and where to look."""

    kind: str
    sentence: str
    links: tuple[Link, ...]


@dataclass(frozen=True, kw_only=True)
class SignalsPage(View):
    """The signals of a lot (moderation/signals.html)."""

    signals: tuple[SignalLine, ...]
    back: str


@dataclass(frozen=True, slots=True)
class MissingLine:
    """An area of a bid in which findings are missing, each with its number and address."""

    area: str
    questions: tuple[Link, ...]


@dataclass(frozen=True, slots=True)
class MissingBid:
    """What is missing on one bid before the evaluation can be closed."""

    name: str
    href: str
    awaited: str
    lines: tuple[MissingLine, ...]


@dataclass(frozen=True, kw_only=True)
class ClosePage(View):
    """The end of an evaluation (moderation/close.html); the form is there when nothing is missing."""

    missing: tuple[MissingBid, ...]
    form: Form | None
    facts: tuple[Fact, ...]
    post: str
    back: str


@dataclass(frozen=True, slots=True)
class QuestionedBidLine:
    """A bid with what its bidder was asked; `ask` leads to the page that asks, `unclear` counts what is unclear."""

    name: str
    unclear: str
    asked: tuple[ClarifiedLine, ...]
    ask: str = ""


@dataclass(frozen=True, kw_only=True)
class BidderQuestionsPage(View):
    """All questions to the bidders of a lot (moderation/bidder_questions.html)."""

    bids: tuple[QuestionedBidLine, ...]
    back: Link


@dataclass(frozen=True, slots=True)
class UnclearLine:
    """An unclear answer, and a link that chooses it for the question; `status` where a knock-out hangs on it."""

    where: str
    text: str
    answers: str
    href: str
    status: Status | None = None
    asked: str = ""


@dataclass(frozen=True, kw_only=True)
class AskBidderPage(View):
    """A question to a bidder on one of its unclear answers (moderation/ask_bidder.html); no `form`: none is unclear."""

    unclear: tuple[UnclearLine, ...]
    form: Form | None
    key: str
    post: str
    back: str
