"""Exact fractions as decimals for reading: half up, and never flattering."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction


def reading(value: Fraction, places: int = 2, top: int = 100) -> Decimal:
    """A decimal with the given places, rounded half up; 0 and `top` appear only where the value is exactly that.

    >>> reading(Fraction(1000, 11)), reading(Fraction(99999, 1000)), reading(Fraction(1, 1000))
    (Decimal('90.91'), Decimal('99.99'), Decimal('0.01'))
    """
    scale = 10**places
    units = (abs(value) * scale * 2 + 1) // 2
    if value != 0 and units == 0:
        units = 1
    if value != top and units == top * scale:
        units += 1 if value > top else -1
    return Decimal(int(units) if value >= 0 else -int(units)).scaleb(-places)


def percent(share: Fraction) -> str:
    """A share of 0-1 in per cent with at most one place, as `reading` has it.

    >>> percent(Fraction(1, 3)), percent(Fraction(1))
    ('33.3 %', '100 %')
    """
    return f"{reading(100 * share, 1).normalize():f} %"


def exact(value: Fraction) -> str:
    """The fraction in lowest terms as a string, whole numbers without a denominator: "100", "1/2"."""
    return str(value)


def plain_decimal(value: Fraction) -> str:
    """An exact decimal without trailing zeros, as it would be typed ("0.7"); a fraction where none exists.

    >>> plain_decimal(Fraction(7, 10)), plain_decimal(Fraction(5)), plain_decimal(Fraction(1, 3))
    ('0.7', '5', '1/3')
    """
    twos = fives = 0
    rest = value.denominator
    while rest % 2 == 0:
        rest, twos = rest // 2, twos + 1
    while rest % 5 == 0:
        rest, fives = rest // 5, fives + 1
    if rest != 1:
        return str(value)
    places = max(twos, fives)
    digits = value.numerator * 10**places // value.denominator
    return format(Decimal(digits).scaleb(-places), "f")
