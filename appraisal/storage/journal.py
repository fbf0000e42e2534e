"""The journal's table: entries are appended inside the transaction of the act they record, and only read after that."""

from __future__ import annotations

import sqlite3
from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import datetime

from appraisal.core.events import Event
from appraisal.core.journal import Entry, Fact, Head, body, following
from appraisal.storage.database import Database, stored_time

_COLUMNS = "sequence, previous, payload, body, digest"
_AS_BYTES = ", ".join(["sequence", *(f"CAST({name} AS BLOB)" for name in ("previous", "payload", "body", "digest"))])
"""Read as bytes, so that an entry whose text was damaged can be read, and named, too."""


def append(
    database: Database,
    at: datetime,
    actor: str,
    event: Event,
    subject: str,
    tender: str = "",
    facts: Mapping[str, Fact] | None = None,
) -> Entry:
    """The entry that now ends the chain; the open write transaction keeps others from following the same head."""
    entry = following(head(database), body(at, actor, event, subject, tender, facts or {}))
    database.run(
        f"INSERT INTO journal ({_COLUMNS}) VALUES (?, ?, ?, ?, ?)",  # noqa: S608 (a constant)
        entry.sequence,
        entry.previous,
        entry.payload,
        entry.body,
        entry.digest,
    )
    return entry


def head(database: Database) -> Head:
    """Where the chain ends now."""
    row = database.one("SELECT sequence, digest FROM journal ORDER BY sequence DESC LIMIT 1")
    return Head(row["sequence"], row["digest"]) if row else Head()


def entries(database: Database, after: int = 0, tender: str | None = None) -> Iterator[Entry]:
    """The entries after a sequence number in order, of one tender only where it is given."""
    where, values = (
        ("tender = ? AND sequence > ?", [tender, after]) if tender is not None else ("sequence > ?", [after])
    )
    last = after
    try:
        for entry in _plain(database, f"SELECT {_COLUMNS} FROM journal WHERE {where} ORDER BY sequence", values):  # noqa: S608 (constants)
            last = entry.sequence
            yield entry
    except sqlite3.OperationalError:  # a text that is none any more; from there on everything is read as bytes
        values[-1] = last
        sql = f"SELECT {_AS_BYTES} FROM journal WHERE {where} ORDER BY sequence"  # noqa: S608 (constants)
        for sequence, *texts in database.connection.execute(sql, values):
            yield Entry(sequence, *(text.decode("utf-8", "surrogateescape") for text in texts))


def _plain(database: Database, sql: str, values: Sequence[object]) -> Iterator[Entry]:
    """The entries as texts; one that was stored as bytes is decoded, so that what it says can be told."""
    cursor = database.connection.cursor()
    cursor.row_factory = None
    for sequence, *stored in cursor.execute(sql, values):
        previous, payload, body, digest = (
            text if type(text) is str else bytes(text).decode("utf-8", "surrogateescape") for text in stored
        )
        yield Entry(sequence, previous, payload, body, digest)


def entry_about(database: Database, tender: str, events: Collection[Event], fact: str, value: str) -> Entry | None:
    """The last entry of a tender that records one of the events with the given value of a fact."""
    marks = ", ".join("?" * len(events))
    row = database.one(
        f"SELECT {_COLUMNS} FROM journal WHERE tender = ? AND event IN ({marks})"  # noqa: S608 (question marks)
        " AND json_extract(body, '$.facts.' || ?) = ? ORDER BY sequence DESC LIMIT 1",
        tender,
        *map(str, events),
        fact,
        value,
    )
    return Entry(*row) if row else None


def last_before(database: Database, moment: datetime) -> Head:
    """Where the chain ended at a moment."""
    row = database.one(
        "SELECT sequence, digest FROM journal WHERE at < ? ORDER BY sequence DESC LIMIT 1", stored_time(moment)
    )
    return Head(row["sequence"], row["digest"]) if row else Head()


def note_mailed(database: Database, entry: Entry) -> None:
    """Note that an entry records a mailing of the head digest, so that these are found without reading all."""
    database.add("mailed_heads", sequence=entry.sequence)


def mailed(database: Database) -> list[Entry]:
    """The entries that record mailings of the head digest, in order."""
    sql = f"SELECT {_COLUMNS} FROM journal WHERE sequence IN (SELECT sequence FROM mailed_heads) ORDER BY sequence"  # noqa: S608 (a constant)
    return [Entry(*row) for row in database.all(sql)]


def sealed_spans(database: Database) -> list[tuple[int, int | None]]:
    """From which entry to which bids were or are sealed, of every tender that ended before its opening or goes on.

    A span begins with the publication. It ends with the cancellation, or is open (None) while a lot is not opened.
    """
    sql = (
        "SELECT min(published.sequence) AS first, max(cancelled.sequence) AS last FROM tenders "
        "JOIN journal published ON published.tender = tenders.id AND published.event = ? "
        "LEFT JOIN journal cancelled ON cancelled.tender = tenders.id AND cancelled.event = ? "
        "WHERE published_at IS NOT NULL AND (cancelled_at IS NOT NULL OR EXISTS (SELECT 1 FROM lots "
        "WHERE lots.tender = tenders.id AND dropped_at IS NULL AND opened_at IS NULL)) GROUP BY tenders.id"
    )
    rows = database.all(sql, str(Event.TENDER_PUBLISHED), str(Event.TENDER_CANCELLED))
    return [(row["first"], row["last"]) for row in rows]
