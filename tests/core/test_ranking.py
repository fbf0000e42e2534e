"""Sections 4 and 5 of the method: eligibility, rank, recommendation and process risk."""

from __future__ import annotations

from fractions import Fraction

import pytest

from appraisal.core.comparison import Gap
from appraisal.core.errors import InvalidInput
from appraisal.core.profile import MethodSettings
from appraisal.core.ranking import compare
from appraisal.core.response import Answer
from appraisal.core.risk import risk_by_level
from bids import answers, area, bid, model, profile

F = Fraction
REFERENCE = model(area("AA", 2), area("BB", 2), area("CC", 3), area("SUB", 3, may_be_na=True))
REQUIRED = profile(REFERENCE, {"AA": "fully", "BB": "fully", "CC": "fully"}, mandatory="AA")
EXCLUDING = profile(
    REFERENCE, {"AA": "fully", "BB": "fully", "CC": "fully"}, mandatory="AA", method=MethodSettings(unclear="exclude")
)


def offer(name: str, aa: str = "y", bb: str = "y", cc: str = "y"):  # type: ignore[no-untyped-def]
    return bid(name, answers(REFERENCE, AA=aa, BB=bb, CC=cc))


def order(required, *bids):  # type: ignore[no-untyped-def]
    return [(each.supplier.id, each.rank, each.eligibility) for each in compare(required, bids).bids]


def test_bids_rank_by_eligibility_then_fit_and_the_failed_stand_last() -> None:
    result = order(
        REQUIRED, offer("f", aa="n"), offer("u", aa="yydyyd"), offer("m", bb="n", cc="n"), offer("g", bb="n")
    )

    assert result == [("g", 1, "meets"), ("m", 2, "meets"), ("u", 3, "unclear"), ("f", None, "fails")]


def test_equal_bids_share_the_rank_and_are_listed_by_id() -> None:
    result = order(REQUIRED, offer("d", bb="n", cc="n"), offer("c", bb="n"), offer("b", bb="n"), offer("a"))

    assert result == [("a", 1, "meets"), ("b", 2, "meets"), ("c", 2, "meets"), ("d", 4, "meets")]


def test_lower_risk_breaks_a_tie_unless_the_profile_says_otherwise() -> None:
    bids = [offer("b", bb="n"), offer("c", cc="n")]
    plain = profile(REFERENCE, {"AA": "fully", "BB": "fully", "CC": "fully"}, method=MethodSettings(tie_break=()))

    assert order(REQUIRED, *bids) == [("c", 1, "meets"), ("b", 2, "meets")]
    assert order(plain, *bids) == [("b", 1, "meets"), ("c", 1, "meets")]


def test_evidence_breaks_a_tie_where_the_profile_says_so() -> None:
    required = profile(REFERENCE, {"AA": "fully"}, method=MethodSettings(tie_break=("evidence",)))
    backed = {key: Answer("yes", evidence=("e1",)) for key in answers(REFERENCE, AA="y")}

    assert order(required, bid("a", answers(REFERENCE, AA="y")), bid("b", backed)) == [
        ("b", 1, "meets"),
        ("a", 2, "meets"),
    ]


def test_an_unclear_bid_can_be_excluded_by_the_profile_and_is_still_called_unclear() -> None:
    result = order(EXCLUDING, offer("u", aa="yydyyd"), offer("m", bb="n"))

    assert result == [("m", 1, "meets"), ("u", None, "unclear")]


def test_a_not_applicable_knock_out_counts_as_met() -> None:
    required = profile(REFERENCE, {"AA": "fully", "SUB": "fully"}, mandatory="SUB")

    result = compare(required, [bid("a", answers(REFERENCE, AA="y", SUB="a"))])

    assert (result.bids[0].eligibility, result.recommendation.supplier) == ("meets", "a")


