"""A lot in moderation, in words: what the chair does next, how far each bid is, and what to talk about first."""

from __future__ import annotations

from collections.abc import Iterable

from appraisal.core.policy import Actor
from appraisal.core.tender import Stage
from appraisal.reports.wording import counted, joined
from appraisal.services.evaluation.evaluation_desk import EvaluationDesk
from appraisal.services.evaluation.moderation_page import BidModeration, Moderation
from appraisal.services.toolkit import Kit
from appraisal.web.evaluation.evaluation_page import bid_address, lot_name
from appraisal.web.evaluation.moderation_lines import (
    agreement_lines,
    awaited_words,
    closing_address,
    differ_line,
    moderation_address,
    moderation_trail,
)
from appraisal.web.evaluation.moderation_pages import ModeratedBid, ModerationPage
from appraisal.web.evaluation.panel_page import evaluation_links, panel_address
from appraisal.web.parts import Fact, Link, Notice, Status

MOST_LISTED = 20
"""Disagreements on the page of a lot; the page of a bid lists all of its own."""


def moderation_view(kit: Kit, actor: Actor, shown: Moderation) -> ModerationPage:
    """The page of a lot."""
    desk, open_ = shown.desk, shown.open
    listed = open_[:MOST_LISTED]
    left = len(open_) - len(listed)
    return ModerationPage(
        title=f"Moderation, {lot_name(desk.tender, desk.lot)}",
        heading=_heading(shown),
        eyebrow=f"Moderation, {desk.lot.title}",
        lede=_lede(shown),
        trail=moderation_trail(desk),
        next=_next(shown),
        bids=tuple(_bid(desk, one) for one in shown.bids),
        differ=tuple(differ_line(desk, bid, one, with_bid=True) for bid, one in listed),
        more=f"{counted(left, 'more disagreement')} on the pages of the bids." if left else "",
        agreement=agreement_lines(desk.profile.model, shown.agreement()),
        facts=(Fact("Bids", str(len(shown.bids))), Fact("Findings agreed on", _agreed_of(shown.bids))),
        also=_links(kit, actor, shown),
    )


def _heading(shown: Moderation) -> str:
    if shown.desk.stage is not Stage.OPENED:
        return "What the panel agreed on"
    if left := len(shown.open):
        return f"{counted(left, 'disagreement')} to settle"
    if all(one.is_seen and not one.missing for one in shown.bids) and shown.bids:
        return "Everything is agreed on"
    return "Moderation"


def _lede(shown: Moderation) -> str:
    if shown.desk.stage is not Stage.OPENED:
        return "The evaluation is closed. Every finding is kept, and every version of what was agreed."
    if not shown.can_record:
        return "The chair records what the panel agrees on. Every finding is kept as it was submitted."
    return "What matters most comes first: knock-outs, then by the points of fit that hang on the answer."


def _next(shown: Moderation) -> Notice | None:
    """What the chair does next; nothing for others."""
    if shown.desk.stage is not Stage.OPENED or not shown.can_record or not shown.bids:
        return None
    return _next_on_a_bid(shown) or _next_for_all(shown)


def _next_on_a_bid(shown: Moderation) -> Notice | None:
    """What is to be recorded on a bid on which all findings are in."""
    desk, ready = shown.desk, [one for one in shown.bids if one.is_seen and not one.awaited]
    for one in ready:
        if one.unanimous:
            words = f"On {counted(len(one.unanimous), 'question')} all found the same."
            href = moderation_address(desk, one.bid.bid)
            return Notice(f"Next: {one.called}", words, "Record what all agree on", href)
    settle = [(bid, one) for bid, one in shown.open if bid in ready]
    if settle:
        bid, first = settle[0]
        href = f"{moderation_address(desk, bid.bid.bid, first.question)}?next"
        return Notice(f"Next: {counted(len(settle), 'disagreement')}", "", "Settle the one that matters most", href)
    for one in ready:
        if one.missing:
            words = f"{counted(len(one.missing), 'question')} without an agreed finding."
            return Notice(f"Next: {one.called}", words, "Look at the bid", moderation_address(desk, one.bid.bid))
    return None


def _next_for_all(shown: Moderation) -> Notice:
    """What there is to do when nothing can be recorded just now."""
    desk = shown.desk
    for one in shown.bids:
        if not one.is_seen:
            words = "Until then nobody else’s are shown to you."
            href = bid_address(desk, one.bid.bid)
            return Notice(f"Next: submit your own findings on {one.called}", words, "Go to your findings", href)
    waiting = sorted({name for one in shown.bids for name in one.awaited})
    if waiting:
        return Notice("Nothing to do until all findings are in", f"{awaited_words(waiting)}.")
    if desk.conflicted:
        words = "A bid is kept from you by a conflict of interest; another chair takes over and closes."
        return Notice("Nothing more to do for you", words)
    return Notice("Next: close the evaluation", "Everything is agreed on.", "Look and close", closing_address(desk))


def _bid(desk: EvaluationDesk, one: BidModeration) -> ModeratedBid:
    if not one.is_seen:
        note = f"{awaited_words(one.awaited)}." if one.awaited else ""
        return ModeratedBid(one.called, "", Status("none", "Submit your own findings first"), "", "0%", note)
    done, total = len(one.asked) - len(one.missing), len(one.asked)
    if one.awaited:
        status = Status("care", f"Waits for {joined(list(one.awaited))}")
    elif one.open:
        status = Status("now", counted(len(one.open), "disagreement"))
    elif one.missing:
        status = Status("now", f"{len(one.missing)} to record")
    else:
        status = Status("done", "All agreed on")
    words, percent = f"{done} of {total} findings agreed on", f"{100 * done // total if total else 100}%"
    return ModeratedBid(one.called, moderation_address(desk, one.bid.bid), status, words, percent)


def _agreed_of(bids: Iterable[BidModeration]) -> str:
    seen = [one for one in bids if one.is_seen]
    return f"{sum(len(one.asked) - len(one.missing) for one in seen)} of {sum(len(one.asked) for one in seen)}"


def _links(kit: Kit, actor: Actor, shown: Moderation) -> tuple[Link, ...]:
    desk, here = shown.desk, moderation_address(shown.desk)
    runs = shown.is_chair or desk.me is None
    panel = Link("The panel", panel_address(desk.tender, desk.lot))
    close = Link("Close the evaluation", closing_address(desk))
    found = evaluation_links(kit, actor, desk.tender, desk.lot)
    others = (link for link in found if link.href != here and (runs or not link.href.endswith("/signals")))
    closes = shown.can_record and not desk.conflicted
    return (*((panel,) if runs else ()), *others, *((close,) if closes else ()))
