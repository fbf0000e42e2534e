"""Deleting what a tender holds: its contents and personal data go, references, times and digests stay."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime

from appraisal.storage.database import Database, stored_json, stored_time

_BIDS = "(SELECT bids.id FROM bids JOIN lots ON lots.id = bids.lot WHERE lots.tender = ?)"
_LOTS = "(SELECT id FROM lots WHERE tender = ?)"

CONTENTS: Mapping[str, str] = {
    "bid_commitments": f"DELETE FROM bid_commitments WHERE bid IN {_BIDS}",  # noqa: S608
    "bidder_questions": f"UPDATE bidder_questions SET question = '', body = x'', answer = NULL WHERE bid IN {_BIDS}",  # noqa: S608
    "bids": f"UPDATE bids SET scope = NULL WHERE id IN {_BIDS}",  # noqa: S608
    "clarifications": "UPDATE clarifications SET question = '', published_question = '', answer = '' WHERE tender = ?",
    "consensus": f"UPDATE consensus SET body = x'' WHERE bid IN {_BIDS}",  # noqa: S608
    "decisions": f"UPDATE decisions SET body = x'' WHERE lot IN {_LOTS}",  # noqa: S608
    "drafts": f"DELETE FROM drafts WHERE bid IN {_BIDS}",  # noqa: S608
    "evidence": f"DELETE FROM evidence WHERE bid IN {_BIDS}",  # noqa: S608
    "exclusions": f"UPDATE exclusions SET reason = '' WHERE bid IN {_BIDS}",  # noqa: S608
    "finding_drafts": f"DELETE FROM finding_drafts WHERE bid IN {_BIDS}",  # noqa: S608
    "finding_sheets": f"UPDATE finding_sheets SET body = x'' WHERE bid IN {_BIDS}",  # noqa: S608
    "interests": f"UPDATE interests SET body = x'' WHERE lot IN {_LOTS}",  # noqa: S608
    "invitations": "UPDATE invitations SET email = 'purged ' || id, link = '' WHERE tender = ?",
    "jobs": "DELETE FROM jobs WHERE tender = ?",
    "lots": "UPDATE lots SET kept = NULL WHERE tender = ?",
    "opening_parts": f"DELETE FROM opening_parts WHERE lot IN {_LOTS}",  # noqa: S608
    "openings": f"UPDATE openings SET report = '', emergency = '' WHERE lot IN {_LOTS}",  # noqa: S608
    "submissions": (
        "UPDATE submissions SET sealed = x'', own_copy = x'', opened = NULL, signed_by = '' "  # noqa: S608
        f"WHERE bid IN {_BIDS}"
    ),
    "team": f"UPDATE team SET role = '', areas = NULL WHERE bid IN {_BIDS}",  # noqa: S608
}
"""By table, how a tender's contents leave it; each statement takes the tender."""

PERSONAL = frozenset({"attempts", "known_places", "links", "organisations", "outbox", "people", "sessions"})
"""Tables that hold people who may belong to this tender alone; `forget_people` and the purge look for those."""

KEPT = frozenset(
    {
        "bid_labels",
        "installation",
        "journal",
        "lot_officers",
        "mailed_heads",
        "officer_keys",
        "panel",
        "publications",
        "published_profiles",
        "tenders",
    }
)
"""Tables that stay as they are: what was published, by which of the buyer's people, and the journal."""


def delete_contents(database: Database, tender_id: str) -> None:
    """Delete the contents of a tender, its invitations' addresses and the links that lead to it."""
    invited = "(SELECT id FROM invitations WHERE tender = ?)"
    led = (
        "DELETE FROM links WHERE EXISTS (SELECT 1 FROM json_each(links.facts) "  # noqa: S608 (constants)
        f"WHERE value = ? OR value IN {_BIDS} OR value IN {invited})"
    )
    database.run(led, tender_id, tender_id, tender_id)
    for statement in CONTENTS.values():
        database.run(statement, tender_id)


def only_here(database: Database, tender_id: str) -> list[str]:
    """The suppliers that bid on the tender or accepted its invitation, and have to do with no other that is kept."""
    tied = (
        "SELECT bids.organisation AS organisation, lots.tender AS tender FROM bids JOIN lots ON lots.id = bids.lot "
        "UNION SELECT organisation, tender FROM invitations WHERE organisation IS NOT NULL "
        "UNION SELECT organisation, tender FROM clarifications"
    )
    sql = (
        f"WITH tied AS ({tied}) SELECT organisation FROM tied WHERE tender = ? "  # noqa: S608 (constants)
        "EXCEPT SELECT organisation FROM tied JOIN tenders ON tenders.id = tied.tender "
        "WHERE tender <> ? AND purged_at IS NULL ORDER BY organisation"
    )
    return [row["organisation"] for row in database.all(sql, tender_id, tender_id)]


def addresses_of(database: Database, organisations: Collection[str]) -> list[str]:
    """The mail addresses of everybody who acts for these organisations."""
    sql = "SELECT email FROM people WHERE organisation IN (SELECT value FROM json_each(?)) ORDER BY email"
    return [row["email"] for row in database.all(sql, stored_json(sorted(organisations)))]


def forget_people(database: Database, organisations: Sequence[str], at: datetime) -> None:
    """Put references in the place of names and addresses, end access and sessions; entries go on naming these."""
    for organisation in organisations:
        inside = "(SELECT id FROM people WHERE organisation = ?)"
        for address in addresses_of(database, [organisation]):
            database.run("DELETE FROM attempts WHERE instr(subject, ?)", address)
            database.run("DELETE FROM links WHERE email = ?", address)
        database.run(f"DELETE FROM sessions WHERE person IN {inside}", organisation)  # noqa: S608 (a constant)
        database.run(f"DELETE FROM known_places WHERE person IN {inside}", organisation)  # noqa: S608 (a constant)
        database.run(
            "UPDATE people SET name = 'Person ' || id, email = lower(id) || '@purged.invalid', password = NULL, "
            "code_secret = NULL, zone = '', disabled_at = coalesce(disabled_at, ?) WHERE organisation = ?",
            stored_time(at),
            organisation,
        )
        sql = "UPDATE organisations SET name = 'Supplier ' || id, slug = lower(id) WHERE id = ?"
        database.run(sql, organisation)


def rewrite(database: Database) -> bool:
    """Write the whole file anew, so that nothing deleted is left in it or in its log; False when others are at work.

    Raises:
        Busy, StorageFull: it could not be done now.
    """
    database.alone("VACUUM")
    row = database.one("PRAGMA wal_checkpoint(TRUNCATE)")
    return row is not None and row[0] == 0
