"""Drafts of answers to a bid: working copies, stored sealed, and gone once the opening read a version of the bid."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from appraisal.storage.database import Database, Row, Taken, read_moment, stored_time


@dataclass(frozen=True, slots=True)
class StoredDraft:
    """One respondent's sealed answers to one area; `version` counts its saves from 1."""

    person: str
    area: str
    version: int
    saved: datetime
    body: bytes


def drafts(database: Database, bid_id: str, person: str | None = None) -> list[StoredDraft]:
    """A bid's drafts, of one person only where it is given."""
    sql, values = "SELECT person, area, version, saved_at, body FROM drafts WHERE bid = ?", [bid_id]
    if person is not None:
        sql, values = f"{sql} AND person = ?", [*values, person]
    return [_draft(row) for row in database.all(sql, *values)]


def draft(database: Database, bid_id: str, person: str, area: str) -> StoredDraft | None:
    """One respondent's draft of one area."""
    sql = "SELECT person, area, version, saved_at, body FROM drafts WHERE bid = ? AND person = ? AND area = ?"
    row = database.one(sql, bid_id, person, area)
    return _draft(row) if row else None


def is_saved_since(database: Database, bid_id: str, at: datetime, person: str | None = None) -> bool:
    """Whether an answer or a line of evidence was kept or removed after a moment; of one person only their answers."""
    since = stored_time(at)
    answers = "SELECT 1 FROM drafts WHERE bid = ? AND saved_at > ?"
    if person is not None:
        return database.one(f"{answers} AND person = ?", bid_id, since, person) is not None
    lines = "SELECT 1 FROM evidence WHERE bid = ? AND (added_at > ? OR removed_at > ?)"
    return database.one(f"{answers} UNION ALL {lines}", bid_id, since, bid_id, since, since) is not None


def keep_draft(database: Database, bid_id: str, new: StoredDraft) -> bool:
    """Store a draft as the version after the one that its writer saw; False when another save came first."""
    key = {"bid": bid_id, "person": new.person, "area": new.area}
    values = {"version": new.version, "saved_at": stored_time(new.saved), "body": new.body}
    if new.version > 1:
        return database.change("drafts", {**key, "version": new.version - 1}, **values) == 1
    try:
        database.add("drafts", **key, **values)
    except Taken:
        return False
    return True


def drop_opened_drafts(database: Database) -> int:
    """Delete the drafts and the scope of every bid of which the opening read a version; gives how many drafts."""
    opened = "(SELECT bid FROM submissions WHERE opened IS NOT NULL)"
    database.run(f"UPDATE bids SET scope = NULL WHERE scope IS NOT NULL AND id IN {opened}")  # noqa: S608
    return database.run(f"DELETE FROM drafts WHERE bid IN {opened}")  # noqa: S608


def _draft(row: Row) -> StoredDraft:
    return StoredDraft(row["person"], row["area"], row["version"], read_moment(row["saved_at"]), row["body"])
