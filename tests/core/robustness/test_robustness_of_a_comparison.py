"""The robustness of whole comparisons: which bids it looks at, and what it says at the edges."""

from __future__ import annotations

import subprocess
import sys
from dataclasses import replace
from fractions import Fraction

from hypothesis import given, settings

from appraisal.core.comparison import Comparison
from appraisal.core.profile import MethodSettings, RequiredProfile
from appraisal.core.ranking import compare
from appraisal.core.robustness import ChangedSetting, LeftOut, Robustness, with_robustness
from appraisal.core.robustness.changed_settings import with_thresholds_moved
from appraisal.core.robustness.fit_matrix import fit_matrix
from appraisal.core.scoring import Submission
from bids import answers, area, bid, model, profile
from strategies import tenders

F = Fraction
REFERENCE = model(area("AA", 2), area("BB", 2), area("CC", 3), area("SUB", 3, may_be_na=True))
REQUIRED = profile(REFERENCE, {"AA": "fully", "BB": "fully", "CC": "fully"}, {"AA": 2}, mandatory="AA")


def offer(name: str, *rows: tuple[str, str, str]) -> Submission:
    """A bid with a respondent for each row of answers to AA, BB and CC."""
    return bid(name, *(answers(REFERENCE, AA=aa, BB=bb, CC=cc) for aa, bb, cc in rows))


def robustness(required: RequiredProfile, *bids: Submission) -> Robustness:
    result = with_robustness(compare(required, bids)).robustness
    assert result is not None
    return result


def test_nobody_ranked_has_no_robustness() -> None:
    assert with_robustness(compare(REQUIRED, [offer("a", ("n", "y", "y"))])).robustness is None


def test_unclear_bids_do_not_compete_with_one_that_meets_but_have_a_rank_range() -> None:
    result = robustness(
        REQUIRED, offer("m", ("y", "n", "n")), offer("u", ("dyyyyy", "y", "y")), offer("f", ("n", "y", "y"))
    )

    assert result.rank_range == {"m": (2, 2), "u": (1, 1)}
    assert result.acceptability.any == {"m": (1.0,)}
    assert result.smallest_flip is None
    assert not result.winner_certain


def test_the_unclear_bids_compete_when_no_other_is_ranked() -> None:
    result = robustness(REQUIRED, offer("u", ("dyyyyy", "y", "y")), offer("v", ("dyyyyy", "n", "y")))

    assert tuple(result.acceptability.any) == ("u", "v")
    assert result.rank_range == {"u": (1, 1), "v": (2, 2)}
    assert not result.winner_certain


def test_a_winner_that_no_reading_of_the_unknowns_overtakes_is_certain() -> None:
    sure = robustness(REQUIRED, offer("a", ("y", "y", "y")), offer("b", ("y", "ydyyyy", "n")))
    open_end = robustness(REQUIRED, offer("a", ("y", "y", "y")), offer("b", ("y", "ydyyyy", "y")))

    assert (sure.winner_certain, sure.rank_range) == (True, {"a": (1, 1), "b": (2, 2)})
    assert (open_end.winner_certain, open_end.rank_range) == (False, {"a": (1, 2), "b": (1, 2)})


def test_two_bids_equal_in_all_areas_have_a_flip_of_nothing_and_no_intervals() -> None:
    result = robustness(REQUIRED, offer("b", ("y", "n", "y")), offer("a", ("y", "n", "y")))

    assert result.smallest_flip is not None
    assert (result.smallest_flip.share, result.smallest_flip.to, result.weight_intervals) == (0, "b", ())
    assert result.acceptability.any == {"a": (1.0, 0.0), "b": (1.0, 0.0)}
    assert result.leave_one_out == tuple(LeftOut(name, ("a", "b")) for name in ("AA", "BB", "CC"))
    assert {change.first for change in result.settings} == {("a", "b")}
    assert result.dominance == ()
    assert not result.winner_certain


def test_one_bid_alone_is_firm() -> None:
    result = robustness(REQUIRED, offer("a", ("y", "n", "yynnyy")))

    assert result.winner_certain
    assert result.smallest_flip is None
    assert [(each.low, each.high) for each in result.weight_intervals] == [(0, 1)] * 3
    assert result.acceptability.near == {"a": (1.0,)}
    assert {name: (each.order, each.tau) for name, each in result.second_opinion.items()} == {
        "topsis": (("a",), 1.0),
        "promethee_ii": (("a",), 1.0),
    }


def test_one_area_cannot_be_left_out_and_holds_all_the_weight() -> None:
    required = profile(REFERENCE, {"BB": "fully"})

    result = robustness(required, offer("a", ("y", "y", "y")), offer("b", ("y", "n", "y")))

    assert [(each.share, each.low, each.high) for each in result.weight_intervals] == [(1, 0, 1)]
    assert result.leave_one_out == ()
    assert result.dominance == (("a", "b"),)


