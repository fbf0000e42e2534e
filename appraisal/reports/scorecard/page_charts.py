"""Charts: every fit against 100, the fit by maturity level, and what each bidder earns and loses in each area."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from appraisal.core.comparison import BidResult
from appraisal.reports.board import Board
from appraisal.reports.scorecard.pen import Pen
from appraisal.reports.scorecard.profile_chart import profile_row
from appraisal.reports.scorecard.sheet import Sheet
from appraisal.reports.scorecard.style import (
    AMBER,
    BLUE,
    BLUE4,
    BOLD,
    HAIR,
    INK,
    LEFT,
    PAPER,
    RED,
    REGULAR,
    SEMIBOLD,
    TEXT2,
    TEXT3,
    left,
    span,
)
from appraisal.reports.scorecard.symbols import ball, drop, fit_bar, verdict
from appraisal.reports.scorecard.typesetting import shorten, width_of
from appraisal.reports.verdicts import charts_headline
from appraisal.reports.wording import Strong, tenths

TOGETHER = 6
"""How many bidders share one page with all charts; from the next on the profiles have pages of their own."""
STACKED = 11
"""How many bidders have their name over their bar; from the next on it stands beside it."""
PER_PAGE = 24
KEY = 186.0

ROWS = "row is an area, its height the weight, its length the fit. So the pale surface "
DECK = (ROWS, Strong("is"), " the score, and every coloured patch is points lost.")
Mark = tuple[Callable[[Pen, float], None], str, float]


def chart_sheets(board: Board) -> list[Sheet]:
    """One page up to six bidders; beyond, the fits first and then the profiles, twelve to a page at most."""
    head = charts_headline(board)
    if len(board.bids) <= TOGETHER:
        deck = ("Right: a ", *DECK)
        return [Sheet("Charts", head, partial(_one_page, board=board), deck, "Charts")]
    pages = [board.bids[start : start + PER_PAGE] for start in range(0, len(board.bids), PER_PAGE)]
    sheets = [
        Sheet(
            "Charts",
            "Fit against 100 and by maturity level, continued." if place else head,
            partial(_fits_page, board=board, bids=bids),
            "Fit is an absolute scale: it does not depend on who else bids.",
            "" if place else "Charts",
        )
        for place, bids in enumerate(pages)
    ]
    own = "Where each supplier earns its points, and where it loses them"
    return sheets + [
        Sheet(
            "Charts",
            f"{own}, continued." if place else f"{own}.",
            partial(_profiles_page, board=board, bids=bids),
            ("A ", *DECK),
            "" if place else "Profiles",
        )
        for place, bids in enumerate(board.groups)
    ]


def _one_page(pen: Pen, board: Board) -> None:
    bids = board.bids
    _fits(pen, board, bids, LEFT, 50, span(4), 12.4, 56)
    _levels(pen, board, bids, LEFT, 50 + 15.6 + 12.4 * len(bids), span(4))
    profile_row(pen, board, bids, left(4) + 4, 50, span(8) - 4)
    _key(pen, [*FIT_MARKS, *PROFILE_MARKS])


def _fits_page(pen: Pen, board: Board, bids: Sequence[BidResult]) -> None:
    if len(bids) <= STACKED:
        _fits(pen, board, bids, LEFT, 46, span(8), min(11.2, 126 / len(bids)), 128)
        step, first = min(11.2, 126 / len(bids)), 8.2
    else:
        step, first = min(7.0, 130 / len(bids)), 0.0
        _fits_in_rows(pen, board, bids, step)
    _level_columns(pen, board, bids, left(8), 46, span(4), step, first or step / 2)
    _key(pen, FIT_MARKS)


def _profiles_page(pen: Pen, board: Board, bids: Sequence[BidResult]) -> None:
    profile_row(pen, board, bids, LEFT, 51, span(12))
    _key(pen, PROFILE_MARKS)


def _scale(pen: Pen, x: float, y: float, bar: float, foot: float) -> None:
    """Gridlines at the quarters, a firm line at 100."""
    for tick in (0, 25, 50, 75, 100):
        at = x + bar * tick / 100
        pen.line(at, y + 4.6, at, foot, INK if tick == 100 else HAIR, 0.8 if tick == 100 else 0.5)
        pen.text(at, y + 3.6, tick, 6.8, REGULAR, TEXT3, "centre" if tick else "left")


def _fits(
    pen: Pen, board: Board, bids: Sequence[BidResult], x: float, y: float, width: float, step: float, bar: float
) -> None:
    """Bars from 0 to the official fit, hatched on to the highest possible, each under its name."""
    pen.title(x, y - 2.4, width, "Fit against 100")
    foot = y + 4.6 + step * len(bids)
    _scale(pen, x, y, bar, foot)
    for place, bid in enumerate(bids):
        top = y + 4.6 + place * step
        name = shorten(board.full(bid), SEMIBOLD, 8, bar - 5)
        pen.box(x, top + 1.4, width_of(name, SEMIBOLD, 8) + 5, 4.2, PAPER)
        verdict(pen, x + 1.4, top + 3.5, bid.eligibility, 1.25)
        pen.text(x + 4, top + 4.5, name, 8, SEMIBOLD)
        _fit(pen, bid, x, top + 8.2, bar)
    pen.line(x + bar, y + 4.6, x + bar, foot, INK, 0.8)


def _fits_in_rows(pen: Pen, board: Board, bids: Sequence[BidResult], step: float) -> None:
    """The same with each name beside its bar, for many bidders."""
    x, y, bar, names = LEFT, 46.0, 90.0, 50.0
    pen.title(x, y - 2.4, span(8), "Fit against 100")
    foot = y + 4.6 + step * len(bids)
    _scale(pen, x + names, y, bar, foot)
    for place, bid in enumerate(bids):
        mid = y + 4.6 + (place + 0.5) * step
        verdict(pen, x + 1.4, mid, bid.eligibility, 1.25)
        pen.text(x + 4, mid + 1, shorten(board.full(bid), REGULAR, 8, names - 6), 8)
        _fit(pen, bid, x + names, mid, bar)
    pen.line(x + names + bar, y + 4.6, x + names + bar, foot, INK, 0.8)


def _fit(pen: Pen, bid: BidResult, x: float, mid: float, bar: float) -> None:
    fit_bar(pen, x, mid, bar, bid.fit, 3.4, TEXT3 if bid.rank is None else BLUE)
    pen.text(x + bar + 10.6, mid + 1.2, tenths(bid.fit.low), 9.6, BOLD, align="right")
    if bid.fit.high > bid.fit.low:
        pen.text(x + bar + 11.6, mid + 1.2, f"to {tenths(bid.fit.high)}", 7.4, REGULAR, TEXT2)


def _levels(pen: Pen, board: Board, bids: Sequence[BidResult], x: float, y: float, width: float) -> None:
    """Fit by maturity level as a small table: for a few numbers a bid, figures beat a chart."""
    pen.title(x, y - 2.4, width, "Fit by maturity level")
    gap = min(13.5, 54 / len(board.levels))
    stops = [x + width + back * gap for back in range(1 - len(board.levels), 1)]
    for stop, level in zip(stops, board.levels, strict=True):
        pen.text(stop, y + 3.8, f"Level {level}", 7.4, REGULAR, TEXT3, "right")
    y += 5.2
    room = width - gap * len(board.levels) - 1
    for bid in bids:
        pen.line(x, y, x + width, y, HAIR, 0.5)
        pen.text(x, y + 3.9, shorten(board.full(bid), REGULAR, 8.2, room), 8.2)
        _level_figures(pen, board, bid, stops, y + 3.9)
        y += 5.4


def _level_columns(
    pen: Pen,
    board: Board,
    bids: Sequence[BidResult],
    x: float,
    y: float,
    width: float,
    step: float,
    first: float,
) -> None:
    """The same in line with the bars at its left; `first` is the middle of the first row."""
    pen.title(x, y - 2.4, width, "Fit by maturity level")
    gap = width / max(3, len(board.levels))
    stops = [x + width + back * gap for back in range(1 - len(board.levels), 1)]
    for stop, level in zip(stops, board.levels, strict=True):
        pen.text(stop, y + 3.6, f"Level {level}", 7.4, REGULAR, TEXT3, "right")
    for place, bid in enumerate(bids):
        top = y + 4.6 + place * step
        pen.line(x, top + step, x + width, top + step, HAIR, 0.5)
        _level_figures(pen, board, bid, stops, top + first + 1.1)


def _level_figures(pen: Pen, board: Board, bid: BidResult, stops: Sequence[float], base: float) -> None:
    """A bid's fit on each level; a full one in bold."""
    for stop, level in zip(stops, board.levels, strict=True):
        fit = bid.fit_on(board.areas_on[level])
        text = "n/a" if fit is None else tenths(fit)
        pen.text(stop, base, text, 8.2, BOLD if fit == 100 else REGULAR, align="right")


