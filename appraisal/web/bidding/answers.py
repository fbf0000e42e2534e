"""Answering: the page of one area, which saves itself, and the evidence of a bid."""

from __future__ import annotations

from collections.abc import Mapping

from flask import Blueprint, Response, jsonify, make_response, redirect, request
from werkzeug.wrappers import Response as AnyResponse

from appraisal.core.errors import AppraisalError, Conflict, DeadlinePassed, InvalidInput, Stale, WrongStage
from appraisal.services.bidding.answering import AreaPage as Shown
from appraisal.services.bidding.answering import SaveArea, Typed, area_desk, area_page, save_area
from appraisal.services.bidding.bid_desk import BidDesk, known_bid
from appraisal.services.bidding.bids import dates
from appraisal.services.bidding.drafting import AreaDraft
from appraisal.services.bidding.evidence import (
    LARGEST_LIST,
    AddFile,
    AddLink,
    add_file,
    add_link,
    download,
    evidence_list,
    remove_line,
    room_left,
)
from appraisal.services.toolkit import Kit
from appraisal.web.bidding import answer_form
from appraisal.web.bidding.area_page import Wrong, area_view, progress_words
from appraisal.web.bidding.bid_page import bid_trail
from appraisal.web.bidding.bid_pages import EvidencePage, FileLine
from appraisal.web.bidding.submission_forms import EvidenceForm
from appraisal.web.bidding.unsaved_page import late_page, stale_page
from appraisal.web.machine.guard import AUTOSAVE, actor
from appraisal.web.machine.headers import handed_out
from appraisal.web.machine.page_state import sent_state
from appraisal.web.machine.rendering import render
from appraisal.web.machine.request_kit import kit
from appraisal.web.tendering.tenders import answer, set_zone
from appraisal.web.times import local_clock

pages = Blueprint("answers", __name__)


@pages.route("/bids/<bid>/areas/<area>", methods=["GET", "POST"], endpoint="area")
def answering(bid: str, area: str) -> AnyResponse:
    """One area: shown, saved while typing, and saved on every Continue, also when incomplete."""
    desk = area_desk(kit(), actor(), bid, area)
    set_zone(desk.tender)
    if request.method == "POST" and request.headers.get(AUTOSAVE):
        return _autosave(desk, area)
    shown = area_page(kit(), actor(), bid, area, desk)
    if request.method == "GET":
        return make_response(render("bidding/area.html", area_view(desk, shown, Wrong())))
    return _continue(desk, shown)


@pages.route("/bids/<bid>/evidence", methods=["GET", "POST"], endpoint="evidence")
def evidence(bid: str) -> AnyResponse:
    """The files and links of a bid."""
    desk = known_bid(kit(), actor(), bid)
    form = EvidenceForm.asked()
    if form.accepted() and _added(form, bid):
        return redirect(f"/bids/{bid}/evidence", 303)
    lines = evidence_list(kit(), desk)
    open_ = _may_answer(kit(), bid)
    used = LARGEST_LIST - room_left(kit(), bid)
    page = EvidencePage(
        title="Evidence",
        heading="Evidence",
        lede="Upload a file once and use it for many answers. Only your team can read it before the opening.",
        trail=bid_trail(desk),
        troubles=form.troubles,
        files=tuple(
            FileLine(
                line.id,
                line.title,
                f"/bids/{bid}/evidence/{line.id}" if line.is_file else line.uri,
                answer_form.size_words(line.size) if line.is_file else line.uri,
                line.sha256,
                f"/bids/{bid}/evidence/{line.id}/remove" if open_ else "",
            )
            for line in lines
        ),
        room=f"{answer_form.size_words(used) if used else 'Nothing'} of {LARGEST_LIST // 1_000_000} MB is used, "
        "by all your bids on this tender together; what was removed counts too.",
        form=form if open_ else None,
        key=answer_form.new_key(),
        post=f"/bids/{bid}/evidence",
        back=f"/bids/{bid}",
    )
    return answer("bidding/evidence.html", page, form)


@pages.get("/bids/<bid>/evidence/<item>", endpoint="download")
def get_file(bid: str, item: str) -> Response:
    """One of the own files, as an attachment that may run nothing."""
    line, blocks = download(kit(), actor(), bid, item)
    return handed_out(blocks, line.name, line.media_type, line.size)


@pages.post("/bids/<bid>/evidence/<item>/remove", endpoint="remove")
def remove(bid: str, item: str) -> AnyResponse:
    """Take a file or link off the list."""
    remove_line(kit(), actor(), bid, item)
    return redirect(f"/bids/{bid}/evidence", 303)


