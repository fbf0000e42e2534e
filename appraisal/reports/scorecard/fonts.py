"""The typefaces: Lato, a fallback family for what it lacks, and a visible box for what neither has."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path

import fontpkg_lato
import fontpkg_noto_sans
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont

from appraisal.reports.wording import seen

FALLBACK = "NotoSans"
UNSHAPED = frozenset(map(chr, range(0x0900, 0x0980)))
"""Letters that the fallback has but that change their shape beside others: a box misleads less than wrong letters."""


@dataclass(frozen=True, slots=True)
class Typeset:
    """A text as runs of one font each, its width for a type size of 1, and the characters that no font has."""

    runs: tuple[tuple[str, str], ...]
    width: float
    missing: frozenset[str]


def box(letter: str) -> str:
    """What stands for a character that no font has: its code point in brackets.

    >>> box("中")
    '[U+4E2D]'
    """
    return f"[U+{ord(letter):04X}]"


@lru_cache(maxsize=16384)
def typeset(text: str, face: str) -> Typeset:
    """The text as it can be printed in a face; what cannot be seen is left out, what cannot be drawn becomes a box."""
    own = _font(face).face.charToGlyph
    runs: list[tuple[str, str]] = []
    missing = set()
    for letter in seen(text):
        if ord(letter) in own:
            font, shown = face, letter
        elif letter not in UNSHAPED and ord(letter) in _font(FALLBACK).face.charToGlyph:
            font, shown = FALLBACK, letter
        else:
            font, shown = face, box(letter)
            missing.add(letter)
        if runs and runs[-1][0] == font:
            runs[-1] = (font, runs[-1][1] + shown)
        else:
            runs.append((font, shown))
    width = sum(_font(font).stringWidth(run, 1) for font, run in runs)
    return Typeset(tuple(runs), float(width), frozenset(missing))


@cache
def _font(name: str) -> TTFont:
    """The font by its name, loaded and registered once; the fallback only when a text needs it."""
    file = (
        Path(fontpkg_noto_sans.ROOT) / "files" / "NotoSans[wdth,wght].ttf"
        if name == FALLBACK
        else Path(fontpkg_lato.ROOT) / "files" / f"{name}.ttf"
    )
    font = TTFont(name, str(file))
    pdfmetrics.registerFont(font)
    return font
