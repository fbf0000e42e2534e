"""What other pages say of an award: the overview of a tender, and the page of a bid."""

from __future__ import annotations

from collections.abc import Mapping

from appraisal.core.errors import NotFound
from appraisal.core.policy import Actor, Permission, may
from appraisal.core.tendering import Lot, Tender
from appraisal.services.award.award_desk import can_act
from appraisal.services.award.bidder_award import BidderAward, bidder_award
from appraisal.services.bidding.bid_desk import BidDesk
from appraisal.services.comparison.award_state import NextStep, award_state
from appraisal.services.evaluation.evaluation_desk import refuse_conflicted
from appraisal.services.toolkit import Kit
from appraisal.web.parts import Fact, Link, Notice
from appraisal.web.times import moment

WAITS: Mapping[NextStep, str] = {
    "recommend": "Waiting for a recommendation",
    "approve": "Waiting for another officer’s approval",
    "notify": "Waiting for the letters",
    "make": "Waiting for the award",
}
"""What a step waits for."""

DOES: Mapping[NextStep, tuple[str, str, str, str]] = {
    "recommend": (
        "recommend an award, or none",
        "It is bound to the comparison as it is now.",
        "Recommend",
        "recommend",
    ),
    "approve": ("approve the recommendation", "You see exactly what you approve.", "Look at it and approve", "approve"),
    "notify": ("send the letters", "Every bidder gets one, and the standstill begins.", "Set the standstill", "notify"),
    "make": ("make the award", "The standstill is over.", "Make the award", "make"),
}
"""What to do in a step, why, the words of the button, and where it leads."""

STANDS: Mapping[NextStep, str] = {
    **WAITS,
    "evaluate": "Being evaluated",
    "wait": "Standstill runs",
    "done": "Decided",
}
"""How far an award is."""


def award_facts(kit: Kit, actor: Actor, tender: Tender) -> list[Fact]:
    """For each opened lot how far its award is, as a link, to those who may see it."""
    return [
        Fact(f"Award of lot {lot.number}", STANDS[_step(kit, lot)], _page(lot))
        for lot in tender.lots
        if lot.opened and _sees(kit, actor, lot)
    ]


def award_next(kit: Kit, actor: Actor, tender: Tender) -> Notice | None:
    """The first step towards an award that waits for the actor, or the first standstill that runs."""
    seen = [(lot, award_state(kit, lot)) for lot in tender.lots if lot.evaluated and _sees(kit, actor, lot)]
    for lot, state in seen:
        if can_act(kit, actor, tender, lot, state):
            what, why, act, path = DOES[state.next_step(kit.now())]
            return Notice(f"Next, lot {lot.number}: {what}", why, act, f"{_page(lot)}/{path}")
    for lot, state in seen:
        if (runs := state.standstill) and state.next_step(kit.now()) == "wait":
            ends = moment(runs.ends, tender.zone, kit.now())
            return Notice(f"Nothing to do until {ends.words}", f"The standstill of lot {lot.number} ends, {ends.zone}.")
    return None


def bid_notice(kit: Kit, actor: Actor, desk: BidDesk) -> Notice | None:
    """The decision on the lot for a bidder's team, once the letters are out."""
    found = bidder_award(kit, actor, desk)
    if found is None:
        return None
    ends = moment(found.standstill.ends, desk.tender.zone, kit.now())
    words = {
        "notified": f"Nothing is signed before the standstill ends: {ends.words} {ends.zone}.",
        "awarded": "The standstill is over and the decision is final.",
        "void": "What it rested on changed, and its standstill is void too. You will be told of a new one.",
    }[found.state]
    letter = ("Read your letter", f"/bids/{desk.bid.id}/debrief") if found.letter else ("", "")
    return Notice(_headline(found, desk.lot), words, *letter)


def bid_links(kit: Kit, actor: Actor, desk: BidDesk) -> tuple[Link, ...]:
    """The letter to the bid's team, where there is one."""
    found = bidder_award(kit, actor, desk)
    return (Link("Letter on the decision", f"/bids/{desk.bid.id}/debrief"),) if found and found.letter else ()


def _headline(found: BidderAward, lot: Lot) -> str:
    if found.state == "void":
        return f"The decision on lot {lot.number} holds no more"
    if not found.winner:
        ended = "Lot {} ended without an award" if found.state == "awarded" else "No award is intended on lot {}"
        return ended.format(lot.number)
    whom = f"your organisation, {found.winner}" if found.is_own else found.winner
    verb = "was awarded" if found.state == "awarded" else "is to be awarded"
    return f"Lot {lot.number} {verb} to {whom}"


def _step(kit: Kit, lot: Lot) -> NextStep:
    return award_state(kit, lot).next_step(kit.now())


def _sees(kit: Kit, actor: Actor, lot: Lot) -> bool:
    try:
        refuse_conflicted(kit, actor, lot)
    except NotFound:
        return False
    return may(actor, Permission.AWARD_READ)


def _page(lot: Lot) -> str:
    return f"/tenders/{lot.tender}/lots/{lot.number}/award"
