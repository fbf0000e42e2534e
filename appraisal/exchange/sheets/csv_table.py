"""A sheet that was saved as CSV: one table of texts without a name."""

from __future__ import annotations

import csv
import io

from appraisal.exchange.sheets.elements import LONGEST_CELL
from appraisal.exchange.sheets.sheet import Sheet

SEPARATORS = ",;\t"


def read_csv(text: str) -> list[Sheet]:
    """The one sheet in a CSV text; whatever separates its cells is found by what makes the most of them.

    Raises:
        csv.Error: it is no CSV.
    """
    tables = [_table(text, separator) for separator in SEPARATORS]
    return [Sheet("", max(tables, key=len))]


def _table(text: str, separator: str) -> dict[tuple[int, int], str]:
    rows = csv.reader(io.StringIO(text, newline=""), delimiter=separator)
    return {
        (at, column): cell.replace("\r\n", "\n").replace("\r", "\n")[: LONGEST_CELL + 1]
        for at, row in enumerate(rows, start=1)
        for column, cell in enumerate(row, start=1)
        if cell
    }
