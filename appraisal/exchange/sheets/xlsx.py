"""Sheets of an XLSX file, found by the types and relations of its parts rather than by their names."""

from __future__ import annotations

import zipfile
from dataclasses import dataclass

from appraisal.exchange.sheets.draft import Draft
from appraisal.exchange.sheets.elements import Elements, parse
from appraisal.exchange.sheets.number_format import Form
from appraisal.exchange.sheets.sheet import Place, Sheet
from appraisal.exchange.sheets.xlsx_cells import Cells
from appraisal.exchange.sheets.xlsx_parts import Book, Drawing, Notes, Relations, Styles, Texts, Types, part_name

TYPES = "[content_types].xml"
_NOT_OF_CELLS = "is a sheet of another kind, which is not read"
_OBJECTS = ("oleobject", "package", "image", "control", "ctrlprop", "slicer", "pivottable")
"""Relations of a sheet to something that nobody reads here; drawings are looked into."""


def read_xlsx(archive: zipfile.ZipFile) -> list[Sheet]:
    """The sheets of a workbook in their order.

    Raises:
        KeyError, IndexError, ValueError, LookupError, SAXException, DefusedXmlException: it is no such workbook.
    """
    return _Package(archive).sheets()


@dataclass(frozen=True, slots=True)
class _Common:
    """What the sheets of a workbook share."""

    texts: list[str]
    forms: list[Form]
    from_1904: bool


class _Package:
    """The parts of one workbook by their names in any writing."""

    def __init__(self, archive: zipfile.ZipFile) -> None:
        self._archive = archive
        self._entries = {part_name(entry.filename): entry for entry in archive.infolist()}

    def sheets(self) -> list[Sheet]:
        types = Types()
        self._parse(TYPES, types)
        main = types.main() or self._relations("").of("officedocument")[0]
        book = Book()
        self._parse(main, book)
        relations = self._relations(main)
        texts, styles = Texts(), Styles()
        for kind, handler in (("sharedstrings", texts), ("styles", styles)):
            for part in relations.of(kind)[:1]:
                self._parse(part, handler)
        common = _Common(texts.texts, styles.forms(), book.from_1904)
        return [
            self._sheet(name, hidden, relations.kinds[key], relations.targets[key], common)
            for name, key, hidden in book.sheets
        ]

    def _sheet(self, name: str, hidden: bool, kind: str, part: str, common: _Common) -> Sheet:
        if kind != "worksheet":
            return Draft(name, hidden, unreadable={(1, 1): _NOT_OF_CELLS}).sheet()
        cells = Cells(common.texts, common.forms, common.from_1904)
        self._parse(part, cells)
        draft, relations = cells.draft, self._relations(part)
        draft.name, draft.hidden = name, hidden
        for kind_of_note in ("threadedcomment", "comments"):
            for each in relations.of(kind_of_note):
                notes = Notes()
                self._parse(each, notes)
                draft.notes = notes.notes | draft.notes
        for each in relations.of("drawing"):
            drawing = Drawing()
            self._parse(each, drawing)
            draft.objects |= drawing.objects
        if any(relations.of(each) for each in _OBJECTS):
            draft.objects |= draft.objects or {(1, 1)}
        for (first, last), key in cells.links:
            if first == last and key in relations.targets:
                follow(draft, first, relations.targets[key])
        return draft.sheet()

    def _relations(self, part: str) -> Relations:
        """What a part refers to; the empty name is the whole package."""
        folder, slash, name = part.rpartition("/")
        relations = Relations(part)
        at = f"{folder}{slash}_rels/{name}.rels"
        if at in self._entries:
            self._parse(at, relations)
        return relations

    def _parse(self, part: str, handler: Elements) -> None:
        with self._archive.open(self._entries[part]) as stream:
            parse(stream, handler)  # type: ignore[arg-type]


def follow(draft: Draft, place: Place, target: str) -> None:
    """The text of a cell with the link behind it, where that says something else than the text."""
    text = draft.cells.get(place, "")
    bare = target.strip().removeprefix("mailto:").rstrip("/")
    if bare and bare.casefold() not in text.casefold():
        draft.cells[place] = f"{text} ({target.strip()})" if text else target.strip()
