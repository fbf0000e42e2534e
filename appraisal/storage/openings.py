"""Openings: the first officer's part until the second comes, and the report that stays."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from appraisal.storage.database import Database, read_moment, stored_json, stored_time


@dataclass(frozen=True, slots=True)
class Part:
    """What the first officer gave. `way` is "officers", "server" or "recovery"; `reason` only for the last."""

    lot: str
    officer: str
    way: str
    part: str
    reason: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Opening:
    """A lot's opening; `report` is canonical JSON, `emergency` the reason of one by the recovery key, or ""."""

    lot: str
    at: datetime
    officers: tuple[str, ...]
    emergency: str
    report: str
    digest: str


def keep_part(database: Database, part: Part) -> None:
    """Store the first part in the place of an earlier one."""
    drop_part(database, part.lot)
    database.add(
        "opening_parts",
        lot=part.lot,
        officer=part.officer,
        way=part.way,
        part=part.part,
        reason=part.reason,
        at=stored_time(part.at),
    )


def part(database: Database, lot: str) -> Part | None:
    """The first part of a lot's opening."""
    row = database.one("SELECT * FROM opening_parts WHERE lot = ?", lot)
    if row is None:
        return None
    return Part(row["lot"], row["officer"], row["way"], row["part"], row["reason"], read_moment(row["at"]))


def drop_part(database: Database, lot: str) -> None:
    """Forget the first part."""
    database.run("DELETE FROM opening_parts WHERE lot = ?", lot)


def add_opening(database: Database, opening: Opening) -> None:
    """Add a lot's opening; there is one."""
    database.add(
        "openings",
        lot=opening.lot,
        at=stored_time(opening.at),
        officers=stored_json(list(opening.officers)),
        emergency=opening.emergency,
        report=opening.report,
        digest=opening.digest,
    )


def opening(database: Database, lot: str) -> Opening | None:
    """The lot's opening."""
    row = database.one("SELECT * FROM openings WHERE lot = ?", lot)
    if row is None:
        return None
    officers: Sequence[str] = json.loads(row["officers"])
    return Opening(row["lot"], read_moment(row["at"]), tuple(officers), row["emergency"], row["report"], row["digest"])
