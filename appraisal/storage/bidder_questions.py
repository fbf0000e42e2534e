"""Questions to bidders after the opening, and their answers; both sealed at rest."""

from __future__ import annotations

from datetime import datetime

from appraisal.core.panel import BidderQuestion
from appraisal.storage.database import Database, Row, read_moment, read_time, stored_time


def add_bidder_question(database: Database, new: BidderQuestion) -> None:
    """Add a question.

    Raises:
        Taken: the same form was stored.
    """
    database.add(
        "bidder_questions",
        id=new.id,
        bid=new.bid,
        number=new.number,
        form=new.form,
        question=new.question,
        asked_by=new.asked_by,
        asked_at=stored_time(new.asked),
        due_at=stored_time(new.due),
        body=new.body,
    )


def keep_bidder_answer(
    database: Database, question_id: str, answer: bytes, person: str, received: datetime, at: datetime
) -> bool:
    """Store the answer; False when there is one already."""
    sql = (
        "UPDATE bidder_questions SET answer = ?, answered_by = ?, received_at = ?, answered_at = ? "
        "WHERE id = ? AND answer IS NULL"
    )
    return database.run(sql, answer, person, stored_time(received), stored_time(at), question_id) == 1


def bidder_question(database: Database, question_id: str) -> BidderQuestion | None:
    """The question with this id."""
    row = database.one("SELECT * FROM bidder_questions WHERE id = ?", question_id)
    return _read(row) if row else None


def bidder_questions(database: Database, bid: str) -> list[BidderQuestion]:
    """The questions on a bid in order."""
    return [_read(row) for row in database.all("SELECT * FROM bidder_questions WHERE bid = ? ORDER BY number", bid)]


def _read(row: Row) -> BidderQuestion:
    return BidderQuestion(
        id=row["id"],
        bid=row["bid"],
        number=row["number"],
        form=row["form"],
        question=row["question"],
        asked_by=row["asked_by"],
        asked=read_moment(row["asked_at"]),
        due=read_moment(row["due_at"]),
        body=row["body"],
        answer=row["answer"],
        answered_by=row["answered_by"] or "",
        received=read_time(row["received_at"]),
        answered=read_time(row["answered_at"]),
    )
