"""The steps that every way to open a lot shares: who is awaited, what is stored, and who is told."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

from appraisal.core import policy
from appraisal.core import tender as stages
from appraisal.core.errors import Conflict, NotFound
from appraisal.core.events import Event
from appraisal.core.policy import Actor, Permission
from appraisal.core.tendering import Lot
from appraisal.services.known import known_tender, lot_of
from appraisal.services.mail.notices import tell_everybody
from appraisal.services.opening.clearing import clear_opened, lock_files
from appraisal.services.opening.opened_contents import give_letters
from appraisal.services.opening.opening_report import kept_report, read_bids, versions_of
from appraisal.services.toolkit import Kit
from appraisal.storage import openings, submissions, tenders
from appraisal.storage.database import stored_time
from appraisal.storage.lot_key import LotKey
from appraisal.storage.opening import OpenLot
from appraisal.storage.openings import Part

WAITING = timedelta(hours=1)
"""How long the first officer's part waits for the second officer."""


def ready(kit: Kit, actor: Actor, tender_id: str, number: int, act: Permission) -> tuple[Lot, LotKey]:
    """The lot and its key, when the actor may do the act to it now.

    Raises:
        NotPermitted, NotFound, WrongStage: as `known.tender_for`.
    """
    policy.require(actor, act)
    tender = known_tender(kit, actor, tender_id)
    lot = lot_of(tender, number)
    stages.require(tender.course_of(lot), act, kit.now())
    if lot.key is None:
        raise NotFound("This lot has no key")
    return lot, LotKey.parse(lot.key)


def waiting_part(kit: Kit, lot: Lot) -> Part | None:
    """The first part, while it waits."""
    part = openings.part(kit.database, lot.id)
    return part if part and kit.now() - part.at <= WAITING else None


def keep_first(kit: Kit, actor: Actor, tender_id: str, part: Part, act: Permission) -> None:
    """Store the first part; the second officer is awaited now.

    Raises:
        Conflict: another officer was faster.
    """
    with kit.database.writing():
        lot = _still(kit, tender_id, part.lot, act)
        if (other := waiting_part(kit, lot)) and other.officer != part.officer and other.way == part.way:
            raise Conflict("Another officer gave the first part meanwhile; give yours again to open the lot")
        openings.keep_part(kit.database, part)
        kit.record(actor.person, Event.LOT_KEY_PART_USED, lot.id, tender_id, lot=lot.number, way=part.way)


def open_now(
    kit: Kit,
    actor: Actor,
    tender_id: str,
    lot: Lot,
    opened: OpenLot,
    officers: Sequence[str],
    reason: str,
    act: Permission,
) -> None:
    """Read every bid that counts, then in one transaction store what was read, under the key at rest, and the report.

    Reading comes before the transaction, as many bids take a while; what was received in time is stored by then.
    Drafts and own copies of the bids that were read go in the same transaction, their files are locked after it.
    """
    before = versions_of(kit, lot)
    found = read_bids(kit, lot, opened)
    with kit.database.writing():
        _still(kit, tender_id, lot.id, act)
        if versions_of(kit, lot) != before:
            raise Conflict("A bid that was received in time was stored just now; give your part again")
        way = "recovery" if reason else lot.sealing
        kit.record(actor.person, Event.LOT_KEY_PART_USED, lot.id, tender_id, lot=lot.number, way=way)
        columns = {"opened_at": stored_time(kit.now()), "kept": opened.kept(kit.vault)}
        tenders.change_lot(kit.database, lot.id, **columns)
        openings.drop_part(kit.database, lot.id)
        digest = kept_report(kit, tender_id, lot.id, found, officers, way, reason)
        give_letters(kit, lot.id)
        clear_opened(kit)
        event = Event.LOT_EMERGENCY_OPENED if reason else Event.LOT_OPENED
        first, second = officers
        kit.record(actor.person, event, lot.id, tender_id, lot=lot.number, report=digest, first=first, second=second)
        _tell(kit, tender_id, lot, reason)
    lock_files(kit, submissions.bids_opened(kit.database, lot.id))


def _still(kit: Kit, tender_id: str, lot_id: str, act: Permission) -> Lot:
    """The lot, if it may be opened still."""
    tender = tenders.tender(kit.database, tender_id)
    lot = next((lot for lot in tender.lots if lot.id == lot_id), None) if tender else None
    if tender is None or lot is None:
        raise NotFound("There is no such lot")
    stages.require(tender.course_of(lot), act, kit.now())
    return lot


def _tell(kit: Kit, tender_id: str, lot: Lot, reason: str) -> None:
    tender = tenders.tender(kit.database, tender_id)
    if tender is None:
        return
    text = f"The bids on lot {lot.number} were opened.\n\n"
    if reason:
        text = f"The bids on lot {lot.number} were opened in an emergency, with the recovery key.\n\n{reason}\n\n"
    link = kit.address(f"tenders/{tender.id}/lots/{lot.number}/opening")
    tell_everybody(kit, tender, f"Opening of tender {tender.reference}, lot {lot.number}", f"{text}{link}\n")


def refuse_same(part: Part, actor: Actor) -> None:
    """Go on only when another officer gave the first part.

    Raises:
        Conflict: it was the same one.
    """
    if part.officer == actor.person:
        raise Conflict("You gave the first part; expected another officer to give the second")


def note_refusal(kit: Kit, actor: Actor, lot: Lot, tender_id: str) -> None:
    """Enter that a passphrase or half was not right."""
    with kit.database.writing():
        kit.record(actor.person, Event.LOT_KEY_PART_REFUSED, lot.id, tender_id, lot=lot.number)
