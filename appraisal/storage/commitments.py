"""The commitments of a bid while it is worked on: one sealed document a bid."""

from __future__ import annotations

from datetime import datetime

from appraisal.storage.database import Database, stored_time


def keep_commitments(database: Database, bid_id: str, body: bytes, at: datetime) -> None:
    """Store the sealed commitments of a bid in place of those before."""
    values = {"body": body, "changed_at": stored_time(at)}
    if not database.change("bid_commitments", {"bid": bid_id}, **values):
        database.add("bid_commitments", bid=bid_id, **values)


def commitments(database: Database, bid_id: str) -> bytes | None:
    """The sealed commitments of a bid; None where nobody has made any."""
    row = database.one("SELECT body FROM bid_commitments WHERE bid = ?", bid_id)
    return row["body"] if row else None
