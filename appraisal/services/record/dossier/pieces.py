"""What a dossier is made of: pieces, each a file to come, and the tender that they are gathered from."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from appraisal.core.comparison import Comparison
from appraisal.core.debrief import Debrief
from appraisal.core.evaluation_report import EvaluationReport
from appraisal.core.opening import OpeningReport
from appraisal.core.policy import Actor
from appraisal.core.tendering import Lot, Tender
from appraisal.exchange.canonical_json import canonical
from appraisal.services.toolkit import Kit

REGISTER_FORMAT = "appraisal-register/1"


class Printers(Protocol):
    """Who prints the papers of a dossier; layout is not for the acts."""

    def scorecard(self, comparison: Comparison, comparison_json: bytes) -> bytes:
        """The scorecard as PDF/A with the comparison's file inside."""

    def opening_report(self, report: OpeningReport) -> bytes:
        """The opening report as PDF/A."""

    def evaluation_report(self, report: EvaluationReport) -> bytes:
        """The evaluation report, or its redacted version, as PDF/A."""

    def letter(self, letter: Debrief, digest: str, head: str) -> bytes:
        """A letter to a bidder as PDF/A."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A file of the payload: its path, its content once it is asked for, and the bytes it is expected to have."""

    path: str
    blocks: Callable[[], Iterable[bytes]]
    size: int = 0


@dataclass(frozen=True, slots=True)
class Subject:
    """The tender that a dossier is of, for whom it is built, and who prints."""

    kit: Kit
    actor: Actor
    tender: Tender
    printers: Printers

    @property
    def is_open(self) -> bool:
        """Whether its bids were opened; else nothing goes into the dossier that tells who bids or asks."""
        return self.tender.course.opened is not None

    @property
    def lots(self) -> tuple[Lot, ...]:
        """The tender's lots."""
        return self.tender.lots


Family = Callable[[Subject], Iterator[Piece]]
"""Gives the pieces of one kind of document."""


def document(path: str, content: Mapping[str, object]) -> Piece:
    """A document as canonical JSON, so that the digest of the file is that of the document."""
    return Piece(path, lambda: [canonical(dict(content))])


def register(path: str, name: str, rows: Sequence[Mapping[str, object]]) -> Piece:
    """A list of equal things as a document: it becomes the table of this name."""
    return document(path, {"format": REGISTER_FORMAT, "register": name, "rows": [dict(row) for row in rows]})


def text(path: str, content: str | bytes) -> Piece:
    """A file that stands in the store as it goes into the dossier."""
    data = content.encode() if isinstance(content, str) else content
    return Piece(path, lambda: [data], len(data))


def of_lot(lot: Lot, path: str) -> str:
    """The path of a document of a lot."""
    return f"lots/{lot.number}/{path}"


def utc(moment: datetime | None) -> str | None:
    """A moment as documents write it."""
    return moment.isoformat(timespec="microseconds") if moment else None
