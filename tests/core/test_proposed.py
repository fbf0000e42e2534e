"""Commitments: shown as a third profile, counted only where the profile says so, and never for a knock-out."""

from __future__ import annotations

import hashlib
import json
from dataclasses import replace
from datetime import date
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from appraisal.core.comparison import BidResult, Flag, Interval
from appraisal.core.profile import RequiredProfile
from appraisal.core.proposed import three_profiles
from appraisal.core.ranking import compare
from appraisal.core.response import Commitment
from appraisal.core.scoring import Submission, score_bid
from appraisal.core.signals import signals
from appraisal.demo.tenders import example_tender
from appraisal.exchange.comparison_json import comparison_bytes
from appraisal.exchange.profile_toml import load_profile
from appraisal.exchange.response_json import parse_response
from bids import answers, area, bid, model, profile
from strategies import REFERENCE as ANY
from strategies import profiles, submissions

F = Fraction
JUNE, JULY = date(2027, 6, 30), date(2027, 7, 31)
REFERENCE = model(area("AA", 2), area("BB", 2), area("CC", 3, may_be_na=True))
SHOWN = profile(REFERENCE, {"AA": "fully", "BB": "fully", "CC": "fully"}, mandatory="AA")
COUNTED = replace(SHOWN, proposed="counted")
EXAMPLES = {
    "service-desk": "12ac80fffaf7d5cfa80d319434d6e58e10d2d4ea47e26abfba96363afbf27429",
    "defence-service-desk-data-centre": "48c9f775ef1a5ed7399af642744fa053452d7d1ead998beea697927b95461f95",
}
"""SHA-256 of the comparison of each example tender, without robustness, from before there were commitments."""

COMMITMENTS = st.lists(
    st.sampled_from(list(ANY.areas)).flatmap(
        lambda each: st.builds(
            Commitment,
            st.just("c1"),
            st.just(each.id),
            st.dates(),
            st.just("We will."),
            st.lists(st.sampled_from([q.id for _, q in each.questions()]), unique=True).map(tuple),
        )
    ),
    max_size=4,
).map(tuple)


def plain(data: bytes) -> bytes:
    """A response as it was before its supplier committed to anything."""
    return json.dumps({key: value for key, value in json.loads(data).items() if key != "commitments"}).encode()


def promising(submission: Submission, *commitments: Commitment) -> Submission:
    return replace(submission, response=replace(submission.response, commitments=commitments))


def figures(result: BidResult) -> BidResult:
    """The result as it is, but for the response that it is about."""
    return replace(result, response=replace(result.response, commitments=()))


NO_BACKING = bid("one", answers(REFERENCE, AA="y", BB="yynnnn", CC="y"))
FIRST = Commitment("c1", "BB", JUNE, "Keep it up.", ("BB-Q3", "BB-Q4"))
WHOLE = Commitment("c2", "BB", JULY, "Keep it all up.")


@pytest.mark.parametrize("tender", EXAMPLES)
def test_without_their_commitments_the_examples_compare_to_the_byte_as_before_there_were_any(tender: str) -> None:
    example = example_tender(tender)
    required = load_profile(example.profile)
    bids = [
        Submission(parse_response(f"{name}.json", plain(data), required)) for name, data in example.responses.items()
    ]

    assert hashlib.sha256(comparison_bytes(compare(required, bids))).hexdigest() == EXAMPLES[tender]


@given(profiles(), submissions("a"), COMMITMENTS)
def test_shown_commitments_change_no_figure(
    required: RequiredProfile, submission: Submission, commitments: tuple[Commitment, ...]
) -> None:
    assert figures(score_bid(required, promising(submission, *commitments))) == score_bid(required, submission)


@given(profiles(), submissions("a"), COMMITMENTS)
def test_counted_commitments_never_lower_a_fit_and_never_touch_a_knock_out(
    required: RequiredProfile, submission: Submission, commitments: tuple[Commitment, ...]
) -> None:
    before = score_bid(required, submission)
    after = score_bid(replace(required, proposed="counted"), promising(submission, *commitments))

    assert after.fit.low >= before.fit.low
    assert after.eligibility == before.eligibility
    assert [each.fit for each in after.knock_outs] == [each.fit for each in before.knock_outs]


