"""A lot's panel: who is on it, their interests, what they ask a bidder, and bids that count no more."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class BidderQuestion:
    """One question about an unclear answer; `question` is the id in the questionnaire, `due` when the answer is.

    `received` is when the request with the answer came in, `answered` when it was stored.
    """

    id: str
    bid: str
    number: int
    form: str
    question: str
    asked_by: str
    asked: datetime
    due: datetime
    body: bytes
    answer: bytes | None = None
    answered_by: str = ""
    received: datetime | None = None
    answered: datetime | None = None


@dataclass(frozen=True, slots=True)
class Exclusion:
    """A bid that counts no more: `kind` is "withdrawn" (by its bidder) or "excluded" (by the buyer)."""

    bid: str
    kind: str
    reason: str
    officer: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Panelist:
    """A member of a lot's panel; `areas` is what they evaluate (None: every area, empty: none), `left` when they left.

    A chair also moderates; a chair without areas does nothing else.
    """

    lot: str
    person: str
    areas: frozenset[str] | None
    chair: bool
    named: datetime
    left: datetime | None

    def covers(self, area: str) -> bool:
        """Whether the area is theirs to evaluate."""
        return self.areas is None or area in self.areas


@dataclass(frozen=True, slots=True)
class Interest:
    """A declaration on one bid's supplier; `body` says more, under the key at rest; they are only ever added."""

    number: int
    lot: str
    person: str
    bid: str
    conflict: bool
    body: bytes
    set_by: str
    at: datetime
