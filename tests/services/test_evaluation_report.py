"""The evaluation report: nothing needed is empty when it is closed, and what is blacked out leaves no trace."""

from __future__ import annotations

import pytest

from appraisal.core.errors import Conflict, InvalidInput, NotFound, NotPermitted, Stale
from appraisal.reports.evaluation_paper import evaluation_paper
from appraisal.services.award.evaluation_report import CloseReport, SaveReport, close_report, report_state, save_report
from appraisal.services.award.redacting import Redact, RedactReport, redact_report
from appraisal.services.award.report_sections import TYPED
from appraisal.services.decided import keep_decision
from appraisal.services.known import known_tender, profile_of
from appraisal.storage import journal
from evaluating import Evaluation
from reports.pages import page_texts

WRITTEN = {name: f"Text of {name}, 12 euro." for name, _, _ in TYPED}


def decided(evaluation: Evaluation) -> None:
    """A closed evaluation with a recommendation."""
    evaluation.evaluate(Ben="P")
    evaluation.close_evaluation()
    document = {"outcome": "award", "supplier": "dovre-drift-as", "reasons": "It comes first."}
    with evaluation.kit.database.writing():
        keep_decision(evaluation.kit, evaluation.janneke, evaluation.lot, "recommendation", document)


def save(evaluation: Evaluation, version: int = 0, **texts: str) -> int:
    command = SaveReport(evaluation.tender, 1, version, {**WRITTEN, **texts})
    return save_report(evaluation.kit, evaluation.janneke, command)


def close(evaluation: Evaluation, version: int = 1) -> str:
    return close_report(evaluation.kit, evaluation.janneke, CloseReport(evaluation.tender, 1, version))


def test_the_report_refuses_to_close_while_a_needed_section_is_empty(evaluation: Evaluation) -> None:
    decided(evaluation)
    save(evaluation, address="", procedure=" ")
    before = evaluation.dump()
    with pytest.raises(InvalidInput) as refusal:
        close(evaluation)
    assert [problem.path for problem in refusal.value.problems] == ["address", "procedure"]
    assert evaluation.dump() == before


def test_without_a_decision_there_is_nothing_to_close(evaluation: Evaluation) -> None:
    evaluation.evaluate()
    evaluation.close_evaluation()
    save(evaluation)
    with pytest.raises(InvalidInput, match="“Decision and reasons” is empty"):
        close(evaluation)


def test_a_closed_report_tells_the_whole_course_and_every_reason(evaluation: Evaluation) -> None:
    decided(evaluation)
    save(evaluation)
    digest = close(evaluation)
    state = report_state(evaluation.kit, evaluation.janneke, evaluation.tender, 1)
    assert state.closed
    texts = {section.id: section.text for section in state.closed.sections}

    assert (state.closed.digest, state.is_current, state.missing) == (digest, True, ())
    assert texts["decision"] == "The contract goes to Dovre Drift AS.\nIt comes first."
    assert texts["panel"].splitlines() == ["Els: chair, every area", "Finn: every area", "Gerda: SRI"]
    assert texts["conflicts"] == "No conflict of interest was declared or set."
    assert texts["selection"].splitlines()[0] == (
        "Dovre Drift AS: rank 1, fit 100.00 of 100, meets every knock-out, process risk none"
    )
    area, first = texts["bid-R-3"].splitlines()[:2]
    asked = profile_of(known_tender(evaluation.kit, evaluation.janneke, evaluation.tender).lots[0])
    assert area == f"{asked.areas[0].name}:"
    assert first == f"SRI-Q1: {next(asked.areas[0].questions())[1].text} Partially. R1 says so."
    assert texts["bid-R-3"].count("Partially. R1 says so.") == 23
    assert "Closing 1" in texts["course"]
    assert evaluation.events()[-2:] == ["report:changed", "report:closed"]


def test_what_is_blacked_out_stands_nowhere_in_the_redacted_paper(evaluation: Evaluation) -> None:
    decided(evaluation)
    save(evaluation, value="The price is 4711 euro a year, zanzibar.")
    digest = close(evaluation)
    passages = [Redact("value", "4711 euro", "Commercial interest"), Redact("panel", "Gerda", "Personal data")]
    redact_report(evaluation.kit, evaluation.janneke, RedactReport(evaluation.tender, 1, digest, passages))

    state = report_state(evaluation.kit, evaluation.janneke, evaluation.tender, 1)

    assert state.redacted
    text = " ".join(page_texts(evaluation_paper(state.redacted)))
    assert [word in text for word in ("4711", "Gerda: SRI", "zanzibar", "Commercial interest", "Personal data")] == [
        False,
        False,
        True,
        True,
        True,
    ]
    assert state.closed
    assert "4711 euro" in " ".join(page_texts(evaluation_paper(state.closed)))
    assert state.redacted.full_digest == digest
    heads = [entry.digest for entry in journal.entries(evaluation.kit.database)][-2:]
    assert [state.closed.head, state.redacted.head] == heads
    assert f"Head of the journal · sha256 {heads[1]}" in text


def test_a_passage_that_does_not_stand_there_once_is_refused(evaluation: Evaluation) -> None:
    decided(evaluation)
    save(evaluation)
    digest = close(evaluation)
    before = evaluation.dump()
    for passages, words in (
        ([Redact("value", "13 euro", "x")], "does not stand in “Value of the contract”"),
        ([Redact("bid-R-3", "R1 says so.", "x")], "stands 23 times"),
        ([Redact("nowhere", "12", "x")], "is not a section"),
        ([Redact("value", "12 euro", " ")], "ground: is empty"),
        ([Redact("value", "12 euro", "x"), Redact("value", "2 euro.", "y")], "overlap"),
    ):
        with pytest.raises(InvalidInput, match=words):
            redact_report(evaluation.kit, evaluation.janneke, RedactReport(evaluation.tender, 1, digest, passages))
    with pytest.raises(Conflict, match="not closed, or was closed anew"):
        redact_report(evaluation.kit, evaluation.janneke, RedactReport(evaluation.tender, 1, "sha256:0", []))
    assert evaluation.dump() == before


def test_two_officers_do_not_overwrite_each_other_and_a_change_is_closed_anew(evaluation: Evaluation) -> None:
    decided(evaluation)
    save(evaluation)
    close(evaluation)
    with pytest.raises(Stale):
        save(evaluation, 0)
    assert save(evaluation, 1, address="Another street") == 2
    assert not report_state(evaluation.kit, evaluation.janneke, evaluation.tender, 1).is_current
    with pytest.raises(Stale):
        close(evaluation, 1)
    close(evaluation, 2)
    closed = report_state(evaluation.kit, evaluation.janneke, evaluation.tender, 1).closed
    assert closed
    assert closed.number == 2


def test_the_report_is_for_officers_and_auditors(evaluation: Evaluation) -> None:
    decided(evaluation)
    for who in (evaluation.els, evaluation.bid_managers["Tor"]):
        with pytest.raises(NotPermitted):
            report_state(evaluation.kit, who, evaluation.tender, 1)
    with pytest.raises(NotFound):
        report_state(evaluation.kit, evaluation.janneke, "T-9", 1)
