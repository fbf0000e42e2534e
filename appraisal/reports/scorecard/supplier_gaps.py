"""Where a supplier's points go: the areas that lose some, the most first, each with its state and its loss as a bar."""

from __future__ import annotations

from functools import partial

from appraisal.core.comparison import AreaResult, BidResult
from appraisal.reports.board import Board
from appraisal.reports.scorecard.flow import Part, lines_of
from appraisal.reports.scorecard.pen import Pen
from appraisal.reports.scorecard.style import BOLD, GAP_INK, HAIR, REGULAR, SEMIBOLD, TEXT2, TEXT3, span
from appraisal.reports.scorecard.symbols import ball, diamond, drop, found_share, required
from appraisal.reports.scorecard.typesetting import shorten
from appraisal.reports.wording import lost, lost_of, tenths

MAIN = span(7)
"""The width of the left side, mm."""
TWO_LINES, LOWEST = 8.1, 5.0
"""The lowest row that has room for the reason under the name, and the lowest row of all, mm."""
BAR_AT, BAR, TOTAL = 92.0, 36.0, 6.0


def gap_parts(board: Board, bid: BidResult, tallest: float, room: float, below: float) -> tuple[Part, ...]:
    """The areas that lose points with their total, in `room` mm; lower rows where they leave `below` mm free by it."""
    gaps = bid.costly
    if not gaps:
        return lines_of("None is lost: every requirement is met.", MAIN, 8.5, 12)
    row = min(tallest, (room - TOTAL - below) / len(gaps))
    if row < LOWEST:
        row = min(tallest, (room - TOTAL) / len(gaps))
    scale = BAR / float(gaps[0].lost)
    rows = [Part(row, partial(_gap, board=board, area=area, row=row, scale=scale)) for area in gaps]
    return (*rows, Part(TOTAL, partial(_total, bid=bid)))


def _gap(pen: Pen, x: float, y: float, board: Board, area: AreaResult, row: float, scale: float) -> None:
    """One area that loses points: name and reason, state of what is required, and the loss as a bar."""
    mid, base, tall = y + row / 2, y + row / 2 + 1.05, row >= TWO_LINES
    if area.requirement.mandatory:
        diamond(pen, x + 1.2, mid)
    face = SEMIBOLD if area.requirement.mandatory else REGULAR
    lift = 1.5 if tall and area.requirement.why else 0
    pen.text(x + 4, base - lift, shorten(board.area_name(area), face, 8.5, 67), 8.5, face)
    if lift:
        pen.text(x + 4, base + 2.1, shorten(area.requirement.why, REGULAR, 7.4, 66), 7.4, REGULAR, TEXT2)
    at = x + 74
    ball(pen, at, mid, found_share(board.model, area), GAP_INK[area.gap])
    pen.text(at + 3.8, base, "of", 7, REGULAR, TEXT3, "centre")
    required(pen, at + 7.6, mid, board.model, area.requirement)
    drop(pen, at + 12, mid, area.gap, None, 1.15)
    _loss(pen, area, x + BAR_AT, mid, scale)
    pen.line(x, y + row, x + MAIN, y + row, HAIR, 0.5)


def _loss(pen: Pen, area: AreaResult, x: float, mid: float, scale: float) -> None:
    """Solid for what is lost for certain, hatched for what the unknowns could win back, the figure beside."""
    colour = GAP_INK[area.gap]
    sure = float(area.lost - area.gain) * scale
    if sure:
        pen.box(x, mid - 1.5, sure, 3, colour)
    if area.gain:
        pen.hatch(x + sure, mid - 1.5, float(area.gain) * scale, 3, colour, 0.9)
    pen.text(x + float(area.lost) * scale + 1.4, mid + 1.05, lost(area.lost), 8.2, BOLD)


def _total(pen: Pen, x: float, y: float, bid: BidResult) -> None:
    gain = bid.fit.high - bid.fit.low
    tail = f", of which {tenths(gain)} could be won back" if gain else ""
    pen.text(x + BAR_AT, y + 4, f"{lost_of(bid.fit.low)} in all{tail}", 7.4, REGULAR, TEXT2)
