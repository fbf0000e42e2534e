"""Questions of suppliers on a tender, and what was published of them."""

from __future__ import annotations

from datetime import datetime

from appraisal.core.tendering import Clarification
from appraisal.storage.database import Database, Row, read_moment, read_time, stored_time


def add_question(database: Database, asked: Clarification, form: str) -> None:
    """Add a question.

    Raises:
        Taken: the form was sent before.
    """
    database.add(
        "clarifications",
        id=asked.id,
        tender=asked.tender,
        form=form,
        organisation=asked.organisation,
        person=asked.person,
        asked_at=stored_time(asked.asked),
        question=asked.question,
    )


def question_of_form(database: Database, form: str) -> Clarification | None:
    """The question that a form sent."""
    row = database.one("SELECT * FROM clarifications WHERE form = ?", form)
    return _read(row) if row else None


def clarifications(database: Database, tender_id: str) -> list[Clarification]:
    """Every question on a tender in the order in which they came."""
    rows = database.all("SELECT * FROM clarifications WHERE tender = ? ORDER BY asked_at, id", tender_id)
    return [_read(row) for row in rows]


def publish_answer(
    database: Database, question_id: str, number: int, question: str, answer: str, officer: str, at: datetime
) -> bool:
    """Publish an answer; False when there is one already."""
    sql = (
        "UPDATE clarifications SET number = ?, published_question = ?, answer = ?, officer = ?, answered_at = ? "
        "WHERE id = ? AND answered_at IS NULL"
    )
    return database.run(sql, number, question, answer, officer, stored_time(at), question_id) == 1


def _read(row: Row) -> Clarification:
    return Clarification(
        row["id"],
        row["tender"],
        row["organisation"],
        row["person"],
        read_moment(row["asked_at"]),
        row["question"],
        row["number"],
        row["published_question"] or "",
        row["answer"] or "",
        read_time(row["answered_at"]),
        row["officer"] or "",
    )
