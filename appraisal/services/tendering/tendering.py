"""Tenders in draft: made, titled, divided into lots, and given their dates; nothing of it is seen outside the buyer."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from appraisal.core import policy
from appraisal.core.errors import Conflict, InvalidInput, NotPermitted, Stale
from appraisal.core.events import Event
from appraisal.core.people import Person
from appraisal.core.policy import Actor, Permission, Role
from appraisal.core.tendering import Tender
from appraisal.core.timetable import Timetable, timetable_problems
from appraisal.exchange.local_time import read_timetable
from appraisal.services.known import lot_of, tender_for
from appraisal.services.toolkit import Kit
from appraisal.services.words import Form
from appraisal.storage import people, tenders
from appraisal.storage.database import Taken, stored_time
from appraisal.storage.tenders import timetable_text

MOST_LOTS = 50


_REFERENCE = re.compile(r"[A-Za-z0-9][A-Za-z0-9 ./_-]{0,59}")


@dataclass(frozen=True, slots=True)
class CreateTender:
    """A new tender: the buyer's own reference, which no other tender has, and a title."""

    reference: str
    title: str


@dataclass(frozen=True, slots=True)
class ChangeTender:
    """The head of a draft; `version` is the one that was shown, `tell_count` makes the number of bids public."""

    tender: str
    version: int
    title: str
    access: Literal["invited", "open"] = "invited"
    tell_count: bool = False


@dataclass(frozen=True, slots=True)
class SetTimetable:
    """The dates of a draft as local times of the zone, such as 2026-12-11T12:00."""

    tender: str
    version: int
    zone: str
    last_question: str
    deadline: str
    opening: str


@dataclass(frozen=True, slots=True)
class AddLot:
    """One more outsourced service."""

    tender: str
    version: int
    title: str


@dataclass(frozen=True, slots=True)
class ChangeLot:
    """The settings of a draft's lot.

    Who can open its bids, whether bidders see their own indicated profile, and whether evaluators know the bids by
    letters only (`blind`) until the award.
    """

    tender: str
    version: int
    lot: int
    title: str
    sealing: Literal["officers", "server"] = "officers"
    officers: Sequence[str] = ()
    indication: bool = True
    blind: bool = False


@dataclass(frozen=True, slots=True)
class DropLot:
    """A lot that the draft does without."""

    tender: str
    version: int
    lot: int


def create_tender(kit: Kit, actor: Actor, command: CreateTender) -> str:
    """The id of a new draft.

    Raises:
        NotPermitted: the actor is no officer.
        InvalidInput: the reference or the title will not do.
        Conflict: the reference is taken; also when the same form comes twice.
    """
    policy.require(actor, Permission.TENDER_CREATE)
    form = Form()
    reference, title = form.line("reference", command.reference, longest=60), form.line("title", command.title)
    if reference and not _REFERENCE.fullmatch(reference):
        form.note("reference", "cannot be a reference", "expected letters, digits, blanks and . / _ -")
    form.finish()
    organisation = people.organisation(kit.database, actor.organisation)
    if organisation is None or organisation.kind != "buyer":
        raise NotPermitted("Tenders are for the people of a buyer")
    tender_id = kit.reference("T")
    try:
        with kit.database.writing():
            tenders.add_tender(kit.database, tender_id, reference, organisation.id, title, kit.now())
            kit.record(actor.person, Event.TENDER_CREATED, tender_id, tender_id, reference=reference)
    except Taken:
        raise Conflict(f"Reference {reference} is taken; expected one that no other tender has") from None
    return tender_id


def change_tender(kit: Kit, actor: Actor, command: ChangeTender) -> None:
    """Change the head of a draft.

    Raises:
        NotPermitted, NotFound, WrongStage: as `known.tender_for`.
        InvalidInput: with every field that is wrong.
        Stale: somebody changed the draft meanwhile.
    """
    form = Form()
    title = form.line("title", command.title)
    if command.access not in ("invited", "open"):
        form.note("access", "is not known", "expected invited or open")
    form.finish()
    with kit.database.writing():
        draft = tender_for(kit, actor, command.tender, Permission.TENDER_EDIT)
        columns = {"title": title, "access": command.access, "tell_count": command.tell_count}
        save_draft(kit, actor, draft, command.version, "head", **columns)


