"""A sheet of a spreadsheet as people see it: texts in cells, and all else that may stand on it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

MOST_CELLS = 500_000
"""Cells with something in them that a sheet may have."""
MOST_BLOCKS = 12
"""How many blocks of cells a message names."""

Place = tuple[int, int]
"""Row and column of a cell, each from 1."""
Block = tuple[Place, Place]
"""The first and the last cell of a rectangle."""

_PLACE = re.compile(r"\$?([A-Z]{1,3})\$?([0-9]{1,7})")


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet's name and what it holds.

    Attributes:
        cells: the cells in which something can be read, each as a text; a day as `2027-06-30`.
        formulas: the cells whose text is the result of a formula, with the formula where the format tells it.
        days: the cells that hold a day of the calendar rather than a text.
        unreadable: the cells in which something stands that cannot be read, with what it is.
        notes: the notes and comments that are pinned to cells.
        objects: where pictures, text boxes and embedded files begin.
        merges: the blocks of cells that are merged into one.
        hidden: whether the sheet is out of sight.
    """

    name: str
    cells: Mapping[Place, str]
    formulas: Mapping[Place, str] = field(default_factory=dict)
    days: frozenset[Place] = frozenset()
    unreadable: Mapping[Place, str] = field(default_factory=dict)
    notes: Mapping[Place, str] = field(default_factory=dict)
    objects: frozenset[Place] = frozenset()
    merges: tuple[Block, ...] = ()
    hidden: bool = False

    def text(self, row: int, column: int) -> str:
        """The text of a cell without spaces around it; empty where there is none."""
        return self.cells.get((row, column), "").strip()

    def at(self, row: int, column: int) -> str:
        """A cell as a message names it: "Respondent 1!E12"."""
        return self.named([(row, column)])

    def named(self, places: Iterable[Place]) -> str:
        """Cells as a message names them: "Respondent 1!E7:E9, G12"."""
        text = blocks_text(places)
        return f"{self.name}!{text}" if self.name else text


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


def place_of(reference: str) -> Place:
    """Row and column of a reference such as `B12`.

    Raises:
        ValueError: it is no reference.
    """
    found = _PLACE.fullmatch(reference)
    if found is None:
        raise ValueError("no place of a cell")
    column = 0
    for letter in found[1]:
        column = column * 26 + ord(letter) - ord("A") + 1
    return int(found[2]), column


def block_of(reference: str) -> Block:
    """The block of a reference such as `B2:C4`, or the one cell of `B2`.

    Raises:
        ValueError: it is no reference.
    """
    first, _, last = reference.partition(":")
    return place_of(first), place_of(last or first)


def blocks(places: Iterable[Place]) -> list[Block]:
    """The cells gathered into few rectangles, from the top left.

    >>> blocks([(7, 5), (8, 5), (9, 5), (12, 7), (12, 8)])
    [((7, 5), (9, 5)), ((12, 7), (12, 8))]
    """
    found: dict[tuple[int, int], list[Block]] = {}
    for row, first, last in _runs(sorted(set(places))):
        pile = found.setdefault((first, last), [])
        if pile and pile[-1][1][0] == row - 1:
            pile[-1] = (pile[-1][0], (row, last))
        else:
            pile.append(((row, first), (row, last)))
    return sorted(block for pile in found.values() for block in pile)


def _runs(places: list[Place]) -> Iterator[tuple[int, int, int]]:
    """Row, first and last column of each run of cells side by side."""
    start = 0
    for at in range(1, len(places) + 1):
        if at == len(places) or places[at] != (places[at - 1][0], places[at - 1][1] + 1):
            yield places[start][0], places[start][1], places[at - 1][1]
            start = at


def blocks_text(places: Iterable[Place]) -> str:
    """The cells as a message names them; of very many the first.

    >>> blocks_text([(7, 5), (8, 5), (12, 7)])
    'E7:E8, G12'
    """
    found = blocks(places)
    named = [_block_text(block) for block in found[:MOST_BLOCKS]]
    rest = sum(_size(block) for block in found[MOST_BLOCKS:])
    return ", ".join(named) + (f" and {rest} more" if rest else "")


def _block_text(block: Block) -> str:
    first, last = (f"{letters(column)}{row}" for row, column in block)
    return first if first == last else f"{first}:{last}"


def _size(block: Block) -> int:
    (top, left), (bottom, right) = block
    return (bottom - top + 1) * (right - left + 1)
