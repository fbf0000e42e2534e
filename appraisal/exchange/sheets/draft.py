"""A sheet while it is read, whatever the format: what a number is read as, by the form it is shown in."""

from __future__ import annotations

import math
from dataclasses import dataclass, field

from appraisal.exchange.sheets.number_format import Form, day_text, number_text
from appraisal.exchange.sheets.sheet import Block, Place, Sheet

UNSHOWN = "holds a number that is shown in a form which is not read"
WITHOUT_VALUE = "holds a formula without its value"


@dataclass(slots=True)
class Draft:
    """A sheet while it is read."""

    name: str = ""
    hidden: bool = False
    cells: dict[Place, str] = field(default_factory=dict)
    formulas: dict[Place, str] = field(default_factory=dict)
    days: set[Place] = field(default_factory=set)
    unreadable: dict[Place, str] = field(default_factory=dict)
    notes: dict[Place, str] = field(default_factory=dict)
    objects: set[Place] = field(default_factory=set)
    merges: list[Block] = field(default_factory=list)

    def put_number(self, place: Place, value: float, form: Form, from_1904: bool) -> None:
        """A number as it is shown; where that is not known, a cell that cannot be read."""
        text: str | None = None
        if math.isfinite(value) and form == "day":
            text = day_text(value, from_1904)
            self.days.add(place)
        elif math.isfinite(value) and form != "other":
            text = number_text(value) if form == "plain" else f"{number_text(value * 100)}%"
        if text is None:
            self.unreadable[place] = UNSHOWN
        else:
            self.cells[place] = text

    def sheet(self) -> Sheet:
        """The sheet that was read."""
        return Sheet(
            self.name,
            self.cells,
            self.formulas,
            frozenset(self.days),
            self.unreadable,
            self.notes,
            frozenset(self.objects),
            tuple(self.merges),
            self.hidden,
        )
