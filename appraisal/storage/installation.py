"""What the store notes about itself, by name."""

from __future__ import annotations

from appraisal.storage.database import Database


def noted(database: Database, name: str) -> str | None:
    """What is noted under a name, or None."""
    row = database.one("SELECT value FROM installation WHERE name = ?", name)
    return row["value"] if row else None


def note(database: Database, name: str, value: str) -> None:
    """Note a value in the place of an earlier one."""
    sql = "INSERT INTO installation (name, value) VALUES (?, ?) ON CONFLICT DO UPDATE SET value = excluded.value"
    database.run(sql, name, value)


def forget(database: Database, name: str) -> None:
    """Forget what is noted under a name."""
    database.run("DELETE FROM installation WHERE name = ?", name)
