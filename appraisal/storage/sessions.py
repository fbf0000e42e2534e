"""Sessions on the server: a browser holds a random token, the store its SHA-256; a stolen store signs nobody in."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from appraisal.core.people import Person
from appraisal.storage.database import Database, read_moment, read_time, stored_time
from appraisal.storage.people import read_person


@dataclass(frozen=True, slots=True)
class StoredSession:
    """A session by the digest of its token, with whose it is."""

    id: str
    person: Person
    started: datetime
    seen: datetime
    ended: datetime | None


def add_session(database: Database, session_id: str, person: str, at: datetime) -> None:
    """Begin a session."""
    moment = stored_time(at)
    database.add("sessions", id=session_id, person=person, started_at=moment, seen_at=moment)


def stored_session(database: Database, session_id: str) -> StoredSession | None:
    """The session, ended or not."""
    sql = (
        "SELECT people.*, started_at, seen_at, ended_at FROM sessions JOIN people ON people.id = sessions.person "
        "WHERE sessions.id = ?"
    )
    row = database.one(sql, session_id)
    if row is None:
        return None
    return StoredSession(
        session_id,
        read_person(row),
        read_moment(row["started_at"]),
        read_moment(row["seen_at"]),
        read_time(row["ended_at"]),
    )


def see_session(database: Database, session_id: str, at: datetime) -> None:
    """Note that a session is in use; one that has ended stays so."""
    database.run("UPDATE sessions SET seen_at = ? WHERE id = ? AND ended_at IS NULL", stored_time(at), session_id)


def end_session(database: Database, session_id: str, at: datetime) -> int:
    """End a session; gives how many ended now."""
    return database.run(
        "UPDATE sessions SET ended_at = ? WHERE id = ? AND ended_at IS NULL", stored_time(at), session_id
    )


def end_sessions(database: Database, person: str, at: datetime, keep: str = "") -> int:
    """End a person's sessions but the one to keep; gives how many ended now."""
    sql = "UPDATE sessions SET ended_at = ? WHERE person = ? AND id <> ? AND ended_at IS NULL"
    return database.run(sql, stored_time(at), person, keep)


def forget_sessions(database: Database, before: datetime) -> int:
    """Delete the sessions that began before a moment; gives how many."""
    return database.run("DELETE FROM sessions WHERE started_at < ?", stored_time(before))
