"""A received bid in words: the receipt page and what happens next."""

from __future__ import annotations

from datetime import datetime

from appraisal.core.receipt import Receipt
from appraisal.services.bidding.bid_desk import BidDesk
from appraisal.web.bidding.answer_form import size_words
from appraisal.web.bidding.bid_page import bid_trail
from appraisal.web.bidding.submission_pages import ReceiptFile, ReceiptPage
from appraisal.web.parts import Step
from appraisal.web.times import distance, moment


def receipt_page(desk: BidDesk, receipt: Receipt, older: Receipt | None, now: datetime, manages: bool) -> ReceiptPage:
    """The confirmation of one version of a bid."""
    base = f"/bids/{desk.bid.id}"
    open_ = now <= receipt.deadline and not desk.tender.cancelled
    opening = moment(receipt.opening, receipt.zone, now)
    return ReceiptPage(
        title=_heading(receipt),
        heading=_heading(receipt),
        lede=_lede(desk, receipt, f"{opening.words} {opening.zone}"),
        eyebrow=f"{receipt.supplier}, lot {receipt.lot}",
        trail=bid_trail(desk)[1:],
        reference=receipt.receipt,
        received=moment(receipt.received, receipt.zone, now, seconds=True, year=True),
        before=f"{distance(receipt.deadline, receipt.received).removeprefix('in ')} before the deadline",
        signed_by=receipt.signed_by,
        version=_version(receipt, older, now),
        digest=receipt.digest.removeprefix("sha256:"),
        files=tuple(
            ReceiptFile(one.title, size_words(one.size) if one.sha256 else "link", one.sha256 or one.uri)
            for one in receipt.files
        ),
        pdf=f"{base}/receipts/{receipt.receipt}.pdf",
        document=f"{base}/receipts/{receipt.receipt}.json",
        next_steps=_steps(receipt, now, desk.lot.opened),
        change=base,
        withdraw=f"{base}/withdraw" if open_ and manages and not receipt.withdrawn and not receipt.replaced else "",
    )


def _heading(receipt: Receipt) -> str:
    if receipt.withdrawn:
        return "This version of your bid was withdrawn"
    if receipt.replaced:
        return "A later version replaced this one"
    return "Your bid has been received" if receipt.counts else "Your bid has to be confirmed"


def _lede(desk: BidDesk, receipt: Receipt, opening: str) -> str:
    if receipt.withdrawn:
        return "It does not count. You can submit again until the deadline."
    if receipt.replaced:
        return "It is kept, and does not count any more."
    if not receipt.counts:
        return "An addendum changed the questionnaire. Until you confirm the bid it counts as not submitted."
    if desk.lot.opened:
        return "The bids of this lot were opened."
    return f"It is sealed. Nobody can read it before the opening on {opening}."


def _version(receipt: Receipt, older: Receipt | None, now: datetime) -> str:
    words = str(receipt.version)
    if older is not None:
        words = f"{words}, after version {older.version} of {moment(older.received, receipt.zone, now).words}"
    return f"{words}, confirmed after addendum {receipt.confirmed}" if receipt.confirmed else words


def _steps(receipt: Receipt, now: datetime, opened: datetime | None) -> tuple[Step, ...]:
    deadline, opening = moment(receipt.deadline, receipt.zone, now), moment(receipt.opening, receipt.zone, now)
    is_open = now <= receipt.deadline
    return (
        Step(
            f"Until {deadline.words}",
            None,
            "now" if is_open else "past",
            "You can change or withdraw the bid. The last one received counts; every version is kept.",
        ),
        Step(
            f"From {opening.words}",
            None,
            "past" if opened else "coming" if is_open else "now",
            "Two officers open the bids together. You can read the opening report then.",
        ),
    )
