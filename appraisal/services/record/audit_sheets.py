"""A tender's papers for the auditor: every document with its digest and versions, and the time sheet of receipts."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from appraisal.core.bidding import SubmittedBid
from appraisal.core.policy import Actor, Permission
from appraisal.core.tendering import Lot, Tender
from appraisal.services.bidding.versions import counts
from appraisal.services.known import tender_for
from appraisal.services.toolkit import Kit
from appraisal.storage import bids, openings, people, publications, submissions
from appraisal.storage.decision_digests import decision_digests


@dataclass(frozen=True, slots=True)
class Document:
    """A version of a document: what it is, of which lot (0: of the tender), by whom, with its digest."""

    kind: str
    lot: int
    version: str
    at: datetime
    by: str
    digest: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class ReceiptLine:
    """A version of a bid: when it was received and stored, and whether it was withdrawn or counts."""

    receipt: str
    supplier: str
    version: int
    received: datetime
    stored: datetime
    withdrawn: datetime | None
    counts: bool
    digest: str


@dataclass(frozen=True, slots=True)
class LotReceipts:
    """The time sheet of a lot; None while its bids are sealed, when not even their number may be told."""

    number: int
    title: str
    receipts: tuple[ReceiptLine, ...] | None


def documents(kit: Kit, actor: Actor, tender_id: str) -> list[Document]:
    """Every document of a tender, each kind in order of its versions; submissions of opened lots only.

    Raises:
        NotPermitted: the actor is no auditor.
        NotFound: there is no such tender for the actor.
    """
    tender = tender_for(kit, actor, tender_id, Permission.AUDIT_READ)
    found = [*_published(kit, tender)]
    for lot in tender.lots:
        found += _profiles(kit, tender, lot)
        found += _of_opened(kit, lot) if lot.opened else ()
    return found


def time_sheet(kit: Kit, actor: Actor, tender_id: str) -> list[LotReceipts]:
    """When every version of every bid was received and stored, lot by lot.

    Raises:
        NotPermitted, NotFound: as `documents`.
    """
    tender = tender_for(kit, actor, tender_id, Permission.AUDIT_READ)
    return [LotReceipts(lot.number, lot.title, _receipts(kit, lot) if lot.opened else None) for lot in tender.lots]


def _published(kit: Kit, tender: Tender) -> Iterator[Document]:
    found = publications.publications(kit.database, tender.id)
    names = people.named(kit.database, [one.officer for one in found])
    for one in found:
        kind = f"Addendum {one.number}" if one.number else "Publication"
        yield Document(kind, 0, str(one.number), one.at, names.get(one.officer, ""), one.digest, one.reason)


def _profiles(kit: Kit, tender: Tender, lot: Lot) -> Iterator[Document]:
    moments = {one.number: one.at for one in publications.publications(kit.database, tender.id)}
    for number, digest in publications.profile_digests(kit.database, lot.id):
        yield Document("Required profile", lot.number, str(number), moments[number], "", digest)


def _of_opened(kit: Kit, lot: Lot) -> Iterator[Document]:
    """The opening report, what was submitted, and what was decided since."""
    opening = openings.opening(kit.database, lot.id)
    if opening:
        officers = people.named(kit.database, opening.officers)
        by = " and ".join(officers.get(officer, officer) for officer in opening.officers)
        yield Document("Opening report", lot.number, "", opening.at, by, opening.digest)
    for supplier, version in _versions(kit, lot):
        note = "withdrawn" if version.withdrawn else ""
        kind = f"Bid, receipt {version.receipt}"
        yield Document(kind, lot.number, str(version.version), version.received, supplier, version.digest, note)
    for decision in decision_digests(kit.database, lot.id):
        by = people.named(kit.database, [decision.person]).get(decision.person, "")
        kind = decision.kind.replace("-", " ").capitalize()
        yield Document(kind, lot.number, str(decision.number), decision.at, by, decision.digest)


def _receipts(kit: Kit, lot: Lot) -> tuple[ReceiptLine, ...]:
    lines = [
        ReceiptLine(
            receipt=version.receipt,
            supplier=supplier,
            version=version.version,
            received=version.received,
            stored=version.stored,
            withdrawn=version.withdrawn,
            counts=version == _standing(kit, version.bid) and counts(kit, lot.id, version),
            digest=version.digest,
        )
        for supplier, version in _versions(kit, lot)
    ]
    return tuple(sorted(lines, key=lambda line: (line.received, line.receipt)))


def _standing(kit: Kit, bid: str) -> SubmittedBid | None:
    return submissions.standing(submissions.submissions(kit.database, bid))


def _versions(kit: Kit, lot: Lot) -> Iterator[tuple[str, SubmittedBid]]:
    """Each version of each bid with its supplier's name."""
    for bid in bids.bids_on(kit.database, lot.id):
        name = people.named(kit.database, [bid.organisation]).get(bid.organisation, "")
        for version in submissions.submissions(kit.database, bid.id):
            yield name, version
