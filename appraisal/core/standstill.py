"""The standstill between the letters to the bidders and the award: counted in days, ended with the last of them."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Literal
from zoneinfo import ZoneInfo

from appraisal.core.errors import Problem

Days = Literal["calendar", "working"]

LONGEST = 90
"""The most days that a standstill may have."""

MOST_HOLIDAYS = 60
"""The most holidays that may be named for one standstill."""

_DAY = timedelta(days=1)
_LAST_SECOND = time(23, 59, 59)
_FRIDAY = 4


@dataclass(frozen=True, slots=True)
class Standstill:
    """The time in which nothing is signed: `begins` is its day one, `ends` the last second of its last day."""

    begins: date
    ends: datetime
    days: int
    kind: Days

    def is_over(self, now: datetime) -> bool:
        """Whether the last day has passed; the last second still belongs to it."""
        return now >= self.ends + timedelta(seconds=1)


def standstill(sent: datetime, zone: str, days: int, kind: Days, holidays: Collection[date] = ()) -> Standstill:
    """The standstill that begins with letters sent at a moment, in the time zone of the tender.

    Day one is the day after (Directive 89/665/EEC, article 2a; Regulation 1182/71, article 3(1)). A last calendar day
    that is no working day moves on to the next one (article 3(4)), and two or more days hold at least two working
    days (article 3(5)). Saturdays, Sundays and the buyer's holidays are no working days.

    >>> from datetime import UTC
    >>> friday = datetime(2026, 12, 18, 9, tzinfo=UTC)
    >>> print(standstill(friday, "Europe/Amsterdam", 10, "calendar").ends)
    2026-12-28 23:59:59+01:00
    >>> christmas = (date(2026, 12, 25), date(2026, 12, 26), date(2027, 1, 1))
    >>> print(standstill(friday, "Europe/Amsterdam", 10, "working", christmas).ends)
    2027-01-05 23:59:59+01:00
    >>> print(standstill(friday, "Europe/Amsterdam", 2, "calendar").ends)
    2026-12-22 23:59:59+01:00
    """
    off = frozenset(holidays)
    begins = sent.astimezone(ZoneInfo(zone)).date() + _DAY
    last = _last_working(begins, days, off) if kind == "working" else _last_calendar(begins, days, off)
    return Standstill(begins, _end_of(last, zone), days, kind)


def standstill_problems(days: int, kind: str, holidays: Sequence[date]) -> list[Problem]:
    """What keeps a standstill from being set."""
    problems = []
    if not 1 <= days <= LONGEST:
        problems.append(Problem("days", f"is {days}", f"expected a whole number from 1 to {LONGEST}"))
    if kind not in ("calendar", "working"):
        problems.append(Problem("kind", "is not known", "expected calendar or working"))
    if len(holidays) > MOST_HOLIDAYS:
        problems.append(Problem("holidays", f"are {len(holidays)}", f"expected at most {MOST_HOLIDAYS}"))
    return problems


def is_working(day: date, holidays: Collection[date]) -> bool:
    """Whether a day is a working day: Monday to Friday and no holiday."""
    return day.weekday() <= _FRIDAY and day not in holidays


def _last_working(begins: date, days: int, holidays: frozenset[date]) -> date:
    day, left = begins, days
    while left := left - is_working(day, holidays):
        day += _DAY
    return day


def _last_calendar(begins: date, days: int, holidays: frozenset[date]) -> date:
    last = begins + (days - 1) * _DAY
    needed = min(days, 2)
    worked = sum(is_working(begins + number * _DAY, holidays) for number in range(days))
    while not is_working(last, holidays) or worked < needed:
        last += _DAY
        worked += is_working(last, holidays)
    return last


def _end_of(day: date, zone: str) -> datetime:
    """The last second of a day; where the clock is put back within it and the second comes twice, the later one."""
    return datetime.combine(day, _LAST_SECOND, ZoneInfo(zone)).replace(fold=1)
