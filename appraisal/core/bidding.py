"""A bid, its team and what it submitted."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class SubmittedBid:
    """One version of a bid.

    `sealed` opens with the lot's key only; `own_copy` is its supplier's, under the key at rest; `opened` is what the
    opening found, under the key at rest, and stands in the place of the own copy, which is empty from then on.
    `publication` is what was valid at the receipt, `confirmed` what its supplier
    confirmed it for since. `form` is the unique key of the form that sent it.
    """

    receipt: str
    bid: str
    version: int
    form: str
    received: datetime
    stored: datetime
    person: str
    signed_by: str
    sealed: bytes
    own_copy: bytes
    digest: str
    publication: int
    confirmed: int
    withdrawn: datetime | None = None
    withdrawn_by: str = ""
    opened: bytes | None = None


@dataclass(frozen=True, slots=True)
class Bid:
    """One supplier's bid on one lot; `scope` is sealed, `reused` is the earlier bid it started from, or ""."""

    id: str
    lot: str
    organisation: str
    started: datetime
    reused: str
    scope: bytes | None


@dataclass(frozen=True, slots=True)
class Member:
    """Somebody on a bid's team; `areas` is what they answer for (None: every area), nothing unless `answers`."""

    bid: str
    person: str
    respondent: str
    role: str
    areas: frozenset[str] | None
    manager: bool
    answers: bool
    left: datetime | None
