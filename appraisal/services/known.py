"""What an actor may know of: the tender, lot or profile asked for, or the same refusal as if there were none."""

from __future__ import annotations

from datetime import datetime
from functools import lru_cache

from appraisal.core import policy
from appraisal.core import tender as stages
from appraisal.core.errors import NotFound, WrongStage
from appraisal.core.events import Event
from appraisal.core.policy import Actor, Permission, Role
from appraisal.core.profile import RequiredProfile
from appraisal.core.tender import Stage
from appraisal.core.tendering import Lot, Tender
from appraisal.exchange.profile_toml import parse_profile
from appraisal.services.toolkit import Kit
from appraisal.storage import invitations, tenders

NO_TENDER = "There is no such tender; expected one from your list"


def known_tender(kit: Kit, actor: Actor, tender_id: str) -> Tender:
    """The tender.

    Raises:
        NotPermitted: no role of the actor reads tenders.
        NotFound: there is none, or the actor may not know of it: people of the buyer know all of its tenders, a
            supplier the published ones that are open to all or that it accepted an invitation to.
    """
    policy.require(actor, Permission.TENDER_READ)
    tender = tenders.tender(kit.database, tender_id)
    if tender is None or not _may_know(kit, actor, tender):
        raise NotFound(NO_TENDER)
    return tender


def tender_for(kit: Kit, actor: Actor, tender_id: str, act: Permission, at: datetime | None = None) -> Tender:
    """The tender, when the actor may do the act to it now, or at the moment of receipt that is given.

    Raises:
        NotPermitted, NotFound: as `known_tender`.
        WrongStage, DeadlinePassed: the tender is not where the act may be done.
    """
    policy.require(actor, act)
    tender = known_tender(kit, actor, tender_id)
    stages.require(tender.course, act, at or kit.now())
    return tender


def lot_of(tender: Tender, number: int) -> Lot:
    """The tender's lot with this number.

    Raises:
        NotFound: it has none.
    """
    for lot in tender.lots:
        if lot.number == number:
            return lot
    raise NotFound(f"Tender {tender.reference} has no lot {number}")


def lot_for(kit: Kit, actor: Actor, tender_id: str, lot_number: int, act: Permission) -> tuple[Tender, Lot]:
    """The tender and its lot, when the actor may do the act to the lot now.

    Raises:
        NotPermitted, NotFound, WrongStage, DeadlinePassed: as `tender_for`, by the stage of the lot.
    """
    policy.require(actor, act)
    tender = known_tender(kit, actor, tender_id)
    lot = lot_of(tender, lot_number)
    stages.require(tender.course_of(lot), act, kit.now())
    return tender, lot


def opened_lot_for(kit: Kit, actor: Actor, tender_id: str, lot_number: int, act: Permission) -> tuple[Tender, Lot]:
    """As `lot_for`, for acts that look at opened bids: an attempt before the opening is an entry.

    Raises:
        NotPermitted, NotFound: as `known_tender`.
        WrongStage: the lot was not opened yet, or its contents were purged; the attempt is an entry.
    """
    policy.require(actor, act)
    tender = known_tender(kit, actor, tender_id)
    lot = lot_of(tender, lot_number)
    try:
        stages.require(tender.course_of(lot), act, kit.now())
    except WrongStage:
        with kit.database.writing():
            kit.record(actor.person, Event.BID_EARLY_LOOK_REFUSED, lot.id, tender.id, lot=lot.number)
        raise
    return tender, lot


def profile_of(lot: Lot) -> RequiredProfile:
    """The lot's required profile.

    Raises:
        NotFound: none was chosen yet.
    """
    if lot.profile is None:
        raise NotFound(f"Lot {lot.number} has no required profile yet")
    return read_profile(lot.profile)


@lru_cache(maxsize=256)
def read_profile(text: str) -> RequiredProfile:
    """The profile of a stored text; read once, as its text never changes."""
    return parse_profile("profile.toml", text.encode())


def _may_know(kit: Kit, actor: Actor, tender: Tender) -> bool:
    if not actor.organisation:
        return False
    if tender.buyer == actor.organisation:
        inside = actor.is_a(Role.OFFICER) or actor.is_a(Role.AUDITOR)
        return inside or tender.course.stage(kit.now()) is not Stage.DRAFT
    if tender.published is None or not actor.is_a(Role.SUPPLIER):
        return False
    return tender.access == "open" or invitations.is_invited(kit.database, tender.id, actor.organisation)