def set_timetable(kit: Kit, actor: Actor, command: SetTimetable) -> Timetable:
    """Give a draft its dates.

    Raises:
        NotPermitted, NotFound, WrongStage, Stale: as `change_tender`.
        InvalidInput: a time that does not exist, comes twice, is past, or is in the wrong order.
    """
    with kit.database.writing():
        draft = tender_for(kit, actor, command.tender, Permission.TENDER_EDIT)
        timetable = read_timetable(command.zone, command.last_question, command.deadline, command.opening)
        if problems := timetable_problems(timetable, kit.now()):
            raise InvalidInput("", problems)
        save_draft(kit, actor, draft, command.version, "timetable", timetable=timetable_text(timetable))
    return timetable


def add_lot(kit: Kit, actor: Actor, command: AddLot) -> int:
    """The number of the new lot.

    Raises:
        NotPermitted, NotFound, WrongStage, InvalidInput, Stale: as `change_tender`.
    """
    form = Form()
    title = form.line("title", command.title)
    form.finish()
    with kit.database.writing():
        draft = tender_for(kit, actor, command.tender, Permission.TENDER_EDIT)
        if len(draft.lots) >= MOST_LOTS:
            raise Conflict(f"A tender has at most {MOST_LOTS} lots")
        number = tenders.add_lot(kit.database, kit.reference("L"), draft.id, title)
        save_draft(kit, actor, draft, command.version, f"lot {number}")
    return number


def change_lot(kit: Kit, actor: Actor, command: ChangeLot) -> None:
    """Change the settings of a draft's lot.

    Raises:
        NotPermitted, NotFound, WrongStage, InvalidInput, Stale: as `change_tender`.
    """
    form = Form()
    title = form.line("title", command.title)
    if command.sealing not in ("officers", "server"):
        form.note("sealing", "is not known", "expected officers or server")
    officers = tuple(dict.fromkeys(command.officers))
    known = {person.id for person in officers_of(kit, actor)}
    if not set(officers) <= known:
        form.note("officers", "names somebody who is no officer", "expected officers of your organisation")
    form.finish()
    with kit.database.writing():
        draft = tender_for(kit, actor, command.tender, Permission.TENDER_EDIT)
        lot = lot_of(draft, command.lot)
        settings = {
            "title": title,
            "sealing": command.sealing,
            "indication": command.indication,
            "blind": command.blind,
        }
        tenders.change_lot(kit.database, lot.id, **settings)
        tenders.name_officers(kit.database, lot.id, officers)
        save_draft(kit, actor, draft, command.version, f"lot {lot.number}")


def drop_lot(kit: Kit, actor: Actor, command: DropLot) -> None:
    """Take a lot out of a draft; its number is not given to another one.

    Raises:
        NotPermitted, NotFound, WrongStage, Stale: as `change_tender`.
    """
    with kit.database.writing():
        draft = tender_for(kit, actor, command.tender, Permission.TENDER_EDIT)
        lot = lot_of(draft, command.lot)
        tenders.change_lot(kit.database, lot.id, dropped_at=stored_time(kit.now()))
        save_draft(kit, actor, draft, command.version, f"lot {lot.number} dropped")


def officers_of(kit: Kit, actor: Actor) -> list[Person]:
    """The officers who can be named for a lot: those of the actor's organisation.

    Raises:
        NotPermitted: the actor edits no tenders.
    """
    policy.require(actor, Permission.TENDER_EDIT)
    found = people.people(kit.database, actor.organisation)
    return [person for person in found if Role.OFFICER in person.roles and not person.disabled]


def save_draft(kit: Kit, actor: Actor, draft: Tender, version: int, what: str, **columns: object) -> None:
    """Store a change of a draft with its entry, inside the act's transaction.

    Raises:
        Stale: the draft is not at this version any more.
    """
    if draft.version != version or not tenders.change_tender(kit.database, draft.id, version, **columns):
        raise Stale("Somebody changed this tender after you opened it; look at it again", draft)
    kit.record(actor.person, Event.TENDER_EDITED, draft.id, draft.id, what=what)
