"""What was published of tenders: the frozen documents, and each lot's profile as every one of them made it valid."""

from __future__ import annotations

from appraisal.core.tendering import Publication
from appraisal.storage.database import Database, read_moment, stored_time


def add_publication(database: Database, tender_id: str, publication: Publication) -> None:
    """Add a frozen document; its number must be free."""
    database.add(
        "publications",
        tender=tender_id,
        number=publication.number,
        at=stored_time(publication.at),
        officer=publication.officer,
        reason=publication.reason,
        document=publication.document,
        digest=publication.digest,
    )


def publications(database: Database, tender_id: str) -> list[Publication]:
    """The publication and its addenda in order."""
    sql = "SELECT number, at, officer, reason, document, digest FROM publications WHERE tender = ? ORDER BY number"
    return [
        Publication(
            row["number"], read_moment(row["at"]), row["officer"], row["reason"], row["document"], row["digest"]
        )
        for row in database.all(sql, tender_id)
    ]


def add_published_profile(
    database: Database, lot_id: str, publication: int, profile: str, digest: str, changes_questions: bool
) -> None:
    """Keep a lot's profile as it was published, and whether its questionnaire differs from the one before."""
    database.add(
        "published_profiles",
        lot=lot_id,
        publication=publication,
        profile=profile,
        digest=digest,
        changes_questions=changes_questions,
    )


def published_profile(database: Database, lot_id: str) -> str | None:
    """The lot's profile as it was published last."""
    sql = "SELECT profile FROM published_profiles WHERE lot = ? ORDER BY publication DESC LIMIT 1"
    row = database.one(sql, lot_id)
    return row["profile"] if row else None


def profile_at(database: Database, lot_id: str, publication: int) -> str | None:
    """The lot's profile as a publication of this number made it valid."""
    row = database.one("SELECT profile FROM published_profiles WHERE lot = ? AND publication = ?", lot_id, publication)
    return row["profile"] if row else None


def profile_digests(database: Database, lot_id: str) -> list[tuple[int, str]]:
    """The digest of the lot's profile by the number of the publication that made it valid, oldest first."""
    sql = "SELECT publication, digest FROM published_profiles WHERE lot = ? ORDER BY publication"
    return [(row["publication"], row["digest"]) for row in database.all(sql, lot_id)]


def questions_changed_at(database: Database, lot_id: str) -> int:
    """The number of the last publication that changed the lot's questionnaire; 0 when none did."""
    sql = "SELECT coalesce(max(publication), 0) AS last FROM published_profiles WHERE lot = ? AND changes_questions = 1"
    row = database.one(sql, lot_id)
    return row["last"] if row else 0
