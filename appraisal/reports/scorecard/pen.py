"""A pen on a PDF canvas that thinks in millimetres from the top left corner of the page."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from io import BytesIO
from typing import Literal

from reportlab.lib.colors import Color, HexColor
from reportlab.pdfgen.canvas import Canvas

from appraisal.reports.scorecard.fonts import typeset
from appraisal.reports.scorecard.style import (
    BLUE2,
    BOLD,
    INK,
    MM,
    PAGE_HEIGHT,
    PAGE_WIDTH,
    REGULAR,
    RULE,
    SEMIBOLD,
    TEXT3,
)
from appraisal.reports.scorecard.typesetting import set_text, shorten, width_of

Align = Literal["left", "right", "centre"]


@cache
def _colour(name: str) -> Color:
    return HexColor(name)


class Pen:
    """Draws on one document.

    Attributes:
        missing: the characters met so far that no font has; each was drawn as a box with its code point.
        pages: the number of the first page of each section.
    """

    def __init__(self, title: str) -> None:
        self._buffer = BytesIO()
        self.canvas = Canvas(
            self._buffer,
            pagesize=(PAGE_WIDTH * MM, PAGE_HEIGHT * MM),
            invariant=1,
            pageCompression=1,
            initialFontName=_loaded(REGULAR),
        )
        self.canvas.setTitle(title)
        self.canvas.setAuthor("")
        self.missing: set[str] = set()
        self.pages: dict[str, int] = {}

    def finish(self) -> bytes:
        """The document's bytes; nothing can be drawn after."""
        self.canvas.save()
        return self._buffer.getvalue()

    def text(
        self,
        x: float,
        y: float,
        text: str | int,
        size: float = 8.5,
        face: str = REGULAR,
        colour: str = INK,
        align: Align = "left",
        track: float = 0,
    ) -> None:
        """One line with its baseline at y; a box stands for each character that no font has."""
        if text == "":
            return
        line = typeset(str(text), face)
        self.missing |= line.missing
        wide = line.width * size
        if track:
            wide += track * (sum(len(run) for _, run in line.runs) - 1)
        start = x * MM - (wide if align == "right" else wide / 2 if align == "centre" else 0)
        drawn = self.canvas.beginText(start, (PAGE_HEIGHT - y) * MM)
        if track:
            drawn.setCharSpace(track)
        drawn.setFillColor(_colour(colour))
        for font, run in line.runs:
            drawn.setFont(font, size)
            drawn.textOut(run)
        if track:
            drawn.setCharSpace(0)
        self.canvas.drawText(drawn)

    def label(self, x: float, y: float, text: str, colour: str = TEXT3, size: float = 6.6) -> None:
        """A heading in small letterspaced capitals: the only place with letterspacing."""
        self.text(x, y, text.upper(), size, BOLD, colour, track=0.55)

    def para(
        self,
        x: float,
        y: float,
        width: float,
        text: str | Sequence[str],
        size: float = 8.5,
        leading: float = 0,
        colour: str = INK,
        face: str = REGULAR,
        strong: str = SEMIBOLD,
        most: int = 0,
    ) -> float:
        """A wrapped text with its first baseline at y; the baseline after its last line, in mm, comes back."""
        for line in set_text(text, size, width, face, strong, most):
            for fragment in line:
                self.text(x + fragment.offset, y, fragment.text, size, fragment.face, colour)
            y += (leading or size * 1.42) / MM
        return y

    def line(
        self,
        x1: float,
        y1: float,
        x2: float,
        y2: float,
        colour: str = RULE,
        width: float = 0.5,
        dash: tuple[float, float] | None = None,
    ) -> None:
        """A straight line, `width` in points."""
        canvas = self.canvas
        canvas.setStrokeColor(_colour(colour))
        canvas.setLineWidth(width)
        if dash:
            canvas.setDash(list(dash))
        canvas.line(x1 * MM, (PAGE_HEIGHT - y1) * MM, x2 * MM, (PAGE_HEIGHT - y2) * MM)
        if dash:
            canvas.setDash()

    def box(
        self,
        x: float,
        y: float,
        width: float,
        height: float,
        fill: str | None = None,
        stroke: str | None = None,
        line: float = 0.5,
    ) -> None:
        """A rectangle from its top left corner."""
        self.ink(fill, stroke, line)
        self.canvas.rect(
            x * MM,
            (PAGE_HEIGHT - y - height) * MM,
            width * MM,
            height * MM,
            fill=int(fill is not None),
            stroke=int(stroke is not None),
        )

    def ink(self, fill: str | None, stroke: str | None, line: float) -> None:
        """The colours, and the line width in points, of what is drawn on the canvas next."""
        if fill:
            self.canvas.setFillColor(_colour(fill))
        if stroke:
            self.canvas.setStrokeColor(_colour(stroke))
            self.canvas.setLineWidth(line)

    def hatch(
        self,
        x: float,
        y: float,
        width: float,
        height: float,
        colour: str = BLUE2,
        step: float = 1.0,
        fill: str | None = None,
        outline: bool = True,
    ) -> None:
        """Diagonal lines clipped to a rectangle: the texture of the unknown, seen without colour."""
        if fill:
            self.box(x, y, width, height, fill)
        canvas = self.canvas
        canvas.saveState()
        frame = canvas.beginPath()
        foot = (PAGE_HEIGHT - y - height) * MM
        frame.rect(x * MM, foot, width * MM, height * MM)
        canvas.clipPath(frame, stroke=0, fill=0)
        self.ink(None, colour, 0.45)
        strokes = canvas.beginPath()
        for place in range(int((width + height) / step) + 1):
            start = (x - height + place * step) * MM
            strokes.moveTo(start, foot)
            strokes.lineTo(start + height * MM, foot + height * MM)
        canvas.drawPath(strokes, stroke=1, fill=0)
        canvas.restoreState()
        if outline:
            self.box(x, y, width, height, None, colour, 0.5)

    def title(self, x: float, y: float, width: float, text: str, note: str = "") -> None:
        """A block's heading over the rule that opens the block, with a remark after it."""
        text = shorten(text, BOLD, 9.6, width)
        self.text(x, y, text, 9.6, BOLD)
        if note:
            self.text(x + width_of(text, BOLD, 9.6) + 4, y, note, 7.4, REGULAR, TEXT3)
        self.line(x, y + 2.4, x + width, y + 2.4, INK, 0.9)


def _loaded(face: str) -> str:
    typeset("", face)
    return face
