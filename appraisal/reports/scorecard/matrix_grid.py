"""Where everything stands in the side-by-side table: it depends on how many bidders, areas and long names there are."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from appraisal.core.comparison import BidResult
from appraisal.reports.board import Board
from appraisal.reports.scorecard.style import LEFT, MEDIUM, MM, REGULAR, RIGHT, SEMIBOLD
from appraisal.reports.scorecard.typesetting import width_of, wrap

FOOT = 172.0
TALLEST, LOWEST, LOWEST_BAND = 7.2, 3.9, 4.7
WIDEST, WIDE = 27.0, 34.0
"""The widest cell, and the one that two or three bidders get."""
NAME_SIZES = ((8.2, 4), (7.8, 4), (7.4, 5), (7.0, 5), (6.6, 5))
"""Sizes of the bidders' names, each with the most lines it may take; the last one is taken whatever comes."""
MOST_LINES = 7


@dataclass(frozen=True, slots=True)
class CellLook:
    """Where the marks of a cell stand from its left edge, how big they are, how far the points keep from its end."""

    ball: float
    drop: float
    query: float
    pad: float
    size: float
    query_size: float
    radius: float
    triangle: float


WIDE_CELL = CellLook(2.9, 6.6, 8.6, 2.2, 8.2, 8.5, 1.3, 1.15)
SLIM_CELL = CellLook(2.1, 4.9, 6.3, 1.2, 7.3, 7.2, 1.15, 1.0)


@dataclass(frozen=True, slots=True)
class Grid:
    """The columns and rows of one table, mm; `why` is 0 where there is no room for the reasons."""

    x0: float
    cell: float
    look: CellLook
    small: bool
    required: float
    weight: float
    stake: float
    why: float
    names_at: float
    names_room: float
    area_size: float
    names: Sequence[Sequence[str]]
    name_size: float
    leading: float
    top: float
    row: float
    band: float
    pages: Sequence[Sequence[int]]


def grid_for(board: Board, bids: Sequence[BidResult]) -> Grid:
    """The table of these bids; all groups of bids of one scorecard get the same rows where their names allow it."""
    count = len(bids)
    labels = 96 if count <= 6 else 84 if count <= 9 else 74
    cell = min(WIDEST if count > 3 else WIDE, (RIGHT - LEFT - labels) / count)
    x0 = RIGHT - cell * count
    small = count > 6
    look = WIDE_CELL if cell > 18 else SLIM_CELL
    required = x0 - 13 if small else x0 - 40
    codes = max(width_of(area.id, MEDIUM, 7.2) for area in board.profile.areas)
    names_at = LEFT + min(22, max(12.5, 4 + codes + 2))
    why = LEFT + 76 if required - LEFT > 130 else 0.0
    names_room = (why or required) - 3 - names_at
    names, name_size = _names(board, bids, cell)
    leading = name_size * 1.18 / MM
    top = max(50, 41 + max(map(len, names)) * leading + 4.6)
    pages, row, band = _rows(board, FOOT - top)
    return Grid(
        x0=x0,
        cell=cell,
        look=look,
        small=small,
        required=required,
        weight=x0 - 17,
        stake=x0 - 2.5 if small else x0 - 6,
        why=why,
        names_at=names_at,
        names_room=names_room,
        area_size=_area_size(board, names_room, row),
        names=names,
        name_size=name_size,
        leading=leading,
        top=top,
        row=row,
        band=band,
        pages=pages,
    )


def _names(board: Board, bids: Sequence[BidResult], cell: float) -> tuple[list[list[str]], float]:
    """The bidders' names in lines of one size for all: the largest that keeps them low enough."""
    for size, most in NAME_SIZES:
        names = [wrap(board.full(bid), SEMIBOLD, size, cell - 2.4, most=MOST_LINES) for bid in bids]
        if max(map(len, names)) <= most:
            break
    return names, size


def _rows(board: Board, height: float) -> tuple[Sequence[Sequence[int]], float, float]:
    """The places of the areas on each page, the height of a row and of a level's heading."""
    places, bands = board.by_level, len(board.levels)
    most = max(1, int((height - bands * LOWEST_BAND) / LOWEST))
    count = -(-len(places) // most)
    ends = [len(places) * page // count for page in range(count + 1)]
    pages = [places[a:b] for a, b in pairwise(ends)]
    rows = max(map(len, pages))
    row = min(TALLEST, height / (rows + bands * 0.92))
    band = max(LOWEST_BAND, row * 0.92)
    return pages, min(row, (height - bands * band) / rows), band


def _area_size(board: Board, room: float, row: float) -> float:
    """The size of the areas' names: smaller where the longest would not fit."""
    longest = max(width_of(board.area_name(area.id), REGULAR, 1) for area in board.profile.areas)
    if longest * 8.5 <= room:
        return 8.5 if row > 4.2 else 7.8
    return 7.6 if row > 5.8 else min(7.4, max(6.6, room / longest))
