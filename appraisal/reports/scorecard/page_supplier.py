"""One supplier: where its points go, its strengths, what to ask first, and everything known of its answers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial

from appraisal.core.comparison import BidResult
from appraisal.reports.board import Board
from appraisal.reports.scorecard.flow import ABOVE, HEADING, TIGHT, TOP, Column, Part, Placed, pour
from appraisal.reports.scorecard.pen import Pen
from appraisal.reports.scorecard.sheet import Sheet
from appraisal.reports.scorecard.style import (
    BOLD,
    BOTTOM,
    INK,
    LEFT,
    LIGHT,
    REGULAR,
    RIGHT,
    RULE,
    TEXT3,
    left,
    span,
)
from appraisal.reports.scorecard.supplier_asks import below_blocks, below_part
from appraisal.reports.scorecard.supplier_blocks import LOW_ROW, ROW, blocks_of
from appraisal.reports.scorecard.supplier_gaps import MAIN, TWO_LINES, gap_parts
from appraisal.reports.scorecard.typesetting import shorten
from appraisal.reports.verdicts import note, supplier_headline
from appraisal.reports.wording import percent, tenths

START, LOWEST_LINE = 59.0, 195.0
SIDE = span(5) - 6
TALL = 9.8


@dataclass(frozen=True, slots=True)
class Layout:
    """How close everything stands: the highest row of a gap, the rows and distances at the right, the lowest line."""

    gap: float
    row: float
    above: float
    bottom: float


LAYOUTS = (
    Layout(TALL, ROW, ABOVE, BOTTOM),
    Layout(TALL, LOW_ROW, TIGHT, LOWEST_LINE),
    Layout(TWO_LINES, LOW_ROW, TIGHT, LOWEST_LINE),
)
"""From roomy to tight: the first one that keeps the supplier on the fewest pages is taken."""


@dataclass(frozen=True, slots=True)
class Plan:
    """A supplier's first page at the left, and what the flow of blocks puts on each page."""

    gaps: tuple[Part, ...]
    below: Part | None
    pages: list[list[Placed]]


def supplier_sheets(board: Board, bid: BidResult) -> list[Sheet]:
    """A supplier's page, and the pages on which its lists continue."""
    plan = _plan(board, bid, LAYOUTS[0])
    for layout in LAYOUTS[1:]:
        if len(plan.pages) > 1:
            tighter = _plan(board, bid, layout)
            plan = tighter if len(tighter.pages) < len(plan.pages) else plan
    head = Sheet(
        "Supplier",
        supplier_headline(board, bid),
        partial(_first_page, board=board, bid=bid, plan=plan),
        _deck(board, bid),
        board.name(bid),
    )
    return [head, *(_next(board, bid, placed) for placed in plan.pages[1:])]


def _plan(board: Board, bid: BidResult, layout: Layout) -> Plan:
    below = below_part(board, bid, MAIN)
    gaps = gap_parts(board, bid, layout.gap, BOTTOM - START - HEADING, below.height + ABOVE)
    under = START + HEADING + sum(part.height for part in gaps) + ABOVE
    fits = under + below.height <= BOTTOM
    over = [] if fits else below_blocks(board, bid, SIDE)
    columns = [Column(0, left(7) + 6, START, layout.bottom, SIDE)]
    foot = under + below.height + layout.above
    if fits and foot < BOTTOM - 14:
        columns.append(Column(0, LEFT, foot, layout.bottom, SIDE))
    pages = pour([*over, *blocks_of(board, bid, SIDE, layout.row)], columns, _continuation, layout.above)
    return Plan(gaps, below if fits else None, pages)


def _continuation(page: int) -> Sequence[Column]:
    return [Column(page, x, TOP, BOTTOM, SIDE) for x in (LEFT, left(7) + 6)]


def _deck(board: Board, bid: BidResult) -> str:
    """The full name, where the headline has not said it, and the one line to know about the bid."""
    full, know = board.full(bid), note(board, bid)
    if full == board.name(bid):
        return f"{know}."
    return shorten(f"{full}. {know}.", REGULAR, 9.2, span(12))


def _next(board: Board, bid: BidResult, placed: Sequence[Placed]) -> Sheet:
    def draw(pen: Pen) -> None:
        for each in placed:
            each(pen)

    return Sheet("Supplier", f"{board.name(bid)}, continued.", draw)


def _first_page(pen: Pen, board: Board, bid: BidResult, plan: Plan) -> None:
    _strip(pen, board, bid)
    note = "gaps in the order of points lost; hatched: won back if the unknowns are yes"
    pen.title(LEFT, START, MAIN, "Where the points go", note)
    y = START + HEADING
    for part in plan.gaps:
        part.draw(pen, LEFT, y)
        y += part.height
    if plan.below:
        plan.below.draw(pen, LEFT, y + ABOVE)
    for each in plan.pages[0]:
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
    """ "Rank", with the range that the unknown answers leave open where it is known and wider than one place."""
    robustness = board.comparison.robustness
    best, worst = robustness.rank_range.get(bid.supplier.id, (0, 0)) if robustness else (0, 0)
    return f"Rank; by fit {best} to {worst} possible" if best != worst else "Rank"
