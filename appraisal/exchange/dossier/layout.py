"""Where things stand in a dossier: paths below `data/`, and the index that says what is compared with what."""

from __future__ import annotations

import re
from dataclasses import dataclass

from appraisal.core.errors import InvalidInput, Problem
from appraisal.exchange.reading import Reading
from appraisal.exchange.shape import Shape
from appraisal.exchange.text import load_json
from appraisal.exchange.value import LARGEST_WHOLE

FORMAT = "appraisal-dossier/1"
EXTRACT_FORMAT = "appraisal-dossier-extract/1"
INDEX = "dossier.json"
EXTRACT_INDEX = "extract.json"
JOURNAL = "journal.jsonl"
PEOPLE = "people.json"
INVITATIONS = "invitations.json"
CLARIFICATIONS = "clarifications.json"
TABLES = "tables.sqlite"
README = "README.txt"
VERIFY = "VERIFY.txt"
SEAL = "seal.sig"
PUBLIC_KEY = "seal.pem"
TIME_STAMP = "seal.tsr"
LIMIT = 16 * 1024 * 1024

_HEX = re.compile(r"[0-9a-f]{64}")
_NEWER = re.compile(r"appraisal-dossier(?:-extract)?/[1-9][0-9]{0,5}")


@dataclass(frozen=True, slots=True)
class ComparedBid:
    """A bid that the comparison ranks: its response, and the findings on it where there are any, by path."""

    supplier: str
    response: str
    findings: str | None


@dataclass(frozen=True, slots=True)
class LotIndex:
    """A lot; `comparison` is None where nothing is compared."""

    number: int
    title: str
    model: str
    profile: str
    opening: str | None
    comparison: str | None
    compared: tuple[ComparedBid, ...]


@dataclass(frozen=True, slots=True)
class Index:
    """What a dossier is of; `entries` and `head` are where its chain ends, `fingerprint` is the seal's key.

    `gaps` are the entries, from first to last, of which the chain is not told: bids on a tender that was cancelled
    later were sealed then.
    """

    reference: str
    title: str
    buyer: str
    tender: str
    stage: str
    entries: int
    head: str
    gaps: tuple[tuple[int, int], ...]
    fingerprint: str
    lots: tuple[LotIndex, ...]

    def document(self) -> dict[str, object]:
        """The index as `appraisal-dossier/1`."""
        return {
            "format": FORMAT,
            "reference": self.reference,
            "title": self.title,
            "buyer": self.buyer,
            "tender": self.tender,
            "stage": self.stage,
            "journal": {"entries": self.entries, "head": self.head, "gaps": [list(gap) for gap in self.gaps]},
            "seal": self.fingerprint,
            "lots": [_lot_document(lot) for lot in self.lots],
        }


def parse_index(source: str, data: bytes) -> Index:
    """The index from its file.

    Raises:
        InvalidInput: with every problem of the file; a newer format than this version knows is one.
    """
    raw = load_json(source, data, LIMIT)
    refuse_format(source, raw, FORMAT)
    reading = Reading(source, raw)
    top = Shape.of(reading)
    top.raw("format")
    journal = top.table("journal")
    index = Index(
        reference=top.line("reference"),
        title=top.line("title"),
        buyer=top.line("buyer"),
        tender=top.line("tender"),
        stage=top.line("stage"),
        entries=journal.whole("entries"),
        head=hexadecimal(journal, "head"),
        gaps=_gaps(journal),
        fingerprint=hexadecimal(top, "seal"),
        lots=tuple(_lot(lot) for lot in top.entries("lots")),
    )
    journal.refuse_others()
    top.refuse_others()
    reading.finish()
    return index


def refuse_format(source: str, raw: object, known: str) -> None:
    """Go on only with the format that this version knows.

    Raises:
        InvalidInput: another format, of a newer version or of something else.
    """
    told = raw.get("format") if isinstance(raw, dict) else None
    if told != known:
        refuse_newer(source, raw, known)
        raise InvalidInput(source, [Problem("format", "is not that of a dossier", f"expected {known}")])


def refuse_newer(source: str, raw: object, known: str) -> None:
    """Go on with anything but a version of a dossier's format that this version does not know.

    Raises:
        InvalidInput: the format is such a one.
    """
    told = raw.get("format") if isinstance(raw, dict) else None
    if isinstance(told, str) and told != known and _NEWER.fullmatch(told):
        wrong = f"is of the format {told}, which this version does not know"
        raise InvalidInput(source, [Problem("format", wrong, f"expected {known}, or a newer version of appraisal")])


def hexadecimal(shape: Shape, key: str) -> str:
    """A SHA-256 in 64 hexadecimal digits."""
    value = shape.line(key)
    if value and not _HEX.fullmatch(value):
        shape.note(key, "is not a SHA-256", "expected 64 digits and letters a-f in lower case")
    return value


def _gaps(journal: Shape) -> tuple[tuple[int, int], ...]:
    """From which entry to which nothing is told of the chain."""
    found: list[tuple[int, int]] = []
    raw = journal.raw("gaps")
    for gap in raw if isinstance(raw, list) else [raw]:
        first, last = gap if isinstance(gap, list) and len(gap) == 2 else (0, 0)
        whole = all(isinstance(end, int) and not isinstance(end, bool) for end in (first, last))
        if not whole or not 1 <= first <= last <= LARGEST_WHOLE:
            journal.note("gaps", "holds what is no gap", "expected pairs of a first and a last entry")
            return ()
        found.append((first, last))
    return tuple(found)


def _lot(lot: Shape) -> LotIndex:
    found = LotIndex(
        number=lot.whole("number", low=1),
        title=lot.line("title"),
        model=lot.line("model"),
        profile=lot.line("profile"),
        opening=_maybe(lot, "opening"),
        comparison=_maybe(lot, "comparison"),
        compared=tuple(_compared(bid) for bid in lot.entries("compared")),
    )
    lot.refuse_others()
    return found


def _compared(bid: Shape) -> ComparedBid:
    found = ComparedBid(bid.line("supplier"), bid.line("response"), _maybe(bid, "findings"))
    bid.refuse_others()
    return found


def _maybe(shape: Shape, key: str) -> str | None:
    """A line, or None where null stands."""
    return None if shape.has(key) and shape.values[key] is None else shape.line(key)


def _lot_document(lot: LotIndex) -> dict[str, object]:
    return {
        "number": lot.number,
        "title": lot.title,
        "model": lot.model,
        "profile": lot.profile,
        "opening": lot.opening,
        "comparison": lot.comparison,
        "compared": [
            {"supplier": bid.supplier, "response": bid.response, "findings": bid.findings} for bid in lot.compared
        ],
    }
