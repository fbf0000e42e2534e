"""The smallest flip: the change found makes a tie, less does not, and no other change is smaller."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction
from itertools import combinations, product

from hypothesis import given

from appraisal.core.robustness.fit_matrix import FitMatrix
from appraisal.core.robustness.results import MovedShare, SmallestFlip
from appraisal.core.robustness.weights import smallest_flip
from matrices import matrices, matrix_of, scores_under

F = Fraction


def moved(matrix: FitMatrix, flip: SmallestFlip, part: Fraction | int = 1) -> list[Fraction]:
    """The shares after a part of the change."""
    shares = dict(zip(matrix.areas, matrix.shares, strict=True))
    for each in flip.from_areas:
        shares[each.area] -= part * each.share
    for each in flip.to_areas:
        shares[each.area] += part * each.share
    return list(shares.values())


def least_change(shares: Sequence[Fraction], ahead: Sequence[Fraction]) -> Fraction | None:
    """The least total share to move until the lead vanishes, by looking at every corner of the linear programme."""
    if sum(share * lead for share, lead in zip(shares, ahead, strict=True)) <= 0:
        return F(0)
    changes = [
        sum((abs(new - old) for new, old in zip(corner, shares, strict=True)), F(0)) / 2
        for corner in corners(shares, ahead)
    ]
    return min(changes, default=None)


def corners(shares: Sequence[Fraction], ahead: Sequence[Fraction]) -> Iterator[list[Fraction]]:
    """Weights that level the lead, all but two of them 0 or as published."""
    for one, other in combinations(range(len(shares)), 2):
        fixed = [column for column in range(len(shares)) if column not in (one, other)]
        for values in product(*((F(0), shares[column]) for column in fixed)):
            corner = dict(zip(fixed, values, strict=True))
            rest = 1 - sum(values)
            lead = sum((ahead[column] * value for column, value in corner.items()), F(0))
            if ahead[one] == ahead[other]:
                continue
            corner[one] = (-lead - rest * ahead[other]) / (ahead[one] - ahead[other])
            corner[other] = rest - corner[one]
            if min(corner[one], corner[other]) >= 0:
                yield [corner[column] for column in range(len(shares))]


@given(matrices(steps=6))
def test_no_corner_of_the_linear_programme_is_nearer(matrix: FitMatrix) -> None:
    changes = [
        least_change(matrix.shares, [mine - other for mine, other in zip(matrix.rows[0], row, strict=True)])
        for row in matrix.rows[1:]
    ]
    found = [change for change in changes if change is not None]

    flip = smallest_flip(matrix)

    if flip is None:
        assert found == []
    else:
        assert flip.share == min(found)
        assert flip.to == matrix.suppliers[1 + changes.index(min(found))]


@given(matrices(steps=6))
def test_the_change_found_makes_a_tie_and_a_hair_less_does_not(matrix: FitMatrix) -> None:
    flip = smallest_flip(matrix)
    if flip is None:
        return
    rival = matrix.suppliers.index(flip.to)

    after = moved(matrix, flip)
    before = scores_under(matrix, moved(matrix, flip, 1 - F(1, 10**30)))

    assert (sum(after), min(after) >= 0) == (1, True)
    assert scores_under(matrix, after)[0] == scores_under(matrix, after)[rival] == max(scores_under(matrix, after))
    assert flip.share == 0 or before[0] > max(before[1:])


@given(matrices(steps=6))
def test_the_shares_that_leave_and_arrive_add_up(matrix: FitMatrix) -> None:
    flip = smallest_flip(matrix)
    if flip is None:
        return

    assert sum((each.share for each in flip.from_areas), F(0)) == flip.share
    assert sum((each.share for each in flip.to_areas), F(0)) == flip.share
    assert all(each.share > 0 for each in flip.from_areas + flip.to_areas)
    assert not {each.area for each in flip.from_areas} & {each.area for each in flip.to_areas}
    assert [each.area for each in flip.from_areas] == sorted(each.area for each in flip.from_areas)


@given(matrices())
def test_no_flip_exists_exactly_when_the_first_bid_is_strictly_better_everywhere(matrix: FitMatrix) -> None:
    better_everywhere = all(
        mine > other for row in matrix.rows[1:] for mine, other in zip(matrix.rows[0], row, strict=True)
    )

    assert (smallest_flip(matrix) is None) == better_everywhere


def test_weight_leaves_the_areas_with_the_greatest_lead_first() -> None:
    matrix = matrix_of([[1, 1, 1, 0], ["3/4", 0, "1/2", 1]], [1, 1, 1, 1])

    # The lead is (1/4 + 1 + 1/2 - 1) / 4 = 3/16; a share moved from A2 to A4 costs 2, so 3/32 of the weight levels it.
    assert smallest_flip(matrix) == SmallestFlip(
        F(3, 32), "b", (MovedShare("A2", F(3, 32)),), (MovedShare("A4", F(3, 32)),)
    )


def test_an_area_that_is_not_enough_gives_all_its_weight() -> None:
    matrix = matrix_of([[1, 1, 0], [0, "1/2", "1/10"]], [1, 8, 1])

    # The lead is (10 + 8 x 5 - 1) / 100; all of A1 makes up 11, the rest of 38 comes from A2 at 6/10 a share.
    assert smallest_flip(matrix) == SmallestFlip(
        F(1, 10) + F(38, 60),
        "b",
        (MovedShare("A1", F(1, 10)), MovedShare("A2", F(38, 60))),
        (MovedShare("A3", F(1, 10) + F(38, 60)),),
    )


def test_equal_areas_give_and_take_in_the_order_of_the_profile() -> None:
    matrix = matrix_of([[1, 1, 0, 0], [0, 0, "1/2", "1/2"]], [1, 1, 1, 1])

    assert smallest_flip(matrix) == SmallestFlip(
        F(1, 6), "b", (MovedShare("A1", F(1, 6)),), (MovedShare("A3", F(1, 6)),)
    )


def test_of_equal_rivals_the_better_ranked_is_named() -> None:
    flip = smallest_flip(matrix_of([[1, 0], [0, "1/2"], [0, "1/2"]], [2, 1]))

    assert flip is not None
    assert flip.to == "b"


def test_a_shared_first_rank_flips_by_nothing() -> None:
    assert smallest_flip(matrix_of([[1, 0], [0, 1]], [1, 1])) == SmallestFlip(F(0), "b", (), ())


def test_a_first_rank_by_tie_break_flips_by_nothing() -> None:
    assert smallest_flip(matrix_of([[1], [1], [0]], [1], tie_break=True)) == SmallestFlip(F(0), "b", (), ())


def test_a_bid_alone_cannot_be_flipped() -> None:
    assert smallest_flip(matrix_of([[0, 0]], [1, 1])) is None


def test_one_area_cannot_be_flipped_unless_it_is_level() -> None:
    assert smallest_flip(matrix_of([[1], ["1/2"]], [1])) is None


def test_a_rival_level_in_one_area_draws_level_only_with_all_the_weight_there() -> None:
    matrix = matrix_of([[1, "1/2"], [0, "1/2"]], [3, 1])

    assert smallest_flip(matrix) == SmallestFlip(
        F(3, 4), "b", (MovedShare("A1", F(3, 4)),), (MovedShare("A2", F(3, 4)),)
    )
