"""Ranks of many weighted sums at once, floats within a tolerance counting as equal (imports NumPy)."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

FloatArray = npt.NDArray[np.float64]
IntArray = npt.NDArray[np.intp]

TIE = 1e-12
"""Floats no farther apart than this count as equal; on the scale 0-1."""


def order_and_places(losses: FloatArray) -> tuple[IntArray, IntArray]:
    """For each row its columns from the lowest loss to the highest, and the place, counted from 0, of each of these.

    The place is the number of columns whose loss is lower by more than `TIE`: equal ones share the better place.
    Losses rather than scores, because sorting goes upwards.
    """
    order = np.argsort(losses, axis=1)
    ascending = np.take_along_axis(losses, order, axis=1)
    positions = np.arange(losses.shape[1])
    apart = np.diff(ascending, axis=1) > TIE
    if apart.all():
        return order, np.broadcast_to(positions, order.shape)
    places = np.zeros_like(order)
    np.maximum.accumulate(np.where(apart, positions[1:], 0), axis=1, out=places[:, 1:])
    while (beyond := ascending - np.take_along_axis(ascending, places, axis=1) > TIE).any():
        places += beyond  # a chain of near ties that is longer, as a whole, than a tie may be
    return order, places
