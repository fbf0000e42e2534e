"""The check before publishing: what catches the eye in a required profile, and what does not."""

from __future__ import annotations

from fractions import Fraction

import pytest

from appraisal.core.profile import Target
from appraisal.core.profile_check import ProfileWarning, check
from bids import area, capability_area, capability_model, model, profile

F = Fraction
REFERENCE = model(area("AA", 2), area("BB", 2), area("CC", 3, rests_on=("AA",)), area("DD", 3, rests_on=("AA", "CC")))


def test_a_balanced_profile_has_no_warning() -> None:
    assert check(profile(REFERENCE, {"AA": "fully", "BB": "fully"}, mandatory="AA BB")) == ()


def test_an_area_with_more_than_half_of_the_weight_is_decisive() -> None:
    (warning,) = check(profile(REFERENCE, {"AA": "fully", "BB": "fully"}, {"AA": 3, "BB": 2}))

    assert warning == ProfileWarning(
        "decisive-area",
        ("AA",),
        "Area AA (AA) has 60 % of the weight and can decide the ranking alone; lower its weight or raise the others, "
        "unless that is meant.",
    )


def test_exactly_half_of_the_weight_is_not_decisive_and_exactly_a_hundredth_not_negligible() -> None:
    assert check(profile(REFERENCE, {"AA": "fully", "BB": "fully"}, {"AA": 2, "BB": 2})) == ()
    (warning,) = check(profile(REFERENCE, {"AA": "fully", "BB": "fully"}, {"AA": 99, "BB": 1}))
    assert warning.code == "decisive-area"


@pytest.mark.parametrize(("mandatory", "role"), [("", "can hardly matter"), ("BB", "counts as a knock-out only")])
def test_an_area_with_less_than_a_hundredth_of_the_weight_is_negligible(mandatory: str, role: str) -> None:
    _, warning = check(profile(REFERENCE, {"AA": "fully", "BB": "fully"}, {"AA": 150}, mandatory))

    assert warning == ProfileWarning(
        "negligible-area",
        ("BB",),
        f"Area BB (BB) has 0.7 % of the weight and {role}; raise its weight, or spare the bidders its questions.",
    )


@pytest.mark.parametrize(
    ("target", "codes"),
    [(F(1), ["trivial-knock-out"]), (F(99, 2), ["trivial-knock-out"]), (F(50), []), ("partially", []), ("fully", [])],
)
def test_a_knock_out_is_trivial_below_a_half_everywhere(target: Target, codes: list[str]) -> None:
    required = profile(REFERENCE, {"AA": target, "BB": "fully"}, mandatory="AA")

    assert [(warning.code, warning.areas) for warning in check(required)] == [(code, ("AA",)) for code in codes]


def test_a_low_target_that_is_no_knock_out_is_nobodys_business() -> None:
    assert check(profile(REFERENCE, {"AA": F(1), "BB": "fully"})) == ()


def test_the_lowest_capability_level_asked_for_is_not_trivial() -> None:
    reference = capability_model(capability_area("CM", 2), capability_area("WP", 2))

    assert check(profile(reference, {"CM": "CL1", "WP": "CL2"}, mandatory="CM WP")) == ()


def test_areas_that_rest_on_each_other_are_named_in_one_warning() -> None:
    required = profile(REFERENCE, {"DD": "fully", "BB": "fully", "CC": "fully", "AA": "fully"})

    assert check(required) == (
        ProfileWarning(
            "linked-areas",
            ("DD", "CC", "AA"),
            "Required areas rest on one another (DD on AA, DD on CC and CC on AA), so that one weakness can lose "
            "points twice; check that their joint weight, 75 %, is meant.",
        ),
    )


def test_a_foundation_that_is_not_required_is_weak() -> None:
    assert check(profile(REFERENCE, {"CC": "fully", "BB": "fully"})) == (
        ProfileWarning(
            "weak-foundation",
            ("CC", "AA"),
            "Area CC (CC) rests on Area AA (AA), which is not required; ask for the foundation too, or lower what is "
            "to rest on it.",
        ),
    )


def test_a_foundation_with_a_lower_target_is_weak() -> None:
    lower = check(profile(REFERENCE, {"CC": "fully", "AA": "partially"}))
    equal = check(profile(REFERENCE, {"CC": "fully", "AA": F(80)}))

    assert [(warning.code, warning.areas) for warning in lower] == [
        ("linked-areas", ("CC", "AA")),
        ("weak-foundation", ("CC", "AA")),
    ]
    assert [warning.code for warning in equal] == ["linked-areas"]


def test_an_area_alone_decides_everything() -> None:
    assert [warning.code for warning in check(profile(REFERENCE, {"AA": "fully"}))] == ["decisive-area"]


def test_light_links_are_no_warning() -> None:
    reference = model(area("AA", 2), area("BB", 3, rests_on=("AA",)), area("CC", 2))
    targets = dict.fromkeys(("AA", "BB", "CC"), "fully")

    light = check(profile(reference, targets, {"AA": 1, "BB": 1, "CC": 5}))
    heavy = check(profile(reference, targets, {"AA": 1, "BB": 1, "CC": 2}))

    assert [warning.code for warning in light if warning.code == "linked-areas"] == []
    assert [warning.areas for warning in heavy if warning.code == "linked-areas"] == [("AA", "BB")]