def _swatch(pen: Pen, x: float, colour: str) -> None:
    pen.box(x, KEY, 6, 2.6, colour)


def _lost(pen: Pen, x: float, colour: str) -> None:
    pen.box(x, KEY, 6, 2.6, colour)
    drop(pen, x + 8, KEY + 1.3, "minor" if colour == AMBER else "major")


def _open(pen: Pen, x: float, colour: str) -> None:
    pen.hatch(x, KEY, 6, 2.6, colour)


def _balls(pen: Pen, x: float) -> None:
    ball(pen, x + 1.2, KEY + 1.3, 0.5, TEXT2, 1.05)
    ball(pen, x + 4.2, KEY + 1.3, 0.5, BLUE, 1.05)


FIT_MARKS: Sequence[Mark] = (
    (partial(_swatch, colour=BLUE), "official fit", 8),
    (partial(_open, colour=BLUE), "possible, if every unknown is a yes", 8),
    (partial(_swatch, colour=TEXT3), "excluded", 8),
)
PROFILE_MARKS: Sequence[Mark] = (
    (partial(_swatch, colour=BLUE4), "earned", 8),
    (partial(_lost, colour=AMBER), "lost, minor gap", 10.6),
    (partial(_lost, colour=RED), "lost, major gap", 10.6),
    (partial(_open, colour=RED), "lost unless unknowns are a yes", 8),
    (_balls, "required, found", 8),
)


def _key(pen: Pen, marks: Sequence[Mark]) -> None:
    """The marks that the page shows, in one line at its foot."""
    x = LEFT
    for draw, word, wide in marks:
        draw(pen, x)
        pen.text(x + wide, KEY + 2.1, word, 7.2, REGULAR, TEXT2)
        x += wide + width_of(word, REGULAR, 7.2) + 4.2
