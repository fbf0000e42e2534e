"""Answering: saved as typed, never overwritten unseen, independent of colleagues, and unreadable in the store."""

from __future__ import annotations

from dataclasses import fields, replace

import pytest

from appraisal.core.errors import Conflict, DeadlinePassed, InvalidInput, NotFound, NotPermitted, Stale, WrongStage
from appraisal.core.policy import Actor, Role
from appraisal.core.response import Scope
from appraisal.services.bidding.answering import SaveArea, Typed, area_desk, area_page, save_area
from appraisal.services.bidding.bid_desk import known_bid
from appraisal.services.bidding.bids import StartBid, own_bids, start_bid
from appraisal.services.bidding.indication import improvement_plan, indication
from appraisal.services.bidding.responding import check_answers, differences, export_response
from appraisal.services.bidding.task_list import task_list
from appraisal.services.bidding.team import (
    ALL_AREAS,
    ChangeMember,
    InviteColleague,
    change_member,
    invite_colleague,
    join_team,
    remove_member,
)
from appraisal.services.tendering.publication import Cancel, cancel
from stand import DEADLINE, Field

CANARY = "the-handbook-is-kept-in-a-drawer"


@pytest.fixture
def tor(field: Field) -> Actor:
    """The manager of Dovre Drift's bid, on a published tender."""
    field.publish()
    return field.supplier("Tor", "Dovre Drift AS")


def test_a_bid_is_started_once_for_a_supplier(field: Field, tor: Actor) -> None:
    bid = start_bid(field.kit, tor, StartBid(field.tender, 1, "service manager"))
    assert start_bid(field.kit, tor, StartBid(field.tender, 1, "service manager")) == bid
    assert [(line.bid, line.reference, line.is_manager) for line in own_bids(field.kit, tor)] == [
        (bid, "2026/041", True)
    ]
    assert field.events().count("bid:started") == 1


def test_a_colleague_who_is_not_on_the_team_knows_of_no_bid(field: Field, tor: Actor) -> None:
    bid = field.bid_of(tor)
    field.colleague(tor, bid, "Maria", "SRI")
    other = Actor("P-99", "Kari", frozenset({Role.SUPPLIER}), tor.organisation)
    with pytest.raises(NotFound, match="There is no such bid"):
        task_list(field.kit, other, bid)
    with pytest.raises(Conflict, match="A colleague has started"):
        start_bid(field.kit, other, StartBid(field.tender, 1, "x"))


def test_what_was_typed_is_saved_also_when_incomplete(field: Field, tor: Actor) -> None:
    bid = field.bid_of(tor)
    saved = save_area(
        field.kit, tor, SaveArea(bid, "SRI", 0, {"SRI-Q1": Typed("yes"), "SRI-Q2": Typed("", "not sure yet")}, True)
    )
    page = area_page(field.kit, tor, bid, "SRI")
    asked = [question.id for question in page.questions]
    assert (saved.version, saved.answered, saved.asked, saved.completed) == (1, 1, len(asked), False)
    assert saved.missing == tuple(question for question in asked if question != "SRI-Q1")
    assert page.draft.answer("SRI-Q2").comment == "not sure yet"
    assert not page.draft.completed


def test_drafts_are_unreadable_in_the_store(field: Field, tor: Actor) -> None:
    bid = field.bid_of(tor)
    save_area(field.kit, tor, SaveArea(bid, "SRI", 0, {"SRI-Q1": Typed("dk", CANARY)}))
    store = "\n".join(field.dump())
    assert CANARY not in store
    assert CANARY.encode().hex() not in store.lower()
    assert "Service desk Oslo" not in store


def test_saving_a_draft_is_no_journal_entry(field: Field, tor: Actor) -> None:
    bid = field.bid_of(tor)
    before = field.events()
    save_area(field.kit, tor, SaveArea(bid, "SRI", 0, {"SRI-Q1": Typed("yes")}))
    assert field.events() == before


