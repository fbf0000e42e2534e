"""Finishing a bid: what respondents differ in, the answers in short, the declaration, the receipt."""

from __future__ import annotations

from collections import Counter

from flask import Blueprint, Response, redirect, request
from werkzeug.wrappers import Response as AnyResponse

from appraisal.core import tender as stages
from appraisal.core.errors import Conflict, InvalidInput, NotFound, Problem
from appraisal.core.improvement import Improvement
from appraisal.core.policy import Permission
from appraisal.core.receipt import Receipt
from appraisal.services.bid_desk import BidDesk, known_bid, managed_bid
from appraisal.services.bids import SetScope, read_scope, set_scope
from appraisal.services.indication import improvement_plan, indication
from appraisal.services.receipts import receipt, receipts, submitted_file
from appraisal.services.responding import CheckedAnswers, Difference, check_answers, differences, export_response
from appraisal.services.submitting import Confirm, Submit, Withdraw, confirm, submit, withdraw
from appraisal.web.answer_form import WORDS, new_key
from appraisal.web.bid_view import bid_deadline, bid_trail
from appraisal.web.forms.submission import ScopeForm, SubmitForm, WithdrawForm
from appraisal.web.guard import actor
from appraisal.web.improvement_view import improvement_page
from appraisal.web.indication_view import indication_page
from appraisal.web.pages.tenders import answer, set_zone
from appraisal.web.receipt_view import receipt_page
from appraisal.web.received import received
from appraisal.web.rendering import render
from appraisal.web.request_kit import kit
from appraisal.web.views.parts import Fact, Link
from appraisal.web.views.submission import (
    CheckLine,
    CheckPage,
    SubmitPage,
    UnsettledPage,
    UnsettledQuestion,
    VoiceLine,
    WithdrawPage,
)

pages = Blueprint("finish", __name__)

KINDS = {"contradiction": "Contradiction", "unknown": "Unknown", "does-not-apply": "Said not to apply"}


@pages.get("/bids/<bid>/unsettled", endpoint="unsettled")
def unsettled(bid: str) -> str:
    """Contradictions and unknowns, once everybody has finished."""
    found = differences(kit(), actor(), bid)
    desk = known_bid(kit(), actor(), bid)
    set_zone(desk.tender)
    return render(
        "supplier/unsettled.html",
        UnsettledPage(
            title="Contradictions and unknowns",
            heading="Contradictions and unknowns",
            lede="Talk about these with your colleagues. Each changes the own answers where that is right; "
            "what stays unknown counts as no in the comparison.",
            trail=bid_trail(desk),
            questions=tuple(_unsettled(desk, one) for one in found),
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
        lines=tuple(_line(desk, checked, area) for area in desk.profile.requirement_by_area),
        blocks=tuple(_block(desk, problem) for problem in checked.problems if problem.path != "scope"),
        form=form,
        post=f"/bids/{bid}/check",
        back=f"/bids/{bid}",
    )
    return answer("supplier/check.html", page, form)


@pages.get("/bids/<bid>/response.json", endpoint="export")
def export(bid: str) -> Response:
    """The bid as a file, as it would be submitted now."""
    return _file(export_response(kit(), actor(), bid), "application/json", f"bid-{bid}.json")


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
        ),
        form=form,
        key=form.key.data or new_key(),
        post=f"/bids/{bid}/submit",
        back=f"/bids/{bid}/check",
    )
    return answer("supplier/submit.html", page, form)


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
    return render("supplier/receipt.html", page)


@pages.get("/bids/<bid>/receipts/<number>.pdf", endpoint="printed")
def printed(bid: str, number: str) -> Response:
    """The receipt of one version as a PDF."""
    from appraisal.reports.receipt import receipt_paper

    data = receipt_paper(receipt(kit(), actor(), bid, number))
    return _file(data, "application/pdf", f"receipt-{number}.pdf")


@pages.get("/bids/<bid>/receipts/<number>.json", endpoint="submitted")
def submitted(bid: str, number: str) -> Response:
    """The response as it was submitted: the bytes that the digest covers."""
    return _file(submitted_file(kit(), actor(), bid, number), "application/json", f"{number}.json")


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
    return answer("supplier/withdraw.html", page, form)


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
    return render("supplier/indication.html", indication_page(desk, told))


@pages.get("/bids/<bid>/improvement", endpoint="improvement")
def improving(bid: str) -> str:
    """The own way up to the next maturity level, for the team alone."""
    desk = known_bid(kit(), actor(), bid)
    set_zone(desk.tender)
    return render("supplier/improvement.html", improvement_page(desk, _plan(bid)))


@pages.get("/bids/<bid>/improvement.pdf", endpoint="improvement_pdf")
def improving_printed(bid: str) -> Response:
    """The same as a PDF."""
    from appraisal.reports.improvement_report import improvement_paper

    desk = known_bid(kit(), actor(), bid)
    own = improvement_plan(kit(), actor(), bid)
    data = improvement_paper(desk.profile, own.result, whole_team=own.whole_team)
    return _file(data, "application/pdf", "way-up.pdf")


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


def _unsettled(desk: BidDesk, found: Difference) -> UnsettledQuestion:
    area = desk.profile.model.area_by_id[found.area]
    number = desk.asked_in(found.area).index(found.question) + 1
    own = found.area in desk.areas_of(desk.member)
    voices = tuple(
        VoiceLine(f"{given.name}, {given.role}", WORDS[given.value or ""], given.comment) for given in found.answers
    )
    href = f"/bids/{desk.bid.id}/areas/{found.area}#{found.question}" if own else ""
    return UnsettledQuestion(area.name, number, found.text, KINDS[found.kind], voices, href)


def _line(desk: BidDesk, checked: CheckedAnswers, area: str) -> CheckLine:
    asked = desk.asked_in(area)
    inside = [one for one in checked.response.respondents if one.covers(area)]
    given = [one.answers[question] for one in inside for question in asked if question in one.answers]
    counts = Counter(answer.value for answer in given)
    said = ", ".join(f"{counts[value]} {WORDS[value].lower()}" for value in ("yes", "no", "na", "dk") if counts[value])
    blank = len(asked) * len(inside) - len(given)
    items = {item for answer in given for item in answer.evidence}
    own = area in desk.areas_of(desk.member)
    return CheckLine(
        desk.profile.model.area_by_id[area].name,
        said or "none",
        f"{len(items)} {'item' if len(items) == 1 else 'items'}" if items else "none",
        f"/bids/{desk.bid.id}/areas/{area}" if own else "",
        f"{blank} blank" if blank else "",
    )


def _block(desk: BidDesk, problem: Problem) -> Link:
    """What keeps the bid from being submitted, as a link to where it is settled."""
    first, _, second = problem.path.partition(".")
    area = second if first == "area" else desk.profile.model.area_of_question.get(first, "")
    name = desk.profile.model.area_by_id[area].name if area in desk.profile.model.area_by_id else problem.path
    own = area in desk.areas_of(desk.member)
    href = f"/bids/{desk.bid.id}/areas/{area}" if own and first != "area" else f"/bids/{desk.bid.id}/team"
    return Link(f"{name}: {f'{first} ' if first != 'area' else ''}{problem.wrong}; {problem.expected}", href)


def _file(data: bytes, media_type: str, name: str) -> Response:
    response = Response(data, mimetype=media_type)
    response.headers.set("Content-Disposition", "attachment", filename=name)
    return response
