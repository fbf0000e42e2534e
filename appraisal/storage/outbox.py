"""Mails wait here: written in the transaction of the act that sends them, delivered after it was committed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from appraisal.storage.database import Database, Row, read_moment, read_time, stored_time


@dataclass(frozen=True, slots=True)
class Mail:
    """A mail; its body is sealed under the key at rest, as it may hold a link; a later act may drop it by its topic."""

    id: int
    recipient: str
    subject: str
    body: bytes
    topic: str
    made: datetime
    due: datetime
    sent: datetime | None
    dropped: datetime | None
    attempts: int


def add_mail(
    database: Database, recipient: str, subject: str, body: bytes, at: datetime, due: datetime, topic: str
) -> None:
    """Put a mail in the outbox, to be sent from `due` on."""
    database.add(
        "outbox",
        recipient=recipient,
        subject=subject,
        body=body,
        topic=topic,
        made_at=stored_time(at),
        due_at=stored_time(due),
    )


def waiting_mails(database: Database, now: datetime, most: int = 50) -> list[Mail]:
    """The mails that are due and not sent, oldest first."""
    sql = (
        "SELECT * FROM outbox WHERE sent_at IS NULL AND dropped_at IS NULL AND due_at <= ? ORDER BY due_at, id LIMIT ?"
    )
    return [_read(row) for row in database.all(sql, stored_time(now), most)]


def mails(database: Database, most: int = 200) -> list[Mail]:
    """The newest mails, sent or not."""
    return [_read(row) for row in database.all("SELECT * FROM outbox ORDER BY id DESC LIMIT ?", most)]


def every_mail(database: Database) -> list[Mail]:
    """All mails, sent or not, oldest first."""
    return [_read(row) for row in database.all("SELECT * FROM outbox ORDER BY id")]


def delete_mail(database: Database, mail_id: int) -> None:
    """Delete a mail, sent or not."""
    database.run("DELETE FROM outbox WHERE id = ?", mail_id)


def drop_mails(database: Database, topic: str, at: datetime) -> None:
    """Drop the mails on a topic that were not sent yet."""
    sql = "UPDATE outbox SET dropped_at = ? WHERE topic = ? AND sent_at IS NULL AND dropped_at IS NULL"
    database.run(sql, stored_time(at), topic)


def mark_sent(database: Database, mail_id: int, at: datetime) -> None:
    """Note that the mail server took the mail."""
    database.run("UPDATE outbox SET sent_at = ?, attempts = attempts + 1 WHERE id = ?", stored_time(at), mail_id)


def mark_failed(database: Database, mail_id: int, again: datetime) -> None:
    """Note that the mail server did not take the mail, and when to try again."""
    database.run("UPDATE outbox SET due_at = ?, attempts = attempts + 1 WHERE id = ?", stored_time(again), mail_id)


def _read(row: Row) -> Mail:
    return Mail(
        row["id"],
        row["recipient"],
        row["subject"],
        row["body"],
        row["topic"],
        read_moment(row["made_at"]),
        read_moment(row["due_at"]),
        read_time(row["sent_at"]),
        read_time(row["dropped_at"]),
        row["attempts"],
    )