def test_a_stale_tab_loses_nothing_and_overwrites_nothing(field: Field, tor: Actor) -> None:
    bid = field.bid_of(tor)
    save_area(field.kit, tor, SaveArea(bid, "SRI", 0, {"SRI-Q1": Typed("yes", "first tab")}, form="tab-1", serial=1))
    before = field.dump()

    with pytest.raises(Stale) as refusal:
        save_area(
            field.kit, tor, SaveArea(bid, "SRI", 0, {"SRI-Q1": Typed("no", "second tab")}, form="tab-2", serial=1)
        )

    assert field.dump() == before
    stored = refusal.value.stored
    assert stored == area_page(field.kit, tor, bid, "SRI").draft
    kept = save_area(
        field.kit, tor, SaveArea(bid, "SRI", 1, {"SRI-Q1": Typed("no", "second tab")}, form="tab-2", serial=2)
    )
    assert kept.version == 2


def test_a_desk_that_was_seen_before_is_looked_at_again_where_something_was_changed(field: Field, tor: Actor) -> None:
    bid = field.bid_of(tor)
    maria = field.colleague(tor, bid, "Maria", "SRI")
    seen = known_bid(field.kit, maria, bid)
    command = SaveArea(bid, "SRI", 0, {"SRI-Q1": Typed("yes")})
    eve = field.supplier("Eve", "Estuary Ltd")
    foreign = known_bid(field.kit, eve, field.bid_of(eve))
    before = field.dump()
    with pytest.raises(NotFound):
        save_area(field.kit, eve, command, seen)
    with pytest.raises(NotFound):
        save_area(field.kit, eve, command, foreign)
    assert [line for line in field.dump() if '"drafts"' in line] == [line for line in before if '"drafts"' in line]

    assert save_area(field.kit, maria, command, seen).version == 1
    change_member(field.kit, tor, ChangeMember(bid, maria.person, "operations", ["CFM"], False))
    with pytest.raises(NotPermitted, match="A colleague answers this section"):
        save_area(field.kit, maria, replace(command, version=1), seen)
    own = known_bid(field.kit, tor, bid)
    cancel(field.kit, field.janneke, Cancel(field.tender, "No need any more"))
    with pytest.raises(WrongStage):
        save_area(field.kit, tor, SaveArea(bid, "CFM", 0, {"CFM-Q1": Typed("yes")}), own)


def test_a_save_takes_few_statements_so_that_others_wait_little_for_it(field: Field, tor: Actor) -> None:
    bid = field.bid_of(tor)
    statements: list[str] = []
    field.kit.database.connection.set_trace_callback(statements.append)
    desk = area_desk(field.kit, tor, bid, "SRI")
    save_area(field.kit, tor, SaveArea(bid, "SRI", 0, {"SRI-Q1": Typed("yes")}), desk)
    field.kit.database.connection.set_trace_callback(None)

    begun = next(number for number, one in enumerate(statements) if one.startswith("BEGIN"))
    assert (begun, len(statements)) == (3, 8)


def test_a_page_never_collides_with_itself_and_a_late_autosave_undoes_nothing(field: Field, tor: Actor) -> None:
    bid = field.bid_of(tor)

    def save(text: str, serial: int) -> int:
        command = SaveArea(bid, "SRI", 0, {"SRI-Q1": Typed("yes", text)}, form="tab-1", serial=serial)
        return save_area(field.kit, tor, command).version

    assert [save("a", 1), save("abc", 3), save("ab", 2)] == [1, 2, 2]
    assert area_page(field.kit, tor, bid, "SRI").draft.answer("SRI-Q1").comment == "abc"


def test_the_same_answers_from_another_tab_are_no_conflict(field: Field, tor: Actor) -> None:
    bid = field.bid_of(tor)
    for tab in ("tab-1", "tab-2"):
        save_area(field.kit, tor, SaveArea(bid, "SRI", 0, {"SRI-Q1": Typed("yes")}, form=tab, serial=1))
    assert area_page(field.kit, tor, bid, "SRI").draft.version == 1


