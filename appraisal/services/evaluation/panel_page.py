"""The panel of a lot as its officers and its chair see it: who evaluates what, who has declared, how far they are."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from appraisal.core import policy
from appraisal.core import tender as stages
from appraisal.core.errors import NotFound
from appraisal.core.panel import Panelist
from appraisal.core.people import Person
from appraisal.core.policy import Actor, Permission
from appraisal.core.profile import RequiredProfile
from appraisal.core.tendering import Lot, Tender
from appraisal.services.evaluation.evaluation_desk import declared, questions_of, reads_as_buyer
from appraisal.services.evaluation.interests import StatedInterest, stated_interests
from appraisal.services.evaluation.panel import candidates
from appraisal.services.known import NO_TENDER, lot_for, profile_of
from appraisal.services.opening.opened_contents import OpenedBid, bids_that_stand, opened_bids_on
from appraisal.services.toolkit import Kit
from appraisal.storage import panel, people
from appraisal.storage.findings import sheets


@dataclass(frozen=True, slots=True)
class Member:
    """A member of the panel as others see them.

    `submitted` counts the bids on which their findings are in, of `expected`; both leave out the bids that are kept
    from the member or the reader. `conflicts` counts the bids that are kept from the member. `interests` is empty where
    the reader may not know who bids.
    """

    person: str
    name: str
    areas: frozenset[str] | None
    chair: bool
    left: datetime | None
    state: Literal["waits", "undeclared", "declared"]
    submitted: int
    expected: int
    conflicts: int
    interests: tuple[StatedInterest, ...]


@dataclass(frozen=True, slots=True)
class PanelPage:
    """The panel of a lot.

    `lacking` names the areas that nobody evaluates, `candidates` who can be named. `bidders` are those with whom the
    reader can set a conflict, as (bid, supplier) by supplier; none where they may not.
    """

    tender: Tender
    lot: Lot
    profile: RequiredProfile
    members: tuple[Member, ...]
    candidates: tuple[Person, ...]
    lacking: tuple[str, ...]
    has_chair: bool
    can_name: bool
    bidders: tuple[tuple[str, str], ...]

    def member(self, person: str) -> Member:
        """Somebody who is on the panel now.

        Raises:
            NotFound: they are not.
        """
        for one in self.members:
            if one.person == person and one.left is None:
                return one
        raise NotFound("This person is not on the panel")


def panel_page(kit: Kit, actor: Actor, tender_id: str, lot_number: int) -> PanelPage:
    """The panel: for officers and auditors of the buyer, and for those on it who chair.

    A chair sees no interests before the own declaration, none that concern a bid that is kept from them, and none at
    all in a blind evaluation: they would tell which letter is which supplier.

    Raises:
        NotPermitted, NotFound, WrongStage: as `known.tender_for`; also NotFound to evaluators who do not chair.
    """
    tender, lot = lot_for(kit, actor, tender_id, lot_number, Permission.PANEL_READ)
    me = panel.panelist(kit.database, lot.id, actor.person)
    if not reads_as_buyer(actor) and (me is None or not me.chair):
        raise NotFound(NO_TENDER)
    opened = opened_bids_on(kit, lot) if lot.opened else []
    hidden, undeclared = declared(kit, lot, actor.person) if me else (frozenset(), frozenset())
    knows = not undeclared and (reads_as_buyer(actor) or not is_blind(lot))
    seen = [one for one in opened if one.bid not in hidden and not undeclared]
    found, profile = panel.panel(kit.database, lot.id), profile_of(lot)
    present = [one for one in found if one.left is None]

    def open_to(act: Permission) -> bool:
        return policy.may(actor, act) and stages.allows(tender.course_of(lot), act, kit.now())

    return PanelPage(
        tender=tender,
        lot=lot,
        profile=profile,
        members=tuple(_member(kit, lot, profile, one, seen, knows) for one in found),
        candidates=tuple(candidates(kit, actor)),
        lacking=lacking_areas(profile, present),
        has_chair=any(one.chair for one in present),
        can_name=open_to(Permission.PANEL_NAME),
        bidders=_bidders(seen) if knows and open_to(Permission.INTEREST_SET) else (),
    )


def lacking_areas(profile: RequiredProfile, present: Iterable[Panelist]) -> tuple[str, ...]:
    """The required areas that nobody of those present evaluates, in the profile's order."""
    members = tuple(present)
    return tuple(line.area for line in profile.requirements if not any(one.covers(line.area) for one in members))


def is_blind(lot: Lot) -> bool:
    """Whether the panel knows the bids by letters now."""
    return lot.blind and lot.decided is None


def _member(kit: Kit, lot: Lot, profile: RequiredProfile, one: Panelist, seen: list[OpenedBid], knows: bool) -> Member:
    person = people.person(kit.database, one.person)
    state: Literal["waits", "undeclared", "declared"] = "waits"
    conflicted: frozenset[str] = frozenset()
    if lot.opened:
        conflicted, undeclared = declared(kit, lot, one.person)
        state = "undeclared" if undeclared else "declared"
    stand = {each.bid for each in bids_that_stand(kit, lot)} if lot.opened else set()
    there = [each.bid for each in seen if each.bid in stand and each.bid not in conflicted]
    shown = {each.bid for each in seen}
    return Member(
        person=one.person,
        name=person.name if person else "",
        areas=one.areas,
        chair=one.chair,
        left=one.left,
        state=state,
        submitted=sum(sheet.person == one.person for bid in there for sheet in sheets(kit.database, bid)),
        expected=len(there) if questions_of(profile, one) else 0,
        conflicts=len(conflicted & shown),
        interests=tuple(each for each in stated_interests(kit, lot, one.person) if each.bid in shown) if knows else (),
    )


def _bidders(seen: Iterable[OpenedBid]) -> tuple[tuple[str, str], ...]:
    return tuple(sorted(((one.bid, one.response.supplier.name) for one in seen), key=lambda pair: pair[1]))
