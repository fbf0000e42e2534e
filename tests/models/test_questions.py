"""Every question of the bundled models is one clear yes/no question to a busy member of a supplier's staff."""

from __future__ import annotations

import re

import pytest

from appraisal.core.reference_model import Question, ReferenceModel
from appraisal.exchange.model_toml import bundled_model_ids, load_model

MODELS = [load_model(model_id) for model_id in bundled_model_ids()]
OPENINGS = {
    "Are", "Can", "Do", "Does", "Has", "Have", "Is",
    "For", "Throughout", "When",
}  # fmt: skip
"""The words that a question begins with; the last three lead in to one."""
ONE_THING = re.compile(
    r"(knowledge and skills|likelihood and impact|measurement and analysis|work monitoring and control|"
    r"capacity and availability management|incident resolution and prevention|causal analysis and resolution)"
)
"""Pairs that are one thing in the trade."""

each_model = pytest.mark.parametrize("model", MODELS, ids=lambda model: model.id)


def questions(model: ReferenceModel) -> list[Question]:
    return [question for area in model.areas for _, question in area.questions()]


@each_model
def test_a_question_is_one_sentence_with_a_question_mark(model: ReferenceModel) -> None:
    found = questions(model)

    assert [q.id for q in found if not q.text.endswith("?") or q.text.count("?") > 1] == []
    assert {q.text.split()[0] for q in found} <= OPENINGS
    assert max(len(q.text) for q in found) <= 170


@each_model
def test_a_question_that_joins_two_things_says_when_yes_is_right(model: ReferenceModel) -> None:
    joined = [question for question in questions(model) if " and " in ONE_THING.sub("", question.text)]

    assert [question.id for question in joined if question.guide is None] == []


@each_model
def test_a_guide_is_short_and_ends_with_a_full_stop(model: ReferenceModel) -> None:
    guides = [question.guide for question in questions(model) if question.guide]

    assert [guide for guide in guides if not guide.endswith(".") or len(guide) > 140] == []


@each_model
def test_every_text_is_a_whole_sentence(model: ReferenceModel) -> None:
    texts = [area.purpose for area in model.areas]
    texts += [component.text for area in model.areas for component in area.components]
    texts += [activity.text for area in model.areas for activity in area.activities]

    assert [text for text in texts if not text.endswith(".") or not text[0].isupper()] == []


@each_model
def test_every_text_keeps_to_plain_letters_that_any_font_has(model: ReferenceModel) -> None:
    texts = [model.note, *(area.purpose for area in model.areas)]
    texts += [text for question in questions(model) for text in (question.text, question.guide or "")]

    assert [text for text in texts if not text.isascii()] == []


@each_model
def test_the_note_says_whose_words_they_are_and_claims_no_approval(model: ReferenceModel) -> None:
    assert "this project's own" in model.note
    assert "No affiliation with, and no approval by," in model.note


@each_model
def test_every_group_has_a_name_for_people(model: ReferenceModel) -> None:
    assert [group.id for group in model.named_groups] == [group.id for group in model.groups]
