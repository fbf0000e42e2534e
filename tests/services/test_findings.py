"""Findings: made alone, saved as typed, submitted once; nobody sees another's before that."""

from __future__ import annotations

import pytest

from appraisal.core.errors import Conflict, InvalidInput, NotFound, NotPermitted, Stale, WrongStage
from appraisal.services.evaluation.finding_sheets import sheets_on
from appraisal.services.evaluation.findings import SaveFinding, SubmitFindings, drafts_on, save_finding, submit_findings
from evaluating import Evaluation


def save(evaluation: Evaluation, question: str = "SRI-Q1", **more: object) -> object:
    bid = str(more.pop("bid", evaluation.bids["Tor"]))
    command = SaveFinding(evaluation.tender, 1, bid, question, **{"version": 0, **more})  # type: ignore[arg-type]
    return save_finding(evaluation.kit, evaluation.finn, command)


def test_a_finding_is_saved_as_typed_and_says_what_it_cites(evaluation: Evaluation) -> None:
    evaluation.declare_all()
    first = save(evaluation, value="L", reason="R1 says so, yet E7 is missing; better than the others.")
    second = save(evaluation, version=1, value="", reason="R1")
    draft = drafts_on(evaluation.kit, evaluation.bids["Tor"], evaluation.finn.person)["SRI-Q1"]
    assert [(each.version, each.cites, each.compares) for each in (first, second)] == [  # type: ignore[attr-defined]
        (1, ("R1",), "better than the others"),
        (2, ("R1",), ""),
    ]
    assert (draft.version, draft.own.value, draft.own.reason) == (2, None, "R1")


@pytest.mark.parametrize(
    ("more", "words"),
    [
        ({"value": "Q", "reason": "R1"}, "finding: is not a finding; expected F, L, P, N or NA"),
        ({"value": "", "reason": "R1", "whole": True}, "finding: is not chosen"),
        ({"value": "F", "reason": "  \n ", "whole": True}, "reason: is empty; expected why, in a sentence"),
        ({"value": "F", "reason": "It is so.", "whole": True}, "reason: cites nothing that was offered"),
        ({"value": "F", "reason": "E3 shows it.", "whole": True}, "reason: cites nothing that was offered"),
    ],
)
def test_what_is_no_whole_finding_is_refused_and_nothing_is_stored(
    evaluation: Evaluation, more: dict[str, object], words: str
) -> None:
    evaluation.declare_all()
    before = evaluation.dump()
    with pytest.raises(InvalidInput) as refusal:
        save(evaluation, **more)
    assert str(refusal.value).startswith(words)
    assert evaluation.dump() == before


def test_a_reason_may_say_that_nothing_was_offered(evaluation: Evaluation) -> None:
    evaluation.declare_all()
    save(evaluation, value="N", reason="No document at all.", nothing_offered=True, whole=True)
    assert drafts_on(evaluation.kit, evaluation.bids["Tor"], evaluation.finn.person)["SRI-Q1"].own.nothing_offered


def test_a_finding_on_what_is_not_asked_or_not_theirs_is_refused(evaluation: Evaluation) -> None:
    evaluation.declare(evaluation.els)
    evaluation.declare(evaluation.gerda)
    evaluation.declare(evaluation.finn, "Ben")
    before = evaluation.dump()
    with pytest.raises(NotFound, match="no such question"):
        save(evaluation, "SCM-Q1", value="F", reason="R1")
    with pytest.raises(NotFound, match="no such bid for you"):
        save(evaluation, bid=evaluation.bids["Ben"], value="F", reason="R1")
    with pytest.raises(NotPermitted, match="A colleague evaluates this area"):
        evaluation.find(evaluation.gerda, "Tor", "CFM-Q1", "F")
    with pytest.raises(NotPermitted):
        evaluation.find(evaluation.janneke, "Tor", "CFM-Q1", "F")
    assert evaluation.dump() == before


def test_a_stale_page_overwrites_nothing(evaluation: Evaluation) -> None:
    evaluation.declare_all()
    save(evaluation, value="L", reason="R1 one")
    with pytest.raises(Stale) as refusal:
        save(evaluation, value="F", reason="R1 two")
    assert refusal.value.stored.own.reason == "R1 one"  # type: ignore[attr-defined]
    assert save(evaluation, value="L", reason="R1 one").version == 1  # type: ignore[attr-defined]


def test_findings_are_submitted_whole_and_once(evaluation: Evaluation) -> None:
    evaluation.declare_all()
    command = SubmitFindings(evaluation.tender, 1, evaluation.bids["Tor"], "Gerda")
    with pytest.raises(InvalidInput, match=r"SRI-Q1\.finding: is not chosen"):
        submit_findings(evaluation.kit, evaluation.gerda, command)
    evaluation.find_all(evaluation.gerda, "Tor", "F", SRI_Q1="P")
    sheets = sheets_on(evaluation.kit, evaluation.bids["Tor"])

    assert [(sheet.person, sheet.findings["SRI-Q1"].value) for sheet in sheets] == [(evaluation.gerda.person, "P")]
    with pytest.raises(Conflict, match="submitted before"):
        submit_findings(evaluation.kit, evaluation.gerda, command)
    with pytest.raises(Conflict, match="submitted and stay"):
        evaluation.find(evaluation.gerda, "Tor", "SRI-Q1", "F")


def test_after_the_closing_no_finding_is_taken(evaluation: Evaluation) -> None:
    evaluation.evaluate()
    evaluation.close_evaluation()
    before = evaluation.dump()
    with pytest.raises(WrongStage, match="the tender is evaluated; expected opened"):
        evaluation.find(evaluation.finn, "Tor", "SRI-Q1", "N")
    assert evaluation.dump() == before


def test_the_store_and_the_journal_tell_nothing_of_a_finding(evaluation: Evaluation) -> None:
    evaluation.declare_all()
    save(evaluation, value="L", reason="R1 keeps a zanzibar register.")
    evaluation.find_all(evaluation.gerda, "Tor")
    assert [line for line in evaluation.dump() if "zanzibar" in line or "says so" in line] == []
