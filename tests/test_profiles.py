"""The bundled required profiles: each is a starting point that a buyer can defend line by line."""

from __future__ import annotations

from fractions import Fraction

import pytest

from appraisal.core.profile import RequiredProfile
from appraisal.core.profile_check import check
from appraisal.exchange.bundled_profiles import bundled_profile_ids
from appraisal.exchange.profile_toml import load_profile

SERVICES = (
    "application-enhancement",
    "application-maintenance",
    "contingency",
    "data-centre-operation",
    "database-management",
    "defence-service-desk-data-centre",
    "full-outsourcing",
    "mainframe-operation",
    "multi-vendor-integration",
    "network-management",
    "service-desk",
    "workplace-management",
)
WHOLE_LEVEL = "full-outsourcing"
"""The one profile that asks a maturity level of the whole organisation; the others choose."""

every_profile = pytest.mark.parametrize("profile_id", SERVICES)


def test_there_is_a_profile_for_each_service() -> None:
    assert bundled_profile_ids() == SERVICES


@every_profile
def test_a_profile_bears_the_name_of_its_file(profile_id: str) -> None:
    assert load_profile(profile_id).id == profile_id


@every_profile
def test_a_profile_asks_three_respondents(profile_id: str) -> None:
    assert load_profile(profile_id).method.min_respondents == 3


@every_profile
def test_every_area_says_why_in_a_sentence_or_two_of_its_own(profile_id: str) -> None:
    whys = [requirement.why for requirement in load_profile(profile_id).requirements]

    assert [why for why in whys if not (80 <= len(why) <= 240 and why.endswith("."))] == []
    assert len(set(whys)) == len(whys)


def test_no_reason_is_used_for_two_services() -> None:
    whys = [line.why for profile_id in SERVICES for line in load_profile(profile_id).requirements]

    assert len(set(whys)) == len(whys)


@every_profile
def test_weights_tell_the_areas_apart(profile_id: str) -> None:
    weights = {requirement.weight for requirement in load_profile(profile_id).requirements}

    assert len(weights) >= 4


@every_profile
def test_targets_differ_in_height_except_where_all_is_at_stake(profile_id: str) -> None:
    profile = load_profile(profile_id)
    targets = {requirement.target for requirement in profile.requirements}

    assert len(targets) >= 2


@pytest.mark.parametrize("profile_id", [service for service in SERVICES if service != WHOLE_LEVEL])
def test_a_profile_is_selective(profile_id: str) -> None:
    profile = load_profile(profile_id)

    assert 8 <= len(profile.requirements) <= 14
    assert 3 <= len(knock_outs(profile)) <= 6
    assert profile.required_level is None


@every_profile
def test_knock_outs_are_met_only_by_the_top_of_the_scale_or_near_it(profile_id: str) -> None:
    profile = load_profile(profile_id)

    assert {
        area for area in knock_outs(profile) if profile.requirement_by_area[area].target in ("partially", "CL1")
    } == set()


@every_profile
def test_a_knock_out_outweighs_the_lightest_area(profile_id: str) -> None:
    profile = load_profile(profile_id)
    lightest = min(requirement.weight for requirement in profile.requirements)

    assert [area for area in knock_outs(profile) if profile.requirement_by_area[area].weight == lightest] == []


@every_profile
def test_areas_stand_level_by_level(profile_id: str) -> None:
    levels = [area.level for area in load_profile(profile_id).areas]

    assert levels == sorted(levels)


@every_profile
def test_no_area_decides_alone_or_hardly_matters(profile_id: str) -> None:
    profile = load_profile(profile_id)
    shares = [requirement.weight / profile.total_weight for requirement in profile.requirements]

    assert Fraction(1, 100) <= min(shares)
    assert max(shares) <= Fraction(1, 2)


@every_profile
def test_the_check_before_publishing_finds_only_links_that_are_meant(profile_id: str) -> None:
    codes = {warning.code for warning in check(load_profile(profile_id))}

    assert codes - {"linked-areas"} == set()


def test_full_outsourcing_asks_level_3_as_a_floor_and_the_cost_of_each_service() -> None:
    profile = load_profile(WHOLE_LEVEL)
    floor = {area.id for area in profile.model.areas if 2 <= area.level <= 3}

    assert profile.required_level == 3
    assert set(knock_outs(profile)) == floor | {"FSM"}
    assert [line.area for line in profile.requirements if line.added] == []


@pytest.mark.parametrize("profile_id", ["service-desk", "defence-service-desk-data-centre"])
def test_the_demo_profiles_let_a_bid_show_level_2(profile_id: str) -> None:
    profile = load_profile(profile_id)
    staged = {line.area for line in profile.requirements if line.target in (profile.model.staging[2], "CL3")}

    assert {area.id for area in profile.model.areas if area.level == 2} - staged == set()


def knock_outs(profile: RequiredProfile) -> list[str]:
    return [requirement.area for requirement in profile.requirements if requirement.mandatory]
