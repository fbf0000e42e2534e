"""Lines of text: fallback, boxes, breaks and ellipses."""

from __future__ import annotations

import pytest

from appraisal.reports.scorecard.fonts import FALLBACK, typeset
from appraisal.reports.scorecard.style import REGULAR, SEMIBOLD
from appraisal.reports.scorecard.typesetting import set_text, shorten, width_of, wrap
from appraisal.reports.wording import Strong


@pytest.mark.parametrize(
    "text",
    ["Noordzee Digital BV", "Łódzkie Centrum", "Πληροφορική Α.Ε.", "Ἀθῆναι", "Сигма-Сервис ООД", "≥ ≤ × τ Σ → − ½"],
)
def test_latin_greek_and_cyrillic_stand_in_one_face(text: str) -> None:
    set_ = typeset(text, REGULAR)

    assert (set_.runs, set_.missing) == (((REGULAR, text),), frozenset())


def test_what_the_face_lacks_comes_from_the_fallback() -> None:
    set_ = typeset("100 ₽", REGULAR)

    assert (set_.runs, set_.missing) == (((REGULAR, "100 "), (FALLBACK, "₽")), frozenset())


def test_what_no_font_has_becomes_a_box_with_its_code_point_and_is_reported() -> None:
    set_ = typeset("中a", REGULAR)

    assert (set_.runs, set_.missing) == (((REGULAR, "[U+4E2D]a"),), frozenset("中"))
    assert width_of("中", REGULAR, 10) == width_of("[U+4E2D]", REGULAR, 10)


@pytest.mark.parametrize("letter", ["م", "क", "👍", "\ud800", "\ue000"])
def test_letters_that_would_need_shaping_and_those_of_nobody_are_boxes(letter: str) -> None:
    assert typeset(letter, REGULAR).missing == frozenset(letter)


def test_a_line_breaks_at_spaces_then_at_own_hyphens_then_between_letters() -> None:
    assert wrap("Service Delivery Planning", REGULAR, 8, 20) == ["Service", "Delivery", "Planning"]
    assert wrap("Сигма-Сервис", SEMIBOLD, 8, 12) == ["Сигма-", "Сервис"]
    assert wrap("Rechenzentrum", SEMIBOLD, 8, 14) == ["Rechenze-", "ntrum"]


def test_no_line_is_wider_than_it_may_be() -> None:
    for text in ("x" * 2000, "Ж" * 90, "a-" * 400, "中" * 200, "word " * 200):
        for width in (14, 23.3, 80):
            assert max(width_of(line, REGULAR, 8.2) for line in wrap(text, REGULAR, 8.2, width)) <= width + 1e-9


def test_what_does_not_fit_ends_in_an_ellipsis() -> None:
    lines = wrap("Aldermoor, Finch & Partners Managed Information", REGULAR, 8, 20, most=2)

    assert len(lines) == 2
    assert lines[-1].endswith("…")
    assert shorten("Aldermoor, Finch & Partners", REGULAR, 8, 25) == "Aldermoor, Finch…"
    assert shorten("Short", REGULAR, 8, 25) == "Short"


def test_strong_runs_keep_their_face_and_the_punctuation_after_them() -> None:
    lines = set_text(("Excluded: ", Strong("Brightwater"), ", late."), 8, 200)

    assert [(part.text, part.face) for part in lines[0]] == [
        ("Excluded:", REGULAR),
        ("Brightwater", SEMIBOLD),
        (",", REGULAR),
        ("late.", REGULAR),
    ]
    assert lines[0][2].offset == pytest.approx(lines[0][1].offset + width_of("Brightwater", SEMIBOLD, 8))


def test_a_text_is_never_read_as_markup() -> None:
    lines = set_text(("**not strong** <b>plain</b> {x} %s",), 8, 200)

    assert {part.face for part in lines[0]} == {REGULAR}
    assert " ".join(part.text for part in lines[0]) == "**not strong** <b>plain</b> {x} %s"
