"""What is to be said of the cells of one workbook: problems that refuse it, and remarks on how it was understood.

The same thing said of many cells is one line that names them all.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence

from appraisal.core.errors import Problem
from appraisal.exchange.sheets.sheet import Place, Sheet
from appraisal.exchange.value import shown

MOST_VALUES = 5
"""How many different texts one line shows."""

_Cells = list[tuple[Place, str]]


class CellNotes:
    """Gathers problems and remarks; both come out in the order of the workbook, each once."""

    def __init__(self, sheets: Sequence[Sheet]) -> None:
        self._order = {sheet.name: number for number, sheet in enumerate(sheets)}
        self._sheets = {sheet.name: sheet for sheet in sheets}
        self._wrong: dict[tuple[str, str, str], _Cells] = defaultdict(list)
        self._remarked: dict[str, list[tuple[str, Place]]] = defaultdict(list)

    def refuse(self, sheet: Sheet, place: Place, wrong: str, expected: str, value: str = "") -> None:
        """A cell is wrong; a value that is given is shown before what is wrong with it."""
        self._wrong[sheet.name, wrong, expected].append((place, value))

    def refuse_all(self, sheet: Sheet, places: Iterable[Place], wrong: str, expected: str) -> None:
        """Some cells are wrong in the same way; their texts are shown."""
        for place in sorted(places):
            self.refuse(sheet, place, wrong, expected, sheet.text(*place))

    def remark(self, sheet: Sheet, place: Place, said: str) -> None:
        """A cell was understood in a way that its author should know of."""
        self._remarked[said].append((sheet.name, place))

    def problems(self) -> list[Problem]:
        """All that is wrong."""
        found = []
        for (name, wrong, expected), cells in self._wrong.items():
            path = self._sheets[name].named(place for place, _ in cells)
            values = list(dict.fromkeys(value for _, value in cells))
            text = f"{_shown(values)} {wrong}" if any(values) else wrong
            found.append(((self._order[name], min(cells)[0]), Problem(path, text, expected)))
        return [problem for _, problem in sorted(found)]

    def remarks(self) -> tuple[str, ...]:
        """All that is to be known: "85 cells say Y: read as yes (Respondent 1!E7:E91)"."""
        found = []
        for said, cells in self._remarked.items():
            by_sheet: dict[str, list[Place]] = defaultdict(list)
            for name, place in cells:
                by_sheet[name].append(place)
            places = "; ".join(self._sheets[name].named(each) for name, each in by_sheet.items())
            first = min((self._order[name], place) for name, place in cells)
            one, many = said.split(" ", 1)[0], said.split(" ", 1)[1]
            verb = one if len(cells) == 1 else one.removesuffix("s") if one != "has" else "have"
            found.append((first, f"{_count(len(cells))} {verb} {many} ({places})"))
        return tuple(text for _, text in sorted(found))


def _count(number: int) -> str:
    return "1 cell" if number == 1 else f"{number} cells"


def _shown(values: Sequence[str]) -> str:
    """The first value, and some of the others."""
    first, *others = (shown(value) for value in values)
    if not others:
        return first
    rest = len(others) - MOST_VALUES
    return f"{first} (also {', '.join(others[:MOST_VALUES])}{f' and {rest} more' if rest > 0 else ''})"
