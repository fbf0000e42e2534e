"""Interests: what each member of a panel declares on every bidder before anything of the bids is shown to them."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from appraisal.core import policy
from appraisal.core import tender as stages
from appraisal.core.errors import Conflict, NotFound, NotPermitted
from appraisal.core.events import Event
from appraisal.core.panel import Panelist
from appraisal.core.policy import Actor, Permission, Role
from appraisal.core.tendering import Lot, Tender
from appraisal.services.evaluation.evaluation_desk import declared
from appraisal.services.known import NO_TENDER, known_tender, lot_for, lot_of
from appraisal.services.opening.opened_contents import opened_bids_on
from appraisal.services.toolkit import Kit
from appraisal.services.words import Form
from appraisal.storage import panel, people


@dataclass(frozen=True, slots=True)
class Declaration:
    """What an evaluator says of one bid's supplier; `words` are needed where there is a conflict."""

    bid: str
    conflict: bool
    words: str = ""


@dataclass(frozen=True, slots=True)
class DeclareInterests:
    """The declarations on every supplier who bid on the lot, signed by name."""

    tender: str
    lot: int
    declarations: Sequence[Declaration]
    signed_by: str


@dataclass(frozen=True, slots=True)
class SetConflict:
    """A conflict of interest that a chair or officer sets for a member of the panel, and why."""

    tender: str
    lot: int
    person: str
    bid: str
    reason: str


@dataclass(frozen=True, slots=True)
class StatedInterest:
    """One declaration in words; `set_by` is empty where the evaluator made it."""

    bid: str
    supplier: str
    conflict: bool
    words: str
    set_by: str
    at: datetime


@dataclass(frozen=True, slots=True)
class BidderToDeclare:
    """A supplier on whom an evaluator declares; `stated` is what was declared already."""

    bid: str
    supplier: str
    stated: StatedInterest | None


@dataclass(frozen=True, slots=True)
class InterestsPage:
    """What an evaluator declares before anything of the bids is shown."""

    tender: Tender
    lot: Lot
    bidders: tuple[BidderToDeclare, ...]


def interests_page(kit: Kit, actor: Actor, tender_id: str, lot_number: int) -> InterestsPage:
    """The suppliers who bid, for a member of the panel to declare on: their names and nothing else.

    Raises:
        NotPermitted, NotFound, WrongStage: as `known.tender_for`; also NotFound to those who are not on the panel.
    """
    tender, lot, _ = _own_place(kit, actor, tender_id, lot_number)
    stated = {one.bid: one for one in stated_interests(kit, lot, actor.person)}
    bidders = tuple(
        BidderToDeclare(one.bid, one.response.supplier.name, stated.get(one.bid))
        for one in sorted(opened_bids_on(kit, lot), key=lambda one: one.response.supplier.name)
    )
    return InterestsPage(tender, lot, bidders)


def declare_interests(kit: Kit, actor: Actor, command: DeclareInterests) -> None:
    """Declare on every supplier at once, or add a conflict that came up later; a conflict is never taken back.

    Raises:
        NotPermitted, NotFound, WrongStage: as `interests_page`.
        InvalidInput: a supplier without a declaration, a conflict without words, or not signed.
    """
    form = Form()
    form.line("signed_by", command.signed_by, longest=100)
    with kit.database.writing():
        tender, lot, _ = _own_place(kit, actor, command.tender, command.lot)
        conflicted, undeclared = declared(kit, lot, actor.person)
        every = {one.bid for one in opened_bids_on(kit, lot)}
        given = {one.bid: one for one in command.declarations if one.bid in every}
        for bid in sorted(undeclared - given.keys()):
            form.note(bid, "is not declared on", "expected a conflict of interest, or none")
        words = {
            one.bid: form.text(f"{one.bid}.words", one.words, longest=2000, optional=not one.conflict)
            for one in given.values()
        }
        form.finish()
        for bid, one in given.items():
            if bid in undeclared or (one.conflict and bid not in conflicted):
                _state(kit, tender, lot, actor.person, one, words[bid], actor)