def test_the_proposed_profile_has_every_committed_question_at_one() -> None:
    [aa, bb, cc] = three_profiles(SHOWN, promising(NO_BACKING, FIRST))

    assert (bb.declared.state, bb.declared.gap, bb.declared.fit) == ("not", "major", Interval(F(7, 10), F(7, 10)))
    assert (bb.proposed.state, bb.proposed.gap, bb.proposed.fit) == ("partially", "minor", Interval(F(9, 10), F(9, 10)))
    assert (bb.verified, bb.commitments) == (None, (FIRST,))
    assert (aa.proposed, cc.proposed, aa.commitments) == (aa.declared, cc.declared, ())


def test_a_commitment_that_names_no_question_is_about_all_that_the_area_is_asked() -> None:
    bb = three_profiles(SHOWN, promising(NO_BACKING, WHOLE))[1]

    assert (bb.proposed.state, bb.proposed.fit) == ("fully", Interval(F(1), F(1)))


def test_the_verified_profile_has_findings_where_there_are_any_and_the_proposed_rests_on_them() -> None:
    found = bid("one", answers(REFERENCE, AA="y", BB="y", CC="y"), findings={"BB-Q1": "N", "BB-Q3": "N"})

    [aa, bb, _] = three_profiles(SHOWN, promising(found, Commitment("c1", "BB", JUNE, "Do it.", ("BB-Q1",))))

    assert bb.declared.fit == Interval(F(1), F(1))
    assert bb.verified is not None and bb.verified.fit == Interval(F(7, 10) / 2 + F(3, 10), F(7, 10) / 2 + F(3, 10))
    assert bb.proposed.fit == Interval(F(1), F(1))
    assert aa.verified is None


def test_three_profiles_are_the_same_whether_commitments_count() -> None:
    promised = promising(NO_BACKING, FIRST)

    assert three_profiles(COUNTED, promised) == three_profiles(SHOWN, promised)


def test_what_does_not_apply_stays_so_whatever_is_promised() -> None:
    without = bid("one", answers(REFERENCE, AA="y", BB="y", CC="aaaaaa"))

    cc = three_profiles(SHOWN, promising(without, Commitment("c1", "CC", JUNE, "Do it.")))[2]

    assert (cc.proposed.applicable, cc.proposed.fit) == (False, None)


def test_a_counted_commitment_raises_the_official_fit_and_a_flag_says_so() -> None:
    result = score_bid(COUNTED, promising(NO_BACKING, FIRST, replace(WHOLE, questions=("BB-Q1", "BB-Q4"))))

    message = "Area BB: counted as the supplier commits to have it by 2027-06-30: BB-Q3, BB-Q4."
    assert result.fit == Interval(100 * F(29, 30), 100 * F(29, 30))
    assert result.flags[1:] == (Flag("counted-commitment", "BB", message),)
    assert result.areas[1].flags == ("goal-without-backing", "counted-commitment")


def test_a_promise_never_settles_a_knock_out() -> None:
    poor = bid("one", answers(REFERENCE, AA="yydnnn", BB="y", CC="y"))
    promised = promising(poor, Commitment("c1", "AA", JUNE, "We will."))

    result = score_bid(COUNTED, promised)

    assert figures(result) == score_bid(COUNTED, poor)
    assert result.eligibility == "fails"
    assert three_profiles(COUNTED, promised)[0].proposed.fit == Interval(F(1), F(1))


def test_commitments_on_areas_and_questions_that_are_not_asked_change_nothing() -> None:
    required = replace(COUNTED, requirements=COUNTED.requirements[:2])
    promised = promising(NO_BACKING, Commitment("c1", "CC", JUNE, "Do it."), replace(FIRST, questions=("BB-Q9",)))

    assert figures(score_bid(required, promised)) == score_bid(required, NO_BACKING)


def test_signals_look_at_what_is_and_not_at_what_is_promised() -> None:
    promised = promising(NO_BACKING, WHOLE)
    required = replace(COUNTED, evidence="required")

    assert signals(required, [promised.response]) == signals(required, [NO_BACKING.response])


def test_a_whole_bid_is_scored_as_its_profiles_are_area_by_area() -> None:
    found = promising(NO_BACKING, FIRST)
    profiles = three_profiles(COUNTED, found)
    bare, kept = score_bid(COUNTED, found, ()), score_bid(SHOWN, found, found.response.commitments)
    assert [each.fit for each in bare.areas] == [each.declared.fit for each in profiles]
    assert [each.fit for each in kept.areas] == [each.proposed.fit for each in profiles]
    assert kept.fit.low > bare.fit.low
