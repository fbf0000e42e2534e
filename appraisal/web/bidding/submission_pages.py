"""The pages between the answers and the receipt: what is unsettled, the check, the declaration, the receipt."""

from __future__ import annotations

from dataclasses import dataclass

from appraisal.web.machine.form import Form
from appraisal.web.parts import Fact, Link, Moment, Step, View


@dataclass(frozen=True, slots=True)
class VoiceLine:
    """What one respondent answered to a question."""

    who: str
    answer: str
    comment: str = ""


@dataclass(frozen=True, slots=True)
class UnsettledQuestion:
    """A question to which the team's answers differ, or that nobody could answer; `href` leads to it."""

    area: str
    number: int
    text: str
    kind: str
    voices: tuple[VoiceLine, ...]
    href: str


@dataclass(frozen=True, kw_only=True)
class UnsettledPage(View):
    """Contradictions and unknowns, to be settled with the colleagues (supplier/unsettled.html)."""

    questions: tuple[UnsettledQuestion, ...]
    back: str


@dataclass(frozen=True, slots=True)
class CheckLine:
    """One area on the page of answers: counts in words, and where to change them."""

    name: str
    counts: str
    evidence: str
    href: str
    blank: str = ""


@dataclass(frozen=True, kw_only=True)
class CheckPage(View):
    """All answers in short, their scope, and what keeps the bid from being submitted (supplier/check.html).

    `clauses` are what the supplier commits to as the buyer reads it, `commitments` is where that is changed.
    """

    deadline: Moment
    lines: tuple[CheckLine, ...]
    clauses: tuple[str, ...]
    commitments: str
    blocks: tuple[Link, ...]
    form: Form
    post: str
    back: str


@dataclass(frozen=True, kw_only=True)
class SubmitPage(View):
    """The declaration, the name that signs it off, and the act of submitting (supplier/submit.html)."""

    deadline: Moment
    facts: tuple[Fact, ...]
    form: Form
    key: str
    post: str
    back: str


@dataclass(frozen=True, slots=True)
class ReceiptFile:
    """One evidence file in a submitted bid."""

    name: str
    size: str
    digest: str


@dataclass(frozen=True, kw_only=True)
class ReceiptPage(View):
    """The confirmation of a received bid (supplier/receipt.html)."""

    reference: str
    received: Moment
    before: str
    signed_by: str
    version: str
    digest: str
    files: tuple[ReceiptFile, ...]
    pdf: str
    document: str
    next_steps: tuple[Step, ...]
    change: str
    withdraw: str = ""


@dataclass(frozen=True, kw_only=True)
class WithdrawPage(View):
    """Asked once more before a submitted bid is withdrawn (supplier/withdraw.html)."""

    form: Form
    post: str
    back: str
