"""The method: the rules and settings used, one bid and one area recomputed, the marks, the sources and the digests."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from appraisal.reports.board import Board
from appraisal.reports.scorecard.flow import ABOVE, TOP, Block, Column, Placed, height_of, pour
from appraisal.reports.scorecard.method_figures import one_area, one_bid
from appraisal.reports.scorecard.method_marks import marks, process_risk
from appraisal.reports.scorecard.method_rules import digests, firmness_terms, model_note, rules, settings, sources
from appraisal.reports.scorecard.pen import Pen
from appraisal.reports.scorecard.sheet import Sheet
from appraisal.reports.scorecard.style import BOTTOM, left, span

WIDTH = span(4) - 2


def method_sheets(board: Board) -> list[Sheet]:
    """The rules with their worked example, then the settings and the digests of the inputs."""
    bid, area = one_bid(board, WIDTH), one_area(board, WIDTH)
    both = TOP + height_of(bid) + ABOVE + height_of(area) <= BOTTOM
    columns = (
        rules(board, WIDTH),
        [bid, area] if both else [bid],
        [process_risk(WIDTH), marks(board, WIDTH), sources(board, WIDTH)],
    )
    head = "How the figures were made, so that you can recompute any of them."
    first = _sheets(_side_by_side(columns), head, "How the figures were made, continued.", "Method")
    columns = (
        [settings(board, WIDTH), *model_note(board, WIDTH)],
        [*([] if both else [area]), *firmness_terms(board, WIDTH)],
        [digests(board, WIDTH)],
    )
    head = "What the figures rest on: the settings, and the digest of every input."
    last = _sheets(_side_by_side(columns), head, "Digests, continued.", "Settings and digests")
    return [*first, *last]


def _side_by_side(columns: Sequence[Sequence[Block]]) -> list[list[Placed]]:
    """Three texts beside each other; the first two continue in their own column, the last through all of a page."""
    pages: list[list[Placed]] = []
    for place, blocks in enumerate(columns):
        if not blocks:
            continue
        more = _three_columns if place == 2 else partial(_same_column, place=place)
        for page, placed in enumerate(pour(blocks, _same_column(0, place), more)):
            pages += [[]] * (page + 1 - len(pages))
            pages[page] = [*pages[page], *placed]
    return pages


def _sheets(pages: Sequence[Sequence[Placed]], head: str, again: str, bookmark: str) -> list[Sheet]:
    return [
        Sheet("Method", again if page else head, partial(_draw, placed=placed), bookmark="" if page else bookmark)
        for page, placed in enumerate(pages)
    ]


def _same_column(page: int, place: int) -> Sequence[Column]:
    return [Column(page, left(4 * place), TOP, BOTTOM, WIDTH)]


def _three_columns(page: int) -> Sequence[Column]:
    return [Column(page, left(4 * place), TOP, BOTTOM, WIDTH) for place in range(3)]


def _draw(pen: Pen, placed: Sequence[Placed]) -> None:
    for each in placed:
        each(pen)
