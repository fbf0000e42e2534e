"""Section 3 of the method: components, fit, state, level and flags."""

from __future__ import annotations

from fractions import Fraction

import pytest

from appraisal.core.comparison import AreaResult, BidResult, Interval
from appraisal.core.profile import MethodSettings, Target
from appraisal.core.ranking import compare
from appraisal.core.response import Answer
from appraisal.core.scoring import Submission
from bids import answers, area, bid, capability_area, capability_model, model, profile

F = Fraction
REFERENCE = model(area("AA", 2), area("BB", 2, rests_on=("AA",)), area("CC", 3))
CAPABILITY = capability_model(capability_area("CM", 2), capability_area("SD", 2), capability_area("OT", 3))


def capable(target: Target, row: str) -> AreaResult:
    required = profile(CAPABILITY, {"CM": target})
    return compare(required, [bid("a", answers(CAPABILITY, CM=row))]).bids[0].areas[0]


def scored(targets: dict[str, Target], **rows: str) -> BidResult:
    return compare(profile(REFERENCE, targets), [bid("a", answers(REFERENCE, **rows))]).bids[0]


def test_a_target_weighs_only_the_groups_it_uses() -> None:
    assert capable("CL1", "yyyynnn").fit == Interval(F(1), F(1))
    assert capable("CL2", "yyyynnn").fit == Interval(F(7, 10), F(7, 10))
    assert capable("CL3", "yyyyynn").fit == Interval(F(8, 10), F(8, 10))


def test_the_state_can_exceed_the_target_but_not_the_questions_asked() -> None:
    assert (capable("CL1", "y").state, capable("CL2", "y").state, capable("CL3", "y").state) == ("CL1", "CL2", "CL3")
    assert scored({"AA": "partially"}, AA="y").areas[0].state == "fully"


def test_strength_in_one_goal_never_pays_for_weakness_in_another() -> None:
    assert scored({"AA": "fully"}, AA="ynyyyy").areas[0].fit == Interval(F(65, 100), F(65, 100))


def test_a_numeric_target_is_a_threshold_for_every_group() -> None:
    result = scored({"AA": F(50)}, AA="yyyynn").areas[0]
    half = scored({"AA": F(100)}, AA="yyyynn").areas[0]
    none = scored({"AA": F(100)}, AA="nnyynn").areas[0]

    assert (result.fit, result.gap) == (Interval(F(1), F(1)), "none")
    assert (half.fit, half.gap) == (Interval(F(85, 100), F(85, 100)), "minor")
    assert (none.fit, none.gap) == (Interval(F(15, 100), F(15, 100)), "major")


def test_the_weight_of_a_group_found_not_applicable_goes_to_the_others() -> None:
    required = profile(CAPABILITY, {"CM": "CL3"})
    found = {"CM-GP3.1": "NA"}

    result = compare(required, [bid("a", answers(CAPABILITY, CM="yyyynnn"), findings=found)]).bids[0].areas[0]

    assert result.fit == Interval(F(70, 85), F(70, 85))


@pytest.mark.parametrize(
    ("target", "row", "gap"),
    [
        ("fully", "yyyyyy", "none"),
        ("fully", "yyyynn", "minor"),
        ("fully", "nnyyyy", "major"),
        ("partially", "nnyyyy", "major"),
        ("partially", "yyyynn", "none"),
    ],
)
def test_a_gap_is_minor_one_step_under_the_target_and_major_at_the_low_end(target: str, row: str, gap: str) -> None:
    assert scored({"AA": target}, AA=row).areas[0].gap == gap


def test_the_level_is_unknown_unless_every_level_two_area_is_required() -> None:
    assert scored({"AA": "fully", "CC": "fully"}, AA="y", CC="y").indicated_level is None


def test_the_level_goes_up_one_at_a_time() -> None:
    both: dict[str, Target] = {"AA": "fully", "BB": "fully"}
    levels = [
        scored(both, AA="y", BB="n").indicated_level,
        scored(both, AA="y", BB="y").indicated_level,
        scored({**both, "CC": "fully"}, AA="y", BB="y", CC="n").indicated_level,
        scored({**both, "CC": "fully"}, AA="y", BB="y", CC="y").indicated_level,
    ]

    assert levels == [1, 2, 2, 3]


