"""Spreadsheets from outside: the texts in the cells of an XLSX file, and nothing else of it.

Only cells that are there cost anything. Readers that lay a sheet out as a grid take memory for its farthest cell: a
workbook of 5 kB with a cell in XFD1048576 ends their process.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass
from xml.sax import SAXException

from defusedxml.common import DefusedXmlException
from defusedxml.expatreader import create_parser

from appraisal.core.errors import InvalidInput, Problem, TooLarge
from appraisal.exchange.archive import entries
from appraisal.exchange.workbook_xml import Book, Cells, Elements, Place, Relations, Texts

LIMIT = 8 * 1024 * 1024
"""The largest workbook in bytes."""
MOST_UNPACKED = 64 * 1024 * 1024
MOST_SHEETS = 200


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet's name and its cells that hold something, each as the text that stands in it."""

    name: str
    cells: Mapping[Place, str]

    def text(self, row: int, column: int) -> str:
        """The text of a cell without spaces around it; empty where there is none."""
        return self.cells.get((row, column), "").strip()

    def at(self, row: int, column: int) -> str:
        """A cell as a message names it: "Respondent 1!E12"."""
        return f"{self.name}!{letters(column)}{row}"


def read_workbook(source: str, data: bytes) -> list[Sheet]:
    """The sheets of an XLSX file in their order.

    Raises:
        TooLarge: the file has more than 8 MiB.
        InvalidInput: it is no workbook, is damaged, or is built to exhaust its reader.
    """
    if len(data) > LIMIT:
        raise TooLarge(source, [Problem("", f"has {len(data):,} bytes", f"expected at most {LIMIT:,}")])
    stream = io.BytesIO(data)
    entries(source, stream, MOST_UNPACKED)
    try:
        with zipfile.ZipFile(stream) as archive:
            return _sheets(archive)
    except (KeyError, IndexError, ValueError, LookupError, SAXException, DefusedXmlException):
        raise InvalidInput(source, [Problem("", "is not a workbook", "expected an XLSX file")]) from None


def letters(column: int) -> str:
    """The letters of a column, counted from 1.

    >>> letters(1), letters(26), letters(27), letters(16384)
    ('A', 'Z', 'AA', 'XFD')
    """
    text = ""
    while column:
        column, rest = divmod(column - 1, 26)
        text = chr(ord("A") + rest) + text
    return text


def _sheets(archive: zipfile.ZipFile) -> list[Sheet]:
    book = Book()
    _parse(archive, "xl/workbook.xml", book)
    relations = Relations()
    _parse(archive, "xl/_rels/workbook.xml.rels", relations)
    shared = Texts()
    if relations.shared:
        _parse(archive, relations.shared, shared)
    sheets = []
    for name, relation in book.sheets[:MOST_SHEETS]:
        cells = Cells(shared.texts)
        _parse(archive, relations.targets[relation], cells)
        sheets.append(Sheet(name, cells.cells))
    return sheets


def _parse(archive: zipfile.ZipFile, part: str, handler: Elements) -> None:
    parser = create_parser(forbid_dtd=True)
    parser.setContentHandler(handler)
    with archive.open(part) as stream:
        parser.parse(stream)
