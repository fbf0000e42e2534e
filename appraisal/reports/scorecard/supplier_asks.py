"""What a supplier is good at, and which of its unknown answers to ask for first."""

from __future__ import annotations

from functools import partial

from appraisal.core.comparison import AreaResult, BidResult
from appraisal.reports.board import Board
from appraisal.reports.scorecard.flow import Block, Part, lines_of
from appraisal.reports.scorecard.pen import Pen
from appraisal.reports.scorecard.style import BOLD, INK, REGULAR, RULE, TEXT2, TEXT3
from appraisal.reports.scorecard.symbols import diamond
from appraisal.reports.scorecard.typesetting import shorten, width_of
from appraisal.reports.wording import counted, joined, tenths

ASKED, ASK_ROW = 6, 4.6
NOTHING_TO_ASK = "Nothing: no unknown answer could change a figure."


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


def below_part(board: Board, bid: BidResult, width: float) -> Part:
    """The strengths beside what to ask first; drawn from the baseline of their headings."""
    half = width / 2 - 3
    strengths = 7 + 4.02 * len(lines_of(_strengths(board, bid), half))
    asks = len(_asks(bid))
    height = max(strengths, 7 + ASK_ROW * (min(asks, ASKED) + (asks > ASKED)), 12) - 3
    return Part(height, partial(_below, board=board, bid=bid, half=half))


def _below(pen: Pen, x: float, y: float, board: Board, bid: BidResult, half: float) -> None:
    pen.text(x, y, "Strengths", 9.6, BOLD)
    pen.line(x, y + 2.2, x + half, y + 2.2, RULE, 0.5)
    pen.para(x, y + 7, half, _strengths(board, bid), 8.2, 11.4)
    x += half + 6
    pen.text(x, y, "Ask first", 9.6, BOLD)
    pen.line(x, y + 2.2, x + half, y + 2.2, RULE, 0.5)
    asks = _asks(bid)
    if not asks:
        pen.para(x, y + 7, half, NOTHING_TO_ASK, 8.2, 11.4)
        return
    pen.text(x + half, y, "points and questions", 7.4, REGULAR, TEXT3, "right")
    y += 7
    for area in asks[:ASKED]:
        _ask(pen, x, y, board=board, area=area, width=half)
        y += ASK_ROW
    if len(asks) > ASKED:
        pen.text(x + 13.5, y, f"and {counted(len(asks) - ASKED, 'more area')}", 8.2, REGULAR, TEXT2)


def below_blocks(board: Board, bid: BidResult, width: float) -> list[Block]:
    """The same one after the other at the right, where the gaps leave no room below them."""

    def row(area: AreaResult) -> Part:
        draw = partial(_ask, board=board, area=area, width=width)
        return Part(ASK_ROW, lambda pen, x, y: draw(pen, x, y + 3.6), 1.0)

    asks = tuple(row(area) for area in _asks(bid)) or lines_of(NOTHING_TO_ASK, width)
    return [
        Block("Strengths", lines_of(_strengths(board, bid), width)),
        Block("Ask first", asks, "points and questions"),
    ]


def _ask(pen: Pen, x: float, y: float, board: Board, area: AreaResult, width: float) -> None:
    pen.text(x + 7.5, y, f"+{tenths(area.gain)}", 8.2, BOLD, INK, "right")
    if area.requirement.mandatory:
        diamond(pen, x + 10.6, y - 1)
    questions = f"{area.open_questions} open"
    room = width - 13.5 - width_of(questions, REGULAR, 7.4) - 2
    pen.text(x + 13.5, y, shorten(board.area_name(area), REGULAR, 8.2, room), 8.2)
    pen.text(x + width, y, questions, 7.4, REGULAR, TEXT2, "right")
