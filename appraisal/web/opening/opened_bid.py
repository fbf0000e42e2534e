"""One opened bid for the buyer's people: its evidence, listed and handed out."""

from __future__ import annotations

from flask import Blueprint, Response

from appraisal.core.receipt import ReceiptFile
from appraisal.services.known import known_tender
from appraisal.services.opening.opened_bids import download_evidence, opened_evidence
from appraisal.web.bidding.answer_form import size_words
from appraisal.web.machine.guard import actor
from appraisal.web.machine.headers import handed_out
from appraisal.web.machine.rendering import render
from appraisal.web.machine.request_kit import kit
from appraisal.web.opening.opening_pages import EvidenceItem, OpenedEvidencePage
from appraisal.web.parts import Link
from appraisal.web.tendering.tender_frame import trail_to
from appraisal.web.tendering.tenders import set_zone

pages = Blueprint("opened_bid", __name__)


@pages.get("/tenders/<tender>/lots/<int:number>/bids/<receipt>/evidence", endpoint="evidence")
def evidence(tender: str, number: int, receipt: str) -> str:
    """The files and links that an opened bid names."""
    found = opened_evidence(kit(), actor(), tender, number, receipt)
    known = known_tender(kit(), actor(), tender)
    set_zone(known)
    base = f"/tenders/{tender}/lots/{number}"
    page = OpenedEvidencePage(
        title=f"Evidence of {found.supplier}",
        heading=f"Evidence of {found.supplier}",
        eyebrow=f"Lot {number}, {found.lot.title}, receipt {receipt}, version {found.version}",
        lede="Each download is entered in the journal. Files are not checked for viruses: let your own computer do it.",
        trail=trail_to(known, Link("Opening", f"{base}/opening")),
        items=tuple(_item(one, f"{base}/bids/{receipt}/evidence") for one in found.items),
        back=f"{base}/opening",
    )
    return render("opening/opened_evidence.html", page)


@pages.get("/tenders/<tender>/lots/<int:number>/bids/<receipt>/evidence/<digest>", endpoint="file")
def file(tender: str, number: int, receipt: str, digest: str) -> Response:
    """A file of an opened bid by its SHA-256, as an attachment that may run nothing; the download is an entry."""
    found, blocks = download_evidence(kit(), actor(), tender, number, receipt, digest)
    return handed_out(blocks, found.name, found.media_type, found.size)


def _item(one: ReceiptFile, base: str) -> EvidenceItem:
    named = f"{one.answers} {'answer' if one.answers == 1 else 'answers'}" if one.answers else "no answer"
    if not one.sha256:
        return EvidenceItem(one.title, one.uri, "link", named, one.uri)
    note = one.name if one.name != one.title else ""
    return EvidenceItem(one.title, f"{base}/{one.sha256}", size_words(one.size), named, one.sha256, note)
