"""Invitations of suppliers to a tender, by address."""

from __future__ import annotations

import json
from datetime import datetime

from appraisal.core.tendering import Invitation
from appraisal.storage.database import Database, Row, read_moment, read_time, stored_json, stored_time


def add_invitation(database: Database, invitation: Invitation) -> None:
    """Add an invitation; an address is invited once to a tender."""
    database.add(
        "invitations",
        id=invitation.id,
        tender=invitation.tender,
        email=invitation.email,
        lots=stored_json(list(invitation.lots)),
        link=invitation.link,
        sent_at=stored_time(invitation.sent),
    )


def send_again(database: Database, invitation_id: str, link: str, at: datetime) -> None:
    """Put another link in the place of the one that was sent."""
    database.change("invitations", {"id": invitation_id}, link=link, sent_at=stored_time(at))


def accept(database: Database, invitation_id: str, organisation: str, at: datetime) -> None:
    """Note who accepted the invitation."""
    database.change("invitations", {"id": invitation_id}, organisation=organisation, opened_at=stored_time(at))


def invitation(database: Database, invitation_id: str) -> Invitation | None:
    """The invitation with this id."""
    row = database.one("SELECT * FROM invitations WHERE id = ?", invitation_id)
    return _read(row) if row else None


def invitations(database: Database, tender_id: str) -> list[Invitation]:
    """The invitations to a tender in the order of their addresses."""
    rows = database.all("SELECT * FROM invitations WHERE tender = ? ORDER BY email", tender_id)
    return [_read(row) for row in rows]


def is_invited(database: Database, tender_id: str, organisation: str) -> bool:
    """Whether the supplier accepted an invitation to the tender."""
    sql = "SELECT 1 FROM invitations WHERE organisation = ? AND tender = ? LIMIT 1"
    return database.one(sql, organisation, tender_id) is not None


def invited_lots(database: Database, tender_id: str, organisation: str) -> frozenset[int]:
    """The numbers of the lots that the supplier was invited to."""
    rows = database.all("SELECT lots FROM invitations WHERE organisation = ? AND tender = ?", organisation, tender_id)
    return frozenset(number for row in rows for number in json.loads(row["lots"]))


def _read(row: Row) -> Invitation:
    return Invitation(
        row["id"],
        row["tender"],
        row["email"],
        tuple(json.loads(row["lots"])),
        row["link"],
        read_moment(row["sent_at"]),
        read_time(row["opened_at"]),
        row["organisation"] or "",
    )
