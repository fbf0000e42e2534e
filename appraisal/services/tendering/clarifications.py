"""Clarifications: suppliers ask, the buyer answers to all; who asked is told to nobody, the buyer included."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from appraisal.core.errors import Conflict, NotFound
from appraisal.core.events import Event
from appraisal.core.policy import Actor, Permission
from appraisal.core.tendering import Clarification
from appraisal.services.known import tender_for
from appraisal.services.mail.notices import tell_everybody
from appraisal.services.toolkit import Kit
from appraisal.services.words import Form
from appraisal.storage import clarifications
from appraisal.storage.database import Taken

LONGEST_QUESTION = 4000


@dataclass(frozen=True, slots=True)
class Ask:
    """A question; `form` is the page's unique key, `received` is when the request came in."""

    tender: str
    form: str
    question: str
    received: datetime


@dataclass(frozen=True, slots=True)
class AnswerQuestion:
    """What all suppliers will read: the question, reworded where it would tell who asked, and the answer."""

    tender: str
    question_id: str
    question: str
    answer: str


@dataclass(frozen=True, slots=True)
class OpenQuestion:
    """A question without an answer, as it was asked; the buyer is not told by whom."""

    id: str
    asked: datetime
    question: str


@dataclass(frozen=True, slots=True)
class PublishedAnswer:
    """A numbered question and its answer, the same for everybody."""

    number: int
    question: str
    answer: str
    answered: datetime


def ask(kit: Kit, actor: Actor, command: Ask) -> str:
    """The question's id; the same form twice is one question.

    Raises:
        NotPermitted, NotFound, WrongStage: as `known.tender_for`.
        DeadlinePassed: the request came in after the last moment for questions.
        InvalidInput: no question.
    """
    form = Form()
    question = form.text("question", command.question, longest=LONGEST_QUESTION)
    if not 8 <= len(command.form) <= 100:
        form.note("form", "is not the page's key", "expected the page to be opened again")
    form.finish()
    try:
        with kit.database.writing():
            tender = tender_for(kit, actor, command.tender, Permission.CLARIFICATION_ASK, command.received)
            asked = Clarification(
                kit.reference("Q"), tender.id, actor.organisation, actor.person, command.received, question
            )
            clarifications.add_question(kit.database, asked, command.form)
            kit.record(actor.person, Event.CLARIFICATION_ASKED, asked.id, tender.id)
    except Taken:
        earlier = clarifications.question_of_form(kit.database, command.form)
        if earlier is None or earlier.person != actor.person:
            raise Conflict("This page was used already; open it again") from None
        return earlier.id
    return asked.id


def open_questions(kit: Kit, actor: Actor, tender_id: str) -> list[OpenQuestion]:
    """The questions that wait for an answer, oldest first.

    Raises:
        NotPermitted, NotFound, WrongStage, DeadlinePassed: as `known.tender_for`.
    """
    tender = tender_for(kit, actor, tender_id, Permission.CLARIFICATION_ANSWER)
    return [
        OpenQuestion(entry.id, entry.asked, entry.question)
        for entry in clarifications.clarifications(kit.database, tender.id)
        if entry.answered is None
    ]


def answer(kit: Kit, actor: Actor, command: AnswerQuestion) -> int:
    """The number under which question and answer are published to all; they are never changed after that.

    Raises:
        NotPermitted, NotFound, WrongStage, DeadlinePassed: as `known.tender_for`.
        InvalidInput: no question or no answer.
        Conflict: a colleague has answered it.
    """
    form = Form()
    question = form.text("question", command.question, longest=LONGEST_QUESTION)
    text = form.text("answer", command.answer)
    form.finish()
    with kit.database.writing():
        tender = tender_for(kit, actor, command.tender, Permission.CLARIFICATION_ANSWER)
        known = clarifications.clarifications(kit.database, tender.id)
        if command.question_id not in {entry.id for entry in known}:
            raise NotFound("There is no such question")
        number = 1 + sum(entry.answered is not None for entry in known)
        officer = actor.person
        if not clarifications.publish_answer(
            kit.database, command.question_id, number, question, text, officer, kit.now()
        ):
            raise Conflict("A colleague has answered this question already")
        kit.record(actor.person, Event.CLARIFICATION_ANSWERED, command.question_id, tender.id, number=number)
        subject = f"Question {number} on tender {tender.reference}"
        tell_everybody(kit, tender, subject, f"{question}\n\n{text}\n\n{kit.address(f'tenders/{tender.id}')}\n")
    return number


def published(kit: Kit, actor: Actor, tender_id: str) -> list[PublishedAnswer]:
    """The answered questions in the order of their numbers, for everybody who knows of the tender.

    Raises:
        NotPermitted, NotFound, WrongStage: as `known.tender_for`.
    """
    tender = tender_for(kit, actor, tender_id, Permission.CLARIFICATION_READ)
    answered = [
        PublishedAnswer(entry.number, entry.published_question, entry.answer, entry.answered)
        for entry in clarifications.clarifications(kit.database, tender.id)
        if entry.number is not None and entry.answered is not None
    ]
    return sorted(answered, key=lambda entry: entry.number)


def own_questions(kit: Kit, actor: Actor, tender_id: str) -> list[OpenQuestion]:
    """What the actor's own organisation asked and is not answered yet.

    Raises:
        NotPermitted, NotFound, WrongStage: as `known.tender_for`.
    """
    tender = tender_for(kit, actor, tender_id, Permission.CLARIFICATION_READ)
    return [
        OpenQuestion(entry.id, entry.asked, entry.question)
        for entry in clarifications.clarifications(kit.database, tender.id)
        if entry.answered is None and entry.organisation == actor.organisation
    ]
