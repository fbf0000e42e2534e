"""A receipt: what was received of a bid when, and its digests."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Literal


@dataclass(frozen=True, slots=True)
class ReceiptFile:
    """An evidence item of a submitted bid; `size` is 0 for a link, `answers` counts the answers that name it."""

    id: str
    title: str
    name: str
    size: int
    sha256: str
    uri: str
    answers: int


@dataclass(frozen=True, slots=True)
class Receipt:
    """What its supplier holds of a version: `digest` is that of the response file, `sealed_digest` of what is stored.

    Moments are in UTC; `zone` is the tender's. `counts` says whether this version stands now. `sealing` says who opens
    the lot, `fingerprint` names its key for people; `entry_digest` is that of the journal's entry that recorded the
    submission, its head at that moment (the entry's number would tell how much else went on). Fingerprint and entry
    are left off the paper where they are not given. `confirmed` is the number of the addendum after which the version
    was confirmed as it stood, 0 where it was not.
    """

    receipt: str
    reference: str
    title: str
    lot: int
    lot_title: str
    supplier: str
    version: int
    received: datetime
    stored: datetime
    zone: str
    deadline: datetime
    opening: datetime
    signed_by: str
    submitted_by: str
    digest: str
    sealed_digest: str
    files: tuple[ReceiptFile, ...]
    withdrawn: datetime | None
    replaced: bool
    counts: bool
    sealing: Literal["officers", "server"] = "officers"
    fingerprint: str = ""
    entry_digest: str = ""
    confirmed: int = 0
