"""The opening report as a PDF: who bid, when it was received, what was withdrawn, and the digests."""

from __future__ import annotations

from dataclasses import dataclass

from appraisal.reports.statement import Listing, Statement, statement_pdf


@dataclass(frozen=True, slots=True)
class OpenedBid:
    """One version of a bid, in words; `digest` is that of the response where it was opened, else of what was stored."""

    supplier: str
    receipt: str
    received: str
    state: str
    digest: str


@dataclass(frozen=True, slots=True)
class PrintedOpening:
    """What the report says, in words."""

    tender: str
    lot: str
    deadline: str
    opened: str
    officers: str
    way: str
    digest: str
    bids: tuple[OpenedBid, ...]


def opening_pdf(opening: PrintedOpening) -> bytes:
    """The report as a PDF, the same bytes for the same report."""
    return statement_pdf(
        Statement(
            over=opening.tender,
            title="Opening report",
            lead=opening.lot,
            facts=(
                ("Deadline for bids", opening.deadline),
                ("Opened", opening.opened),
                ("By", opening.officers),
                ("How", opening.way),
                ("Digest of the report", opening.digest),
            ),
            lists=(
                Listing(
                    "Bids in the order of their receipt",
                    (("Supplier", 0.2), ("Receipt", 0.17), ("Received", 0.22), ("State", 0.13), ("SHA-256", 0.28)),
                    tuple((bid.supplier, bid.receipt, bid.received, bid.state, bid.digest) for bid in opening.bids),
                    "No bid was received.",
                ),
            ),
            notes=("The digest of the report covers its record in canonical JSON and stands in the journal.",),
            foot=f"{opening.tender}, {opening.lot}, opening report",
        )
    )
