"""The way to the next maturity level: which level, which areas are in the way, in which order, for how many points."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from appraisal.core.comparison import BidResult
from appraisal.core.foundations import in_order, nearest_bases
from appraisal.core.improvement import Improvement, improvement
from appraisal.core.profile import RequiredProfile
from appraisal.core.response import Answer
from appraisal.core.scoring import Submission, score_bid
from bids import answers, area, bid, capability_area, capability_model, model, profile

TWO_LEVELS = model(area("AA", 2), area("BB", 2), area("CC", 3), area("DD", 3))
ALL_FULLY = profile(TWO_LEVELS, dict.fromkeys(("AA", "BB", "CC", "DD"), "fully"))


def plan_of(required: RequiredProfile, **letters: str) -> tuple[BidResult, Improvement]:
    """A bid of one respondent, scored, and its plan."""
    result = score_bid(required, bid("s", answers(required.model, **letters)))
    return result, improvement(required, result)


def order(plan: Improvement) -> list[str]:
    return [step.area.id for step in plan.steps]


def test_the_next_level_is_the_one_above_the_indicated_level() -> None:
    at_two = plan_of(ALL_FULLY, AA="y", BB="y", CC="n", DD="y")[1]
    at_one = plan_of(ALL_FULLY, AA="y", BB="n", CC="n", DD="y")[1]

    assert (at_two.indicated, at_two.level, order(at_two)) == (2, 3, ["CC"])
    assert (at_one.indicated, at_one.level, order(at_one)) == (1, 2, ["BB"])


def test_what_is_below_the_requirement_above_the_next_level_comes_later() -> None:
    result, plan = plan_of(ALL_FULLY, AA="y", BB="n", CC="n", DD="y")

    assert [(later.area, later.lost) for later in plan.beyond] == [("CC", result.areas[2].lost)]


def test_where_no_level_can_be_indicated_the_lowest_level_with_an_unmet_area_is_taken() -> None:
    required = profile(TWO_LEVELS, {"AA": "fully", "CC": "fully", "DD": "fully"})

    plan = plan_of(required, AA="y", CC="n", DD="y")[1]

    assert (plan.indicated, plan.level, order(plan)) == (None, 3, ["CC"])
    assert [missing.id for missing in plan.not_asked] == ["BB"]


def test_an_unmet_area_is_one_below_what_the_level_needs_even_if_the_buyer_asks_for_less() -> None:
    required = profile(TWO_LEVELS, {"AA": "partially", "CC": "fully"})

    plan = plan_of(required, AA="yynnyy", CC="y")[1]

    (step,) = plan.steps
    assert (plan.level, step.area.id, step.result.state, step.wanted) == (2, "AA", "partially", "fully")
    assert (step.won_back, step.result.lost) == (0, 0)


def test_nothing_is_left_at_the_highest_level() -> None:
    plan = plan_of(ALL_FULLY, AA="y", BB="y", CC="y", DD="y")[1]
    partial = plan_of(profile(TWO_LEVELS, {"AA": "fully", "DD": "fully"}), AA="y", DD="y")[1]

    assert (plan.indicated, plan.level, plan.steps, plan.won_back) == (3, None, (), 0)
    assert (partial.indicated, partial.level, partial.steps, partial.not_asked) == (None, None, (), ())


def test_a_next_level_that_the_profile_leaves_out_is_named_with_its_areas() -> None:
    required = profile(TWO_LEVELS, {"AA": "fully", "BB": "fully"})

    plan = plan_of(required, AA="y", BB="y")[1]

    assert (plan.indicated, plan.level, plan.steps) == (2, 3, ())
    assert [missing.id for missing in plan.not_asked] == ["CC", "DD"]


def test_what_others_rest_on_comes_first_then_the_lower_level_then_what_lacks_most() -> None:
    reference = model(
        area("AA", 2, rests_on=("DD",)), area("BB", 2), area("CC", 2), area("DD", 3), area("EE", 3, rests_on=("AA",))
    )
    required = profile(reference, {"AA": "fully", "CC": "fully", "DD": "fully", "EE": "fully"})
    required = replace(required, requirements=required.requirements[::-1])

    plan = improvement(
        required,
        score_bid(required, bid("s", answers(reference, AA="n", CC="y", DD="n", EE="n"))),
    )
    wide = profile(reference, dict.fromkeys(("AA", "BB", "CC", "DD", "EE"), "fully"))
    level = plan_of(wide, AA="ynyyyy", BB="ynyyyy", CC="n", DD="y", EE="y")[1]

    assert (plan.level, order(plan)) == (2, ["AA"])
    assert order(level) == ["CC", "AA", "BB"]


def test_a_base_on_the_next_level_comes_before_what_rests_on_it() -> None:
    reference = model(area("AA", 2), area("BB", 3, rests_on=("CC",)), area("CC", 3), area("DD", 3, rests_on=("BB",)))
    required = profile(reference, dict.fromkeys(("AA", "BB", "CC", "DD"), "fully"))

    plan = plan_of(required, AA="y", BB="n", CC="ynyyyy", DD="n")[1]

    assert [(step.area.id, step.after, step.before) for step in plan.steps] == [
        ("CC", (), ("BB",)),
        ("BB", ("CC",), ("DD",)),
        ("DD", ("BB",), ()),
    ]


def test_an_area_rests_on_what_the_areas_between_rest_on() -> None:
    reference = model(area("AA", 2), area("BB", 2, rests_on=("AA",)), area("CC", 3, rests_on=("BB",)))

    assert nearest_bases(reference, "CC", frozenset({"AA", "CC"})) == ("AA",)
    assert nearest_bases(reference, "CC", frozenset({"AA", "BB", "CC"})) == ("BB",)


@given(st.dictionaries(st.sampled_from("ABCDEFGH"), st.lists(st.sampled_from("ABCDEFGH"), max_size=4)), st.randoms())
def test_any_order_keeps_every_area_once_and_does_not_depend_on_how_they_are_given(bases, random) -> None:  # type: ignore[no-untyped-def]
    def rank(name: str) -> tuple[int, Fraction, int]:
        return (ord(name) % 3, Fraction(0), ord(name))

    names = list(bases)
    random.shuffle(names)

    assert sorted(in_order(bases, rank)) == sorted(bases)
    assert in_order({name: bases[name] for name in names}, rank) == in_order(bases, rank)


@given(st.dictionaries(st.sampled_from("BCDEFGH"), st.lists(st.sampled_from("ABCDEFGH"), max_size=4)))
def test_every_area_comes_after_those_it_rests_on(drawn) -> None:  # type: ignore[no-untyped-def]
    bases = {name: [base for base in below if base < name] for name, below in drawn.items()}

    ordered = in_order(bases, lambda name: (0, Fraction(0), -ord(name)))

    assert all(
        ordered.index(base) < ordered.index(name) for name, below in bases.items() for base in below if base in bases
    )


@given(st.lists(st.text("ynd", min_size=6, max_size=6), min_size=4, max_size=4))
def test_the_points_of_the_parts_add_up_and_are_what_scoring_again_gives(rows: list[str]) -> None:
    letters = dict(zip(("AA", "BB", "CC", "DD"), rows, strict=True))
    result, plan = plan_of(ALL_FULLY, **letters)

    for step in plan.steps:
        assert sum(part.won_back for part in step.components) == step.won_back == step.result.lost
        assert 0 < step.missing <= 1
        better, after = plan_of(ALL_FULLY, **{**letters, step.area.id: "y"})
        assert better.fit.low - result.fit.low == step.won_back
        assert step.area.id not in order(after) or after.level != plan.level


def test_components_below_their_threshold_come_first_with_their_open_questions() -> None:
    step = plan_of(ALL_FULLY, AA="yndyyy", BB="y", CC="y", DD="y")[1].steps[0]

    found = [
        (part.component.id, part.value, part.threshold, part.is_reached, [each.question.id for each in part.questions])
        for part in step.components
    ]
    assert found == [
        ("AA-G2", 0, Fraction(4, 5), False, ["AA-Q2"]),
        ("AA-I", Fraction(3, 4), Fraction(3, 4), True, ["AA-Q3"]),
    ]
    assert [part.won_back > 0 for part in step.components] == [True, False]


def test_a_don_t_know_is_open_also_where_the_profile_leaves_unknowns_out() -> None:
    required = replace(ALL_FULLY, method=replace(ALL_FULLY.method, unknown="ignore"))
    respondents = [answers(TWO_LEVELS, AA=row, BB="y", CC="y", DD="y") for row in ("nyyyyy", "ydyyyy")]
    plan = improvement(required, score_bid(required, bid("s", *respondents)))

    assert [each.question.id for part in plan.steps[0].components for each in part.questions] == ["AA-Q1", "AA-Q2"]


def test_a_group_that_the_questionnaire_leaves_out_is_named_and_wins_no_points() -> None:
    reference = capability_model(capability_area("AA", 2), capability_area("BB", 3))
    required = profile(reference, {"AA": "CL2", "BB": "CL3"})

    plan = plan_of(required, AA="yyyyyyy", BB="y")[1]

    (step,) = plan.steps
    assert (plan.indicated, plan.level, step.area.id, step.unasked_groups) == (2, 3, "AA", ("gg3",))
    assert (step.won_back, step.missing, step.components) == (0, Fraction(15, 100), ())


def test_a_requirement_above_the_level_leaves_points_open() -> None:
    reference = capability_model(capability_area("AA", 2), capability_area("BB", 3))
    required = profile(reference, {"AA": "CL3", "BB": "CL3"})

    step = plan_of(required, AA="nnnnnnn", BB="y")[1].steps[0]

    assert (step.wanted, step.result.lost) == ("CL2", 50)
    assert step.won_back == 50 * (Fraction(7, 10) + Fraction(15, 100))


def test_an_area_that_does_not_apply_is_in_nobody_s_way() -> None:
    reference = model(area("AA", 2, may_be_na=True), area("BB", 2))
    required = profile(reference, {"AA": "fully", "BB": "fully"})

    assert order(plan_of(required, AA="a", BB="n")[1]) == ["BB"]


def test_evidence_is_missing_for_a_yes_to_a_goal_where_the_profile_asks_for_it() -> None:
    required = replace(ALL_FULLY, evidence="required")
    respondent = {**answers(TWO_LEVELS, AA="ynyyyy", BB="y", CC="n", DD="y"), "BB-Q1": Answer("yes", evidence=("e1",))}

    plan = improvement(required, score_bid(required, bid("s", respondent)))
    silent = plan_of(ALL_FULLY, AA="ynyyyy", BB="y", CC="n", DD="y")[1]

    assert [question.id for question in plan.steps[0].without_evidence] == ["AA-Q1"]
    assert {name: [q.id for q in bare] for name, bare in plan.without_evidence.items()} == {
        "BB": ["BB-Q2"],
        "DD": ["DD-Q1", "DD-Q2"],
    }
    assert (silent.steps[0].without_evidence, silent.without_evidence) == ((), {})


def test_a_finding_stands_above_the_answers() -> None:
    submission: Submission = bid("s", answers(TWO_LEVELS, AA="y", BB="y", CC="y", DD="y"), findings={"AA-Q1": "P"})

    step = improvement(ALL_FULLY, score_bid(ALL_FULLY, submission)).steps[0]

    assert [(each.question.id, each.result.finding) for part in step.components for each in part.questions] == [
        ("AA-Q1", "P")
    ]


def test_areas_that_rest_on_each_other_in_a_ring_are_still_all_listed() -> None:
    ring = model(area("AA", 2, rests_on=("BB",)), area("BB", 2, rests_on=("AA",)))

    plan = plan_of(profile(ring, {"AA": "fully", "BB": "fully"}), AA="n", BB="ynyyyy")[1]

    assert order(plan) == ["AA", "BB"]


def test_weights_change_the_points_and_not_the_order() -> None:
    heavier = replace(
        ALL_FULLY,
        requirements=tuple(
            replace(line, weight=Fraction(1 + 9 * (line.area == "BB"))) for line in ALL_FULLY.requirements
        ),
    )
    letters = {"AA": "n", "BB": "ynyyyy", "CC": "y", "DD": "y"}

    (even, uneven) = (plan_of(required, **letters)[1] for required in (ALL_FULLY, heavier))

    assert order(even) == order(uneven) == ["AA", "BB"]
    assert [step.missing for step in even.steps] == [step.missing for step in uneven.steps]
    assert even.steps[1].won_back < uneven.steps[1].won_back


def test_a_question_is_no_differs_or_is_unknown() -> None:
    staff = [answers(TWO_LEVELS, AA=row, BB="y", CC="y", DD="y") for row in ("nnyydy", "nyyydy")]

    step = improvement(ALL_FULLY, score_bid(ALL_FULLY, bid("s", *staff))).steps[0]

    assert [(each.question.id, each.kind) for each in step.questions] == [("AA-Q1", "no"), ("AA-Q2", "differ")]
    assert [each.kind for part in step.components for each in part.questions] == ["no", "differ", "unknown"]
    assert step.state == "not"
