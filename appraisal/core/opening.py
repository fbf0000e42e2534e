"""What an opening found of each bid, and the report of it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class OpenedBid:
    """One version of a bid. `state` is "opened", "withdrawn", "replaced", "not confirmed" or "does not open".

    `digest` is that of the response file, "" unless opened; `sealed_digest` that of what was stored at the receipt.
    Moments are texts in UTC.
    """

    supplier: str
    receipt: str
    version: int
    received: str
    stored: str
    withdrawn: str
    state: str
    digest: str
    sealed_digest: str
    files: int


@dataclass(frozen=True, slots=True)
class OpeningReport:
    """The report as stored, with its own digest; `way` is "officers", "server" or "recovery".

    `fingerprint` names the lot's key for people; `entry_digest` is that of the journal's entry that recorded the
    opening, its head at that moment (the entry's number would tell how much went on on lots that are sealed still).
    They are left off the paper where they are not given.
    """

    reference: str
    title: str
    lot: int
    lot_title: str
    zone: str
    deadline: datetime
    opened: datetime
    officers: tuple[str, ...]
    way: str
    reason: str
    bids: tuple[OpenedBid, ...]
    digest: str
    fingerprint: str = ""
    entry_digest: str = ""
