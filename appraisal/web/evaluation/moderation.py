"""Moderation: a lot, a bid, and a question on which the chair records what the panel agrees; signals; files."""

from __future__ import annotations

from flask import Blueprint, Response, make_response, redirect, request
from werkzeug.wrappers import Response as AnyResponse

from appraisal.core.errors import InvalidInput, Stale
from appraisal.core.policy import Permission
from appraisal.services.evaluation.agreed import AgreedFinding
from appraisal.services.evaluation.consensus import AcceptAgreed, RecordConsensus, accept_agreed, record_consensus
from appraisal.services.evaluation.evaluation_desk import chaired_desk
from appraisal.services.evaluation.finding_files import download_agreed, download_sheet
from appraisal.services.evaluation.moderation_page import ModeratedQuestion, moderated_question, moderation
from appraisal.services.evaluation.signal_page import signal_page
from appraisal.web.evaluation.evaluation_forms import FindingForm
from appraisal.web.evaluation.findings import note_finding
from appraisal.web.evaluation.moderated_bid_page import moderated_bid_view, question_view, stale_consensus
from appraisal.web.evaluation.moderation_page import moderation_view
from appraisal.web.evaluation.signal_page import signals_view
from appraisal.web.machine.guard import actor
from appraisal.web.machine.headers import attachment
from appraisal.web.machine.page_state import sent_state
from appraisal.web.machine.rendering import render
from appraisal.web.machine.request_kit import kit
from appraisal.web.tendering.tenders import set_zone

pages = Blueprint("moderation", __name__)

BASE = "/evaluation/<tender>/<int:number>"


@pages.get(f"{BASE}/moderation", endpoint="moderation")
def lot(tender: str, number: int) -> str:
    """A lot: what the chair does next, and what to talk about first."""
    shown = moderation(kit(), actor(), tender, number)
    set_zone(shown.desk.tender)
    return render("evaluation/moderation.html", moderation_view(kit(), actor(), shown))


@pages.get(f"{BASE}/moderation/<bid>", endpoint="bid")
def one_bid(tender: str, number: int, bid: str) -> str:
    """One bid: what evaluators differ on, and what is agreed."""
    shown = moderation(kit(), actor(), tender, number)
    set_zone(shown.desk.tender)
    return render("evaluation/moderated_bid.html", moderated_bid_view(shown, shown.bid(bid)))


@pages.post(f"{BASE}/moderation/<bid>/agreed", endpoint="accept")
def accept(tender: str, number: int, bid: str) -> AnyResponse:
    """Record everything on a bid on which all found the same; twice the same press records it once."""
    accept_agreed(kit(), actor(), AcceptAgreed(tender, number, bid))
    return redirect(request.path.removesuffix("/agreed"), 303)


@pages.route(f"{BASE}/moderation/<bid>/<question>", methods=["GET", "POST"], endpoint="question")
def question(tender: str, number: int, bid: str, question: str) -> AnyResponse:
    """One question: all findings side by side, and what the panel agrees on."""
    shown = moderated_question(kit(), actor(), tender, number, bid, question)
    set_zone(shown.moderation.desk.tender)
    if request.method == "POST":
        return _record(shown)
    return make_response(
        render("evaluation/moderated_question.html", question_view(shown, arrived="next" in request.args))
    )


@pages.get(f"{BASE}/moderation/<bid>/files/findings.json", endpoint="agreed_file")
def agreed_file(tender: str, number: int, bid: str) -> Response:
    """What was agreed on a bid as a findings file; the download is an entry."""
    receipt, data = download_agreed(kit(), actor(), tender, number, bid)
    return attachment(data, f"findings-{receipt}.json", "application/json")


@pages.get(f"{BASE}/moderation/<bid>/files/<person>.json", endpoint="sheet_file")
def sheet_file(tender: str, number: int, bid: str, person: str) -> Response:
    """What one evaluator submitted on a bid; the download is an entry."""
    receipt, data = download_sheet(kit(), actor(), tender, number, bid, person)
    return attachment(data, f"findings-{receipt}-{person}.json", "application/json")


@pages.get(f"{BASE}/signals", endpoint="signals")
def signals(tender: str, number: int) -> str:
    """What people should look at twice."""
    shown = signal_page(kit(), actor(), tender, number)
    set_zone(shown.desk.tender)
    return render("evaluation/signals.html", signals_view(shown))


def _record(shown: ModeratedQuestion) -> AnyResponse:
    form, desk = FindingForm.asked(), shown.moderation.desk
    chaired_desk(kit(), actor(), desk.tender.id, desk.lot.number, Permission.CONSENSUS_RECORD)
    if request.form.get("finding-keep") == "stored":
        return redirect(request.path, 303)
    try:
        if form.accepted():
            record_consensus(kit(), actor(), _command(shown, form))
    except InvalidInput as error:
        note_finding(form, error)
    except Stale as stale:
        newest = shown.versions[-1] if shown.versions else None
        stored = stale.stored if isinstance(stale.stored, AgreedFinding) else newest
        if stored is None:
            raise
        sent = list(request.form.items(multi=True))
        return make_response(render("bidding/stale.html", stale_consensus(shown, form.own, stored, sent)), 409)
    if form.troubles:
        return make_response(render("evaluation/moderated_question.html", question_view(shown, form)), 422)
    page = question_view(shown)
    return redirect(page.following or page.back, 303)


def _command(shown: ModeratedQuestion, form: FindingForm) -> RecordConsensus:
    desk = shown.moderation.desk
    return RecordConsensus(
        tender=desk.tender.id,
        lot=desk.lot.number,
        bid=shown.bid.bid.bid,
        question=shown.on.question.id,
        version=sent_state().revision,
        value=form.finding.data,
        reason=form.reason.data,
        nothing_offered=form.nothing.data,
    )
