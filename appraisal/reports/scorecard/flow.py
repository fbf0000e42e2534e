"""Blocks of text and rows that run down columns and continue in the next column or on the next page."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from appraisal.reports.scorecard.pen import Pen
from appraisal.reports.scorecard.style import INK, MM, REGULAR
from appraisal.reports.scorecard.typesetting import Fragment, set_text

TOP = 37.0
"""The first heading's baseline on a page that has no deck, mm."""
HEADING = 2.4
"""From a block's heading to the top of its first part, mm."""
LEAD = 4.6
"""From a heading's rule to the first baseline of a text, mm."""
ABOVE, TIGHT = 8.0, 6.4
"""From the end of a block to the baseline of the next heading, mm: as it should be, and where room is short."""


@dataclass(frozen=True, slots=True)
class Part:
    """Something that is never cut: its height in mm, and what draws it from the left end and top it is given.

    `lead` is the room it needs above it where it stands first under a heading.
    """

    height: float
    draw: Callable[[Pen, float, float], None]
    lead: float = 0


@dataclass(frozen=True, slots=True)
class Block:
    """A heading over parts; `together` of them stand with the heading, `key` draws beside it."""

    title: str
    parts: tuple[Part, ...]
    note: str = ""
    key: Callable[[Pen, float, float], None] | None = None
    together: int = 2


@dataclass(frozen=True, slots=True)
class Column:
    """A column on one of the pages of a flow: where its first heading's baseline is, where it ends, how wide it is."""

    page: int
    x: float
    top: float
    bottom: float
    width: float


Placed = Callable[[Pen], None]


def pour(
    blocks: Sequence[Block],
    first: Sequence[Column],
    more: Callable[[int], Sequence[Column]],
    above: float = ABOVE,
) -> list[list[Placed]]:
    """The blocks placed column after column: for each page used, what draws its content.

    `first` are the columns of the pages that exist anyway; `more(page)` gives those of a further page. A part that is
    higher than a column stands alone in one.
    """
    flow = _Flow(list(first), more, above)
    for block in blocks:
        flow.add(block)
    return flow.pages


def height_of(block: Block) -> float:
    """How high a block is from its heading's baseline on, in one piece."""
    return HEADING + sum(part.height for part in block.parts)


class _Flow:
    def __init__(self, columns: list[Column], more: Callable[[int], Sequence[Column]], above: float) -> None:
        self.columns = columns
        self.more = more
        self.above = above
        self.place = 0
        self.y = columns[0].top
        self.fresh = True
        self.pages: list[list[Placed]] = [[] for _ in range(columns[-1].page + 1)]

    def add(self, block: Block) -> None:
        start = sum(part.height for part in block.parts[: block.together])
        if not self.fresh:
            self.y += self.above
            if self.y + HEADING + start > self.columns[self.place].bottom:
                self.next_column()
        self.head(block, block.title)
        for part in block.parts:
            if self.y + part.height > self.columns[self.place].bottom and not self.fresh:
                self.next_column()
                self.head(block, f"{block.title}, continued")
            self.put(part)

    def head(self, block: Block, title: str) -> None:
        column, y = self.columns[self.place], self.y

        def draw(pen: Pen) -> None:
            pen.title(column.x, y, column.width, title, block.note)
            if block.key:
                block.key(pen, column.x + column.width, y)

        self.pages[column.page].append(draw)
        self.y += HEADING
        self.fresh = True

    def put(self, part: Part) -> None:
        column, y = self.columns[self.place], self.y + (part.lead if self.fresh else 0)
        self.pages[column.page].append(lambda pen: part.draw(pen, column.x, y))
        self.y = y + part.height
        self.fresh = False

    def next_column(self) -> None:
        self.place += 1
        if self.place == len(self.columns):
            self.columns += self.more(self.columns[-1].page + 1)
        while len(self.pages) <= self.columns[self.place].page:
            self.pages.append([])
        self.y = self.columns[self.place].top
        self.fresh = True


def lines_of(
    text: str | Sequence[str], width: float, size: float = 8.2, leading: float = 11.4, above: float = 4.6, **look: str
) -> tuple[Part, ...]:
    """A paragraph as parts of one line each, so that it can continue anywhere; `above` is the first baseline, mm."""
    lines = set_text(text, size, width, look.get("face", REGULAR))
    step = leading / MM
    colour = look.get("colour", INK)
    first = _line(lines[0], size, colour, above, above + step * 0.3, max(0, LEAD - above))
    return (first, *(_line(line, size, colour, step * 0.7, step, LEAD - step * 0.7) for line in lines[1:]))


def _line(line: Sequence[Fragment], size: float, colour: str, base: float, height: float, lead: float) -> Part:
    def draw(pen: Pen, x: float, y: float) -> None:
        for fragment in line:
            pen.text(x + fragment.offset, y + base, fragment.text, size, fragment.face, colour)

    return Part(height, draw, lead)
