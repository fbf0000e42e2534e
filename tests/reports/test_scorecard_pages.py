"""What stands on the pages of a scorecard."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from fractions import Fraction

import pytest

from appraisal.core.comparison import Comparison
from appraisal.core.profile import RequiredProfile, Requirement
from appraisal.core.response import Commitment, EvidenceItem
from appraisal.reports.scorecard.document import scorecard
from reports.comparisons import bid, capability_profile, compared, it_model, it_profile, tender, with_settings
from reports.pages import Span, colliding, outline, outside, page_texts, spans

FIVE = tender(5)


def page(comparison: Comparison, bookmark: str, more: int = 0) -> str:
    """The text of the page that a bookmark leads to, or of one after it."""
    pdf = scorecard(comparison)
    return page_texts(pdf)[dict(outline(pdf))[bookmark] - 1 + more]


def test_every_page_has_its_place_and_every_part_its_bookmark() -> None:
    pdf = scorecard(FIVE)
    texts = page_texts(pdf)

    assert [title for title, _ in outline(pdf)] == [
        "Summary",
        "Side by side",
        "Charts",
        "Noordzee Digital BV",
        "Сигма-Сервис ООД",
        "Aldermoor",
        "Brightwater Technology",
        "Hélios Services",
        "Robustness",
        "Required profile",
        "Method",
        "Settings and digests",
    ]
    foot = "Profile service-desk, version 1 · IT Service CMM · sha256 9f2c41d8…e07b77ab · "
    foot += "Indications from suppliers’ declarations, not a rating or certification"
    assert [(foot in text, f"Page {n} of {len(texts)}" in text) for n, text in enumerate(texts, 1)] == [
        (True, True) for _ in texts
    ]


def test_the_summary_names_everybody_the_winner_first_and_the_excluded_last() -> None:
    text = page(FIVE, "Summary")

    names = ["Noordzee Digital BV", "Сигма-Сервис ООД", "Information Technology Services plc", "Brightwater", "Hélios"]
    table = text[text.index("Evidence") :]
    places = [table.index(name) for name in names]
    assert places == sorted(places)
    assert [figure in text for figure in ("91.8", "to 92.8", "Qualifies", "To be clarified", "Excluded", "67 %")] == [
        True
    ] * 6
    assert "see page 11" not in text
    assert "Declarations of 15 respondents" in text


def test_the_summary_points_to_the_page_on_robustness() -> None:
    pdf = scorecard(FIVE)

    assert f"see page {dict(outline(pdf))['Robustness']}" in page_texts(pdf)[0]


def test_a_date_stands_in_the_scorecard_only_when_it_is_given() -> None:
    dated, plain = (page_texts(scorecard(FIVE, as_of=given))[0] for given in (date(2026, 11, 22), None))

    assert ("As of 22 November 2026" in dated, "As of" in plain) == (True, False)


def test_side_by_side_shows_every_area_with_its_points_and_the_totals() -> None:
    text = page(FIVE, "Side by side")
    rows = FIVE.profile.areas

    assert [area.name in text for area in rows] == [True] * len(rows)
    assert "Service Request and Incident Management fully 5 15.6 15.6 15.6 15.6 15.6 16.1" in text
    assert "Fit, of 100" in text and "91.8 82.0 77.0 94.9 91.7" in text
    assert "2 / 3 1 / 7 3 / 7 4 / 1 1 / 5" in text


def test_an_area_that_does_not_apply_has_no_points() -> None:
    assert "Subcontract Management partially 1 3.1 3.1 2.2 3.1 3.1 n/a" in page(FIVE, "Side by side")


def test_two_bidders_leave_room_for_the_reasons() -> None:
    assert "Users notice incidents first." in page(tender(2), "Side by side")


def test_thirteen_bidders_continue_on_further_pages_with_the_areas_repeated() -> None:
    comparison = tender(13)
    texts = page_texts(scorecard(comparison))
    first, second = (text for text in texts if "Gaps, minor / major" in text)

    assert "Continued: suppliers 7 to 13 of 13." in second
    assert [area.name in first and area.name in second for area in comparison.profile.areas] == [True] * 14
    assert "Continued: suppliers 13 to 13 of 13." in texts[1]


def test_very_many_areas_continue_too() -> None:
    areas = [(f"A{n:02d}", f"Process area {n:02d}", 2 + n // 10) for n in range(40)]
    profile = replace(
        it_profile(), model=it_model(areas), requirements=tuple(Requirement(a[0], "fully") for a in areas)
    )
    texts = page_texts(scorecard(compared(profile, *[bid(profile, n) for n in range(3)])))

    shown = [text for text in texts if "Gaps, minor / major" in text]
    assert [[f"Process area {n:02d}" in text for n in (0, 19, 20, 39)] for text in shown] == [
        [True, True, False, False],
        [False, False, True, True],
    ]


def test_the_charts_say_what_is_earned_lost_and_reached_on_each_level() -> None:
    text = page(FIVE, "Charts")

    assert "Noordzee Digital BV leaves 8.2 points unearned, 4.5 of them on level 2." in text
    assert "Level 2 Level 3 Level 4 Noordzee Digital BV 92.8 89.5 100.0" in text
    assert "−8.2" in text


def test_from_seven_bidders_on_the_profiles_have_their_own_page() -> None:
    assert [title for title, _ in outline(scorecard(tender(7)))][:4] == [
        "Summary",
        "Side by side",
        "Charts",
        "Profiles",
    ]


def test_a_supplier_page_says_all_that_is_known_of_the_bid() -> None:
    text = page(FIVE, "Aldermoor")

    for part in (
        "Aldermoor could rank higher, but must clarify first.",
        "Aldermoor, Finch & Partners Managed Information Technology Services plc. Must clarify 3 knock-outs.",
        "3 of 3",
        "70 of 294",
        "−23.0 in all, of which 14.0 could be won back",
        "Meets the requirement in 4 of 14 areas: Service Request and Incident Management",
        "+2.7 Problem Management 7 open",
        "Configuration Management undecided",
        "Level 2 high SCM, CFM, SDP, SQA",
        "Service desk Utrecht; sites: Utrecht and Zwolle; period: 2026.",
        "Service manager 62 16 20",
        "Many unknown: SDP, SQA, PRM, SQM.",
    ):
        assert part in text


def test_a_long_list_of_evidence_continues_on_further_pages() -> None:
    profile = it_profile()
    items = [EvidenceItem(f"e{n}", f"Document {n}", f"https://example.org/{n}") for n in range(1, 121)]
    comparison = compared(profile, bid(profile, 0, evidence=items), bid(profile, 1))

    texts = page_texts(scorecard(comparison))
    held = [n for n, text in enumerate(texts) if "Evidence" in text and "https://example.org/" in text]

    assert held == list(range(held[0], held[0] + len(held)))
    assert len(held) > 1
    found = " ".join(texts[n] for n in held)
    assert [f"Document {n} https://example.org/{n} " in f"{found} " for n in range(1, 121)] == [True] * 120


def test_findings_of_evaluators_are_counted_and_change_the_footer() -> None:
    comparison = tender(3, findings=True)
    text = page(comparison, "Noordzee Digital BV")

    assert comparison.basis == "verified"
    assert "98 of 98 questions were checked by evaluators: 28 fully, 7 largely, 35 partially and 28 not." in text
    assert "Indications from evaluators’ findings, not a rating or certification" in text


def promised(profile: RequiredProfile) -> Comparison:
    """Three bidders, of whom the first commits to two improvements."""
    first, *others = (bid(profile, number) for number in range(3))
    commitments = (
        Commitment("c1", "PRM", date(2027, 6, 30), "Review every problem record each month with the customer"),
        Commitment("c2", "SDP", date(2027, 3, 1), "Plan peaks with the customer.", ("SDP-Q4", "SDP-Q5")),
    )
    return compared(profile, replace(first, response=replace(first.response, commitments=commitments)), *others)


def test_commitments_stand_as_clauses_by_their_day_with_what_they_would_change() -> None:
    text = page(promised(it_profile()), "Noordzee Digital BV")

    assert "Commitments shown, not counted" in text
    assert (
        "By 1 March 2027 Noordzee Digital BV will do the following, so that questions SDP-Q4 and SDP-Q5 on Service "
        "Delivery Planning can be answered with yes: Plan peaks with the customer. Fit of the area: 85 % now, "
        "88 % then." in text
    )
    assert (
        "By 30 June 2027 Noordzee Digital BV will do the following, so that every question asked on Problem Management "
        "can be answered with yes: Review every problem record each month with the customer. Fit of the area: "
        "100 % now, 100 % then."
    ) in text
    assert "Commitments" not in page(promised(it_profile()), "Hélios Services")


def test_a_profile_that_counts_commitments_says_so_on_the_supplier_and_method_pages() -> None:
    comparison = promised(replace(it_profile(), proposed="counted"))
    texts = " ".join(page_texts(scorecard(comparison)))

    assert "Commitments counted, but not on knock-outs" in page(comparison, "Noordzee Digital BV")
    assert "Counted as committed, not as it is: SDP." in texts
    assert texts.count("Commitments counted, but not on knock-outs") == 2


def test_the_robustness_page_stands_only_where_it_was_asked_for() -> None:
    without = [title for title, _ in outline(scorecard(tender(3, robust=False)))]

    assert "Robustness" not in without
    assert "stays first unless at least" in page(FIVE, "Robustness")


def test_the_robustness_page_has_its_three_sentences_both_charts_and_five_tests() -> None:
    text = page(FIVE, "Robustness")

    for part in (
        "How often each supplier takes each place",
        "Published weights, each up to 20 % lower or higher",
        "How far each weight may change while Noordzee Digital BV stays first",
        "random weightings put Noordzee Digital BV first",
        "Leaving out one area",
        "Unknown answers ignored",
        "Thresholds 0.05 lower, higher",
        "TOPSIS τ 1.00, PROMETHEE II τ 1.00",
        "At least as good in every area",
    ):
        assert part in text


def test_the_required_profile_gives_each_area_its_reason_and_its_itil_name() -> None:
    text = page(FIVE, "Required profile")

    assert (
        "SCM Service Commitment Management Service Level Management The agreement must follow our needs. fully 4"
        in text
    )
    assert "First-line support of office users, 7–19 h, Dutch and English" in text


def test_the_method_page_recomputes_the_first_bid_from_its_own_figures() -> None:
    text = page(FIVE, "Method")
    first = FIVE.bids[0]

    total = sum((area.points for area in first.areas if area.points is not None), Fraction(0))
    assert total == first.fit.low
    assert "points of an area = 100 × weight × fit / 32" in text
    assert "Service Quality Assurance 2 0.4250 2.66" in text
    assert "Fit 32 91.85" in text


def test_the_method_page_recomputes_one_area_from_its_components() -> None:
    pdf = scorecard(FIVE)
    text = " ".join(page_texts(pdf)[dict(outline(pdf))["Method"] - 1 :])

    assert "SQA-G1 1/3 0.3333 0.8 0.4167" in text
    assert "Fit = 0.7 × 0.4167 (goals) + 0.3 × 0.4444 (Institutionalization) = 0.4250" in text


def test_the_method_pages_name_settings_thresholds_sources_and_digests() -> None:
    profile = with_settings(it_profile(), unknown="ignore", unclear="exclude", tie_break=("evidence", "risk"))
    comparison = compared(profile, bid(profile, 0), bid(profile, 1))
    method, inputs = page(comparison, "Method"), page(comparison, "Settings and digests")

    for part in (
        "it is left out, and a question without any yes or no counts 0.",
        "Only bids that meet every knock-out for certain are ranked",
        "Ties go to higher evidence coverage, then to lower process risk.",
        "fully 0.8 0.75",
        "no SEI, CMMI Institute or ISO document is quoted.",
        "not affiliated with, nor endorsed by, the SEI, the CMMI Institute, ISO or AXELOS",
    ):
        assert part in method
    for digest in (profile.digest, profile.model.digest, *(each.response.digest for each in comparison.bids)):
        figures = digest.removeprefix("sha256:")
        assert f"{figures[:32]} {figures[32:]}" in inputs
    assert "PCG64, seed" in inputs


def test_a_scale_of_four_steps_and_numbers_as_targets_have_their_words() -> None:
    comparison = tender(3, capability_profile())
    beside, method = page(comparison, "Side by side"), page(comparison, "Method")

    assert "Work Planning 60 of 100 2.5 14.3" in beside
    assert "CL3 CL2 CL1 CL0 minor gap" in beside
    assert "CL2 0.8 0.75 –" in method


def test_a_profile_without_knock_outs_and_a_single_bidder_are_printed() -> None:
    free = it_profile(6)
    free = replace(free, requirements=tuple(replace(each, mandatory=False) for each in free.requirements))

    text = page(compared(free, bid(free, 0)), "Noordzee Digital BV")

    assert "No area of this profile is a knock-out." in text


def everything_kept_apart(comparison: Comparison) -> None:
    for number, found in enumerate(spans(scorecard(comparison, as_of=date(2026, 11, 22))), 1):
        assert (number, outside(found)) == (number, [])
        assert (number, colliding(found)) == (number, [])


CASES: dict[str, Callable[[], Comparison]] = {
    "one": lambda: tender(1),
    "two": lambda: tender(2),
    "five": lambda: FIVE,
    "seven": lambda: tender(7),
    "twelve": lambda: tender(12),
    "twelve of all areas": lambda: tender(12, it_profile(22)),
    "fourteen": lambda: tender(14),
    "thirty": lambda: tender(30),
    "four steps": lambda: tender(6, capability_profile()),
    "checked": lambda: tender(5, it_profile(22), findings=True),
    "promised": lambda: promised(it_profile()),
    "not robust": lambda: tender(5, robust=False),
}


@pytest.mark.parametrize("case", CASES)
def test_no_text_leaves_the_page_and_none_overlaps_another(case: str) -> None:
    everything_kept_apart(CASES[case]())


def test_the_check_for_overlaps_sees_them() -> None:
    beside = [Span("one", 20, 40, 50, 8), Span("two", 39, 60, 50, 8)]
    above = [Span("one", 20, 40, 50, 8), Span("two", 20, 40, 51.5, 8)]
    apart = [Span("one", 20, 40, 50, 8), Span("two", 40, 60, 50, 8), Span("three", 20, 40, 53.2, 8)]

    assert [len(colliding(each)) for each in (beside, above, apart)] == [1, 1, 0]
    assert outside([Span("out", 270, 285, 50, 8)]) == [Span("out", 270, 285, 50, 8)]
