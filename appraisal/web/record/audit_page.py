"""A tender's papers in words for the auditor: looks by person, documents, the time sheet of receipts."""

from __future__ import annotations

from datetime import datetime, timedelta

from appraisal.core.tendering import Tender
from appraisal.services.record.audit import Line
from appraisal.services.record.audit_sheets import Document, LotReceipts, ReceiptLine
from appraisal.web.parts import Notice
from appraisal.web.record.journal_page import entry, trail
from appraisal.web.record.journal_pages import (
    DocumentLine,
    DocumentsPage,
    LooksPage,
    PersonLooks,
    ReceiptRow,
    ReceiptSheet,
    ReceiptsPage,
)
from appraisal.web.times import moment


def looks_page(tender: Tender, found: dict[str, list[Line]], now: datetime) -> LooksPage:
    """Who saw what when."""
    zone = tender.zone
    return LooksPage(
        title="Who saw what when",
        heading="Who saw what when",
        eyebrow=f"Tender {tender.reference}",
        lede="Downloads of opened bids and papers, and attempts that were refused, by person.",
        trail=trail(tender),
        people=tuple(
            PersonLooks(
                f"p{place}", who, tuple(entry(line, zone, now, 1000 * place + at) for at, line in enumerate(lines))
            )
            for place, (who, lines) in enumerate(found.items(), 1)
        ),
        back=f"/journal/{tender.id}",
    )


def documents_page(tender: Tender, found: list[Document], now: datetime) -> DocumentsPage:
    """Each document with its digest and versions."""
    return DocumentsPage(
        title="Documents and digests",
        heading="Documents and digests",
        eyebrow=f"Tender {tender.reference}",
        lede="Each version of each document, with the SHA-256 that the journal names it by.",
        trail=trail(tender),
        documents=tuple(_document(tender, one, now) for one in found),
        sealed=tuple(
            Notice(f"Lot {lot.number} is not opened", "Its bids are left out, and how many there are.")
            for lot in tender.lots
            if lot.opened is None
        ),
        back=f"/journal/{tender.id}",
    )


def receipts_page(tender: Tender, sheets: list[LotReceipts], now: datetime) -> ReceiptsPage:
    """When bids were received and stored, lot by lot."""
    return ReceiptsPage(
        title="Time sheet of receipts",
        heading="Time sheet of receipts",
        eyebrow=f"Tender {tender.reference}",
        lede="When the last byte of each version came, and when it was stored. The time of receipt decides.",
        trail=trail(tender),
        sheets=tuple(_sheet(tender, one, now) for one in sheets),
        back=f"/journal/{tender.id}",
    )


def _document(tender: Tender, one: Document, now: datetime) -> DocumentLine:
    is_report = one.kind == "Opening report" and tender.purged is None
    return DocumentLine(
        kind=one.kind,
        lot=str(one.lot) if one.lot else "",
        version=one.version,
        at=moment(one.at, tender.zone, now, seconds=True, year=True),
        by=one.by,
        digest=one.digest.removeprefix("sha256:"),
        note=one.note,
        href=f"/tenders/{tender.id}/lots/{one.lot}/opening.pdf" if is_report else "",
    )


def _sheet(tender: Tender, one: LotReceipts, now: datetime) -> ReceiptSheet:
    zone, note = tender.zone, ""
    if one.receipts is None and tender.cancelled:
        note = "The tender was cancelled, so its bids stay sealed, and how many there were."
    elif one.receipts is None and tender.timetable:
        opens = moment(tender.timetable.opens_from, zone, now)
        note = f"Sealed until the opening, from {opens.words} {opens.zone} on. How many bids came in is told then."
    elif one.receipts is None:
        note = "The tender is not published yet."
    return ReceiptSheet(
        anchor=f"lot-{one.number}",
        heading=f"Lot {one.number}, {one.title}",
        rows=None if one.receipts is None else tuple(_row(line, zone, now) for line in one.receipts),
        note=note,
    )


def _row(line: ReceiptLine, zone: str, now: datetime) -> ReceiptRow:
    state = "Counts" if line.counts else "Does not count"
    if line.withdrawn:
        state = f"Withdrawn {moment(line.withdrawn, zone, now, seconds=True, year=True).words}"
    return ReceiptRow(
        receipt=line.receipt,
        supplier=line.supplier,
        version=line.version,
        received=moment(line.received, zone, now, seconds=True, year=True),
        stored=moment(line.stored, zone, now, seconds=True, year=True),
        difference=seconds(line.stored - line.received),
        state=state,
    )


def seconds(passed: timedelta) -> str:
    """A short time to the millisecond.

    >>> seconds(timedelta(seconds=1, microseconds=2499))
    '1.002 s'
    """
    return f"{passed.total_seconds():.3f} s"
