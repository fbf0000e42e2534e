"""Side by side: every bidder against every required area, state and gap by shape, tint and figure."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import partial

from appraisal.core.comparison import AreaResult, BidResult, Gap
from appraisal.core.figures import plain_decimal
from appraisal.core.profile import target_words
from appraisal.reports.board import Board
from appraisal.reports.scorecard.matrix_grid import Grid, grid_for
from appraisal.reports.scorecard.pen import Pen
from appraisal.reports.scorecard.sheet import Sheet
from appraisal.reports.scorecard.style import (
    AMBER,
    AMBER_TINT,
    BLACK,
    BOLD,
    GAP_INK,
    GAP_TINT,
    HAIR,
    INK,
    LEFT,
    MEDIUM,
    PAPER,
    RED,
    RED_TINT,
    REGULAR,
    RIGHT,
    RULE,
    SEMIBOLD,
    TEXT2,
    TEXT3,
)
from appraisal.reports.scorecard.symbols import ball, diamond, drop, found_share, rating_share, required, verdict
from appraisal.reports.scorecard.typesetting import shorten, width_of, wrap
from appraisal.reports.verdicts import beside_headline
from appraisal.reports.wording import tenths

DECK = (
    "Every required area by maturity level, in the order of the profile. Points add up to the fit; "
    "a coloured cell is a gap to the requirement."
)


def beside_sheets(board: Board) -> list[Sheet]:
    """A page for each group of bidders and, under a model with very many areas, for each group of areas."""
    sheets: list[Sheet] = []
    for bids in board.groups:
        grid = grid_for(board, bids)
        for rows in grid.pages:
            head = beside_headline(board) if not sheets else _continued(board, bids, rows)
            sheets.append(
                Sheet(
                    "Side by side",
                    head,
                    partial(_page, board=board, grid=grid, bids=bids, rows=rows),
                    DECK if not sheets else "",
                    "" if sheets else "Side by side",
                )
            )
    return sheets


def _continued(board: Board, bids: Sequence[BidResult], rows: Sequence[int]) -> str:
    start = board.bids.index(bids[0]) + 1
    text = f"Continued: suppliers {start} to {start + len(bids) - 1} of {len(board.bids)}"
    whole = len(rows) == len(board.profile.areas)
    return f"{text}." if whole else f"{text}, from {board.area_name(board.profile.areas[rows[0]].id)} on."


def _page(pen: Pen, board: Board, grid: Grid, bids: Sequence[BidResult], rows: Sequence[int]) -> None:
    _bidders(pen, grid, bids)
    _heads(pen, grid)
    y, level = grid.top, None
    for place in rows:
        area = board.profile.areas[place]
        if area.level != level:
            level = area.level
            y += grid.band
            pen.label(LEFT, y - 1.5, f"Level {level}  {board.model.level_name(level)}")
            pen.line(LEFT, y, RIGHT, y, RULE, 0.5)
        else:
            pen.line(LEFT, y, RIGHT, y, HAIR, 0.5)
        _area(pen, board, grid, place, y)
        for column, bid in enumerate(bids):
            _cell(pen, board, grid, bid.areas[place], grid.x0 + column * grid.cell, y)
        y += grid.row
    pen.line(LEFT, y, RIGHT, y, INK, 0.9)
    _totals(pen, grid, bids, y)
    _key(pen, board)


def _bidders(pen: Pen, grid: Grid, bids: Sequence[BidResult]) -> None:
    """The bidders' names standing on the rule, rank and verdict above them."""
    for column, (bid, lines) in enumerate(zip(bids, grid.names, strict=True)):
        x = grid.x0 + column * grid.cell + 1.2
        top = grid.top - 2.2 - grid.leading * (len(lines) - 1)
        for place, line in enumerate(lines):
            pen.text(x, top + place * grid.leading, line, grid.name_size, SEMIBOLD)
        verdict(pen, x + 1.5, top - grid.leading - 1.6, bid.eligibility, 1.35)
        pen.text(x + 4.2, top - grid.leading - 0.5, bid.rank or "–", 9, BOLD)


def _heads(pen: Pen, grid: Grid) -> None:
    y = grid.top - 2.2
    pen.text(LEFT, y, "Process area", 7.4, REGULAR, TEXT3)
    if grid.small:
        pen.text(grid.required, y, "Req.", 7.4, REGULAR, TEXT3, "centre")
        pen.text(grid.stake, y, "Pts", 7.4, REGULAR, TEXT3, "right")
    else:
        pen.text(grid.required - 1.4, y, "Required", 7.4, REGULAR, TEXT3)
        pen.text(grid.weight, y, "Weight", 7.4, REGULAR, TEXT3, "right")
        pen.text(grid.stake, y, "Points", 7.4, REGULAR, TEXT3, "right")
    if grid.why:
        pen.text(grid.why, y, "Why it is required", 7.4, REGULAR, TEXT3)


