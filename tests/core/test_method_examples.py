"""The worked examples of section 7 of the method, to the digit."""

from __future__ import annotations

from fractions import Fraction

from appraisal.core.comparison import Interval
from appraisal.core.ranking import compare
from bids import answers, area, bid, model, profile

F = Fraction


def test_the_six_area_example_gives_ten_elevenths_and_a_medium_risk() -> None:
    reference = model(*(area(name, 2) for name in ("SCM", "SDP", "STO", "CFM", "SRI")), area("RSM", 3))
    targets = dict.fromkeys(("SCM", "SDP", "STO", "CFM", "SRI"), "fully") | {"RSM": "partially"}
    required = profile(reference, targets, {"SCM": 3, "SDP": 2, "STO": 2, "CFM": 1, "SRI": 2, "RSM": 1})

    result = compare(required, [bid("a", answers(reference, SCM="y", SDP="y", STO="y", CFM="y", SRI="y", RSM="n"))])

    a = result.bids[0]
    assert a.fit == Interval(F(1000, 11), F(1000, 11))
    assert (a.areas[5].gap, a.risk_by_level, a.risk, a.risk_areas) == (
        "major",
        {2: "none", 3: "medium"},
        "medium",
        ("RSM",),
    )
    assert sum(each.points for each in a.areas if each.points is not None) == a.fit.low


def test_subcontract_management_with_four_respondents_is_unclear_to_the_digit() -> None:
    reference = model(area("SUB", 2, goals=4), area("SCM", 2))
    required = profile(reference, {"SUB": "fully", "SCM": "partially"}, mandatory="SUB")
    rows = ["yyyyyyyy", "yyyyyyyy", "yyyyyydy", "yydyynnn"]
    staff = [answers(reference, SUB=row, SCM="y") for row in rows]

    result = compare(required, [bid("a", *staff)])

    sub = result.bids[0].areas[0]
    values = [component.value for component in sub.components]
    assert values == [
        Interval(F(1), F(1)),
        Interval(F(1), F(1)),
        Interval(F(3, 4), F(1)),
        Interval(F(1), F(1)),
        Interval(F(3, 4), F(13, 16)),
    ]
    assert sub.fit == Interval(F("0.9890625"), F(1))
    assert sub.achievement is not None
    assert sub.achievement.low == F("0.88125")
    assert (sub.state, sub.met, result.bids[0].eligibility) == ("partially", "unclear", "unclear")
