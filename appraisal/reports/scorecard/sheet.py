"""One page: its place in the document, the finding it states, and the furniture that all pages share."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from appraisal.reports.board import Board
from appraisal.reports.facts import head_words, seal_words
from appraisal.reports.scorecard.pen import Pen
from appraisal.reports.scorecard.style import (
    BLUE,
    BOLD,
    INK,
    LEFT,
    REGULAR,
    RIGHT,
    RULE,
    TEXT2,
    TEXT3,
    span,
)
from appraisal.reports.scorecard.typesetting import shorten, width_of, wrap
from appraisal.reports.wording import Text

SIZES = (19.0, 17.0, 15.0, 13.0)


@dataclass(frozen=True, slots=True)
class Sheet:
    """A page as planned: the section it stands in, the headline that states its finding, and what draws its content.

    A deck is left out where the headline takes two lines. A bookmark is unique in the document; a page that continues
    another has none.
    """

    section: str
    headline: str
    draw: Callable[[Pen], None]
    deck: str | Text = ""
    bookmark: str = ""
    width: float = span(12)


def draw_sheet(pen: Pen, board: Board, sheet: Sheet, number: int, total: int) -> None:
    """A whole page in reading order: bookmark, header, headline, content, footer."""
    if sheet.bookmark:
        key = f"page-{number}"
        pen.canvas.bookmarkPage(key)
        pen.canvas.addOutlineEntry(sheet.bookmark, key, 0)
    _header(pen, board, sheet)
    _headline(pen, sheet)
    sheet.draw(pen)
    pen.line(LEFT, 198.2, RIGHT, 198.2, RULE, 0.5)
    foot = "   ·   ".join(board.footer)
    if width_of(foot, REGULAR, 6.8) > span(12) - 30:
        foot = _squeezed(board.footer, span(12) - 30)
    pen.text(LEFT, 202.4, foot, 6.8, REGULAR, TEXT3)
    pen.text(RIGHT, 202.4, f"Page {number} of {total}", 6.8, REGULAR, TEXT3, "right")
    if board.seal:
        pen.text(LEFT, 205.6, seal_words(board.seal), 6.8, REGULAR, TEXT3)
    if board.head:
        pen.text(RIGHT, 205.6, head_words(board.head), 6.8, REGULAR, TEXT3, "right")


def _header(pen: Pen, board: Board, sheet: Sheet) -> None:
    pen.box(LEFT, 9.4, 9, 1.1, BLUE)
    pen.text(LEFT + 12, 11.0, "Supplier scorecard", 7.5, BOLD, INK)
    at = LEFT + 12 + width_of("Supplier scorecard", BOLD, 7.5) + 1.9
    pen.text(at, 11.0, shorten(board.profile.title, REGULAR, 7.5, 225 - at), 7.5, REGULAR, TEXT2)
    pen.text(RIGHT, 11.0, sheet.section, 7.5, REGULAR, TEXT2, "right")


def _headline(pen: Pen, sheet: Sheet) -> None:
    """The headline in the largest type that keeps it in two lines."""
    size = next((s for s in SIZES if len(wrap(sheet.headline, BOLD, s, sheet.width)) <= 2), SIZES[-1])
    lines = wrap(sheet.headline, BOLD, size, sheet.width, most=2)
    y = 22.5
    for line in lines:
        pen.text(LEFT, y, line, size, BOLD, INK, track=-0.15)
        y += 8.2
    if sheet.deck and len(lines) == 1:
        pen.para(LEFT, 29.8, span(12), sheet.deck, 9.2, 12.6, TEXT2, most=1)


def _squeezed(parts: tuple[str, ...], width: float) -> str:
    """The footer's parts with the first two, which come from outside, shortened until all fit."""
    own, *rest = parts
    model, *others = rest
    tail = "   ·   ".join(others)
    room = (width - width_of("   ·   ".join(["", "", tail]), REGULAR, 6.8)) / 2
    return "   ·   ".join([shorten(own, REGULAR, 6.8, room), shorten(model, REGULAR, 6.8, room), tail])
