"""What a person should look at in a bid: shown, never silent, and never a reason to reject by itself."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction

from appraisal.core.comparison import AreaResult, ComponentResult, Flag, FlagCode
from appraisal.core.profile import RequiredProfile
from appraisal.core.reference_model import SPECIFIC, ProcessArea
from appraisal.core.response import Answer, Response
from appraisal.core.shares import AreaTally

MANY_UNKNOWN = Fraction(1, 3)
STRAIGHT_LINE = Fraction(95, 100)
STRAIGHT_LINE_QUESTIONS = 20


def area_flags(
    profile: RequiredProfile, area: ProcessArea, tally: AreaTally, components: Sequence[ComponentResult]
) -> Iterator[Flag]:
    """The flags that the answers and findings of one area raise, in a fixed order."""
    found: list[tuple[FlagCode, str]] = [
        ("few-respondents", _few_respondents(profile, tally)),
        ("many-unknown", _many_unknown(tally)),
        ("disagreement", _disagreement(tally)),
        ("no-evidence", _no_evidence(profile, tally, components)),
        ("na-not-allowed", "“does not apply” counts as unknown here" if tally.refused else ""),
        ("goal-without-backing", _goal_without_backing(components)),
        ("finding-na", _finding_na(components)),
    ]
    return (Flag(code, area.id, f"{area.name}: {text}.") for code, text in found if text)


def _few_respondents(profile: RequiredProfile, tally: AreaTally) -> str:
    wanted, there = profile.method.min_respondents, len(tally.respondents)
    return f"{_count(there, 'respondent')} answered, {wanted} were asked for" if there < wanted else ""


def _many_unknown(tally: AreaTally) -> str:
    counts = tally.questions.values()
    unknown = sum(each.unknown for each in counts)
    total = sum(each.yes + each.no + each.na + each.unknown for each in counts)
    return f"{unknown} of {_count(total, 'answer')} unknown" if unknown > MANY_UNKNOWN * total else ""


def _disagreement(tally: AreaTally) -> str:
    split = [question for question, each in tally.questions.items() if each.yes and each.no]
    return f"respondents disagree on {', '.join(split)}" if split else ""


def _no_evidence(profile: RequiredProfile, tally: AreaTally, components: Sequence[ComponentResult]) -> str:
    if profile.evidence == "none":
        return ""
    goals = [question.id for component in components if component.group == SPECIFIC for question in component.questions]
    bare = sum(not answer.evidence for answer in _yes_answers(tally, goals))
    return f"{_count(bare, 'yes')} on goal questions without an evidence item" if bare else ""


def _goal_without_backing(components: Sequence[ComponentResult]) -> str:
    goals = [question.tally for part in components if part.group == SPECIFIC for question in part.questions]
    backing = [question.tally for part in components if part.group != SPECIFIC for question in part.questions]
    if not goals or not backing:
        return ""
    every_yes = all(tally.yes and not (tally.no or tally.na or tally.unknown) for tally in goals)
    every_no = all(tally.no and not (tally.yes or tally.na or tally.unknown) for tally in backing)
    return "every goal is claimed, nothing that would keep it up" if every_yes and every_no else ""


def _finding_na(components: Sequence[ComponentResult]) -> str:
    found = [question.id for part in components for question in part.questions if question.finding == "NA"]
    return f"found not applicable by the evaluators: {', '.join(found)}" if found else ""


def _yes_answers(tally: AreaTally, questions: Sequence[str]) -> Iterator[Answer]:
    for respondent in tally.respondents:
        for question in questions:
            answer = respondent.answers.get(question)
            if answer is not None and answer.value == "yes":
                yield answer


def evidence_coverage(profile: RequiredProfile, areas: Sequence[AreaResult], response: Response) -> Fraction:
    """The share, 0-1, of the yes answers to asked goal questions in applicable areas that name evidence; 0 if none."""
    yes = backed = 0
    for area in areas:
        if not area.applicable:
            continue
        goals = [question.id for part in area.components if part.group == SPECIFIC for question in part.questions]
        for respondent in response.respondents:
            if respondent.covers(area.area):
                given = [respondent.answers[question] for question in goals if question in respondent.answers]
                yes += sum(answer.value == "yes" for answer in given)
                backed += sum(answer.value == "yes" and bool(answer.evidence) for answer in given)
    return Fraction(backed, yes) if yes else Fraction(0)


def straight_lining(asked: Mapping[str, str], response: Response) -> Iterator[Flag]:
    """A flag for each respondent who gives one and the same answer to over 95 % of 20 or more asked questions."""
    for respondent in sorted(response.respondents, key=lambda each: each.id):
        values = [answer.value for question, answer in respondent.answers.items() if question in asked]
        same = max((values.count(value) for value in set(values)), default=0)
        if len(values) >= STRAIGHT_LINE_QUESTIONS and same > STRAIGHT_LINE * len(values):
            message = f"{respondent.role} ({respondent.id}): the same answer to {same} of {len(values)} questions."
            yield Flag("straight-lining", None, message)


def level_inversions(profile: RequiredProfile, areas: Sequence[AreaResult]) -> Iterator[Flag]:
    """A flag for each area that is met while a required area it rests on is not."""
    by_id = {area.area: area for area in areas}
    for area in areas:
        if not area.applicable or area.gap != "none":
            continue
        known = profile.model.area_by_id
        missed = [base for base in known[area.area].rests_on if base in by_id and by_id[base].gap != "none"]
        if missed:
            names = " and ".join(known[base].name for base in missed)
            yield Flag(
                "level-inversion", area.area, f"{known[area.area].name}: met, though it rests on {names}, not met."
            )


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {'yeses' if noun == 'yes' else noun + 's'}"