def _continue(desk: BidDesk, shown: Shown) -> AnyResponse:
    """Save what the form holds; on where all is settled, else the same page with what is not."""
    bid, area = desk.bid.id, shown.area.id
    typed = _chosen(answer_form.read(request.form, [question.id for question in shown.questions]), shown.draft)
    sent = answer_form.with_uploads(kit(), actor(), bid, request.form, request.files, typed)
    finished = request.form.get("finished", "")
    try:
        completed = finished == "yes" and not sent.refused
        saved = save_area(kit(), actor(), _command(bid, area, sent.answers, completed), desk)
    except Stale as stale:
        return make_response(render("bidding/stale.html", stale_page(desk, shown, sent.answers, stale)), 409)
    except (DeadlinePassed, WrongStage) as refusal:
        return make_response(render("bidding/late.html", late_page(desk, shown, sent.answers, refusal)), 409)
    stays = bool(request.form.get("detach")) or sent.uploaded
    say = "" if finished in ("yes", "no") or stays else answer_form.UNSAID
    wrong = Wrong(dict.fromkeys(saved.missing, answer_form.BLANK), sent.refused, say)
    if not wrong:
        return redirect(f"/bids/{bid}/areas/{area}" if stays else f"/bids/{bid}", 303)
    shown = area_page(kit(), actor(), bid, area)
    view = area_view(desk, shown, wrong, finished)
    return make_response(render("bidding/area.html", view), 422)


def _autosave(desk: BidDesk, area: str) -> AnyResponse:
    """Save in passing; the page is told in words, and keeps what it holds whatever comes back."""
    typed = answer_form.read(request.form, desk.asked_in(area))
    command = _command(desk.bid.id, area, typed, request.form.get("finished") == "yes", picks=False)
    try:
        saved = save_area(kit(), actor(), command, desk)
    except Stale:
        words = "Not saved: this section changed in another window. Press “Save and continue” to choose"
        return _told(409, saved=False, words=words)
    except InvalidInput as error:
        return _told(422, saved=False, words=f"Not saved: {error.problems[0]}")
    except (DeadlinePassed, WrongStage) as error:
        words = f"Not saved: {error}. What you typed stays here; press “Save and continue” to get it as text to copy"
        return _told(409, saved=False, words=words)
    except AppraisalError as error:
        return _told(409, saved=False, words=f"Not saved: {error}")
    return _told(
        200,
        saved=True,
        words=f"Saved at {local_clock(saved.at, dates(desk)[1])}",
        revision=str(saved.version),
        progress=progress_words(saved.answered, saved.asked),
    )


def _command(bid: str, area: str, typed: Mapping[str, Typed], completed: bool, picks: bool = True) -> SaveArea:
    """The command; an autosave leaves picked files to Continue, which shows them in the list."""
    answers = dict(typed)
    if not picks:
        for question, given in typed.items():
            attached = tuple(request.form.getlist(f"{question}-evidence"))
            answers[question] = Typed(given.value, given.comment, tuple(dict.fromkeys(attached)))
    page = sent_state()
    return SaveArea(bid, area, page.revision, answers, completed, page.key, page.serial)


def _chosen(typed: dict[str, Typed], stored: AreaDraft) -> dict[str, Typed]:
    """What was typed, with the stored version where the page of two versions chose it."""
    for question in typed:
        if request.form.get(f"{question}-keep") == "stored":
            kept = stored.answer(question)
            typed[question] = Typed(kept.value or "", kept.comment, kept.evidence)
    return typed


def _added(form: EvidenceForm, bid: str) -> bool:
    """Whether a file or link was added; what is wrong is noted at its field."""
    given, link, key = form.file.data, form.link.data, form.key.data
    try:
        if given is not None and given.filename:
            add_file(kit(), actor(), AddFile(bid, key, given.filename, given.stream))  # type: ignore[arg-type]
        if link:
            title = form.title.data or link[:200]
            add_link(kit(), actor(), AddLink(bid, f"{key} link", title, link))
    except InvalidInput as error:
        name = given.filename or "" if given else ""
        at = "file" if name and not any(problem.path == "uri" for problem in error.problems) else "link"
        form.note(at, "; ".join(answer_form.upload_words(error, name if at == "file" else "")))
    except (DeadlinePassed, WrongStage):
        raise
    except Conflict as error:
        form.note("file", str(error))
    return not form.troubles


def _may_answer(kit: Kit, bid: str) -> bool:
    from appraisal.core.policy import Permission

    try:
        known_bid(kit, actor(), bid, Permission.BID_ANSWER)
    except Conflict:
        return False
    return True


def _told(status: int, **facts: object) -> Response:
    response = jsonify(facts)
    response.status_code = status
    return response
