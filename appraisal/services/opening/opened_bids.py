"""The bids of an opened lot, for the buyer's people: compared exactly as files are, and downloaded with an entry."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from appraisal.core.errors import NotFound
from appraisal.core.events import Event
from appraisal.core.policy import Actor, Permission
from appraisal.core.receipt import ReceiptFile
from appraisal.core.tendering import Lot, Tender
from appraisal.services.bidding.versions import evidence_of
from appraisal.services.evaluation.evaluation_desk import refuse_conflicted
from appraisal.services.known import opened_lot_for
from appraisal.services.opening.opened_contents import opened_by_receipt
from appraisal.services.toolkit import Kit
from appraisal.storage.stored_file import StoredFile


@dataclass(frozen=True, slots=True)
class OpenedEvidence:
    """What an opened bid names as evidence: whose bid, which version of it, on which lot."""

    supplier: str
    version: int
    lot: Lot
    items: tuple[ReceiptFile, ...]


def download_bid(kit: Kit, actor: Actor, tender_id: str, lot_number: int, receipt: str) -> bytes:
    """An opened bid as its `appraisal-response/1` file; the download is an entry.

    Raises:
        NotPermitted, NotFound, WrongStage: as `known.opened_lot_for`; NotFound also with a conflict of interest.
    """
    tender, lot = _examined(kit, actor, tender_id, lot_number)
    found = opened_by_receipt(kit, lot, receipt)
    with kit.database.writing():
        kit.record(actor.person, Event.BID_DOWNLOADED, receipt, tender.id, lot=lot.number)
    return found.document


def opened_evidence(kit: Kit, actor: Actor, tender_id: str, lot_number: int, receipt: str) -> OpenedEvidence:
    """The files and links of an opened bid, with how many of its answers name each.

    Raises:
        NotPermitted, NotFound, WrongStage: as `download_bid`.
    """
    _, lot = _examined(kit, actor, tender_id, lot_number)
    found = opened_by_receipt(kit, lot, receipt)
    items = evidence_of(found.response, found.files)
    return OpenedEvidence(found.response.supplier.name, found.version, lot, items)


def download_evidence(
    kit: Kit, actor: Actor, tender_id: str, lot_number: int, receipt: str, sha256_digest: str
) -> tuple[StoredFile, Iterator[bytes]]:
    """A file of an opened bid and its content in blocks; the download is an entry.

    Raises:
        NotPermitted, NotFound, WrongStage: as `download_bid`.
    """
    tender, lot = _examined(kit, actor, tender_id, lot_number)
    found = opened_by_receipt(kit, lot, receipt)
    for file in found.files:
        if file.sha256 == sha256_digest:
            with kit.database.writing():
                kit.record(actor.person, Event.BID_DOWNLOADED, receipt, tender.id, lot=lot.number, file=file.sha256)
            return file, kit.evidence.read(found.bid, file)
    raise NotFound("There is no such file in this bid")


def _examined(kit: Kit, actor: Actor, tender_id: str, lot_number: int) -> tuple[Tender, Lot]:
    tender, lot = opened_lot_for(kit, actor, tender_id, lot_number, Permission.OPENING_EXAMINE)
    refuse_conflicted(kit, actor, lot)
    return tender, lot
