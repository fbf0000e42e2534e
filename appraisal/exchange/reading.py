"""One input while it is read: gathers everything that is wrong, so that it is refused once and whole."""

from __future__ import annotations

from appraisal.core.errors import InvalidInput, Problem
from appraisal.exchange.value import Places, Trail, path_of

MOST = 1_000
"""How many problems of one input are told one by one."""


class Reading:
    """One input while it is read: its name, its contents and the problems found so far."""

    def __init__(self, source: str, document: object) -> None:
        self.source = source
        self.document = document
        self._found: list[tuple[Trail, str, str]] = []

    def note(self, trail: Trail, wrong: str, expected: str = "") -> None:
        """Adds a problem; `trail` holds the keys and list positions (from 0) that lead to it."""
        self._found.append((trail, wrong, expected))

    @property
    def problems(self) -> tuple[Problem, ...]:
        """What was found so far, in the order of the input; of very many the first, and how many more there are."""
        places = Places(self.document)
        found = sorted(self._found, key=lambda entry: places.of(entry[0]))
        problems = [Problem(path_of(self.document, trail), wrong, expected) for trail, wrong, expected in found[:MOST]]
        if len(found) > MOST:
            problems.append(Problem("", f"has {len(found) - MOST} more problems", "expected an input of another kind"))
        return tuple(problems)

    def finish(self) -> None:
        """Refuses the input if anything was wrong.

        Raises:
            InvalidInput: with every problem, in the order of the input.
        """
        if self._found:
            raise InvalidInput(self.source, self.problems)
