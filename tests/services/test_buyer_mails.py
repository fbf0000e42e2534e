"""Mails to the buyer's people: a recommendation waits for approval, a bidder answered; neither tells too much."""

from __future__ import annotations

from datetime import timedelta

import pytest

from appraisal.core.errors import AppraisalError, Conflict
from appraisal.core.policy import Actor, Role
from appraisal.services.account.accounts import disable_user
from appraisal.services.evaluation.bidder_questions import AnswerBuyer, AskBidder, answer_buyer, ask_bidder
from appraisal.services.evaluation.interests import SetConflict, set_conflict
from appraisal.services.evaluation.panel import NamePanelist, TakeOffPanel, name_panelist, take_off_panel
from appraisal.storage import outbox, people
from appraisal.storage.database import stored_json
from appraisal.storage.outbox import Mail, waiting_mails
from awarding import Awarding
from evaluating import SUPPLIERS, Evaluation
from evaluating import evaluation as evaluated
from stand import officer

WAITS = "A recommendation on tender 2026/041, lot 1, waits for approval"
ANSWERED = "A bidder answered a question on tender 2026/041, lot 1"


def about(evaluation: Evaluation, subject: str) -> list[Mail]:
    """The mails with a subject, oldest first."""
    return [mail for mail in reversed(outbox.mails(evaluation.kit.database)) if mail.subject == subject]


def told(evaluation: Evaluation, subject: str) -> list[str]:
    """Who got a mail with a subject, by name."""
    return sorted(mail.recipient.partition("@")[0] for mail in about(evaluation, subject))


def asked(evaluation: Evaluation) -> str:
    """A question to Estuary that waits for its answer."""
    command = AskBidder(evaluation.tender, 1, evaluation.bids["Eve"], "SRI-Q1", "Is it?", "2026-12-15T12:00", "form")
    return ask_bidder(evaluation.kit, evaluation.janneke, command)


def answer(evaluation: Evaluation, question: str, text: str = "Answer canary.", hours: int = 1) -> None:
    received = evaluation.clock.at + timedelta(hours=hours)
    command = AnswerBuyer(evaluation.bids["Eve"], question, text, "yes", received)
    answer_buyer(evaluation.kit, evaluation.bid_managers["Eve"], command)


def seat(evaluation: Evaluation, who: Actor, chair: bool = True) -> None:
    name_panelist(evaluation.kit, evaluation.janneke, NamePanelist(evaluation.tender, 1, who.person, None, chair))


def test_the_other_officers_are_told_that_a_recommendation_waits(awarding: Awarding) -> None:
    officer(awarding, awarding.ada, "Karim")
    awarding.recommend(actor=awarding.marijke)

    mails = about(awarding, WAITS)
    texts = {awarding.kit.mail_text(mail) for mail in mails}

    assert told(awarding, WAITS) == ["janneke", "karim"]
    assert len(texts) == 1
    assert f"https://bids.example/tenders/{awarding.tender}/lots/1/award\n" in texts.pop()


def test_the_mail_on_a_recommendation_names_no_bidder_and_gives_no_reasons(awarding: Awarding) -> None:
    awarding.recommend()
    secrets = [name for _, name in SUPPLIERS] + [awarding.receipt(name) for name in awarding.bids] + ["ranks first"]

    text = "".join(mail.subject + awarding.kit.mail_text(mail) for mail in about(awarding, WAITS))

    assert text
    assert [one for one in secrets if one in text] == []


def test_officers_who_may_not_approve_are_not_told(awarding: Awarding) -> None:
    gone = officer(awarding, awarding.ada, "Karim")
    disable_user(awarding.kit, awarding.ada, gone.person)
    both = stored_json([Role.EVALUATOR, Role.OFFICER])
    with awarding.kit.database.writing():
        for who in (awarding.finn, awarding.gerda):
            people.change_person(awarding.kit.database, who.person, roles=both)
    conflict = SetConflict(awarding.tender, 1, awarding.finn.person, awarding.bids["Eve"], "A cousin")
    set_conflict(awarding.kit, awarding.janneke, conflict)
    awarding.recommend()

    assert told(awarding, WAITS) == ["gerda", "marijke"]


def test_a_recommendation_that_is_refused_tells_nobody(awarding: Awarding) -> None:
    before = awarding.dump()

    with pytest.raises(AppraisalError):
        awarding.recommend("Ben")

    assert awarding.dump() == before


def test_what_was_not_sent_yet_is_dropped_when_another_recommendation_or_the_approval_comes(awarding: Awarding) -> None:
    awarding.recommend()
    awarding.recommend(actor=awarding.marijke)
    waiting = [
        mail.recipient for mail in waiting_mails(awarding.kit.database, awarding.clock.at) if mail.subject == WAITS
    ]
    awarding.approve(awarding.janneke)
    left = [mail for mail in waiting_mails(awarding.kit.database, awarding.clock.at) if mail.subject == WAITS]

    assert (waiting, left) == (["janneke@buyer.example"], [])


def test_officers_and_chairs_are_told_that_a_bidder_answered(evaluation: Evaluation) -> None:
    evaluation.declare_all()
    question = asked(evaluation)
    answer(evaluation, question)

    texts = {evaluation.kit.mail_text(mail) for mail in about(evaluation, ANSWERED)}

    assert told(evaluation, ANSWERED) == ["els", "janneke", "marijke"]
    assert texts == {
        "The answer stands with the questions to the bidders of the lot:\n\n"
        f"https://bids.example/evaluation/{evaluation.tender}/1/bidder-questions\n"
    }


def test_no_mail_on_an_answer_tells_who_answered_or_what_in_a_blind_evaluation_either() -> None:
    with evaluated(blind=True) as found:
        found.declare_all()
        answer(found, asked(found))
        secrets = [name for _, name in SUPPLIERS] + [*found.bids.values(), "canary", "Bidder A", "Bidder B", "Bidder C"]

        text = "".join(mail.subject + found.kit.mail_text(mail) + mail.topic for mail in about(found, ANSWERED))

        assert told(found, ANSWERED) == ["els", "janneke", "marijke"]
        assert [one for one in secrets if one in text] == []


def test_whom_the_bid_is_kept_from_is_not_told_of_its_answer(evaluation: Evaluation) -> None:
    seat(evaluation, evaluation.finn)
    seat(evaluation, evaluation.gerda)
    evaluation.declare(evaluation.els, "Eve")
    evaluation.declare(evaluation.finn, "Tor")
    answer(evaluation, asked(evaluation))

    assert told(evaluation, ANSWERED) == ["finn", "janneke", "marijke"]


def test_who_left_the_panel_or_is_no_chair_is_not_told(evaluation: Evaluation) -> None:
    evaluation.declare_all()
    take_off_panel(evaluation.kit, evaluation.janneke, TakeOffPanel(evaluation.tender, 1, evaluation.els.person))
    answer(evaluation, asked(evaluation))

    assert told(evaluation, ANSWERED) == ["janneke", "marijke"]


def test_an_answer_that_is_refused_tells_nobody(evaluation: Evaluation) -> None:
    evaluation.declare_all()
    question = asked(evaluation)
    answer(evaluation, question)
    before = evaluation.dump()

    with pytest.raises(Conflict, match="answered already"):
        answer(evaluation, question, "Another one.")

    assert evaluation.dump() == before
