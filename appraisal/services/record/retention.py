"""How long a tender is kept, and legal holds: set by an officer with a reason."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from appraisal.core.events import Event
from appraisal.core.policy import Actor, Permission
from appraisal.core.tendering import Tender
from appraisal.exchange.local_time import in_zone
from appraisal.services.known import tender_for
from appraisal.services.toolkit import Kit
from appraisal.services.words import Form
from appraisal.storage import tenders


@dataclass(frozen=True, slots=True)
class SetRetention:
    """The last day on which a tender's contents are kept, as 2033-12-31, and whether they may be deleted at all."""

    tender: str
    keep_until: str
    hold: bool
    reason: str


def set_retention(kit: Kit, actor: Actor, command: SetRetention) -> None:
    """Say how long a tender is kept; a legal hold keeps it beyond that day.

    Raises:
        NotPermitted, NotFound, WrongStage: as `known.tender_for`.
        InvalidInput: no day that is still to come, or no reason.
    """
    form = Form()
    reason = form.text("reason", command.reason, longest=1000)
    with kit.database.writing():
        tender = tender_for(kit, actor, command.tender, Permission.RETENTION_SET)
        day = _day(command.keep_until)
        if day is None or day < today(kit, tender):
            form.note("keep_until", "is no day that is to come", "expected year-month-day, today or later")
        form.finish()
        until, hold = command.keep_until.strip(), reason if command.hold else ""
        tenders.change_tender(kit.database, tender.id, tender.version, keep_until=until, hold=hold)
        about = (actor.person, Event.RETENTION_SET, tender.id, tender.id)
        kit.record(*about, keep_until=until, hold=command.hold, reason=reason)


def today(kit: Kit, tender: Tender) -> date:
    """The present day in the tender's zone."""
    return in_zone(kit.now(), tender.zone).date()


def purged_words(name: str, at: datetime, zone: str) -> str:
    """What the pages of a purged tender say."""
    local = in_zone(at, zone)
    return f"Purged on {local.day} {local:%B %Y} by {name}: contents and personal data were deleted."


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text.strip()) if len(text.strip()) == 10 else None
    except ValueError:
        return None
