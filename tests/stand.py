"""A kit for tests of the acts: a store in memory, a clock that stands still, references that count."""

from __future__ import annotations

import re
from collections import Counter
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from itertools import count
from pathlib import Path

from appraisal.core.errors import BrokenChain
from appraisal.core.journal import verify
from appraisal.core.policy import Actor, Role
from appraisal.services.accounts import AddUser, Join, SetUp, add_user, join, set_up, set_up_link
from appraisal.services.toolkit import Kit
from appraisal.settings import Settings
from appraisal.storage import journal, outbox
from appraisal.storage.database import Database
from appraisal.storage.schema import migrate

START = datetime(2026, 11, 2, 8, tzinfo=UTC)


class Clock:
    """A clock that moves when it is told to."""

    def __init__(self, at: datetime = START) -> None:
        self.at = at

    def __call__(self) -> datetime:
        return self.at

    def advance(self, **units: float) -> None:
        self.at += timedelta(**units)


class References:
    """References that count from 1 for each prefix."""

    def __init__(self) -> None:
        self._next: Counter[str] = Counter()

    def __call__(self, prefix: str) -> str:
        self._next[prefix] += 1
        return f"{prefix}-{self._next[prefix]}"


class Stand:
    """A kit with handles for its tests."""

    def __init__(self, path: Path | str = ":memory:") -> None:
        self.clock = Clock()
        tokens = (f"token-{number}" for number in count(1))
        database = Database(path)
        migrate(database)
        settings = Settings(
            data=Path("data"), key_file=Path("key"), secret_key="k" * 32, address="https://bids.example"
        )
        self.kit = Kit(database, settings, CoveredVault(), self.clock, References(), lambda: next(tokens))

    def mails(self) -> list[tuple[str, str]]:
        """Recipient and subject of every mail in the outbox, oldest first."""
        return [(mail.recipient, mail.subject) for mail in reversed(outbox.mails(self.kit.database))]

    def link(self, recipient: str) -> str:
        """The token in the newest mail to an address."""
        mail = next(mail for mail in outbox.mails(self.kit.database) if mail.recipient == recipient)
        found = re.search(r"https://bids\.example/[a-z-]+/(\S+)", self.kit.mail_text(mail))
        assert found
        return found[1]

    def events(self) -> list[str]:
        """What the journal says was done, in order; checks the chain on the way."""
        verify(journal.entries(self.kit.database))
        return [row["event"] for row in self.kit.database.all("SELECT event FROM journal ORDER BY sequence")]

    def dump(self) -> list[str]:
        """The whole store as text: to see that nothing changed, or that something stands nowhere in it."""
        return list(self.kit.database.connection.iterdump())


class CoveredVault:
    """A vault that covers what it is given, without a secret: enough to see who asks for what."""

    def seal_draft(self, data: bytes, *about: str) -> bytes:
        mark = sha256(repr(about).encode()).digest()
        return mark + bytes(byte ^ 0x5A for byte in data)

    def open_draft(self, sealed: bytes, *about: str) -> bytes:
        if sealed[:32] != sha256(repr(about).encode()).digest():
            raise BrokenChain(", ".join(about))
        return bytes(byte ^ 0x5A for byte in sealed[32:])

    def name(self, *about: str) -> str:
        return sha256(repr(about).encode()).hexdigest()


PASSWORD = "four unrelated words here"
OFFICERS = frozenset({Role.OFFICER})


def administrator(stand: Stand) -> Actor:
    link = set_up_link(stand.kit)
    assert link
    return set_up(
        stand.kit, SetUp(link.rpartition("/")[2], "Noorderland Hospitals", "Ada@Buyer.example", "Ada", PASSWORD)
    )


def officer(stand: Stand, ada: Actor, name: str = "Janneke") -> Actor:
    add_user(stand.kit, ada, AddUser(f"{name.lower()}@buyer.example", name, OFFICERS))
    return join(stand.kit, Join(stand.link(f"{name.lower()}@buyer.example"), name, PASSWORD))
