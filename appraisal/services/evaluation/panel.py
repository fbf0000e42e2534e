"""The panel of a lot: who evaluates which areas, and who chairs."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from appraisal.core.errors import Conflict
from appraisal.core.events import Event
from appraisal.core.people import Person
from appraisal.core.policy import Actor, Permission, Role
from appraisal.services.known import lot_for, profile_of
from appraisal.services.toolkit import Kit
from appraisal.services.words import Form
from appraisal.storage import panel, people


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
        candidate = next((one for one in candidates(kit, actor) if one.id == command.person), None)
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


def candidates(kit: Kit, actor: Actor) -> list[Person]:
    """Whom the actor can name: those of the own organisation who evaluate and can sign in."""
    found = people.people(kit.database, actor.organisation)
    return [one for one in found if Role.EVALUATOR in one.roles and not one.disabled]
