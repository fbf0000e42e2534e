"""Where evaluators differ, by how much it matters."""

from __future__ import annotations

from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from appraisal.core.disagreement import Disagreement, IndividualFindings, LoneLook, disagreements
from appraisal.core.profile import RequiredProfile
from appraisal.core.response import Finding, Findings
from appraisal.core.scoring import Submission, score_bid
from bids import answers, area, bid, model, profile
from strategies import REFERENCE as ANY
from strategies import profiles, submissions

F = Fraction
REFERENCE = model(area("AA", 2), area("BB", 2), area("CC", 3, may_be_na=True))
REQUIRED = profile(REFERENCE, {"AA": "fully", "BB": "fully", "CC": "fully"}, {"AA": 1, "BB": 6, "CC": 3}, "AA")
ALL_YES = bid("one", answers(REFERENCE, AA="y", BB="y", CC="y"))


def named(individual: IndividualFindings, submission: Submission = ALL_YES) -> list[tuple[str, Fraction]]:
    return [(each.question, each.weight) for each in disagreements(REQUIRED, submission, individual).questions]


def test_a_disagreement_weighs_what_the_bids_fit_gains_between_its_findings() -> None:
    found = disagreements(REQUIRED, ALL_YES, {"BB-Q1": {"ann": "F", "bob": "P"}}).questions

    fits = {"F": F(100), "P": 100 - F(60) * F(7, 10) * (1 - F(5, 8)) / 2}
    assert found == (Disagreement("BB-Q1", "BB", False, {"ann": "F", "bob": "P"}, fits, None),)
    assert found[0].weight == F(63, 8)


def test_knock_out_areas_come_first_then_weight_then_the_profiles_order() -> None:
    individual: IndividualFindings = {
        "CC-Q2": {"ann": "F", "bob": "N"},
        "CC-Q1": {"ann": "F", "bob": "N"},
        "BB-Q1": {"ann": "F", "bob": "N"},
        "BB-Q3": {"ann": "F", "bob": "N"},
        "AA-Q1": {"ann": "F", "bob": "P"},
    }

    assert [question for question, _ in named(individual)] == ["AA-Q1", "BB-Q1", "CC-Q1", "CC-Q2", "BB-Q3"]


def test_findings_that_all_reach_the_threshold_weigh_nothing_and_are_listed_all_the_same() -> None:
    assert named({"BB-Q1": {"ann": "F", "bob": "L"}, "BB-Q2": {"ann": "F", "bob": "F"}}) == [("BB-Q1", F(0))]


def test_a_not_applicable_is_weighed_by_what_it_would_leave_out() -> None:
    poor = bid("one", answers(REFERENCE, AA="y", BB="y", CC="nnnnnn"))

    assert named({"CC-Q1": {"ann": "NA", "bob": "F"}}, poor) == [("CC-Q1", 30 * F(7, 10) / 2)]


def test_not_applicable_on_all_that_an_area_has_takes_its_weight_out_of_the_bid() -> None:
    only = profile(model(area("AA", 2), area("DD", 2, goals=1, topics=0)), {"AA": "fully", "DD": "fully"})
    both = bid("one", answers(only.model, AA="n", DD="y"))

    found = disagreements(only, both, {"DD-Q1": {"ann": "NA", "bob": "F"}}).questions

    assert found[0].fits == {"NA": F(0), "F": F(50)}


def test_the_consensus_so_far_is_shown_and_counts_for_other_questions() -> None:
    agreed = bid("one", answers(REFERENCE, AA="y", BB="y", CC="y"), findings={"BB-Q1": "N", "BB-Q2": "L"})

    found = disagreements(REQUIRED, agreed, {"BB-Q1": {"ann": "N", "bob": "P"}, "BB-Q2": {"ann": "L", "bob": "N"}})

    assert [(each.question, each.consensus, each.fits) for each in found.questions] == [
        ("BB-Q2", "L", {"L": F(79), "N": F(58)}),
        ("BB-Q1", "N", {"N": F(79), "P": 79 + F(60) * F(7, 10) * F(5, 8) / 2}),
    ]


def test_areas_in_which_one_evaluator_alone_looked_are_named() -> None:
    individual: IndividualFindings = {
        "AA-Q1": {"ann": "F"},
        "AA-Q2": {"bob": "F"},
        "BB-Q1": {"ann": "F"},
        "BB-Q2": {"ann": "L"},
        "XX-Q1": {"bob": "N"},
    }

    found = disagreements(REQUIRED, ALL_YES, individual)

    assert (found.questions, found.alone) == ((), (LoneLook("BB", "ann"),))


@given(
    profiles(),
    submissions("a"),
    st.dictionaries(
        st.sampled_from(list(ANY.area_of_question)),
        st.dictionaries(st.sampled_from(["ann", "bob", "cyd"]), st.sampled_from("FLPN"), min_size=2),
    ),
)
def test_each_fit_is_that_of_the_whole_bid_scored_with_the_finding(
    required: RequiredProfile, submission: Submission, individual: IndividualFindings
) -> None:
    agreed = submission.findings.findings if submission.findings else {}
    for each in disagreements(required, submission, individual).questions:
        for value, fit in each.fits.items():
            findings = Findings("a", {**agreed, each.question: Finding(value, "Seen.")})
            assert score_bid(required, Submission(submission.response, findings)).fit.low == fit
