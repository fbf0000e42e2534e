"""What a supplier still has to do before the bid is complete, in plain lines."""

from __future__ import annotations

from collections.abc import Iterator

from appraisal.core.profile import RequiredProfile
from appraisal.core.reference_model import SPECIFIC
from appraisal.core.response import Response


def completeness_lines(profile: RequiredProfile, response: Response) -> Iterator[str]:
    """First that the response is valid and how much it holds, then a line for each area where something is missing."""
    given = sum(
        question in respondent.answers
        for respondent in response.respondents
        for question, area in profile.asked.items()
        if respondent.covers(area)
    )
    staff = len(response.respondents)
    respondents = "1 respondent" if staff == 1 else f"{staff} respondents"
    yield f"valid, {response.supplier.name}, {respondents}, {given} answers to {len(profile.asked)} questions"
    for requirement in profile.requirements:
        missing = list(_missing(profile, response, requirement.area))
        if missing:
            yield f"{requirement.area}: {'; '.join(missing)}"


def _missing(profile: RequiredProfile, response: Response, area: str) -> Iterator[str]:
    inside = [respondent for respondent in response.respondents if respondent.covers(area)]
    asked = [question for question, where in profile.asked.items() if where == area]
    if len(inside) < profile.method.min_respondents:
        yield f"{len(inside)} of {profile.method.min_respondents} respondents"
    answers = [respondent.answers.get(question) for respondent in inside for question in asked]
    blank = sum(answer is None for answer in answers)
    unknown = sum(answer is not None and answer.value == "dk" for answer in answers)
    if blank:
        yield f"{blank} unanswered"
    if unknown:
        yield f"{unknown} don't know"
    if profile.evidence == "required":
        goals = {
            question.id
            for component, question in profile.model.area_by_id[area].questions()
            if component.group == SPECIFIC
        }
        bare = sum(
            answer.value == "yes" and not answer.evidence and question in goals
            for respondent in inside
            for question, answer in respondent.answers.items()
            if question in asked
        )
        if bare:
            yield f"{bare} yes without evidence"
