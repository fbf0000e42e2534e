"""Counts of what was tried and failed, and the places from which a person signed in before."""

from __future__ import annotations

from datetime import datetime

from appraisal.storage.database import Database, read_moment, stored_time


def add_attempt(database: Database, subject: str, at: datetime) -> None:
    """Count one more attempt on a subject."""
    database.add("attempts", subject=subject, at=stored_time(at))


def attempts_since(database: Database, subject: str, since: datetime) -> tuple[int, datetime | None]:
    """How many attempts there were after a moment, and when the first of them was."""
    row = database.one(
        "SELECT count(*) AS many, min(at) AS first FROM attempts WHERE subject = ? AND at > ?",
        subject,
        stored_time(since),
    )
    if row is None or not row["many"]:
        return 0, None
    return row["many"], read_moment(row["first"])


def clear_attempts(database: Database, subject: str) -> None:
    """Begin counting on a subject anew."""
    database.run("DELETE FROM attempts WHERE subject = ?", subject)


def take_back_attempt(database: Database, subject: str) -> None:
    """Count one attempt less on a subject: the newest."""
    sql = "DELETE FROM attempts WHERE rowid = (SELECT max(rowid) FROM attempts WHERE subject = ?)"
    database.run(sql, subject)


def forget_attempts(database: Database, before: datetime) -> None:
    """Delete what is too old to count."""
    database.run("DELETE FROM attempts WHERE at < ?", stored_time(before))


def remember_place(database: Database, person: str, place: str, at: datetime) -> None:
    """Note that the person signed in from a place."""
    sql = "INSERT INTO known_places (person, place, at) VALUES (?, ?, ?) ON CONFLICT DO UPDATE SET at = excluded.at"
    database.run(sql, person, place, stored_time(at))


def knows_place(database: Database, person: str, place: str, since: datetime) -> bool:
    """Whether the person signed in from the place after a moment."""
    sql = "SELECT 1 FROM known_places WHERE person = ? AND place = ? AND at > ?"
    return database.one(sql, person, place, stored_time(since)) is not None
