"""Sheets of an OpenDocument spreadsheet, from its part `content.xml`."""

from __future__ import annotations

import zipfile
from collections.abc import Mapping

from appraisal.exchange.sheets.draft import UNSHOWN, WITHOUT_VALUE, Draft
from appraisal.exchange.sheets.elements import LONGEST_CELL, Elements, parse
from appraisal.exchange.sheets.number_format import number_text
from appraisal.exchange.sheets.sheet import MOST_CELLS, Place, Sheet
from appraisal.exchange.sheets.xlsx import follow

_CELLS = ("table-cell", "covered-table-cell")
_SKIPPED = ("tracked-changes", "content-validations", "dde-links", "named-expressions", "database-ranges")
_SPACES = {"s": " ", "tab": "\t", "line-break": "\n"}


def read_ods(archive: zipfile.ZipFile) -> list[Sheet]:
    """The sheets of a spreadsheet in their order.

    Raises:
        KeyError, ValueError, SAXException, DefusedXmlException: it is no such spreadsheet.
    """
    content = Content()
    with archive.open("content.xml") as stream:
        parse(stream, content)  # type: ignore[arg-type]
    return [draft.sheet() for draft in content.drafts]


class Content(Elements):
    """The sheets of a spreadsheet as its content goes by."""

    def __init__(self) -> None:
        super().__init__()
        self.drafts: list[Draft] = []
        self._hidden_styles: set[str] = set()
        self._style = ""
        self._row = self._column = 0
        self._row_times = self._times = 1
        self._cell: Mapping[str, str] | None = None
        self._skipped = self._note_depth = 0
        self._lines: list[str] = []
        self._note: list[str] = []
        self._in_line = False
        self._link = ""
        self._total = 0

    def start(self, name: str, attributes: Mapping[str, str]) -> None:
        if name in _SKIPPED or self._skipped:
            self._skipped += name in _SKIPPED
        elif name == "style":
            self._style = attributes.get("name", "")
        elif name == "table-properties" and attributes.get("display") == "false":
            self._hidden_styles.add(self._style)
        elif name == "table":
            hidden = attributes.get("style-name", "") in self._hidden_styles
            self.drafts.append(Draft(attributes["name"], hidden))
            self._row = self._column = 0
        elif name == "table-row":
            self._row, self._column = self._row + 1, 0
            self._row_times = int(attributes.get("number-rows-repeated", 1))
        elif name in _CELLS:
            self._cell, self._column = attributes, self._column + 1
            self._times = int(attributes.get("number-columns-repeated", 1))
            self._lines, self._note, self._link = [], [], ""
        elif self.drafts:
            self._inside(name, attributes)

    def end(self, name: str) -> None:
        if self._skipped:
            self._skipped -= name in _SKIPPED
        elif name in _CELLS and self._cell is not None:
            self._finish(self._cell)
            self._cell, self._column = None, self._column + self._times - 1
        elif name == "table-row":
            self._row += self._row_times - 1
        elif name == "annotation":
            self._note_depth -= 1
        elif name == "p":
            self._in_line = False

    def characters(self, content: str) -> None:
        if self._in_line and not self._skipped:
            pile = self._note if self._note_depth else self._lines
            if sum(map(len, pile)) <= LONGEST_CELL:
                pile[-1] += content

    def _inside(self, name: str, attributes: Mapping[str, str]) -> None:
        """An element within a sheet, most of them within a cell."""
        if name == "annotation":
            self._note_depth += 1
            self._note.append("")
        elif name == "p":
            self._in_line = True
            (self._note if self._note_depth else self._lines).append("")
        elif name in _SPACES and self._in_line:
            self.characters(_SPACES[name] * min(int(attributes.get("c", 1)), LONGEST_CELL))
        elif name == "a" and not self._note_depth:
            self._link = attributes.get("href", "")
        elif name in ("frame", "custom-shape", "control", "line", "rect", "ellipse", "g") and not self._note_depth:
            self.drafts[-1].objects.add((max(self._row, 1), max(self._column, 1)))

    def _finish(self, cell: Mapping[str, str]) -> None:
        text = "\n".join(self._lines)
        first = self._row, self._column
        down, across = (int(cell.get(f"number-{way}-spanned", 1)) for way in ("rows", "columns"))
        if (down, across) != (1, 1):
            self.drafts[-1].merges.append((first, (self._row + down - 1, self._column + across - 1)))
        if not (text or self._note or cell.get("formula") or cell.get("value-type")):
            return
        self._total += self._times * self._row_times
        if self._total > MOST_CELLS:
            raise ValueError("too many cells")
        for row in range(self._row, self._row + self._row_times):
            for column in range(self._column, self._column + self._times):
                self._put((row, column), cell, text)

    def _put(self, place: Place, cell: Mapping[str, str], text: str) -> None:
        draft, kind = self.drafts[-1], cell.get("value-type", "")
        if self._note:
            draft.notes[place] = "\n".join(self._note).strip()
        if "formula" in cell:
            draft.formulas[place] = cell["formula"]
            if not kind:
                draft.unreadable[place] = WITHOUT_VALUE
                return
        if kind == "error" or (text.startswith("#") and "formula" in cell and kind in ("string", "float")):
            draft.unreadable[place] = f"holds the error {text[:20]}"
        elif kind == "float":
            if _shows_itself(text, float(cell["value"])):
                draft.cells[place] = number_text(float(cell["value"]))
            else:
                draft.unreadable[place] = UNSHOWN
        elif kind in ("percentage", "currency", "boolean"):
            draft.cells[place] = cell["boolean-value"].upper() if kind == "boolean" else text
        elif kind == "date":
            draft.cells[place] = cell["date-value"].replace("T", " ").removesuffix(":00").removesuffix(" 00:00")
            draft.days.add(place)
        elif kind == "time":
            draft.unreadable[place] = UNSHOWN
        elif text:
            draft.cells[place] = text
            if self._link:
                follow(draft, place, self._link)


def _shows_itself(text: str, value: float) -> bool:
    """Whether a shown number is the number, apart from places, separators and rounding."""
    digits = "".join(letter for letter in text if letter.isdigit())
    whole = f"{abs(value):.0f}"
    return not text or text == number_text(value) or (digits.startswith(whole) and not any(map(str.isalpha, text)))
