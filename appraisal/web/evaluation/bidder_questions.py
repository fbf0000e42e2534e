"""Questions to a bidder after the opening: asked by the buyer, answered once by a manager of the bid."""

from __future__ import annotations

from flask import Blueprint, make_response, redirect, request
from werkzeug.wrappers import Response

from appraisal.core.errors import Conflict, DeadlinePassed, InvalidInput, NotFound
from appraisal.core.policy import Permission
from appraisal.services.bidding.bid_desk import managed_bid
from appraisal.services.evaluation.bidder_questions import AnswerBuyer, AskBidder, answer_buyer, ask_bidder
from appraisal.services.evaluation.own_buyer_questions import questions_to_own_bid
from appraisal.services.evaluation.unclear_answers import questioned_bid, questioned_bids
from appraisal.web.bidding.answer_form import new_key
from appraisal.web.evaluation.bidder_question_forms import AnswerBuyerForm, AskBidderForm
from appraisal.web.evaluation.bidder_question_page import (
    ask_view,
    own_questions_view,
    questions_address,
    questions_view,
)
from appraisal.web.machine.guard import actor
from appraisal.web.machine.received import received
from appraisal.web.machine.rendering import render
from appraisal.web.machine.request_kit import kit
from appraisal.web.tendering.tenders import answer, set_zone

pages = Blueprint("bidder_questions", __name__)


@pages.get("/evaluation/<tender>/<int:number>/bidder-questions", endpoint="all")
def all_questions(tender: str, number: int) -> str:
    """Every question to the bidders of a lot, with the answers."""
    shown = questioned_bids(kit(), actor(), tender, number)
    set_zone(shown.desk.tender)
    return render("evaluation/bidder_questions.html", questions_view(shown))


@pages.route("/evaluation/<tender>/<int:number>/bidder-questions/<bid>", methods=["GET", "POST"], endpoint="ask")
def ask(tender: str, number: int, bid: str) -> Response:
    """Ask a bidder about an unclear answer; the same press twice asks once."""
    desk, shown = questioned_bid(kit(), actor(), tender, number, bid)
    set_zone(desk.tender)
    form = AskBidderForm.asked({"question": request.args.get("question", "")})
    form.offer([(one.question, one.question) for one in shown.unclear], desk.tender.zone)
    if form.accepted():
        command = AskBidder(
            tender=tender,
            lot=number,
            bid=bid,
            question=form.question.data,
            text=form.text.data,
            due=form.due.form.text(),
            form=form.key.data[:100],
        )
        try:
            ask_bidder(kit(), actor(), command)
            return redirect(questions_address(desk), 303)
        except InvalidInput as error:
            form.take_due(error)
    return answer("evaluation/ask_bidder.html", ask_view(desk, shown, form, form.key.data or new_key()), form)


@pages.get("/bids/<bid>/buyer-questions", endpoint="own")
def own(bid: str) -> str:
    """What the buyer asked about a bid, for its team."""
    shown = questions_to_own_bid(kit(), actor(), bid)
    set_zone(shown.desk.tender)
    return render("evaluation/own_buyer_questions.html", own_questions_view(shown, None, "", kit().now()))


@pages.post("/bids/<bid>/buyer-questions/<question>", endpoint="answer")
def answering(bid: str, question: str) -> Response:
    """Answer one of them, once; what comes too late is given back."""
    managed_bid(kit(), actor(), bid, Permission.BID_READ)
    shown = questions_to_own_bid(kit(), actor(), bid)
    set_zone(shown.desk.tender)
    if question not in {one.asked.id for one in shown.questions}:
        raise NotFound("There is no such question on your bid")
    form, late = AnswerBuyerForm.asked(suffix=f"-{question}"), ""
    if form.accepted():
        command = AnswerBuyer(bid, question, form.text.data, form.meaning.data, received())
        try:
            answer_buyer(kit(), actor(), command)
            return redirect(f"/bids/{bid}/buyer-questions", 303)
        except InvalidInput as error:
            form.take(error)
        except (Conflict, DeadlinePassed) as refusal:
            late = str(refusal)
            shown = questions_to_own_bid(kit(), actor(), bid)
    page = own_questions_view(shown, form, question, kit().now(), late)
    return make_response(render("evaluation/own_buyer_questions.html", page), 409 if late else 422)
