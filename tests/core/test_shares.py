"""Section 2 of the method: answers and findings become shares."""

from __future__ import annotations

from fractions import Fraction

from appraisal.core.comparison import Interval, Tally
from appraisal.core.profile import MethodSettings
from appraisal.core.ranking import compare
from bids import answers, area, bid, model, profile

F = Fraction
REFERENCE = model(area("AA", 2, goals=1, topics=1), area("SUB", 2, goals=1, topics=1, may_be_na=True))
REQUIRED = profile(REFERENCE, {"AA": "fully", "SUB": "fully"})


def first_area(*staff: str, findings: dict[str, str] | None = None, unknown: str = "against"):  # type: ignore[no-untyped-def]
    required = profile(REFERENCE, {"AA": "fully", "SUB": "fully"}, method=MethodSettings(unknown=unknown))  # type: ignore[arg-type]
    given = [answers(REFERENCE, AA=row, SUB="y") for row in staff]
    return compare(required, [bid("a", *given, findings=findings)]).bids[0].areas[0]


def shares(result) -> list[Interval | None]:  # type: ignore[no-untyped-def]
    return [question.share for component in result.components for question in component.questions]


def test_a_dont_know_and_a_blank_widen_the_share() -> None:
    result = first_area("yy", "dn", "-n")

    assert shares(result) == [Interval(F(1, 3), F(1)), Interval(F(1, 3), F(1, 3))]


def test_unknowns_are_left_out_where_the_profile_ignores_them() -> None:
    result = first_area("yd", "dd", "nd", unknown="ignore")

    assert shares(result) == [Interval(F(1, 2), F(1, 2)), Interval(F(0), F(0))]


def test_an_na_in_an_area_that_always_counts_is_unknown_and_flagged() -> None:
    result = first_area("ay", "yy")

    assert shares(result) == [Interval(F(1, 2), F(1)), Interval(F(1), F(1))]
    assert result.flags == ("na-not-allowed",)


def test_an_na_is_honoured_only_when_every_respondent_says_so_to_every_question() -> None:
    whole = compare(REQUIRED, [bid("a", *[answers(REFERENCE, AA="y", SUB="a")] * 2)]).bids[0].areas[1]
    partly = compare(REQUIRED, [bid("a", answers(REFERENCE, AA="y", SUB="a"), answers(REFERENCE, AA="y", SUB="ad"))])

    assert (whole.applicable, whole.fit, whole.state, whole.gap, whole.flags) == (False, None, None, "none", ())
    assert partly.bids[0].areas[1].applicable is True
    assert "na-not-allowed" in partly.bids[0].areas[1].flags


def test_a_not_applicable_area_leaves_the_comparison_with_its_weight() -> None:
    result = compare(REQUIRED, [bid("a", answers(REFERENCE, AA="yn", SUB="a"))]).bids[0]

    assert result.fit == Interval(F(70), F(70))
    assert [each.points for each in result.areas] == [F(70), None]


def test_an_area_in_nobodys_scope_is_wholly_unknown() -> None:
    result = compare(REQUIRED, [bid("a", answers(REFERENCE, AA="y"), areas=["AA"])]).bids[0].areas[1]

    assert result.fit == Interval(F(0), F(1))
    assert [q.tally for part in result.components for q in part.questions] == [Tally(unknown=1)] * 2
    assert result.flags == ("few-respondents", "many-unknown")


def test_a_respondent_counts_only_in_the_own_scope() -> None:
    given = answers(REFERENCE, AA="y", SUB="y")
    inside_only = {key: value for key, value in given.items() if key.startswith("AA")}

    result = compare(REQUIRED, [bid("a", given, inside_only, areas=[None, "AA"])]).bids[0]

    assert result.areas[1].components[0].questions[0].tally == Tally(yes=1)


def test_findings_replace_shares_by_points() -> None:
    values = {"F": F(1), "L": F(4, 5), "P": F(1, 2), "N": F(0)}

    found = {value: shares(first_area("nd", findings={"AA-Q1": value}))[0] for value in values}

    assert found == {value: Interval(point, point) for value, point in values.items()}


def test_a_largely_just_meets_fully_and_a_partially_just_meets_partially() -> None:
    largely = first_area("nn", findings={"AA-Q1": "L", "AA-Q2": "L"})
    partially = first_area("nn", findings={"AA-Q1": "P", "AA-Q2": "P"})

    assert (largely.state, partially.state) == ("fully", "partially")


def test_a_finding_of_not_applicable_takes_the_question_out_in_any_area() -> None:
    result = first_area("nn", findings={"AA-Q1": "NA", "AA-Q2": "F"})

    assert shares(result) == [None, Interval(F(1), F(1))]
    assert result.fit == Interval(F(1), F(1))
    assert result.flags == ("finding-na",)


def test_answers_and_findings_on_questions_not_asked_are_ignored() -> None:
    required = profile(REFERENCE, {"AA": "fully"})
    plain = bid("a", answers(REFERENCE, AA="yn"))
    more = bid("a", answers(REFERENCE, AA="yn", SUB="n"), findings={"SUB-Q1": "NA"})

    first, second = (compare(required, [each]) for each in (plain, more))

    assert first.bids[0].areas == second.bids[0].areas
    assert (first.basis, second.basis) == ("declared", "declared")
