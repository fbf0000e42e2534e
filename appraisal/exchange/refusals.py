"""Refusals of several files at once."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import TypeVar

from appraisal.core.errors import InvalidInput

Loaded = TypeVar("Loaded")


class SeveralInvalid(InvalidInput):
    """The problems of several files, each line naming its own."""

    def __init__(self, refusals: Sequence[InvalidInput]) -> None:
        self.refusals = tuple(refusals)
        super().__init__("", [problem for refusal in refusals for problem in refusal.problems])

    def lines(self) -> list[str]:
        """One line for each problem of each file, in the order of the files."""
        return [line for refusal in self.refusals for line in refusal.lines()]


def each_valid(names: Iterable[str], load: Callable[[str], Loaded]) -> Iterator[tuple[str, Loaded]]:
    """Each name with what it loads; those that are refused are refused together, after the last.

    Raises:
        InvalidInput: with every problem of every file that is refused.
    """
    refusals: list[InvalidInput] = []
    for name in names:
        try:
            loaded = load(name)
        except InvalidInput as refusal:
            refusals.append(refusal)
        else:
            yield name, loaded
    raise_all(refusals)


def raise_all(refusals: Sequence[InvalidInput]) -> None:
    """Refuse what was gathered; nothing happens when nothing was.

    Raises:
        InvalidInput: with every problem of every file.
    """
    if len(refusals) == 1:
        raise refusals[0]
    if refusals:
        raise SeveralInvalid(refusals)
