"""Letters to the bidders: written when the decision is notified, and stored and read as they went out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from appraisal.core import policy
from appraisal.core.comparison import BidResult, Comparison
from appraisal.core.debrief import Debrief, Outcome, debrief_areas
from appraisal.core.errors import Conflict, NotFound
from appraisal.core.events import Event
from appraisal.core.policy import Actor, Permission
from appraisal.core.standstill import Standstill
from appraisal.core.tendering import Lot, Tender
from appraisal.exchange.debrief_json import debrief_document, read_debrief
from appraisal.services.bidding.bid_desk import known_bid
from appraisal.services.comparison.standing import official
from appraisal.services.decided import decisions_on, head_at, keep_decision, last_decision
from appraisal.services.evaluation.agreed import agreed_on
from appraisal.services.evaluation.evaluation_desk import refuse_conflicted
from appraisal.services.known import lot_for, profile_of
from appraisal.services.opening.opened_contents import OpenedBid, bids_that_stand, opened_bids_on
from appraisal.services.toolkit import Kit
from appraisal.storage import exclusions, people

LETTER = "letter"
NOTICE = "notice"


@dataclass(frozen=True, slots=True)
class Letter:
    """A letter as it went out, with the digest that the notice names.

    `head` is the journal's head when the notice was entered: the digest of that entry, or nothing where there is none.
    """

    debrief: Debrief
    digest: str
    head: str = ""


def letters_for(
    kit: Kit, tender: Tender, lot: Lot, recommendation: Mapping[str, str | None], standstill: Standstill
) -> dict[str, Debrief]:
    """A letter to everybody whose bid was opened, by bid; those whose bids are out since are told that and why."""
    standing = bids_that_stand(kit, lot)
    comparison = official(kit, lot, standing)[0] if standing else None
    out = exclusions.exclusions(kit.database, lot.id)
    winner = _winner(comparison, recommendation)
    found = {}
    for bid in opened_bids_on(kit, lot):
        own = _result(comparison, bid) if bid.bid not in out else None
        letter = _head(kit, tender, lot, bid, recommendation, standstill, winner, comparison)
        if own is None:
            left = out[bid.bid]
            found[bid.bid] = replace(letter, out=left.kind, grounds=left.reason, is_winner=False)
            continue
        reasons = {question: agreed.reason for question, agreed in agreed_on(kit, bid.bid).items()}
        found[bid.bid] = replace(
            letter,
            rank=own.rank,
            eligibility=own.eligibility,
            fit=own.fit,
            areas=debrief_areas(profile_of(lot), own, winner, reasons),
        )
    return found


def keep_letters(kit: Kit, actor: Actor, lot: Lot, letters: Mapping[str, Debrief]) -> dict[str, str]:
    """Store the letters as they go out, inside the notice's transaction; gives their digests by receipt."""
    return {
        letter.receipt: keep_decision(kit, actor, lot, LETTER, debrief_document(letter)).digest
        for _, letter in sorted(letters.items())
    }


def own_letter(kit: Kit, actor: Actor, bid_id: str) -> Letter:
    """The letter to a bid's team.

    Raises:
        NotPermitted, NotFound: as `bid_desk.known_bid`.
        Conflict: nothing was notified yet.
    """
    policy.require(actor, Permission.DEBRIEF_READ)
    desk = known_bid(kit, actor, bid_id)
    letters = letters_sent(kit, desk.lot)
    for bid in opened_bids_on(kit, desk.lot):
        if bid.bid == bid_id and bid.receipt in letters:
            return letters[bid.receipt]
    raise Conflict("There is no letter yet; you are told by mail when the decision is made")


def every_letter(kit: Kit, actor: Actor, tender_id: str, lot_number: int) -> tuple[Tender, Lot, list[Letter]]:
    """The letters of a lot by supplier, for officers and auditors.

    Raises:
        NotPermitted, NotFound, WrongStage: as `known.lot_for`; NotFound also with a conflict of interest.
    """
    tender, lot = lot_for(kit, actor, tender_id, lot_number, Permission.DEBRIEF_READ)
    _refuse_outsiders(kit, actor, tender, lot)
    letters = letters_sent(kit, lot).values()
    return tender, lot, sorted(letters, key=lambda letter: (letter.debrief.supplier, letter.debrief.receipt))


