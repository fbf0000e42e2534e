"""Everything that may be refused, as one tree; each door has one table that turns these into its own answer."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass


class AppraisalError(Exception):
    """Something was refused for a reason that the person at the door can understand."""


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    """One thing that is wrong in one place of an input.

    `path` names the field with dots, list entries by their id where they have one, else counted from 1
    (`area.SRI.weight`, `respondents.2.role`); it is empty when the whole input is meant.
    """

    path: str
    wrong: str
    expected: str = ""

    def __str__(self) -> str:
        text = f"{self.path}: {self.wrong}" if self.path else self.wrong
        return f"{text}; {self.expected}" if self.expected else text


class InvalidInput(AppraisalError):
    """An input that cannot be used, with every problem found in it.

    Attributes:
        source: the file (or form) as the person named it; empty when there is none.
        problems: at least one, in the order in which they stand in the input.
    """

    def __init__(self, source: str, problems: Iterable[Problem]) -> None:
        self.source = source
        self.problems = tuple(problems)
        super().__init__("\n".join(self.lines()))

    def lines(self) -> list[str]:
        """One line for each problem, each starting with the source."""
        return [f"{self.source}: {problem}" if self.source else str(problem) for problem in self.problems]


class TooLarge(InvalidInput):
    """An input that is beyond a limit of size; the limit stands in its problem."""


class NotFound(AppraisalError):
    """The thing asked for does not exist, or the actor may not know that it does."""

    def lines(self) -> list[str]:
        """One line for each thing that does not exist."""
        return str(self).splitlines()


class NotPermitted(AppraisalError):
    """The actor may know of the thing but not do this to it."""


class Conflict(AppraisalError):
    """The act does not fit the present state of things."""


class WrongStage(Conflict):
    """The tender, lot or bid is not at the stage in which this may be done."""


class DeadlinePassed(Conflict):
    """It came after the moment up to which it was accepted."""


class Stale(Conflict):
    """Something newer was stored since the actor read it; nothing of either was lost.

    Attributes:
        stored: what is stored now, in the words of the act that refused.
    """

    def __init__(self, message: str, stored: object = None) -> None:
        self.stored = stored
        super().__init__(message)


class SpentLink(Conflict):
    """A link that works once was used before, or a newer one replaced it."""


class ExpiredLink(SpentLink, DeadlinePassed):
    """A link that works once was not used in time."""


class TooManyAttempts(Conflict):
    """The same was tried too often from one place.

    Attributes:
        seconds: how long to wait before trying again.
    """

    def __init__(self, message: str, seconds: int) -> None:
        self.seconds = seconds
        super().__init__(message)


class Busy(Conflict):
    """Others were being served for too long; nothing was stored and the same may be tried again."""


class StorageFull(Conflict):
    """There is no room to store what was sent; nothing of it is stored."""


class BrokenChain(AppraisalError):
    """A digest, seal or journal entry does not agree with what it stands for."""
