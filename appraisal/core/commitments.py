"""What a supplier commits to, and what a bid would show if it were kept (section 8 of the method, commitments)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from fractions import Fraction

from appraisal.core.comparison import Flag, Interval, QuestionResult
from appraisal.core.profile import RequiredProfile
from appraisal.core.reference_model import ProcessArea
from appraisal.core.response import Commitment, Response

KEPT = Interval(Fraction(1), Fraction(1))
"""The share of a question that the supplier commits to."""


def counted_commitments(profile: RequiredProfile, response: Response) -> tuple[Commitment, ...]:
    """The commitments that the official figures count: none unless the profile says so, never one on a knock-out."""
    if profile.proposed != "counted":
        return ()
    by_area = profile.requirement_by_area
    return tuple(each for each in response.commitments if each.area in by_area and not by_area[each.area].mandatory)


def committed_questions(profile: RequiredProfile, commitment: Commitment) -> tuple[str, ...]:
    """The asked questions of a commitment in the profile's order: those it names, or all of its area's."""
    asked = profile.asked_by_area.get(commitment.area, ())
    return tuple(question for question in asked if not commitment.questions or question in commitment.questions)


def committed_days(profile: RequiredProfile, area: str, commitments: Sequence[Commitment]) -> Mapping[str, date]:
    """The questions of an area that are committed to, each with the first day from which it is."""
    days: dict[str, date] = {}
    for commitment in commitments:
        if commitment.area == area:
            for question in committed_questions(profile, commitment):
                days[question] = min(commitment.by, days.get(question, commitment.by))
    return days


def kept_results(results: Mapping[str, QuestionResult], days: Mapping[str, date]) -> Mapping[str, QuestionResult]:
    """The results of an area's questions as if each committed one had the share 1; what is not applicable stays so."""
    return {
        question: replace(result, share=KEPT) if question in days and result.share is not None else result
        for question, result in results.items()
    }


def commitment_flags(
    area: ProcessArea,
    results: Mapping[str, QuestionResult],
    kept: Mapping[str, QuestionResult],
    days: Mapping[str, date],
) -> Iterator[Flag]:
    """A flag that names the questions of an area whose share a commitment raised, and the last of their days."""
    raised = [question for question, result in kept.items() if result != results[question]]
    if raised:
        last = max(days[question] for question in raised)
        message = f"{area.name}: counted as the supplier commits to have it by {last}: {', '.join(raised)}."
        yield Flag("counted-commitment", area.id, message)
