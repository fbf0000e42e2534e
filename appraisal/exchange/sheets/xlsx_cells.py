"""The part of an XLSX file that is a sheet: its cells, merges and links.

Places that a sheet leaves out cost nothing, and neither does a place however far away. Readers that lay a sheet out as
a grid take memory for its farthest cell: a workbook of 5 kB with a cell in XFD1048576 ends their process.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from appraisal.exchange.sheets.draft import WITHOUT_VALUE, Draft
from appraisal.exchange.sheets.number_format import Form
from appraisal.exchange.sheets.sheet import Block, Place, block_of, place_of
from appraisal.exchange.sheets.xlsx_parts import Writing, plain_text

_PLAIN: Form = "plain"


class Cells(Writing):
    """The cells of a sheet."""

    def __init__(self, shared: Sequence[str], forms: Sequence[Form], from_1904: bool) -> None:
        super().__init__("t", "v", "f")
        self.draft = Draft()
        self.links: list[tuple[Block, str]] = []
        self._shared, self._forms, self._from_1904 = shared, forms, from_1904
        self._at: Place = (0, 0)
        self._kind, self._style = "n", 0
        self._formula: str | None = None
        self._has_value = False

    def start(self, name: str, attributes: Mapping[str, str]) -> None:
        super().start(name, attributes)
        if name == "row":
            self._at = int(attributes.get("r", self._at[0] + 1)), 0
        elif name == "c":
            self._begin(attributes)
        elif name == "v":
            self._has_value = True
        elif name == "f":
            self._formula = ""
        elif name == "mergeCell":
            self.draft.merges.append(block_of(attributes["ref"]))
        elif name == "hyperlink" and "id" in attributes:
            self.links.append((block_of(attributes["ref"]), attributes["id"]))
        elif name in ("oleObject", "control", "picture"):
            self.draft.objects.add((1, 1))

    def end(self, name: str) -> None:
        super().end(name)
        if name == "f":
            self._formula = self.taken()
        elif name == "c":
            self._finish(self.taken())

    def _begin(self, attributes: Mapping[str, str]) -> None:
        self.taken()
        reference = attributes.get("r")
        self._at = place_of(reference) if reference else (self._at[0], self._at[1] + 1)
        self._kind, self._style = attributes.get("t", "n"), int(attributes.get("s", 0))
        self._formula, self._has_value = None, False

    def _finish(self, raw: str) -> None:
        place, draft = self._at, self.draft
        if self._formula is not None:
            draft.formulas[place] = self._formula
            if not raw and not (self._kind == "str" and self._has_value):
                draft.unreadable[place] = WITHOUT_VALUE
        if not raw:
            return
        if self._kind == "e":
            draft.unreadable[place] = f"holds the error {raw[:20]}"
        elif self._kind == "n":
            form = self._forms[self._style] if self._style < len(self._forms) else _PLAIN
            draft.put_number(place, float(raw), form, self._from_1904)
        elif text := self._text(raw):
            draft.cells[place] = text

    def _text(self, raw: str) -> str:
        if self._kind == "s":
            return self._shared[int(raw)]
        if self._kind == "b":
            return {"1": "TRUE", "0": "FALSE"}.get(raw, raw)
        if self._kind == "d":
            self.draft.days.add(self._at)
            return raw.replace("T", " ").removesuffix("Z").removesuffix(" 00:00:00")
        return plain_text(raw)
