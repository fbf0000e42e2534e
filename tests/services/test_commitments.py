"""What a supplier will improve: in the draft, in the submitted bid, and carried over into another."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date, timedelta

import pytest

from appraisal.core.errors import Conflict, DeadlinePassed, InvalidInput, NotFound, NotPermitted
from appraisal.core.policy import Actor
from appraisal.core.response import Commitment
from appraisal.exchange.response_json import parse_response
from appraisal.services.bidding.commitments import (
    MOST_COMMITMENTS,
    KeepCommitment,
    keep_commitment,
    remove_commitment,
)
from appraisal.services.bidding.receipts import submitted_file
from appraisal.services.bidding.responding import check_answers, export_response
from appraisal.services.bidding.submitting import Submit, submit
from appraisal.services.bidding.task_list import task_list
from appraisal.services.known import known_tender, profile_of
from appraisal.services.tendering.publication import Addendum, publish_addendum
from stand import DEADLINE, PROFILE, Field

SECRET = "Appoint an owner of the incident handbook."
FIRST = Commitment("c1", "SRI", date(2027, 6, 30), SECRET, ("SRI-Q2", "SRI-Q3"))


@pytest.fixture
def tor(field: Field) -> Actor:
    """The manager of Dovre Drift's bid, on a published tender."""
    field.publish()
    return field.supplier("Tor", "Dovre Drift AS")


@pytest.fixture
def bid(field: Field, tor: Actor) -> str:
    return field.bid_of(tor)


def typed(bid: str, form: str = "form-key-1") -> KeepCommitment:
    return KeepCommitment(bid, form, "SRI", ["SRI-Q3", "SRI-Q2"], "2027-06-30", f"  {SECRET} ")


def test_a_commitment_is_added_once_for_each_form_changed_and_removed(field: Field, tor: Actor, bid: str) -> None:
    assert [keep_commitment(field.kit, tor, typed(bid)) for _ in range(2)] == ["c1", "c1"]
    assert field.commitments(tor, bid) == (FIRST,)
    assert keep_commitment(field.kit, tor, replace(typed(bid, "form-key-2"), area="SUB", questions=())) == "c2"

    keep_commitment(field.kit, tor, replace(typed(bid, "form-key-3"), commitment="c1", text="Less."))

    assert [(each.id, each.text) for each in field.commitments(tor, bid)] == [
        ("c1", "Less."),
        ("c2", SECRET),
    ]
    for _ in range(2):
        remove_commitment(field.kit, tor, bid, "c1")
    assert [each.id for each in field.commitments(tor, bid)] == ["c2"]
    assert keep_commitment(field.kit, tor, typed(bid, "form-key-4")) == "c3"
    assert task_list(field.kit, tor, bid).commitments == 2


def test_commitments_stand_in_the_checked_the_exported_and_the_submitted_bid(
    field: Field, tor: Actor, bid: str
) -> None:
    field.answer(tor, bid)
    keep_commitment(field.kit, tor, typed(bid))

    receipt = field.submit(tor, bid)

    data = submitted_file(field.kit, tor, bid, receipt)
    assert data == export_response(field.kit, tor, bid)
    assert parse_response("bid", data, profile_of(known_tender(field.kit, tor, field.tender).lots[0])).commitments == (
        FIRST,
    )
    assert check_answers(field.kit, tor, bid).response.commitments == (FIRST,)


def test_a_bid_without_commitments_is_submitted_as_ever(field: Field, tor: Actor, bid: str) -> None:
    field.answer(tor, bid)
    keep_commitment(field.kit, tor, typed(bid))
    remove_commitment(field.kit, tor, bid, "c1")

    assert "commitments" not in json.loads(export_response(field.kit, tor, bid))


def test_nothing_of_a_commitment_is_readable_in_the_store(field: Field, tor: Actor, bid: str) -> None:
    events = field.events()
    keep_commitment(field.kit, tor, typed(bid))

    store = "\n".join(field.dump())
    for secret in (SECRET, "2027-06-30", SECRET.encode().hex(), "SRI-Q2"):
        assert secret.lower() not in store.lower()
    assert field.events() == events


