"""The opening in words: how far it is, and what it found."""

from __future__ import annotations

from datetime import datetime

from appraisal.core.opening import OpenedBid as Found
from appraisal.core.opening import OpeningReport
from appraisal.core.tender import Stage
from appraisal.core.tendering import Lot, Tender
from appraisal.services.opening.opening import OpeningState
from appraisal.web.machine.form import Form
from appraisal.web.opening.opening_forms import KeyPartForm
from appraisal.web.opening.opening_pages import OpenedBid, OpenedLot, OpeningLot
from appraisal.web.parts import Link, Status
from appraisal.web.times import moment

WAYS = {
    "officers": "Each used the own passphrase.",
    "server": "The key lay on the server.",
    "recovery": "In an emergency, with the recovery key.",
}
STATES = {
    "opened": "Counts",
    "withdrawn": "Withdrawn",
    "replaced": "Replaced by a later version",
    "not confirmed": "Not confirmed after an addendum: does not count",
    "does not open": "Does not open: not what was received",
}


def waiting_lot(
    tender: Tender, lot: Lot, state: OpeningState, form: Form | None, now: datetime, names_me: bool
) -> OpeningLot:
    """A lot that is not opened yet, with the form where the officer may take part now."""
    zone = tender.zone
    opens = moment(state.opens_from, zone, now)
    due = now >= state.opens_from and tender.course_of(lot).stage(now) is Stage.CLOSED
    base = f"/tenders/{tender.id}/lots/{lot.number}"
    if not due:
        status = Status("none", f"From {opens.words}, {opens.zone}")
    elif state.begun_by:
        status = Status("now", "One of two is here")
    else:
        status = Status("care", "Waits for two officers")
    parts = ["Any two of: " + ", ".join(state.officers)] if state.way == "officers" else ["Any two officers"]
    if state.begun_at and state.waits_until:
        given, until = (moment(each, zone, now, seconds=True).hour for each in (state.begun_at, state.waits_until))
        parts.append(f"{state.begun_by} gave the first part at {given}; it waits for another officer until {until}")
    has_given = state.is_own and not state.is_emergency and not (form and form.troubles)
    if has_given:
        parts.append("Nothing to do for you until then: the other officer opens the lot from this page.")
    takes_part = due and (names_me or state.way == "server") and not has_given
    return OpeningLot(
        number=lot.number,
        title=lot.title,
        state=status,
        parts=tuple(parts),
        post=f"{base}/opening",
        form=(form or _first(lot)) if takes_part else None,
        emergency=f"{base}/emergency" if due and state.way == "officers" else "",
    )


def _first(lot: Lot) -> Form:
    return KeyPartForm.shown(suffix=f"-{lot.number}") if lot.sealing == "officers" else Form.shown()


def opened_lot(tender: str, report: OpeningReport, reads_bids: bool, compares: bool) -> OpenedLot:
    """A report for people, every moment with seconds, zone and offset."""
    base = f"/tenders/{tender}/lots/{report.lot}"
    return OpenedLot(
        number=report.lot,
        title=report.lot_title,
        opened=written(report.opened, report.zone),
        by=" and ".join(report.officers),
        way=f"{WAYS[report.way]}{f' Reason: {report.reason}' if report.reason else ''}",
        bids=tuple(
            OpenedBid(
                bid.supplier,
                f"{bid.receipt}, version {bid.version}",
                written(datetime.fromisoformat(bid.received), report.zone),
                STATES[bid.state],
                shown_digest(bid),
                f"{base}/bids/{bid.receipt}.json" if reads_bids and bid.state == "opened" else "",
                _evidence(bid, base) if reads_bids and bid.state == "opened" else None,
            )
            for bid in report.bids
        ),
        digest=report.digest.removeprefix("sha256:"),
        pdf=f"{base}/opening.pdf",
        comparison=f"{base}/comparison" if compares else "",
    )


def _evidence(bid: Found, base: str) -> Link:
    return Link("Files", f"{base}/bids/{bid.receipt}/evidence", bid.files)


def shown_digest(bid: Found) -> str:
    """The digest of the response where it was opened, else of what was stored."""
    return (bid.digest or bid.sealed_digest).removeprefix("sha256:")


def written(when: datetime, zone: str) -> str:
    """A moment on a record."""
    shown = moment(when, zone, when, seconds=True, year=True)
    return f"{shown.words} {shown.zone}"
