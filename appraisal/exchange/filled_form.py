"""A form as it comes back: its rows and columns recognised by headings, ids and texts, wherever they stand by now.

A row is known where its id, label and text agree; ids alone are not believed, since who sorts the visible columns by
hand leaves the hidden ones behind. Every cell that is not read is told.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import replace

from appraisal.exchange.questionnaire_form import LABEL, QUESTION, Form, Line, Table
from appraisal.exchange.sheets.sheet import Place, Sheet
from appraisal.exchange.spreadsheet_text import plain

_COUNTED = re.compile(r"[0-9]+ of [0-9]+ answered")
_NUMBERED = re.compile(r"[1-9][0-9]{0,3}")


def folded(text: str) -> str:
    """A text by which it is known again whatever program saved it: without case, width, breaks and invisible signs."""
    return " ".join(unicodedata.normalize("NFKC", plain(text)).split()).casefold()


class FilledForm:
    """One sheet as a form that was filled in.

    Attributes:
        sheet: the sheet.
        lines: the recognised rows by id, each with its row on the sheet.
        disagreeing: cells of rows whose id, label and text do not belong together.
        repeated: cells of rows that stand twice.
        headless: whether the form's columns cannot be told, since headings stand twice.
    """

    def __init__(self, sheet: Sheet, form: Form, heads: Mapping[int, tuple[Table, Mapping[int, int]]]) -> None:
        self.sheet = sheet
        self.form = form
        self.lines: dict[str, int] = {}
        self.disagreeing: set[Place] = set()
        self.repeated: set[Place] = set()
        self._heads = heads
        self._read: set[Place] = set()
        self._known = _Texts(form)
        self._id_column = self._find_ids()
        self._read_heads()
        for row in sorted({row for row, _ in sheet.cells} - heads.keys()):
            self._read_row(row)

    def text(self, line: str, column: int) -> str:
        """What was typed into a column of a row; nothing where the row or the column is not there."""
        place = self.place(line, column)
        return self.sheet.text(*place) if place else ""

    def place(self, line: str, column: int) -> Place | None:
        """The cell in a column of a row; None where the row or the column is not there."""
        row = self.lines.get(line)
        actual = self._columns(row).get(column) if row else None
        return (row, actual) if row and actual else None

    def at(self, line: str, column: int) -> Place:
        """The cell that a message names for a column of a row: the nearest that is there."""
        return self.place(line, column) or (self.lines.get(line) or min(self._heads), 1)

    def typed(self, line: str, *columns: int) -> bool:
        """Whether something stands in one of the columns of a row."""
        return any(self.text(line, column) for column in columns)

    def unread(self) -> set[Place]:
        """The cells in which something stands that was not read."""
        told = self.disagreeing | self.repeated
        return {place for place, text in self.sheet.cells.items() if text.strip()} - self._read - told

    def is_shown(self, place: Place) -> bool:
        """Whether the workbook itself writes something into a cell by a formula."""
        return place in self._shown

    def entries(self) -> set[Place]:
        """The cells in which something is to be typed."""
        found = (self.place(line, at) for line in self.lines for at in self._line(line).entries)
        return {place for place in found if place}

    @property
    def _shown(self) -> set[Place]:
        found = (self.place(line, at) for line in self.lines for at in self._line(line).shown)
        feet = (self.place(line.id, at) for line in self.form.foot for at in line.entries)
        return {place for place in (*found, *feet) if place}

    def _line(self, name: str) -> Line:
        return self._known.line(name)

    def _columns(self, row: int) -> Mapping[int, int]:
        """Where the columns of the form are in a row: by the headings above it, or the first ones below it."""
        above = [head for head in self._heads if head <= row]
        return self._heads[max(above) if above else min(self._heads)][1]

    def _find_ids(self) -> int:
        """The column without a heading in which the most ids of the form stand."""
        headed = {column for _, columns in self._heads.values() for column in columns.values()}
        found = Counter(
            column
            for (_, column), text in self.sheet.cells.items()
            if column not in headed and self._known.line_or_none(text.strip())
        )
        return max(found, key=lambda column: (found[column], -column)) if found else 0

    def _read_heads(self) -> None:
        for row, (table, columns) in self._heads.items():
            self._read |= {(row, columns[column]) for column in table.headings if column in columns}
        titles = {folded(self.form.mark), folded(self.form.title), ""}
        for row in {row for row, _ in self.sheet.cells if row < min(self._heads)}:
            cells = {place for place in self.sheet.cells if place[0] == row}
            if all(folded(self.sheet.cells[place]) in titles for place in cells):
                self._read |= cells

    def _read_row(self, row: int) -> None:
        columns = self._columns(row)
        name, label, text = (
            "" if (row, at) in self._read else self.sheet.text(row, at)
            for at in (self._id_column, columns.get(LABEL, 0), columns.get(QUESTION, 0))
        )
        if not (name or self._known.labelled(label) or self._known.worded(text)):
            return
        line = self._known.find(name, label, text)
        if line is None:
            self.disagreeing |= self._row_cells(row)
        elif line.id in self.lines:
            self.repeated |= self._row_cells(row)
        else:
            self.lines[line.id] = row
            self._read |= {(row, self._id_column)} if name else set()
            self._read |= set(self._taken(line, row, columns))

    def _row_cells(self, row: int) -> set[Place]:
        return {place for place, text in self.sheet.cells.items() if place[0] == row and text.strip()}

    def _taken(self, line: Line, row: int, columns: Mapping[int, int]) -> Iterator[Place]:
        """The cells of a row that hold what they are to hold."""
        for column, actual in columns.items():
            text = self.sheet.text(row, actual)
            is_fixed = folded(text) == folded(line.fixed.get(column, ""))
            is_counted = column in line.shown and ((row, actual) in self.sheet.formulas or _COUNTED.fullmatch(text))
            if column in line.entries or is_fixed or is_counted:
                yield row, actual


class _Texts:
    """The rows of a form by what they may be known by."""

    def __init__(self, form: Form) -> None:
        self._form = form
        self._by_label: dict[str, list[Line]] = defaultdict(list)
        self._by_text: dict[str, list[Line]] = defaultdict(list)
        for line in form.lines.values():
            self._by_label[folded(line.fixed.get(LABEL, ""))].append(line)
            if line.claims > 1:
                self._by_text[folded(line.fixed.get(QUESTION, ""))].append(line)

    def line(self, name: str) -> Line:
        found = self.line_or_none(name)
        if found is None:
            raise KeyError(name)
        return found

    def line_or_none(self, name: str) -> Line | None:
        if name in self._form.lines:
            return self._form.lines[name]
        for start, line in self._form.grows.items():
            number = name.removeprefix(start)
            if number != name and _NUMBERED.fullmatch(number):
                label = line.fixed[LABEL].rstrip("0") + number
                return replace(line, id=name, fixed={**line.fixed, LABEL: label})
        return None

    def labelled(self, label: str) -> list[Line]:
        """The rows that have a label."""
        if found := self._by_label.get(folded(label), []):
            return found if label else []
        for start in self._form.grows:
            if grown := self.line_or_none(start[:-1] + label):
                return [grown]
        return []

    def worded(self, text: str) -> list[Line]:
        """The questions and areas that have a text."""
        return self._by_text.get(folded(text), []) if text else []

    def find(self, name: str, label: str, text: str) -> Line | None:
        """The one row to which an id, a label and a text belong that are there; None where they do not agree."""
        named = self.line_or_none(name) if name else None
        candidates = [named] if named else [] if name else self.labelled(label) or self.worded(text)
        agreeing = [line for line in candidates if line and _agrees(line, name, label, text)]
        return agreeing[0] if len(agreeing) == 1 else None


def _agrees(line: Line, name: str, label: str, text: str) -> bool:
    claims = bool(name) + bool(label)
    if label and folded(label) != folded(line.fixed.get(LABEL, "")):
        return False
    if line.claims > 1 and text:
        claims += 1
        if folded(text) != folded(line.fixed.get(QUESTION, "")):
            return False
    return claims >= line.claims


def recognise(sheet: Sheet, form: Form) -> FilledForm | None:
    """The sheet as the form; None where no headings of the form's tables stand on it."""
    rows: dict[int, dict[int, str]] = defaultdict(dict)
    for (row, column), text in sheet.cells.items():
        rows[row][column] = folded(text)
    heads = {
        row: (table, columns)
        for row, cells in rows.items()
        for table in form.tables
        if (columns := _heading_columns(cells, table))
    }
    return FilledForm(sheet, form, heads) if heads else None


def _heading_columns(cells: Mapping[int, str], table: Table) -> dict[int, int] | None:
    """Where the headings of a table stand in a row; None where fewer than half of them do."""
    wanted = {folded(text): column for column, text in table.headings.items()}
    found: dict[int, int] = {}
    for actual, text in sorted(cells.items()):
        if text in wanted and wanted[text] not in found:
            found[wanted[text]] = actual
    return found if 2 * len(found) >= len(table.headings) and len(found) > 1 else None
