"""How firm first place is, in words."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

from appraisal.core.robustness import Acceptability, MovedShare, Robustness, SmallestFlip
from appraisal.reports.board import Board
from appraisal.reports.firmness import checks, flip_sentence, headline, remarks
from appraisal.reports.wording import plain
from reports.comparisons import bid, compared, it_profile, tender, with_settings

PROFILE = it_profile(10)


def shown(*shapes: str) -> tuple[Board, Robustness]:
    comparison = compared(PROFILE, *[bid(PROFILE, n, shape=shape) for n, shape in enumerate(shapes)])
    assert comparison.robustness is not None
    return Board(comparison), comparison.robustness


def with_flip(share: Fraction | None, near: float = 1.0) -> tuple[Board, Robustness]:
    board, robustness = shown("AAAAAAAD", "AAAADDDA")
    moved = (MovedShare("SDP", share or Fraction(0)), MovedShare("SQA", Fraction(0)))
    flip = None if share is None else SmallestFlip(share, "s01", moved, (MovedShare("SDL", share),))
    draws = Acceptability(
        10000, 1, {"s00": (0.96, 0.04), "s01": (0.04, 0.96)}, {"s00": (near, 1 - near), "s01": (0, 1)}
    )
    return board, replace(robustness, smallest_flip=flip, acceptability=draws)


def test_a_firm_lead_a_narrow_one_and_one_that_no_weights_can_turn() -> None:
    assert headline(*with_flip(Fraction(89, 1000))) == (
        "Noordzee Digital BV stays first unless at least 8\u202f% of the weight moves."
    )
    assert headline(*with_flip(Fraction(19, 1000))) == (
        "Noordzee Digital BV leads narrowly: 1\u202f% of the weight decides."
    )
    assert headline(*with_flip(None)) == "Noordzee Digital BV stays first under any weights."
    assert headline(*with_flip(Fraction(0))) == "Noordzee Digital BV is first by the tie-break alone."


def test_the_three_remarks_begin_with_their_figure() -> None:
    weights, random, unknowns = remarks(*with_flip(Fraction(89, 1000)))

    assert (weights.figure, plain(weights.says)) == (
        "8\u202f%",
        "of the total weight, at least, must move from Service Delivery Planning and Service Quality Assurance to "
        "Service Delivery before Hélios Services draws level.",
    )
    assert (random.figure, plain(random.says)) == (
        "96 of 100",
        "random weightings put Noordzee Digital BV first. With the published weights varied by up to a fifth: "
        "100 of 100.",
    )
    assert (unknowns.figure, plain(unknowns.says)) == (
        "certain",
        "Whatever the unknown answers turn out to be, Noordzee Digital BV stays first.",
    )


def test_all_of_the_draws_is_said_only_of_all() -> None:
    _, random, _ = remarks(*with_flip(Fraction(1, 10), near=0.9999))

    assert plain(random.says).endswith("over 99 of 100.")


def test_the_sentence_of_the_terminal_is_complete_in_one_piece() -> None:
    assert flip_sentence(*with_flip(Fraction(89, 1000))) == (
        "Noordzee Digital BV stays first unless at least 8\u202f% of the total weight moves from Service Delivery "
        "Planning and Service Quality Assurance to Service Delivery; Hélios Services would then draw level."
    )
    assert flip_sentence(*with_flip(None)) == (
        "No weights at all put another supplier level: Noordzee Digital BV is better in every area."
    )


def test_a_shared_first_place_is_said_as_such() -> None:
    board, robustness = shown("AAAAB", "AAAAB", "ABABE")

    assert headline(board, robustness) == "Noordzee Digital BV and Hélios Services share first place."
    assert [plain(each.says) for each in remarks(board, robustness)] == [
        "Noordzee Digital BV and Hélios Services share first place already: no weight has to move.",
        "random weightings put Noordzee Digital BV first, alone or shared, and 100 of 100 Hélios Services.",
        "First place is shared: the unknown answers, or another look at the bids, must decide.",
    ]


def test_a_bid_without_rivals_is_said_to_have_none() -> None:
    board, robustness = shown("AAAAB", "FAAAB")

    assert headline(board, robustness) == "Noordzee Digital BV has no rival for first place."
    assert remarks(board, robustness)[0].figure == "alone"
    assert checks(board, robustness)[4].result == "No bid against another"


def test_a_first_that_must_still_clarify_is_not_called_certain() -> None:
    board, robustness = shown("uAAAAAAAAA", "uEAAEEFEFE")

    assert plain(remarks(board, robustness)[2].says).startswith("No bid meets every knock-out for certain: ")


def test_open_rivals_are_counted_and_named() -> None:
    board, robustness = shown("AAAABDAAAB", "AAAAADAwAB")

    remark = remarks(board, robustness)[2]

    assert (remark.figure, plain(remark.says)) == (
        "1 open",
        "One supplier, Hélios Services, could still come level or pass if the unknown answers turned out in their "
        "favour.",
    )


def test_the_other_tests_say_what_stays_and_what_changes() -> None:
    board, robustness = shown("AAAAAAAAAB", "AAAAAAADAD")
    other = replace(
        robustness,
        leave_one_out=tuple(
            replace(each, first=("s01",)) if each.area == "SQA" else each for each in robustness.leave_one_out
        ),
        settings=tuple(replace(each, first=("s01",)) if "+" in each.change else each for each in robustness.settings),
        dominance=(("s00", "s01"),),
    )

    same, changed = checks(board, robustness), checks(board, other)

    assert [(each.holds, each.result) for each in same[:3]] == [
        (True, "Same first place, 10 of 10"),
        (True, "Same first place"),
        (True, "Same first place, both times"),
    ]
    assert [(each.holds, each.result) for each in (changed[0], changed[2], changed[4])] == [
        (False, "Hélios Services first without SQA"),
        (False, "Hélios Services first (higher)"),
        (True, "Noordzee Digital BV against Hélios Services"),
    ]


def test_every_tender_of_the_list_has_its_words() -> None:
    for bidders in (1, 2, 3, 5, 8, 12):
        comparison = tender(bidders)
        assert comparison.robustness is not None
        board = Board(comparison)
        assert len(remarks(board, comparison.robustness)) == 3
        assert len(checks(board, comparison.robustness)) == 5
        assert flip_sentence(board, comparison.robustness).endswith(".")


def test_with_unclear_bids_excluded_the_words_still_fit() -> None:
    strict = with_settings(PROFILE, unclear="exclude")
    comparison = compared(strict, bid(strict, 0, shape="A"), bid(strict, 1, shape="uAAA"))
    assert comparison.robustness is not None

    assert headline(Board(comparison), comparison.robustness) == "Noordzee Digital BV has no rival for first place."
