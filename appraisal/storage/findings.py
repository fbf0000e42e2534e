"""Findings: each evaluator's drafts, the sheets they submitted, and what the panel agreed on; all sealed at rest."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from appraisal.storage.database import Database, Taken, read_moment, stored_time


@dataclass(frozen=True, slots=True)
class StoredFinding:
    """One evaluator's draft on one question; `version` counts its saves from 1."""

    bid: str
    person: str
    question: str
    version: int
    saved: datetime
    body: bytes


@dataclass(frozen=True, slots=True)
class StoredSheet:
    """Everything that an evaluator found on one bid, as submitted; `digest` covers the document inside `body`."""

    id: str
    bid: str
    person: str
    at: datetime
    body: bytes
    digest: str


@dataclass(frozen=True, slots=True)
class StoredConsensus:
    """What the panel agreed on for one question; a later version replaces an earlier one and both are kept."""

    bid: str
    question: str
    version: int
    person: str
    at: datetime
    body: bytes


def finding_drafts(database: Database, bid: str, person: str) -> list[StoredFinding]:
    """An evaluator's drafts on a bid."""
    sql = "SELECT * FROM finding_drafts WHERE bid = ? AND person = ?"
    return [
        StoredFinding(
            row["bid"], row["person"], row["question"], row["version"], read_moment(row["saved_at"]), row["body"]
        )
        for row in database.all(sql, bid, person)
    ]


def keep_finding(database: Database, new: StoredFinding) -> bool:
    """Store a draft as the version after the one that its writer saw; False when another save came first."""
    key = {"bid": new.bid, "person": new.person, "question": new.question}
    values = {"version": new.version, "saved_at": stored_time(new.saved), "body": new.body}
    if new.version > 1:
        return database.change("finding_drafts", {**key, "version": new.version - 1}, **values) == 1
    try:
        database.add("finding_drafts", **key, **values)
    except Taken:
        return False
    return True


def add_sheet(database: Database, sheet: StoredSheet) -> None:
    """Add a sheet.

    Raises:
        Taken: the evaluator submitted their findings on the bid before.
    """
    database.add(
        "finding_sheets",
        id=sheet.id,
        bid=sheet.bid,
        person=sheet.person,
        at=stored_time(sheet.at),
        body=sheet.body,
        digest=sheet.digest,
    )


def sheets(database: Database, bid: str) -> list[StoredSheet]:
    """The sheets on a bid in the order in which they were submitted."""
    return [
        StoredSheet(row["id"], row["bid"], row["person"], read_moment(row["at"]), row["body"], row["digest"])
        for row in database.all("SELECT * FROM finding_sheets WHERE bid = ? ORDER BY at, id", bid)
    ]


def add_consensus(database: Database, new: StoredConsensus) -> None:
    """Add a version of what the panel agreed on.

    Raises:
        Taken: the version is there already.
    """
    database.add(
        "consensus",
        bid=new.bid,
        question=new.question,
        version=new.version,
        person=new.person,
        at=stored_time(new.at),
        body=new.body,
    )


def consensus(database: Database, bid: str) -> list[StoredConsensus]:
    """Every version of what was agreed on a bid, in the order in which they were recorded."""
    return [
        StoredConsensus(row["bid"], row["question"], row["version"], row["person"], read_moment(row["at"]), row["body"])
        for row in database.all("SELECT * FROM consensus WHERE bid = ? ORDER BY at, rowid", bid)
    ]
