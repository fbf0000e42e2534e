"""An evaluator's lots: what is next, the interests declared first, the own work on a lot, and a bid to submit on."""

from __future__ import annotations

from flask import Blueprint, make_response, redirect, request
from werkzeug.wrappers import Response as AnyResponse

from appraisal.core.errors import InvalidInput
from appraisal.services.evaluation.evaluation_work import WorkState, panel_place, panel_places
from appraisal.services.evaluation.finding_page import bid_findings
from appraisal.services.evaluation.findings import SubmitFindings, submit_findings
from appraisal.services.evaluation.interests import declare_interests, interests_page
from appraisal.web.evaluation import interests_form
from appraisal.web.evaluation.evaluation_forms import SignForm
from appraisal.web.evaluation.evaluation_page import evaluation_page, lot_address, work_view
from appraisal.web.evaluation.own_findings_page import bid_view
from appraisal.web.machine.guard import actor
from appraisal.web.machine.rendering import render
from appraisal.web.machine.request_kit import kit
from appraisal.web.tendering.tenders import set_zone

pages = Blueprint("evaluation", __name__)


@pages.get("/evaluation", endpoint="evaluation")
def lots() -> str:
    """Every lot on whose panel the evaluator is."""
    return render("evaluation/evaluation.html", evaluation_page(kit(), panel_places(kit(), actor())))


@pages.get("/evaluation/<tender>/<int:number>", endpoint="work")
def work(tender: str, number: int) -> AnyResponse:
    """The own work on a lot; what comes first, comes first."""
    place = panel_place(kit(), actor(), tender, number)
    set_zone(place.tender)
    if place.state is WorkState.UNDECLARED:
        return redirect(f"{lot_address(place.tender, place.lot)}/interests", 303)
    if place.work is None:
        return redirect("/evaluation", 303)
    return make_response(render("evaluation/work.html", work_view(kit(), actor(), place.work)))


@pages.route("/evaluation/<tender>/<int:number>/interests", methods=["GET", "POST"], endpoint="interests")
def interests(tender: str, number: int) -> AnyResponse:
    """The declaration of interests on every supplier, before anything of the bids is shown."""
    shown = interests_page(kit(), actor(), tender, number)
    set_zone(shown.tender)
    form = interests_form.asked(shown)
    if request.method == "POST" and form.accepted():
        try:
            declare_interests(kit(), actor(), interests_form.command(shown, form))
            return redirect(lot_address(shown.tender, shown.lot), 303)
        except InvalidInput as error:
            interests_form.take(shown, form, error)
    page = interests_form.page(shown, form)
    return make_response(render("evaluation/interests.html", page), 422 if page.troubles else 200)


@pages.route("/evaluation/<tender>/<int:number>/bids/<bid>", methods=["GET", "POST"], endpoint="bid")
def one_bid(tender: str, number: int, bid: str) -> AnyResponse:
    """The own findings on a bid: what is missing, and submitting them; then what others found."""
    shown = bid_findings(kit(), actor(), tender, number, bid)
    set_zone(shown.desk.tender)
    form = SignForm.asked()
    if form.accepted():
        try:
            submit_findings(kit(), actor(), SubmitFindings(tender, number, bid, form.name.data))
            return redirect(request.path, 303)
        except InvalidInput as error:
            if not shown.work.missing:
                form.take(error, {"signed_by": "name"})
    page = bid_view(shown, form if request.method == "POST" else None)
    return make_response(render("evaluation/bid.html", page), 422 if page.troubles else 200)
