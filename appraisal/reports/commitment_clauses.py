"""What a supplier commits to, in plain words that can stand in a contract."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from appraisal.core.commitments import committed_questions
from appraisal.core.profile import RequiredProfile
from appraisal.core.reference_model import Question
from appraisal.core.response import Commitment, Response
from appraisal.reports.wording import day, full_name, joined, visible

SENTENCE_ENDS = (".", "!", "?", "…")


@dataclass(frozen=True, slots=True)
class Clause:
    """One commitment as a clause: one paragraph, and the questions that must be answered yes from the day on."""

    commitment: Commitment
    text: str
    questions: tuple[Question, ...]


def commitment_clauses(profile: RequiredProfile, response: Response) -> tuple[Clause, ...]:
    """The clauses of a bid by their day; on one day in the response's order."""
    return tuple(
        _clause(profile, response, commitment) for commitment in sorted(response.commitments, key=lambda each: each.by)
    )


def _clause(profile: RequiredProfile, response: Response, commitment: Commitment) -> Clause:
    area = profile.model.area_by_id[commitment.area]
    committed = committed_questions(profile, commitment)
    questions = tuple(question for _, question in area.questions() if question.id in committed)
    text = (
        f"By {day(commitment.by)} {full_name(response.supplier)} will do the following, so that "
        f"{_aim(commitment, questions, visible(area.name))}: {visible(commitment.text)}"
    )
    return Clause(commitment, text if text.endswith(SENTENCE_ENDS) else f"{text}.", questions)


def _aim(commitment: Commitment, questions: Sequence[Question], area: str) -> str:
    """What must be so afterwards, in a way that can be checked."""
    if not questions:
        return f"{area} is improved"
    if not commitment.questions:
        return f"every question asked on {area} can be answered with yes"
    named = joined([question.id for question in questions])
    word = "question" if len(questions) == 1 else "questions"
    return f"{word} {named} on {area} can be answered with yes"
