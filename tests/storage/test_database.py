"""The store under concurrency, crashes of an act, and attempts to rewrite the journal."""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Iterator
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path

import pytest

from appraisal.core.errors import BrokenChain, InvalidInput, StorageFull
from appraisal.core.events import Event
from appraisal.core.journal import Head, verify
from appraisal.storage import journal
from appraisal.storage.database import Database, Taken, read_time, stored_time
from appraisal.storage.schema import migrate

NOW = datetime(2026, 11, 2, 8, tzinfo=UTC)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Database]:
    database = Database(tmp_path / "store.sqlite")
    migrate(database)
    yield database
    database.close()


def note(database: Database, subject: str = "x", tender: str = "") -> None:
    journal.append(database, NOW, "p-1", Event.TENDER_EDITED, subject, tender)


def test_migrating_again_changes_nothing(store: Database) -> None:
    before = [tuple(row) for row in store.all("SELECT name, sql FROM sqlite_master")]
    migrate(store)
    assert [tuple(row) for row in store.all("SELECT name, sql FROM sqlite_master")] == before


def test_several_starters_may_migrate_at_once(tmp_path: Path) -> None:
    faults: list[Exception] = []

    def start() -> None:
        database = Database(tmp_path / "new.sqlite")
        try:
            migrate(database)
        except Exception as fault:
            faults.append(fault)
        finally:
            database.close()

    run_all([start] * 4)

    assert faults == []


def run_all(tasks: list) -> None:  # type: ignore[type-arg]
    threads = [threading.Thread(target=task) for task in tasks]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def test_an_act_that_fails_leaves_nothing(store: Database) -> None:
    with suppress(KeyError), store.writing():
        note(store)
        raise KeyError
    assert journal.head(store) == Head()


def test_a_change_outside_a_write_and_a_nested_one_are_mistakes(store: Database) -> None:
    with pytest.raises(RuntimeError, match="outside"):
        store.run("DELETE FROM people")
    with store.writing(), pytest.raises(RuntimeError, match="nest"), store.writing():
        pass


def test_eight_writers_lose_no_entry_and_no_count(store: Database) -> None:
    with store.writing():
        store.run("CREATE TABLE counter (value INTEGER)")
        store.run("INSERT INTO counter VALUES (0)")

    def write() -> None:
        database = Database(store.path)
        for _ in range(25):
            with database.writing():
                row = database.one("SELECT value FROM counter")
                assert row is not None
                database.run("UPDATE counter SET value = ?", row["value"] + 1)
                note(database)
        database.close()

    run_all([write] * 8)

    row = store.one("SELECT value FROM counter")
    assert row is not None
    assert row["value"] == 200
    assert verify(journal.entries(store)) == journal.head(store)
    assert journal.head(store).sequence == 200


def test_security_22_of_many_threads_with_one_unique_key_one_is_stored(store: Database) -> None:
    with store.writing():
        store.run("CREATE TABLE keyed (form TEXT PRIMARY KEY)")
    outcomes: list[str] = []

    def write() -> None:
        database = Database(store.path)
        try:
            with database.writing():
                database.add("keyed", form="same")
            outcomes.append("stored")
        except Taken:
            outcomes.append("twice")
        finally:
            database.close()

    run_all([write] * 8)

    assert sorted(outcomes) == ["stored"] + ["twice"] * 7


@pytest.mark.parametrize(
    "change",
    [
        "UPDATE journal SET body = '{}'",
        "UPDATE journal SET digest = 'x' WHERE sequence = 2",
        "DELETE FROM journal",
        "DELETE FROM journal WHERE sequence = 2",
        "INSERT OR REPLACE INTO journal (sequence, previous, payload, body, digest) VALUES (2, 'a', 'b', '{}', 'd')",
    ],
)
def test_security_26_the_journal_refuses_update_and_delete(store: Database, change: str) -> None:
    with store.writing():
        note(store)
        note(store)
    before = list(journal.entries(store))

    with pytest.raises(sqlite3.IntegrityError, match="append-only"), store.writing():
        store.run(change)

    assert list(journal.entries(store)) == before


@pytest.mark.parametrize("column", ["previous", "payload", "body", "digest"])
def test_security_26_without_its_triggers_a_changed_entry_is_named(store: Database, column: str) -> None:
    with store.writing():
        for subject in "abc":
            note(store, subject)
        store.run("DROP TRIGGER journal_is_not_updated")
        store.run(f"UPDATE journal SET {column} = replace({column}, substr({column}, 3, 1), 'X') WHERE sequence = 2")

    with pytest.raises(BrokenChain, match=r"^entry 2: "):
        verify(journal.entries(store))


@pytest.mark.parametrize("column", ["previous", "payload", "body", "digest"])
def test_security_26_an_entry_that_is_no_text_any_more_is_named(store: Database, column: str) -> None:
    with store.writing():
        for subject in "abc":
            note(store, subject)
        store.run("DROP TRIGGER journal_is_not_updated")
        store.run(f"UPDATE journal SET {column} = CAST(x'7b2261223a22ff227d' AS TEXT) WHERE sequence = 2")

    with pytest.raises(BrokenChain, match=r"^entry 2: "):
        verify(journal.entries(store))


def test_two_entries_cannot_follow_the_same_one(store: Database) -> None:
    with store.writing():
        note(store)
    first = next(journal.entries(store))
    with pytest.raises(Taken, match="journal"), store.writing():
        store.add("journal", sequence=2, previous=first.previous, payload="", body="{}", digest="x")


def test_entries_of_one_tender_are_found_by_what_their_bodies_say(store: Database) -> None:
    with store.writing():
        note(store, "a", "t-1")
        note(store, "b", "t-2")
        note(store, "c", "t-1")
    assert [entry.sequence for entry in journal.entries(store, tender="t-1")] == [1, 3]
    assert [entry.sequence for entry in journal.entries(store, after=1)] == [2, 3]


def test_security_24_a_full_store_refuses_clearly_and_keeps_nothing_half(store: Database) -> None:
    with store.writing():
        note(store)
    pages = store.one("PRAGMA page_count")
    assert pages is not None
    store.connection.execute(f"PRAGMA max_page_count = {pages[0]}")

    with pytest.raises(StorageFull, match="nothing of it was stored"), store.writing():
        note(store)
        journal.append(store, NOW, "p-1", Event.TENDER_EDITED, "x" * 100_000)

    assert journal.head(store).sequence == 1


def test_a_moment_comes_back_as_it_was_stored() -> None:
    assert stored_time(NOW) == "2026-11-02T08:00:00.000000+00:00"
    assert read_time(stored_time(NOW)) == NOW
    assert read_time(None) is None
    with pytest.raises(ValueError, match="without a time zone"):
        stored_time(datetime(2026, 1, 1))


def test_a_store_that_cannot_be_written_to_is_refused_in_one_line(tmp_path: Path) -> None:
    with pytest.raises(InvalidInput, match="cannot be written to; expected a file and folder that this user may write"):
        Database(tmp_path)