def test_an_area_that_does_not_apply_takes_the_bids_own_fit() -> None:
    required = profile(REFERENCE, {"AA": "fully", "BB": "fully", "SUB": "fully"}, {"AA": 3})
    without = bid("a", answers(REFERENCE, AA="y", BB="n", SUB="a"))

    matrix = fit_matrix(compare(required, [without]))

    assert matrix.rows == ((F(1), F(0), F(3, 4)),)
    assert matrix.scores == (F(3, 4),)


def test_ignoring_the_unknowns_may_put_another_bid_first() -> None:
    result = robustness(REQUIRED, offer("a", ("y", "yynnnn", "y")), offer("b", ("y", "dddddy", "y")))

    assert result.settings == (
        ChangedSetting("unknown=ignore", ("a",)),
        ChangedSetting("thresholds-0.05", ("a",)),
        ChangedSetting("thresholds+0.05", ("a",)),
    )
    better = robustness(REQUIRED, offer("a", ("y", "yynnnn", "y")), offer("b", ("y", "yydyyy", "y")))
    assert [change.first for change in better.settings] == [("b",), ("b",), ("b",)]


def test_lower_thresholds_may_make_a_tie_and_higher_ones_may_leave_nobody() -> None:
    # Four of five say yes to everything: 0.80, exactly the threshold of the goals.
    just = offer("just", *[("y", "y", "y")] * 4, ("n", "n", "n"))
    full = offer("full", ("y", "y", "y"))

    alone = robustness(REQUIRED, just)
    both = robustness(REQUIRED, just, full)

    assert [change.first for change in alone.settings] == [("just",), ("just",), ()]
    assert [change.first for change in both.settings] == [("full", "just"), ("full", "just"), ("full",)]


def test_thresholds_and_number_targets_stay_within_a_hundredth_and_one() -> None:
    required = profile(REFERENCE, {"AA": "fully", "BB": F(3), "CC": F(98)})

    lower = with_thresholds_moved(required, -F(1, 20))
    higher = with_thresholds_moved(required, F(1, 20))

    assert [line.target for line in lower.requirements] == ["fully", 1, 93]
    assert [line.target for line in higher.requirements] == ["fully", 8, 100]
    assert lower.thresholds(lower.requirements[0]) == {"specific": F(3, 4), "institutionalization": F(7, 10)}
    assert higher.thresholds(higher.requirements[0]) == {"specific": F(17, 20), "institutionalization": F(4, 5)}
    assert with_thresholds_moved(required, F(1)).model.ratings[0].thresholds == {}


def test_the_seed_comes_from_the_profiles_digest() -> None:
    required = replace(REQUIRED, digest="sha256:" + "0" * 10 + "2a" + "f" * 52)

    result = robustness(required, offer("a", ("y", "y", "y")))

    assert (result.acceptability.seed, result.acceptability.draws) == (42, 10_000)


@given(tenders())
@settings(max_examples=50, deadline=None)
def test_every_tender_has_a_robustness_that_fits_its_ranking(tender: tuple[RequiredProfile, list[Submission]]) -> None:
    required, bids = tender
    comparison: Comparison = with_robustness(compare(required, bids))

    matrix = fit_matrix(comparison)
    assert [100 * score for score in matrix.scores] == [each.fit.low for each in comparison.competing]
    assert sum(matrix.shares) == 1
    found = comparison.robustness
    if not comparison.ranked:
        assert found is None
        return
    assert found is not None
    assert tuple(found.rank_range) == tuple(each.supplier.id for each in comparison.ranked)
    assert tuple(found.acceptability.any) == matrix.suppliers
    assert all(interval.low <= interval.share <= interval.high for interval in found.weight_intervals)
    assert replace(comparison, robustness=None) == compare(required, bids)


@given(tenders())
@settings(max_examples=30, deadline=None)
def test_ignoring_the_unknowns_changes_nothing_where_they_are_ignored(
    tender: tuple[RequiredProfile, list[Submission]],
) -> None:
    required, bids = tender
    ignoring = replace(required, method=replace(required.method, unknown="ignore"))
    comparison = with_robustness(compare(ignoring, bids))
    if comparison.robustness is not None:
        assert comparison.robustness.settings[0] == ChangedSetting(
            "unknown=ignore", tuple(sorted(each.supplier.id for each in comparison.ranked if each.rank == 1))
        )


def test_an_exclusion_of_unclear_bids_keeps_them_out_of_the_robustness() -> None:
    excluding = replace(REQUIRED, method=MethodSettings(unclear="exclude"))

    result = robustness(excluding, offer("m", ("y", "n", "n")), offer("u", ("dyyyyy", "y", "y")))

    assert result.rank_range == {"m": (1, 1)}
    assert result.winner_certain


def test_importing_the_robustness_does_not_import_numpy() -> None:
    script = "import sys, appraisal.core.robustness; sys.exit('numpy' in sys.modules)"

    assert subprocess.run([sys.executable, "-c", script], check=False).returncode == 0
