"""The panel: who is named, what they declare, and what a conflict of interest takes away."""

from __future__ import annotations

import pytest

from appraisal.core.errors import Conflict, InvalidInput, NotFound, NotPermitted
from appraisal.core.policy import Actor, Permission, Role
from appraisal.services.comparison.standing import standing
from appraisal.services.evaluation.evaluation_desk import evaluation_desk
from appraisal.services.evaluation.interests import (
    Declaration,
    DeclareInterests,
    SetConflict,
    declare_interests,
    interests_page,
    set_conflict,
)
from appraisal.services.evaluation.panel import NamePanelist, TakeOffPanel, name_panelist, take_off_panel
from appraisal.services.evaluation.panel_page import panel_page
from appraisal.services.opening.opening_report import opening_report
from evaluating import Evaluation


def seen(evaluation: Evaluation, member: Actor) -> list[str]:
    desk = evaluation_desk(evaluation.kit, member, evaluation.tender, 1, Permission.FINDING_RECORD)
    return sorted(desk.name_of(bid) for bid in desk.bids)


def test_a_panel_says_who_evaluates_what_and_what_nobody_does(evaluation: Evaluation) -> None:
    take_off_panel(evaluation.kit, evaluation.janneke, TakeOffPanel(evaluation.tender, 1, evaluation.els.person))
    take_off_panel(evaluation.kit, evaluation.janneke, TakeOffPanel(evaluation.tender, 1, evaluation.finn.person))

    page = panel_page(evaluation.kit, evaluation.janneke, evaluation.tender, 1)

    assert [(one.name, one.left is None, one.state) for one in page.members] == [
        ("Els", False, "undeclared"),
        ("Finn", False, "undeclared"),
        ("Gerda", True, "undeclared"),
    ]
    assert (page.lacking, page.has_chair) == (("SUB", "CFM"), False)
    assert [one.name for one in page.candidates] == ["Els", "Finn", "Gerda"]


def test_only_evaluators_of_the_buyer_are_named_and_told(evaluation: Evaluation) -> None:
    before = evaluation.dump()
    with pytest.raises(InvalidInput, match="is no evaluator of your organisation"):
        name_panelist(evaluation.kit, evaluation.janneke, NamePanelist(evaluation.tender, 1, evaluation.marijke.person))
    with pytest.raises(InvalidInput, match="names an area that this lot does not require"):
        command = NamePanelist(evaluation.tender, 1, evaluation.finn.person, ["SCM"])
        name_panelist(evaluation.kit, evaluation.janneke, command)
    with pytest.raises(NotPermitted):
        name_panelist(evaluation.kit, evaluation.els, NamePanelist(evaluation.tender, 1, evaluation.finn.person))
    assert evaluation.dump() == before
    assert [who for who, subject in evaluation.mails() if subject.startswith("You are on the panel")] == [
        "els@buyer.example",
        "finn@buyer.example",
        "gerda@buyer.example",
    ]


def test_nothing_of_a_bid_is_shown_before_interests_are_declared_on_every_supplier(evaluation: Evaluation) -> None:
    there = interests_page(evaluation.kit, evaluation.finn, evaluation.tender, 1).bidders
    assert [one.supplier for one in there] == ["Brandveen BV", "Dovre Drift AS", "Estuary Ltd"]
    some = [Declaration(one.bid, False) for one in there[:2]]
    before = evaluation.dump()

    with pytest.raises(NotPermitted, match="Declare your interests first"):
        seen(evaluation, evaluation.finn)
    with pytest.raises(InvalidInput, match="is not declared on"):
        declare_interests(evaluation.kit, evaluation.finn, DeclareInterests(evaluation.tender, 1, some, "Finn"))

    assert evaluation.dump() == before


