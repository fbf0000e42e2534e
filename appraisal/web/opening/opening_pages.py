"""The opening of bids: lots to open, the reports of those opened, and the evidence of an opened bid."""

from __future__ import annotations

from dataclasses import dataclass

from appraisal.web.machine.form import Form
from appraisal.web.parts import Link, Status, View


@dataclass(frozen=True, slots=True)
class OpeningLot:
    """One lot at the opening: who may open it, whose part is in, and what may be done now."""

    number: int
    title: str
    state: Status
    parts: tuple[str, ...]
    post: str = ""
    form: Form | None = None
    emergency: str = ""


@dataclass(frozen=True, slots=True)
class OpenedBid:
    """One version of a bid in the opening report; `evidence` counts its files, for those who may read them."""

    supplier: str
    receipt: str
    received: str
    state: str
    digest: str
    download: str = ""
    evidence: Link | None = None


@dataclass(frozen=True, slots=True)
class OpenedLot:
    """One opened lot in the opening report; `comparison` is empty for those to whom it is not shown."""

    number: int
    title: str
    opened: str
    by: str
    way: str
    bids: tuple[OpenedBid, ...]
    digest: str
    pdf: str
    comparison: str = ""


@dataclass(frozen=True, kw_only=True)
class OpeningPage(View):
    """The opening: lots to open, and the reports of those opened (buyer/opening.html)."""

    lots: tuple[OpeningLot, ...]
    opened: tuple[OpenedLot, ...]
    back: str


@dataclass(frozen=True, kw_only=True)
class EmergencyPage(View):
    """A recovery half from paper, and why it is needed (buyer/emergency.html)."""

    form: Form
    post: str
    back: str


@dataclass(frozen=True, slots=True)
class EvidenceItem:
    """A file or link that a bid names: its size or "link", by how many answers, its SHA-256 or its address."""

    name: str
    href: str
    size: str
    named: str
    digest: str
    note: str = ""


@dataclass(frozen=True, kw_only=True)
class OpenedEvidencePage(View):
    """What an opened bid names as evidence (buyer/opened_evidence.html)."""

    items: tuple[EvidenceItem, ...]
    back: str
