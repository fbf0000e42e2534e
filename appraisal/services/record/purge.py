"""Purging a tender whose time is over: contents and personal data go for good, journal and digests stay."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass

from appraisal.core.errors import Busy, Conflict, StorageFull
from appraisal.core.events import Event
from appraisal.core.policy import Actor, Permission
from appraisal.core.tendering import Tender
from appraisal.services.account.enrolment import refuse_problem
from appraisal.services.bidding.evidence import known_files
from appraisal.services.known import tender_for
from appraisal.services.record.jobs import files_of_jobs
from appraisal.services.record.retention import today
from appraisal.services.toolkit import Kit
from appraisal.storage import bids, installation, invitations, outbox, retention, tenders
from appraisal.storage.database import stored_time
from appraisal.storage.outbox import Mail

SCRUB = "scrub"
"""The mark in the store that a purge was committed and the file is to be written anew."""


@dataclass(frozen=True, slots=True)
class Purge:
    """A tender to purge, confirmed by its reference as the officer typed it."""

    tender: str
    reference: str


def purge(kit: Kit, actor: Actor, command: Purge) -> None:
    """Delete what the tender holds, in one transaction; then its files, and what the store's file still has of it.

    Where the file cannot be written anew at once, as others are at work, `scrub` does it later.

    Raises:
        NotPermitted, NotFound, WrongStage: as `known.tender_for`.
        Conflict: it is under a legal hold, its last day is not past, or none was set.
        InvalidInput: what was typed is not its reference.
    """
    with kit.database.writing():
        tender = tender_for(kit, actor, command.tender, Permission.RETENTION_PURGE)
        if objection := purge_objection(kit, tender):
            raise Conflict(objection)
        if command.reference.strip() != tender.reference:
            raise refuse_problem("reference", "is not this tender's reference", f"expected {tender.reference}")
        files = [(bid, sha256) for bid in _bids(kit, tender) for sha256 in known_files(kit, bid)]
        files += files_of_jobs(kit, tender.id)
        _delete(kit, tender)
        columns = {"purged_at": stored_time(kit.now()), "purged_by": actor.person}
        tenders.change_tender(kit.database, tender.id, tender.version, **columns)
        installation.note(kit.database, SCRUB, tender.id)
        kit.record(actor.person, Event.RETENTION_PURGED, tender.id, tender.id)
    for bid, sha256 in files:
        kit.evidence.remove(bid, sha256)
    scrub(kit)


def purge_objection(kit: Kit, tender: Tender) -> str:
    """Why a tender may not be purged now, or nothing."""
    if tender.hold:
        return "The tender is under a legal hold; expected it to be lifted first"
    if tender.keep_until is None:
        return "Nobody has said how long the tender is kept; expected that to be set first"
    if today(kit, tender) <= tender.keep_until:
        return f"The tender is kept until {tender.keep_until.isoformat()}; expected a later day"
    return ""


def scrub(kit: Kit) -> bool:
    """Where a purge waits for it, write the store's file anew; False when it has to be tried again."""
    if installation.noted(kit.database, SCRUB) is None:
        return True
    try:
        if not retention.rewrite(kit.database):
            return False
    except (Busy, StorageFull):
        return False
    with kit.database.writing():
        installation.forget(kit.database, SCRUB)
    return True


def _delete(kit: Kit, tender: Tender) -> None:
    leaving = retention.only_here(kit.database, tender.id)
    gone = set(retention.addresses_of(kit.database, leaving))
    for mail in list(_mails(kit, tender, gone)):
        outbox.delete_mail(kit.database, mail.id)
    retention.delete_contents(kit.database, tender.id)
    retention.forget_people(kit.database, leaving, kit.now())


def _mails(kit: Kit, tender: Tender, gone: Collection[str]) -> Iterator[Mail]:
    """The mails about the tender, told by their topic, subject or an address in their text; and all to those who go."""
    about = {tender.id, *_bids(kit, tender), *(lot.id for lot in tender.lots)}
    about |= {one.id for one in invitations.invitations(kit.database, tender.id)}
    others = [other.reference for other in tenders.tenders_of_buyer(kit.database, tender.buyer)]
    for mail in outbox.every_mail(kit.database):
        words = set(re.findall(r"[\w-]+", kit.mail_text(mail)))
        if mail.recipient in gone or about & {*words, *mail.topic.split()} or _names(mail.subject, tender, others):
            yield mail


def _names(subject: str, tender: Tender, references: list[str]) -> bool:
    """Whether a subject names the tender: its reference is the longest of all that stand there."""
    named = [reference for reference in references if f"tender {reference}" in subject]
    return bool(named) and max(named, key=len) == tender.reference


def _bids(kit: Kit, tender: Tender) -> list[str]:
    return [bid.id for lot in tender.lots for bid in bids.bids_on(kit.database, lot.id)]
