"""Signals in words: what each is, and where to look; none of them rejects anything."""

from __future__ import annotations

from appraisal.core.signals import Signal, SignalCode
from appraisal.reports.wording import counted
from appraisal.services.evaluation.signal_page import SignalPage
from appraisal.web.evaluation.evaluation_page import lot_name
from appraisal.web.evaluation.moderation_lines import moderation_address, moderation_trail, place_words
from appraisal.web.evaluation.moderation_pages import SignalLine, SignalsPage
from appraisal.web.parts import Link

KINDS: dict[SignalCode, str] = {
    "similar-comments": "Comments nearly the same",
    "one-evidence-item": "One evidence item behind many answers",
    "straight-lining": "The same answer throughout",
    "level-inversion": "Met without what it rests on",
    "too-good-for-evidence": "A profile too good for its evidence",
}
MOST_LINKS = 6
"""Questions that a signal links to; a whole area of them says no more."""


def signals_view(shown: SignalPage) -> SignalsPage:
    """The page of a lot's signals."""
    desk, count = shown.desk, len(shown.signals)
    return SignalsPage(
        title=f"Signals, {lot_name(desk.tender, desk.lot)}",
        heading=f"{counted(count, 'signal')} to look at twice" if count else "No signal in these bids",
        eyebrow=f"Signals, {desk.lot.title}",
        lede="A signal never rejects, excludes or lowers anything. It says where a person should look.",
        trail=moderation_trail(desk, Link("Moderation", moderation_address(desk))),
        signals=tuple(_line(shown, signal) for signal in shown.signals),
        back=moderation_address(desk),
    )


def _line(shown: SignalPage, signal: Signal) -> SignalLine:
    desk, bids = shown.desk, shown.bids_of(signal)
    links = tuple(
        Link(
            f"{desk.name_of(bid)}, {place_words(desk, question)}" if len(bids) > 1 else place_words(desk, question),
            moderation_address(desk, bid.bid, question),
        )
        for question in signal.questions
        for bid in bids
    )
    return SignalLine(KINDS[signal.code], signal.sentence, links[:MOST_LINKS])
