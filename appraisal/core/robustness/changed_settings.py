"""Other settings: the same profile with the unknowns ignored, and with thresholds a little lower and higher."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from fractions import Fraction

from appraisal.core.comparison import Comparison
from appraisal.core.profile import RequiredProfile, Target
from appraisal.core.reference_model import Rating

STEP = Fraction(1, 20)
LEAST, MOST = Fraction(1, 100), Fraction(1)


def changed_profiles(profile: RequiredProfile) -> Iterator[tuple[str, RequiredProfile]]:
    """Each change by the name that results give it, with the profile so changed."""
    yield "unknown=ignore", replace(profile, method=replace(profile.method, unknown="ignore"))
    yield "thresholds-0.05", with_thresholds_moved(profile, -STEP)
    yield "thresholds+0.05", with_thresholds_moved(profile, STEP)


def with_thresholds_moved(profile: RequiredProfile, step: Fraction) -> RequiredProfile:
    """The profile with every threshold of the model's ratings and every numeric target moved, kept within 0.01-1."""
    ratings = tuple(_moved_rating(rating, step) for rating in profile.model.ratings)
    return replace(
        profile,
        model=replace(profile.model, ratings=ratings),
        requirements=tuple(
            replace(requirement, target=_moved_target(requirement.target, step)) for requirement in profile.requirements
        ),
    )


def firsts(comparison: Comparison) -> tuple[str, ...]:
    """The suppliers at rank 1, by id; nobody when no bid is ranked."""
    return tuple(sorted(bid.supplier.id for bid in comparison.bids if bid.rank == 1))


def _moved_rating(rating: Rating, step: Fraction) -> Rating:
    return replace(rating, thresholds={group: _moved(value, step) for group, value in rating.thresholds.items()})


def _moved_target(target: Target, step: Fraction) -> Target:
    return target if isinstance(target, str) else 100 * _moved(target / 100, step)


def _moved(threshold: Fraction, step: Fraction) -> Fraction:
    return min(MOST, max(LEAST, threshold + step))
