"""Small multiples of the weighted profile: an area's row is as high as its weight and as long as its fit."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from appraisal.core.comparison import AreaResult, BidResult
from appraisal.reports.board import Board
from appraisal.reports.scorecard.pen import Pen
from appraisal.reports.scorecard.style import (
    BLUE4,
    BOLD,
    GAP_INK,
    INK,
    MEDIUM,
    MM,
    REGULAR,
    RULE,
    SEMIBOLD,
    TEXT2,
    TEXT3,
)
from appraisal.reports.scorecard.symbols import ball, diamond, drop, found_share, required, verdict
from appraisal.reports.scorecard.typesetting import shorten, wrap
from appraisal.reports.wording import lost_of, tenths

LABELS, DEEP, BETWEEN = 21.0, 120.0, 2.4
"""Width of the labels at the left, height of a profile, distance between its levels."""
WIDEST = 70.0


@dataclass(frozen=True, slots=True)
class Row:
    """One area's row in every profile of a page: its place in the profile, its top and height in mm."""

    place: int
    top: float
    height: float

    @property
    def mid(self) -> float:
        return self.top + self.height / 2


def profile_row(pen: Pen, board: Board, bids: Sequence[BidResult], x: float, y: float, width: float) -> None:
    """The profiles of these bids in one row, so that an area keeps its height from bid to bid."""
    wide = min(WIDEST, (width - LABELS) / len(bids))
    levels = _levels(board, y + 2)
    _labels(pen, board, levels, x)
    pen.text(x + LABELS - 2.4, y + DEEP + 6.2, "earned, lost", 6.8, REGULAR, TEXT3, "right")
    for column, bid in enumerate(bids):
        left = x + LABELS + column * wide
        _head(pen, board, bid, left, y, wide)
        _profile(pen, board, bid, levels, left, wide - (10 if wide > 24 else 8.6))
        size = 8.2 if wide > 24 else 7.4
        pen.text(left, y + DEEP + 6.2, tenths(bid.fit.low), size, BOLD)
        pen.text(left + wide - 3.6, y + DEEP + 6.2, lost_of(bid.fit.low), size, REGULAR, TEXT2, "right")


def _levels(board: Board, top: float) -> list[list[Row]]:
    """The rows of each level: heights by weight, levels a little apart."""
    unit = (DEEP - BETWEEN * (len(board.levels) - 1)) / float(board.profile.total_weight)
    levels: list[list[Row]] = []
    for place in board.by_level:
        area = board.profile.areas[place]
        height = unit * float(board.profile.requirements[place].weight)
        if not levels or board.profile.areas[levels[-1][0].place].level != area.level:
            top += BETWEEN if levels else 0
            levels.append([])
        levels[-1].append(Row(place, top, height))
        top += height
    return levels


def _labels(pen: Pen, board: Board, levels: Sequence[Sequence[Row]], x: float) -> None:
    """Level, knock-out, code and what is required of each row, once at the left of all profiles."""
    for rows in levels:
        top, foot = rows[0].top, rows[-1].top + rows[-1].height
        pen.line(x + 4.6, top + 0.3, x + 4.6, foot - 0.3, RULE, 0.6)
        level = board.profile.areas[rows[0].place].level
        pen.text(x, (top + foot) / 2 + 0.9, f"L{level}", 6.8, BOLD, TEXT3)
        for row in rows:
            requirement = board.profile.requirements[row.place]
            if requirement.mandatory and row.height > 1.1:
                diamond(pen, x + 7.6, row.mid, min(0.8, row.height / 2 - 0.1))
            if row.height > 1.7:
                size = 6.8 if row.height > 2.6 else 5.8 if row.height > 2.1 else 5.0
                code = shorten(requirement.area, MEDIUM, size, 7.6)
                pen.text(x + 9.5, row.mid + size * 0.125, code, size, MEDIUM)
                required(pen, x + 18.4, row.mid, board.model, requirement, min(1.05, row.height / 2 - 0.15), size)


def _head(pen: Pen, board: Board, bid: BidResult, x: float, y: float, wide: float) -> None:
    size = 7.2 if wide > 24 else 6.6
    lines = wrap(board.full(bid), SEMIBOLD, size, wide - 2.4, most=3)
    leading = size * 1.18 / MM
    for place, line in enumerate(reversed(lines)):
        pen.text(x, y - 2.4 - place * leading, line, size, SEMIBOLD)
    top = y - 2.4 - len(lines) * leading - 1.3
    verdict(pen, x + 1.3, top, bid.eligibility, 1.2)
    pen.text(x + 3.8, top + 1.05, bid.rank or "–", 8.2, BOLD)
    pen.line(x, y, x + wide - 3, y, INK, 0.9)


def _profile(pen: Pen, board: Board, bid: BidResult, levels: Sequence[Sequence[Row]], x: float, width: float) -> None:
    for rows in levels:
        for row in rows:
            _row(pen, board, bid.areas[row.place], row, x, width)
        pen.line(x + width, rows[0].top, x + width, rows[-1].top + rows[-1].height, INK, 0.7)


def _row(pen: Pen, board: Board, area: AreaResult, row: Row, x: float, width: float) -> None:
    """Pale for what is earned, hatched for what unknowns could win, solid for what is lost; the state found beside."""
    if area.fit is None:
        pen.line(x, row.mid, x + width, row.mid, TEXT3, 0.5, (1, 1.6))
        pen.text(x + width + 1.2, row.mid + 0.8, "n/a", min(6.4, max(4.6, row.height * 2.6)), REGULAR, TEXT3)
        return
    colour, inset = GAP_INK[area.gap], min(0.2, row.height * 0.08)
    top, high = row.top + inset, row.height - 2 * inset
    earned, possible = width * float(area.fit.low), width * float(area.fit.high)
    pen.box(x, top, earned, high, BLUE4)
    if area.fit.low < 1:
        if area.fit.high > area.fit.low:
            pen.hatch(x + earned, top, possible - earned, high, colour, 0.9, outline=False)
        if area.fit.high < 1:
            pen.box(x + possible, top, width - possible, high, colour)
        pen.line(x + earned, top, x + earned, top + high, colour, 0.7)
    r = min(1.05, row.height / 2 - 0.12)
    if row.height > 1.8:
        ball(pen, x + width + 2.0, row.mid, found_share(board.model, area), colour, r)
    drop(pen, x + width + 4.9, row.mid, area.gap, None, max(0.55, r * 0.95))
