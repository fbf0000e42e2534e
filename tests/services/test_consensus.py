"""Agreed findings: recorded by the chair when all are in, versioned, and the same as their file."""

from __future__ import annotations

import json

import pytest

from appraisal.core.errors import Conflict, InvalidInput, NotPermitted, Stale
from appraisal.core.ranking import compare
from appraisal.core.scoring import Submission
from appraisal.exchange.findings_json import parse_findings
from appraisal.services.comparison.closing import (
    CloseEvaluation,
    RecordExclusion,
    ReopenEvaluation,
    close_evaluation,
    record_exclusion,
    reopen_evaluation,
)
from appraisal.services.comparison.standing import standing
from appraisal.services.evaluation.agreed import findings_document, versions_on
from appraisal.services.evaluation.consensus import RecordConsensus, record_consensus
from appraisal.services.known import profile_of
from appraisal.services.opening.opened_contents import bids_that_stand
from evaluating import Evaluation


def test_nothing_is_agreed_before_all_have_submitted(evaluation: Evaluation) -> None:
    evaluation.declare_all()
    evaluation.find_all(evaluation.els, "Tor")
    evaluation.find_all(evaluation.finn, "Tor")
    before = evaluation.dump()
    with pytest.raises(Conflict, match="still to come from Gerda"):
        evaluation.record("Tor", "SRI-Q1", "F")
    assert evaluation.dump() == before


def test_a_member_with_a_conflict_is_not_waited_for_and_does_not_count(evaluation: Evaluation) -> None:
    evaluation.declare(evaluation.els)
    evaluation.declare(evaluation.finn)
    evaluation.declare(evaluation.gerda, "Tor")
    evaluation.find_all(evaluation.els, "Tor")
    evaluation.find_all(evaluation.finn, "Tor")
    assert evaluation.record("Tor", "SRI-Q1", "F") == 1


def test_only_the_chair_records_and_every_version_is_kept(evaluation: Evaluation) -> None:
    evaluation.evaluate()
    assert evaluation.record("Tor", "SRI-Q1", "P", version=1, reason="R1 took it back.") == 2
    before = evaluation.dump()
    with pytest.raises(Stale):
        evaluation.record("Tor", "SRI-Q1", "F", version=1)
    with pytest.raises(InvalidInput, match="reason: is empty"):
        evaluation.record("Tor", "SRI-Q1", "F", version=2, reason="  ")
    with pytest.raises(NotPermitted, match="for the chair"):
        command = RecordConsensus(evaluation.tender, 1, evaluation.bids["Tor"], "SRI-Q1", 2, "F", "R1")
        record_consensus(evaluation.kit, evaluation.finn, command)
    assert evaluation.dump() == before
    versions = versions_on(evaluation.kit, evaluation.bids["Tor"])["SRI-Q1"]
    assert [(one.version, one.value, one.chair) for one in versions] == [(1, "F", "Els"), (2, "P", "Els")]


def test_the_findings_file_and_the_response_file_give_the_official_ranking(evaluation: Evaluation) -> None:
    evaluation.evaluate(Tor="L", Ben="P")
    profile = profile_of(evaluation.lot)
    submissions = []
    for bid in bids_that_stand(evaluation.kit, evaluation.lot):
        document = findings_document(evaluation.kit, profile, bid)
        assert document
        found = parse_findings("f", document, profile, {bid.response.supplier.id: bid.response})
        submissions.append(Submission(bid.response, found))

    page = standing(evaluation.kit, evaluation.janneke, evaluation.tender, 1)

    expected = compare(profile, submissions)
    assert (page.comparison.bids, page.comparison.basis) == (expected.bids, "verified")
    assert page.comparison.recommendation == expected.recommendation
    assert json.loads(document)["supplier"]


def test_the_chair_closes_when_every_question_is_agreed(evaluation: Evaluation) -> None:
    evaluation.declare_all()
    for name in evaluation.bids:
        for member in evaluation.panel:
            evaluation.find_all(member, name)
    before = evaluation.dump()
    with pytest.raises(Conflict, match="questions have no agreed finding yet"):
        evaluation.close_evaluation()
    assert evaluation.dump() == before
    for name in evaluation.bids:
        evaluation.agree(name)
    digest = evaluation.close_evaluation()
    assert digest == standing(evaluation.kit, evaluation.els, evaluation.tender, 1).digest
    assert evaluation.events()[-1] == "evaluation:closed"
    with pytest.raises(Conflict):
        close_evaluation(evaluation.kit, evaluation.els, CloseEvaluation(evaluation.tender, 1))


def test_a_closed_evaluation_is_opened_again_with_a_reason(evaluation: Evaluation) -> None:
    evaluation.evaluate()
    evaluation.close_evaluation()
    with pytest.raises(InvalidInput, match="reason: is empty"):
        reopen_evaluation(evaluation.kit, evaluation.janneke, ReopenEvaluation(evaluation.tender, 1, " "))
    reopen_evaluation(evaluation.kit, evaluation.janneke, ReopenEvaluation(evaluation.tender, 1, "An error in SRI-Q1"))
    assert evaluation.record("Tor", "SRI-Q1", "N", version=1) == 2


def test_a_bid_that_is_taken_out_leaves_the_comparison_and_its_supplier_is_told(evaluation: Evaluation) -> None:
    evaluation.evaluate()
    first = evaluation.close_evaluation()
    command = RecordExclusion(evaluation.tender, 1, evaluation.bids["Tor"], "withdrawn", "Letter of 14 December")

    record_exclusion(evaluation.kit, evaluation.janneke, command)

    page = standing(evaluation.kit, evaluation.janneke, evaluation.tender, 1)
    assert sorted(bid.supplier.name for bid in page.comparison.bids) == ["Brandveen BV", "Estuary Ltd"]
    assert page.digest != first
    assert ("tor@dovre.example", "Your bid on tender 2026/041, lot 1, was withdrawn") in evaluation.mails()
    with pytest.raises(Conflict, match="out of the competition already"):
        record_exclusion(evaluation.kit, evaluation.janneke, command)
