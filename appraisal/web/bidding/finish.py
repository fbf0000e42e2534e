"""Finishing a bid: what respondents differ in, the answers in short, the declaration, the receipt."""

from __future__ import annotations

from flask import Blueprint, Response, redirect, request
from werkzeug.wrappers import Response as AnyResponse

from appraisal.core import tender as stages
from appraisal.core.errors import Conflict, InvalidInput, NotFound
from appraisal.core.improvement import Improvement
from appraisal.core.policy import Permission
from appraisal.core.receipt import Receipt
from appraisal.reports.commitment_clauses import commitment_clauses
from appraisal.services.bidding.bid_desk import known_bid, managed_bid
from appraisal.services.bidding.bids import SetScope, read_scope, set_scope
from appraisal.services.bidding.indication import improvement_plan, indication
from appraisal.services.bidding.receipts import receipt, receipts, submitted_file
from appraisal.services.bidding.responding import check_answers, differences, export_response
from appraisal.services.bidding.submitting import Confirm, Submit, Withdraw, confirm, submit, withdraw
from appraisal.services.record.seal import seal_fingerprint
from appraisal.web.bidding.answer_form import new_key
from appraisal.web.bidding.bid_page import bid_deadline, bid_trail
from appraisal.web.bidding.check_page import check_line, unsettled_question, what_blocks
from appraisal.web.bidding.improvement_page import improvement_page
from appraisal.web.bidding.indication_page import indication_page
from appraisal.web.bidding.receipt_page import receipt_page
from appraisal.web.bidding.submission_forms import ScopeForm, SubmitForm, WithdrawForm
from appraisal.web.bidding.submission_pages import (
    CheckPage,
    SubmitPage,
    UnsettledPage,
    WithdrawPage,
)
from appraisal.web.machine.guard import actor
from appraisal.web.machine.headers import attachment
from appraisal.web.machine.received import received
from appraisal.web.machine.rendering import render
from appraisal.web.machine.request_kit import kit
from appraisal.web.parts import Fact, Link
from appraisal.web.tendering.tenders import answer, set_zone

pages = Blueprint("finish", __name__)


@pages.get("/bids/<bid>/unsettled", endpoint="unsettled")
def unsettled(bid: str) -> str:
    """Contradictions and unknowns, once everybody has finished."""
    found = differences(kit(), actor(), bid)
    desk = known_bid(kit(), actor(), bid)
    set_zone(desk.tender)
    return render(
        "bidding/unsettled.html",
        UnsettledPage(
            title="Contradictions and unknowns",
            heading="Contradictions and unknowns",
            lede="Talk about these with your colleagues. Each changes the own answers where that is right; "
            "what stays unknown counts as no in the comparison.",
            trail=bid_trail(desk),
            questions=tuple(unsettled_question(desk, one) for one in found),
            back=f"/bids/{bid}",
        ),
    )


@pages.route("/bids/<bid>/check", methods=["GET", "POST"], endpoint="check")
def check(bid: str) -> AnyResponse:
    """All answers in short, and which part of the organisation they describe."""
    desk = managed_bid(kit(), actor(), bid, Permission.BID_READ)
    set_zone(desk.tender)
    scope = read_scope(kit(), desk)
    form = ScopeForm.asked({"unit": scope.unit, "sites": "\n".join(scope.sites), "period": scope.period})
    if form.accepted():
        command = SetScope(bid, form.unit.data, form.sites.data.split("\n"), form.period.data)
        try:
            set_scope(kit(), actor(), command)
            if not check_answers(kit(), actor(), bid).problems:
                return redirect(f"/bids/{bid}/submit", 303)
        except InvalidInput as error:
            form.take(error)
    checked = check_answers(kit(), actor(), bid)
    page = CheckPage(
        title="Check your answers",
        heading="Check your answers",
        lede="This is what the buyer will read after the opening.",
        trail=bid_trail(desk),
        troubles=form.troubles,
        deadline=bid_deadline(kit(), actor(), desk),
        lines=tuple(check_line(desk, checked, area) for area in desk.profile.requirement_by_area),
        clauses=tuple(clause.text for clause in commitment_clauses(desk.profile, checked.response)),
        commitments=f"/bids/{bid}/commitments",
        blocks=tuple(what_blocks(desk, problem) for problem in checked.problems if problem.path != "scope"),
        form=form,
        post=f"/bids/{bid}/check",
        back=f"/bids/{bid}",
    )
    return answer("bidding/check.html", page, form)


@pages.get("/bids/<bid>/response.json", endpoint="export")
def export(bid: str) -> Response:
    """The bid as a file, as it would be submitted now."""
    return attachment(export_response(kit(), actor(), bid), f"bid-{bid}.json", "application/json")


