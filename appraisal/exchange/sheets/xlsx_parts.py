"""The parts of an XLSX file that say what its sheets are: types, relations, texts, styles, notes and drawings."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Mapping
from urllib.parse import unquote

from appraisal.exchange.sheets.elements import LONGEST_CELL, Elements
from appraisal.exchange.sheets.number_format import Form, form_of
from appraisal.exchange.sheets.sheet import Place, place_of

_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")


def part_name(name: str) -> str:
    """A part's name as all writings of it agree: names have no case, and some programs write backslashes.

    >>> part_name(r"\\XL\\Workbook.xml")
    'xl/workbook.xml'
    """
    return posixpath.normpath(unquote(name).replace("\\", "/").lower()).lstrip("/")


def plain_text(text: str) -> str:
    """A text as it was typed: the escapes of the format undone, line ends plain, halves of characters left out."""
    text = _ESCAPED.sub(lambda found: chr(int(found[1], 16)), text)
    return text.replace("\r\n", "\n").replace("\r", "\n").encode(errors="ignore").decode()


class Types(Elements):
    """The content types of parts (ECMA-376 part 2, 10.1.2)."""

    def __init__(self) -> None:
        super().__init__()
        self.types: dict[str, str] = {}

    def start(self, name: str, attributes: Mapping[str, str]) -> None:
        if name == "Override":
            self.types[part_name(attributes["PartName"])] = attributes["ContentType"].lower()

    def main(self) -> str | None:
        """The part that is the workbook, whatever it is called."""
        for name, kind in self.types.items():
            if kind.endswith(".main+xml") and ("spreadsheetml" in kind or "ms-excel" in kind):
                return name
        return None


class Relations(Elements):
    """The parts that a part refers to: by the relation's id its last word of type, and the target."""

    def __init__(self, base: str) -> None:
        super().__init__()
        self._folder = posixpath.dirname(base)
        self.kinds: dict[str, str] = {}
        self.targets: dict[str, str] = {}

    def start(self, name: str, attributes: Mapping[str, str]) -> None:
        if name != "Relationship":
            return
        target, key = attributes["Target"], attributes["Id"]
        self.kinds[key] = attributes["Type"].rpartition("/")[2].lower()
        is_inside = attributes.get("TargetMode", "").lower() != "external"
        joined = posixpath.join(f"/{self._folder}", target.replace("\\", "/"))
        self.targets[key] = part_name(joined) if is_inside else target

    def of(self, kind: str) -> list[str]:
        """The targets of all relations of a kind."""
        return [self.targets[key] for key, each in self.kinds.items() if each == kind]


class Book(Elements):
    """The sheets' names, whether they are in sight, and the ids of their relations; from when days are counted."""

    def __init__(self) -> None:
        super().__init__()
        self.sheets: list[tuple[str, str, bool]] = []
        self.from_1904 = False

    def start(self, name: str, attributes: Mapping[str, str]) -> None:
        if name == "sheet":
            hidden = attributes.get("state", "visible") != "visible"
            self.sheets.append((attributes["name"], attributes["id"], hidden))
        elif name == "workbookPr":
            self.from_1904 = attributes.get("date1904", "0") in ("1", "true")


class Styles(Elements):
    """The forms in which cells show numbers, by the number of their style."""

    def __init__(self) -> None:
        super().__init__()
        self._codes: dict[int, str] = {}
        self._numbers: list[int] = []
        self._in_cells = False

    def start(self, name: str, attributes: Mapping[str, str]) -> None:
        if name == "numFmt":
            self._codes[int(attributes["numFmtId"])] = attributes["formatCode"]
        elif name == "cellXfs":
            self._in_cells = True
        elif name == "xf" and self._in_cells:
            self._numbers.append(int(attributes.get("numFmtId", 0)))

    def end(self, name: str) -> None:
        if name == "cellXfs":
            self._in_cells = False

    def forms(self) -> list[Form]:
        """The form of each style of cells."""
        return [form_of(number, self._codes.get(number)) for number in self._numbers]


class Writing(Elements):
    """Gathers the characters of the named elements, but not those that only say how to pronounce a text."""

    def __init__(self, *names: str) -> None:
        super().__init__()
        self._names = names
        self._pieces: list[str] = []
        self._length = 0
        self._open = False
        self._silent = 0

    def start(self, name: str, attributes: Mapping[str, str]) -> None:
        self._silent += name == "rPh"
        self._open = name in self._names and not self._silent

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


class Texts(Writing):
    """The texts that cells share."""

    def __init__(self) -> None:
        super().__init__("t")
        self.texts: list[str] = []

    def end(self, name: str) -> None:
        super().end(name)
        if name == "si":
            self.texts.append(plain_text(self.taken()))


class Notes(Writing):
    """Notes, and comments in threads, by their cell."""

    def __init__(self) -> None:
        super().__init__("t", "text")
        self.notes: dict[Place, str] = {}
        self._at: Place = (1, 1)

    def start(self, name: str, attributes: Mapping[str, str]) -> None:
        super().start(name, attributes)
        if name in ("comment", "threadedComment"):
            self.taken()
            self._at = place_of(attributes["ref"])

    def end(self, name: str) -> None:
        super().end(name)
        if name in ("comment", "threadedComment"):
            self.notes[self._at] = plain_text(self.taken()).strip()


class Drawing(Writing):
    """Where pictures, text boxes and other drawn things begin."""

    def __init__(self) -> None:
        super().__init__("row", "col")
        self.objects: set[Place] = set()
        self._is_start = False
        self._row = self._column = 1

    def start(self, name: str, attributes: Mapping[str, str]) -> None:
        super().start(name, attributes)
        if name.endswith("Anchor"):
            self._row = self._column = 1
        elif name == "from":
            self._is_start = True

    def end(self, name: str) -> None:
        super().end(name)
        if name in ("row", "col") and self._is_start:
            at = int(self.taken()) + 1
            self._row, self._column = (at, self._column) if name == "row" else (self._row, at)
        elif name == "from":
            self._is_start = False
        elif name.endswith("Anchor"):
            self.objects.add((self._row, self._column))
