"""An evaluator's lots and work in words: what is next, how far each bid and each area is."""

from __future__ import annotations

from appraisal.core.policy import Actor
from appraisal.core.tendering import Lot, Tender
from appraisal.services.comparison.standing import is_shown
from appraisal.services.evaluation.evaluation_desk import EvaluationDesk
from appraisal.services.evaluation.evaluation_work import BidWork, PanelPlace, WorkPage, WorkState
from appraisal.services.opening.opening_report import reads_report
from appraisal.services.toolkit import Kit
from appraisal.web.evaluation.evaluation_pages import AreaCell, AreaRow, BidProgress, EvaluationPage, PanelLot, Progress
from appraisal.web.evaluation.evaluation_pages import WorkPage as WorkView
from appraisal.web.parts import Fact, Link, Notice, Status, StatusKind
from appraisal.web.times import moment

STATES: dict[WorkState, tuple[StatusKind, str]] = {
    WorkState.SEALED: ("none", "Not opened yet"),
    WorkState.UNDECLARED: ("care", "Declare your interests"),
    WorkState.OPEN: ("now", "Open items"),
    WorkState.UNSIGNED: ("care", "Findings to submit"),
    WorkState.OTHERS: ("none", "Waiting for others"),
    WorkState.MODERATION: ("none", "In moderation"),
    WorkState.CLOSED: ("done", "Evaluation closed"),
    WorkState.DECIDED: ("done", "Decided"),
    WorkState.CANCELLED: ("none", "Cancelled"),
}
NOTHING_TO_DO: dict[WorkState, tuple[str, str]] = {
    WorkState.OTHERS: (
        "Nothing to do until the others have submitted",
        "You see what they found on each bid that you submitted.",
    ),
    WorkState.MODERATION: (
        "Nothing to do until the panel agrees",
        "The chair goes through what the findings differ on; yours stay as you submitted them.",
    ),
    WorkState.CLOSED: ("The evaluation is closed", "Findings stay as they are and can still be read."),
    WorkState.DECIDED: ("The award is decided", "Findings stay as they are and can still be read."),
}


def lot_address(tender: Tender, lot: Lot) -> str:
    """Where the evaluation of a lot begins."""
    return f"/evaluation/{tender.id}/{lot.number}"


def lot_name(tender: Tender, lot: Lot) -> str:
    """A lot as the way back names it."""
    return f"{tender.reference}, lot {lot.number}"


def bid_address(desk: EvaluationDesk, bid: str, question: str = "") -> str:
    """Where an evaluator's bid or finding is."""
    return "/".join((lot_address(desk.tender, desk.lot), "bids", bid, *([question] if question else [])))


def lot_trail(desk: EvaluationDesk, *more: Link) -> tuple[Link, ...]:
    """The way to a page of a lot's evaluation."""
    return (Link(lot_name(desk.tender, desk.lot), lot_address(desk.tender, desk.lot)), *more)


def progress(label: str, done: int, total: int) -> Progress:
    """So many of so many findings, with the share for a bar."""
    return Progress(f"{label}{done} of {total} findings", f"{100 * done // total if total else 100}%")


def both_progress(work: BidWork, works: tuple[BidWork, ...]) -> tuple[Progress, Progress]:
    """How far the evaluator is with one bid, and with all."""
    done, total = sum(len(one.whole) for one in works), sum(len(one.questions) for one in works)
    return (
        progress(f"{work.called}, ", len(work.whole), len(work.questions)),
        progress("All bids of this lot, ", done, total),
    )


def evaluation_page(kit: Kit, places: list[PanelPlace]) -> EvaluationPage:
    """Everything that somebody evaluates, newest tender first."""
    return EvaluationPage(
        title="Evaluation",
        heading="What you evaluate",
        lede="The lots on whose panels you are, and what is next on each.",
        lots=tuple(_lot(kit, place) for place in places),
    )


