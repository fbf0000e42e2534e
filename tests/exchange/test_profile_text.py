"""A profile that is written and read again is the same profile."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

import pytest

from appraisal.core.profile import MethodSettings, Requirement
from appraisal.exchange.bundled_profiles import bundled_profile_ids
from appraisal.exchange.profile_document import profile_document, with_digest
from appraisal.exchange.profile_text import profile_toml
from appraisal.exchange.profile_toml import load_profile, parse_profile


@pytest.mark.parametrize("profile_id", bundled_profile_ids())
def test_a_bundled_profile_comes_back_with_its_digest(profile_id: str) -> None:
    profile = load_profile(profile_id)
    again = parse_profile("again.toml", profile_toml(profile).encode())
    assert again.digest == profile.digest
    assert again == profile


def test_decimals_levels_and_quotes_come_back_exactly() -> None:
    profile = with_digest(
        replace(
            load_profile("service-desk"),
            required_level=None,
            may_be_na=frozenset({"CFM"}),
            method=MethodSettings(specific_weight=Fraction(13, 20), tie_break=()),
            requirements=(
                Requirement("SRI", Fraction(125, 2), Fraction(1, 8), True, 'It says "why"\nin lines \\ and more'),
                Requirement("CFM", "partially", why="Because."),
            ),
        )
    )
    again = parse_profile("again.toml", profile_toml(profile).encode())
    assert profile_document(again) == profile_document(profile)
    assert again.digest == profile.digest