@pytest.mark.parametrize(
    ("bids", "code", "reason"),
    [
        ([offer("a", aa="n")], "all-fail", "The only bid misses a knock-out."),
        ([offer("a", aa="n"), offer("b", aa="n")], "all-fail", "No bid can be ranked: each misses a knock-out."),
        (
            [offer("a", aa="yydyyd"), offer("b", aa="n")],
            "clarification-needed",
            "No bid meets every knock-out for certain: A leads but has to clarify Area AA first.",
        ),
        ([offer("a"), offer("b")], "tie", "A and B share first place with 100.0 of 100."),
    ],
)
def test_nobody_is_recommended_without_a_clear_first(bids, code, reason) -> None:  # type: ignore[no-untyped-def]
    result = compare(REQUIRED, bids).recommendation

    assert (result.supplier, result.code, result.reason) == (None, code, reason)


def test_a_recommendation_says_why_in_a_sentence() -> None:
    result = compare(REQUIRED, [offer("a", cc="n"), offer("b")]).recommendation

    assert (result.supplier, result.code) == ("b", None)
    assert (
        result.reason
        == "B qualifies and ranks first: it meets its one knock-out and reaches 100.0 of 100, 33.3 more than A."
    )


def test_a_half_checked_comparison_recommends_nobody() -> None:
    required = profile(REFERENCE, {"AA": "fully"}, mandatory="AA")
    every = dict.fromkeys(answers(REFERENCE, AA="y"), "F")
    checked, unchecked = bid("a", answers(REFERENCE, AA="y"), findings=every), bid("b", answers(REFERENCE, AA="yyyydd"))

    mixed = compare(required, [checked, unchecked])
    verified = compare(required, [checked])

    assert (mixed.basis, mixed.recommendation.code) == ("mixed", "mixed-basis")
    assert (verified.basis, verified.recommendation.supplier) == ("verified", "a")


def test_findings_of_a_bid_that_fails_are_not_needed_for_a_verified_basis() -> None:
    required = profile(REFERENCE, {"AA": "fully"}, mandatory="AA")
    every = dict.fromkeys(answers(REFERENCE, AA="y"), "F")

    result = compare(
        required, [bid("a", answers(REFERENCE, AA="y"), findings=every), bid("b", answers(REFERENCE, AA="n"))]
    )

    assert result.basis == "verified"


def test_two_bids_of_one_supplier_are_refused() -> None:
    with pytest.raises(InvalidInput) as refusal:
        compare(REQUIRED, [offer("a"), offer("a")])

    assert refusal.value.lines() == [
        "a.json: supplier.id: supplier a has two responses, the other in a.json; expected one response a supplier"
    ]


def test_a_bid_to_which_nothing_applies_is_refused() -> None:
    required = profile(REFERENCE, {"AA": "fully"})
    nothing = dict.fromkeys(answers(REFERENCE, AA="y"), "NA")

    with pytest.raises(InvalidInput) as refusal:
        compare(required, [bid("a", answers(REFERENCE, AA="y"), findings=nothing)])

    assert refusal.value.lines() == [
        "a.json: no required area is applicable to A; expected at least one area that can be scored"
    ]


@pytest.mark.parametrize(
    ("gaps", "risks"),
    [
        (["none"], ["none", "none", "none", "none"]),
        (["minor", "minor"], ["medium", "low", "low", "low"]),
        (["major", "minor"], ["high", "medium", "low", "low"]),
        (["major", "major"], ["high", "medium", "medium", "low"]),
    ],
)
def test_the_risk_of_a_level_follows_the_table(gaps: list[Gap], risks: list[str]) -> None:
    found = risk_by_level((level, gap) for level in (2, 3, 4, 5) for gap in gaps)

    assert list(found.values()) == risks


def test_a_lead_is_never_told_larger_than_it_is() -> None:
    required = profile(REFERENCE, dict.fromkeys(("AA", "BB", "CC"), "fully"), {"AA": 3000, "BB": 1, "CC": "0.001"})

    result = compare(required, [offer("a", cc="n"), offer("b", bb="n")]).recommendation

    assert result.reason.endswith("reaches 99.9 of 100, under 0.1 more than B.")
