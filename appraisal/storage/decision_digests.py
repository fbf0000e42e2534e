"""What is on record of decisions without their contents: kind, number, when, by whom, digest."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from appraisal.storage.database import Database, read_moment


@dataclass(frozen=True, slots=True)
class DecisionDigest:
    """One version of a decision on a lot, such as a report, a recommendation or an award."""

    kind: str
    number: int
    at: datetime
    person: str
    digest: str


def decision_digests(database: Database, lot: str) -> list[DecisionDigest]:
    """The decisions on a lot in the order in which they were made."""
    sql = "SELECT kind, number, at, person, digest FROM decisions WHERE lot = ? ORDER BY at, kind, number"
    return [
        DecisionDigest(row["kind"], row["number"], read_moment(row["at"]), row["person"], row["digest"])
        for row in database.all(sql, lot)
    ]
