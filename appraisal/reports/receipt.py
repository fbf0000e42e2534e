"""The receipt of a bid as a PDF: reference, time of receipt with zone and offset, digests, evidence."""

from __future__ import annotations

from dataclasses import dataclass

from appraisal.reports.statement import Listing, Statement, statement_pdf


@dataclass(frozen=True, slots=True)
class PrintedReceipt:
    """What the receipt says, in words; `files` are (name, size, SHA-256 or address)."""

    reference: str
    tender: str
    lot: str
    supplier: str
    received: str
    deadline: str
    version: str
    signed_by: str
    digest: str
    sealed_digest: str
    state: str
    files: tuple[tuple[str, str, str], ...]


def receipt_pdf(receipt: PrintedReceipt) -> bytes:
    """The receipt as a PDF, the same bytes for the same receipt."""
    return statement_pdf(
        Statement(
            over=f"{receipt.tender}, {receipt.lot}",
            title=f"Receipt {receipt.reference}",
            lead=receipt.state,
            facts=(
                ("Supplier", receipt.supplier),
                ("Received", receipt.received),
                ("Deadline", receipt.deadline),
                ("Version", receipt.version),
                ("Signed off by", receipt.signed_by),
                ("Digest of the answers (SHA-256)", receipt.digest),
                ("Digest of the sealed bid", receipt.sealed_digest),
            ),
            lists=(
                Listing(
                    "Evidence in this bid",
                    (("File or link", 0.36), ("Size", 0.12), ("SHA-256 or address", 0.52)),
                    receipt.files,
                    "No file or link was named as evidence.",
                ),
            ),
            notes=(
                "The digest of the answers covers the bid's response file in canonical JSON (RFC 8785), which the "
                "supplier can download. The digest of the sealed bid stands in the journal of the tender.",
            ),
            foot=f"Receipt {receipt.reference}",
        )
    )
