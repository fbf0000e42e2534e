"""What stands behind the figures of a comparison: the bids taken out since, and the answers and findings of an area."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from appraisal.core.comparison import AreaResult, BidResult
from appraisal.core.errors import NotFound
from appraisal.core.policy import Actor
from appraisal.services.comparison.shown_comparison import ShownComparison, shown
from appraisal.services.comparison.standing import Standing, standing
from appraisal.services.evaluation.agreed import AgreedFinding, agreed_on
from appraisal.services.evaluation.bidder_questions import AskedQuestion, asked_of_bid
from appraisal.services.evaluation.evaluation_desk import reads_as_buyer
from appraisal.services.opening.opened_contents import opened_bids_on
from appraisal.services.toolkit import Kit
from appraisal.storage import exclusions, people


@dataclass(frozen=True, slots=True)
class TakenOut:
    """A bid that counts no more: `kind` is "withdrawn" or "excluded", `officer` the name of who recorded it."""

    supplier: str
    receipt: str
    kind: str
    reason: str
    officer: str
    at: datetime


@dataclass(frozen=True, slots=True)
class AreaRecord:
    """One area of one bid down to its answers: the result, what was agreed by question, what its bidder was asked."""

    shown: ShownComparison
    bid: BidResult
    area: AreaResult
    agreed: Mapping[str, AgreedFinding]
    asked: Sequence[AskedQuestion]


def taken_out(kit: Kit, actor: Actor, found: Standing) -> tuple[TakenOut, ...]:
    """The bids that were taken out since the opening, for officers and auditors; nothing for the panel."""
    if not reads_as_buyer(actor):
        return ()
    out = exclusions.exclusions(kit.database, found.lot.id)
    names = people.named(kit.database, [one.officer for one in out.values()])
    bids = {one.bid: one for one in opened_bids_on(kit, found.lot)}
    return tuple(
        TakenOut(
            bids[bid].response.supplier.name,
            bids[bid].receipt,
            one.kind,
            one.reason,
            names.get(one.officer, ""),
            one.at,
        )
        for bid, one in out.items()
        if bid in bids
    )


def area_record(kit: Kit, actor: Actor, tender_id: str, lot_number: int, key: str, area_id: str) -> AreaRecord:
    """What the figure of one area of one bid rests on; `key` is the bid's as `ShownComparison` gives it.

    Raises:
        NotPermitted, NotFound, WrongStage, Conflict: as `standing`; also NotFound for no such bid or area.
    """
    given = shown(standing(kit, actor, tender_id, lot_number))
    bid = given.bid_at(key)
    area = next((one for one in bid.areas if one.area == area_id), None)
    if area is None:
        raise NotFound("The profile of this lot does not require this area")
    opened, questions = given.opened(bid), given.standing.profile.asked_by_area[area_id]
    agreed = agreed_on(kit, opened.bid)
    return AreaRecord(
        given,
        bid,
        area,
        {question: agreed[question] for question in questions if question in agreed},
        [one for one in asked_of_bid(kit, opened.bid) if one.question in questions],
    )