def letter_to(kit: Kit, actor: Actor, tender_id: str, lot_number: int, receipt: str) -> Letter:
    """The letter about one receipt, for officers and auditors.

    Raises:
        NotPermitted, NotFound, WrongStage: as `every_letter`.
    """
    for letter in every_letter(kit, actor, tender_id, lot_number)[2]:
        if letter.debrief.receipt == receipt:
            return letter
    raise NotFound("There is no such letter")


def note_letter_download(kit: Kit, actor: Actor, tender_id: str, lot_number: int, letter: Letter) -> None:
    """Note that a letter was downloaded by the buyer's people."""
    with kit.database.writing():
        kit.record(
            actor.person,
            Event.PAPER_DOWNLOADED,
            letter.debrief.receipt,
            tender_id,
            lot=lot_number,
            paper="a letter to a bidder",
            digest=letter.digest,
        )


def letters_sent(kit: Kit, lot: Lot) -> dict[str, Letter]:
    """The letters that the last notice names, by receipt."""
    notice = last_decision(kit, lot, NOTICE)
    if notice is None:
        return {}
    named = set(notice.document["letters"].values())
    head = head_at(kit, lot, Event.AWARD_NOTIFIED, "document", notice)
    return {
        letter.debrief.receipt: letter
        for decision in decisions_on(kit, lot, LETTER)
        if decision.digest in named
        for letter in [Letter(read_debrief(decision.document), decision.digest, head)]
    }


def _refuse_outsiders(kit: Kit, actor: Actor, tender: Tender, lot: Lot) -> None:
    """Suppliers may read letters too, but their own only, by their bid."""
    if actor.organisation != tender.buyer:
        raise NotFound("There is no such letter")
    refuse_conflicted(kit, actor, lot)


def _winner(comparison: Comparison | None, recommendation: Mapping[str, str | None]) -> BidResult | None:
    if comparison is None or recommendation["outcome"] != "award":
        return None
    return next((bid for bid in comparison.bids if bid.supplier.id == recommendation["supplier"]), None)


def _result(comparison: Comparison | None, bid: OpenedBid) -> BidResult | None:
    bids: Sequence[BidResult] = comparison.bids if comparison else ()
    return next((one for one in bids if one.supplier.id == bid.response.supplier.id), None)


def _head(
    kit: Kit,
    tender: Tender,
    lot: Lot,
    bid: OpenedBid,
    recommendation: Mapping[str, str | None],
    standstill: Standstill,
    winner: BidResult | None,
    comparison: Comparison | None,
) -> Debrief:
    buyer = people.organisation(kit.database, tender.buyer)
    outcome: Outcome = "award" if winner else "none"
    is_winner = winner is not None and winner.supplier.id == bid.response.supplier.id
    return Debrief(
        reference=tender.reference,
        title=tender.title,
        buyer=buyer.name if buyer else "",
        lot=lot.number,
        lot_title=lot.title,
        zone=tender.zone,
        written=_to_the_second(kit.now()),
        supplier=bid.response.supplier.name,
        receipt=bid.receipt,
        outcome=outcome,
        winner=winner.supplier.name if winner else "",
        is_winner=is_winner,
        grounds=str(recommendation["reasons"] or ""),
        out="",
        rank=None,
        ranked=len(comparison.ranked) if comparison else 0,
        bids=len(comparison.bids) if comparison else 0,
        eligibility=None,
        fit=None,
        winner_fit=winner.fit if winner and not is_winner else None,
        use=profile_of(lot).use,
        standstill=standstill,
        comparison=str(recommendation["comparison"] or ""),
        contact=kit.settings.contact,
    )


def _to_the_second(moment: datetime) -> datetime:
    return moment.replace(microsecond=0)
