"""The recovery key as it is shown once: each half to read, and as a sheet of paper for its keeper."""

from __future__ import annotations

from base64 import b64encode
from datetime import datetime
from typing import Literal

from appraisal.core.recovery_sheet import RecoverySheet
from appraisal.core.tendering import Lot, Tender
from appraisal.services.record.seal import seal_fingerprint
from appraisal.services.tendering.publication import Published
from appraisal.storage import invitations
from appraisal.storage.lot_key import LotKey
from appraisal.web.machine.request_kit import kit
from appraisal.web.tendering.tender_frame import trail_to
from appraisal.web.tendering.tender_pages import RecoveryHalf, RecoveryLot, RecoveryPage


def recovery_page(tender: Tender, published: Published, at: datetime, address: str) -> RecoveryPage:
    """The page that follows a publication; the sheets travel in it, since the halves are stored nowhere."""
    lots = {lot.number: lot for lot in tender.lots}
    return RecoveryPage(
        title="Keep the recovery key",
        heading="The tender is published. Keep the recovery key",
        lede="Invitations are on their way."
        if invitations.invitations(kit().database, tender.id)
        else "Nobody is invited yet.",
        trail=trail_to(tender),
        lots=tuple(
            RecoveryLot(
                f"Lot {number}, {lots[number].title}",
                _fingerprint(lots[number]),
                (
                    _half(tender, lots[number], 1, pair.first, at, address, published.head),
                    _half(tender, lots[number], 2, pair.second, at, address, published.head),
                ),
            )
            for number, pair in published.halves.items()
        ),
        onward=f"/tenders/{tender.id}",
    )


def _half(
    tender: Tender, lot: Lot, number: Literal[1, 2], half: str, published: datetime, address: str, head: str
) -> RecoveryHalf:
    from appraisal.reports.recovery_sheet import recovery_paper

    if tender.timetable is None:
        raise AssertionError("a published tender without dates")
    sheet = RecoverySheet(
        reference=tender.reference,
        title=tender.title,
        lot=lot.number,
        lot_title=lot.title,
        number=number,
        half=half,
        fingerprint=_fingerprint(lot),
        published=published,
        opening=tender.timetable.opening,
        zone=tender.timetable.zone,
        address=f"{address}/tenders/{tender.id}/lots/{lot.number}/opening" if address else "",
        head=head,
    )
    data = b64encode(recovery_paper(sheet, seal_fingerprint(kit()))).decode()
    name = ("First half", "Second half")[number - 1]
    return RecoveryHalf(
        name, half, f"data:application/pdf;base64,{data}", f"recovery-lot-{lot.number}-half-{number}.pdf"
    )


def _fingerprint(lot: Lot) -> str:
    return LotKey.parse(lot.key).fingerprint if lot.key else ""
