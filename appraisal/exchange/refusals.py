"""Refusals of several files at once."""

from __future__ import annotations

from collections.abc import Sequence

from appraisal.core.errors import InvalidInput


class SeveralInvalid(InvalidInput):
    """The problems of several files, each line naming its own."""

    def __init__(self, refusals: Sequence[InvalidInput]) -> None:
        self.refusals = tuple(refusals)
        super().__init__("", [problem for refusal in refusals for problem in refusal.problems])

    def lines(self) -> list[str]:
        """One line for each problem of each file, in the order of the files."""
        return [line for refusal in self.refusals for line in refusal.lines()]


def raise_all(refusals: Sequence[InvalidInput]) -> None:
    """Refuse what was gathered; nothing happens when nothing was.

    Raises:
        InvalidInput: with every problem of every file.
    """
    if len(refusals) == 1:
        raise refusals[0]
    if refusals:
        raise SeveralInvalid(refusals)