@pytest.mark.parametrize(
    ("changed", "path"),
    [
        ({"area": "XX", "questions": ()}, "area"),
        ({"questions": ["SRI-Q1", "SUB-Q1"]}, "questions"),
        ({"by": ""}, "by"),
        ({"by": "30-06-2027"}, "by"),
        ({"by": f"{DEADLINE:%Y-%m-%d}"}, "by"),
        ({"text": " \n "}, "text"),
        ({"text": "x" * 2001}, "text"),
        ({"form": "short"}, "form"),
    ],
)
def test_what_cannot_be_kept_is_refused_at_its_field_and_nothing_is_stored(
    field: Field, tor: Actor, bid: str, changed: dict[str, object], path: str
) -> None:
    keep_commitment(field.kit, tor, typed(bid))
    before = field.dump()

    with pytest.raises(InvalidInput) as refused:
        keep_commitment(field.kit, tor, replace(typed(bid, "form-key-2"), **changed))  # type: ignore[arg-type]

    assert [problem.path for problem in refused.value.problems] == [path]
    assert field.dump() == before


def test_only_a_manager_of_the_bid_keeps_and_sees_commitments(field: Field, tor: Actor, bid: str) -> None:
    keep_commitment(field.kit, tor, typed(bid))
    colleague = field.colleague(tor, bid, "Maria")
    other = field.supplier("Other", "Other AS")
    before = field.dump()

    for act in (
        lambda who: field.commitments(who, bid),
        lambda who: keep_commitment(field.kit, who, typed(bid, "form-key-2")),
        lambda who: remove_commitment(field.kit, who, bid, "c1"),
    ):
        with pytest.raises(NotPermitted):
            act(colleague)
        assert field.dump() == before
    with pytest.raises(NotFound):
        field.commitments(other, bid)
    assert task_list(field.kit, colleague, bid).commitments == 0


def test_after_the_deadline_and_for_an_unknown_id_nothing_changes(field: Field, tor: Actor, bid: str) -> None:
    keep_commitment(field.kit, tor, typed(bid))
    before = field.dump()

    with pytest.raises(NotFound, match="no such commitment"):
        keep_commitment(field.kit, tor, replace(typed(bid), commitment="c9"))
    field.clock.advance(days=100)
    with pytest.raises(DeadlinePassed):
        keep_commitment(field.kit, tor, typed(bid, "form-key-2"))
    with pytest.raises(DeadlinePassed):
        remove_commitment(field.kit, tor, bid, "c1")

    assert field.dump() == before
    assert field.commitments(tor, bid) == (FIRST,)


def test_a_bid_holds_so_many_and_no_more(field: Field, tor: Actor, bid: str) -> None:
    for number in range(MOST_COMMITMENTS):
        keep_commitment(field.kit, tor, typed(bid, f"form-key-{number}"))
    before = field.dump()

    with pytest.raises(Conflict):
        keep_commitment(field.kit, tor, typed(bid, "form-key-more"))

    assert field.dump() == before


def test_a_day_that_the_deadline_has_overtaken_keeps_the_bid_from_being_submitted(
    field: Field, tor: Actor, bid: str
) -> None:
    field.answer(tor, bid)
    keep_commitment(field.kit, tor, replace(typed(bid), by="2026-12-20"))
    dates = known_tender(field.kit, tor, field.tender).timetable
    assert dates
    later = replace(dates, deadline=dates.deadline + timedelta(days=9), opening=dates.opening + timedelta(days=9))
    publish_addendum(field.kit, field.janneke, Addendum(field.tender, 1, "More time", later))
    before = field.dump()

    with pytest.raises(InvalidInput) as refused:
        submit(field.kit, tor, Submit(bid, "form-key-1", "Tor", True, field.clock.at))

    assert [problem.path for problem in refused.value.problems] == ["commitment.c1"]
    assert field.dump() == before


def test_what_an_addendum_no_longer_asks_is_committed_to_no_more(field: Field, tor: Actor, bid: str) -> None:
    keep_commitment(field.kit, tor, typed(bid))
    keep_commitment(field.kit, tor, replace(typed(bid, "form-key-2"), area="SUB", questions=["SUB-Q1"]))
    fewer = PROFILE.replace('[[area]]\nid = "SUB"\nrequired = "partially"\nwhy = "Parts may be given to others."\n', "")

    publish_addendum(field.kit, field.janneke, Addendum(field.tender, 1, "Less", profiles={1: fewer.encode()}))

    assert field.commitments(tor, bid) == (FIRST,)
