"""How a workbook to fill in looks: its cells, columns and rows, what is locked and what may be typed."""

from __future__ import annotations

import textwrap
from collections.abc import Mapping
from typing import TYPE_CHECKING

from appraisal.exchange.questionnaire_form import ID
from appraisal.exchange.spreadsheet_text import is_formula

if TYPE_CHECKING:
    from xlsxwriter import Workbook
    from xlsxwriter.format import Format
    from xlsxwriter.worksheet import Worksheet

_LINE, _MARGIN, _FEWEST_LINES = 13, 4, 2
"""Points of a line of text and around it. Heights are given, since not every program finds them by itself."""


class Looks:
    """How cells look: what is fixed, what is to be typed, and headings."""

    def __init__(self, book: Workbook) -> None:
        wrapped = {"text_wrap": True, "valign": "top", "font_name": "Arial", "font_size": 10}
        edge = {"border": 1, "border_color": "#D7DFDE"}
        self._book = book
        self._quoted: dict[Format, Format] = {}
        self.fixed: Format = self._text(wrapped)
        self.soft: Format = self._text({**wrapped, "font_color": "#4C5B5C"})
        self.title: Format = self._text({"font_name": "Arial", "font_size": 16, "font_color": "#0B5B63"})
        self.heading: Format = book.add_format(
            {**wrapped, "bold": True, "bg_color": "#0B5B63", "font_color": "#FFFFFF"}
        )
        self.area: Format = self._text({**wrapped, "bold": True, "bg_color": "#D5E9E8"})
        self.entry: Format = book.add_format({**wrapped, **edge, "locked": False, "num_format": "@"})
        self.choice: Format = book.add_format({**wrapped, **edge, "locked": False, "bold": True, "bg_color": "#D5E9E8"})
        self.missing: Format = book.add_format({"bg_color": "#FAF2DF"})

    def of(self, look: Format, text: str) -> Format:
        """The look of a cell with a text: where that begins as a formula does, one that keeps it a text when edited."""
        return self._quoted.get(look, look) if is_formula(text) else look

    def _text(self, properties: dict[str, object]) -> Format:
        look: Format = self._book.add_format(properties)
        self._quoted[look] = self._book.add_format({**properties, "quote_prefix": True})
        return look


def row_height(texts: Mapping[float, str]) -> int:
    """The height of a row, in points, that shows texts on columns of the given widths; at most what a row can have."""
    lines = [len(textwrap.wrap(text, int(width))) for width, text in texts.items()]
    return min(_MARGIN + _LINE * max(_FEWEST_LINES, *lines, 0), 400)


def one_of(*choices: str) -> dict[str, object]:
    """The rule that a cell holds one of the choices."""
    return {
        "validate": "list",
        "source": list(choices),
        "error_title": "Not one of the answers",
        "error_message": "Choose one from the list.",
    }


def set_columns(sheet: Worksheet, widths: dict[int, int], looks: Looks) -> None:
    """The widths of the columns, the ids in a hidden first one."""
    sheet.set_column(ID - 1, ID - 1, 1, None, {"hidden": True})
    for column, width in widths.items():
        sheet.set_column(column - 1, column - 1, width, looks.fixed)


def lock(sheet: Worksheet) -> None:
    """Locks what is fixed, without a password: against slips, not against people."""
    sheet.protect("", {"format_rows": True, "format_columns": True, "autofilter": True, "sort": True})
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    sheet.hide_gridlines(2)
