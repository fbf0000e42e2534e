"""Links that work once: stored by the SHA-256 of their token, bound to an address and to what they are for."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from appraisal.core.people import Purpose
from appraisal.storage.database import Database, Row, read_moment, read_time, stored_json, stored_time


@dataclass(frozen=True, slots=True)
class StoredLink:
    """A link by the digest of its token; `facts` are the references it is bound to."""

    id: str
    purpose: Purpose
    email: str
    facts: Mapping[str, str]
    expires: datetime
    used: datetime | None


def add_link(database: Database, link: StoredLink, at: datetime) -> None:
    """Add a link that was not used yet."""
    database.add(
        "links",
        id=link.id,
        purpose=str(link.purpose),
        email=link.email,
        facts=stored_json(dict(link.facts)),
        made_at=stored_time(at),
        expires_at=stored_time(link.expires),
    )


def stored_link(database: Database, link_id: str) -> StoredLink | None:
    """The link, used or not."""
    row = database.one("SELECT * FROM links WHERE id = ?", link_id)
    return _read(row) if row else None


def links_of_bid(database: Database, bid: str, at: datetime) -> list[StoredLink]:
    """The links to a bid's team that were not used and still work, oldest first."""
    sql = (
        "SELECT * FROM links WHERE purpose = ? AND used_at IS NULL AND expires_at >= ? "
        "AND json_extract(facts, '$.bid') = ? ORDER BY made_at, rowid"
    )
    return [_read(row) for row in database.all(sql, str(Purpose.TEAM), stored_time(at), bid)]


def use_link(database: Database, link_id: str, at: datetime) -> bool:
    """Use a link up; False when it was used before."""
    return database.run("UPDATE links SET used_at = ? WHERE id = ? AND used_at IS NULL", stored_time(at), link_id) == 1


def drop_links(database: Database, purpose: Purpose, email: str, at: datetime) -> None:
    """Use up every link of one purpose to an address, so that only a newer one works."""
    sql = "UPDATE links SET used_at = ? WHERE purpose = ? AND email = ? AND used_at IS NULL"
    database.run(sql, stored_time(at), str(purpose), email)


def _read(row: Row) -> StoredLink:
    return StoredLink(
        row["id"],
        Purpose(row["purpose"]),
        row["email"],
        json.loads(row["facts"]),
        read_moment(row["expires_at"]),
        read_time(row["used_at"]),
    )
