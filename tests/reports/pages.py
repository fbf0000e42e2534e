"""Reading a printed scorecard back: the text of its pages, and where each piece of text stands."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import pymupdf

MM = 72 / 25.4


@dataclass(frozen=True)
class Span:
    """A piece of text on a page: its left and right end and its baseline in mm, its size in points."""

    text: str
    left: float
    right: float
    base: float
    size: float


def page_texts(pdf: bytes) -> list[str]:
    """The text of each page, its line breaks as blanks."""
    with pymupdf.open(stream=pdf, filetype="pdf") as document:
        return [" ".join(page.get_text().split()) for page in document]


def outline(pdf: bytes) -> list[tuple[str, int]]:
    """The bookmarks with their pages."""
    with pymupdf.open(stream=pdf, filetype="pdf") as document:
        return [(title, page) for _, title, page in document.get_toc()]


def spans(pdf: bytes) -> Iterator[list[Span]]:
    """The pieces of text of each page."""
    with pymupdf.open(stream=pdf, filetype="pdf") as document:
        for page in document:
            yield [
                Span(span["text"], span["bbox"][0] / MM, span["bbox"][2] / MM, span["origin"][1] / MM, span["size"])
                for block in page.get_text("dict", flags=pymupdf.TEXT_PRESERVE_WHITESPACE)["blocks"]
                for line in block.get("lines", ())
                for span in line["spans"]
                if span["text"].strip()
            ]


def outside(page: list[Span]) -> list[Span]:
    """The pieces that leave the content box of header, body and footer."""
    return [s for s in page if s.left < 17.9 or s.right > 279.3 or s.base < 10 or s.base > 203]


def colliding(page: list[Span]) -> list[tuple[str, str]]:
    """Pairs of pieces that overlap: beside each other on one line, or lines closer than their letters are high."""
    found = []
    ordered = sorted(page, key=lambda s: s.base)
    for place, upper in enumerate(ordered):
        for lower in ordered[place + 1 :]:
            near = 0.7 * max(upper.size, lower.size) / MM
            if lower.base - upper.base >= near:
                if lower.base - upper.base > 8:
                    break
                continue
            overlap = min(upper.right, lower.right) - max(upper.left, lower.left)
            if overlap > 0.15:
                found.append((upper.text, lower.text))
    return found
