"""From answers and findings to the share of each question (section 2 of the method)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache
from typing import Literal

from appraisal.core.comparison import Interval, QuestionResult, Tally
from appraisal.core.response import Finding, Respondent

FINDING_SHARE: Mapping[str, Fraction] = {"F": Fraction(1), "L": Fraction(4, 5), "P": Fraction(1, 2), "N": Fraction(0)}
"""The share that a finding stands for; NA has none: the question is not applicable."""

NOTHING_KNOWN = Tally(unknown=1)
"""A question of an area that no respondent's scope holds."""


@dataclass(frozen=True, slots=True)
class AreaTally:
    """The answers to the asked questions of one area, by question id.

    `honoured` says that the whole area was declared not applicable and may be; `refused` that some `na` was not.
    """

    questions: Mapping[str, Tally]
    respondents: tuple[Respondent, ...]
    honoured: bool
    refused: bool


def tally_area(area: str, asked: Sequence[str], respondents: Iterable[Respondent], may_be_na: bool) -> AreaTally:
    """Count the answers to the asked questions of an area over the respondents whose scope holds it."""
    inside = tuple(respondent for respondent in respondents if respondent.covers(area))
    columns = [
        [answer.value if (answer := respondent.answers.get(question)) else "blank" for respondent in inside]
        for question in asked
    ]
    honoured = may_be_na and bool(inside) and all(value == "na" for column in columns for value in column)
    tallies = {question: _count(column, honoured) for question, column in zip(asked, columns, strict=True)}
    refused = not honoured and any("na" in column for column in columns)
    return AreaTally(tallies, inside, honoured, refused)


def _count(values: Sequence[str], honoured: bool) -> Tally:
    if not values:
        return NOTHING_KNOWN
    if honoured:
        return Tally(na=len(values))
    yes, no = values.count("yes"), values.count("no")
    return _tally(yes, no, len(values) - yes - no)


def question_result(
    question: str, tally: Tally, finding: Finding | None, unknown: Literal["against", "ignore"]
) -> QuestionResult:
    """The question's share as an interval in 0-1; a finding makes it a point, "ignore" leaves the unknowns out."""
    return _result(question, tally, finding.value if finding else None, unknown)


# Many bids share few different counts, so what follows from the counts alone is made once.


@lru_cache(1 << 10)
def _tally(yes: int, no: int, unknown: int) -> Tally:
    return Tally(yes, no, 0, unknown)


@lru_cache(1 << 14)
def _result(question: str, tally: Tally, finding: str | None, unknown: str) -> QuestionResult:
    if finding is None:
        return QuestionResult(question, tally, None, _share(tally, unknown))
    point = FINDING_SHARE.get(finding)
    return QuestionResult(question, tally, finding, None if point is None else Interval(point, point))


@lru_cache(1 << 10)
def _share(tally: Tally, unknown: str) -> Interval | None:
    known = tally.yes + tally.no
    total = known + tally.unknown
    if total == 0:
        return None
    if unknown == "ignore":
        point = Fraction(tally.yes, known) if known else Fraction(0)
        return Interval(point, point)
    return Interval(Fraction(tally.yes, total), Fraction(tally.yes + tally.unknown, total))