def test_level_three_asks_capability_three_of_the_level_two_areas_too() -> None:
    rows = {"CM": "yyyyyyn", "SD": "y", "OT": "y"}
    low = profile(CAPABILITY, {"CM": "CL2", "SD": "CL3", "OT": "CL3"})
    high = profile(CAPABILITY, {"CM": "CL3", "SD": "CL3", "OT": "CL3"})

    results = [
        compare(low, [bid("a", answers(CAPABILITY, **rows))]).bids[0].indicated_level,
        compare(high, [bid("a", answers(CAPABILITY, CM="y", SD="y", OT="y"))]).bids[0].indicated_level,
    ]

    assert results == [2, 3]


def test_flags_name_what_a_person_should_look_at() -> None:
    required = profile(REFERENCE, {"AA": "fully"}, method=MethodSettings(min_respondents=3), evidence="required")
    result = compare(required, [bid("a", answers(REFERENCE, AA="yynnnn"), answers(REFERENCE, AA="nddddd"))]).bids[0]

    assert [(flag.code, flag.message) for flag in result.flags] == [
        ("few-respondents", "Area AA: 2 respondents answered, 3 were asked for."),
        ("many-unknown", "Area AA: 5 of 12 answers unknown."),
        ("disagreement", "Area AA: respondents disagree on AA-Q1."),
        ("no-evidence", "Area AA: 2 yeses on goal questions without an evidence item."),
    ]


def test_a_third_unknown_is_not_yet_many() -> None:
    assert scored({"AA": "fully"}, AA="yyyydd").areas[0].flags == ()


def test_goals_without_backing_are_flagged() -> None:
    assert scored({"AA": "fully"}, AA="yynnnn").areas[0].flags == ("goal-without-backing",)


def test_an_area_met_on_an_area_not_met_is_an_inversion() -> None:
    result = scored({"AA": "fully", "BB": "fully"}, AA="n", BB="y")

    assert [flag.message for flag in result.flags] == ["Area BB: met, though it rests on Area AA, not met."]


def test_one_answer_to_nearly_all_of_twenty_questions_is_straight_lining() -> None:
    reference = model(area("AA", 2, goals=16, topics=4), area("BB", 2, goals=15, topics=4))
    wide = compare(profile(reference, {"AA": "fully"}), [bid("a", answers(reference, AA="y"))]).bids[0]
    nineteen = compare(profile(reference, {"BB": "fully"}), [bid("a", answers(reference, BB="y"))]).bids[0]
    mixed = compare(profile(reference, {"AA": "fully"}), [bid("a", answers(reference, AA="y" * 19 + "n"))]).bids[0]

    assert [[flag.code for flag in each.flags] for each in (wide, nineteen, mixed)] == [["straight-lining"], [], []]


def test_evidence_coverage_counts_each_respondents_yes_on_goal_questions() -> None:
    backed = {
        "AA-Q1": Answer("yes", evidence=("e1",)),
        "AA-Q2": Answer("yes"),
        "AA-Q3": Answer("yes", evidence=("e1",)),
    }
    plain = answers(REFERENCE, AA="yn----")

    result = compare(profile(REFERENCE, {"AA": "fully"}), [bid("a", backed, plain)]).bids[0]

    assert result.evidence_coverage == F(1, 3)


def test_the_components_explain_the_fit() -> None:
    result = scored({"AA": "fully"}, AA="ynyynn").areas[0]

    assert [(part.id, part.threshold, part.value) for part in result.components] == [
        ("AA-G1", F(4, 5), Interval(F(1), F(1))),
        ("AA-G2", F(4, 5), Interval(F(0), F(0))),
        ("AA-I", F(3, 4), Interval(F(1, 2), F(1, 2))),
    ]


def test_a_submission_needs_no_findings() -> None:
    assert Submission(bid("a", answers(REFERENCE, AA="y")).response).findings is None
