"""The officers' own keys, one each; the private half stands behind a passphrase and the key at rest."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from appraisal.storage.database import Database, stored_json, stored_time
from appraisal.storage.officer_key import OfficerKey


def keep_key(database: Database, key: OfficerKey, at: datetime) -> None:
    """Store an officer's key in the place of an earlier one."""
    database.run("DELETE FROM officer_keys WHERE officer = ?", key.officer)
    database.add("officer_keys", officer=key.officer, key=key.text(), made_at=stored_time(at))


def keys_of(database: Database, officers: Iterable[str]) -> dict[str, OfficerKey]:
    """The keys of these officers, by officer; who has none is left out."""
    sql = "SELECT officer, key FROM officer_keys WHERE officer IN (SELECT value FROM json_each(?))"
    return {row["officer"]: OfficerKey.parse(row["key"]) for row in database.all(sql, stored_json(sorted(officers)))}
