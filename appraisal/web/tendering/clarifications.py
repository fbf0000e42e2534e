"""Questions and answers: asked with the asker hidden, answered to all."""

from __future__ import annotations

from flask import Blueprint, redirect
from werkzeug.wrappers import Response

from appraisal.core import tender as stages
from appraisal.core.errors import InvalidInput
from appraisal.core.policy import Permission, Role, may
from appraisal.core.tendering import Tender
from appraisal.services.known import known_tender
from appraisal.services.tendering import clarifications
from appraisal.services.tendering.clarifications import AnswerQuestion, Ask
from appraisal.web.bidding.answer_form import new_key
from appraisal.web.machine.form import Form
from appraisal.web.machine.guard import actor
from appraisal.web.machine.received import received
from appraisal.web.machine.request_kit import kit
from appraisal.web.tendering.clarification_forms import AnswerForm, AskForm, WhichForm
from appraisal.web.tendering.tender_frame import trail_to
from appraisal.web.tendering.tender_pages import AnsweredQuestion, ClarificationsPage, WaitingQuestion
from appraisal.web.tendering.tenders import answer, set_zone
from appraisal.web.times import moment

pages = Blueprint("clarifications", __name__)


@pages.route("/tenders/<tender>/questions", methods=["GET", "POST"], endpoint="questions")
def questions(tender: str) -> Response:
    """What was asked and answered; officers answer here, suppliers ask."""
    found = known_tender(kit(), actor(), tender)
    stages.require(found.course, Permission.CLARIFICATION_READ, kit().now())
    set_zone(found)
    if actor().is_a(Role.SUPPLIER):
        return _ask(found)
    return _answer(found)


def _ask(tender: Tender) -> Response:
    form = AskForm.asked()
    if form.accepted():
        try:
            clarifications.ask(kit(), actor(), Ask(tender.id, form.key.data, form.question.data, received()))
            return redirect(f"/tenders/{tender.id}/questions", 303)
        except InvalidInput as error:
            form.take(error)
    page = _page(tender, form, asks=True)
    if page.form:
        form.question.description = f"Until {page.until.words}, {page.until.zone}."
    return answer("tendering/own_clarifications.html", page, form)


def _answer(tender: Tender) -> Response:
    question = WhichForm.asked().question.data[:100]
    form = AnswerForm.asked(suffix=f"-{question}")
    if form.accepted():
        try:
            clarifications.answer(
                kit(), actor(), AnswerQuestion(tender.id, question, form.wording.data, form.answer.data)
            )
            return redirect(f"/tenders/{tender.id}/questions", 303)
        except InvalidInput as error:
            form.take(error, {"question": "wording"})
    return answer("tendering/clarifications.html", _page(tender, form, asks=False, sent=question), form)


def _page(tender: Tender, form: Form, asks: bool, sent: str = "") -> ClarificationsPage:
    now, dates = kit().now(), tender.timetable
    if dates is None:
        raise AssertionError("a published tender has dates")
    act = Permission.CLARIFICATION_ASK if asks else Permission.CLARIFICATION_ANSWER
    open_ = may(actor(), act) and stages.allows(tender.course, act, now)
    waiting = clarifications.own_questions(kit(), actor(), tender.id) if asks else []
    if open_ and not asks:
        waiting = clarifications.open_questions(kit(), actor(), tender.id)
    until = moment(dates.last_question, dates.zone, now)
    closed = f"Questions closed on {until.words}, {until.zone}." if now > dates.last_question else ""
    return ClarificationsPage(
        title="Questions and answers",
        heading="Questions and answers",
        lede="Every question and its answer go to all suppliers; who asked is told to nobody.",
        trail=trail_to(tender, supplier=asks),
        troubles=form.troubles,
        waiting=tuple(
            WaitingQuestion(
                one.id,
                one.question,
                moment(one.asked, dates.zone, now),
                (form if one.id == sent else AnswerForm.shown({"wording": one.question}, f"-{one.id}"))
                if open_ and not asks
                else None,
            )
            for one in waiting
        ),
        answered=tuple(
            AnsweredQuestion(one.number, one.question, one.answer, moment(one.answered, dates.zone, now))
            for one in clarifications.published(kit(), actor(), tender.id)
        ),
        until=until,
        form=form if open_ and asks else None,
        key=form.key.data if isinstance(form, AskForm) and form.key.data else new_key(),
        post=f"/tenders/{tender.id}/questions",
        back=f"/tenders/{tender.id}",
        frozen=closed if asks or not open_ else "",
    )
