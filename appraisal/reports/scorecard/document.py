"""The scorecard as one document: its pages in order, drawn, numbered and made ready for the archive."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from threading import Lock

from reportlab import rl_config

from appraisal.core.comparison import Comparison
from appraisal.reports.board import Board
from appraisal.reports.scorecard.archive import archived
from appraisal.reports.scorecard.page_charts import chart_sheets
from appraisal.reports.scorecard.page_method import method_sheets
from appraisal.reports.scorecard.page_required import required_sheets
from appraisal.reports.scorecard.page_robustness import robustness_sheets
from appraisal.reports.scorecard.page_side_by_side import beside_sheets
from appraisal.reports.scorecard.page_summary import summary_sheets
from appraisal.reports.scorecard.page_supplier import supplier_sheets
from appraisal.reports.scorecard.pen import Pen
from appraisal.reports.scorecard.sheet import Sheet, draw_sheet
from appraisal.reports.wording import visible

_ONE_AT_A_TIME = Lock()


@dataclass(frozen=True, slots=True)
class Scorecard:
    """A printed scorecard, and the characters that no font has: each stands in it as a box with its code point."""

    pdf: bytes
    missing: tuple[str, ...]

    @property
    def warnings(self) -> tuple[str, ...]:
        """One line for people on what could not be drawn; nothing when everything could."""
        if not self.missing:
            return ()
        letters = ", ".join(f"{letter} (U+{ord(letter):04X})" for letter in self.missing[:12])
        more = f" and {len(self.missing) - 12} more" if len(self.missing) > 12 else ""
        return (f"the scorecard's fonts lack {letters}{more}: a box with the code point stands for each",)


def scorecard(
    comparison: Comparison, *, as_of: date | None = None, comparison_json: bytes | None = None, seal: str = ""
) -> bytes:
    """The scorecard as PDF/A-3b, the same bytes for the same comparison; `comparison_json` is attached where given.

    `seal` is the fingerprint of the key that dossiers are sealed with.
    """
    return print_scorecard(comparison, as_of=as_of, comparison_json=comparison_json, seal=seal).pdf


def print_scorecard(
    comparison: Comparison,
    *,
    as_of: date | None = None,
    comparison_json: bytes | None = None,
    seal: str = "",
    head: str = "",
) -> Scorecard:
    """The same with what could not be drawn; `head` is the journal's head digest, printed where given.

    Left-to-right scripts only: letters of others are drawn one by one, neither joined nor reordered.
    """
    board = Board(comparison, as_of, attached=comparison_json is not None, seal=seal, head=head)
    title = f"Supplier scorecard: {visible(board.profile.title)}"
    with alone_with_binary_streams():
        pen = Pen(title)
        sheets = sheets_of(board)
        for number, sheet in enumerate(sheets, 1):
            pen.pages.setdefault(sheet.section, number)
        for number, sheet in enumerate(sheets, 1):
            draw_sheet(pen, board, sheet, number, len(sheets))
            pen.canvas.showPage()
        drawn = pen.finish()
    return Scorecard(archived(drawn, title, comparison_json), tuple(sorted(pen.missing)))


def sheets_of(board: Board) -> list[Sheet]:
    """Every page in order."""
    return [
        *summary_sheets(board),
        *beside_sheets(board),
        *chart_sheets(board),
        *(sheet for bid in board.bids for sheet in supplier_sheets(board, bid)),
        *robustness_sheets(board),
        *required_sheets(board),
        *method_sheets(board),
    ]


@contextmanager
def alone_with_binary_streams() -> Iterator[None]:
    """One document at a time, its streams as bytes: fonts and settings of the library belong to the whole process.

    The library's own text encoding of streams is larger and slower.
    """
    with _ONE_AT_A_TIME:
        before = rl_config.useA85
        rl_config.useA85 = 0
        try:
            yield
        finally:
            rl_config.useA85 = before
