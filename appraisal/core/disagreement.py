"""Where evaluators differ on a bid, by how much it matters: what the panel should talk about first."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from fractions import Fraction

from appraisal.core.exact import total
from appraisal.core.profile import RequiredProfile
from appraisal.core.response import Finding, Findings, FindingValue
from appraisal.core.scoring import Submission, score_area

IndividualFindings = Mapping[str, Mapping[str, FindingValue]]
"""What each evaluator found, by question and then by evaluator."""


@dataclass(frozen=True, slots=True)
class Disagreement:
    """A question on which evaluators differ.

    `fits` gives, for each finding that somebody made, the bid's official fit, 0-100, if that were the consensus on this
    question, all else as it stands. `consensus` is the finding already agreed on, or None.
    """

    question: str
    area: str
    mandatory: bool
    findings: Mapping[str, FindingValue]
    fits: Mapping[FindingValue, Fraction]
    consensus: FindingValue | None

    @property
    def weight(self) -> Fraction:
        """The points, 0-100, of the bid's fit between the finding that helps it least and the one that helps most."""
        return max(self.fits.values()) - min(self.fits.values())


@dataclass(frozen=True, slots=True)
class LoneLook:
    """An area in which one evaluator alone has made findings, so that nobody could differ."""

    area: str
    evaluator: str


@dataclass(frozen=True, slots=True)
class Disagreements:
    """What evaluators differ on, what matters most first, and the areas that one alone has looked at."""

    questions: tuple[Disagreement, ...]
    alone: tuple[LoneLook, ...]


def disagreements(profile: RequiredProfile, submission: Submission, individual: IndividualFindings) -> Disagreements:
    """The questions on which evaluators differ: knock-out areas first, then by weight, then in the profile's order.

    `submission` holds the response and the consensus so far: where there is none, the answers stand. Findings on
    questions that are not asked are left out.
    """
    official = _official(profile, submission)
    found: list[Disagreement] = []
    for question, area in profile.asked.items():
        row = individual.get(question, {})
        if len(set(row.values())) > 1:
            requirement = profile.requirement_by_area[area]
            found.append(
                Disagreement(
                    question=question,
                    area=area,
                    mandatory=requirement.mandatory,
                    findings=row,
                    fits=_fits(profile, submission, question, official, sorted(set(row.values()))),
                    consensus=_consensus(submission, question),
                )
            )
    return Disagreements(
        tuple(sorted(found, key=lambda each: (not each.mandatory, -each.weight))), tuple(_alone(profile, individual))
    )


def _official(profile: RequiredProfile, submission: Submission) -> dict[str, Fraction | None]:
    """The official fit of each area, 0-1; None where it is not applicable."""
    scored = [score_area(profile, requirement, submission)[0] for requirement in profile.requirements]
    return {area.area: area.fit.low if area.fit else None for area in scored}


def _fits(
    profile: RequiredProfile,
    submission: Submission,
    question: str,
    official: Mapping[str, Fraction | None],
    values: Iterable[FindingValue],
) -> dict[FindingValue, Fraction]:
    """The bid's fit under each finding on the question; only the area of the question is scored again."""
    requirement = profile.requirement_by_area[profile.asked[question]]
    agreed = submission.findings.findings if submission.findings else {}
    fits = {}
    for value in values:
        findings = Findings(submission.response.supplier.id, {**agreed, question: Finding(value, "")})
        result, _ = score_area(profile, requirement, replace(submission, findings=findings))
        fits[value] = _bid_fit(profile, {**official, result.area: result.fit.low if result.fit else None})
    return fits


def _bid_fit(profile: RequiredProfile, areas: Mapping[str, Fraction | None]) -> Fraction:
    """The fit of a bid, 0-100, from those of its areas; 0 where none is applicable, as nothing is shown then."""
    there = [(profile.requirement_by_area[area].weight, fit) for area, fit in areas.items() if fit is not None]
    weight = total([each for each, _ in there])
    return 100 * total([each * fit for each, fit in there]) / weight if weight else Fraction(0)


def _consensus(submission: Submission, question: str) -> FindingValue | None:
    agreed = submission.findings.findings.get(question) if submission.findings else None
    return agreed.value if agreed else None


def _alone(profile: RequiredProfile, individual: IndividualFindings) -> Iterable[LoneLook]:
    for area, asked in profile.asked_by_area.items():
        looked = {evaluator for question in asked for evaluator in individual.get(question, {})}
        if len(looked) == 1:
            yield LoneLook(area, *looked)
