"""Robustness: how firm first place is under other weights, other settings, and the answers still unknown."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial

from appraisal.core.comparison import BidResult
from appraisal.core.robustness import Robustness
from appraisal.reports.board import Board
from appraisal.reports.firmness import checks, headline, remarks
from appraisal.reports.scorecard.pen import Pen
from appraisal.reports.scorecard.sheet import Sheet
from appraisal.reports.scorecard.style import (
    BLUE,
    BOLD,
    INK,
    LEFT,
    LIGHT,
    PAPER,
    PLACES,
    REGULAR,
    RIGHT,
    RULE,
    SEMIBOLD,
    TEXT2,
    left,
    span,
)
from appraisal.reports.scorecard.symbols import verdict
from appraisal.reports.scorecard.typesetting import shorten, width_of, wrap
from appraisal.reports.scorecard.weight_chart import weight_chart
from appraisal.reports.wording import ordinal, percent

CHARTS, CHECKS = 85.0, 180.5
NAMES = 36.0
MOST_BARS = 14
"""How many bidders have a bar in each chart of places; the rest is named by number."""


def robustness_sheets(board: Board) -> list[Sheet]:
    """One page; none where the robustness was not asked for or nobody is ranked."""
    robustness = board.comparison.robustness
    if robustness is None:
        return []
    deck = "How firm the ranking is, for the bids that compete for rank 1."
    draw = partial(_page, board=board, robustness=robustness)
    return [Sheet("Robustness", headline(board, robustness), draw, deck, "Robustness")]


def _page(pen: Pen, board: Board, robustness: Robustness) -> None:
    for place, remark in enumerate(remarks(board, robustness)):
        x = left(4 * place)
        pen.line(x, 41, x + span(4), 41, INK, 0.9)
        pen.text(x, 51.2, remark.figure, 22, LIGHT, BLUE)
        pen.para(x, 57.4, span(4) - 2, remark.says, 9, 12.4, most=4)
    _places(pen, board, robustness)
    weight_chart(pen, board, robustness, left(5) + 8, CHARTS, span(7) - 8)
    _checks(pen, board, robustness)


def _places(pen: Pen, board: Board, robustness: Robustness) -> None:
    """How often each bid takes each place: once under any weights, once near the published ones."""
    pen.title(LEFT, CHARTS - 2.4, span(5), "How often each supplier takes each place")
    bids = board.comparison.competing
    shown = bids[:MOST_BARS]
    height = min(8.4, 30.5 / len(shown) - 0.9)
    y = CHARTS + 7
    draws = robustness.acceptability
    for title, table in (
        ("Any weights at all", draws.any),
        ("Published weights, each up to 20 % lower or higher", draws.near),
    ):
        pen.text(LEFT, y, title, 8.5, SEMIBOLD)
        y = _stacks(pen, board, shown, table, y + 3, height) + 7.5
    note = f"{draws.draws:,} random draws each" + (f"; the first {len(shown)} of {len(bids)}" if shown != bids else "")
    pen.text(LEFT, y - 3.2, note, 7.2, REGULAR, TEXT2)


def _stacks(
    pen: Pen,
    board: Board,
    bids: Sequence[BidResult],
    table: Mapping[str, tuple[float, ...]],
    y: float,
    height: float,
) -> float:
    size = 8.2 if height > 4 else 7.2 if height > 2.6 else 6.4
    for bid in bids:
        mid = y + height / 2
        own = next(
            (s for s in (size, 7.4, 6.8) if s <= size and width_of(board.name(bid), REGULAR, s) < NAMES - 2), size
        )
        pen.text(LEFT, mid + own * 0.125, shorten(board.name(bid), REGULAR, own, NAMES - 2), own)
        _stack(pen, table[bid.supplier.id], y, height, min(size, 7.3))
        y += height + (1.2 if len(bids) < 6 else 0.8)
    return y


def _stack(pen: Pen, shares: Sequence[float], y: float, height: float, size: float) -> None:
    """One bar of places; a segment that is wide enough says its place and its share."""
    x, width = LEFT + NAMES, span(5) - NAMES
    base = y + height / 2 + size * 0.125
    for place, share in enumerate(shares):
        wide = share * width
        if share <= 0:
            continue
        ink = PAPER if place == 0 else INK
        pen.box(x, y, wide, height, PLACES[min(place, len(PLACES) - 1)], PAPER, 0.8)
        if wide > 7:
            pen.text(x + 1.6, base, ordinal(place + 1), size, BOLD, ink)
        if wide > 16:
            pen.text(x + wide - 1.6, base, percent(share), size, REGULAR, ink, "right")
        x += wide


def _checks(pen: Pen, board: Board, robustness: Robustness) -> None:
    """The other tests in one strip: a mark, what was tried, what came of it."""
    pen.line(LEFT, CHECKS, RIGHT, CHECKS, INK, 0.9)
    tests = checks(board, robustness)
    width = (RIGHT - LEFT) / len(tests)
    for place, test in enumerate(tests):
        x = LEFT + place * width
        if test.holds is None:
            pen.line(x + 0.6, CHECKS + 4.4, x + 2.8, CHECKS + 4.4, RULE, 1.2)
        else:
            verdict(pen, x + 1.7, CHECKS + 4.4, "meets" if test.holds else "unclear", 1.5)
        pen.text(x + 5.0, CHECKS + 5.4, shorten(test.what, SEMIBOLD, 7.8, width - 6.5), 7.8, SEMIBOLD)
        for line, text in enumerate(wrap(test.result, REGULAR, 7.2, width - 7, most=2)):
            pen.text(x + 5.0, CHECKS + 9.2 + line * 3.2, text, 7.2, REGULAR, TEXT2)
