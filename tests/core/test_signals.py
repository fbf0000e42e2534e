"""Signals for people, on made-up bids."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import pytest

from appraisal.core.likeness import Remark, likenesses
from appraisal.core.profile import RequiredProfile
from appraisal.core.response import Answer, EvidenceItem, Respondent, Response, Supplier
from appraisal.core.signals import Signal, signals
from appraisal.exchange.profile_toml import load_profile
from bids import answers, area, bid, model, profile

DESK = load_profile("service-desk")
REFERENCE = model(area("AA", 2), area("BB", 2, rests_on=("AA",)))
OWN = "We log every call within a minute and the shift lead checks the log twice a day."
RETOLD = "We log every call within a minute and the shift leader checks the log twice a day."
OTHER = "Callers hear from us by text message whenever the state of their request changes at all."


def made(supplier: str, *given: Mapping[str, Answer], evidence: tuple[str, ...] = ()) -> Response:
    staff = tuple(Respondent(f"r{n}", f"role {n}", each) for n, each in enumerate(given, 1))
    items = tuple(EvidenceItem(item, f"Title of {item}") for item in evidence)
    return Response(Supplier(supplier, supplier.title()), "it-service-cmm", staff, items)


def commented(**comments: str) -> dict[str, Answer]:
    return {question.replace("_", "-"): Answer("yes", comment) for question, comment in comments.items()}


def of(code: str, required: RequiredProfile, *responses: Response) -> list[Signal]:
    return [signal for signal in signals(required, responses) if signal.code == code]


def test_comments_that_differ_in_a_word_are_named_for_both_bidders() -> None:
    bids = [
        made("one", commented(SRI_Q1=OWN)),
        made("two", commented(SRI_Q1=RETOLD)),
        made("six", commented(SRI_Q1=OTHER)),
    ]

    assert of("similar-comments", DESK, *bids) == [
        Signal(
            "similar-comments",
            ("one", "two"),
            ("SRI-Q1",),
            "One and Two: comments on 1 question are nearly the same; the nearest, on SRI-Q1, have 66.7 % of their "
            "wording in common.",
        )
    ]


def test_a_comment_moved_to_another_question_is_found_whatever_its_case_and_punctuation() -> None:
    moved = OWN.upper().replace(".", " !")
    found = of("similar-comments", DESK, made("one", commented(SRI_Q1=OWN)), made("two", commented(SRI_Q2=moved)))

    assert [(signal.suppliers, signal.questions) for signal in found] == [(("one", "two"), ("SRI-Q1", "SRI-Q2"))]
    assert "the nearest, on SRI-Q1 and SRI-Q2, have 100 % of their wording in common" in found[0].sentence


@pytest.mark.parametrize("comment", ["See the handbook.", "Yes, this is done in full.", "ja " * 40, "…"])
def test_short_and_generic_comments_tell_nothing(comment: str) -> None:
    bids = [made("one", commented(SRI_Q1=comment)), made("two", commented(SRI_Q1=comment))]

    assert of("similar-comments", DESK, *bids) == []


def test_the_words_of_the_question_itself_are_nobodys_copy() -> None:
    question = next(q for _, q in DESK.model.area_by_id["SRI"].questions() if q.id == "SRI-Q1")
    assert len(question.text.split()) > 8
    bids = [made("one", commented(SRI_Q1=question.text)), made("two", commented(SRI_Q1=question.text))]

    assert of("similar-comments", DESK, *bids) == []


def test_a_bidders_own_respondents_may_say_the_same() -> None:
    assert of("similar-comments", DESK, made("one", commented(SRI_Q1=OWN), commented(SRI_Q1=OWN))) == []


def test_comments_in_a_script_without_blanks_are_compared_by_their_signs() -> None:
    text = "当社はすべての問い合わせを一分以内に記録します"
    remarks = [Remark("one", "Q1", text), Remark("two", "Q1", text[:-2] + "した")]

    assert [(pair.one.owner, pair.other.owner) for pair in likenesses(remarks, {})] == [("one", "two")]


def test_every_pair_of_many_bidders_with_one_text_is_found_however_often_each_uses_it() -> None:
    tail = "is done as our manual of the service desk in chapter four lays down for everybody"
    remarks = [Remark(f"s{n}", f"Q{q}", f"Item {q} {tail}") for n in range(12) for q in range(100)]

    found = {(pair.one.owner, pair.other.owner) for pair in likenesses(remarks, {})}

    assert len(found) == 12 * 11 / 2


@pytest.mark.parametrize(("many", "raised"), [(10, False), (11, True)])
def test_one_evidence_item_behind_over_ten_answers_is_a_signal(many: int, raised: bool) -> None:
    asked = list(DESK.asked)[:many]
    response = made("one", {question: Answer("yes", "", ("e1",)) for question in asked}, evidence=("e1",))
    sentence = "One: one evidence item, “Title of e1” (e1), stands behind 11 answers to 11 questions."

    found = of("one-evidence-item", DESK, response)

    assert found == ([Signal("one-evidence-item", ("one",), tuple(asked), sentence)] if raised else [])


def test_the_answers_of_all_respondents_count_for_one_evidence_item() -> None:
    asked = list(DESK.asked)[:4]
    given = {question: Answer("yes", "", ("e1",)) for question in asked}

    found = of("one-evidence-item", DESK, made("one", given, given, given, evidence=("e1",)))

    assert [signal.questions for signal in found] == [tuple(asked)]
    assert "12 answers to 4 questions" in found[0].sentence


def test_straight_lining_and_level_inversions_are_the_flags_of_the_comparison() -> None:
    straight = made("one", {question: Answer("yes") for question in DESK.asked})
    required = profile(REFERENCE, {"AA": "fully", "BB": "fully"})
    inverted = bid("two", answers(REFERENCE, AA="n", BB="y")).response

    count = len(DESK.asked)
    assert of("straight-lining", DESK, straight) == [
        Signal("straight-lining", ("one",), (), f"One, role 1 (r1): the same answer to {count} of {count} questions.")
    ]
    assert of("level-inversion", required, inverted) == [
        Signal(
            "level-inversion",
            ("two",),
            required.asked_by_area["BB"],
            "Two, Area BB: met, though it rests on Area AA, not met.",
        )
    ]


def test_a_profile_is_too_good_for_its_evidence_only_where_evidence_is_asked_for() -> None:
    goals = {question: Answer("yes") for question in DESK.asked}
    backed = {question: Answer("yes", "", (f"e{n}",)) for n, question in enumerate(DESK.asked)}

    bare = of("too-good-for-evidence", DESK, made("one", goals), made("two", backed))

    assert [(signal.suppliers, signal.questions) for signal in bare] == [(("one",), ())]
    assert bare[0].sentence == (
        "One: claims 100 % of what is asked, and names evidence for only 0 % of the goals it claims (a signal from "
        "90 % claimed with under 25 % backed)."
    )
    assert of("too-good-for-evidence", replace(DESK, evidence="none"), made("one", goals)) == []


def test_a_modest_profile_without_evidence_is_no_signal() -> None:
    asked = list(DESK.asked)
    modest = {question: Answer("yes" if n % 2 else "no") for n, question in enumerate(asked)}

    assert of("too-good-for-evidence", DESK, made("one", modest)) == []


def test_sound_bids_give_no_signal() -> None:
    asked = list(DESK.asked)
    sound = {
        q: Answer("yes" if n % 3 else "no", f"{n} different words about this in our own way of telling it {n}", ())
        for n, q in enumerate(asked)
    }

    assert of("similar-comments", DESK, made("one", sound)) == []
    assert signals(DESK, [made("two", {q: Answer("yes" if n % 3 else "no") for n, q in enumerate(asked)})]) == ()
