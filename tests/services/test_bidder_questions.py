"""Questions to a bidder: about what is unclear, answered in time, never a way to improve a bid."""

from __future__ import annotations

from datetime import timedelta

import pytest

from appraisal.core.errors import Conflict, DeadlinePassed, InvalidInput, NotFound, NotPermitted
from appraisal.services.comparison.closing import RecordExclusion, record_exclusion
from appraisal.services.evaluation.bidder_questions import (
    AnswerBuyer,
    AskBidder,
    answer_buyer,
    ask_bidder,
    own_buyer_questions,
)
from appraisal.services.evaluation.own_buyer_questions import questions_to_own_bid
from evaluating import Evaluation

DUE = "2026-12-15T12:00"


def ask(evaluation: Evaluation, name: str = "Eve", question: str = "SRI-Q1", form: str = "form-1") -> str:
    command = AskBidder(evaluation.tender, 1, evaluation.bids[name], question, "Is it done?", DUE, form)
    return ask_bidder(evaluation.kit, evaluation.janneke, command)


def answer(evaluation: Evaluation, asked: str, meaning: str = "yes", name: str = "Eve", days: int = 0) -> None:
    received = evaluation.clock.at + timedelta(days=days)
    manager = evaluation.bid_managers[name]
    answer_buyer(evaluation.kit, manager, AnswerBuyer(evaluation.bids[name], asked, "It is.", meaning, received))


def test_an_unknown_is_asked_about_answered_and_cited_in_a_finding(evaluation: Evaluation) -> None:
    evaluation.declare_all()
    asked = ask(evaluation)
    answer(evaluation, asked)
    _, found = own_buyer_questions(evaluation.kit, evaluation.bid_managers["Eve"], evaluation.bids["Eve"])

    assert [(one.number, one.text, one.answer, one.meaning) for one in found] == [(1, "Is it done?", "It is.", "yes")]
    assert evaluation.find(evaluation.finn, "Eve", "SRI-Q1", "L", "C1 says so.") == 1
    assert ask(evaluation) == asked
    assert ("eve@estuary.example", "The buyer asks about your bid on tender 2026/041") in evaluation.mails()


def test_what_is_clear_is_not_asked_about(evaluation: Evaluation) -> None:
    before = evaluation.dump()
    for name, question in (("Tor", "SRI-Q1"), ("Ben", "CFM-Q1"), ("Eve", "SCM-Q1")):
        with pytest.raises(InvalidInput, match="has clear answers in this bid, or is not asked"):
            ask(evaluation, name, question)
    assert evaluation.dump() == before


def test_a_later_answer_never_improves_a_claim(evaluation: Evaluation) -> None:
    evaluation.declare_all()
    answer(evaluation, ask(evaluation, "Ben", "SUB-Q1"), name="Ben")
    before = evaluation.dump()
    with pytest.raises(InvalidInput, match="says more than the bid claims"):
        evaluation.find(evaluation.finn, "Ben", "CFM-Q1", "L", "C1 says so.")
    with pytest.raises(NotFound):
        own_buyer_questions(evaluation.kit, evaluation.bid_managers["Ben"], evaluation.bids["Eve"])
    assert evaluation.dump() == before
    assert evaluation.find(evaluation.finn, "Ben", "CFM-Q1", "N", "C1 says so.") == 1


def test_an_answer_after_its_date_is_refused_and_seen(evaluation: Evaluation) -> None:
    asked = ask(evaluation)
    with pytest.raises(DeadlinePassed, match="was possible until Tue 15 December 2026, 12:00"):
        answer(evaluation, asked, days=5)
    assert evaluation.events()[-1] == "bidder-question:late-refused"
    answer(evaluation, asked)
    with pytest.raises(Conflict, match="answered already"):
        answer(evaluation, asked)


@pytest.mark.parametrize(
    ("kind", "words"),
    [("withdrawn", "Your bid was withdrawn after the opening"), ("excluded", "Your bid was excluded by the buyer")],
)
def test_a_question_on_a_bid_that_was_taken_out_is_closed(evaluation: Evaluation, kind: str, words: str) -> None:
    asked, bid = ask(evaluation), evaluation.bids["Eve"]
    others = ask(evaluation, "Ben", "SUB-Q1", "form-2")
    record_exclusion(evaluation.kit, evaluation.janneke, RecordExclusion(evaluation.tender, 1, bid, kind, "Letter"))
    before = evaluation.dump()

    with pytest.raises(Conflict, match=f"{words} and counts no more, so this question is closed"):
        answer(evaluation, asked)

    shown = questions_to_own_bid(evaluation.kit, evaluation.bid_managers["Eve"], bid)
    assert evaluation.dump() == before
    assert (len(shown.questions), shown.open, shown.out and shown.out.kind) == (1, (), kind)
    answer(evaluation, others, name="Ben")


def test_what_was_answered_before_the_bid_was_taken_out_stays(evaluation: Evaluation) -> None:
    answer(evaluation, ask(evaluation))
    command = RecordExclusion(evaluation.tender, 1, evaluation.bids["Eve"], "excluded", "Letter")
    record_exclusion(evaluation.kit, evaluation.janneke, command)

    _, found = own_buyer_questions(evaluation.kit, evaluation.bid_managers["Eve"], evaluation.bids["Eve"])

    assert [one.answer for one in found] == ["It is."]


def test_neither_members_nor_strangers_ask(evaluation: Evaluation) -> None:
    evaluation.declare_all()
    command = AskBidder(evaluation.tender, 1, evaluation.bids["Eve"], "SRI-Q1", "Is it?", DUE, "form-9")
    before = evaluation.dump()
    for who in (evaluation.finn, evaluation.bid_managers["Tor"]):
        with pytest.raises(NotPermitted):
            ask_bidder(evaluation.kit, who, command)
    assert evaluation.dump() == before
