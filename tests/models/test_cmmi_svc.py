"""CMMI for Services as data: complete, with the ids that profiles and responses use."""

from __future__ import annotations

from collections import Counter
from fractions import Fraction

from appraisal.core.reference_model import SPECIFIC
from appraisal.exchange.model_toml import load_model

MODEL = load_model("cmmi-svc")
PRACTICES = {
    "CM": (3, 2, 2), "MA": (4, 4), "PPQA": (2, 2), "REQM": (5,), "SAM": (3, 3), "SD": (2, 3, 3), "WMC": (7, 3),
    "WP": (5, 7, 3), "CAM": (3, 3), "DAR": (6,), "IRP": (2, 5, 3), "IWM": (7, 3), "OPD": (7,), "OPF": (3, 2, 4),
    "OT": (4, 3), "RSKM": (3, 2, 2), "SCON": (2, 3, 3), "SSD": (3, 5, 4), "SST": (3, 2), "STSM": (2, 2),
    "OPP": (5,), "QWM": (4, 3), "CAR": (2, 3), "OPM": (3, 4, 3),
}  # fmt: skip
"""The specific practices of each specific goal."""


def test_it_has_24_areas_on_their_levels() -> None:
    found = {level: [area.id for area in MODEL.areas if area.level == level] for level in range(1, 6)}

    assert found == {
        1: [],
        2: ["CM", "MA", "PPQA", "REQM", "SAM", "SD", "WMC", "WP"],
        3: ["CAM", "DAR", "IRP", "IWM", "OPD", "OPF", "OT", "RSKM", "SCON", "SSD", "SST", "STSM"],
        4: ["OPP", "QWM"],
        5: ["CAR", "OPM"],
    }
    assert [level.name for level in MODEL.levels] == [
        "Initial", "Managed", "Defined", "Quantitatively Managed", "Optimizing",
    ]  # fmt: skip


def test_each_specific_goal_is_a_component_with_a_question_for_each_practice() -> None:
    found = {
        area.id: {
            component.id: [question.id for question in component.questions]
            for component in area.components
            if component.group == SPECIFIC
        }
        for area in MODEL.areas
    }

    assert found == {
        area: {
            f"{area}-SG{goal}": [f"{area}-SP{goal}.{n}" for n in range(1, count + 1)]
            for goal, count in enumerate(counts, start=1)
        }
        for area, counts in PRACTICES.items()
    }
    assert sum(len(counts) for counts in PRACTICES.values()) == 53
    assert sum(sum(counts) for counts in PRACTICES.values()) == 181


def test_each_area_has_the_twelve_generic_practices() -> None:
    for area in MODEL.areas:
        managed, defined = (component for component in area.components if component.group != SPECIFIC)
        assert (managed.id, managed.group) == (f"{area.id}-GG2", "gg2")
        assert [question.id for question in managed.questions] == [f"{area.id}-GP2.{n}" for n in range(1, 11)]
        assert (defined.id, defined.group) == (f"{area.id}-GG3", "gg3")
        assert [question.id for question in defined.questions] == [f"{area.id}-GP3.{n}" for n in range(1, 3)]
    assert len(MODEL.area_of_question) == 181 + 24 * 12


def test_each_generic_practice_has_its_topic_in_every_area() -> None:
    topics = {
        tuple(question.topic for component in area.components[-2:] for question in component.questions)
        for area in MODEL.areas
    }

    assert topics == {
        (
            "policy", "plan", "means", "responsibility", "training", "control", "stakeholders", "monitoring",
            "adherence", "management review", "defined process", "experience",
        )
    }  # fmt: skip


def test_generic_questions_name_the_work_of_their_area() -> None:
    texts = Counter(question.text for area in MODEL.areas for _, question in area.questions())

    assert [text for text, count in texts.items() if count > 1] == []


def test_the_capability_levels_and_the_staging_are_those_of_the_method() -> None:
    specific, generic = Fraction("0.80"), Fraction("0.75")
    assert [(rating.id, rating.thresholds) for rating in MODEL.ratings] == [
        ("CL0", {}),
        ("CL1", {"specific": specific}),
        ("CL2", {"specific": specific, "gg2": generic}),
        ("CL3", {"specific": specific, "gg2": generic, "gg3": generic}),
    ]
    assert MODEL.staging == {2: "CL2", 3: "CL3", 4: "CL3", 5: "CL3"}


def test_only_supplier_agreement_management_may_be_not_applicable() -> None:
    assert [area.id for area in MODEL.areas if area.may_be_na] == ["SAM"]


def test_areas_rest_on_areas_of_the_same_or_a_lower_level_only() -> None:
    for area in MODEL.areas:
        assert all(MODEL.area_by_id[other].level <= area.level for other in area.rests_on)
    assert {area.id: area.rests_on for area in MODEL.areas if area.rests_on} == {
        "WMC": ("WP",),
        "CAM": ("MA",),
        "IWM": ("WP", "WMC", "OPD"),
        "OPF": ("OPD",),
        "SSD": ("REQM",),
        "SST": ("CM",),
        "STSM": ("SD",),
        "OPP": ("MA", "OPD"),
        "QWM": ("IWM", "OPP"),
        "CAR": ("OPP",),
        "OPM": ("OPF", "OPP"),
    }


def test_the_categories_are_four() -> None:
    assert Counter(area.category for area in MODEL.areas) == {
        "Support": 5,
        "Project and Work Management": 9,
        "Service Establishment and Delivery": 5,
        "Process Management": 5,
    }
