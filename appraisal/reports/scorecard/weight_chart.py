"""The chart of weight intervals: how far each area's weight may change while the first bid stays first."""

from __future__ import annotations

from appraisal.core.robustness import Robustness, WeightInterval
from appraisal.reports.board import Board
from appraisal.reports.scorecard.pen import Pen
from appraisal.reports.scorecard.style import (
    BLUE,
    BLUE2,
    BLUE3,
    BOLD,
    HAIR,
    INK,
    REGULAR,
    TEXT2,
    TEXT3,
)
from appraisal.reports.scorecard.symbols import diamond
from appraisal.reports.scorecard.typesetting import shorten
from appraisal.reports.wording import counted, range_within

NAMES, FIGURES = 66.0, 24.0
HEIGHT, HIGHEST = 76.0, 6.4
MOST_ROWS = 16
"""From the next area on, those that any weight suits become one line."""


def weight_chart(pen: Pen, board: Board, robustness: Robustness, x: float, y: float, width: float) -> None:
    """A range on 0-100 % for each area, the tightest first, the published weight marked on it."""
    intervals = robustness.weight_intervals
    tail = f" while {board.name(board.first)} stays first" if intervals else ""
    pen.title(x, y - 2.4, width, f"How far each weight may change{tail}")
    if not intervals:
        pen.para(x, y + 6, width, "First place is shared, so no range of weights keeps one supplier first.", 8.5, 12)
        return
    free = [each for each in intervals if _is_free(each)]
    rest = free if len(intervals) > MOST_ROWS else []
    rows = sorted((each for each in intervals if each not in rest), key=_slack)
    step = min(HIGHEST, HEIGHT / (len(rows) + bool(rest)))
    foot = y + 6.5 + step * len(rows)
    _scale(pen, x, y, width, foot)
    for place, each in enumerate(rows):
        _interval(pen, board, each, x, y + 6.5 + (place + 0.5) * step, width, min(8.2, step * 1.9))
    if rest:
        others = counted(len(rest), "other area" if rows else "area")
        pen.text(x, foot + step / 2 + 1.05, others, 8.2, REGULAR, TEXT2)
        pen.text(x + width, foot + step / 2 + 1.05, "any", 8.2, REGULAR, TEXT2, "right")
        foot += step
    _key(pen, x, foot)


def _is_free(interval: WeightInterval) -> bool:
    return interval.low == 0 and interval.high == 1


def _slack(interval: WeightInterval) -> tuple[bool, object]:
    """How much the share can change before it meets a limit; those without a limit come last."""
    down = interval.share - interval.low if interval.low > 0 else None
    up = interval.high - interval.share if interval.high < 1 else None
    limits = [limit for limit in (down, up) if limit is not None]
    return (not limits, min(limits, default=0))


def _scale(pen: Pen, x: float, y: float, width: float, foot: float) -> None:
    at, wide = x + NAMES, width - NAMES - FIGURES
    for tick in (0, 25, 50, 75, 100):
        pen.text(at + wide * tick / 100, y + 4.6, f"{tick}{' %' if tick == 100 else ''}", 6.8, REGULAR, TEXT3, "centre")
        pen.line(at + wide * tick / 100, y + 6, at + wide * tick / 100, foot, HAIR, 0.5)
    pen.text(x + width, y + 4.6, "allowed", 6.8, REGULAR, TEXT3, "right")
    pen.text(x, y + 4.6, "share of the total weight", 6.8, REGULAR, TEXT3)


def _interval(pen: Pen, board: Board, each: WeightInterval, x: float, mid: float, width: float, size: float) -> None:
    """One area: the allowed range as a line, a stop where a limit lies inside, the published share as a diamond."""
    at, wide = x + NAMES, width - NAMES - FIGURES
    free = _is_free(each)
    base = mid + size * 0.128
    name = shorten(board.area_name(each.area), REGULAR, size, NAMES - 3)
    pen.text(x, base, name, size, REGULAR, TEXT2 if free else INK)
    low, high = float(each.low), float(each.high)
    pen.line(at + wide * low, mid, at + wide * high, mid, BLUE3 if free else BLUE2, 3.4)
    for value in (low, high):
        if 0 < value < 1:
            pen.line(at + wide * value, mid - 1.6, at + wide * value, mid + 1.6, BLUE, 1.4)
    diamond(pen, at + wide * float(each.share), mid, 1.15)
    text = "any" if free else range_within(each.low, each.high)
    pen.text(x + width, base, text, size, REGULAR if free else BOLD, TEXT2 if free else INK, "right")


def _key(pen: Pen, x: float, foot: float) -> None:
    diamond(pen, x + 1.2, foot + 4, 1.15)
    pen.text(x + 3.6, foot + 5, "published weight share", 7.2, REGULAR, TEXT2)
    pen.line(x + 36, foot + 4, x + 44, foot + 4, BLUE2, 3.4)
    pen.line(x + 44, foot + 2.4, x + 44, foot + 5.6, BLUE, 1.4)
    pen.text(x + 46, foot + 5, "range in which the winner stays first; a bar marks the limit", 7.2, REGULAR, TEXT2)
