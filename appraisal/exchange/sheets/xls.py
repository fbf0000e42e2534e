"""Sheets of a workbook in the binary format of Excel 97-2003, which LibreOffice and older programs save.

Read with xlrd, since it gives notes, merges and formats; python-calamine, which is faster, gives values only.
"""

from __future__ import annotations

import io
from collections.abc import Iterator
from typing import TYPE_CHECKING

from appraisal.exchange.sheets.draft import Draft
from appraisal.exchange.sheets.number_format import form_of
from appraisal.exchange.sheets.sheet import MOST_CELLS, Sheet
from appraisal.exchange.sheets.xlsx import follow

if TYPE_CHECKING:
    from xlrd.book import Book
    from xlrd.sheet import Sheet as XlsSheet

_OBJECT, _BEGIN, _END = 0x005D, 0x0809, 0x000A
"""Records of a drawn thing, and of the beginning and end of a part (MS-XLS 2.3.2)."""
_QUIET = (0x14, 0x19)
"""Kinds of drawn things that hold nothing of their own: the button of a drop-down list, and the frame of a note."""
_SHEETS = b"\x10\x00"


def read_xls(data: bytes) -> list[Sheet]:
    """The sheets of a workbook in their order.

    Raises:
        Exception: of any kind; it is damaged, or protected by a password.
    """
    from xlrd import open_workbook

    book = open_workbook(file_contents=data, logfile=io.StringIO(), formatting_info=True, ragged_rows=True)
    drawn = _drawn(data)
    return [_sheet(book, sheet, drawn[at] if at < len(drawn) else 0) for at, sheet in enumerate(book.sheets())]


def _sheet(book: Book, sheet: XlsSheet, drawn: int) -> Sheet:
    draft = Draft(sheet.name, bool(sheet.visibility))
    if sum(sheet.row_len(row) for row in range(sheet.nrows)) > 4 * MOST_CELLS:
        raise ValueError("too many cells")
    for row in range(sheet.nrows):
        for column in range(sheet.row_len(row)):
            _put(draft, book, sheet, row, column)
    for (row, column), note in sheet.cell_note_map.items():
        draft.notes[row + 1, column + 1] = str(note.text).strip()
    for (row, column), link in sheet.hyperlink_map.items():
        if isinstance(link.url_or_path, str):
            follow(draft, (row + 1, column + 1), link.url_or_path)
    draft.merges += [((top + 1, left + 1), (bottom, right)) for top, bottom, left, right in sheet.merged_cells]
    if drawn:
        draft.objects.add((1, 1))
    return draft.sheet()


def _put(draft: Draft, book: Book, sheet: XlsSheet, row: int, column: int) -> None:
    from xlrd import XL_CELL_BOOLEAN, XL_CELL_DATE, XL_CELL_ERROR, XL_CELL_NUMBER, XL_CELL_TEXT, error_text_from_code

    kind, value, place = sheet.cell_type(row, column), sheet.cell_value(row, column), (row + 1, column + 1)
    if kind == XL_CELL_TEXT and value:
        draft.cells[place] = str(value).replace("\r\n", "\n").replace("\r", "\n").encode(errors="ignore").decode()
    elif kind in (XL_CELL_NUMBER, XL_CELL_DATE):
        shown = book.format_map[book.xf_list[sheet.cell_xf_index(row, column)].format_key]
        draft.put_number(place, float(value), form_of(shown.format_key, shown.format_str), bool(book.datemode))
    elif kind == XL_CELL_BOOLEAN:
        draft.cells[place] = "TRUE" if value else "FALSE"
    elif kind == XL_CELL_ERROR:
        draft.unreadable[place] = f"holds the error {error_text_from_code.get(int(value), value)}"


def _drawn(data: bytes) -> list[int]:
    """How many pictures, text boxes and other drawn things each sheet has, in the order of the file."""
    from xlrd.compdoc import CompDoc

    memory, start, length = CompDoc(data, logfile=io.StringIO()).locate_named_stream("Workbook")
    if memory is None:
        return []
    counts: list[int] = []
    depth, is_sheet = 0, False
    for code, body in _records(memory[start : start + length]):
        if code == _BEGIN:
            depth += 1
            if depth == 1:
                is_sheet = body[2:4] == _SHEETS
                counts += [0] if is_sheet else []
        elif code == _END:
            depth -= 1
        elif code == _OBJECT and is_sheet and counts and int.from_bytes(body[4:6], "little") not in _QUIET:
            counts[-1] += 1
    return counts


def _records(stream: bytes) -> Iterator[tuple[int, bytes]]:
    """The records of a stream: number and contents."""
    at = 0
    while at + 4 <= len(stream):
        code, length = int.from_bytes(stream[at : at + 2], "little"), int.from_bytes(stream[at + 2 : at + 4], "little")
        yield code, stream[at + 4 : at + 4 + length]
        at += 4 + length
