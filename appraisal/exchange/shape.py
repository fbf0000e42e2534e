"""Reads the tables of an input field by field; what is wrong is noted, and refused when all of it is read.

>>> reading = Reading("bid.json", {"supplier": "Northwind", "bidders": 0, "colour": "red"})
>>> bid = Shape.of(reading)
>>> bid.text("supplier"), bid.whole("bidders", low=1)
('Northwind', 1)
>>> bid.refuse_others()
>>> reading.finish()
Traceback (most recent call last):
    ...
appraisal.core.errors.InvalidInput: bid.json: bidders: 0 is out of range; expected a whole number from 1
bid.json: colour: is not a known key; known are bidders, supplier
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from fractions import Fraction
from typing import Final

from appraisal.exchange.reading import Reading
from appraisal.exchange.value import (
    LARGEST_WHOLE,
    LONGEST_LINE,
    LONGEST_TEXT,
    Trail,
    alternatives,
    exact_number,
    identifier_fault,
    kind,
    number_range,
    read_day,
    shown,
    text_fault,
    whole_range,
)


class _Required:
    """The type of `REQUIRED`, the default of a field that has none."""


REQUIRED: Final = _Required()


class Shape:
    """One table of an input. Each reader takes a key and gives its value in the type asked for.

    A reader that finds something wrong notes the problem and gives a stand-in of the right type, so that reading goes
    on; `Reading.finish` then refuses the input. A field is required unless its reader is given a `default`.
    """

    __slots__ = ("_asked", "reading", "trail", "values")

    def __init__(self, reading: Reading, values: Mapping[str, object], trail: Trail) -> None:
        self.reading = reading
        self.values = values
        self.trail = trail
        self._asked: set[str] = set()

    @classmethod
    def of(cls, reading: Reading) -> Shape:
        """The whole input as a table; notes a problem when it is something else."""
        if isinstance(reading.document, dict):
            return cls(reading, reading.document, ())
        reading.note((), f"is {kind(reading.document)}", "expected a table of named fields")
        return _stand_in()

    def has(self, key: str) -> bool:
        """Whether the key is there; it counts as known from now on."""
        self._asked.add(key)
        return key in self.values

    def keys(self) -> tuple[str, ...]:
        """The table's keys in the order of the input; all count as known: for tables whose keys are data."""
        self._asked.update(self.values)
        return tuple(self.values)

    def raw(self, key: str) -> object:
        """The value as it stands in the input, unchecked; None when absent."""
        return self.values[key] if self.has(key) else None

    def note(self, key: str, wrong: str, expected: str = "") -> None:
        """Notes a problem with the value under a key."""
        self.reading.note((*self.trail, key), wrong, expected)

    def refuse_others(self) -> None:
        """Notes each key that no reader has asked for; call it after the table's last reader."""
        for key in self.values:
            if key not in self._asked:
                self.note(key, "is not a known key", f"known are {', '.join(sorted(self._asked))}")

    def text(self, key: str, default: str | _Required = REQUIRED, *, longest: int = LONGEST_TEXT) -> str:
        """A text with something to read in it; line breaks and tabs are the only control characters allowed."""
        if not isinstance(default, _Required) and not self.has(key):
            return default
        value = self._value(key, "a text")
        if value is not None and (fault := text_fault(value, longest)):
            self.note(key, *fault)
        return value if isinstance(value, str) else ""

    def line(self, key: str, *, longest: int = LONGEST_LINE) -> str:
        """As `text`, but on one line: for names, titles and whatever else stands in a row."""
        value = self.text(key, longest=longest)
        if "\n" in value or "\t" in value:
            self.note(key, "holds a line break or tab", "expected a text on one line")
        return value

    def maybe_line(self, key: str, *, longest: int = LONGEST_LINE) -> str | None:
        """As `line`; None when the key is absent."""
        return self.line(key, longest=longest) if self.has(key) else None

    def maybe_text(self, key: str, *, longest: int = LONGEST_TEXT) -> str | None:
        """As `text`; None when the key is absent."""
        return self.text(key, longest=longest) if self.has(key) else None

    def identifier(self, key: str) -> str:
        """A text that files can refer to: letters, digits, `.`, `_` and `-`, beginning with a letter or digit."""
        value = self._value(key, "an id")
        if value is not None and (fault := identifier_fault(value)):
            self.note(key, *fault)
        return value if isinstance(value, str) else ""

    def choice(self, key: str, choices: Iterable[str], default: str | _Required = REQUIRED) -> str:
        """One of the given texts; the stand-in is the first of them."""
        if not isinstance(default, _Required) and not self.has(key):
            return default
        known = tuple(choices)
        value = self._value(key, alternatives(known))
        if isinstance(value, str) and value in known:
            return value
        if value is not None:
            wrong = f"{shown(value)} is not allowed" if isinstance(value, str) else f"is {kind(value)}"
            self.note(key, wrong, f"expected {alternatives(known)}")
        return known[0] if known else ""

    def day(self, key: str) -> date:
        """A day of the calendar as a text, `2027-06-30`; the stand-in is the first there is."""
        value = self._value(key, "a day such as 2027-06-30")
        if isinstance(value, str) and (found := read_day(value)):
            return found
        if value is not None:
            wrong = f"{shown(value)} is not a day" if isinstance(value, str) else f"is {kind(value)}"
            self.note(key, wrong, "expected a day such as 2027-06-30")
        return date.min

    def flag(self, key: str, default: bool | _Required = REQUIRED) -> bool:
        """True or false."""
        if not isinstance(default, _Required) and not self.has(key):
            return default
        value = self._value(key, "true or false")
        if value is not None and not isinstance(value, bool):
            self.note(key, f"is {kind(value)}", "expected true or false")
        return value is True

    def whole(self, key: str, default: int | _Required = REQUIRED, *, low: int = 0, high: int = LARGEST_WHOLE) -> int:
        """A whole number from `low` to `high`; the stand-in is `low`."""
        if not isinstance(default, _Required) and not self.has(key):
            return default
        wanted = whole_range(low, high)
        value = self._value(key, wanted)
        if isinstance(value, int) and not isinstance(value, bool):
            if low <= value <= high:
                return value
            self.note(key, f"{shown(value)} is out of range", f"expected {wanted}")
        elif value is not None:
            self.note(key, f"is {kind(value)}", f"expected {wanted}")
        return low

    def number(
        self,
        key: str,
        default: Fraction | _Required = REQUIRED,
        *,
        above: int,
        up_to: int | None = None,
        below: int | None = None,
        in_text: bool = False,
    ) -> Fraction:
        """An exact number above `above`, and at most `up_to` or less than `below`; the stand-in is 1.

        With `in_text` a text that holds a plain decimal ("0.50") will do as well.
        """
        if not isinstance(default, _Required) and not self.has(key):
            return default
        wanted = number_range(above, up_to, below)
        value = self._value(key, wanted)
        exact = exact_number(value, in_text)
        if exact is not None:
            if exact > above and (up_to is None or exact <= up_to) and (below is None or exact < below):
                return exact
            self.note(key, f"{shown(value)} is out of range", f"expected {wanted}")
        elif value is not None:
            self.note(key, f"is {kind(value)}", f"expected {wanted}")
        return Fraction(1)

    def texts(self, key: str, default: tuple[str, ...] | _Required = REQUIRED) -> tuple[str, ...]:
        """A list of different texts, none of them empty."""
        if not isinstance(default, _Required) and not self.has(key):
            return default
        seen: dict[str, None] = {}
        for position, entry in enumerate(self._list(key, "a list of texts")):
            fault = text_fault(entry, LONGEST_TEXT)
            if fault is None and entry in seen:
                fault = (f"{shown(entry)} is there twice", "expected each only once")
            if fault:
                self.reading.note((*self.trail, key, position), *fault)
            seen[str(entry)] = None
        return tuple(seen)

    def entries(self, key: str, *, at_least: int = 0, optional: bool = False) -> list[Shape]:
        """The tables in a list; what is no table is noted and left out."""
        if optional and not self.has(key):
            return []
        entries = self._list(key, "a list of tables")
        for position, entry in enumerate(entries):
            if not isinstance(entry, dict):
                self.reading.note((*self.trail, key, position), f"is {kind(entry)}", "expected a table of named fields")
        if isinstance(self.values.get(key), list) and len(entries) < at_least:
            self.note(key, f"has {len(entries)} entries" if entries else "is empty", f"expected at least {at_least}")
        return self.tables(key)

    def tables(self, key: str) -> list[Shape]:
        """The tables in a list as far as there are any; nothing is noted, that is for `entries`."""
        entries = self.raw(key)
        return [
            Shape(self.reading, entry, (*self.trail, key, position))
            for position, entry in enumerate(entries if isinstance(entries, list) else ())
            if isinstance(entry, dict)
        ]

    def table(self, key: str) -> Shape:
        """The table under a key; an absent or wrong one is noted once, and nothing read from it is noted again."""
        value = self._value(key, "a table of named fields")
        if isinstance(value, dict):
            return Shape(self.reading, value, (*self.trail, key))
        if value is not None:
            self.note(key, f"is {kind(value)}", "expected a table of named fields")
        return _stand_in()

    def maybe_table(self, key: str) -> Shape | None:
        """As `table`; None when the key is absent."""
        return self.table(key) if self.has(key) else None

    def _list(self, key: str, wanted: str) -> list[object]:
        value = self._value(key, wanted)
        if isinstance(value, list):
            return value
        if value is not None:
            self.note(key, f"is {kind(value)}", f"expected {wanted}")
        return []

    def _value(self, key: str, wanted: str) -> object:
        """What stands under the key; None, and a problem, where the key is absent or null."""
        value = self.raw(key)
        if value is None:
            self.note(key, "is null" if key in self.values else "is missing", f"expected {wanted}")
        return value


def refuse_repeats(shapes: Iterable[Shape], key: str, among: str) -> None:
    """Notes each table whose value under `key` an earlier one has already; `among` says where it must be unique."""
    seen = set()
    for shape in shapes:
        value = shape.values.get(key)
        if isinstance(value, str | int):
            if value in seen:
                shape.note(key, f"{shown(value)} is used twice", f"expected each {key} once {among}")
            seen.add(value)


def _stand_in() -> Shape:
    """A table to read from where there is none: its absence is noted already, what its readers note reaches nobody."""
    return Shape(Reading("", {}), {}, ())
