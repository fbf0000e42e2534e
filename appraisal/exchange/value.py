"""Single values of an input: what is wrong with one, how a message shows it, and the path that leads to it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from fractions import Fraction

LONGEST_TEXT = 10_000
"""Characters that a text may have where its reader says nothing else."""
LONGEST_LINE = 1_000
"""Characters that a text on one line may have where its reader says nothing else."""
LONGEST_IDENTIFIER = 100
LARGEST_WHOLE = 2**53 - 1
"""The largest whole number that every reader of JSON takes exactly."""
MOST_DIGITS = 30
"""Digits that a number may have before its point, and after it."""
LONGEST_SHOWN = 60
MOST_CHOICES = 40
"""How many of the allowed values a message names."""

Trail = tuple[str | int, ...]
"""The keys and list positions, counted from 0, that lead from the top of a document to a value."""
Fault = tuple[str, str]
"""What is wrong with a value, and what was expected."""

_IDENTIFIER = re.compile(r"[^\W_][\w.-]*")
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069]|\r(?!\n)")
"""Controls, separators of lines, and marks that turn the direction of writing round."""
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_DECIMAL = re.compile(rf"[0-9]{{1,{MOST_DIGITS}}}(?:\.[0-9]{{1,{MOST_DIGITS}}})?")


def kind(value: object) -> str:
    """The kind of a value in the words of people who do not program, with its article."""
    match value:
        case None:
            return "null"
        case bool():
            return "true" if value else "false"
        case int():
            return "a whole number"
        case Decimal():
            return "a number" if exact_number(value) is not None else "not a number that can be used"
        case str():
            return "a text"
        case list() | tuple():
            return "a list"
        case dict():
            return "a table"
        case _:
            return "a date or time"


def shown(value: object) -> str:
    """A value for a message of one line: texts in quotes, cut short, nothing in it that a terminal would obey."""
    if isinstance(value, int) and abs(value) > LARGEST_WHOLE:
        return "the number"
    text = repr(value) if isinstance(value, str) else str(value)
    return text if len(text) <= LONGEST_SHOWN else f"{text[: LONGEST_SHOWN - 1]}…"


def text_fault(value: object, longest: int) -> Fault | None:
    """What keeps a value from being a text with something to read in it."""
    if not isinstance(value, str):
        return f"is {kind(value)}", "expected a text"
    if not value.strip():
        return "is empty", "expected a text"
    if len(value) > longest:
        return f"has {len(value)} characters", f"expected at most {longest}"
    if found := _CONTROL.search(value):
        return f"holds the control character U+{ord(found[0]):04X}", "expected a text"
    return None


def identifier_fault(value: object) -> Fault | None:
    """What keeps a value from being an id."""
    if fault := text_fault(value, LONGEST_IDENTIFIER):
        return fault
    if _IDENTIFIER.fullmatch(str(value)):
        return None
    return f"{shown(value)} cannot be an id", "expected letters, digits, '.', '_' and '-', first a letter or digit"


def exact_number(value: object, in_text: bool = False) -> Fraction | None:
    """A number as written, or None for anything else, NaN, an infinity, and numbers of more than 30 + 30 digits."""
    if isinstance(value, str) and in_text and _DECIMAL.fullmatch(value):
        return Fraction(value)
    if isinstance(value, bool) or not isinstance(value, int | Decimal):
        return None
    if isinstance(value, int):
        return Fraction(value) if abs(value) < 10**MOST_DIGITS else None
    exponent = value.as_tuple().exponent
    if not isinstance(exponent, int) or exponent < -MOST_DIGITS or value.adjusted() >= MOST_DIGITS:
        return None
    return Fraction(value)


def read_day(text: str) -> date | None:
    """The day that a text such as `2027-06-30` is, and no other form of it; None where it is none.

    >>> read_day("2027-06-30"), read_day("20270630"), read_day("2027-02-30")
    (datetime.date(2027, 6, 30), None, None)
    """
    try:
        return date.fromisoformat(text) if _DAY.fullmatch(text) else None
    except ValueError:
        return None


def whole_range(low: int, high: int) -> str:
    """The whole numbers from `low` to `high` in words."""
    return f"a whole number from {low}" + (f" to {high}" if high < LARGEST_WHOLE else "")


def number_range(above: int, up_to: int | None, below: int | None) -> str:
    """The numbers above `above` and at most `up_to`, or below `below`, in words."""
    text = f"a number above {above}"
    if up_to is not None:
        text += f" and at most {up_to}"
    return f"{text} and below {below}" if below is not None else text


def alternatives(choices: Sequence[str]) -> str:
    """The choices in words: `yes, no or na`; of very many only the first."""
    if len(choices) > MOST_CHOICES:
        return f"one of {len(choices)}, such as {alternatives(choices[:MOST_CHOICES])}"
    *first, last = choices or ("nothing",)
    return f"{', '.join(first)} or {last}" if first else last


def path_of(document: object, trail: Trail) -> str:
    """The path of a value for people: keys with dots between; list entries by their id, else counted from 1."""
    names = []
    for step in trail:
        document = _step(document, step)
        if isinstance(step, str):
            names.append(step if step.isprintable() and len(step) <= LONGEST_SHOWN else shown(step))
        else:
            name = document.get("id") if isinstance(document, dict) else None
            names.append(str(step + 1) if identifier_fault(name) else str(name))
    return ".".join(names)


class Places:
    """Sorts values by their place in one document; each of its tables is counted through only once."""

    def __init__(self, document: object) -> None:
        self._document = document
        self._counted: dict[int, dict[str, int]] = {}

    def of(self, trail: Trail) -> tuple[int, ...]:
        """The place of a value as a key to sort by; an absent key comes after those that are there."""
        place = []
        value = self._document
        for step in trail:
            if isinstance(step, int):
                place.append(step)
            else:
                place.append(self._keys(value).get(step, len(self._keys(value))))
            value = _step(value, step)
        return tuple(place)

    def _keys(self, table: object) -> dict[str, int]:
        if not isinstance(table, dict):
            return {}
        if id(table) not in self._counted:
            self._counted[id(table)] = {key: place for place, key in enumerate(table)}
        return self._counted[id(table)]


def _step(document: object, step: str | int) -> object:
    if isinstance(step, str):
        return document.get(step) if isinstance(document, dict) else None
    return document[step] if isinstance(document, list) and step < len(document) else None
