"""The bids of an opened lot, for the buyer's people: compared exactly as files are, and downloaded with an entry."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from appraisal.core import policy
from appraisal.core import tender as stages
from appraisal.core.comparison import Comparison
from appraisal.core.errors import Conflict, NotFound, WrongStage
from appraisal.core.events import Event
from appraisal.core.policy import Actor, Permission
from appraisal.core.ranking import compare
from appraisal.core.receipt import ReceiptFile
from appraisal.core.scoring import Submission as ScoredSubmission
from appraisal.exchange.response_json import parse_response
from appraisal.services.known import known_tender, lot_of, profile_of
from appraisal.services.toolkit import Kit
from appraisal.services.versions import evidence_of
from appraisal.storage import bids, people, submissions
from appraisal.storage.bid_contents import BidContents
from appraisal.storage.stored_file import StoredFile
from appraisal.storage.submissions import Submission
from appraisal.storage.tenders import Lot, Tender


@dataclass(frozen=True, slots=True)
class OpenedEvidence:
    """What an opened bid names as evidence: whose bid, which version of it, on which lot."""

    supplier: str
    version: int
    lot: Lot
    items: tuple[ReceiptFile, ...]


def opened_bids(kit: Kit, actor: Actor, tender_id: str, lot_number: int) -> list[ScoredSubmission]:
    """The bids of an opened lot that count, as responses; `source` is the receipt.

    Raises:
        NotPermitted, NotFound: as `known.known_tender`.
        WrongStage: the lot was not opened yet; the attempt is an entry.
    """
    _, lot = _examined(kit, actor, tender_id, lot_number)
    profile = profile_of(lot)
    return [
        ScoredSubmission(parse_response(version.receipt, contents.response, profile), source=version.receipt)
        for version, contents in _contents(kit, lot)
    ]


def comparison(kit: Kit, actor: Actor, tender_id: str, lot_number: int) -> Comparison:
    """The comparison of an opened lot on what the bidders declared, computed exactly as from files.

    Raises:
        NotPermitted, NotFound, WrongStage: as `opened_bids`.
        Conflict: no bid counts.
    """
    found = opened_bids(kit, actor, tender_id, lot_number)
    if not found:
        raise Conflict("No bid counts on this lot; there is nothing to compare")
    return compare(profile_of(lot_of(known_tender(kit, actor, tender_id), lot_number)), found)


def download_bid(kit: Kit, actor: Actor, tender_id: str, lot_number: int, receipt: str) -> bytes:
    """An opened bid as its `appraisal-response/1` file; the download is an entry.

    Raises:
        NotPermitted, NotFound, WrongStage: as `opened_bids`.
    """
    tender, lot = _examined(kit, actor, tender_id, lot_number)
    _, contents = _of_receipt(kit, lot, receipt)
    with kit.database.writing():
        kit.record(actor.person, Event.BID_DOWNLOADED, receipt, tender.id, lot=lot.number)
    return contents.response


def opened_evidence(kit: Kit, actor: Actor, tender_id: str, lot_number: int, receipt: str) -> OpenedEvidence:
    """The files and links of an opened bid, with how many of its answers name each.

    Raises:
        NotPermitted, NotFound, WrongStage: as `opened_bids`.
    """
    _, lot = _examined(kit, actor, tender_id, lot_number)
    version, contents = _of_receipt(kit, lot, receipt)
    bid = bids.bid(kit.database, version.bid)
    supplier = people.organisation(kit.database, bid.organisation) if bid else None
    items = evidence_of(parse_response(receipt, contents.response, profile_of(lot)), contents)
    return OpenedEvidence(supplier.name if supplier else "", version.version, lot, items)


def download_evidence(
    kit: Kit, actor: Actor, tender_id: str, lot_number: int, receipt: str, sha256_digest: str
) -> tuple[StoredFile, Iterator[bytes]]:
    """A file of an opened bid and its content in blocks; the download is an entry.

    Raises:
        NotPermitted, NotFound, WrongStage: as `opened_bids`.
    """
    tender, lot = _examined(kit, actor, tender_id, lot_number)
    version, contents = _of_receipt(kit, lot, receipt)
    for file in contents.files:
        if file.sha256 == sha256_digest:
            with kit.database.writing():
                kit.record(actor.person, Event.BID_DOWNLOADED, receipt, tender.id, lot=lot.number, file=file.sha256)
            return file, kit.evidence.read(version.bid, file)
    raise NotFound("There is no such file in this bid")


def _examined(kit: Kit, actor: Actor, tender_id: str, lot_number: int) -> tuple[Tender, Lot]:
    policy.require(actor, Permission.OPENING_EXAMINE)
    tender = known_tender(kit, actor, tender_id)
    lot = lot_of(tender, lot_number)
    try:
        stages.require(tender.course_of(lot), Permission.OPENING_EXAMINE, kit.now())
    except WrongStage:
        with kit.database.writing():
            kit.record(actor.person, Event.BID_EARLY_LOOK_REFUSED, lot.id, tender.id, lot=lot.number)
        raise
    return tender, lot


def _contents(kit: Kit, lot: Lot) -> Iterator[tuple[Submission, BidContents]]:
    for bid in bids.bids_on(kit.database, lot.id):
        for version in submissions.submissions(kit.database, bid.id):
            if version.opened is not None:
                data = kit.vault.open_draft(version.opened, "opened", version.receipt)
                yield version, BidContents.parse(data)


def _of_receipt(kit: Kit, lot: Lot, receipt: str) -> tuple[Submission, BidContents]:
    for version, contents in _contents(kit, lot):
        if version.receipt == receipt:
            return version, contents
    raise NotFound("There is no such bid among those opened")
