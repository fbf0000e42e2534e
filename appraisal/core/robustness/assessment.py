"""All parts of the robustness of one comparison, put together."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from appraisal.core.comparison import Comparison
from appraisal.core.profile import RequiredProfile
from appraisal.core.ranking import compare
from appraisal.core.robustness.changed_settings import changed_profiles, firsts
from appraisal.core.robustness.dominance import dominances, leave_one_out
from appraisal.core.robustness.fit_matrix import fit_matrix
from appraisal.core.robustness.ranges import is_winner_certain, rank_ranges
from appraisal.core.robustness.results import ChangedSetting, Robustness
from appraisal.core.robustness.weights import smallest_flip, weight_intervals
from appraisal.core.scoring import Submission


def with_robustness(comparison: Comparison) -> Comparison:
    """The comparison with its robustness; the same bids are scored again for part 6 of section 6 of the method."""
    submissions = [Submission(bid.response, bid.findings) for bid in comparison.bids]
    robustness = robustness_of(comparison, lambda profile: compare(profile, submissions))
    return replace(comparison, robustness=robustness)


def robustness_of(comparison: Comparison, recompute: Callable[[RequiredProfile], Comparison]) -> Robustness | None:
    """How firm the comparison's ranking is; None when nobody is ranked.

    `recompute` compares the same bids against a changed profile.
    """
    if not comparison.ranked:
        return None
    from appraisal.core.robustness.acceptability import acceptability, seed_of
    from appraisal.core.robustness.second_opinion import second_opinions

    matrix = fit_matrix(comparison)
    ranges = rank_ranges([bid.fit for bid in comparison.ranked])
    return Robustness(
        rank_range=dict(zip((bid.supplier.id for bid in comparison.ranked), ranges, strict=True)),
        winner_certain=is_winner_certain(comparison, ranges),
        weight_intervals=weight_intervals(matrix),
        smallest_flip=smallest_flip(matrix),
        acceptability=acceptability(matrix, seed_of(comparison.profile.digest)),
        leave_one_out=leave_one_out(matrix),
        settings=tuple(
            ChangedSetting(change, firsts(recompute(profile)))
            for change, profile in changed_profiles(comparison.profile)
        ),
        second_opinion=second_opinions(matrix),
        dominance=dominances(matrix),
    )
