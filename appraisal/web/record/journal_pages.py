"""The auditor's pages: the journal, who saw what, documents, the time sheet of receipts."""

from __future__ import annotations

from dataclasses import dataclass

from appraisal.web.machine.form import Form
from appraisal.web.parts import Fact, Link, Moment, Notice, View


@dataclass(frozen=True, slots=True)
class EntryLine:
    """One entry: its hour, what was done in words, by whom; `place` is "Entry 224", or "" where it is not told."""

    id: str
    at: Moment
    words: str
    who: str
    place: str
    digest: str
    href: str
    refused: bool = False
    tender: str = ""


@dataclass(frozen=True, slots=True)
class JournalDay:
    """The entries of one day, the newest first; `anchor` is the id of its heading."""

    anchor: str
    name: str
    entries: tuple[EntryLine, ...]


@dataclass(frozen=True, slots=True)
class Chain:
    """Whether the chain is unbroken, in words, with what can be compared outside."""

    heading: str
    words: str
    is_broken: bool
    facts: tuple[Fact, ...]


@dataclass(frozen=True, kw_only=True)
class JournalPage(View):
    """A tender's journal by day (auditor/journal.html); `earlier` and `later` lead to the pages beside this one."""

    form: Form
    action: str
    days: tuple[JournalDay, ...]
    shown: str
    earlier: str
    later: str
    chain: Chain
    links: tuple[Link, ...]
    sealed: str = ""


@dataclass(frozen=True, slots=True)
class AuditedTender:
    """A tender with the pages about it."""

    title: str
    reference: str
    stage: str
    links: tuple[Link, ...]


@dataclass(frozen=True, kw_only=True)
class JournalsPage(View):
    """Every tender's journal, the search over all of them, and the chain (auditor/journals.html)."""

    form: Form
    tenders: tuple[AuditedTender, ...]
    found: tuple[EntryLine, ...] | None
    chain: Chain


@dataclass(frozen=True, kw_only=True)
class EntryPage(View):
    """One entry with all that its digest covers (auditor/entry.html)."""

    facts: tuple[Fact, ...]
    body: str
    checks: tuple[str, ...]
    back: str


@dataclass(frozen=True, slots=True)
class PersonLooks:
    """What one person saw or tried to see, in order."""

    anchor: str
    who: str
    entries: tuple[EntryLine, ...]


@dataclass(frozen=True, kw_only=True)
class LooksPage(View):
    """Who saw what when (auditor/looks.html)."""

    people: tuple[PersonLooks, ...]
    back: str


@dataclass(frozen=True, slots=True)
class DocumentLine:
    """One version of a document."""

    kind: str
    lot: str
    version: str
    at: Moment
    by: str
    digest: str
    note: str
    href: str = ""


@dataclass(frozen=True, kw_only=True)
class DocumentsPage(View):
    """Each document with its digest and versions (auditor/documents.html)."""

    documents: tuple[DocumentLine, ...]
    sealed: tuple[Notice, ...]
    back: str


@dataclass(frozen=True, slots=True)
class ReceiptRow:
    """One version of a bid on the time sheet."""

    receipt: str
    supplier: str
    version: int
    received: Moment
    stored: Moment
    difference: str
    state: str


@dataclass(frozen=True, slots=True)
class ReceiptSheet:
    """The time sheet of one lot; `rows` is None while its bids are sealed."""

    anchor: str
    heading: str
    rows: tuple[ReceiptRow, ...] | None
    note: str


@dataclass(frozen=True, kw_only=True)
class ReceiptsPage(View):
    """When bids were received and stored (auditor/receipts.html)."""

    sheets: tuple[ReceiptSheet, ...]
    back: str