def _area(pen: Pen, board: Board, grid: Grid, place: int, y: float) -> None:
    """What is required of one area: knock-out, code, name, state, weight and the points at stake."""
    requirement, area = board.profile.requirements[place], board.profile.areas[place]
    mid, base = y + grid.row / 2, y + grid.row / 2 + 1.05
    if requirement.mandatory:
        diamond(pen, LEFT + 1.2, mid)
    pen.text(LEFT + 4, base, shorten(area.id, MEDIUM, 7.2, grid.names_at - LEFT - 5), 7.2, MEDIUM, TEXT3)
    lines = wrap(board.area_name(area.id), REGULAR, grid.area_size, grid.names_room, most=2 if grid.row > 5.8 else 1)
    for line, text in enumerate(lines):
        pen.text(grid.names_at, base + (line - (len(lines) - 1) / 2) * 2.9, text, grid.area_size)
    if grid.why:
        room = grid.required - grid.why - 4
        text = shorten(requirement.why, REGULAR, 7.6, room)
        pen.text(grid.why, base, text, 7.6, REGULAR, TEXT2)
    share = 100 * requirement.weight / board.profile.total_weight
    number = isinstance(requirement.target, Fraction)
    if grid.small or not number:
        required(pen, grid.required, mid, board.model, requirement)
    if not grid.small:
        word = shorten(target_words(requirement.target), REGULAR, 7.6, grid.weight - grid.required - 9)
        pen.text(grid.required - 1.4 if number else grid.required + 2.7, base, word, 7.6, REGULAR, TEXT2)
        pen.text(grid.weight, base, plain_decimal(requirement.weight), 8.2, align="right")
    pen.text(grid.stake, base, tenths(share), 7.6 if grid.small else 8.2, REGULAR, TEXT2, "right")


def _cell(pen: Pen, board: Board, grid: Grid, area: AreaResult, x: float, y: float) -> None:
    """One area of one bid: tint for the gap, ball for the state, triangle for the gap, "?" if undecided, points."""
    mid, base, look = y + grid.row / 2, y + grid.row / 2 + 1.05, grid.look
    edge = x + grid.cell - look.pad
    if area.points is None:
        pen.text(edge, base, "n/a", 7.4, REGULAR, TEXT3, "right")
        return
    missed = area.requirement.mandatory and area.met == "fails"
    ink = PAPER if missed else GAP_INK[area.gap]
    tint = RED if missed else GAP_TINT[area.gap]
    gap = area.gap != "none"
    if tint != PAPER:
        pen.box(x + 0.35, y + 0.35, grid.cell - 0.7, grid.row - 0.7, tint)
    r = min(look.radius, grid.row / 2 - 0.55)
    ball(pen, x + look.ball, mid, found_share(board.model, area), ink, r, tint)
    drop(pen, x + look.drop, mid + 0.1, area.gap, ink, min(look.triangle, r), tint)
    if area.met == "unclear":
        pen.text(x + look.query, base + 0.1, "?", look.query_size, BLACK, ink)
    pen.text(edge, base, tenths(area.points), look.size, BOLD if gap else REGULAR, PAPER if missed else INK, "right")


@dataclass(frozen=True, slots=True)
class Total:
    """A line under the table: what it says of each bid, and how."""

    title: str
    value: Callable[[BidResult], str]
    face: str
    size: float


def _totals(pen: Pen, grid: Grid, bids: Sequence[BidResult], y: float) -> None:
    size = 7.6 if grid.cell < 16 else 8
    pen.text(grid.stake, y + 4.6, "100.0", 8.2, REGULAR, TEXT2, "right")
    for total in (
        Total("Fit, of 100", lambda bid: tenths(bid.fit.low), BOLD, 9.6),
        Total("Highest possible", lambda bid: tenths(bid.fit.high), REGULAR, size),
        Total("Gaps, minor / major", lambda bid: f"{bid.gaps('minor')} / {bid.gaps('major')}", REGULAR, size),
    ):
        y += 5.2
        pen.text(LEFT, y - 0.6, total.title, 9 if total.face == BOLD else 8.5, total.face)
        for column, bid in enumerate(bids):
            edge = grid.x0 + (column + 1) * grid.cell - grid.look.pad
            pen.text(edge, y - 0.6, total.value(bid), total.size, total.face, align="right")


def _key(pen: Pen, board: Board) -> None:
    """The marks in one line at the foot of the page."""
    y, x = 194.4, LEFT
    marks: list[tuple[Callable[[float], None], str, float]] = [
        (partial(_ball_mark, pen, y, rating_share(board.model, rating.id)), rating.id, 4.6)
        for rating in reversed(board.model.ratings)
    ]
    marks += [
        (partial(_gap_mark, pen, y, AMBER_TINT, AMBER, "minor"), "minor gap", 6.4),
        (partial(_gap_mark, pen, y, RED_TINT, RED, "major"), "major gap", 6.4),
        (partial(_gap_mark, pen, y, RED, PAPER, "major"), "knock-out missed", 6.4),
        (lambda at: pen.text(at + 0.6, y, "?", 8.5, BLACK), "unknowns could close it", 4.6),
        (lambda at: diamond(pen, at + 1.4, y - 1), "knock-out", 4.6),
        (lambda at: pen.text(at + 0.5, y, "n/a", 7.2, REGULAR, TEXT2), "not applicable, weight shared out", 6),
    ]
    gap = min(6.0, (RIGHT - LEFT - sum(wide + width_of(word, REGULAR, 7.2) for _, word, wide in marks)) / len(marks))
    for draw, word, wide in marks:
        draw(x)
        pen.text(x + wide, y, word, 7.2, REGULAR, TEXT2)
        x += wide + width_of(word, REGULAR, 7.2) + gap


def _ball_mark(pen: Pen, y: float, share: float, x: float) -> None:
    ball(pen, x + 1.4, y - 1, share)


def _gap_mark(pen: Pen, y: float, fill: str, ink: str, gap: Gap, x: float) -> None:
    pen.box(x, y - 2.6, 5, 3.3, fill)
    drop(pen, x + 2.5, y - 0.9, gap, ink, 1.15, fill)
