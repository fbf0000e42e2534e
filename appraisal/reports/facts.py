"""Facts on a paper: a label beside its value, digests in groups that can be compared by eye, and running text."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from appraisal.reports.scorecard.flow import Part, lines_of
from appraisal.reports.scorecard.pen import Pen
from appraisal.reports.scorecard.style import HAIR, INK, MEDIUM, MM, REGULAR, TEXT2, TEXT3
from appraisal.reports.scorecard.typesetting import wrap
from appraisal.reports.wording import visible

LABELS = 42.0
"""How wide the column of labels is, mm."""
GROUP, PITCH = 8, 15.4
"""Letters of a digest in a group, and the distance from group to group, mm."""
LABEL = 15.0
"""The room for a digest's own label, mm."""
IN_ONE_PIECE = 24
"""As many lines of a value as are never cut."""
ABOVE, BELOW = 4.4, 2.0
"""From the top of a fact to its first baseline, and from its last baseline to the hairline, mm."""


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a value, wrapped where it is too long; `digest` sets it in groups in columns, after its `label`."""

    text: str
    size: float = 8.5
    face: str = REGULAR
    colour: str = INK
    digest: bool = False
    label: str = ""


@dataclass(frozen=True, slots=True)
class Set:
    """A line as it is set: its pieces, each so many mm from the left, and the way to it from the line before it."""

    pieces: tuple[tuple[float, str], ...]
    line: Line
    step: float


def fact(label: str, values: Sequence[Line], width: float, labels: float = LABELS) -> tuple[Part, ...]:
    """A label with its value over a hairline: in one piece, unless it is very long."""
    lines = set_lines(values, width - labels)
    pieces = [lines[at : at + IN_ONE_PIECE] for at in range(0, len(lines), IN_ONE_PIECE)]
    heads = wrap(label, MEDIUM, 7.4, labels - 3)
    return tuple(
        _piece(heads if place == 0 else [], piece, width, labels, place == len(pieces) - 1)
        for place, piece in enumerate(pieces)
    )


def said(text: str, size: float = 8.5, face: str = REGULAR, colour: str = INK) -> list[Line]:
    """A text that may have several lines of its own."""
    return [Line(line, size, face, colour) for line in text.splitlines() if visible(line)]


def small(text: str) -> Line:
    """A remark on the line above it."""
    return Line(text, 7.4, REGULAR, TEXT2)


def digest_of(digest: str, size: float = 8.0, label: str = "") -> Line:
    """A SHA-256 without the name of its kind in front; "not computed" where there is none."""
    figures = visible(digest).removeprefix("sha256:")
    if not figures:
        return Line(f"{label} not computed".strip(), size, REGULAR, TEXT2)
    return Line(figures, size, REGULAR, INK, True, label)


def short_digest(digest: str) -> str:
    """The first and last eight figures of a digest."""
    figures = visible(digest).removeprefix("sha256:")
    return f"{figures[:8]}…{figures[-8:]}" if len(figures) > 20 else figures or "not computed"


def head_words(digest: str) -> str:
    """How a printed page names the journal's head: the SHA-256 of its last entry.

    >>> head_words("01ab")
    'Head of the journal   ·   sha256 01ab'
    """
    return f"Head of the journal   ·   sha256 {digest}"


def seal_words(fingerprint: str) -> str:
    """What the foot of a page says of the key that dossiers are sealed with.

    >>> seal_words("0123456789abcdef")
    'Seal key 01234567 89abcdef'
    """
    return f"Seal key {' '.join(fingerprint[at : at + 8] for at in range(0, len(fingerprint), 8))}"


def paragraphs(texts: Sequence[str | tuple[str, ...]], width: float) -> tuple[Part, ...]:
    """Running text, as parts of one line each that can continue anywhere."""
    return tuple(
        part
        for place, text in enumerate(texts)
        for part in lines_of(text, width, 8.5, 12.0, above=5.2 if place == 0 else 5.6)
    )


def set_lines(values: Sequence[Line], width: float) -> list[Set]:
    """The values as lines no wider than `width` mm."""
    found: list[Set] = []
    for value in values:
        rows = _groups(value, width) if value.digest else _words(value, width)
        found += [Set(row, value, value.size * 1.42 / MM) for row in rows]
    return found


def draw_lines(pen: Pen, x: float, base: float, lines: Sequence[Set]) -> float:
    """Draw the lines, the first on the baseline `base`; the baseline of the last comes back."""
    for place, line in enumerate(lines):
        base += line.step if place else 0
        for offset, text in line.pieces:
            pen.text(x + offset, base, text, line.line.size, line.line.face, line.line.colour)
    return base


def _words(value: Line, width: float) -> list[tuple[tuple[float, str], ...]]:
    return [((0.0, text),) for text in wrap(value.text, value.face, value.size, width)]


def _groups(value: Line, width: float) -> list[tuple[tuple[float, str], ...]]:
    start = LABEL if value.label else 0.0
    groups = [value.text[at : at + GROUP] for at in range(0, len(value.text), GROUP)]
    most = max(1, int((width - start + 2) / PITCH))
    rows = [groups[at : at + most] for at in range(0, len(groups), most)]
    found = [tuple((start + place * PITCH, group) for place, group in enumerate(row)) for row in rows]
    return [((0.0, value.label), *found[0]), *found[1:]] if value.label else found


def _piece(heads: Sequence[str], lines: Sequence[Set], width: float, labels: float, is_last: bool) -> Part:
    base = ABOVE if heads else lines[0].step
    height = base + max(sum(line.step for line in lines[1:]), 3.4 * (len(heads) - 1)) + (BELOW if is_last else 0)

    def draw(pen: Pen, x: float, y: float) -> None:
        for place, text in enumerate(heads):
            pen.text(x, y + base + place * 3.4, text, 7.4, MEDIUM, TEXT3)
        draw_lines(pen, x + labels, y + base, lines)
        if is_last:
            pen.line(x, y + height, x + width, y + height, HAIR, 0.5)

    return Part(height, draw, 0 if heads else ABOVE - base)
