"""The pages of papers and long work: letters to bidders, the evaluation report, and how far a pack of papers is."""

from __future__ import annotations

from dataclasses import dataclass

from appraisal.web.machine.form import Form
from appraisal.web.parts import Fact, Link, Moment, Status, View


@dataclass(frozen=True, slots=True)
class FoundLine:
    """One question of a letter: what was answered, what was found, and why."""

    text: str
    answered: str
    found: str
    reasons: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class LetterArea:
    """One area of a letter; `winner` is empty where nobody else won."""

    id: str
    name: str
    required: str
    shown: str
    points: str
    winner: str
    findings: tuple[FoundLine, ...]


@dataclass(frozen=True, kw_only=True)
class LetterPage(View):
    """A letter to a bidder on a page (supplier/debrief.html); `ends` is the standstill's last moment."""

    facts: tuple[Fact, ...]
    grounds: tuple[str, ...]
    advantage: str
    advantages: tuple[str, ...]
    areas: tuple[LetterArea, ...]
    has_winner: bool
    steps: tuple[str, ...]
    ends: Moment | None
    pdf: str
    digest: str


@dataclass(frozen=True, slots=True)
class LetterLine:
    """One letter in the list."""

    supplier: str
    words: str
    href: str
    pdf: str
    digest: str


@dataclass(frozen=True, kw_only=True)
class LettersPage(View):
    """The letters of a lot and packs of its papers (buyer/letters.html); `packs` are (kind, words) to be made."""

    letters: tuple[LetterLine, ...]
    packs: tuple[tuple[str, str], ...]
    post: str


@dataclass(frozen=True, kw_only=True)
class JobPage(View):
    """How far a long piece of work is (buyer/job.html); `download` is empty until it is done."""

    status: Status
    running: bool
    made: int
    of: int
    words: str
    begun: Moment
    cancel: str
    download: str
    size: str
    back: Link


@dataclass(frozen=True, slots=True)
class ReportSection:
    """One section: `field` names the form's field where an officer writes it, else its paragraphs are shown."""

    id: str
    title: str
    paragraphs: tuple[str, ...]
    field: str = ""
    missing: bool = False


@dataclass(frozen=True, kw_only=True)
class ReportPage(View):
    """The evaluation report (buyer/report.html); without `post` it is read only."""

    sections: tuple[ReportSection, ...]
    form: Form
    status: Status
    missing: tuple[Link, ...]
    version: int
    post: str
    closed: tuple[Fact, ...]
    downloads: tuple[Link, ...]
    redact: str


@dataclass(frozen=True, slots=True)
class PassageRow:
    """A row for one passage to black out."""

    number: int
    section: str = ""
    quote: str = ""
    ground: str = ""


@dataclass(frozen=True, kw_only=True)
class RedactionPage(View):
    """Blacking out passages of the closed report (buyer/redaction.html); `choices` are (id, title) of its sections."""

    rows: tuple[PassageRow, ...]
    choices: tuple[tuple[str, str], ...]
    sections: tuple[ReportSection, ...]
    report: str
    post: str
    back: str
