"""What must hold for every tender, by Hypothesis."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from hypothesis import assume, given, settings
from hypothesis import strategies as st

from appraisal.core.comparison import BidResult
from appraisal.core.profile import RequiredProfile
from appraisal.core.ranking import compare
from appraisal.core.response import Answer, Respondent
from appraisal.core.scoring import Submission, score_bid
from strategies import AGAINST, REFERENCE, profiles, submissions, tenders

BETTER = {"no": ("dk", "yes"), "dk": ("yes",)}


def with_respondents(submission: Submission, *staff: Respondent) -> Submission:
    return replace(submission, response=replace(submission.response, respondents=staff))


def with_answer(submission: Submission, who: int, question: str, value: str) -> Submission:
    staff = list(submission.response.respondents)
    given_answers: Mapping[str, Answer] = {**staff[who].answers, question: Answer(value)}  # type: ignore[arg-type]
    staff[who] = replace(staff[who], answers=given_answers)
    return with_respondents(submission, *staff)


def figures(bid: BidResult) -> tuple[object, ...]:
    """Everything that the method computes for a bid, without names, flags and rank."""
    areas = [(a.state, a.gap, a.fit, a.achievement, a.points) for a in bid.areas]
    return (bid.eligibility, bid.fit, bid.indicated_level, bid.risk, bid.risk_areas, bid.evidence_coverage, areas)


@given(profiles(AGAINST), submissions("a"), st.data())
def test_a_better_answer_never_lowers_a_fit(required: RequiredProfile, bid: Submission, data: st.DataObject) -> None:
    who = data.draw(st.integers(0, len(bid.response.respondents) - 1))
    worse = {q: answer.value for q, answer in bid.response.respondents[who].answers.items() if answer.value in BETTER}
    assume(worse)
    question = data.draw(st.sampled_from(sorted(worse)))
    better = data.draw(st.sampled_from(BETTER[worse[question]]))

    before = score_bid(required, bid)
    after = score_bid(required, with_answer(bid, who, question, better))

    assert after.fit.low >= before.fit.low
    assert after.fit.high >= before.fit.high


@given(profiles(AGAINST), submissions("a"), st.data())
def test_an_unknown_resolved_stays_inside_its_interval(
    required: RequiredProfile, bid: Submission, data: st.DataObject
) -> None:
    who = data.draw(st.integers(0, len(bid.response.respondents) - 1))
    respondent = bid.response.respondents[who]
    inside = [q for q, where in REFERENCE.area_of_question.items() if respondent.covers(where)]
    unknown = [q for q in inside if q not in respondent.answers or respondent.answers[q].value == "dk"]
    assume(unknown)
    question = data.draw(st.sampled_from(unknown))

    before = score_bid(required, bid)
    after = score_bid(required, with_answer(bid, who, question, data.draw(st.sampled_from(["yes", "no"]))))

    for old, new in zip(before.areas, after.areas, strict=True):
        if old.fit is not None and new.fit is not None:
            assert old.fit.low <= new.fit.low <= new.fit.high <= old.fit.high


@given(tenders(), st.data())
def test_the_order_of_bidders_respondents_and_answers_never_matters(
    tender: tuple[RequiredProfile, list[Submission]], data: st.DataObject
) -> None:
    required, bids = tender

    def shuffled(bid: Submission) -> Submission:
        staff = data.draw(st.permutations(bid.response.respondents))
        return with_respondents(
            bid, *(replace(each, answers=dict(reversed(list(each.answers.items())))) for each in staff)
        )

    before = compare(required, bids)
    after = compare(required, [shuffled(bid) for bid in data.draw(st.permutations(bids))])

    assert [(bid.supplier.id, bid.rank, *figures(bid)) for bid in before.bids] == [
        (bid.supplier.id, bid.rank, *figures(bid)) for bid in after.bids
    ]
    assert (before.basis, before.recommendation) == (after.basis, after.recommendation)


@given(tenders(), submissions("newcomer"))
def test_adding_a_bidder_never_swaps_two_others(
    tender: tuple[RequiredProfile, list[Submission]], newcomer: Submission
) -> None:
    required, bids = tender

    before = compare(required, bids)
    after = compare(required, [*bids, newcomer])

    assert [bid.supplier.id for bid in after.bids if bid.supplier.id != "newcomer"] == [
        bid.supplier.id for bid in before.bids
    ]
    assert {bid.supplier.id: figures(bid) for bid in before.bids}.items() <= {
        bid.supplier.id: figures(bid) for bid in after.bids
    }.items()


@given(tenders(), st.fractions(min_value="1/50", max_value=50))
def test_scaling_all_weights_changes_nothing(tender: tuple[RequiredProfile, list[Submission]], factor) -> None:  # type: ignore[no-untyped-def]
    required, bids = tender
    scaled = replace(
        required, requirements=tuple(replace(line, weight=line.weight * factor) for line in required.requirements)
    )

    before, after = compare(required, bids), compare(scaled, bids)

    assert [(bid.supplier.id, bid.rank, *figures(bid)) for bid in before.bids] == [
        (bid.supplier.id, bid.rank, *figures(bid)) for bid in after.bids
    ]


@given(profiles(), submissions("a"), st.integers(2, 4))
def test_every_respondent_repeated_changes_nothing(required: RequiredProfile, bid: Submission, times: int) -> None:
    staff = [replace(each, id=f"{each.id}-{copy}") for copy in range(times) for each in bid.response.respondents]

    before, after = score_bid(required, bid), score_bid(required, with_respondents(bid, *staff))

    assert figures(before) == figures(after)


@given(tenders())
@settings(max_examples=50)
def test_points_add_up_to_the_fit_and_stakes_to_a_hundred(tender: tuple[RequiredProfile, list[Submission]]) -> None:
    for bid in compare(*tender).bids:
        assert sum(area.points for area in bid.areas if area.points is not None) == bid.fit.low
        assert sum(area.stake for area in bid.areas if area.stake is not None) == 100
        assert 0 <= bid.fit.low <= bid.fit.high <= 100
