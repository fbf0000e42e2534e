"""A required profile as lines of text for a terminal of 80 columns."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator
from fractions import Fraction

from appraisal.core.figures import plain_decimal, reading
from appraisal.core.profile import RequiredProfile, Requirement

WIDTH = 79


def profile_size(profile: RequiredProfile) -> str:
    """How much the profile asks, in words."""
    return f"{len(profile.requirements)} areas, {len(profile.asked)} questions"


def profile_outline(profile: RequiredProfile) -> Iterator[str]:
    """The whole profile: what it is, then each area with its target, its share of the weight and why."""
    method = profile.method
    yield from textwrap.wrap(f"{profile.title} ({profile.id}, version {profile.version})", WIDTH)
    yield from textwrap.wrap(profile.service, WIDTH)
    yield f"Model: {profile.model.title} ({profile.model.id}); {profile_size(profile)}"
    yield f"Use: {profile.use}; evidence: {profile.evidence}; at least {method.min_respondents} respondents an area"
    if profile.proposed == "counted":
        yield "Commitments of suppliers count, except on knock-outs"
    yield f"Digest: {profile.digest}"
    level = None
    for requirement, area in zip(profile.requirements, profile.areas, strict=True):
        if area.level != level:
            level = area.level
            yield ""
            yield f"Level {level} {profile.model.level_name(level)}".rstrip()
        share = reading(100 * requirement.weight / profile.total_weight, 1)
        sign = "*" if requirement.mandatory else " "
        yield f"{sign} {area.id:5} {area.name}: {_target(requirement)}, {share} % of the weight"
        yield from textwrap.wrap(_why(requirement), WIDTH, initial_indent=" " * 8, subsequent_indent=" " * 8)
    yield ""
    yield "* knock-out: a bid that misses it is not ranked"


def _target(requirement: Requirement) -> str:
    target = requirement.target
    return f"{plain_decimal(target)} of 100" if isinstance(target, Fraction) else target


def _why(requirement: Requirement) -> str:
    return "Added by the required level." if requirement.added else requirement.why