@pytest.mark.parametrize(
    ("question", "typed", "path"),
    [
        ("CFM-Q1", Typed("yes"), "CFM-Q1"),
        ("IRP-SP1.1", Typed("yes"), "IRP-SP1.1"),
        ("<script>", Typed("yes"), "<script>"),
        ("SRI-Q1", Typed("maybe"), "SRI-Q1"),
        ("SRI-Q1", Typed("yes", "x" * 4001), "SRI-Q1.comment"),
        ("SRI-Q1", Typed("yes", "", ["e7"]), "SRI-Q1.evidence"),
    ],
)
def test_security_06_foreign_questions_answers_and_evidence_are_refused(
    field: Field, tor: Actor, question: str, typed: Typed, path: str
) -> None:
    bid = field.bid_of(tor)
    before = field.dump()
    with pytest.raises(InvalidInput) as refusal:
        save_area(field.kit, tor, SaveArea(bid, "SRI", 0, {"SRI-Q2": Typed("yes"), question: typed}))
    assert [problem.path for problem in refusal.value.problems] == [path]
    assert field.dump() == before


def test_a_respondent_answers_their_own_areas_only(field: Field, tor: Actor) -> None:
    bid = field.bid_of(tor)
    maria = field.colleague(tor, bid, "Maria", "CFM")
    with pytest.raises(NotPermitted, match="A colleague answers this section"):
        save_area(field.kit, maria, SaveArea(bid, "SRI", 0, {"SRI-Q1": Typed("yes")}))
    with pytest.raises(NotFound, match="no such section"):
        area_page(field.kit, maria, bid, "PRM")
    with pytest.raises(NotPermitted, match="for a manager of the bid"):
        invite_colleague(field.kit, maria, InviteColleague(bid, "x@dovre.example", "x"))
    field.answer(maria, bid, areas=("CFM",))
    assert not area_page(field.kit, tor, bid, "CFM").draft.version


def test_nothing_is_saved_after_the_deadline(field: Field, tor: Actor) -> None:
    bid = field.bid_of(tor)
    field.clock.at = DEADLINE
    field.answer(tor, bid, areas=("SRI",))
    assert area_page(field.kit, tor, bid, "CFM").can_save
    field.clock.advance(seconds=1)
    with pytest.raises(DeadlinePassed):
        save_area(field.kit, tor, SaveArea(bid, "SRI", 1, {"SRI-Q1": Typed("no")}))
    assert not area_page(field.kit, tor, bid, "CFM").can_save


def test_respondents_are_independent_until_all_have_finished(field: Field, tor: Actor) -> None:
    bid = field.bid_of(tor)
    maria = field.colleague(tor, bid, "Maria", ALL_AREAS)
    field.answer(tor, bid, "yes")
    save_area(field.kit, maria, SaveArea(bid, "SRI", 0, {"SRI-Q1": Typed("no", CANARY)}))

    for act in (check_answers, differences, export_response):
        with pytest.raises(Conflict, match="until everybody has"):
            act(field.kit, tor, bid)
    for actor in (tor, maria):
        assert CANARY not in repr(task_list(field.kit, actor, bid))
    assert CANARY not in repr(indication(field.kit, tor, bid))
    assert CANARY not in repr(area_page(field.kit, tor, bid, "SRI"))

    for area in ("SRI", "SUB", "CFM"):
        page = area_page(field.kit, maria, bid, area)
        typed = {question.id: Typed("yes") for question in page.questions} | {"SRI-Q1": Typed("no", CANARY)}
        answers = {question: answer for question, answer in typed.items() if question.startswith(area)}
        save_area(field.kit, maria, SaveArea(bid, area, page.draft.version, answers, True))
    [difference] = differences(field.kit, tor, bid)
    assert (difference.question, difference.kind) == ("SRI-Q1", "contradiction")
    assert [(given.name, given.value) for given in difference.answers] == [("Tor", "yes"), ("Maria", "no")]
    with pytest.raises(NotPermitted):
        differences(field.kit, maria, bid)


def test_the_task_list_tells_managers_of_everybody_and_respondents_of_themselves(field: Field, tor: Actor) -> None:
    bid = field.bid_of(tor)
    maria = field.colleague(tor, bid, "Maria", "CFM")
    field.answer(maria, bid, areas=("CFM",))
    field.answer(tor, bid, areas=("SRI",))

    managers, marias = task_list(field.kit, tor, bid), task_list(field.kit, maria, bid)

    assert [(task.area, task.status, task.people) for task in managers.tasks] == [
        ("SRI", "completed", ("Tor",)),
        ("SUB", "not-started", ("Tor",)),
        ("CFM", "begun", ("Tor", "Maria")),
    ]
    assert [(entry.name, entry.completed, entry.areas) for entry in managers.team] == [("Tor", 1, 3), ("Maria", 1, 1)]
    assert [(entry.name, entry.completed, entry.areas) for entry in marias.team] == [("Tor", None, 3), ("Maria", 1, 1)]
    assert [(task.area, task.status, task.answered > 0) for task in marias.tasks] == [
        ("SRI", "not-started", False),
        ("SUB", "not-started", False),
        ("CFM", "completed", True),
    ]
    assert managers.scope == Scope("Service desk Oslo", ("Oslo",), "2026")


