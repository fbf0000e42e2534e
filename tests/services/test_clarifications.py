"""Clarifications: answers go to all, the asker is told to nobody, and both are frozen once published."""

from __future__ import annotations

from dataclasses import asdict, fields

import pytest

from appraisal.core.errors import Conflict, DeadlinePassed, InvalidInput, NotFound, NotPermitted
from appraisal.core.policy import Actor
from appraisal.core.timetable import Timetable
from appraisal.services.tendering.clarifications import (
    AnswerQuestion,
    Ask,
    OpenQuestion,
    answer,
    ask,
    open_questions,
    own_questions,
    published,
)
from stand import DEADLINE, Field


@pytest.fixture
def tor(field: Field) -> Actor:
    """A supplier on a published tender."""
    field.publish()
    return field.supplier("Tor", "Dovre Drift AS")


def question(field: Field, text: str = "How many calls?", form: str = "form-key-1") -> Ask:
    return Ask(field.tender, form, text, field.clock.at)


def test_a_question_reaches_the_buyer_with_the_asker_hidden(field: Field, tor: Actor) -> None:
    asked = ask(field.kit, tor, question(field))
    [waiting] = open_questions(field.kit, field.janneke, field.tender)
    assert waiting == OpenQuestion(asked, field.clock.at, "How many calls?")
    assert [entry.name for entry in fields(waiting)] == ["id", "asked", "question"]
    for secret in (tor.person, tor.organisation, "Dovre"):
        assert secret not in repr(waiting)


def test_an_answer_goes_to_all_with_the_question_reworded(field: Field, tor: Actor) -> None:
    eve = field.supplier("Eve", "Estuary Services")
    asked = ask(field.kit, tor, question(field, "At Dovre we wonder: how many calls?"))
    assert own_questions(field.kit, eve, field.tender) == []
    assert len(own_questions(field.kit, tor, field.tender)) == 1

    number = answer(field.kit, field.janneke, AnswerQuestion(field.tender, asked, "How many calls?", "400 a day."))

    assert number == 1
    for who in (tor, eve, field.janneke):
        [entry] = published(field.kit, who, field.tender)
        assert asdict(entry) == {
            "number": 1,
            "question": "How many calls?",
            "answer": "400 a day.",
            "answered": field.clock.at,
        }
    subject = "Question 1 on tender 2026/041"
    assert [to for to, about in field.mails() if about == subject] == ["eve@estuary.example", "tor@dovre.example"]
    with pytest.raises(Conflict, match="answered this question already"):
        answer(field.kit, field.marijke, AnswerQuestion(field.tender, asked, "How many?", "500 a day."))
    assert field.events()[-2:] == ["clarification:asked", "clarification:answered"]


def test_the_same_form_is_one_question(field: Field, tor: Actor) -> None:
    first = ask(field.kit, tor, question(field))
    assert ask(field.kit, tor, question(field)) == first
    eve = field.supplier("Eve", "Estuary Services")
    with pytest.raises(Conflict):
        ask(field.kit, eve, question(field))
    assert len(open_questions(field.kit, field.janneke, field.tender)) == 1


def test_questions_and_answers_end_at_their_dates(field: Field, tor: Actor) -> None:
    asked = ask(field.kit, tor, question(field))
    last = Timetable("UTC", DEADLINE, DEADLINE, DEADLINE)
    field.clock.at = last.deadline
    with pytest.raises(DeadlinePassed):
        ask(field.kit, tor, question(field, form="form-key-2"))
    field.clock.advance(seconds=1)
    with pytest.raises(DeadlinePassed):
        answer(field.kit, field.janneke, AnswerQuestion(field.tender, asked, "How many?", "Many."))


def test_only_suppliers_ask_and_only_the_buyer_answers(field: Field, tor: Actor) -> None:
    asked = ask(field.kit, tor, question(field))
    before = field.dump()
    with pytest.raises(NotPermitted):
        ask(field.kit, field.janneke, question(field, form="form-key-2"))
    with pytest.raises(NotPermitted):
        answer(field.kit, tor, AnswerQuestion(field.tender, asked, "How many?", "Many."))
    with pytest.raises(NotPermitted):
        open_questions(field.kit, tor, field.tender)
    with pytest.raises(NotFound):
        answer(field.kit, field.janneke, AnswerQuestion(field.tender, "Q-9", "How many?", "Many."))
    with pytest.raises(InvalidInput, match="question: is empty"):
        ask(field.kit, tor, question(field, " "))
    assert field.dump() == before
