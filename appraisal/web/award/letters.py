"""Letters to bidders: a bidder's own, and all of a lot for the buyer, each as page and PDF."""

from __future__ import annotations

from flask import Blueprint, Response, redirect, request
from werkzeug.wrappers import Response as AnyResponse

from appraisal.core.policy import may
from appraisal.services.award.debriefs import Letter, every_letter, letter_to, note_letter_download, own_letter
from appraisal.services.bidding.bid_desk import known_bid
from appraisal.services.known import known_tender
from appraisal.services.record.seal import seal_fingerprint
from appraisal.web.award.letter_page import letter_line, letter_page
from appraisal.web.award.paper_pages import LettersPage
from appraisal.web.bidding.bid_page import bid_trail
from appraisal.web.machine.form import Form
from appraisal.web.machine.guard import actor
from appraisal.web.machine.long_work import KINDS, begin
from appraisal.web.machine.rendering import render
from appraisal.web.machine.request_kit import kit
from appraisal.web.parts import Link
from appraisal.web.tendering.tender_frame import trail_to
from appraisal.web.tendering.tenders import answer, set_zone

pages = Blueprint("letters", __name__)


@pages.get("/bids/<bid>/debrief", endpoint="own")
def own(bid: str) -> str:
    """The letter to a bid's team."""
    letter = own_letter(kit(), actor(), bid)
    desk = known_bid(kit(), actor(), bid)
    set_zone(desk.tender)
    page = letter_page(letter, bid_trail(desk), f"/bids/{bid}/debrief.pdf", kit().now())
    return render("award/debrief.html", page)


@pages.get("/bids/<bid>/debrief.pdf", endpoint="own_printed")
def own_printed(bid: str) -> Response:
    """The same as a PDF."""
    return _printed(own_letter(kit(), actor(), bid))


@pages.route("/tenders/<tender>/lots/<int:number>/letters", methods=["GET", "POST"], endpoint="all")
def all_letters(tender: str, number: int) -> AnyResponse:
    """The letters of a lot, and packs of papers to be made."""
    found, lot, letters = every_letter(kit(), actor(), tender, number)
    set_zone(found)
    form = Form.asked()
    kind = request.form.get("kind", "")
    if form.accepted() and kind in KINDS and may(actor(), KINDS[kind].permission):
        return redirect(f"/jobs/{begin(actor(), kind, found.id, number)}", 303)
    base = f"/tenders/{found.id}/lots/{number}"
    page = LettersPage(
        title=f"Letters, lot {number}",
        heading="Letters to the bidders",
        lede="As they went out. Each tells its bidder the own findings and scores, and of the winner figures alone."
        if letters
        else "None went out yet: they are written when the decision is notified.",
        eyebrow=f"Lot {number}, {lot.title}",
        trail=trail_to(found),
        letters=tuple(letter_line(letter, base) for letter in letters),
        packs=tuple((name, one.title) for name, one in KINDS.items() if letters and may(actor(), one.permission)),
        post=f"{base}/letters",
    )
    return answer("award/letters.html", page, form)


@pages.get("/tenders/<tender>/lots/<int:number>/letters/<receipt>", endpoint="one")
def one_letter(tender: str, number: int, receipt: str) -> str:
    """One letter as its bidder reads it."""
    letter = letter_to(kit(), actor(), tender, number, receipt)
    found = known_tender(kit(), actor(), tender)
    set_zone(found)
    base = f"/tenders/{found.id}/lots/{number}/letters"
    trail = trail_to(found, Link("Letters", base))
    return render("award/debrief.html", letter_page(letter, trail, f"{base}/{receipt}.pdf", kit().now()))


@pages.get("/tenders/<tender>/lots/<int:number>/letters/<receipt>.pdf", endpoint="printed")
def printed(tender: str, number: int, receipt: str) -> Response:
    """The same as a PDF; the download is an entry."""
    letter = letter_to(kit(), actor(), tender, number, receipt)
    note_letter_download(kit(), actor(), tender, number, letter)
    return _printed(letter)


def _printed(letter: Letter) -> Response:
    from appraisal.reports.debrief_letter import debrief_letter

    response = Response(
        debrief_letter(letter.debrief, letter.digest, seal_fingerprint(kit()), letter.head), mimetype="application/pdf"
    )
    name = f"letter-{letter.debrief.receipt}.pdf"
    response.headers.set("Content-Disposition", "attachment", filename=name)
    return response
