"""Three profiles of a bid, area by area: declared, verified, and proposed by what the supplier commits to."""

from __future__ import annotations

from dataclasses import dataclass

from appraisal.core.comparison import AreaResult
from appraisal.core.profile import RequiredProfile
from appraisal.core.response import Commitment
from appraisal.core.scoring import Submission, score_area


@dataclass(frozen=True, slots=True)
class AreaProfiles:
    """One required area three times, each with its state, fit and gap; points and stake are not set.

    `declared` rests on the answers alone. `verified` has the findings in place of the answers where there are any; None
    where the area has no finding. `proposed` is the official reading of answers and findings with every committed
    question's share at 1: the official reading itself where the supplier commits to nothing in the area.
    """

    area: str
    declared: AreaResult
    verified: AreaResult | None
    proposed: AreaResult
    commitments: tuple[Commitment, ...]


def three_profiles(profile: RequiredProfile, submission: Submission) -> tuple[AreaProfiles, ...]:
    """The declared, verified and proposed profile of a bid, in the profile's order.

    The same whether the profile counts commitments or only shows them: what counts is said by the comparison.
    """
    response = submission.response
    found = submission.findings.findings if submission.findings else {}
    profiles = []
    for requirement in profile.requirements:
        area = requirement.area
        committed = tuple(each for each in response.commitments if each.area == area)
        checked = any(question in found for question in profile.asked_by_area.get(area, ()))
        declared, _ = score_area(profile, requirement, Submission(response), ())
        verified = score_area(profile, requirement, submission, ())[0] if checked else None
        proposed, _ = score_area(profile, requirement, submission, committed)
        profiles.append(AreaProfiles(area, declared, verified, proposed, committed))
    return tuple(profiles)
