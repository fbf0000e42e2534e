"""Long work: how far it is, whether it is to stop, and the sealed record of the file that it made."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from appraisal.storage.database import Database, Row, read_moment, read_time, stored_time


@dataclass(frozen=True, slots=True)
class StoredJob:
    """One piece of work; `total` is 0 while it is not known, `file` the sealed record once it is done."""

    id: str
    kind: str
    person: str
    tender: str
    lot: int
    title: str
    begun: datetime
    done: int = 0
    total: int = 0
    state: str = "running"
    stop: bool = False
    words: str = ""
    file: bytes | None = None
    ended: datetime | None = None


def add_job(database: Database, job: StoredJob) -> None:
    """Add a piece of work that begins."""
    database.add(
        "jobs",
        id=job.id,
        kind=job.kind,
        person=job.person,
        tender=job.tender,
        lot=job.lot,
        title=job.title,
        begun_at=stored_time(job.begun),
    )


def job(database: Database, job_id: str) -> StoredJob | None:
    """The piece of work with this id."""
    row = database.one("SELECT * FROM jobs WHERE id = ?", job_id)
    return _read(row) if row else None


def jobs_on(database: Database, tender: str) -> list[StoredJob]:
    """All work on a tender, oldest first."""
    return [_read(row) for row in database.all("SELECT * FROM jobs WHERE tender = ? ORDER BY begun_at, id", tender)]


def advance(database: Database, job_id: str, done: int, total: int) -> None:
    """Note how far it is."""
    database.change("jobs", {"id": job_id}, done=done, total=total)


def ask_to_stop(database: Database, job_id: str) -> bool:
    """Ask a running piece of work to stop; False when it runs no more."""
    return database.change("jobs", {"id": job_id, "state": "running"}, stop=1) == 1


def end_job(database: Database, job_id: str, state: str, words: str, file: bytes | None, at: datetime) -> None:
    """Note how a running piece of work ended."""
    key = {"id": job_id, "state": "running"}
    database.change("jobs", key, state=state, words=words, file=file, ended_at=stored_time(at))


def end_interrupted(database: Database, words: str, at: datetime) -> int:
    """Note that whatever still counts as running ended with the server that ran it; gives how many."""
    return database.change("jobs", {"state": "running"}, state="failed", words=words, ended_at=stored_time(at))


def _read(row: Row) -> StoredJob:
    return StoredJob(
        id=row["id"],
        kind=row["kind"],
        person=row["person"],
        tender=row["tender"],
        lot=row["lot"],
        title=row["title"],
        begun=read_moment(row["begun_at"]),
        done=row["done"],
        total=row["total"],
        state=row["state"],
        stop=bool(row["stop"]),
        words=row["words"],
        file=row["file"],
        ended=read_time(row["ended_at"]),
    )
