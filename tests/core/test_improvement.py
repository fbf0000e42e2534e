"""The way up: the lowest level that is missed, foundations first, and the questions that keep it out of reach."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from appraisal.core.improvement import Improvement, improvement
from appraisal.core.profile import RequiredProfile
from appraisal.core.response import Answer, AnswerValue
from appraisal.core.scoring import score_bid
from bids import area, bid, model, profile

VALUES: dict[str, AnswerValue] = {"y": "yes", "n": "no", "d": "dk"}
MODEL = model(
    area("AA", 2, goals=1, topics=2, rests_on=("BB",)),
    area("BB", 2, goals=1, topics=2),
    area("CC", 3, goals=2, topics=1, rests_on=("AA",)),
    area("DD", 3, goals=1, topics=1),
)
PROFILE = profile(MODEL, {"CC": "fully", "AA": "fully", "BB": "fully"})


def way_up(required: RequiredProfile, answers: str) -> Improvement:
    """The improvement of a bid of one respondent with these letters (y, n, d) for the asked questions in order."""
    values = {question: Answer(VALUES[letter]) for question, letter in zip(required.asked, answers, strict=True)}
    return improvement(required, score_bid(required, bid("a", values)))


def test_foundations_come_first_whatever_the_profiles_order() -> None:
    found = way_up(PROFILE, "yyy" + "ydn" + "nyy")
    assert (found.level, [step.area.id for step in found.steps]) == (2, ["BB", "AA"])
    assert [(step.area.id, step.after) for step in found.steps] == [("BB", ()), ("AA", ("BB",))]
    assert [(point.question.id, point.kind) for point in found.steps[1].points] == [
        ("AA-Q2", "unknown"),
        ("AA-Q3", "no"),
    ]
    assert [point.question.id for point in found.steps[0].points] == ["BB-Q1"]


def test_the_next_level_is_worked_on_when_the_lower_one_holds() -> None:
    found = way_up(PROFILE, "nyy" + "yyy" + "yyy")
    assert (found.indicated, found.level, [step.area.id for step in found.steps]) == (2, 3, ["CC"])
    assert [missing.id for missing in found.not_asked] == ["DD"]


def test_who_meets_everything_asked_has_nothing_to_improve() -> None:
    assert way_up(PROFILE, "y" * 9) == Improvement(2, None, (), ())


def test_areas_that_rest_on_each_other_in_a_ring_are_still_all_listed() -> None:
    ring = model(area("AA", 2, rests_on=("BB",)), area("BB", 2, rests_on=("AA",)))
    required = profile(ring, {"AA": "fully", "BB": "fully"})
    found = way_up(required, "n" * len(required.asked))
    assert sorted(step.area.id for step in found.steps) == ["AA", "BB"]


@given(st.text("ynd", min_size=9, max_size=9))
def test_a_step_never_comes_before_what_it_rests_on(answers: str) -> None:
    found = way_up(PROFILE, answers)
    order = [step.area.id for step in found.steps]
    for step in found.steps:
        assert all(order.index(base) < order.index(step.area.id) for base in step.after)
        assert step.points


def test_the_profiles_weights_do_not_matter() -> None:
    heavier = replace(
        PROFILE, requirements=tuple(replace(line, weight=line.weight * 7) for line in PROFILE.requirements)
    )
    assert way_up(heavier, "ynd" * 3) == way_up(PROFILE, "ynd" * 3)