def test_a_team_link_works_once_for_its_address(field: Field, tor: Actor) -> None:
    bid = field.bid_of(tor)
    maria = field.colleague(tor, bid, "Maria", "CFM")
    token = field.link("maria@colleague.example")
    with pytest.raises(Conflict):
        join_team(field.kit, maria, token)
    invite_colleague(field.kit, tor, InviteColleague(bid, "ina@dovre.example", "planning"))
    with pytest.raises(NotPermitted):
        join_team(field.kit, maria, field.link("ina@dovre.example"))
    eve = field.supplier("Eve", "Other BV")
    invite_colleague(field.kit, tor, InviteColleague(bid, "eve@other.example", "x"))
    with pytest.raises(NotPermitted, match="another organisation"):
        join_team(field.kit, eve, field.link("eve@other.example"))
    assert [line.bid for line in own_bids(field.kit, eve)] == []


def test_who_leaves_the_team_is_out_and_their_answers_come_back_with_them(field: Field, tor: Actor) -> None:
    bid = field.bid_of(tor)
    maria = field.colleague(tor, bid, "Maria", "CFM")
    field.answer(maria, bid, areas=("CFM",))
    remove_member(field.kit, tor, bid, maria.person)
    with pytest.raises(NotFound):
        task_list(field.kit, maria, bid)
    with pytest.raises(Conflict, match="A bid has a manager"):
        remove_member(field.kit, tor, bid, tor.person)
    invite_colleague(field.kit, tor, InviteColleague(bid, "maria@colleague.example", "operations", ["CFM"]))
    join_team(field.kit, maria, field.link("maria@colleague.example"))
    change_member(field.kit, tor, ChangeMember(bid, maria.person, "operations", ["CFM", "SUB"]))
    assert task_list(field.kit, maria, bid).tasks[2].status == "completed"


def test_the_indication_is_the_own_one_until_all_have_finished(field: Field, tor: Actor) -> None:
    bid = field.bid_of(tor)
    field.answer(tor, bid, areas=("SRI",))
    partial = indication(field.kit, tor, bid)
    field.answer(tor, bid, areas=("SUB", "CFM"))
    whole = indication(field.kit, tor, bid)
    assert (partial.whole_team, list(partial.unanswered)) == (False, ["SUB", "CFM"])
    assert (whole.whole_team, whole.unanswered) == (True, {})
    assert whole.result
    assert whole.result.fit.low == 100


def test_the_way_up_is_computed_from_the_own_answers_until_all_have_finished(field: Field, tor: Actor) -> None:
    bid = field.bid_of(tor)
    maria = field.colleague(tor, bid, "Maria", "CFM")
    with pytest.raises(NotFound):
        improvement_plan(field.kit, field.janneke, bid)
    field.answer(maria, bid, "no", ("CFM",))
    assert [step.area.id for step in improvement_plan(field.kit, maria, bid).plan.steps] == ["SUB", "CFM", "SRI"]
    field.answer(tor, bid, "yes")
    [step] = improvement_plan(field.kit, tor, bid).plan.steps
    assert (step.area.id, {question.kind for question in step.questions}) == ("CFM", {"differ"})


def test_security_03_the_task_list_has_these_keys_and_no_others(field: Field, tor: Actor) -> None:
    bid = field.bid_of(tor)
    assert [entry.name for entry in fields(task_list(field.kit, tor, bid))] == [
        "bid",
        "reference",
        "title",
        "lot",
        "lot_title",
        "supplier",
        "stage",
        "deadline",
        "zone",
        "is_manager",
        "tasks",
        "team",
        "answered",
        "asked",
        "is_complete",
        "scope",
        "receipt",
        "must_confirm",
        "changed",
        "withdrawn",
        "commitments",
    ]
