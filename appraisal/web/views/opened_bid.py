"""The pages about one opened bid, for the buyer's people."""

from __future__ import annotations

from dataclasses import dataclass

from appraisal.web.views.parts import View


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
