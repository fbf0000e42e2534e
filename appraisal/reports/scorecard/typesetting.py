"""Lines of text: how wide they are, where they break, and how they are shortened."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate

from appraisal.reports.scorecard.fonts import typeset
from appraisal.reports.scorecard.style import MM, REGULAR, SEMIBOLD
from appraisal.reports.wording import Strong, visible


def width_of(text: str, face: str, size: float) -> float:
    """The width of a line, in mm."""
    return typeset(text, face).width * size / MM


def wrap(text: str, face: str, size: float, width: float, most: int = 0) -> list[str]:
    """The text in lines no wider than `width` mm, at most `most` of them where that is not 0.

    It breaks at spaces, then at a word's own hyphens, then between letters with a hyphen; what is cut off at the end
    is marked by an ellipsis.
    """
    lines: list[str] = []
    line = ""
    for word in _pieces(visible(text), face, size, width):
        trial = f"{line} {word}" if line else word
        if line and width_of(trial, face, size) > width:
            lines.append(line)
            if most and len(lines) == most:
                lines[-1] = shorten(f"{line} {word}…", face, size, width)
                return lines
            trial = word
        line = trial
    return [*lines, line]


def _pieces(text: str, face: str, size: float, width: float) -> Iterator[str]:
    """The words of a text, those that are too wide alone in parts."""
    for word in text.split(" "):
        yield from [word] if width_of(word, face, size) <= width else _broken(word, face, size, width)


def _broken(word: str, face: str, size: float, width: float) -> Iterator[str]:
    hyphen = width_of("-", face, size)
    while True:
        ends = [0.0, *accumulate(width_of(letter, face, size) for letter in word[:1000])]
        fit = max(1, bisect_right(ends, width) - 1)
        if fit >= len(word):
            yield word
            return
        own = max((place + 1 for place in range(fit) if word[place] in "-/"), default=0)
        cut = own or max(1, min(bisect_right(ends, width - hyphen) - 1, len(word) - 3))
        yield word[:cut] + ("" if own else "-")
        word = word[cut:]


def shorten(text: str, face: str, size: float, width: float) -> str:
    """The text if it is no wider than `width` mm, else whole words of it, or letters, and an ellipsis."""
    text = visible(text)
    if width_of(text, face, size) <= width:
        return text
    room = width - width_of("…", face, size)
    ends = [0.0, *accumulate(width_of(letter, face, size) for letter in text[:1000])]
    fit = max(0, bisect_right(ends, room) - 1)
    space = text.rfind(" ", 0, fit + 1)
    cut = space if space > fit // 2 else fit
    return text[:cut].rstrip(" ,&-…") + "…"


@dataclass(frozen=True, slots=True)
class Fragment:
    """A piece of a line in one face, `offset` mm from the line's left end."""

    text: str
    face: str
    offset: float


def set_text(
    text: str | Sequence[str],
    size: float,
    width: float,
    face: str = REGULAR,
    strong: str = SEMIBOLD,
    most: int = 0,
) -> list[list[Fragment]]:
    """A text with strong runs, in lines no wider than `width` mm; over `most` lines it ends in an ellipsis."""
    space = width_of(" ", face, size)
    lines: list[list[Fragment]] = [[]]
    used = 0.0
    for word in _words([text] if isinstance(text, str) else text, size, width, face, strong):
        wide = sum(width_of(piece, own, size) for piece, own in word)
        gap = space if lines[-1] else 0.0
        if lines[-1] and used + gap + wide > width:
            if most and len(lines) == most:
                _end_with_ellipsis(lines[-1], size, width)
                return lines
            lines.append([])
            used = gap = 0.0
        used += gap
        for piece, own in word:
            lines[-1].append(Fragment(piece, own, used))
            used += width_of(piece, own, size)
    return lines


def _words(runs: Sequence[str], size: float, width: float, face: str, strong: str) -> Iterator[list[tuple[str, str]]]:
    """The words of a text, each as its fragments by face; a fragment too wide for a line becomes several words."""
    word: list[tuple[str, str]] = []
    for run in runs:
        own = strong if isinstance(run, Strong) else face
        for place, part in enumerate(run.split(" ")):
            if place and word:
                yield word
                word = []
            shown = visible(part)
            if shown and width_of(shown, own, size) > width:
                *first, shown = _broken(shown, own, size, width)
                for piece in first:
                    yield [*word, (piece, own)]
                    word = []
            if shown:
                word.append((shown, own))
    if word:
        yield word


def _end_with_ellipsis(line: list[Fragment], size: float, width: float) -> None:
    while line:
        last = line.pop()
        if last.offset + width_of(last.text.rstrip(",;:.") + "…", last.face, size) <= width or not line:
            text = shorten(last.text.rstrip(",;:.") + "…", last.face, size, width - last.offset)
            line.append(Fragment(text, last.face, last.offset))
            return
