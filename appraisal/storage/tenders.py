"""Tenders and their lots, as they are valid now."""

from __future__ import annotations

import json
from collections.abc import Iterable
from datetime import date, datetime

from appraisal.core.tendering import Lot, Tender
from appraisal.core.timetable import Timetable
from appraisal.storage.database import Database, Row, read_moment, read_time, stored_json, stored_time


def add_tender(database: Database, tender_id: str, reference: str, buyer: str, title: str, at: datetime) -> None:
    """Add a tender in draft; its reference must be free."""
    database.add("tenders", id=tender_id, reference=reference, buyer=buyer, title=title, created_at=stored_time(at))


def tender(database: Database, tender_id: str) -> Tender | None:
    """The tender with its lots."""
    row = database.one("SELECT * FROM tenders WHERE id = ?", tender_id)
    return _tender(row, _lots(database, tender_id)) if row else None


def tender_of_lot(database: Database, lot_id: str) -> Tender | None:
    """The tender that the lot belongs to."""
    row = database.one("SELECT * FROM tenders WHERE id = (SELECT tender FROM lots WHERE id = ?)", lot_id)
    return _tender(row, _lots(database, row["id"])) if row else None


def tenders_of_buyer(database: Database, buyer: str) -> list[Tender]:
    """Every tender of a buyer, newest first."""
    rows = database.all("SELECT * FROM tenders WHERE buyer = ? ORDER BY created_at DESC, id", buyer)
    return [_tender(row, _lots(database, row["id"])) for row in rows]


def tenders_for_supplier(database: Database, organisation: str) -> list[Tender]:
    """The published tenders that are open to all or to which the supplier accepted an invitation, newest first."""
    sql = (
        "SELECT * FROM tenders WHERE published_at IS NOT NULL AND (access = 'open' OR id IN "
        "(SELECT tender FROM invitations WHERE organisation = ?)) ORDER BY published_at DESC, id"
    )
    return [_tender(row, _lots(database, row["id"])) for row in database.all(sql, organisation)]


def change_tender(database: Database, tender_id: str, version: int, /, **columns: object) -> bool:
    """Change columns and count the version up; False when the version is not the stored one any more."""
    key = {"id": tender_id, "version": version}
    return database.change("tenders", key, version=version + 1, **columns) == 1


def add_lot(database: Database, lot_id: str, tender_id: str, title: str) -> int:
    """Add a lot to a draft; gives its number, counted from 1 and never used twice."""
    row = database.one("SELECT coalesce(max(number), 0) + 1 AS next FROM lots WHERE tender = ?", tender_id)
    number: int = row["next"] if row else 1
    database.add("lots", id=lot_id, tender=tender_id, number=number, title=title)
    return number


def change_lot(database: Database, lot_id: str, /, **columns: object) -> None:
    """Change columns of a lot."""
    database.change("lots", {"id": lot_id}, **columns)


def name_officers(database: Database, lot_id: str, officers: Iterable[str]) -> None:
    """Make these people the lot's officers."""
    database.run("DELETE FROM lot_officers WHERE lot = ?", lot_id)
    for officer in officers:
        database.add("lot_officers", lot=lot_id, officer=officer)


def timetable_text(timetable: Timetable) -> str:
    """The timetable as the store keeps it."""
    return stored_json(
        {
            "zone": timetable.zone,
            "last_question": stored_time(timetable.last_question),
            "deadline": stored_time(timetable.deadline),
            "opening": stored_time(timetable.opening),
        }
    )


def _timetable(text: str | None) -> Timetable | None:
    if text is None:
        return None
    stored = json.loads(text)
    dates = (read_moment(stored[name]) for name in ("last_question", "deadline", "opening"))
    return Timetable(stored["zone"], *dates)


def _tender(row: Row, lots: tuple[Lot, ...]) -> Tender:
    return Tender(
        id=row["id"],
        reference=row["reference"],
        buyer=row["buyer"],
        title=row["title"],
        access=row["access"],
        tell_count=bool(row["tell_count"]),
        timetable=_timetable(row["timetable"]),
        version=row["version"],
        created=read_moment(row["created_at"]),
        published=read_time(row["published_at"]),
        cancelled=read_time(row["cancelled_at"]),
        cancel_reason=row["cancel_reason"],
        lots=lots,
        keep_until=date.fromisoformat(row["keep_until"]) if row["keep_until"] else None,
        hold=row["hold"],
        purged=read_time(row["purged_at"]),
        purged_by=row["purged_by"],
    )


def _lots(database: Database, tender_id: str) -> tuple[Lot, ...]:
    sql = (
        "SELECT *, (SELECT json_group_array(officer) FROM lot_officers WHERE lot = lots.id) AS officers "
        "FROM lots WHERE tender = ? AND dropped_at IS NULL ORDER BY number"
    )
    return tuple(
        Lot(
            id=row["id"],
            tender=row["tender"],
            number=row["number"],
            title=row["title"],
            profile=row["profile"],
            indication=bool(row["indication"]),
            sealing=row["sealing"],
            officers=tuple(sorted(json.loads(row["officers"]))),
            key=row["key"],
            kept=row["kept"],
            opened=read_time(row["opened_at"]),
            blind=bool(row["blind"]),
            evaluated=read_time(row["evaluated_at"]),
            decided=read_time(row["decided_at"]),
        )
        for row in database.all(sql, tender_id)
    )
