"""One supplier: where its points go, its strengths, what to ask first, and everything known of its answers."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from appraisal.core.comparison import AreaResult, BidResult
from appraisal.reports.board import Board
from appraisal.reports.scorecard.flow import Block, Column, Part, Placed, lines_of, pour
from appraisal.reports.scorecard.pen import Pen
from appraisal.reports.scorecard.sheet import Sheet
from appraisal.reports.scorecard.style import (
    BOLD,
    BOTTOM,
    GAP_INK,
    HAIR,
    INK,
    LEFT,
    LIGHT,
    REGULAR,
    RIGHT,
    RULE,
    SEMIBOLD,
    TEXT2,
    TEXT3,
    left,
    span,
)
from appraisal.reports.scorecard.supplier_blocks import blocks_of
from appraisal.reports.scorecard.symbols import ball, diamond, drop, found_share, required
from appraisal.reports.scorecard.typesetting import shorten, width_of
from appraisal.reports.verdicts import supplier_headline
from appraisal.reports.wording import counted, joined, lost, percent, tenths, unearned

START = 59.0
MAIN, SIDE = span(7), span(5) - 6
TALL, LOWEST = 9.8, 5.0
BAR_AT, BAR = 92.0, 36.0
ASKED = 6


def supplier_sheets(board: Board, bid: BidResult) -> list[Sheet]:
    """A supplier's page, and the pages on which its lists continue."""
    gaps, below = _main(board, bid)
    start = START + 2.4 + sum(part.height for part in gaps)
    fits = start + 8 + sum(part.height for part in below[:1]) <= BOTTOM
    columns = [Column(0, left(7) + 6, START, BOTTOM, SIDE)]
    over = [] if fits else [Block("Strengths, and what to ask first", below)]
    pages = pour([*blocks_of(board, bid, SIDE), *over], columns, _continuation)
    head = Sheet(
        "Supplier",
        supplier_headline(board, bid),
        partial(_first_page, board=board, bid=bid, gaps=gaps, below=below if fits else (), side=pages[0]),
        shorten(board.full(bid), REGULAR, 9.2, span(12)),
        board.name(bid),
    )
    return [head, *(_next(board, bid, placed) for placed in pages[1:])]


def _continuation(page: int) -> Sequence[Column]:
    return [Column(page, x, 45, BOTTOM, SIDE) for x in (LEFT, left(7) + 6)]


def _next(board: Board, bid: BidResult, placed: Sequence[Placed]) -> Sheet:
    def draw(pen: Pen) -> None:
        for each in placed:
            each(pen)

    return Sheet("Supplier", f"{board.name(bid)}, continued.", draw)


def _first_page(
    pen: Pen, board: Board, bid: BidResult, gaps: Sequence[Part], below: Sequence[Part], side: Sequence[Placed]
) -> None:
    _strip(pen, board, bid)
    note = "gaps in the order of points lost; hatched: won back if the unknowns are yes"
    pen.title(LEFT, START, MAIN, "Where the points go", note)
    y = START + 2.4
    for part in gaps:
        part.draw(pen, LEFT, y)
        y += part.height
    y = max(y + 8, 158 if sum(part.height for part in below) < 34 else 0)
    for part in below:
        part.draw(pen, LEFT, y)
    for each in side:
        each(pen)


def _strip(pen: Pen, board: Board, bid: BidResult) -> None:
    """The seven figures to know, in one line."""
    tally = bid.tally
    total = tally.yes + tally.no + tally.na + tally.unknown
    facts = (
        (_rank_label(board, bid), f"{bid.rank or '–'} of {len(board.comparison.ranked)}" if bid.rank else "–"),
        ("Fit, of 100", tenths(bid.fit.low)),
        ("Highest possible", tenths(bid.fit.high)),
        ("Indicated level", "–" if bid.indicated_level is None else str(bid.indicated_level)),
        ("Process risk", bid.risk),
        ("Evidence for yes on goals", percent(bid.evidence_coverage)),
        ("Unknown answers", f"{tally.unknown} of {total}"),
    )
    y = 40.0
    pen.line(LEFT, y - 5.5, RIGHT, y - 5.5, INK, 0.9)
    for place, (label, figure) in enumerate(facts):
        x = LEFT + place * (RIGHT - LEFT) / len(facts)
        pen.text(x, y - 1, label, 7.4, REGULAR, TEXT3)
        pen.text(x, y + 6.6, figure, 16, BOLD if place == 1 else LIGHT)
    pen.line(LEFT, y + 10.5, RIGHT, y + 10.5, RULE, 0.5)


