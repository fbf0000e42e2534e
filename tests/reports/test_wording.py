"""Figures, names and lists as words."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

import pytest

from appraisal.core.response import Supplier
from appraisal.reports.wording import (
    Strong,
    at_least,
    counted,
    day,
    joined,
    lost,
    lost_of,
    of_hundred,
    ordinal,
    percent,
    range_within,
    seen,
    short_names,
    strong_list,
    tenths,
    unearned,
    visible,
)


def named(*names: str) -> list[str]:
    return list(short_names([Supplier(f"s{n}", name) for n, name in enumerate(names)]).values())


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (Fraction(0), "0.0"),
        (Fraction(1, 1000), "0.1"),
        (Fraction(75, 8), "9.4"),
        (Fraction(9165, 100), "91.7"),
        (Fraction(99999, 1000), "99.9"),
        (Fraction(100), "100.0"),
    ],
)
def test_a_figure_is_rounded_half_up_and_reads_as_nothing_or_all_only_where_it_is(value: Fraction, text: str) -> None:
    assert tenths(value) == text


def test_what_a_fit_leaves_adds_up_with_it_as_printed() -> None:
    fit = Fraction(9165, 100)

    assert (tenths(fit), unearned(fit), lost_of(fit)) == ("91.7", "8.3", "−8.3")


def test_nothing_lost_has_no_minus_sign() -> None:
    assert (lost(Fraction(0)), lost(Fraction(1, 2)), lost_of(Fraction(100))) == ("0.0", "−0.5", "0.0")


@pytest.mark.parametrize(
    ("share", "text"),
    [("0", "0"), ("1/10000", "0.1"), ("7/1000", "0.7"), ("1/8", "13"), ("995/1000", "99.5"), ("1", "100")],
)
def test_per_cent_are_whole_except_near_nothing_and_all(share: str, text: str) -> None:
    assert percent(Fraction(share)) == f"{text}\u202f%"


@pytest.mark.parametrize(
    ("share", "text"),
    [("0", "0"), ("1/10000", "under 0.1"), ("19/1000", "1"), ("99/10000", "0.9"), ("899/10000", "8")],
)
def test_a_flip_is_rounded_down(share: str, text: str) -> None:
    assert at_least(Fraction(share)) == f"{text}\u202f%"


@pytest.mark.parametrize(
    ("share", "text"),
    [(0.0, "0"), (0.0001, "under 1"), (0.96, "96"), (0.994, "99"), (0.9999, "over 99"), (1.0, "100")],
)
def test_all_of_a_hundred_draws_is_said_only_of_all(share: float, text: str) -> None:
    assert of_hundred(share) == f"{text} of 100"


def test_a_range_of_weights_is_rounded_inwards() -> None:
    assert range_within(Fraction(21, 1000), Fraction(229, 1000)) == "3 – 22\u202f%"
    assert range_within(Fraction(0), Fraction(6, 1000)) == "0 – 0.6\u202f%"
    assert range_within(Fraction(21, 10000), Fraction(734, 1000)) == "0.3 – 73\u202f%"


def test_words_are_joined_as_a_person_would() -> None:
    assert [joined(list("abcd"[:n])) for n in range(4)] == ["", "a", "a and b", "a, b and c"]
    assert joined(list("abcd"), 2) == "a, b and 2 more"
    assert strong_list(["a", "b"]) == (Strong("a"), " and ", Strong("b"))
    assert "".join(strong_list(list("abcd"), 2)) == "a, b and 2 more"


def test_counts_and_places_have_their_endings() -> None:
    assert (counted(1, "gap"), counted(2, "gap")) == ("1 gap", "2 gaps")
    assert " ".join(ordinal(n) for n in (1, 2, 3, 4, 11, 12, 21, 112)) == "1st 2nd 3rd 4th 11th 12th 21st 112th"
    assert day(date(2026, 11, 2)) == "2 November 2026"


def test_a_name_is_shortened_at_its_comma_or_after_two_words() -> None:
    assert named(
        "Noordzee Digital BV",
        "Hélios Services Informatiques S.A.",
        "Aldermoor, Finch & Partners Managed Information Technology Services plc",
        "Johnson & Johnson International Services",
    ) == ["Noordzee Digital BV", "Hélios Services", "Aldermoor", "Johnson & Johnson"]


def test_short_names_stay_apart() -> None:
    assert named("Hélios Services Informatiques S.A.", "Hélios Services Maritimes S.A.") == [
        "Hélios Services Informatiques",
        "Hélios Services Maritimes",
    ]
    assert named("Same", "Same") == ["Same (s0)", "Same (s1)"]
    assert named("Same\u200b", "same") == ["Same (s0)", "same (s1)"]


def test_a_name_of_two_thousand_letters_is_cut_and_one_of_none_is_its_id() -> None:
    assert named("x" * 2000, "") == ["x" * 39 + "…", "s1"]


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("line\nbreak\tand tab", "line break and tab"),
        ("right\u202eleft\u2066\u200f", "rightleft"),
        ("null\x00bell\x07", "nullbell"),
        ("soft\u00adhyphen\ufeff", "softhyphen"),
        ("e\u0301t\u00e9", "été"),
        ("8\u202f%", "8\u202f%"),
        ("  a   b ", "a b"),
    ],
)
def test_what_cannot_be_seen_is_left_out(text: str, shown: str) -> None:
    assert visible(text) == shown


def test_spaces_that_are_meant_stay() -> None:
    assert seen("Level 2  Repeatable") == "Level 2  Repeatable"
