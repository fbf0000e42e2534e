"""A paper: upright pages in the scorecard's look, with one headline, and blocks that run from page to page."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from appraisal.reports.facts import head_words, seal_words
from appraisal.reports.scorecard.archive import archived
from appraisal.reports.scorecard.document import alone_with_binary_streams
from appraisal.reports.scorecard.flow import Block, Column, Part, Placed, pour
from appraisal.reports.scorecard.pen import Pen
from appraisal.reports.scorecard.style import BLUE, BOLD, INK, MM, PAGE_HEIGHT, REGULAR, RULE, TEXT2, TEXT3
from appraisal.reports.scorecard.typesetting import set_text, shorten, width_of, wrap
from appraisal.reports.wording import Text, visible

WIDTH_OF_PAGE, HEIGHT_OF_PAGE = 210.0, 297.0
LEFT, RIGHT = 18.0, 192.0
WIDTH = RIGHT - LEFT
BOTTOM, AGAIN = 280.0, 37.0
"""Where the content ends on every page, and the first heading's baseline on a page that continues, mm."""
SIZES = (19.0, 17.0, 15.0, 13.0)
SMALL = 6.8
DECK = 6


@dataclass(frozen=True, slots=True)
class Paper:
    """What all pages of a paper say: its kind, whose it is, its headline, and what the foot of each page names.

    `footer` is what comes from outside and is shortened where it is too long, `footing` what is never cut. `seal` is
    the fingerprint of the key that the installation seals dossiers with, for whoever verifies one later; `head` is
    the digest at which the journal ended once it had recorded what the paper tells; every page bears both whole.
    """

    kind: str
    subject: str
    section: str
    headline: str
    deck: str | Text
    footer: str
    footing: str = ""
    seal: str = ""
    head: str = ""


def print_paper(paper: Paper, blocks: Sequence[Block], opening: Part | None = None) -> bytes:
    """The paper as PDF/A-3b, the same bytes for the same content; `opening` stands between headline and blocks."""
    title = f"{paper.kind}: {visible(paper.subject)}"
    with alone_with_binary_streams():
        pen = Pen(title)
        top = 24.0 + 8.2 * len(_headline(paper)[1]) + 4.5 * len(set_text(paper.deck, 9.2, WIDTH, most=DECK))
        first = _column(0, top + (opening.height if opening else 0) + 8.0)
        pages = pour([block for block in blocks if block.parts], [first], lambda page: [_column(page, AGAIN)])
        for number, placed in enumerate(pages, 1):
            _upright(pen)
            _header(pen, paper)
            if number == 1:
                _head(pen, paper)
                if opening:
                    opening.draw(pen, LEFT, top)
            else:
                pen.text(LEFT, 24.0, f"{paper.kind}, continued.", 15, BOLD, INK, track=-0.15)
            _draw(pen, placed)
            _foot(pen, paper, number, len(pages))
            pen.canvas.showPage()
        drawn = pen.finish()
    return archived(drawn, title, None)


def _column(page: int, top: float) -> Column:
    return Column(page, LEFT, top, BOTTOM, WIDTH)


def _upright(pen: Pen) -> None:
    """Turn the page: what the pen takes for the top of a lying page becomes the top of an upright one."""
    pen.canvas.setPageSize((WIDTH_OF_PAGE * MM, HEIGHT_OF_PAGE * MM))
    pen.canvas.translate(0, (HEIGHT_OF_PAGE - PAGE_HEIGHT) * MM)


def _head(pen: Pen, paper: Paper) -> None:
    """The headline and the deck under it, which says more than the scorecard's and so takes more lines."""
    size, lines = _headline(paper)
    y = 24.0
    for line in lines:
        pen.text(LEFT, y, line, size, BOLD, INK, track=-0.15)
        y += 8.2
    pen.para(LEFT, y - 0.4, WIDTH, paper.deck, 9.2, 12.8, TEXT2, most=DECK)


def _headline(paper: Paper) -> tuple[float, list[str]]:
    """The headline in the largest type that keeps it in two lines."""
    size = next((s for s in SIZES if len(wrap(paper.headline, BOLD, s, WIDTH)) <= 2), SIZES[-1])
    return size, wrap(paper.headline, BOLD, size, WIDTH, most=2)


def _header(pen: Pen, paper: Paper) -> None:
    pen.box(LEFT, 9.4, 9, 1.1, BLUE)
    pen.text(LEFT + 12, 11.0, paper.kind, 7.5, BOLD, INK)
    section = shorten(paper.section, REGULAR, 7.5, 50)
    at = LEFT + 12 + width_of(paper.kind, BOLD, 7.5) + 1.9
    room = RIGHT - width_of(section, REGULAR, 7.5) - 4 - at
    pen.text(at, 11.0, shorten(paper.subject, REGULAR, 7.5, room), 7.5, REGULAR, TEXT2)
    pen.text(RIGHT, 11.0, section, 7.5, REGULAR, TEXT2, "right")


def _draw(pen: Pen, placed: Sequence[Placed]) -> None:
    for each in placed:
        each(pen)


def _foot(pen: Pen, paper: Paper, number: int, total: int) -> None:
    """The foot in one line, with the journal's head in one above it where the paper has it."""
    above = 3.2 if paper.head else 0.0
    pen.line(LEFT, 285.2 - above, RIGHT, 285.2 - above, RULE, 0.5)
    tail = f"   ·   {paper.footing}" if paper.footing else ""
    room = WIDTH - 26 - width_of(tail, REGULAR, SMALL)
    if paper.head:
        pen.text(LEFT, 289.4 - above, head_words(paper.head), SMALL, REGULAR, TEXT3)
    pen.text(LEFT, 289.4, shorten(paper.footer, REGULAR, SMALL, room) + tail, SMALL, REGULAR, TEXT3)
    pen.text(RIGHT, 289.4, f"Page {number} of {total}", SMALL, REGULAR, TEXT3, "right")
    if paper.seal:
        pen.text(LEFT, 292.6, seal_words(paper.seal), SMALL, REGULAR, TEXT3)
