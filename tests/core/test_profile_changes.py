"""What differs between two required profiles, in sentences."""

from __future__ import annotations

import pytest

from appraisal.core.profile_changes import profile_changes
from appraisal.exchange.profile_toml import parse_profile
from stand import PROFILE


def changed(*replaced: tuple[str, str]) -> tuple[str, ...]:
    """What the small profile says differently once parts of its text are replaced."""
    text = PROFILE
    for before, after in replaced:
        assert before in text
        text = text.replace(before, after)
    return profile_changes(parse_profile("a.toml", PROFILE.encode()), parse_profile("b.toml", text.encode()))


def test_what_says_the_same_has_no_changes() -> None:
    assert changed() == ()
    assert changed(("weight = 3", "weight = 3.0")) == ()


@pytest.mark.parametrize(
    ("replaced", "sentence"),
    [
        (("weight = 3\nmandatory = true", "weight = 2.5"), "no knock-out any more, weight 2.5 instead of 3"),
        (("weight = 2", "weight = 2\nmandatory = true"), "Configuration Management: now a knock-out"),
        (('required = "partially"', "required = 60"), "Subcontract Management: 60 of 100 instead of partially"),
    ],
)
def test_each_change_of_an_area_is_told_under_its_name(replaced: tuple[str, str], sentence: str) -> None:
    [told] = changed(replaced)
    assert sentence in told


def test_areas_that_come_and_go_are_told_with_what_they_ask() -> None:
    new = '[[area]]\nid = "PRM"\nrequired = "fully"\nweight = 2\nmandatory = true\nwhy = "x"\n'
    gone = '[[area]]\nid = "CFM"\nrequired = "fully"\nweight = 2\nwhy = "Nobody changes what nobody knows."\n'
    assert changed((gone, new)) == (
        "Problem Management is asked too: fully, a knock-out, weight 2, 7 questions",
        "Configuration Management is not asked any more",
    )


def test_settings_are_told_by_their_names_and_texts_last() -> None:
    told = changed(
        ('version = "1"', 'version = "2"\nevidence = "required"'),
        ('why = "The desk itself."', 'why = "The desk."\n\n[method]\nmin_respondents = 3\n'),
    )
    assert told == (
        "Evidence: required instead of none",
        "Fewest respondents: 3 instead of 1",
        "Texts of the profile are worded otherwise",
    )
