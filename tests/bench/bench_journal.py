"""What the journal costs: `python tests/bench/bench_journal.py`.

Floors and stated bounds, as ratios of medians of rounds that take turns: a transaction with its entry against the same
without, 1.5; following a chain of 100,000 entries against one SHA-256 of each body, 3. Beside them stands the same from
the table, where reading the rows comes on top, and the page of a journal of 10,000 entries.
"""

from __future__ import annotations

import sys
import tempfile
import time
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path
from statistics import median

sys.path.insert(0, str(Path(__file__).parent.parent))

from appraisal.core.events import Event
from appraisal.core.journal import Entry, Head, body, following, verify
from appraisal.core.policy import Role
from appraisal.services.account.accounts import AddUser, Join, add_user, join
from appraisal.services.record.audit import chain_state, journal_lines
from appraisal.storage import journal
from stand import PASSWORD, START, Field

MANY = 100_000


def in_turns(job: Callable[[], object], floor: Callable[[], object], rounds: int) -> tuple[float, float]:
    """Milliseconds of both, as medians of rounds in turn, so that what else goes on meets both."""
    taken: tuple[list[float], list[float]] = ([], [])
    for _ in range(rounds):
        for one, times in zip((job, floor), taken, strict=True):
            start = time.perf_counter()
            one()
            times.append(time.perf_counter() - start)
    return median(taken[0]) * 1000, median(taken[1]) * 1000


def told(name: str, job: Callable[[], object], floor_name: str, floor: Callable[[], object], rounds: int) -> None:
    taken, least = in_turns(job, floor, rounds)
    print(f"{name}: {taken:.2f} ms, {floor_name} {least:.2f} ms: {taken / least:.2f}")


def chain(many: int) -> list[Entry]:
    entries: list[Entry] = []
    head = Head()
    for number in range(many):
        facts = {"receipt": f"R-{number}", "version": 1}
        text = body(START, "P-7K3F9QX2MA", Event.BID_SUBMITTED, f"B-{number}", "T-1", facts)
        entries.append(following(head, text))
        head = Head(entries[-1].sequence, entries[-1].digest)
    return entries


def main() -> None:
    entries = chain(MANY)

    def hashed() -> None:
        for entry in entries:
            sha256(entry.body.encode()).digest()

    told(f"follow {MANY:,} entries", lambda: verify(entries), "one SHA-256 of each", hashed, 9)
    with tempfile.TemporaryDirectory() as folder:
        field = Field(Path(folder) / "store.sqlite")
        appended(field)
        stored(field, hashed)
        field.close()


def appended(field: Field) -> None:
    kit = field.kit
    kit.database.connection.execute("CREATE TABLE bare (value TEXT)")

    def bare() -> None:
        with kit.database.writing():
            kit.database.run("INSERT INTO bare VALUES ('x')")

    def recorded() -> None:
        with kit.database.writing():
            kit.database.run("INSERT INTO bare VALUES ('x')")
            kit.record("P-1", Event.TENDER_EDITED, "T-1", "T-1", what="head")

    told("a transaction with its entry", recorded, "the same without", bare, 400)


def stored(field: Field, hashed: Callable[[], object]) -> None:
    kit = field.kit
    add_user(kit, field.ada, AddUser("hanne@buyer.example", "Hanne", frozenset({Role.AUDITOR})))
    hanne = join(kit, Join(field.link("hanne@buyer.example"), "Hanne", PASSWORD))
    with kit.database.writing():
        for number in range(10_000):
            kit.record(field.janneke.person, Event.TENDER_EDITED, field.tender, field.tender, what=f"round {number}")
        for number in range(MANY - journal.head(kit.database).sequence):
            kit.record("P-1", Event.ACCOUNT_SIGNED_IN, f"P-{number}")
    floor = "one SHA-256 of each"
    told(f"follow {MANY:,} stored entries", lambda: chain_state(kit, hanne), floor, hashed, 5)
    told("read 10,000 entries of a tender", lambda: journal_lines(kit, hanne, field.tender), floor, hashed, 3)


if __name__ == "__main__":
    main()
