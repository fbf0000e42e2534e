"""What a person should look at twice in the bids on a lot: signals for people, never a reason to reject by itself."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Literal

from appraisal.core.comparison import BidResult
from appraisal.core.exact import total
from appraisal.core.figures import percent
from appraisal.core.likeness import Likeness, Remark, likenesses
from appraisal.core.profile import RequiredProfile
from appraisal.core.response import Response
from appraisal.core.scoring import Submission, score_bid

SignalCode = Literal[
    "similar-comments", "one-evidence-item", "straight-lining", "level-inversion", "too-good-for-evidence"
]

MANY_ANSWERS = 10
"""One evidence item behind more answers than this is a signal."""
TOO_GOOD = Fraction(9, 10)
"""The mean declared achievement, 0-1, from which thin evidence is a signal."""
THIN_EVIDENCE = Fraction(1, 4)
"""The evidence coverage, 0-1, below which so good a profile is a signal."""


@dataclass(frozen=True, slots=True)
class Signal:
    """Something to look at: the suppliers' ids, the questions concerned (none: the bid as a whole), one sentence."""

    code: SignalCode
    suppliers: tuple[str, ...]
    questions: tuple[str, ...]
    sentence: str


def signals(profile: RequiredProfile, responses: Sequence[Response]) -> tuple[Signal, ...]:
    """The signals that the bids on a lot give, by kind and then in the order of the responses.

    They look at what suppliers declared, whatever evaluators found and whichever commitments count. Sentences name
    suppliers as the responses do.

    Raises:
        InvalidInput: no required area is applicable to one of the bids, so it cannot be scored.
    """
    as_it_is = replace(profile, proposed="shown")
    declared = [score_bid(as_it_is, Submission(response)) for response in responses]
    return (
        *_similar_comments(profile, responses),
        *(signal for response in responses for signal in _one_evidence_item(profile, response)),
        *(signal for bid in declared for signal in _from_flags(profile, bid, "straight-lining")),
        *(signal for bid in declared for signal in _from_flags(profile, bid, "level-inversion")),
        *(signal for bid in declared for signal in _too_good(profile, bid)),
    )


def _similar_comments(profile: RequiredProfile, responses: Sequence[Response]) -> Iterator[Signal]:
    """One signal for each pair of suppliers with comments that are nearly the same."""
    texts = {
        question.id: f"{question.text} {question.guide or ''}"
        for area in profile.areas
        for _, question in area.questions()
    }
    names = {response.supplier.id: response.supplier.name for response in responses}
    found: dict[tuple[str, str], list[Likeness]] = {}
    for pair in likenesses(_remarks(profile, responses), texts):
        found.setdefault((pair.one.owner, pair.other.owner), []).append(pair)
    for suppliers, pairs in sorted(found.items(), key=lambda item: [list(names).index(each) for each in item[0]]):
        concerned = {question for pair in pairs for question in (*pair.one.questions, *pair.other.questions)}
        questions = tuple(question for question in profile.asked if question in concerned)
        nearest = max(pairs, key=lambda pair: pair.shared)
        both = [question for question in nearest.one.questions if question in nearest.other.questions]
        where = both[0] if both else f"{nearest.one.questions[0]} and {nearest.other.questions[0]}"
        sentence = (
            f"{names[suppliers[0]]} and {names[suppliers[1]]}: comments on {_count(len(questions), 'question')} are "
            f"nearly the same; the nearest, on {where}, have {percent(nearest.shared)} of their wording in common."
        )
        yield Signal("similar-comments", suppliers, questions, sentence)


def _remarks(profile: RequiredProfile, responses: Sequence[Response]) -> list[Remark]:
    return [
        Remark(response.supplier.id, question, answer.comment)
        for response in responses
        for respondent in response.respondents
        for question, answer in respondent.answers.items()
        if answer.comment and question in profile.asked
    ]


def _one_evidence_item(profile: RequiredProfile, response: Response) -> Iterator[Signal]:
    """A signal for each evidence item that more than ten answers to asked questions name."""
    behind: dict[str, list[str]] = {item.id: [] for item in response.evidence}
    for respondent in response.respondents:
        for question, answer in respondent.answers.items():
            if question in profile.asked:
                for item in answer.evidence:
                    behind.setdefault(item, []).append(question)
    titles = {item.id: f"“{item.title}” ({item.id})" for item in response.evidence}
    for item, answered in behind.items():
        if len(answered) > MANY_ANSWERS:
            questions = tuple(question for question in profile.asked if question in answered)
            sentence = (
                f"{response.supplier.name}: one evidence item, {titles.get(item, item)}, stands behind "
                f"{len(answered)} answers to {_count(len(questions), 'question')}."
            )
            yield Signal("one-evidence-item", (response.supplier.id,), questions, sentence)


def _from_flags(
    profile: RequiredProfile, bid: BidResult, code: Literal["straight-lining", "level-inversion"]
) -> Iterator[Signal]:
    """The flags of one kind that scoring raises already, with the questions of their area."""
    for flag in bid.flags:
        if flag.code == code:
            sentence = f"{bid.supplier.name}, {flag.message}"
            yield Signal(code, (bid.supplier.id,), profile.asked_by_area.get(flag.area or "", ()), sentence)


def _too_good(profile: RequiredProfile, bid: BidResult) -> Iterator[Signal]:
    """A signal where the profile asks for evidence, and a bid claims nearly everything and backs hardly anything."""
    there = [area for area in bid.areas if area.achievement is not None]
    weight = total([area.requirement.weight for area in there])
    claimed = total([area.requirement.weight * area.achievement.low for area in there if area.achievement]) / weight
    if profile.evidence == "required" and claimed >= TOO_GOOD and bid.evidence_coverage < THIN_EVIDENCE:
        sentence = (
            f"{bid.supplier.name}: claims {percent(claimed)} of what is asked, and names evidence for only "
            f"{percent(bid.evidence_coverage)} of the goals it claims (a signal from {percent(TOO_GOOD)} claimed "
            f"with under {percent(THIN_EVIDENCE)} backed)."
        )
        yield Signal("too-good-for-evidence", (bid.supplier.id,), (), sentence)


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"
