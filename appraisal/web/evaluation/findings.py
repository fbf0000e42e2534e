"""A finding: shown, saved while typing, saved whole on the way to the next; and the evidence that it rests on."""

from __future__ import annotations

from flask import Blueprint, Response, jsonify, make_response, redirect, request, stream_with_context
from werkzeug.wrappers import Response as AnyResponse

from appraisal.core.errors import AppraisalError, Conflict, InvalidInput, Stale
from appraisal.exchange.file_name import content_disposition
from appraisal.services.evaluation.finding_page import FindingPage, finding_page
from appraisal.services.evaluation.findings import DraftFinding, SaveFinding, save_finding
from appraisal.services.evaluation.offered_evidence import download_offered
from appraisal.services.known import known_tender
from appraisal.web.evaluation.evaluation_forms import FindingForm
from appraisal.web.evaluation.evaluation_page import bid_address
from appraisal.web.evaluation.finding_page import compares_words, finding_view, saved_words, stale_view
from appraisal.web.machine.guard import AUTOSAVE, actor
from appraisal.web.machine.headers import SANDBOX
from appraisal.web.machine.page_state import sent_state
from appraisal.web.machine.rendering import render
from appraisal.web.machine.request_kit import kit
from appraisal.web.tendering.tenders import set_zone

pages = Blueprint("findings", __name__)

NEXT, PREVIOUS = "next", "previous"
KINDER = {
    ("finding", "is not chosen"): "Choose a finding",
    ("reason", "is empty"): "Say why, in a sentence or two",
    (
        "reason",
        "cites nothing that was offered",
    ): "Name what it rests on, like E1 or R1, or tick “No evidence was offered”",
}


@pages.route("/evaluation/<tender>/<int:number>/bids/<bid>/<question>", methods=["GET", "POST"], endpoint="finding")
def finding(tender: str, number: int, bid: str, question: str) -> AnyResponse:
    """One question of one bid: what is known of it, and the own finding on it."""
    if request.method == "POST" and request.headers.get(AUTOSAVE):
        return _autosave(tender, number, bid, question)
    shown = finding_page(kit(), actor(), tender, number, bid, question)
    set_zone(shown.desk.tender)
    if request.method == "GET":
        return make_response(render("evaluation/finding.html", finding_view(shown, arrived="next" in request.args)))
    return _save(shown)


@pages.get("/evaluation/<tender>/<int:number>/bids/<bid>/evidence/<item>", endpoint="evidence")
def evidence(tender: str, number: int, bid: str, item: str) -> Response:
    """A file that the bid offers, as an attachment that may run nothing; the download is an entry."""
    file, name, blocks = download_offered(kit(), actor(), tender, number, bid, item)
    response = Response(stream_with_context(blocks), mimetype=file.media_type)
    response.headers["Content-Disposition"] = content_disposition(name)
    response.headers["Content-Security-Policy"] = SANDBOX
    response.content_length = file.size
    return response


def _save(shown: FindingPage) -> AnyResponse:
    """Save and go on; only the way to the next item asks for a whole finding."""
    form, act = FindingForm.asked(), request.form.get("act", NEXT)
    if request.form.get("finding-keep") == "stored":
        form.keep(shown.draft.own)
    own = form.own
    try:
        if form.accepted() and (act == NEXT or own != shown.draft.own):
            save_finding(kit(), actor(), _command(_ids(shown), form, whole=act == NEXT))
    except InvalidInput as error:
        note_finding(form, error)
    except Stale as stale:
        stored = stale.stored if isinstance(stale.stored, DraftFinding) else shown.draft
        return make_response(render("bidding/stale.html", stale_view(shown, own, stored, _sent())), 409)
    except Conflict:
        shown = finding_page(kit(), actor(), *_ids(shown))
        return make_response(render("evaluation/finding.html", finding_view(shown, typed=own)), 409)
    if form.troubles:
        return make_response(render("evaluation/finding.html", finding_view(shown, form)), 422)
    return redirect(_onward(shown, act), 303)


def _onward(shown: FindingPage, act: str) -> str:
    """Where a saved finding leads: within the bid, or to the bid where nothing is open any more."""
    bid = shown.work.bid.bid
    if act == PREVIOUS:
        return bid_address(shown.desk, bid, shown.previous)
    item = shown.next
    if item is None or item.bid != bid or item.question == shown.on.question.id:
        return bid_address(shown.desk, bid)
    return f"{bid_address(shown.desk, bid, item.question)}?next"


def _autosave(tender: str, number: int, bid: str, question: str) -> AnyResponse:
    """Save in passing; the page is told in words, and keeps what it holds whatever comes back."""
    form = FindingForm.asked()
    try:
        saved = save_finding(kit(), actor(), _command((tender, number, bid, question), form))
        zone = known_tender(kit(), actor(), tender).zone
    except Stale:
        words = "Not saved: this finding changed in another window. Press “Save and next open item” to choose"
        return _told(409, saved=False, words=words)
    except InvalidInput as error:
        return _told(422, saved=False, words=f"Not saved: {error.problems[0]}")
    except AppraisalError as error:
        return _told(409, saved=False, words=f"Not saved: {error}")
    return _told(
        200,
        saved=True,
        words=saved_words(form.reason.data, saved.cites, saved.at, zone),
        revision=str(saved.version),
        notes={"compares": compares_words(form.reason.data)},
    )


def _command(ids: tuple[str, int, str, str], form: FindingForm, whole: bool = False) -> SaveFinding:
    page = sent_state()
    return SaveFinding(
        *ids,
        version=page.revision,
        value=form.finding.data,
        reason=form.reason.data,
        nothing_offered=form.nothing.data,
        whole=whole,
        form=page.key,
        serial=page.serial,
    )


def _ids(shown: FindingPage) -> tuple[str, int, str, str]:
    return shown.desk.tender.id, shown.desk.lot.number, shown.work.bid.bid, shown.on.question.id


def note_finding(form: FindingForm, error: InvalidInput) -> None:
    """Note what the act refused, in the words that say what to do."""
    for problem in error.problems:
        if words := KINDER.get((problem.path, problem.wrong)):
            form.note(problem.path, words)
        else:
            form.take(InvalidInput("", (problem,)))


def _sent() -> list[tuple[str, str]]:
    return list(request.form.items(multi=True))


def _told(status: int, **facts: object) -> Response:
    response = jsonify(facts)
    response.status_code = status
    return response