def work_view(kit: Kit, actor: Actor, work: WorkPage) -> WorkView:
    """The own work on one lot."""
    desk = work.desk
    tender, lot = desk.tender, desk.lot
    of_lot = f"/tenders/{tender.id}/lots/{lot.number}"
    base, chairs = lot_address(tender, lot), desk.me is not None and desk.me.chair
    also = (
        Link("Moderation", f"{base}/moderation"),
        *((Link("The panel", f"{of_lot}/panel"),) if chairs else ()),
        Link("Questions to bidders", f"{base}/bidder-questions"),
        Link("Your declarations of interests", f"{base}/interests"),
        Link("The required profile", of_lot),
        Link("Questions and answers before the deadline", f"/tenders/{tender.id}/questions"),
        *((Link("Opening report", f"{of_lot}/opening"),) if reads_report(kit, actor, tender, lot) else ()),
        *((Link("Comparison", f"{of_lot}/comparison"),) if is_shown(kit, actor, tender, lot) else ()),
    )
    return WorkView(
        title=f"Bids, {lot_name(tender, lot)}",
        heading=lot.title,
        eyebrow=f"Evaluation, {lot_name(tender, lot)}",
        lede=_lede(work),
        trail=(Link("Evaluation", "/evaluation"),),
        next=_next(work),
        bids=tuple(_bid(desk, one) for one in work.bids if one.questions),
        areas=tuple(
            AreaRow(area.name, tuple(_cell(desk, one, questions) for one in work.bids))
            for area, questions in work.areas
        ),
        facts=(
            Fact("Your findings", f"{work.done} of {work.total}"),
            Fact("You are", "Chair of the panel" if chairs else "Member of the panel"),
        ),
        also=also,
    )


def _lot(kit: Kit, place: PanelPlace) -> PanelLot:
    tender, lot, work = place.tender, place.lot, place.work
    base, zone = lot_address(tender, lot), tender.zone
    note, act, href = "", None, base
    if place.state is WorkState.SEALED:
        href = ""
        if place.opens:
            opens = moment(place.opens, zone, kit.now())
            note = f"The bids are opened from {opens.words}, {opens.zone}. Nothing to do until then."
    elif place.state is WorkState.UNDECLARED:
        note = "Nothing of the bids is shown before you declare your interests on each supplier."
        act = Link("Declare your interests", f"{base}/interests")
    elif place.state is WorkState.CANCELLED:
        href, note = "", tender.cancel_reason
    elif work:
        found = _next(work)
        note, act = found.words, Link(found.act, found.href) if found.href else None
    return PanelLot(
        title=f"{tender.title}, {lot.title}" if lot.title != tender.title else tender.title,
        reference=lot_name(tender, lot),
        href=href,
        status=Status(*STATES[place.state]),
        note=note,
        progress=progress("", work.done, work.total) if work and work.total else None,
        act=act,
    )


def _next(work: WorkPage) -> Notice:
    desk, item = work.desk, work.next
    if work.state is WorkState.OPEN and item:
        left = work.total - work.done
        called = next(one.called for one in work.bids if one.bid.bid == item.bid)
        heading = "Next: one open item" if left == 1 else f"Next: {left} open items"
        return Notice(
            heading, f"It goes on with {called}.", "Next open item", bid_address(desk, item.bid, item.question)
        )
    if work.state is WorkState.UNSIGNED:
        one = next(one for one in work.bids if one.is_open)
        words = f"Every finding on {one.called} is made. Others’ findings on it show once yours are submitted."
        return Notice(f"Next: submit on {one.called}", words, "Look and submit", bid_address(desk, one.bid.bid))
    to_moderation = ("Go to the moderation", f"{lot_address(desk.tender, desk.lot)}/moderation")
    if desk.me and desk.me.chair and work.state is WorkState.MODERATION:
        return Notice("Next: agree on the findings", "All findings are in.", *to_moderation)
    if desk.me and desk.me.chair and work.state is WorkState.OTHERS and work.total:
        words = "Others are still to come; a bid on which all are in can be agreed on already."
        return Notice("Your findings are in", words, *to_moderation)
    if not work.total and work.state not in (WorkState.CLOSED, WorkState.DECIDED):
        return Notice("You evaluate no area yourself", "You moderate what the others find.", *to_moderation)
    return Notice(*NOTHING_TO_DO[work.state])


def _lede(work: WorkPage) -> str:
    kept = len(work.desk.conflicted)
    blind = "Suppliers appear by letters until the award." if work.desk.is_blind else ""
    bids = "One bid is" if kept == 1 else f"{kept} bids are"
    return " ".join(
        words for words in (blind, f"{bids} kept from you by a conflict of interest." if kept else "") if words
    )


def _bid(desk: EvaluationDesk, work: BidWork) -> BidProgress:
    left = len(work.missing)
    if work.sheet:
        status = Status("done", "Submitted")
    elif left:
        status = Status("now" if work.whole else "none", f"{left} open" if work.whole else "Not started")
    else:
        status = Status("care", "To submit")
    return BidProgress(
        work.called,
        bid_address(desk, work.bid.bid),
        status,
        progress("", len(work.whole), len(work.questions)),
    )


def _cell(desk: EvaluationDesk, work: BidWork, questions: tuple[str, ...]) -> AreaCell:
    left = [question for question in questions if question not in work.whole]
    first = left[0] if left else questions[0]
    return AreaCell(
        work.called,
        f"{len(questions) - len(left)} of {len(questions)}",
        bid_address(desk, work.bid.bid, first),
        not left,
    )