def _rank_label(board: Board, bid: BidResult) -> str:
    """"Rank", with the range that the unknown answers leave open where it is known and wider than one place."""
    robustness = board.comparison.robustness
    best, worst = robustness.rank_range.get(bid.supplier.id, (0, 0)) if robustness else (0, 0)
    return f"Rank; by fit {best} to {worst} possible" if best != worst else "Rank"


def _main(board: Board, bid: BidResult) -> tuple[tuple[Part, ...], tuple[Part, ...]]:
    """The left side: the gaps with their total, and below them the strengths beside what to ask first."""
    below = Part(_below_height(board, bid), partial(_below, board=board, bid=bid))
    gaps = bid.costly
    if not gaps:
        return lines_of("None is lost: every requirement is met.", MAIN, 8.5, 12), (below,)
    room = BOTTOM - START - 2.4 - 6 - 8
    row = min(TALL, (room - below.height) / len(gaps))
    row = row if row >= LOWEST else max(LOWEST - 0.4, min(TALL, room / len(gaps)))
    scale = BAR / float(gaps[0].lost)
    rows = [Part(row, partial(_gap, board=board, area=area, row=row, scale=scale)) for area in gaps]
    return (*rows, Part(6, partial(_total, bid=bid))), (below,)


def _gap(pen: Pen, x: float, y: float, board: Board, area: AreaResult, row: float, scale: float) -> None:
    """One area that loses points: name and reason, state of what is required, and the loss as a bar."""
    mid, base, tall = y + row / 2, y + row / 2 + 1.05, row > 9
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
    pen.text(x + BAR_AT, y + 4, f"{lost(100 - bid.fit.low).replace(tenths(100 - bid.fit.low), unearned(bid.fit.low))} in all{tail}", 7.4, REGULAR, TEXT2)


def _strengths(board: Board, bid: BidResult) -> str:
    applicable = [area for area in bid.areas if area.applicable]
    met = [board.area_name(area) for area in applicable if not area.lost]
    absent = len(bid.areas) - len(applicable)
    tail = f" Not applicable: {joined([board.area_name(a) for a in bid.areas if not a.applicable])}." if absent else ""
    if not met:
        return f"No area meets its requirement yet.{tail}"
    return f"Meets the requirement in {len(met)} of {counted(len(applicable), 'area')}: {joined(met)}.{tail}"


def _asks(bid: BidResult) -> list[AreaResult]:
    """The areas whose unknown answers could win points: undecided knock-outs first, then by what they could win."""
    return sorted(
        (area for area in bid.areas if area.gain),
        key=lambda area: (not (area.requirement.mandatory and area.met == "unclear"), -area.gain),
    )


def _below_height(board: Board, bid: BidResult) -> float:
    half = MAIN / 2 - 3
    strengths = 7 + 4.02 * len(lines_of(_strengths(board, bid), half))
    asks = _asks(bid)
    return max(strengths, 7 + 4.6 * (min(len(asks), ASKED) + (len(asks) > ASKED)), 12) - 3


def _below(pen: Pen, x: float, y: float, board: Board, bid: BidResult) -> None:
    half = MAIN / 2 - 3
    pen.text(x, y, "Strengths", 9.6, BOLD)
    pen.line(x, y + 2.2, x + half, y + 2.2, RULE, 0.5)
    pen.para(x, y + 7, half, _strengths(board, bid), 8.2, 11.4)
    x += half + 6
    pen.text(x, y, "Ask first", 9.6, BOLD)
    pen.line(x, y + 2.2, x + half, y + 2.2, RULE, 0.5)
    asks = _asks(bid)
    if not asks:
        pen.para(x, y + 7, half, "Nothing: no unknown answer could change a figure.", 8.2, 11.4)
        return
    pen.text(x + half, y, "points and questions", 7.4, REGULAR, TEXT3, "right")
    y += 7
    for area in asks[:ASKED]:
        _ask(pen, board, area, x, y, half)
        y += 4.6
    if len(asks) > ASKED:
        pen.text(x + 13.5, y, f"and {counted(len(asks) - ASKED, 'more area')}", 8.2, REGULAR, TEXT2)


def _ask(pen: Pen, board: Board, area: AreaResult, x: float, y: float, width: float) -> None:
    pen.text(x + 7.5, y, f"+{tenths(area.gain)}", 8.2, BOLD, INK, "right")
    if area.requirement.mandatory:
        diamond(pen, x + 10.6, y - 1)
    questions = f"{area.open_questions} open"
    room = width - 13.5 - width_of(questions, REGULAR, 7.4) - 2
    pen.text(x + 13.5, y, shorten(board.area_name(area), REGULAR, 8.2, room), 8.2)
    pen.text(x + width, y, questions, 7.4, REGULAR, TEXT2, "right")
