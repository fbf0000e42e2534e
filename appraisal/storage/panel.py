"""Who evaluates a lot, what interests they declared, and by which letter each opened bid is known."""

from __future__ import annotations

import json
from collections.abc import Iterable
from datetime import datetime

from appraisal.core.panel import Interest, Panelist
from appraisal.storage.database import Database, Row, read_moment, read_time, stored_json, stored_time


def name_panelist(
    database: Database, lot: str, person: str, areas: Iterable[str] | None, chair: bool, at: datetime
) -> None:
    """Put somebody on a lot's panel, or change what they evaluate there."""
    columns = {"areas": None if areas is None else stored_json(sorted(areas)), "chair": chair, "left_at": None}
    key = {"lot": lot, "person": person}
    if not database.change("panel", key, **columns):
        database.add("panel", **key, named_at=stored_time(at), **columns)


def leave_panel(database: Database, lot: str, person: str, at: datetime) -> bool:
    """Take somebody off the panel; False when they are not on it. What they found stays."""
    sql = "UPDATE panel SET left_at = ? WHERE lot = ? AND person = ? AND left_at IS NULL"
    return database.run(sql, stored_time(at), lot, person) == 1


def panel(database: Database, lot: str) -> list[Panelist]:
    """Everybody who is on a lot's panel, or was, in the order in which they were named."""
    return [_panelist(row) for row in database.all("SELECT * FROM panel WHERE lot = ? ORDER BY named_at, person", lot)]


def panelist(database: Database, lot: str, person: str) -> Panelist | None:
    """The person's place on the panel, or None when they are not on it now."""
    row = database.one("SELECT * FROM panel WHERE lot = ? AND person = ? AND left_at IS NULL", lot, person)
    return _panelist(row) if row else None


def lots_of_panelist(database: Database, person: str) -> list[str]:
    """The lots on whose panels a person is, newest tender first."""
    sql = (
        "SELECT panel.lot FROM panel JOIN lots ON lots.id = panel.lot JOIN tenders ON tenders.id = lots.tender "
        "WHERE panel.person = ? AND left_at IS NULL ORDER BY tenders.created_at DESC, lots.number"
    )
    return [row["lot"] for row in database.all(sql, person)]


def add_interest(
    database: Database, lot: str, person: str, bid: str, conflict: bool, body: bytes, set_by: str, at: datetime
) -> None:
    """Add a declaration."""
    database.add(
        "interests",
        lot=lot,
        person=person,
        bid=bid,
        conflict=conflict,
        body=body,
        set_by=set_by,
        at=stored_time(at),
    )


def interests(database: Database, lot: str, person: str | None = None) -> list[Interest]:
    """The declarations on a lot in order, of one person only where it is given."""
    sql, values = "SELECT * FROM interests WHERE lot = ?", [lot]
    if person is not None:
        sql, values = f"{sql} AND person = ?", [*values, person]
    return [
        Interest(
            row["number"],
            row["lot"],
            row["person"],
            row["bid"],
            bool(row["conflict"]),
            row["body"],
            row["set_by"],
            read_moment(row["at"]),
        )
        for row in database.all(f"{sql} ORDER BY number", *values)
    ]


def add_label(database: Database, lot: str, bid: str, label: str) -> None:
    """Give a bid the letter by which it is known while the evaluation is blind."""
    database.add("bid_labels", lot=lot, bid=bid, label=label)


def labels(database: Database, lot: str) -> dict[str, str]:
    """The letters of a lot's bids by bid."""
    return {row["bid"]: row["label"] for row in database.all("SELECT bid, label FROM bid_labels WHERE lot = ?", lot)}


def _panelist(row: Row) -> Panelist:
    areas = None if row["areas"] is None else frozenset(json.loads(row["areas"]))
    named, left = read_moment(row["named_at"]), read_time(row["left_at"])
    return Panelist(row["lot"], row["person"], areas, bool(row["chair"]), named, left)
