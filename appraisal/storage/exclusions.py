"""Bids that were taken out of a competition after the opening, and why."""

from __future__ import annotations

from appraisal.core.panel import Exclusion
from appraisal.storage.database import Database, read_moment, stored_time


def add_exclusion(database: Database, exclusion: Exclusion) -> None:
    """Take a bid out.

    Raises:
        Taken: it is out already.
    """
    database.add(
        "exclusions",
        bid=exclusion.bid,
        kind=exclusion.kind,
        reason=exclusion.reason,
        officer=exclusion.officer,
        at=stored_time(exclusion.at),
    )


def exclusions(database: Database, lot: str) -> dict[str, Exclusion]:
    """The bids on a lot that are out, by bid."""
    sql = "SELECT exclusions.* FROM exclusions JOIN bids ON bids.id = exclusions.bid WHERE bids.lot = ? ORDER BY at"
    return {
        row["bid"]: Exclusion(row["bid"], row["kind"], row["reason"], row["officer"], read_moment(row["at"]))
        for row in database.all(sql, lot)
    }
