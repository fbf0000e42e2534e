"""An evaluator's work: how far it is, what is next, and what the pages may show."""

from __future__ import annotations

import pytest

from appraisal.core.errors import NotFound, NotPermitted, WrongStage
from appraisal.core.policy import Actor
from appraisal.services.evaluation.evaluation_work import WorkPage, WorkState, next_open, panel_place, panel_places
from appraisal.services.evaluation.finding_page import bid_findings, finding_page
from appraisal.services.evaluation.findings import SaveFinding, save_finding
from appraisal.services.evaluation.offered_evidence import as_shown
from evaluating import Evaluation, evaluation


def state(found: Evaluation) -> WorkState:
    return panel_places(found.kit, found.finn)[0].state


def work_of(found: Evaluation, who: Actor) -> WorkPage:
    work = panel_place(found.kit, who, found.tender, 1).work
    assert work
    return work


def test_the_state_of_the_work_follows_what_was_done(evaluation: Evaluation) -> None:
    seen = [state(evaluation)]
    evaluation.declare_all()
    seen.append(state(evaluation))
    for name in evaluation.bids:
        evaluation.find_all(evaluation.finn, name)
    seen.append(state(evaluation))
    for member in (evaluation.els, evaluation.gerda):
        for name in evaluation.bids:
            evaluation.find_all(member, name)
    seen.append(state(evaluation))
    for name in evaluation.bids:
        evaluation.agree(name)
    evaluation.close_evaluation()
    seen.append(state(evaluation))

    assert seen == [
        WorkState.UNDECLARED,
        WorkState.OPEN,
        WorkState.OTHERS,
        WorkState.MODERATION,
        WorkState.CLOSED,
    ]


def test_the_next_open_item_is_in_the_same_bid_first_and_begins_again_at_its_end(evaluation: Evaluation) -> None:
    evaluation.declare_all()
    tor = evaluation.bids["Tor"]
    for question in ("SRI-Q2", "SRI-Q3"):
        evaluation.find(evaluation.gerda, "Tor", question, "F")
    works = work_of(evaluation, evaluation.gerda).bids

    def after(bid: str, question: str) -> tuple[str, str] | None:
        item = next_open(works, bid, question)
        return (item.bid, item.question) if item else None

    assert after(tor, "SRI-Q1") == (tor, "SRI-Q4")
    assert after(tor, "SRI-Q7") == (tor, "SRI-Q1")
    for number in (1, 4, 5, 6, 7):
        evaluation.find(evaluation.gerda, "Tor", f"SRI-Q{number}", "F")
    works = work_of(evaluation, evaluation.gerda).bids
    other = after(tor, "SRI-Q7")
    assert other is not None
    assert (other[0] != tor, other[1]) == (True, "SRI-Q1")
    for name in evaluation.bids:
        if name != "Tor":
            evaluation.find_all(evaluation.gerda, name)
    works = work_of(evaluation, evaluation.gerda).bids
    assert after(tor, "SRI-Q7") is None


def test_a_reason_that_cites_nothing_offered_leaves_its_item_open(evaluation: Evaluation) -> None:
    evaluation.declare_all()
    command = SaveFinding(evaluation.tender, 1, evaluation.bids["Tor"], "SRI-Q1", 0, "F", "E7 shows it.")
    save_finding(evaluation.kit, evaluation.gerda, command)

    work = work_of(evaluation, evaluation.gerda)

    assert (work.done, work.total, work.bids[0].missing[0]) == (0, 21, "SRI-Q1")


def test_a_page_never_collides_with_itself_and_a_late_save_undoes_nothing(evaluation: Evaluation) -> None:
    evaluation.declare_all()

    def save(form: str, serial: int, reason: str) -> int:
        own = SaveFinding(
            evaluation.tender, 1, evaluation.bids["Tor"], "SRI-Q1", 0, "F", reason, form=form, serial=serial
        )
        return save_finding(evaluation.kit, evaluation.finn, own).version

    versions = [save("page", 1, "R1"), save("page", 3, "R1, later"), save("page", 2, "R1, late")]
    shown = finding_page(evaluation.kit, evaluation.finn, evaluation.tender, 1, evaluation.bids["Tor"], "SRI-Q1")

    assert (versions, shown.draft.own.reason) == ([1, 2, 2], "R1, later")


def test_what_others_found_is_part_of_the_page_only_after_the_own_findings(evaluation: Evaluation) -> None:
    evaluation.declare_all()
    evaluation.find_all(evaluation.els, "Tor", "P")
    bid = evaluation.bids["Tor"]
    before = (
        finding_page(evaluation.kit, evaluation.gerda, evaluation.tender, 1, bid, "SRI-Q1"),
        bid_findings(evaluation.kit, evaluation.gerda, evaluation.tender, 1, bid),
    )
    evaluation.find_all(evaluation.gerda, "Tor")
    after = (
        finding_page(evaluation.kit, evaluation.gerda, evaluation.tender, 1, bid, "SRI-Q1"),
        bid_findings(evaluation.kit, evaluation.gerda, evaluation.tender, 1, bid),
    )

    assert (before[0].others, before[0].agreed, before[1].others, before[1].awaited) == ((), None, {}, ())
    assert [(one.name, one.own.value) for one in after[0].others] == [("Els", "P")]
    assert (len(after[1].others), after[1].awaited, after[0].can_save) == (7, ("Finn",), False)


def test_only_the_panel_has_these_pages(evaluation: Evaluation) -> None:
    evaluation.declare_all()

    with pytest.raises(NotFound):
        bid_findings(evaluation.kit, evaluation.janneke, evaluation.tender, 1, evaluation.bids["Tor"])
    with pytest.raises(NotPermitted):
        panel_places(evaluation.kit, evaluation.janneke)
    evaluation.kit.database.connection.execute("UPDATE lots SET opened_at = NULL")
    with pytest.raises(WrongStage):
        bid_findings(evaluation.kit, evaluation.finn, evaluation.tender, 1, evaluation.bids["Tor"])
    assert state(evaluation) is WorkState.SEALED


def test_a_blind_page_replaces_the_supplier_s_own_name_in_what_the_bid_says() -> None:
    with evaluation(blind=True) as own:
        own.declare_all()
        desk = work_of(own, own.finn).desk
        bid = desk.bid_of(own.bids["Tor"])

        shown = as_shown(desk, bid, "dovre drift as does so; Dovre does not.")

        assert shown == f"[Bidder {bid.label}] does so; Dovre does not."
