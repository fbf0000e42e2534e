"""The sentences of the summary and the headlines of the pages."""

from __future__ import annotations

from dataclasses import replace

from appraisal.core.comparison import Comparison
from appraisal.reports.board import Board
from appraisal.reports.verdicts import (
    beside_headline,
    charts_headline,
    firm,
    note,
    out_or_open,
    summary_headline,
    supplier_headline,
    why,
)
from appraisal.reports.wording import plain, standing
from reports.comparisons import bid, compared, it_profile, tender, with_settings

PROFILE = it_profile(10)


def board(*shapes: str, use: str = "selection", comparison: Comparison | None = None) -> Board:
    profile = it_profile(10, use)  # type: ignore[arg-type]
    bids = [bid(profile, n, shape=shape) for n, shape in enumerate(shapes)]
    return Board(comparison or compared(profile, *bids, robust=False))


def test_a_winner_qualifies_in_a_selection_and_is_recommended_on_quality_in_an_award() -> None:
    shapes = ("AAAAB", "ABAABD")

    assert summary_headline(board(*shapes)) == (
        "Noordzee Digital BV qualifies and ranks first: it meets every knock-out and reaches 100.0 of 100."
    )
    assert summary_headline(board(*shapes, use="award-quality")) == (
        "Noordzee Digital BV is recommended on quality: it meets every knock-out and reaches 100.0 of 100."
    )


def test_without_knock_outs_nobody_is_said_to_meet_them() -> None:
    free = replace(PROFILE, requirements=tuple(replace(each, mandatory=False) for each in PROFILE.requirements))
    shown = Board(compared(free, bid(free, 0), bid(free, 1), robust=False))

    assert summary_headline(shown) == "Hélios Services ranks first, with 95.7 of 100."
    assert plain(out_or_open(shown)) == "No area is a knock-out, so nobody can be excluded."


def test_each_reason_for_no_recommendation_has_its_own_headline() -> None:
    mixed = compared(PROFILE, bid(PROFILE, 0, findings=True), bid(PROFILE, 5), robust=False)

    assert summary_headline(board("AAAAB", "AAAAB")) == "Noordzee Digital BV and Hélios Services share first place."
    assert summary_headline(board("FAAAB", "AEAAB")) == "No supplier qualifies: none meets every knock-out."
    assert summary_headline(board("AuAAB", "FAAAB")) == (
        "Nobody qualifies yet: no supplier meets every knock-out without clarification."
    )
    assert summary_headline(board(comparison=mixed)) == (
        "Österreichische Rechenzentrum leads, but evaluators have checked only part of what counts."
    )
    assert why(board("AAAAB", "AAAAB"))[0] == "Why nobody yet"


def test_an_excluded_bid_with_the_best_fit_is_said_to_have_it() -> None:
    shown = board("AAAADDEDAE", "AEAAAAAAAA")

    assert plain(out_or_open(shown)) == (
        "Excluded: Hélios Services (misses Service Commitment Management; its fit of 91.8 would be the highest)."
    )


def test_undecided_knock_outs_are_named_and_many_are_counted() -> None:
    shown = board("AAAA", "uAuuA", "AuAAA", "uAAAE", "AAuAE", "AAAuE")

    text = plain(out_or_open(shown))

    assert text.startswith("To be clarified: Сигма-Сервис ООД (Service Commitment Management), ")
    assert text.endswith(" and 2 more.")


def test_nothing_out_and_nothing_open_is_said_too() -> None:
    assert plain(out_or_open(board("AAAA"))) == "Nobody is excluded, and no knock-out is open."


def test_why_gives_the_reason_the_gaps_and_where_most_is_lost() -> None:
    title, text = why(Board(tender(5, robust=False)))

    assert title == "Why this supplier"
    assert plain(text) == (
        "Noordzee Digital BV qualifies and ranks first: it meets all 5 knock-outs and reaches 91.8 of 100, 9.8 more "
        "than Сигма-Сервис ООД. It has 2 minor and 3 major gaps and loses most in Service Quality Assurance and "
        "Integrated Service Management."
    )


def test_the_caution_says_what_the_figures_are_and_what_they_serve() -> None:
    declared = plain(firm(Board(tender(5, robust=False)), None))
    quality = it_profile(10, "award-quality")
    found = compared(quality, *[bid(quality, n, findings=True) for n in (0, 5)], robust=False)

    assert declared == (
        "No unknown answer can change who is first. All figures are indications computed from what suppliers declared; "
        "nobody has been rated or certified. They serve the selection of suppliers: who qualifies, and in which order."
    )
    assert plain(firm(Board(found), 7)).endswith(
        "evaluators’ findings on evidence; nobody has been rated or certified. They are the quality part only: an "
        "award also needs price or cost."
    )


def test_unknowns_that_could_lift_a_rival_are_said_with_the_page_that_explains_them() -> None:
    shown = board("AAAABDAAAB", "AAAAADAwAB")

    assert plain(firm(shown, 7)).startswith(
        "Unknown answers could still bring Hélios Services level or above: see page 7. All figures are indications"
    )


def test_headlines_of_the_tables_name_the_costliest_area_and_level() -> None:
    shown = Board(tender(5, robust=False))

    assert beside_headline(shown) == "Service Delivery costs the suppliers most."
    assert charts_headline(shown) == "Noordzee Digital BV leaves 8.2 points unearned, 4.5 of them on level 2."
    assert beside_headline(board("A")) == "There is no gap to close."
    assert charts_headline(board("A")) == "Noordzee Digital BV earns all 100 points."


def test_a_supplier_page_says_where_the_bid_stands() -> None:
    shown = Board(tender(5, robust=False))

    assert [supplier_headline(shown, each) for each in shown.bids] == [
        "Noordzee Digital BV meets every knock-out.",
        "Сигма-Сервис ООД meets every knock-out.",
        "Aldermoor could rank higher, but must clarify first.",
        "Brightwater Technology is excluded: it misses Configuration Management.",
        "Hélios Services is excluded: it misses Problem Management.",
    ]
    assert [note(shown, each) for each in shown.bids][1:4] == [
        "Loses most on Service Delivery (−5.4)",
        "Must clarify 3 knock-outs",
        "Misses Configuration Management",
    ]


def test_a_bid_that_cannot_rise_only_must_clarify() -> None:
    shown = board("AAAAAAAAAA", "AuAADEEEAE")

    assert supplier_headline(shown, shown.bids[1]) == "Hélios Services must clarify first."


def test_an_unclear_bid_that_the_profile_excludes_is_not_said_to_have_missed() -> None:
    strict = with_settings(PROFILE, unclear="exclude")
    shown = Board(compared(strict, bid(strict, 0, shape="A"), bid(strict, 1, shape="uAAA"), robust=False))
    last = shown.bids[1]

    assert standing(strict, last) == "Excluded, unclear"
    assert supplier_headline(shown, last) == "Hélios Services is excluded: it cannot show every knock-out."
    assert plain(out_or_open(shown)).startswith("Excluded: Hélios Services (unclear on ")
