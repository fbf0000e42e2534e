"""Refusals of several files at once."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import TypeVar

from appraisal.core.errors import InvalidInput, NotFound

Loaded = TypeVar("Loaded")
Refusal = InvalidInput | NotFound


class SeveralInvalid(InvalidInput):
    """The problems of several files, each line naming its own; some of the files may not exist."""

    def __init__(self, refusals: Sequence[Refusal]) -> None:
        self.refusals = tuple(refusals)
        invalid = [refusal for refusal in refusals if isinstance(refusal, InvalidInput)]
        super().__init__("", [problem for refusal in invalid for problem in refusal.problems])

    def lines(self) -> list[str]:
        """One line for each problem of each file, in the order of the files."""
        return [line for refusal in self.refusals for line in refusal.lines()]


def each_valid(names: Iterable[str], load: Callable[[str], Loaded]) -> Iterator[tuple[str, Loaded]]:
    """Each name with what it loads; those that are refused are refused together, after the last.

    Raises:
        InvalidInput: with every problem of every file that is refused.
        NotFound: all that is wrong is that files do not exist.
    """
    refusals: list[Refusal] = []
    for name in names:
        try:
            loaded = load(name)
        except (InvalidInput, NotFound) as refusal:
            refusals.append(refusal)
        else:
            yield name, loaded
    raise_all(refusals)


def raise_all(refusals: Sequence[Refusal]) -> None:
    """Refuse what was gathered; nothing happens when nothing was.

    Raises:
        InvalidInput: with every problem of every file.
        NotFound: all that is wrong is that files do not exist.
    """
    if len(refusals) == 1:
        raise refusals[0]
    if refusals and all(isinstance(refusal, NotFound) for refusal in refusals):
        raise NotFound("\n".join(line for refusal in refusals for line in refusal.lines()))
    if refusals:
        raise SeveralInvalid(refusals)
