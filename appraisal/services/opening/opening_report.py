"""What an opening found: who bid, when it was received, what was withdrawn, and the digests."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from hashlib import sha256

from appraisal.core import policy
from appraisal.core import tender as stages
from appraisal.core.bidding import SubmittedBid
from appraisal.core.errors import BrokenChain, InvalidInput, NotFound
from appraisal.core.events import Event
from appraisal.core.opening import OpenedBid, OpeningReport
from appraisal.core.policy import Actor, Permission, Role
from appraisal.core.tendering import Lot, Tender
from appraisal.exchange.canonical_json import canonical, digest
from appraisal.exchange.response_json import parse_response
from appraisal.services.bidding.versions import counts
from appraisal.services.evaluation.evaluation_desk import declared
from appraisal.services.known import known_tender, lot_of, profile_of
from appraisal.services.toolkit import Kit
from appraisal.storage import bids, journal, openings, panel, people, submissions, tenders
from appraisal.storage.bid_contents import BidContents
from appraisal.storage.lot_key import LotKey
from appraisal.storage.opening import OpenLot
from appraisal.storage.openings import Opening

FORMAT = "appraisal-opening-report/1"

_Found = tuple[str, str, int, bytes | None]


@dataclass(frozen=True, slots=True)
class ReadBid:
    """A version as the opening found it, with what it holds, under the key at rest, where it opened."""

    bid: OpenedBid
    contents: bytes | None


def read_bids(kit: Kit, lot: Lot, opened: OpenLot) -> list[ReadBid]:
    """Open the version of each bid that counts; the others are only listed. Stores nothing, and may take a while."""
    found = []
    for bid in bids.bids_on(kit.database, lot.id):
        supplier = people.organisation(kit.database, bid.organisation)
        versions = submissions.submissions(kit.database, bid.id)
        for version in versions:
            state, its_digest, files, contents = _read(kit, lot, opened, version, version is versions[-1])
            found.append(
                ReadBid(
                    OpenedBid(
                        supplier=supplier.name if supplier else "",
                        receipt=version.receipt,
                        version=version.version,
                        received=_utc(version.received),
                        stored=_utc(version.stored),
                        withdrawn=_utc(version.withdrawn) if version.withdrawn else "",
                        state=state,
                        digest=its_digest,
                        sealed_digest=version.digest,
                        files=files,
                    ),
                    contents,
                )
            )
    return sorted(found, key=lambda read: (read.bid.received, read.bid.receipt))


def versions_of(kit: Kit, lot: Lot) -> list[tuple[str, bool, int]]:
    """What tells whether the bids on a lot are still those that were read."""
    return [
        (version.receipt, version.withdrawn is not None, version.confirmed)
        for bid in bids.bids_on(kit.database, lot.id)
        for version in submissions.submissions(kit.database, bid.id)
    ]


def kept_report(
    kit: Kit, tender_id: str, lot_id: str, found: Sequence[ReadBid], officers: Sequence[str], way: str, reason: str
) -> str:
    """Store the report and what was read, inside the opening's transaction; gives the report's digest."""
    for read in found:
        if read.contents is not None:
            submissions.keep_opened(kit.database, read.bid.receipt, read.contents)
    tender = tenders.tender(kit.database, tender_id)
    if tender is None or tender.timetable is None:
        raise AssertionError("an opening of a tender without dates")
    lot = next(lot for lot in tender.lots if lot.id == lot_id)
    names = people.named(kit.database, officers)
    document = {
        "format": FORMAT,
        "reference": tender.reference,
        "title": tender.title,
        "lot": lot.number,
        "lot_title": lot.title,
        "zone": tender.timetable.zone,
        "deadline": _utc(tender.timetable.deadline),
        "opened": _utc(kit.now()),
        "officers": [names.get(officer, officer) for officer in officers],
        "way": way,
        "reason": reason,
        "bids": [asdict(read.bid) for read in found],
    }
    its_digest = digest(document)
    report = canonical(document).decode()
    openings.add_opening(kit.database, Opening(lot_id, kit.now(), tuple(officers), reason, report, its_digest))
    return its_digest


def opening_report(kit: Kit, actor: Actor, tender_id: str, lot_number: int) -> OpeningReport:
    """The report of a lot's opening: for the buyer's people, and for the suppliers who submitted a bid on the lot.

    Raises:
        NotPermitted: the actor's role reads no openings.
        NotFound: there is no such tender or lot for the actor, or their organisation did not bid on it. Evaluators
            read it when they are on the lot's panel, without a conflict of interest, and not blind.
        WrongStage: the lot was not opened yet.
    """
    policy.require(actor, Permission.OPENING_READ)
    tender = known_tender(kit, actor, tender_id)
    lot = lot_of(tender, lot_number)
    stages.require(tender.course_of(lot), Permission.OPENING_READ, kit.now())
    if not _may_know_bidders(kit, actor, lot):
        raise NotFound("There is no opening report for you")
    opening = openings.opening(kit.database, lot.id)
    if opening is None:
        raise NotFound("There is no opening report")
    stored = json.loads(opening.report)
    told = (Event.LOT_OPENED, Event.LOT_EMERGENCY_OPENED)
    entry = journal.entry_about(kit.database, tender.id, told, "report", opening.digest)
    return OpeningReport(
        reference=stored["reference"],
        title=stored["title"],
        lot=stored["lot"],
        lot_title=stored["lot_title"],
        zone=stored["zone"],
        deadline=datetime.fromisoformat(stored["deadline"]),
        opened=datetime.fromisoformat(stored["opened"]),
        officers=tuple(stored["officers"]),
        way=stored["way"],
        reason=stored["reason"],
        bids=tuple(OpenedBid(**bid) for bid in stored["bids"]),
        digest=opening.digest,
        fingerprint=LotKey.parse(lot.key).fingerprint if lot.key else "",
        entry_digest=entry.digest if entry else "",
    )


def reads_report(kit: Kit, actor: Actor, tender: Tender, lot: Lot) -> bool:
    """Whether `opening_report` gives the actor the report of a lot of a tender that they know of."""
    reads = policy.may(actor, Permission.OPENING_READ)
    now = stages.allows(tender.course_of(lot), Permission.OPENING_READ, kit.now())
    return reads and now and _may_know_bidders(kit, actor, lot)


def note_download(kit: Kit, actor: Actor, tender_id: str, lot_number: int, paper: bytes) -> None:
    """Enter that the report was downloaded as a paper, with the digest of what was handed out.

    Raises:
        NotPermitted, NotFound, WrongStage: as `opening_report`.
    """
    with kit.database.writing():
        report = opening_report(kit, actor, tender_id, lot_number)
        lot = lot_of(known_tender(kit, actor, tender_id), lot_number)
        about = (actor.person, Event.PAPER_DOWNLOADED, lot.id, tender_id)
        kit.record(*about, paper="the opening report", lot=report.lot, digest=f"sha256:{sha256(paper).hexdigest()}")


def _read(kit: Kit, lot: Lot, opened: OpenLot, version: SubmittedBid, is_last: bool) -> _Found:
    """The state of a version; its digest, number of files and sealed contents where it opened."""
    if version.withdrawn is not None:
        return "withdrawn", "", 0, None
    if not is_last:
        return "replaced", "", 0, None
    if not counts(kit, lot.id, version):
        return "not confirmed", "", 0, None
    try:
        if f"sha256:{sha256(version.sealed).hexdigest()}" != version.digest:
            raise BrokenChain(f"{version.receipt}: is not what was received")
        data = opened.read(version.sealed, version.bid, version.version)
        contents = BidContents.parse(data)
        response = parse_response(version.receipt, contents.response, profile_of(lot))
    except (BrokenChain, InvalidInput):
        return "does not open", "", 0, None
    sealed = kit.vault.seal_draft(data, "opened", version.receipt)
    return "opened", response.digest, len(contents.files), sealed


def _may_know_bidders(kit: Kit, actor: Actor, lot: Lot) -> bool:
    """Whether a supplier bid, and nothing keeps a bidder from one of the buyer: an interest, or a blind evaluation."""
    if actor.is_a(Role.SUPPLIER) and not _has_bid(kit, actor, lot):
        return False
    me = panel.panelist(kit.database, lot.id, actor.person)
    if me is not None and any(declared(kit, lot, actor.person)):
        return False
    if actor.is_a(Role.OFFICER) or actor.is_a(Role.AUDITOR) or not actor.is_a(Role.EVALUATOR):
        return True
    return me is not None and not (lot.blind and lot.decided is None)


def _has_bid(kit: Kit, actor: Actor, lot: Lot) -> bool:
    bid = bids.bid_on(kit.database, lot.id, actor.organisation)
    return bid is not None and bool(submissions.submissions(kit.database, bid.id))


def _utc(moment: datetime) -> str:
    return moment.isoformat(timespec="microseconds")
