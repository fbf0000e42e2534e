"""Closing an evaluation, opening it again, and taking a bid out."""

from __future__ import annotations

from flask import Blueprint, make_response, redirect
from werkzeug.wrappers import Response

from appraisal.core import tender as stages
from appraisal.core.errors import Conflict, InvalidInput
from appraisal.core.policy import Permission
from appraisal.services.comparison.closing import (
    CloseEvaluation,
    RecordExclusion,
    ReopenEvaluation,
    close_evaluation,
    record_exclusion,
    reopen_evaluation,
)
from appraisal.services.comparison.closing_page import closing_page, lot_bids, reopening_page
from appraisal.web.comparison.closing_forms import CloseForm, ReopenForm, TakeOutForm
from appraisal.web.comparison.closing_page import bids_view, close_view, reopen_view, take_out_view
from appraisal.web.machine.guard import actor
from appraisal.web.machine.rendering import render
from appraisal.web.machine.request_kit import kit
from appraisal.web.tendering.tenders import answer, set_zone

pages = Blueprint("closing", __name__)


@pages.route("/evaluation/<tender>/<int:number>/close", methods=["GET", "POST"], endpoint="close")
def close(tender: str, number: int) -> Response:
    """Close the evaluation; while something is missing, see what."""
    shown = closing_page(kit(), actor(), tender, number)
    set_zone(shown.desk.tender)
    form = CloseForm.asked()
    if form.accepted():
        try:
            close_evaluation(kit(), actor(), CloseEvaluation(tender, number))
        except Conflict:
            if not shown.missing:
                raise
            return make_response(render("comparison/close.html", close_view(shown, form)), 409)
        return redirect(f"/evaluation/{tender}/{number}/moderation", 303)
    return answer("comparison/close.html", close_view(shown, form), form)


@pages.route("/tenders/<tender>/lots/<int:number>/reopen", methods=["GET", "POST"], endpoint="reopen")
def reopen(tender: str, number: int) -> Response:
    """Open a closed evaluation again, with a reason."""
    shown = reopening_page(kit(), actor(), tender, number)
    set_zone(shown.desk.tender)
    form = ReopenForm.asked()
    if form.accepted():
        try:
            reopen_evaluation(kit(), actor(), ReopenEvaluation(tender, number, form.reason.data))
            return redirect(f"/tenders/{tender}/lots/{number}/panel", 303)
        except InvalidInput as error:
            form.take(error)
    return answer("comparison/reopen.html", reopen_view(shown, form), form)


@pages.get("/tenders/<tender>/lots/<int:number>/bids", endpoint="bids")
def bids(tender: str, number: int) -> str:
    """The opened bids of a lot, and which are out."""
    shown = lot_bids(kit(), actor(), tender, number)
    set_zone(shown.tender)
    return render("comparison/bids.html", bids_view(shown))


TAKE_OUT = "/tenders/<tender>/lots/<int:number>/bids/<receipt>/take-out"


@pages.route(TAKE_OUT, methods=["GET", "POST"], endpoint="take_out")
def take_out(tender: str, number: int, receipt: str) -> Response:
    """Take a bid out, with a reason, confirmed by its receipt."""
    shown = lot_bids(kit(), actor(), tender, number)
    set_zone(shown.tender)
    stages.require(shown.tender.course_of(shown.lot), Permission.EXCLUSION_RECORD, kit().now())
    one = shown.bid(receipt)
    form = TakeOutForm.asked()
    form.wanted = one.receipt
    if form.accepted():
        command = RecordExclusion(tender, number, one.bid, form.kind.data, form.reason.data)
        try:
            record_exclusion(kit(), actor(), command)
            return redirect(f"/tenders/{tender}/lots/{number}/bids", 303)
        except InvalidInput as error:
            form.take(error)
    return answer("comparison/take_out.html", take_out_view(shown, one, form), form)
