"""The opening of bids by two officers, its report, and the bids that were opened."""

from __future__ import annotations

from flask import Blueprint, Response, redirect, request
from werkzeug.wrappers import Response as AnyResponse

from appraisal.core.errors import Conflict, InvalidInput
from appraisal.core.policy import Permission, Role, may
from appraisal.core.tendering import Lot, Tender
from appraisal.services.comparison.standing import is_shown
from appraisal.services.known import known_tender, lot_of
from appraisal.services.opening.opened_bids import download_bid
from appraisal.services.opening.opening import KeyPart, RecoveryPart, attend, attend_emergency, opening_state
from appraisal.services.opening.opening_report import note_download, opening_report, reads_report
from appraisal.services.record.seal import seal_fingerprint
from appraisal.web.machine.form import Form
from appraisal.web.machine.guard import actor
from appraisal.web.machine.headers import attachment
from appraisal.web.machine.request_kit import kit
from appraisal.web.opening.opening_forms import KeyPartForm, RecoveryPartForm
from appraisal.web.opening.opening_page import opened_lot, waiting_lot
from appraisal.web.opening.opening_pages import EmergencyPage, OpeningPage
from appraisal.web.parts import Link
from appraisal.web.tendering.tender_frame import trail_to
from appraisal.web.tendering.tenders import answer, set_zone

pages = Blueprint("opening", __name__)


@pages.get("/tenders/<tender>/opening", endpoint="opening")
def all_lots(tender: str) -> AnyResponse:
    """The opening of all lots, for officers."""
    found = known_tender(kit(), actor(), tender)
    lots = tuple(lot for lot in found.lots if not lot.opened or reads_report(kit(), actor(), found, lot))
    return answer("opening/opening.html", _page(found, lots), Form.shown())


@pages.route("/tenders/<tender>/lots/<int:number>/opening", methods=["GET", "POST"], endpoint="lot")
def one_lot(tender: str, number: int) -> AnyResponse:
    """The opening of one lot: an officer's part of it, then the report for all who may read it."""
    found = known_tender(kit(), actor(), tender)
    lot = lot_of(found, number)
    form = KeyPartForm.asked(suffix=f"-{number}") if lot.sealing == "officers" else Form.asked()
    if form.accepted():
        try:
            passphrase = form.passphrase.data if isinstance(form, KeyPartForm) else ""
            attend(kit(), actor(), KeyPart(found.id, number, passphrase))
            return redirect(f"/tenders/{found.id}/lots/{number}/opening", 303)
        except InvalidInput as error:
            form.take(error)
        except Conflict as refusal:
            if lot.opened:
                raise
            form.note("passphrase", str(refusal))
    return answer("opening/opening.html", _page(found, (lot,), form), form)


@pages.route("/tenders/<tender>/lots/<int:number>/emergency", methods=["GET", "POST"], endpoint="emergency")
def emergency(tender: str, number: int) -> AnyResponse:
    """An opening with the two halves of the recovery key, by two officers."""
    found = known_tender(kit(), actor(), tender)
    lot = lot_of(found, number)
    form = RecoveryPartForm.asked()
    if form.accepted():
        try:
            attend_emergency(kit(), actor(), RecoveryPart(found.id, number, form.half.data, form.reason.data))
            return redirect(f"/tenders/{found.id}/lots/{number}/opening", 303)
        except InvalidInput as error:
            form.take(error)
    page = EmergencyPage(
        title="Opening with the recovery key",
        heading=f"Open lot {number} with the recovery key",
        eyebrow=lot.title,
        lede="Two different officers give one half each, with a reason. Every bidder is told.",
        trail=trail_to(found, Link("Opening", f"/tenders/{found.id}/opening")),
        form=form,
        troubles=form.troubles,
        post=request.path,
        back=f"/tenders/{found.id}/opening",
    )
    return answer("opening/emergency.html", page, form)


@pages.get("/tenders/<tender>/lots/<int:number>/opening.pdf", endpoint="report")
def report(tender: str, number: int) -> Response:
    """The opening report as a PDF; the download is an entry."""
    from appraisal.reports.opening_report import opening_paper

    data = opening_paper(opening_report(kit(), actor(), tender, number), seal_fingerprint(kit()))
    note_download(kit(), actor(), tender, number, data)
    return attachment(data, f"opening-lot-{number}.pdf", "application/pdf")


@pages.get("/tenders/<tender>/lots/<int:number>/bids/<receipt>.json", endpoint="bid")
def bid(tender: str, number: int, receipt: str) -> Response:
    """An opened bid as its file; the download is an entry."""
    return attachment(download_bid(kit(), actor(), tender, number, receipt), f"{receipt}.json", "application/json")


def _page(tender: Tender, lots: tuple[Lot, ...], form: Form | None = None) -> OpeningPage:
    set_zone(tender)
    now, attends = kit().now(), may(actor(), Permission.OPENING_ATTEND)
    waiting = [lot for lot in lots if not lot.opened]
    opened = [opening_report(kit(), actor(), tender.id, lot.number) for lot in lots if lot.opened]
    if not attends:
        for lot in waiting:
            opening_report(kit(), actor(), tender.id, lot.number)
    reads = may(actor(), Permission.OPENING_EXAMINE)
    return OpeningPage(
        title="Opening",
        heading="Opening report" if opened and not waiting else "Open the bids",
        eyebrow=f"Tender {tender.reference}",
        lede="Two different officers open a lot together."
        if waiting
        else "Who bid, when it was received, and with what digest.",
        trail=trail_to(tender, supplier=actor().is_a(Role.SUPPLIER)),
        troubles=form.troubles if form else (),
        lots=tuple(
            waiting_lot(
                tender,
                lot,
                opening_state(kit(), actor(), tender.id, lot.number),
                form,
                now,
                actor().person in lot.officers,
            )
            for lot in waiting
        ),
        opened=tuple(
            opened_lot(tender.id, found, reads, is_shown(kit(), actor(), tender, lot_of(tender, found.lot)))
            for found in opened
        ),
        back=f"/tenders/{tender.id}",
    )