def test_a_conflict_takes_the_bid_and_all_figures_over_it_away(evaluation: Evaluation) -> None:
    for member in evaluation.panel:
        evaluation.declare(member, *(("Tor",) if member is evaluation.finn else ()))
    desk = evaluation_desk(evaluation.kit, evaluation.finn, evaluation.tender, 1, Permission.FINDING_RECORD)

    assert seen(evaluation, evaluation.finn) == ["Brandveen BV", "Estuary Ltd"]
    assert seen(evaluation, evaluation.els) == ["Brandveen BV", "Dovre Drift AS", "Estuary Ltd"]
    with pytest.raises(NotFound):
        desk.bid_of(evaluation.bids["Tor"])
    with pytest.raises(NotFound):
        standing(evaluation.kit, evaluation.finn, evaluation.tender, 1)
    with pytest.raises(NotFound):
        opening_report(evaluation.kit, evaluation.finn, evaluation.tender, 1)
    assert len(opening_report(evaluation.kit, evaluation.els, evaluation.tender, 1).bids) == 3


def test_a_conflict_that_a_chair_sets_holds_at_once_and_is_never_taken_back(evaluation: Evaluation) -> None:
    evaluation.declare_all()
    command = SetConflict(evaluation.tender, 1, evaluation.gerda.person, evaluation.bids["Eve"], "Worked there")

    set_conflict(evaluation.kit, evaluation.els, command)

    assert seen(evaluation, evaluation.gerda) == ["Brandveen BV", "Dovre Drift AS"]
    evaluation.declare(evaluation.gerda)
    assert seen(evaluation, evaluation.gerda) == ["Brandveen BV", "Dovre Drift AS"]
    with pytest.raises(Conflict, match="on the record already"):
        set_conflict(evaluation.kit, evaluation.janneke, command)
    with pytest.raises(NotPermitted):
        set_conflict(evaluation.kit, evaluation.finn, command)
    assert evaluation.events()[-1] == "interest:set"


def test_a_chair_s_own_conflict_hides_what_others_declared_on_that_bid(evaluation: Evaluation) -> None:
    evaluation.declare(evaluation.els, "Tor")
    evaluation.declare(evaluation.finn, "Tor")
    page = panel_page(evaluation.kit, evaluation.els, evaluation.tender, 1)
    finn = next(one for one in page.members if one.name == "Finn")
    assert sorted(one.supplier for one in finn.interests) == ["Brandveen BV", "Estuary Ltd"]


def test_whoever_is_not_on_the_panel_sees_nothing_of_it(evaluation: Evaluation) -> None:
    other = Actor("P-99", "Otto", frozenset({Role.EVALUATOR}), evaluation.janneke.organisation)
    for act in (Permission.FINDING_RECORD, Permission.FINDING_READ):
        with pytest.raises(NotFound):
            evaluation_desk(evaluation.kit, other, evaluation.tender, 1, act)
    with pytest.raises(NotFound):
        standing(evaluation.kit, other, evaluation.tender, 1)
    with pytest.raises(NotFound):
        interests_page(evaluation.kit, other, evaluation.tender, 1)
    with pytest.raises(NotFound):
        opening_report(evaluation.kit, other, evaluation.tender, 1)
    with pytest.raises(NotFound):
        panel_page(evaluation.kit, evaluation.finn, evaluation.tender, 1)


def test_blind_evaluators_know_the_bids_by_letters_until_the_award() -> None:
    evaluation = Evaluation(blind=True)
    evaluation.declare_all()
    assert seen(evaluation, evaluation.els) == ["Bidder A", "Bidder B", "Bidder C"]
    assert seen(evaluation, evaluation.finn) == ["Bidder A", "Bidder B", "Bidder C"]
    with pytest.raises(NotFound):
        opening_report(evaluation.kit, evaluation.els, evaluation.tender, 1)
    page = standing(evaluation.kit, evaluation.janneke, evaluation.tender, 1)
    assert sorted(page.names.values()) == ["Brandveen BV", "Dovre Drift AS", "Estuary Ltd"]
    evaluation.close()
