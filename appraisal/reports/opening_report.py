"""The report of a lot's opening: who opened it and how, who had bid and when, what was withdrawn, every digest."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from appraisal.core.opening import OpenedBid, OpeningReport
from appraisal.reports.facts import Line, digest_of, fact, paragraphs, said, short_digest, small
from appraisal.reports.moments import brief_moment, calendar_day, instant, moment
from appraisal.reports.paper import WIDTH, Paper, print_paper
from appraisal.reports.scorecard.flow import Block, Part
from appraisal.reports.scorecard.style import MEDIUM, SEMIBOLD
from appraisal.reports.wording import Strong, Text, counted, joined, visible

STATES = ("opened", "does not open", "not confirmed", "replaced", "withdrawn")
NUMBERS = 10.0
"""The column of the bids' numbers, mm."""


def opening_paper(report: OpeningReport, seal: str = "") -> bytes:
    """The report as PDF/A-3b, the same bytes for the same report; `seal` is the fingerprint of the seal's key."""
    bids = {state: [bid for bid in _in_order(report.bids) if bid.state == state] for state in STATES}
    opened, broken = bids["opened"], bids["does not open"]
    paper = Paper(
        kind="Opening report",
        subject=report.title,
        section=report.reference,
        headline=_headline(report, len(opened), len(broken)),
        deck=_deck(report),
        footer=f"Opening of {visible(report.reference)}, lot {report.lot}",
        footing=f"sha256 {short_digest(report.digest)}",
        seal=seal,
        head=report.entry_digest,
    )
    nobody = paragraphs(["No bid was opened."], WIDTH)
    at = f"in the order of receipt; times in {visible(report.zone)}" if opened else ""
    blocks = [
        Block("Why it was an emergency", paragraphs(_reason(report), WIDTH) if report.way == "recovery" else ()),
        Block("What does not open", _rows(report, broken), "stored otherwise than it was received; to be looked into"),
        Block("The opening", _facts(report)),
        Block("The bids", _rows(report, opened) or nobody, at),
        Block("Not confirmed", _rows(report, bids["not confirmed"]), "after an addendum: not opened and not counted"),
        Block("Replaced", _rows(report, bids["replaced"]), "by a later version of the same bid: not opened"),
        Block("Withdrawn", _withdrawn(report, bids["withdrawn"]), "not opened: time of receipt and digest alone"),
        Block("How to check it", paragraphs(_explained(), WIDTH)),
    ]
    return print_paper(paper, blocks)


def _in_order(bids: Sequence[OpenedBid]) -> list[OpenedBid]:
    return sorted(bids, key=lambda bid: (datetime.fromisoformat(bid.received), bid.receipt))


def _headline(report: OpeningReport, opened: int, broken: int) -> str:
    bids = counted(opened, "bid") if opened else "No bid"
    verb = "were" if opened > 1 else "was"
    emergency = " in an emergency" if report.way == "recovery" else ""
    failed = f"; {counted(broken, 'bid does', 'bids do')} not open" if broken else ""
    return f"{bids} {verb} opened{emergency} on {calendar_day(report.opened, report.zone)}{failed}."


def _deck(report: OpeningReport) -> Text:
    names = [visible(name) for name in report.officers]
    how = {
        "officers": "each with the passphrase of their own key",
        "server": "with the server’s key, which this lot chose when it was published",
        "recovery": "with the two halves of the recovery key on paper",
    }
    return (f"Lot {report.lot}, opened by ", Strong(joined(names)), f", {how[report.way]}.")


def _reason(report: OpeningReport) -> list[Text]:
    lines = [visible(line) for line in report.reason.splitlines() if visible(line)]
    return [*((line,) for line in lines or ["No reason is on record."]), ("Every bidder was told, with this reason.",)]


def _facts(report: OpeningReport) -> tuple[Part, ...]:
    ways = {"officers": "two officers’ keys", "server": "the server’s key"}
    opened = [Line(moment(report.opened, report.zone), 8.5, SEMIBOLD), small(f"exactly {instant(report.opened)}")]
    rows = [
        ("Tender", [Line(report.reference, 8.5, MEDIUM), *said(report.title)]),
        ("Lot", [Line(f"{report.lot}: {visible(report.lot_title)}")]),
        ("Deadline for bids", [Line(moment(report.deadline, report.zone))]),
        ("Opened", opened),
        ("Opened by", [Line(name, 8.5, SEMIBOLD) for name in report.officers]),
        ("Opened with", [Line(ways.get(report.way, "the recovery key, in an emergency"))]),
        ("This report", [digest_of(report.digest), small("SHA-256 of the report as it is stored")]),
    ]
    if report.entry_digest:
        about = small("SHA-256: the journal’s last entry once the opening was recorded")
        rows.append(("Journal", [digest_of(report.entry_digest), about]))
    if report.fingerprint:
        about = small("fingerprint of its public key")
        rows.append(("Key of the lot", [Line(report.fingerprint, 9.6, SEMIBOLD), about]))
    return tuple(part for label, lines in rows for part in fact(label, lines, WIDTH))


def _rows(report: OpeningReport, bids: Sequence[OpenedBid]) -> tuple[Part, ...]:
    return tuple(
        part for number, bid in enumerate(bids, 1) for part in fact(str(number), _bid(report, bid), WIDTH, NUMBERS)
    )


def _bid(report: OpeningReport, bid: OpenedBid) -> list[Line]:
    """A bid: who, which version, when it was received and stored, and its digests."""
    opened = bid.state == "opened"
    files = f"   ·   {counted(bid.files, 'evidence file')}" if opened else ""
    received, stored = datetime.fromisoformat(bid.received), datetime.fromisoformat(bid.stored)
    return [
        Line(bid.supplier, 9.2, SEMIBOLD),
        Line(f"Received {brief_moment(received, report.zone)}   ·   version {bid.version}{files}"),
        small(f"receipt {visible(bid.receipt)}   ·   received {instant(received)}   ·   stored {instant(stored)}"),
        *([digest_of(bid.digest, 7.6, "answers")] if opened else []),
        digest_of(bid.sealed_digest, 7.6, "sealed"),
    ]


def _withdrawn(report: OpeningReport, bids: Sequence[OpenedBid]) -> tuple[Part, ...]:
    return tuple(
        part
        for number, bid in enumerate(bids, 1)
        for part in fact(str(number), _withdrawn_bid(report, bid), WIDTH, NUMBERS)
    )


def _withdrawn_bid(report: OpeningReport, bid: OpenedBid) -> list[Line]:
    """What may be told of a withdrawn bid; not whose it was."""
    received = datetime.fromisoformat(bid.received)
    return [
        Line(f"Received {brief_moment(received, report.zone)}"),
        small(f"received {instant(received)}"),
        digest_of(bid.sealed_digest, 7.6, "sealed"),
    ]


def _explained() -> list[Text]:
    return [
        (
            Strong("Every bidder "),
            "compares the two digests of its bid with those on its receipt: “sealed” is the SHA-256 of what was stored "
            "when the bid was received, “answers” that of the response file inside it.",
        ),
        (
            Strong("Anybody "),
            "compares the fingerprint of the lot’s key with the published one, and the digest of the journal’s entry "
            "with what the journal holds now: every later entry rests on it, so nothing before it can be changed "
            "unnoticed.",
        ),
        ("An opening says nothing of a bid’s merit: what the bids are worth is compared afterwards.",),
    ]
