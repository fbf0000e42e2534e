"""The IT Service CMM as data: complete, with the ids that profiles and responses use."""

from __future__ import annotations

from collections import Counter
from fractions import Fraction

from appraisal.core.reference_model import SPECIFIC
from appraisal.exchange.model_toml import load_model

MODEL = load_model("it-service-cmm")
ON_LEVEL = {
    2: ["SCM", "SDP", "STO", "SUB", "CFM", "SRI", "SQA"],
    3: ["OSD", "OPD", "OPF", "ISM", "SDL", "IGC", "TRP", "RSM", "PRM"],
    4: ["QPM", "SQM", "FSM"],
    5: ["PCM", "TCM", "PPV"],
}
QUESTIONS = {
    "SCM": 6, "SDP": 7, "STO": 7, "SUB": 8, "CFM": 8, "SRI": 7, "SQA": 8,
    "OSD": 6, "OPD": 6, "OPF": 7, "ISM": 6, "SDL": 6, "IGC": 7, "TRP": 7, "RSM": 7, "PRM": 7,
    "QPM": 7, "SQM": 7, "FSM": 7, "PCM": 7, "TCM": 7, "PPV": 7,
}  # fmt: skip


def test_it_has_22_areas_on_their_levels() -> None:
    found = {level: [area.id for area in MODEL.areas if area.level == level] for level in range(1, 6)}

    assert found == {1: [], **ON_LEVEL}
    assert [(level.level, level.name) for level in MODEL.levels] == [
        (1, "Initial"), (2, "Repeatable"), (3, "Defined"), (4, "Managed"), (5, "Optimizing"),
    ]  # fmt: skip


def test_it_has_64_goals_and_150_activities_each_with_its_origin() -> None:
    goals = [component for area in MODEL.areas for component in area.components if component.group == SPECIFIC]
    activities = [activity for area in MODEL.areas for activity in area.activities]

    assert (len(goals), len(activities)) == (64, 150)
    assert {goal.origin for goal in goals} == {"R", "R,S", "A", "A,S", "O", "O,S"}
    assert Counter(activity.origin for activity in activities) == {"A": 79, "S": 38, "O": 25, "R": 7, "S,R": 1}


def test_each_area_has_its_questions_numbered_from_1() -> None:
    found = {area.id: [question.id for _, question in area.questions()] for area in MODEL.areas}

    assert found == {area: [f"{area}-Q{n}" for n in range(1, count + 1)] for area, count in QUESTIONS.items()}
    assert sum(QUESTIONS.values()) == 152


def test_each_goal_has_one_question() -> None:
    for area in MODEL.areas:
        goals = [component for component in area.components if component.group == SPECIFIC]
        assert [goal.id for goal in goals] == [f"{area.id}-G{n}" for n in range(1, len(goals) + 1)]
        assert [[question.id for question in goal.questions] for goal in goals] == [
            [f"{area.id}-Q{n}"] for n in range(1, len(goals) + 1)
        ]


def test_institutionalization_is_one_component_with_its_four_topics() -> None:
    for area in MODEL.areas:
        (component,) = (each for each in area.components if each.group != SPECIFIC)
        assert (component.id, component.group, component.origin) == (f"{area.id}-I", "institutionalization", None)
        assert [question.topic for question in component.questions] == [
            "commitment", "ability", "measurement", "verification",
        ]  # fmt: skip


def test_the_ratings_and_the_staging_are_those_of_the_method() -> None:
    assert [(rating.id, rating.thresholds) for rating in MODEL.ratings] == [
        ("not", {}),
        ("partially", {"specific": Fraction("0.50"), "institutionalization": Fraction("0.40")}),
        ("fully", {"specific": Fraction("0.80"), "institutionalization": Fraction("0.75")}),
    ]
    assert MODEL.staging == dict.fromkeys(range(2, 6), "fully")


def test_only_subcontract_management_may_be_not_applicable() -> None:
    assert [area.id for area in MODEL.areas if area.may_be_na] == ["SUB"]


def test_areas_rest_on_the_areas_without_which_they_cannot_stand() -> None:
    assert {area.id: area.rests_on for area in MODEL.areas if area.rests_on} == {
        "OSD": ("SCM",),
        "ISM": ("OPD",),
        "PRM": ("SRI",),
        "QPM": ("OPD", "ISM"),
        "SQM": ("STO",),
        "PCM": ("OPF",),
        "PPV": ("PRM",),
    }


def test_the_categories_are_three() -> None:
    assert Counter(area.category for area in MODEL.areas) == {"Management": 7, "Enabling": 11, "Delivery": 4}
