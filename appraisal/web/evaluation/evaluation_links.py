"""What other pages say of an evaluation: the overview of a tender, and the page of a bid."""

from __future__ import annotations

from appraisal.core import tender as stages
from appraisal.core.panel import Panelist
from appraisal.core.policy import Actor, Permission, Role, may
from appraisal.core.tender import Stage
from appraisal.core.tendering import Lot, Tender
from appraisal.reports.wording import counted
from appraisal.services.bidding.bid_desk import BidDesk
from appraisal.services.evaluation.bidder_questions import OUT
from appraisal.services.evaluation.evaluation_desk import reads_as_buyer
from appraisal.services.evaluation.own_buyer_questions import questions_to_own_bid
from appraisal.services.evaluation.panel_page import lacking_areas
from appraisal.services.known import profile_of
from appraisal.services.toolkit import Kit
from appraisal.storage import exclusions, panel
from appraisal.web.machine.guard import reader_zone
from appraisal.web.parts import Fact, Link, Notice
from appraisal.web.times import moment


def evaluation_facts(kit: Kit, actor: Actor, tender: Tender) -> list[Fact]:
    """The panel of each lot as a link, for those who may read it."""
    return [
        Fact(f"Panel of lot {lot.number}", _panel_words(kit, lot), f"/tenders/{tender.id}/lots/{lot.number}/panel")
        for lot in tender.lots
        if not tender.purged and lot.profile and _reads_panel(kit, actor, tender, lot)
    ]


def evaluation_next(kit: Kit, actor: Actor, tender: Tender) -> Notice | None:
    """What an officer does next for the evaluation of an opened lot: a panel, a chair, evaluators for each area."""
    if not may(actor, Permission.PANEL_NAME):
        return None
    evaluated = [lot for lot in tender.lots if tender.course_of(lot).stage(kit.now()) is Stage.OPENED]
    for lot in evaluated:
        present = _present(kit, lot)
        lacking = lacking_areas(profile_of(lot), present)
        here, on = f"/tenders/{tender.id}/lots/{lot.number}/panel", f", lot {lot.number}"
        if not present:
            words = "Each evaluator finds alone; a chair goes through what they differ on."
            return Notice(f"Next{on}: name who evaluates the bids", words, "Name the panel", here)
        if not any(one.chair for one in present):
            words = "Without a chair nothing can be agreed on."
            return Notice(f"Next{on}: name a chair", words, "Go to the panel", here)
        if lacking:
            words = f"Nobody evaluates {counted(len(lacking), 'area')}."
            return Notice(f"Next{on}: give out every area", words, "Go to the panel", here)
    if evaluated:
        lot = evaluated[0]
        heading = f"Nothing to do until the panel of lot {lot.number} has finished"
        return Notice(heading, "", "See how far it is", f"/tenders/{tender.id}/lots/{lot.number}/panel")
    return None


def out_notice(kit: Kit, desk: BidDesk) -> Notice | None:
    """That the bid left the competition after the opening, and why."""
    out = exclusions.exclusions(kit.database, desk.lot.id).get(desk.bid.id)
    if out is None:
        return None
    return Notice(f"Your bid {OUT[out.kind]} and counts no more", out.reason)


def buyer_question_notice(kit: Kit, actor: Actor, desk: BidDesk) -> Notice | None:
    """The buyer's first question that the reader can still answer."""
    if not desk.lot.opened:
        return None
    open_ = questions_to_own_bid(kit, actor, desk.bid.id).open
    if not open_:
        return None
    zone = desk.tender.zone
    due = moment(min(one.asked.due for one in open_), zone, kit.now(), reader=reader_zone())
    what = "the buyer’s question" if len(open_) == 1 else f"{len(open_)} questions from the buyer"
    return Notice(f"Next: answer {what}", f"Until {due.words}, {due.zone}.", "Read and answer", _questions(desk))


def buyer_question_links(kit: Kit, actor: Actor, desk: BidDesk) -> tuple[Link, ...]:
    """The page of the buyer's questions, once there are any."""
    if not desk.lot.opened:
        return ()
    count = len(questions_to_own_bid(kit, actor, desk.bid.id).questions)
    return (Link("Questions from the buyer", _questions(desk), count),) if count else ()


def _questions(desk: BidDesk) -> str:
    return f"/bids/{desk.bid.id}/buyer-questions"


def _present(kit: Kit, lot: Lot) -> list[Panelist]:
    return [one for one in panel.panel(kit.database, lot.id) if one.left is None]


def _panel_words(kit: Kit, lot: Lot) -> str:
    present = _present(kit, lot)
    return counted(len(present), "evaluator") if present else "Nobody named yet"


def _reads_panel(kit: Kit, actor: Actor, tender: Tender, lot: Lot) -> bool:
    act = Permission.PANEL_READ
    if actor.is_a(Role.SUPPLIER) or not may(actor, act):
        return False
    if not stages.allows(tender.course_of(lot), act, kit.now()):
        return False
    me = panel.panelist(kit.database, lot.id, actor.person)
    return reads_as_buyer(actor) or (me is not None and me.chair)