def set_conflict(kit: Kit, actor: Actor, command: SetConflict) -> None:
    """Set a conflict of interest for a member of the panel: the bid is kept from them from now on.

    Raises:
        NotPermitted: the actor neither chairs the panel nor is an officer; in a blind evaluation it is the officers',
            as a chair who names a supplier's conflict learns whose bid lacks a finding.
        NotFound, WrongStage: as `known.tender_for`; also NotFound for somebody not on the panel, or no such bid.
        InvalidInput: no reason.
        Conflict: it is set already.
    """
    form = Form()
    reason = form.text("reason", command.reason, longest=2000)
    form.finish()
    with kit.database.writing():
        tender, lot = lot_for(kit, actor, command.tender, command.lot, Permission.INTEREST_SET)
        me = panel.panelist(kit.database, lot.id, actor.person)
        if not actor.is_a(Role.OFFICER) and (me is None or not me.chair):
            raise NotPermitted("This is for the chair of the panel, or an officer")
        if not actor.is_a(Role.OFFICER) and lot.blind and lot.decided is None:
            raise NotPermitted("In a blind evaluation officers set conflicts: they would tell whose bid is which")
        hidden = declared(kit, lot, actor.person)[0] if me else frozenset()
        if panel.panelist(kit.database, lot.id, command.person) is None:
            raise NotFound("This person is not on the panel")
        if command.bid in hidden or command.bid not in {one.bid for one in opened_bids_on(kit, lot)}:
            raise NotFound("There is no such bid on this lot")
        if command.bid in declared(kit, lot, command.person)[0]:
            raise Conflict("This conflict of interest is on the record already")
        _state(kit, tender, lot, command.person, Declaration(command.bid, True), reason, actor)


def _state(kit: Kit, tender: Tender, lot: Lot, person: str, declaration: Declaration, words: str, actor: Actor) -> None:
    body = kit.vault.seal_draft(json.dumps({"words": words}).encode(), "interest", person, declaration.bid)
    panel.add_interest(
        kit.database, lot.id, person, declaration.bid, declaration.conflict, body, actor.person, kit.now()
    )
    event = Event.INTEREST_DECLARED if person == actor.person else Event.INTEREST_SET
    kit.record(
        actor.person, event, person, tender.id, lot=lot.number, bid=declaration.bid, conflict=declaration.conflict
    )


def stated_interests(kit: Kit, lot: Lot, person: str) -> list[StatedInterest]:
    """What is on the record for a member, a conflict before what was declared otherwise on the same bid."""
    suppliers = {one.bid: one.response.supplier.name for one in opened_bids_on(kit, lot)}
    found = panel.interests(kit.database, lot.id, person)
    names = people.named(kit.database, [one.set_by for one in found])
    by_bid: dict[str, StatedInterest] = {}
    for one in found:
        words = json.loads(kit.vault.open_draft(one.body, "interest", one.person, one.bid))["words"]
        setter = "" if one.set_by == person else names.get(one.set_by, "")
        if one.conflict or one.bid not in by_bid:
            by_bid[one.bid] = StatedInterest(one.bid, suppliers.get(one.bid, ""), one.conflict, words, setter, one.at)
    return list(by_bid.values())


def _own_place(kit: Kit, actor: Actor, tender_id: str, lot_number: int) -> tuple[Tender, Lot, Panelist]:
    policy.require(actor, Permission.INTEREST_DECLARE)
    tender = known_tender(kit, actor, tender_id)
    lot = lot_of(tender, lot_number)
    me = panel.panelist(kit.database, lot.id, actor.person)
    if me is None:
        raise NotFound(NO_TENDER)
    stages.require(tender.course_of(lot), Permission.INTEREST_DECLARE, kit.now())
    return tender, lot, me
