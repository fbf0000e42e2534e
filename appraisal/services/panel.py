"""The panel of a lot: who evaluates which areas, and who chairs."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from appraisal.core import policy
from appraisal.core import tender as stages
from appraisal.core.errors import Conflict, NotFound
from appraisal.core.events import Event
from appraisal.core.policy import Actor, Permission, Role
from appraisal.core.profile import RequiredProfile
from appraisal.services.evaluation_desk import declared
from appraisal.services.interests import StatedInterest, stated_interests
from appraisal.services.known import NO_TENDER, lot_for, profile_of
from appraisal.services.opened_contents import opened_bids_on
from appraisal.services.toolkit import Kit
from appraisal.services.words import Form
from appraisal.storage import panel, people
from appraisal.storage.findings import sheets
from appraisal.storage.panel import Panelist
from appraisal.storage.people import Person
from appraisal.storage.tenders import Lot, Tender


@dataclass(frozen=True, slots=True)
class NamePanelist:
    """Somebody for the panel: `areas` None for every area, empty for a chair who only moderates."""

    tender: str
    lot: int
    person: str
    areas: Sequence[str] | None = None
    chair: bool = False


@dataclass(frozen=True, slots=True)
class TakeOffPanel:
    """Somebody who is to leave the panel; what they submitted stays on the record."""

    tender: str
    lot: int
    person: str


@dataclass(frozen=True, slots=True)
class Member:
    """A member of the panel as others see them. `submitted` counts the bids on which their findings are in."""

    person: str
    name: str
    areas: frozenset[str] | None
    chair: bool
    left: datetime | None
    state: Literal["waits", "undeclared", "declared"]
    submitted: int
    interests: tuple[StatedInterest, ...]


@dataclass(frozen=True, slots=True)
class PanelPage:
    """The panel of a lot; `lacking` names the areas that nobody evaluates, `candidates` who can be named."""

    tender: Tender
    lot: Lot
    profile: RequiredProfile
    members: tuple[Member, ...]
    candidates: tuple[Person, ...]
    lacking: tuple[str, ...]
    has_chair: bool
    can_name: bool


def panel_page(kit: Kit, actor: Actor, tender_id: str, lot_number: int) -> PanelPage:
    """The panel: for officers and auditors of the buyer, and for those on it who chair.

    Raises:
        NotPermitted, NotFound, WrongStage: as `known.tender_for`; also NotFound to evaluators who do not chair.
    """
    tender, lot = lot_for(kit, actor, tender_id, lot_number, Permission.PANEL_READ)
    me = panel.panelist(kit.database, lot.id, actor.person)
    inside = actor.is_a(Role.OFFICER) or actor.is_a(Role.AUDITOR)
    if not inside and (me is None or not me.chair):
        raise NotFound(NO_TENDER)
    hidden = declared(kit, lot, actor.person)[0] if me else frozenset()
    found = panel.panel(kit.database, lot.id)
    members = tuple(_member(kit, lot, one, hidden) for one in found)
    profile = profile_of(lot)
    present = [one for one in found if one.left is None]
    lacking = tuple(line.area for line in profile.requirements if not any(one.covers(line.area) for one in present))
    return PanelPage(
        tender=tender,
        lot=lot,
        profile=profile,
        members=members,
        candidates=tuple(_candidates(kit, actor)),
        lacking=lacking,
        has_chair=any(one.chair for one in present),
        can_name=policy.may(actor, Permission.PANEL_NAME)
        and stages.allows(tender.course_of(lot), Permission.PANEL_NAME, kit.now()),
    )


def name_panelist(kit: Kit, actor: Actor, command: NamePanelist) -> None:
    """Put an evaluator of the own organisation on the panel, or change their areas; they are told by mail.

    Raises:
        NotPermitted, NotFound, WrongStage: as `known.tender_for`.
        InvalidInput: no evaluator of the buyer, an area that is not required, or nothing to do.
    """
    form = Form()
    with kit.database.writing():
        tender, lot = lot_for(kit, actor, command.tender, command.lot, Permission.PANEL_NAME)
        profile = profile_of(lot)
        candidate = next((one for one in _candidates(kit, actor) if one.id == command.person), None)
        if candidate is None:
            form.note("person", "is no evaluator of your organisation", "expected one of those listed")
        if command.areas is not None and not set(command.areas) <= profile.requirement_by_area.keys():
            form.note("areas", "names an area that this lot does not require", "expected areas of its profile")
        if command.areas is not None and not command.areas and not command.chair:
            form.note("areas", "are none", "expected at least one area, or the chair")
        form.finish()
        known = panel.panelist(kit.database, lot.id, command.person)
        panel.name_panelist(kit.database, lot.id, command.person, command.areas, command.chair, kit.now())
        areas = "all" if command.areas is None else " ".join(sorted(command.areas))
        kit.record(
            actor.person,
            Event.PANEL_NAMED,
            command.person,
            tender.id,
            lot=lot.number,
            areas=areas,
            chair=command.chair,
        )
        if candidate and known is None:
            text = (
                f"You are named to evaluate bids on lot {lot.number} of tender {tender.reference}, {tender.title}.\n\n"
                f"{kit.address(f'evaluation/{tender.id}/{lot.number}')}\n"
            )
            kit.post(candidate.email, f"You are on the panel of tender {tender.reference}", text)


def take_off_panel(kit: Kit, actor: Actor, command: TakeOffPanel) -> None:
    """Take somebody off the panel.

    Raises:
        NotPermitted, NotFound, WrongStage: as `known.tender_for`.
        Conflict: they are not on it.
    """
    with kit.database.writing():
        tender, lot = lot_for(kit, actor, command.tender, command.lot, Permission.PANEL_NAME)
        if not panel.leave_panel(kit.database, lot.id, command.person, kit.now()):
            raise Conflict("This person is not on the panel")
        kit.record(
            actor.person, Event.PANEL_NAMED, command.person, tender.id, lot=lot.number, areas="left", chair=False
        )


def _member(kit: Kit, lot: Lot, one: Panelist, hidden: frozenset[str]) -> Member:
    person = people.person(kit.database, one.person)
    state: Literal["waits", "undeclared", "declared"] = "waits"
    submitted = 0
    if lot.opened:
        state = "undeclared" if declared(kit, lot, one.person)[1] else "declared"
        submitted = sum(
            sheet.person == one.person for bid in opened_bids_on(kit, lot) for sheet in sheets(kit.database, bid.bid)
        )
    return Member(
        person=one.person,
        name=person.name if person else "",
        areas=one.areas,
        chair=one.chair,
        left=one.left,
        state=state,
        submitted=submitted,
        interests=tuple(each for each in stated_interests(kit, lot, one.person) if each.bid not in hidden)
        if lot.opened
        else (),
    )


def _candidates(kit: Kit, actor: Actor) -> list[Person]:
    found = people.people(kit.database, actor.organisation)
    return [one for one in found if Role.EVALUATOR in one.roles and not one.disabled]
