"""A printed statement of record on A4: a title, facts with their labels, and lists; the same bytes each time."""

from __future__ import annotations

from dataclasses import dataclass
from io import BytesIO
from typing import TYPE_CHECKING

from appraisal.reports.scorecard.fonts import typeset
from appraisal.reports.scorecard.style import HAIR, INK, LIGHT, MM, REGULAR, RULE, SEMIBOLD, TEXT2
from appraisal.reports.scorecard.typesetting import width_of, wrap

if TYPE_CHECKING:
    from reportlab.pdfgen.canvas import Canvas

WIDTH, HEIGHT = 210.0, 297.0
LEFT, RIGHT, TOP, BOTTOM = 22.0, 188.0, 24.0, 272.0
LINE = 1.38
"""Distance of lines as a multiple of the type size."""


@dataclass(frozen=True, slots=True)
class Listing:
    """A list under a heading: the columns' widths add up to 1, `rows` hold one text for each column."""

    heading: str
    columns: tuple[tuple[str, float], ...]
    rows: tuple[tuple[str, ...], ...]
    empty: str = ""


@dataclass(frozen=True, slots=True)
class Statement:
    """What a statement says: `over` stands above the title, `facts` are (label, value), `foot` is on every page."""

    over: str
    title: str
    lead: str
    facts: tuple[tuple[str, str], ...]
    lists: tuple[Listing, ...] = ()
    notes: tuple[str, ...] = ()
    foot: str = ""


def statement_pdf(statement: Statement) -> bytes:
    """The statement as a PDF; every text is drawn as it is, nothing in it is markup."""
    from reportlab import rl_config
    from reportlab.pdfgen.canvas import Canvas

    rl_config.useA85 = 0
    buffer = BytesIO()
    canvas = Canvas(buffer, pagesize=(WIDTH * MM, HEIGHT * MM), invariant=1, initialFontName=_embedded(REGULAR))
    canvas.setTitle(statement.title)
    canvas.setCreator("Appraisal")
    canvas.setProducer("Appraisal")
    page = _Page(canvas, statement.foot)
    page.text(statement.over, SEMIBOLD, 9, TEXT2)
    page.text(statement.title, LIGHT, 22, INK, after=2)
    page.text(statement.lead, REGULAR, 11, TEXT2, after=5)
    page.rule(RULE)
    for label, value in statement.facts:
        page.fact(label, value)
    for listing in statement.lists:
        page.listing(listing)
    for note in statement.notes:
        page.gap(3)
        page.text(note, REGULAR, 9, TEXT2)
    page.finish()
    canvas.save()
    return buffer.getvalue()


class _Page:
    """The pen on its page: `y` is how far down it is, in mm."""

    def __init__(self, canvas: Canvas, foot: str) -> None:
        self._canvas = canvas
        self._foot = foot
        self._number = 1
        self._y = TOP

    def text(self, text: str, face: str, size: float, colour: str, after: float = 1.0) -> None:
        """A paragraph over the whole width."""
        for line in wrap(text, face, size, RIGHT - LEFT):
            self._room(size)
            self._line(LEFT, line, face, size, colour)
            self._y += size * LINE / MM
        self._y += after

    def fact(self, label: str, value: str) -> None:
        """A label on the left and its value beside it."""
        lines = wrap(value, REGULAR, 10.5, RIGHT - LEFT - 52)
        self._room(10.5 * len(lines[:3]))
        self._line(LEFT, label, REGULAR, 9, TEXT2)
        for line in lines:
            self._room(10.5)
            self._line(LEFT + 52, line, REGULAR, 10.5, INK)
            self._y += 10.5 * LINE / MM
        self._y += 1.6
        self.rule(HAIR)

    def listing(self, listing: Listing) -> None:
        """A heading, the names of the columns, and the rows."""
        self.gap(7)
        self._room(40)
        self.text(listing.heading, SEMIBOLD, 12, INK, after=1.5)
        if not listing.rows:
            self.text(listing.empty, REGULAR, 10, TEXT2)
            return
        self._row(tuple(name for name, _ in listing.columns), listing, 8.5, TEXT2)
        for row in listing.rows:
            self._row(row, listing, 9.5, INK)

    def _row(self, row: tuple[str, ...], listing: Listing, size: float, colour: str) -> None:
        total = RIGHT - LEFT
        cells = [
            wrap(text, REGULAR, size, total * width - 3) for text, (_, width) in zip(row, listing.columns, strict=True)
        ]
        height = max(map(len, cells))
        self._room(size * LINE * height)
        start = self._y
        x = LEFT
        for lines, (_, width) in zip(cells, listing.columns, strict=True):
            self._y = start
            for line in lines:
                self._line(x, line, REGULAR, size, colour)
                self._y += size * LINE / MM
            x += total * width
        self._y = start + height * size * LINE / MM + 1.2
        self.rule(HAIR)

    def rule(self, colour: str) -> None:
        """A line across the page."""
        self._canvas.setStrokeColor(colour)
        self._canvas.setLineWidth(0.4)
        y = (HEIGHT - self._y + 0.2) * MM
        self._canvas.line(LEFT * MM, y, RIGHT * MM, y)
        self._y += 3.4

    def gap(self, height: float) -> None:
        """Room between parts."""
        self._y += height

    def finish(self) -> None:
        """The foot of the last page."""
        self._footer()
        self._canvas.showPage()

    def _room(self, points: float) -> None:
        """A new page where what comes next would not fit."""
        if self._y + points / MM > BOTTOM:
            self.finish()
            self._number += 1
            self._y = TOP

    def _footer(self) -> None:
        keep, self._y = self._y, BOTTOM + 12
        number = f"{self._number}"
        self._line(LEFT, wrap(self._foot, REGULAR, 8, RIGHT - LEFT - 20, most=1)[0], REGULAR, 8, TEXT2)
        self._line(RIGHT - width_of(number, REGULAR, 8), number, REGULAR, 8, TEXT2)
        self._y = keep

    def _line(self, x: float, line: str, face: str, size: float, colour: str) -> None:
        self._canvas.setFillColor(colour)
        at = x * MM
        for font, run in typeset(line, face).runs:
            self._canvas.setFont(font, size)
            self._canvas.drawString(at, (HEIGHT - self._y) * MM, run)
            at += self._canvas.stringWidth(run, font, size)


def _embedded(face: str) -> str:
    """The name of a face, loaded, so that no page names a font that is not in the file."""
    typeset(" ", face)
    return face
