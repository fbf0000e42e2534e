"""Decisions on a lot as numbered documents of a kind: only ever added, sealed at rest, each with its digest."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from appraisal.storage.database import Database, read_moment, stored_time


@dataclass(frozen=True, slots=True)
class StoredDecision:
    """One decision; `number` counts those of its kind on the lot from 1, `digest` covers the document in `body`."""

    lot: str
    kind: str
    number: int
    at: datetime
    person: str
    body: bytes
    digest: str


def add_decision(database: Database, new: StoredDecision) -> None:
    """Add a decision.

    Raises:
        Taken: another one has the number.
    """
    database.add(
        "decisions",
        lot=new.lot,
        kind=new.kind,
        number=new.number,
        at=stored_time(new.at),
        person=new.person,
        body=new.body,
        digest=new.digest,
    )


def decisions(database: Database, lot: str, kind: str | None = None) -> list[StoredDecision]:
    """The decisions on a lot in the order in which they were made, of one kind only where it is given."""
    sql, values = "SELECT * FROM decisions WHERE lot = ?", [lot]
    if kind is not None:
        sql, values = f"{sql} AND kind = ?", [*values, kind]
    return [
        StoredDecision(
            row["lot"],
            row["kind"],
            row["number"],
            read_moment(row["at"]),
            row["person"],
            row["body"],
            row["digest"],
        )
        for row in database.all(f"{sql} ORDER BY rowid", *values)
    ]
