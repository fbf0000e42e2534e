"""What stands in a self-improvement report."""

from __future__ import annotations

from dataclasses import replace

from appraisal.core.profile import RequiredProfile
from appraisal.core.response import Answer
from appraisal.core.scoring import score_bid
from appraisal.reports.improvement_report import improvement_paper
from bids import answers, area, bid, capability_area, capability_model, model, profile
from reports.comparisons import bid as invented
from reports.comparisons import it_profile
from reports.pages import page_texts

REFERENCE = model(area("AA", 2), area("BB", 2, rests_on=("AA",)), area("CC", 3))
PROFILE = profile(REFERENCE, {"AA": "fully", "BB": "fully", "CC": "fully"}, {"AA": 2})


def text_of(required: RequiredProfile, *respondents: dict[str, Answer], whole_team: bool = True) -> str:
    result = score_bid(required, bid("dovre", *respondents))
    return " ".join(page_texts(improvement_paper(required, result, whole_team=whole_team)))


def test_it_says_which_level_is_next_and_what_is_in_the_way_in_order() -> None:
    text = text_of(PROFILE, answers(REFERENCE, AA="ynyyyy", BB="n", CC="y"))

    expected = [
        "Level 2 is next: 2 process areas are in the way.",
        "Level 1 (Level 1) is indicated from your team’s answers. For the supplier alone",
        "Indicated level 1 Next level 2 Areas in the way 2",
        "1 Area AA level 2 of 35 % +17.5",
        "2 Area BB level 2 of 100 % +25.0",
        "1 Area AA level 2 · not, needs fully · +17.5 points",
        "Before Area BB (2), which rests on it.",
        "After Area AA (1): it rests on that.",
        "An honest no is worth more here than a kind yes.",
        "Indications from your own answers, not a rating or certification",
    ]
    assert [part in text for part in expected] == [True] * len(expected)


def test_each_step_shows_its_open_questions_with_their_guide_and_answers() -> None:
    questions = {"AA-Q2": ("Is it reviewed?", "Yes only when minutes exist.")}
    areas = tuple(
        replace(
            each,
            components=tuple(
                replace(
                    part,
                    questions=tuple(
                        replace(q, text=questions[q.id][0], guide=questions[q.id][1]) if q.id in questions else q
                        for q in part.questions
                    ),
                )
                for part in each.components
            ),
        )
        for each in REFERENCE.areas
    )
    reference = replace(REFERENCE, areas=areas)
    required = profile(reference, {"AA": "fully", "BB": "fully", "CC": "fully"})
    staff = [answers(reference, AA=row, BB="y", CC="y") for row in ("ynyyyy", "ydyyyy", "y-yyyy", "yyyyyy")]

    text = text_of(required, *staff)

    assert "Goal 2 25 %, needs 80 %" in text
    assert "Is it reviewed? Yes only when minutes exist. 1 yes, 1 no, 1 don’t know, 1 no answer" in text
    assert "Goal 1?" not in text


def test_a_single_respondent_s_answer_is_a_word() -> None:
    text = text_of(PROFILE, answers(REFERENCE, AA="dnyyyy", BB="y", CC="y"), whole_team=False)

    assert "Goal 1? don’t know" in text and "Goal 2? no" in text
    assert "your own answers, not yet from the whole team’s" in text


def test_a_component_that_is_good_enough_says_so_after_those_that_are_not() -> None:
    text = text_of(PROFILE, answers(REFERENCE, AA="ynynyy", BB="y", CC="y"))

    assert text.index("Goal 2 0 %, needs 80 %") < text.index("Kept up 75 %, enough") < text.index("ability? no")


def test_a_value_just_below_its_threshold_never_reads_as_reached() -> None:
    staff = [answers(REFERENCE, AA="ynyyyy" if n < 41 else "y", BB="y", CC="y") for n in range(200)]

    text = text_of(PROFILE, *staff)

    assert "Goal 2 79 %, needs 80 %" in text


def test_where_no_level_can_be_indicated_it_says_so() -> None:
    required = profile(REFERENCE, {"AA": "fully", "CC": "fully"})

    text = text_of(required, answers(REFERENCE, AA="y", CC="n"))

    assert "Level 3 is next: 1 process area is in the way." in text
    assert (
        "No level can be indicated from your team’s answers, because the questionnaire leaves out areas of level 2."
        in text
    )
    assert "So this report takes level 3, the lowest on which" in text
    assert "This questionnaire does not ask about Area BB (level 2). Level 3 needs them too." in text


def test_what_the_questionnaire_leaves_out_and_what_the_tender_asks_on_top_are_said() -> None:
    reference = capability_model(capability_area("AA", 2), capability_area("BB", 3))
    over = profile(reference, {"AA": "CL3", "BB": "CL3"})
    under = profile(reference, {"AA": "CL2", "BB": "CL3"})

    more = text_of(over, answers(reference, AA="n", BB="n"))
    less = text_of(under, answers(reference, AA="y", BB="y"))

    assert "This tender asks for more than the level does: 7.5 points stay open after it." in more
    assert "Later, or for this tender only not in the way of the next level Area BB: 50.0 points below" in more
    assert "Not asked here: gg3. The level needs that too; look into it yourselves." in less
    assert "This tender asks for no more than you have: the step is for your own sake." in less


def test_the_highest_level_and_an_empty_plan_have_their_own_words() -> None:
    top = text_of(PROFILE, answers(REFERENCE, AA="y", BB="y", CC="y"))
    short = text_of(profile(REFERENCE, {"AA": "fully", "BB": "fully"}), answers(REFERENCE, AA="y", BB="y"))
    part = text_of(profile(REFERENCE, {"AA": "fully", "CC": "fully"}), answers(REFERENCE, AA="y", CC="y"))

    assert "Level 3 is indicated: the highest that the model describes." in top
    assert "Level 3 is next, and this questionnaire finds nothing in the way." in short
    assert "Nothing that was asked keeps you from a higher level." in part
    assert ["In this order" in text for text in (top, short, part)] == [False] * 3


def test_missing_evidence_is_listed_at_its_step_and_for_the_other_areas() -> None:
    required = replace(PROFILE, evidence="required")

    text = text_of(required, answers(REFERENCE, AA="ynyyyy", BB="y", CC="y"))

    assert "Evidence is missing for a yes to Goal 1?" in text
    end = text[text.index("Evidence still missing elsewhere") :]
    assert "Area BB Goal 1? Goal 2?" in end and "Area AA" not in end


def test_findings_are_shown_instead_of_answers() -> None:
    staff = answers(REFERENCE, AA="y", BB="y", CC="y")
    result = score_bid(PROFILE, bid("dovre", staff, findings={"AA-Q1": "P"}))

    text = " ".join(page_texts(improvement_paper(PROFILE, result)))

    assert "Goal 1? found partially" in text
    assert "partly from evaluators’ findings" in text


def test_it_names_no_other_bidder() -> None:
    required = it_profile()
    text = " ".join(page_texts(improvement_paper(required, score_bid(required, invented(required, 0)))))

    assert ("Noordzee Digital BV" in text, "Kestrel" in text) == (True, False)
