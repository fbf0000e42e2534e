"""The required profile as the comparison used it: every area with its ITIL name, target, weight and reason."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import partial

from appraisal.core.figures import plain_decimal
from appraisal.core.profile import target_words
from appraisal.reports.board import Board
from appraisal.reports.scorecard.pen import Pen
from appraisal.reports.scorecard.sheet import Sheet
from appraisal.reports.scorecard.style import (
    BOTTOM,
    HAIR,
    INK,
    LEFT,
    MEDIUM,
    REGULAR,
    RIGHT,
    RULE,
    TEXT2,
    TEXT3,
)
from appraisal.reports.scorecard.symbols import diamond, required
from appraisal.reports.scorecard.typesetting import shorten, wrap
from appraisal.reports.wording import joined, visible

HEAD, BAND = 42.0, 6.4
MOST_LINES = 40
"""As many lines of a reason as one page holds."""
CODE, NAME, ITIL, REQUIRED = LEFT + 4, LEFT + 14, LEFT + 73, LEFT + 112
WEIGHT, WHY = LEFT + 139, LEFT + 144


@dataclass(frozen=True, slots=True)
class Look:
    """How close the rows stand: a row of one line and each further line, mm; sizes of reasons and ITIL names."""

    row: float
    leading: float
    why: float
    itil: float


LOOKS = (Look(5.5, 3.3, 7.8, 7.4), Look(4.9, 3.0, 7.2, 6.8))
"""The second one is taken where it saves a page."""


@dataclass(frozen=True, slots=True)
class Line:
    """One area's row: its place in the profile, its wrapped texts, its height; `level` opens a level above it."""

    look: Look
    place: int
    name: Sequence[str]
    itil: Sequence[str]
    why: Sequence[str]
    level: int | None

    @property
    def height(self) -> float:
        lines = max(len(self.name), len(self.itil), len(self.why))
        return self.look.row + self.look.leading * (lines - 1) + (BAND if self.level is not None else 0)


def required_sheets(board: Board) -> list[Sheet]:
    """The profile on as many pages as its reasons need."""
    pages = min((_pages(_lines(board, look)) for look in LOOKS), key=len)
    head = "What the buyer requires, and why"
    return [
        Sheet(
            "Required profile",
            f"{head}, continued." if place else f"{head}.",
            partial(_page, board=board, lines=lines),
            "" if place else visible(board.profile.service),
            "" if place else "Required profile",
        )
        for place, lines in enumerate(pages)
    ]


def _pages(lines: Sequence[Line]) -> list[list[Line]]:
    pages: list[list[Line]] = [[]]
    y = HEAD
    for line in lines:
        if pages[-1] and y + line.height > BOTTOM + 2:
            pages.append([])
            y = HEAD
        pages[-1].append(line)
        y += line.height
    return pages


def _lines(board: Board, look: Look) -> list[Line]:
    itil = _has_itil(board)
    lines: list[Line] = []
    last = None
    for place in board.by_level:
        area, requirement = board.profile.areas[place], board.profile.requirements[place]
        why = requirement.why or ("Follows from the required level." if requirement.added else "")
        lines.append(
            Line(
                look,
                place,
                wrap(board.area_name(area.id), REGULAR, 8.2, (ITIL if itil else REQUIRED) - NAME - 3),
                wrap(joined(area.itil) or "–", REGULAR, look.itil, REQUIRED - ITIL - 4) if itil else [],
                wrap(why, REGULAR, look.why, RIGHT - WHY, most=MOST_LINES),
                area.level if area.level != last else None,
            )
        )
        last = area.level
    return lines


def _has_itil(board: Board) -> bool:
    return any(area.itil for area in board.profile.areas)


def _page(pen: Pen, board: Board, lines: Sequence[Line]) -> None:
    heads = [(LEFT, "Process area"), (REQUIRED - 1.4, "Required"), (WHY, "Why")]
    for x, text in heads + ([(ITIL, "ITIL calls it")] if _has_itil(board) else []):
        pen.text(x, HEAD - 2.2, text, 7.4, REGULAR, TEXT3)
    pen.text(WEIGHT, HEAD - 2.2, "Weight", 7.4, REGULAR, TEXT3, "right")
    pen.line(LEFT, HEAD, RIGHT, HEAD, INK, 0.9)
    y = HEAD
    for line in lines:
        if line.level is not None:
            name = board.model.level_name(line.level)
            pen.label(LEFT, y + BAND - 1.5, f"Level {line.level}  {name}")
            pen.line(LEFT, y + BAND, RIGHT, y + BAND, RULE, 0.5)
        elif line is not lines[0]:
            pen.line(LEFT, y, RIGHT, y, HAIR, 0.5)
        y += line.height
        _row(pen, board, line, y - line.height + (BAND if line.level is not None else 0))
    pen.line(LEFT, y, RIGHT, y, INK, 0.9)


def _row(pen: Pen, board: Board, line: Line, y: float) -> None:
    requirement = board.profile.requirements[line.place]
    mid = y + line.look.row / 2
    base = mid + 1.05
    if requirement.mandatory:
        diamond(pen, LEFT + 1.2, mid)
    pen.text(CODE, base, shorten(requirement.area, MEDIUM, 7.2, NAME - CODE - 1), 7.2, MEDIUM, TEXT3)
    texts = ((NAME, line.name, 8.2, INK), (ITIL, line.itil, line.look.itil, TEXT2), (WHY, line.why, line.look.why, INK))
    for x, lines, size, colour in texts:
        for place, text in enumerate(lines):
            pen.text(x, base + place * line.look.leading, text, size, REGULAR, colour)
    number = isinstance(requirement.target, Fraction)
    if not number:
        required(pen, REQUIRED, mid, board.model, requirement)
    word = shorten(target_words(requirement.target), REGULAR, 7.8, 16)
    pen.text(REQUIRED - 1.4 if number else REQUIRED + 2.7, base, word, 7.8, REGULAR, TEXT2)
    pen.text(WEIGHT, base, plain_decimal(requirement.weight), 8.2, align="right")
