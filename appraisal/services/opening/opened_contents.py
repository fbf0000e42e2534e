"""The bids that an opening found, as responses with their files; read once, as what was opened never changes."""

from __future__ import annotations

from dataclasses import dataclass
from hashlib import sha256

from appraisal.core.bidding import SubmittedBid
from appraisal.core.errors import NotFound
from appraisal.core.evaluation import letter
from appraisal.core.response import Response
from appraisal.core.tendering import Lot
from appraisal.exchange.response_json import parse_response
from appraisal.services.kept import Kept
from appraisal.services.known import profile_of
from appraisal.services.toolkit import Kit, hashed
from appraisal.storage import bids, exclusions, panel, submissions
from appraisal.storage.bid_contents import BidContents
from appraisal.storage.stored_file import StoredFile

MOST_KEPT = 200
"""Responses that are kept read in the memory of the server."""

_kept = Kept[tuple[str, str, str], Response](MOST_KEPT)


@dataclass(frozen=True, slots=True)
class OpenedBid:
    """A bid as the opening found it. `label` is its letter in a blind evaluation, `document` the response file."""

    bid: str
    organisation: str
    receipt: str
    version: int
    label: str
    response: Response
    document: bytes
    files: tuple[StoredFile, ...]


def opened_bids_on(kit: Kit, lot: Lot) -> list[OpenedBid]:
    """Every bid that the opening of the lot found, those that were taken out since among them; by letter."""
    letters = panel.labels(kit.database, lot.id)
    found = [
        _read(kit, lot, bid.organisation, letters.get(bid.id, ""), version)
        for bid in bids.bids_on(kit.database, lot.id)
        for version in submissions.submissions(kit.database, bid.id)
        if version.opened is not None
    ]
    return sorted(found, key=lambda one: (len(one.label), one.label, one.receipt))


def bids_that_stand(kit: Kit, lot: Lot) -> list[OpenedBid]:
    """The opened bids that nobody took out."""
    out = exclusions.exclusions(kit.database, lot.id)
    return [one for one in opened_bids_on(kit, lot) if one.bid not in out]


def opened_by_receipt(kit: Kit, lot: Lot, receipt: str) -> OpenedBid:
    """The opened bid with this receipt.

    Raises:
        NotFound: there is none on the lot.
    """
    for one in opened_bids_on(kit, lot):
        if one.receipt == receipt:
            return one
    raise NotFound("There is no such bid among those opened")


def give_letters(kit: Kit, lot: str) -> None:
    """Give each opened bid its letter, in an order that nobody can foresee; inside the opening's transaction."""
    opened = [
        bid.id
        for bid in bids.bids_on(kit.database, lot)
        if any(version.opened is not None for version in submissions.submissions(kit.database, bid.id))
    ]
    for place, bid in enumerate(sorted(opened, key=lambda bid: hashed(kit.token() + bid))):
        panel.add_label(kit.database, lot, bid, letter(place))


def _read(kit: Kit, lot: Lot, organisation: str, label: str, version: SubmittedBid) -> OpenedBid:
    contents = BidContents.parse(kit.vault.open_draft(version.opened or b"", "opened", version.receipt))
    response = _response(lot, version.receipt, contents.response)
    return OpenedBid(
        version.bid, organisation, version.receipt, version.version, label, response, contents.response, contents.files
    )


def _response(lot: Lot, receipt: str, document: bytes) -> Response:
    """The response of a document; its digest and the profile's stand in the key, so that none is taken for another."""
    profile = profile_of(lot)
    key = (receipt, sha256(document).hexdigest(), profile.digest)
    return _kept.of(key, lambda: parse_response(receipt, document, profile))
