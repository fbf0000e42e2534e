"""The list of evidence of a bid: its lines, stored sealed; the files themselves are in `evidence`."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from appraisal.storage.database import Database, read_moment, read_time, stored_time


@dataclass(frozen=True, slots=True)
class StoredEvidence:
    """One sealed line of a bid's list of evidence."""

    id: str
    form: str
    body: bytes
    added: datetime
    removed: datetime | None


def add_evidence(database: Database, bid_id: str, evidence_id: str, form: str, body: bytes, at: datetime) -> None:
    """Add a line to a bid's list of evidence.

    Raises:
        Taken: the same form was stored, or the id is taken.
    """
    database.add("evidence", bid=bid_id, id=evidence_id, form=form, body=body, added_at=stored_time(at))


def evidence(database: Database, bid_id: str) -> list[StoredEvidence]:
    """A bid's list of evidence in the order in which it was added, with what was removed from it."""
    sql = "SELECT id, form, body, added_at, removed_at FROM evidence WHERE bid = ? ORDER BY rowid"
    return [
        StoredEvidence(row["id"], row["form"], row["body"], read_moment(row["added_at"]), read_time(row["removed_at"]))
        for row in database.all(sql, bid_id)
    ]


def remove_evidence(database: Database, bid_id: str, evidence_id: str, at: datetime) -> bool:
    """Take a line off the list; False when it is not on it."""
    sql = "UPDATE evidence SET removed_at = ? WHERE bid = ? AND id = ? AND removed_at IS NULL"
    return database.run(sql, stored_time(at), bid_id, evidence_id) == 1