@pages.route("/bids/<bid>/submit", methods=["GET", "POST"], endpoint="submit")
def submitting(bid: str) -> AnyResponse:
    """Declare, sign off by name, submit; a form sent twice is one bid."""
    desk = managed_bid(kit(), actor(), bid, Permission.BID_READ)
    set_zone(desk.tender)
    form = SubmitForm.asked()
    if form.accepted():
        command = Submit(bid, form.key.data, form.name.data, form.declare.data, received())
        try:
            return redirect(f"/bids/{bid}/receipts/{submit(kit(), actor(), command)}", 303)
        except InvalidInput as error:
            form.take(error, {"signed_by": "name", "declared": "declare"})
    if request.method == "GET":
        stages.require(desk.course, Permission.BID_SUBMIT, kit().now())
    checked = check_answers(kit(), actor(), bid)
    if checked.problems and request.method == "GET":
        return redirect(f"/bids/{bid}/check", 303)
    scope = checked.response.scope
    page = SubmitPage(
        title="Declare and submit",
        heading="Declare and submit your bid",
        eyebrow=f"{checked.response.supplier.name}, lot {desk.lot.number}",
        trail=(*bid_trail(desk), Link("Check your answers", f"/bids/{bid}/check")),
        troubles=form.troubles,
        deadline=bid_deadline(kit(), actor(), desk),
        facts=(
            Fact("Respondents", str(len(checked.response.respondents))),
            Fact("Evidence", str(len(checked.response.evidence))),
            Fact("Unit", scope.unit if scope else ""),
            Fact("Sites", ", ".join(scope.sites) if scope else ""),
            Fact("Period", scope.period if scope else ""),
            *((Fact("Improvements", str(len(checked.response.commitments))),) if checked.response.commitments else ()),
        ),
        form=form,
        key=form.key.data or new_key(),
        post=f"/bids/{bid}/submit",
        back=f"/bids/{bid}/check",
    )
    return answer("bidding/submit.html", page, form)


@pages.get("/bids/<bid>/receipt", endpoint="newest")
def newest(bid: str) -> AnyResponse:
    """The receipt of the newest version."""
    found = receipts(kit(), actor(), bid)
    if not found:
        raise NotFound("Nothing was submitted yet")
    return redirect(f"/bids/{bid}/receipts/{found[0].receipt}", 303)


@pages.get("/bids/<bid>/receipts/<number>", endpoint="receipt")
def one(bid: str, number: str) -> str:
    """The receipt of one version."""
    found = receipt(kit(), actor(), bid, number)
    desk = known_bid(kit(), actor(), bid)
    set_zone(desk.tender)
    page = receipt_page(desk, found, _older(found, bid), kit().now(), desk.member.manager)
    return render("bidding/receipt.html", page)


@pages.get("/bids/<bid>/receipts/<number>.pdf", endpoint="printed")
def printed(bid: str, number: str) -> Response:
    """The receipt of one version as a PDF."""
    from appraisal.reports.receipt import receipt_paper

    data = receipt_paper(receipt(kit(), actor(), bid, number), seal_fingerprint(kit()))
    return attachment(data, f"receipt-{number}.pdf", "application/pdf")


@pages.get("/bids/<bid>/receipts/<number>.json", endpoint="submitted")
def submitted(bid: str, number: str) -> Response:
    """The response as it was submitted: the bytes that the digest covers."""
    return attachment(submitted_file(kit(), actor(), bid, number), f"{number}.json", "application/json")


@pages.route("/bids/<bid>/withdraw", methods=["GET", "POST"], endpoint="withdraw")
def withdrawing(bid: str) -> AnyResponse:
    """Take a bid back, asked once more."""
    desk = managed_bid(kit(), actor(), bid, Permission.BID_READ)
    form = WithdrawForm.asked()
    if form.accepted():
        withdraw(kit(), actor(), Withdraw(bid, received()))
        return redirect(f"/bids/{bid}", 303)
    if request.method == "GET":
        stages.require(desk.course, Permission.BID_WITHDRAW, kit().now())
        if all(one.withdrawn for one in receipts(kit(), actor(), bid)):
            raise Conflict("Nothing is submitted; there is nothing to withdraw")
    page = WithdrawPage(
        title="Withdraw the bid",
        heading="Withdraw the bid?",
        lede="Its versions are kept, and your answers stay as they are. You can submit again until the deadline.",
        trail=bid_trail(desk),
        troubles=form.troubles,
        form=form,
        post=f"/bids/{bid}/withdraw",
        back=f"/bids/{bid}/receipt",
    )
    return answer("bidding/withdraw.html", page, form)


@pages.post("/bids/<bid>/confirm", endpoint="confirm")
def confirming(bid: str) -> AnyResponse:
    """Let a submitted bid stand after an addendum changed the questionnaire."""
    found = receipts(kit(), actor(), bid)
    if not found:
        raise Conflict("Nothing is submitted; expected a bid that was received")
    confirm(kit(), actor(), Confirm(bid, found[0].receipt, received()))
    return redirect(f"/bids/{bid}/receipts/{found[0].receipt}", 303)


@pages.get("/bids/<bid>/indication", endpoint="indication")
def indicated(bid: str) -> str:
    """The own indicated profile, for the team alone."""
    told = indication(kit(), actor(), bid)
    desk = known_bid(kit(), actor(), bid)
    set_zone(desk.tender)
    return render("bidding/indication.html", indication_page(desk, told))


@pages.get("/bids/<bid>/improvement", endpoint="improvement")
def improving(bid: str) -> str:
    """The own way up to the next maturity level, for the team alone."""
    desk = known_bid(kit(), actor(), bid)
    set_zone(desk.tender)
    return render("bidding/improvement.html", improvement_page(desk, _plan(bid)))


@pages.get("/bids/<bid>/improvement.pdf", endpoint="improvement_pdf")
def improving_printed(bid: str) -> Response:
    """The same as a PDF."""
    from appraisal.reports.improvement_report import improvement_paper

    desk = known_bid(kit(), actor(), bid)
    own = improvement_plan(kit(), actor(), bid)
    data = improvement_paper(desk.profile, own.result, whole_team=own.whole_team)
    return attachment(data, "way-up.pdf", "application/pdf")


def _plan(bid: str) -> Improvement | None:
    """The plan, or None before anything is answered."""
    try:
        return improvement_plan(kit(), actor(), bid).plan
    except Conflict:
        return None


def _older(found: Receipt, bid: str) -> Receipt | None:
    if found.version == 1:
        return None
    return next((one for one in receipts(kit(), actor(), bid) if one.version == found.version - 1), None)
