"""One bid against a required profile: areas, fit, eligibility, level, risk and flags, before any rank is given."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from appraisal.core.commitments import commitment_flags, committed_days, counted_commitments, kept_results
from appraisal.core.comparison import AreaResult, BidResult, ComponentResult, Eligibility, Flag, Interval
from appraisal.core.errors import InvalidInput, Problem
from appraisal.core.exact import total
from appraisal.core.flags import area_flags, evidence_coverage, level_inversions, straight_lining
from appraisal.core.profile import RequiredProfile, Requirement
from appraisal.core.rating import area_achievement, area_fit, area_gap, area_state, rate_components
from appraisal.core.response import Commitment, Findings, Response
from appraisal.core.risk import highest, risk_by_level
from appraisal.core.shares import question_result, tally_area


@dataclass(frozen=True, slots=True)
class Submission:
    """What is known of one bid: its response, and the consensus findings where evaluators made some."""

    response: Response
    findings: Findings | None = None
    source: str = ""


def score_bid(
    profile: RequiredProfile, submission: Submission, commitments: Sequence[Commitment] | None = None
) -> BidResult:
    """Everything sections 2, 3 and 5 of the method say of one bid; `rank` is still None.

    `commitments` are those to count as if they were kept: by default the ones that the profile lets count.

    Raises:
        InvalidInput: no required area is applicable to the bid, so nothing can be scored.
    """
    response = submission.response
    scored = [score_area(profile, requirement, submission, commitments) for requirement in profile.requirements]
    areas = _with_points(profile, [area for area, _ in scored], submission)
    flags = [flag for _, raised in scored for flag in raised]
    inversions = list(level_inversions(profile, areas))
    areas = tuple(_with_flags(area, flags + inversions) for area in areas)
    gaps = [(profile.model.area_by_id[area.area].level, area.gap) for area in areas]
    risks = risk_by_level(gaps)
    risk = highest(risks.values())
    return BidResult(
        supplier=response.supplier,
        rank=None,
        eligibility=_eligibility(areas),
        fit=_bid_fit(areas),
        indicated_level=indicated_level(profile, {area.area: area.state for area in areas}),
        risk=risk,
        risk_by_level=risks,
        risk_areas=tuple(
            area.area for area, (level, gap) in zip(areas, gaps, strict=True) if gap != "none" and risks[level] == risk
        ),
        evidence_coverage=evidence_coverage(profile, areas, response),
        areas=areas,
        flags=(*_in_profile_order(profile, flags + inversions), *straight_lining(profile.asked, response)),
        response=response,
        findings=submission.findings,
    )


def score_area(
    profile: RequiredProfile,
    requirement: Requirement,
    submission: Submission,
    commitments: Sequence[Commitment] | None = None,
) -> tuple[AreaResult, list[Flag]]:
    """One area of a bid by itself, with the flags that it raises; points, stake and the result's flags are not set.

    `commitments` are those to count as if they were kept: by default the ones that the profile lets count.
    """
    area = profile.model.area_by_id[requirement.area]
    thresholds = profile.thresholds(requirement)
    asked = [question.id for _, question in area.questions(frozenset(thresholds))]
    tally = tally_area(area.id, asked, submission.response.respondents, profile.allows_na(area.id))
    found = submission.findings.findings if submission.findings else {}
    results = {
        question: question_result(question, tally.questions[question], found.get(question), profile.method.unknown)
        for question in asked
    }
    counted = counted_commitments(profile, submission.response) if commitments is None else commitments
    days = committed_days(profile, area.id, counted)
    kept = kept_results(results, days) if days else results
    components = rate_components(area, thresholds, kept)
    flags = [*area_flags(profile, area, tally, components), *commitment_flags(area, results, kept, days)]
    return _rated(profile, requirement, components), flags


def _rated(profile: RequiredProfile, requirement: Requirement, components: tuple[ComponentResult, ...]) -> AreaResult:
    model, weight = profile.model, profile.method.specific_weight
    if all(component.value is None for component in components):
        return AreaResult(requirement.area, requirement, False, None, "none", None, None, None, None, (), components)
    thresholds = profile.thresholds(requirement)
    groups = tuple(group.id for group in model.groups if group.id in thresholds)
    fit = area_fit(components, weight, groups)
    state = area_state(model, model.area_by_id[requirement.area], components)
    return AreaResult(
        area=requirement.area,
        requirement=requirement,
        applicable=True,
        state=state,
        gap=area_gap(profile, requirement, state, fit),
        achievement=area_achievement(components, weight, groups),
        fit=fit,
        points=None,
        stake=None,
        flags=(),
        components=components,
    )


def _with_points(
    profile: RequiredProfile, areas: Sequence[AreaResult], submission: Submission
) -> tuple[AreaResult, ...]:
    whole = total([area.requirement.weight for area in areas if area.applicable])
    if whole == 0:
        wrong = f"no required area is applicable to {submission.response.supplier.name}"
        raise InvalidInput(submission.source, [Problem("", wrong, "expected at least one area that can be scored")])
    pointed = []
    for area in areas:
        if area.fit is not None:
            stake = 100 * area.requirement.weight / whole
            area = replace(area, stake=stake, points=stake * area.fit.low)
        pointed.append(area)
    return tuple(pointed)


def _with_flags(area: AreaResult, flags: Sequence[Flag]) -> AreaResult:
    return replace(area, flags=tuple(flag.code for flag in flags if flag.area == area.area))


def _in_profile_order(profile: RequiredProfile, flags: Sequence[Flag]) -> list[Flag]:
    order = {requirement.area: place for place, requirement in enumerate(profile.requirements)}
    return sorted(flags, key=lambda flag: order[flag.area or ""])


def _bid_fit(areas: Sequence[AreaResult]) -> Interval:
    there = [(area.stake, area.fit) for area in areas if area.stake is not None and area.fit is not None]
    return Interval(total([stake * fit.low for stake, fit in there]), total([stake * fit.high for stake, fit in there]))


def _eligibility(areas: Sequence[AreaResult]) -> Eligibility:
    met = [area.met for area in areas if area.requirement.mandatory]
    return "fails" if "fails" in met else "unclear" if "unclear" in met else "meets"


def indicated_level(profile: RequiredProfile, states: Mapping[str, str | None]) -> int | None:
    """The maturity level that the official states indicate (1-5), None unless every level-2 area is in the profile.

    A state of None is an area that is not applicable, which counts as met. A level on which the model has no area
    stands in nobody's way, and is never indicated itself.
    """
    model = profile.model
    by_level = {level: [area.id for area in model.areas if area.level == level] for level in range(2, 6)}
    if not all(area in states for area in by_level[2]):
        return None
    reached = 1
    for level in range(2, 6):
        upto = [area for lower in range(2, level + 1) for area in by_level[lower]]
        if level not in model.staging or not all(area in states for area in by_level[level]):
            break
        needed = model.step(model.staging[level])
        given = [states[area] for area in upto]
        if not all(state is None or model.step(state) >= needed for state in given):
            break
        reached = level if by_level[level] else reached
    return reached
