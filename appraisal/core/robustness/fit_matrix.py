"""The competing bids' fits, area by area, with the weight shares: what all but two parts of the robustness look at."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction
from math import lcm

from appraisal.core.comparison import BidResult, Comparison


@dataclass(frozen=True, slots=True)
class FitMatrix:
    """One row a competing bid, in rank order, one column an area, in the profile's order; exact.

    Fits lie in 0-1 and `shares` add up to 1, so the shares applied to a row give the bid's fit / 100. `ranks` are the
    ranks of the comparison, so that the first bid has rank 1.
    """

    suppliers: tuple[str, ...]
    ranks: tuple[int, ...]
    areas: tuple[str, ...]
    shares: tuple[Fraction, ...]
    rows: tuple[tuple[Fraction, ...], ...]

    @property
    def scores(self) -> tuple[Fraction, ...]:
        """The weighted sum of each row."""
        return tuple(weighted_sum(self.shares, row) for row in self.rows)

    @property
    def shared_first(self) -> bool:
        """Whether more than one bid has rank 1."""
        return self.ranks.count(1) > 1


def fit_matrix(comparison: Comparison) -> FitMatrix:
    """The matrix of the bids that compete for rank 1, empty when nobody is ranked.

    An area that is not applicable to a bid takes the bid's own fit / 100: the published weights then reproduce the
    official fit.
    """
    profile, competing = comparison.profile, comparison.competing
    return FitMatrix(
        suppliers=tuple(bid.supplier.id for bid in competing),
        ranks=tuple(bid.rank for bid in competing if bid.rank is not None),
        areas=tuple(requirement.area for requirement in profile.requirements),
        shares=tuple(requirement.weight / profile.total_weight for requirement in profile.requirements),
        rows=tuple(_row(bid) for bid in competing),
    )


def _row(bid: BidResult) -> tuple[Fraction, ...]:
    own = bid.fit.low / 100
    return tuple(own if area.fit is None else area.fit.low for area in bid.areas)


@dataclass(frozen=True, slots=True)
class Lead:
    """How far the first bid is ahead of one rival, in whole numbers, so that it can be reckoned with fast and exactly.

    `ahead` is the difference in fit of each area on a scale of this pair's own; `total` is the sum of weight x
    difference, never negative.
    """

    rival: str
    ahead: tuple[int, ...]
    total: int


def leads(matrix: FitMatrix, weights: tuple[int, ...]) -> list[Lead]:
    """The lead of the first bid over each other competing bid, in rank order."""
    return [
        Lead(supplier, ahead, sum(map(int.__mul__, weights, ahead)))
        for supplier, row in zip(matrix.suppliers[1:], matrix.rows[1:], strict=True)
        for ahead in [_whole_differences(matrix.rows[0], row)]
    ]


def whole_weights(shares: Iterable[Fraction]) -> tuple[int, ...]:
    """The shares as whole numbers in the same proportion."""
    shares = tuple(shares)
    scale = lcm(*(share.denominator for share in shares))
    return tuple(share.numerator * (scale // share.denominator) for share in shares)


def weighted_sum(shares: Iterable[Fraction], row: Iterable[Fraction]) -> Fraction:
    """The sum of share x value, exact."""
    return sum((share * value for share, value in zip(shares, row, strict=True)), Fraction(0))


def _whole_differences(first: tuple[Fraction, ...], rival: tuple[Fraction, ...]) -> tuple[int, ...]:
    scale = lcm(*{value.denominator for row in (first, rival) for value in row})
    return tuple(
        mine.numerator * (scale // mine.denominator) - other.numerator * (scale // other.denominator)
        for mine, other in zip(first, rival, strict=True)
    )
