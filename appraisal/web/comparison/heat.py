"""The heat map: every area of every bid, twelve bids side by side at most."""

from __future__ import annotations

import re
from collections.abc import Sequence
from textwrap import wrap

from appraisal.core.comparison import BidResult
from appraisal.web.comparison.comparison_pages import HeatLevel, HeatMap, HeatRow
from appraisal.web.comparison.comparison_place import Place, heat_cell, rank_words
from appraisal.web.tendering.profile_form import level_words

PIECE = 8
"""Letters of a long word in one line."""
SOFT_HYPHEN = "\u00ad"


def heat_maps(place: Place, opened: tuple[str, str] | None) -> tuple[HeatMap, ...]:
    """One map, or several of about equal width where there are more bids than fit side by side."""
    groups, start, found = place.board.groups, 0, []
    for bids in groups:
        label = f"Bids {start + 1} to {start + len(bids)} of {len(place.board.bids)}" if len(groups) > 1 else ""
        found.append(_map(place, bids, label, opened))
        start += len(bids)
    return tuple(found)


def _map(place: Place, bids: Sequence[BidResult], label: str, opened: tuple[str, str] | None) -> HeatMap:
    heads = tuple((rank_words(bid), _narrow(place.board.name(bid)), place.bidder(bid)) for bid in bids)
    levels = tuple(
        HeatLevel(
            level,
            level_words(place.model, level),
            tuple(_row(place, bids, at, opened) for at, area in enumerate(place.profile.areas) if area.level == level),
        )
        for level in place.board.levels
    )
    return HeatMap(label, heads, levels)


def _row(place: Place, bids: Sequence[BidResult], at: int, opened: tuple[str, str] | None) -> HeatRow:
    """The area that stands at a place of the profile's order."""
    areas = [bid.areas[at] for bid in bids]
    return HeatRow(
        place.board.area_name(areas[0]),
        place.share(areas[0]),
        areas[0].requirement.mandatory,
        tuple(
            heat_cell(area, place.calculation(bid, area.area), opened == (area.area, place.shown.keys[bid.supplier.id]))
            for bid, area in zip(bids, areas, strict=True)
        ),
    )


def _narrow(name: str) -> str:
    """A name for the head of a narrow column: its long words can be broken where a hyphen then shows."""
    return re.sub(r"[^\s-]{12,}", lambda word: SOFT_HYPHEN.join(wrap(word[0], PIECE)), name)
