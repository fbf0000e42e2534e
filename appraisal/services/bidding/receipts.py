"""Receipts: what was received when, with its digests, for the bid's own team."""

from __future__ import annotations

from appraisal.core.bidding import SubmittedBid
from appraisal.core.errors import NotFound
from appraisal.core.events import Event
from appraisal.core.policy import Actor
from appraisal.core.receipt import Receipt
from appraisal.exchange.response_json import parse_response
from appraisal.services.bidding.bid_desk import known_bid
from appraisal.services.bidding.versions import counts, evidence_of, own_contents
from appraisal.services.known import read_profile
from appraisal.services.toolkit import Kit
from appraisal.storage import journal, people, publications, submissions
from appraisal.storage.lot_key import LotKey


def receipts(kit: Kit, actor: Actor, bid: str) -> list[Receipt]:
    """Every version of the bid, the newest first.

    Raises:
        NotFound: there is no such bid for the actor.
    """
    known_bid(kit, actor, bid)
    versions = submissions.submissions(kit.database, bid)
    return [_receipt(kit, actor, version, versions) for version in reversed(versions)]


def receipt(kit: Kit, actor: Actor, bid: str, number: str) -> Receipt:
    """One version of the bid.

    Raises:
        NotFound: there is no such bid or receipt for the actor.
    """
    known_bid(kit, actor, bid)
    versions = submissions.submissions(kit.database, bid)
    for version in versions:
        if version.receipt == number:
            return _receipt(kit, actor, version, versions)
    raise NotFound("There is no such receipt")


def submitted_file(kit: Kit, actor: Actor, bid: str, number: str) -> bytes:
    """The response as it was submitted: the bytes that the receipt's digest covers.

    Raises:
        NotFound: there is no such bid or receipt for the actor.
    """
    known_bid(kit, actor, bid)
    found = submissions.submission(kit.database, number)
    if found is None or found.bid != bid:
        raise NotFound("There is no such receipt")
    return own_contents(kit, found).response


def _receipt(kit: Kit, actor: Actor, version: SubmittedBid, versions: list[SubmittedBid]) -> Receipt:
    desk = known_bid(kit, actor, version.bid)
    contents = own_contents(kit, version)
    published = publications.profile_at(kit.database, desk.lot.id, version.publication)
    response = parse_response("bid", contents.response, read_profile(published or desk.lot.profile or ""))
    dates = desk.tender.timetable
    if dates is None:
        raise AssertionError("a bid on a tender without dates")
    names = people.named(kit.database, [desk.bid.organisation, version.person])
    entry = journal.entry_about(kit.database, desk.tender.id, [Event.BID_SUBMITTED], "receipt", version.receipt)
    return Receipt(
        receipt=version.receipt,
        reference=desk.tender.reference,
        title=desk.tender.title,
        lot=desk.lot.number,
        lot_title=desk.lot.title,
        supplier=names.get(desk.bid.organisation, ""),
        version=version.version,
        received=version.received,
        stored=version.stored,
        zone=dates.zone,
        deadline=dates.deadline,
        opening=dates.opening,
        signed_by=version.signed_by,
        submitted_by=names.get(version.person, ""),
        digest=response.digest,
        sealed_digest=version.digest,
        files=evidence_of(response, contents.files),
        withdrawn=version.withdrawn,
        replaced=version is not versions[-1],
        counts=version is versions[-1] and version.withdrawn is None and counts(kit, desk.lot.id, version),
        sealing="server" if desk.lot.sealing == "server" else "officers",
        fingerprint=LotKey.parse(desk.lot.key).fingerprint if desk.lot.key else "",
        entry_digest=entry.digest if entry else "",
        confirmed=version.confirmed if version.confirmed > version.publication else 0,
    )
