"""The dates of a tender, and what keeps them from being published or changed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from appraisal.core.errors import Problem

SETTLING = timedelta(minutes=1)
"""How long after the deadline an opening must wait, so that what was received in time is stored."""


@dataclass(frozen=True, slots=True)
class Timetable:
    """The dates of a tender as aware moments in UTC, and the name of the time zone in which people read them."""

    zone: str
    last_question: datetime
    deadline: datetime
    opening: datetime

    @property
    def opens_from(self) -> datetime:
        """The first moment at which the bids may be opened."""
        return max(self.opening, self.deadline + SETTLING)


def timetable_problems(timetable: Timetable, now: datetime) -> list[Problem]:
    """What keeps a timetable from being published at a moment: dates that are past or in the wrong order."""
    problems = []
    if timetable.last_question <= now:
        problems.append(Problem("last_question", "lies in the past", "expected a later date"))
    if timetable.deadline <= now:
        problems.append(Problem("deadline", "lies in the past", "expected a later date"))
    if timetable.deadline < timetable.last_question:
        problems.append(Problem("deadline", "is before the last question", "expected it after the last question"))
    if timetable.opening < timetable.deadline:
        problems.append(Problem("opening", "is before the deadline", "expected the deadline or later"))
    return problems


def change_problems(old: Timetable, new: Timetable, now: datetime) -> list[Problem]:
    """What keeps an addendum from changing the dates: a deadline never moves earlier once it is published.

    A last question that is past already may stay as it was.
    """
    kept = new.last_question == old.last_question
    problems = [problem for problem in timetable_problems(new, now) if not (kept and problem.path == "last_question")]
    if new.deadline < old.deadline:
        problems.append(
            Problem("deadline", "is earlier than the published one", f"expected {old.deadline.isoformat()} or later")
        )
    return problems
