"""Questions and answers: asked with the asker hidden, answered to all."""

from __future__ import annotations

from flask import Blueprint, redirect, request
from werkzeug.wrappers import Response

from appraisal.core import tender as stages
from appraisal.core.errors import Conflict, InvalidInput
from appraisal.core.policy import Permission, Role, may
from appraisal.services import clarifications
from appraisal.services.clarifications import AnswerQuestion, Ask
from appraisal.services.known import known_tender
from appraisal.storage.tenders import Tender
from appraisal.web.answer_form import new_key
from appraisal.web.forms import Form
from appraisal.web.guard import actor
from appraisal.web.pages.tenders import answer, set_zone
from appraisal.web.received import received
from appraisal.web.request_kit import kit
from appraisal.web.tender_view import trail_to
from appraisal.web.times import moment
from appraisal.web.views.buyer import AnsweredQuestion, ClarificationsPage, WaitingQuestion

pages = Blueprint("clarifications", __name__)


@pages.route("/tenders/<tender>/questions", methods=["GET", "POST"], endpoint="questions")
def questions(tender: str) -> Response:
    """What was asked and answered; officers answer here, suppliers ask."""
    found = known_tender(kit(), actor(), tender)
    stages.require(found.course, Permission.CLARIFICATION_READ, kit().now())
    set_zone(found)
    form = Form(request.form)
    asks = actor().is_a(Role.SUPPLIER)
    if request.method == "POST" and (_asked(found, form) if asks else _answered(found, form)):
        return redirect(f"/tenders/{found.id}/questions", 303)
    template = "supplier/clarifications.html" if asks else "buyer/clarifications.html"
    return answer(template, _page(found, form, asks), form)


def _page(tender: Tender, form: Form, asks: bool) -> ClarificationsPage:
    now, dates = kit().now(), tender.timetable
    if dates is None:
        raise AssertionError("a published tender has dates")
    act = Permission.CLARIFICATION_ASK if asks else Permission.CLARIFICATION_ANSWER
    open_ = may(actor(), act) and stages.allows(tender.course, act, now)
    waiting = clarifications.own_questions(kit(), actor(), tender.id) if asks else []
    if open_ and not asks:
        waiting = clarifications.open_questions(kit(), actor(), tender.id)
        for one in waiting:
            form.prefill(f"wording-{one.id}", one.question)
    until = moment(dates.last_question, dates.zone, now)
    closed = f"Questions closed on {until.words}, {until.zone}." if now > dates.last_question else ""
    return ClarificationsPage(
        title="Questions and answers",
        heading="Questions and answers",
        lede="Every question and its answer go to all suppliers; who asked is told to nobody.",
        trail=trail_to(tender, supplier=asks),
        troubles=form.troubles,
        waiting=tuple(WaitingQuestion(one.id, one.question, moment(one.asked, dates.zone, now)) for one in waiting),
        answered=tuple(
            AnsweredQuestion(one.number, one.question, one.answer, moment(one.answered, dates.zone, now))
            for one in clarifications.published(kit(), actor(), tender.id)
        ),
        until=until,
        form=form if open_ else None,
        key=form.value("key") or new_key(),
        post=f"/tenders/{tender.id}/questions",
        back=f"/tenders/{tender.id}",
        frozen=closed if asks or not open_ else "",
    )


def _asked(tender: Tender, form: Form) -> bool:
    text = form.text("question", "Write your question", longest=4000, lines=True)
    try:
        if not form.troubles:
            clarifications.ask(kit(), actor(), Ask(tender.id, form.value("key"), text, received()))
    except InvalidInput as error:
        form.take(error)
    return not form.troubles


def _answered(tender: Tender, form: Form) -> bool:
    question = form.value("question")[:100]
    wording, text = f"wording-{question}", f"answer-{question}"
    command = AnswerQuestion(
        tender.id,
        question,
        form.text(wording, "Leave the question as it was asked, or reword it", longest=4000, lines=True),
        form.text(text, "Write the answer", longest=10_000, lines=True),
    )
    try:
        if not form.troubles:
            clarifications.answer(kit(), actor(), command)
    except InvalidInput as error:
        form.take(error, {"question": wording, "answer": text})
    except Conflict as refusal:
        form.note(text, str(refusal))
    return not form.troubles
