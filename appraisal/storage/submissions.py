"""What was submitted, sealed to its lot; every version is kept, and the last that was not withdrawn counts."""

from __future__ import annotations

from datetime import datetime

from appraisal.core.bidding import SubmittedBid
from appraisal.storage.database import Database, Row, read_moment, read_time, stored_time


def add_submission(database: Database, submission: SubmittedBid) -> None:
    """Add a version.

    Raises:
        Taken: the same form, version or receipt is stored.
    """
    database.add(
        "submissions",
        receipt=submission.receipt,
        bid=submission.bid,
        version=submission.version,
        form=submission.form,
        received_at=stored_time(submission.received),
        stored_at=stored_time(submission.stored),
        person=submission.person,
        signed_by=submission.signed_by,
        sealed=submission.sealed,
        own_copy=submission.own_copy,
        digest=submission.digest,
        publication=submission.publication,
        confirmed=submission.confirmed,
    )


def submissions(database: Database, bid_id: str) -> list[SubmittedBid]:
    """Every version of a bid in order, withdrawn ones too."""
    return [_read(row) for row in database.all("SELECT * FROM submissions WHERE bid = ? ORDER BY version", bid_id)]


def opened_on(database: Database, lot: str) -> list[str]:
    """The bids on a lot that its opening found, without reading what is in them."""
    sql = (
        "SELECT DISTINCT bid FROM submissions JOIN bids ON bids.id = submissions.bid "
        "WHERE bids.lot = ? AND opened IS NOT NULL ORDER BY bid"
    )
    return [row["bid"] for row in database.all(sql, lot)]


def newest_of(database: Database, bid_id: str) -> SubmittedBid | None:
    """The last version of a bid, withdrawn or not."""
    row = database.one("SELECT * FROM submissions WHERE bid = ? ORDER BY version DESC LIMIT 1", bid_id)
    return _read(row) if row else None


def standing_of(database: Database, bid_id: str) -> SubmittedBid | None:
    """The version of a bid that counts, by `standing`."""
    newest = newest_of(database, bid_id)
    return standing([newest]) if newest else None


def submission_of_form(database: Database, bid_id: str, form: str) -> SubmittedBid | None:
    """The version that a form sent."""
    row = database.one("SELECT * FROM submissions WHERE bid = ? AND form = ?", bid_id, form)
    return _read(row) if row else None


def submission(database: Database, receipt: str) -> SubmittedBid | None:
    """The version with this receipt."""
    row = database.one("SELECT * FROM submissions WHERE receipt = ?", receipt)
    return _read(row) if row else None


def withdraw(database: Database, bid_id: str, person: str, at: datetime) -> int:
    """Withdraw every version of a bid that was not; gives how many."""
    sql = "UPDATE submissions SET withdrawn_at = ?, withdrawn_by = ? WHERE bid = ? AND withdrawn_at IS NULL"
    return database.run(sql, stored_time(at), person, bid_id)


def confirm(database: Database, receipt: str, publication: int) -> None:
    """Note that a version stands for what was published last."""
    database.change("submissions", {"receipt": receipt}, confirmed=publication)


def keep_opened(database: Database, receipt: str, opened: bytes) -> None:
    """Store what the opening found, under the key at rest, in the place of the supplier's own copy."""
    database.change("submissions", {"receipt": receipt}, opened=opened, own_copy=b"")


def opened_of(database: Database, bid_id: str) -> SubmittedBid | None:
    """The version of a bid that the opening read."""
    sql = "SELECT * FROM submissions WHERE bid = ? AND opened IS NOT NULL ORDER BY version DESC LIMIT 1"
    row = database.one(sql, bid_id)
    return _read(row) if row else None


def bids_opened(database: Database, lot: str | None = None) -> list[str]:
    """The ids of the bids of which the opening read a version, on one lot only where it is given."""
    sql = (
        "SELECT DISTINCT bid FROM submissions JOIN bids ON bids.id = bid "
        "WHERE opened IS NOT NULL AND (? IS NULL OR lot = ?) ORDER BY bid"
    )
    return [row["bid"] for row in database.all(sql, lot, lot)]


def drop_own_copies(database: Database) -> int:
    """Empty the suppliers' own copies of versions that the opening read; gives how many."""
    return database.run("UPDATE submissions SET own_copy = x'' WHERE opened IS NOT NULL AND own_copy <> x''")


def standing(versions: list[SubmittedBid]) -> SubmittedBid | None:
    """The version that counts: the last one, when it was not withdrawn."""
    return versions[-1] if versions and versions[-1].withdrawn is None else None


def _read(row: Row) -> SubmittedBid:
    return SubmittedBid(
        receipt=row["receipt"],
        bid=row["bid"],
        version=row["version"],
        form=row["form"],
        received=read_moment(row["received_at"]),
        stored=read_moment(row["stored_at"]),
        person=row["person"],
        signed_by=row["signed_by"],
        sealed=row["sealed"],
        own_copy=row["own_copy"],
        digest=row["digest"],
        publication=row["publication"],
        confirmed=row["confirmed"],
        withdrawn=read_time(row["withdrawn_at"]),
        withdrawn_by=row["withdrawn_by"] or "",
        opened=row["opened"],
    )
