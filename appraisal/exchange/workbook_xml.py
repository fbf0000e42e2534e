"""The parts of an XLSX file as their XML goes by: names of sheets, shared texts, cells; nothing is kept but those.

An element is known by its name without a prefix, since programs differ in the namespaces they write. Places that a
sheet leaves out cost nothing, and neither does a place however far away.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Mapping
from xml.sax.handler import ContentHandler
from xml.sax.xmlreader import AttributesImpl

MOST_ELEMENTS = 500_000
"""XML elements in one part of a workbook."""
DEEPEST = 50
LONGEST_CELL = 32_767
"""Characters that a cell can hold."""

_PLACE = re.compile(r"([A-Z]{1,3})([0-9]{1,7})")
_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")

Place = tuple[int, int]
"""Row and column of a cell, each from 1."""


class Elements(ContentHandler):
    """Gives each element by its name without a prefix, and counts them."""

    def __init__(self) -> None:
        super().__init__()
        self._count = 0
        self._depth = 0

    def startElement(self, name: str, attrs: AttributesImpl) -> None:  # noqa: N802 - the name that the parser calls
        self._count += 1
        self._depth += 1
        if self._count > MOST_ELEMENTS or self._depth > DEEPEST:
            raise ValueError("too many elements")
        self.start(name.rpartition(":")[2], {key.rpartition(":")[2]: value for key, value in attrs.items()})

    def endElement(self, name: str) -> None:  # noqa: N802 - the name that the parser calls
        self._depth -= 1
        self.end(name.rpartition(":")[2])

    def start(self, name: str, attributes: Mapping[str, str]) -> None:
        """An element begins."""

    def end(self, name: str) -> None:
        """An element ends."""


class Book(Elements):
    """The sheets' names with the ids of their relations."""

    def __init__(self) -> None:
        super().__init__()
        self.sheets: list[tuple[str, str]] = []

    def start(self, name: str, attributes: Mapping[str, str]) -> None:
        if name == "sheet":
            self.sheets.append((attributes["name"], attributes["id"]))


class Relations(Elements):
    """The parts that a workbook refers to, by the id of the relation."""

    def __init__(self) -> None:
        super().__init__()
        self.targets: dict[str, str] = {}
        self.shared = ""

    def start(self, name: str, attributes: Mapping[str, str]) -> None:
        if name == "Relationship":
            part = posixpath.join("/xl", attributes["Target"]).lstrip("/")
            self.targets[attributes["Id"]] = part
            if attributes["Type"].endswith("/sharedStrings"):
                self.shared = part


class _Writing(Elements):
    """Gathers the characters of `t` and `v` elements, but not those that only say how to pronounce a text."""

    def __init__(self) -> None:
        super().__init__()
        self._pieces: list[str] = []
        self._length = 0
        self._open = False
        self._silent = 0

    def start(self, name: str, attributes: Mapping[str, str]) -> None:
        self._silent += name == "rPh"
        self._open = name in ("t", "v") and not self._silent

    def end(self, name: str) -> None:
        self._silent -= name == "rPh"
        self._open = False

    def characters(self, content: str) -> None:
        self._length += len(content)
        if self._open and self._length <= LONGEST_CELL + 1:
            self._pieces.append(content)

    def taken(self) -> str:
        """What was gathered since the last time."""
        text = "".join(self._pieces)[: LONGEST_CELL + 1]
        self._pieces, self._length = [], 0
        return text


class Texts(_Writing):
    """The texts that cells share."""

    def __init__(self) -> None:
        super().__init__()
        self.texts: list[str] = []

    def end(self, name: str) -> None:
        super().end(name)
        if name == "si":
            self.texts.append(_plain(self.taken()))


class Cells(_Writing):
    """The cells of a sheet."""

    def __init__(self, shared: list[str]) -> None:
        super().__init__()
        self.cells: dict[Place, str] = {}
        self._shared = shared
        self._row = self._column = 0
        self._kind = "n"

    def start(self, name: str, attributes: Mapping[str, str]) -> None:
        super().start(name, attributes)
        if name == "row":
            self._row = int(attributes.get("r", self._row + 1))
            self._column = 0
        elif name == "c":
            self.taken()
            self._kind = attributes.get("t", "n")
            self._row, self._column = self._place(attributes.get("r"))

    def end(self, name: str) -> None:
        super().end(name)
        if name == "c" and (text := self._text(self.taken())):
            self.cells[self._row, self._column] = text

    def _place(self, reference: str | None) -> Place:
        if reference is None:
            return self._row, self._column + 1
        found = _PLACE.fullmatch(reference)
        if found is None:
            raise ValueError("no place of a cell")
        column = 0
        for letter in found[1]:
            column = column * 26 + ord(letter) - ord("A") + 1
        return int(found[2]), column

    def _text(self, raw: str) -> str:
        if self._kind == "s":
            return self._shared[int(raw)] if raw.isdecimal() else ""
        if self._kind == "b":
            return {"1": "TRUE", "0": "FALSE"}.get(raw, raw)
        if self._kind == "n" and raw:
            return f"{float(raw):.15g}"
        return _plain(raw)


def _plain(text: str) -> str:
    """A text as it was typed: the escapes of the format undone, line ends plain, halves of characters left out."""
    text = _ESCAPED.sub(lambda found: chr(int(found[1], 16)), text)
    return text.replace("\r\n", "\n").replace("\r", "\n").encode(errors="ignore").decode()
