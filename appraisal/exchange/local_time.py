"""Local times as people type them, with a named zone, as exact moments; a time that is no single moment is refused."""

from __future__ import annotations

from datetime import UTC, datetime
from functools import cache
from zoneinfo import ZoneInfo, available_timezones

from appraisal.core.errors import InvalidInput, Problem
from appraisal.core.timetable import Timetable

_FORM = "expected a date and time such as 2026-12-11T12:00"


def local_moment(path: str, text: str, zone: str) -> datetime | Problem:
    """The moment in UTC that a local time means, or what is wrong with it.

    Where the clock is put back a time comes twice: add the offset that is meant.

    >>> local_moment("deadline", "2026-12-11T12:00", "Europe/Amsterdam")
    datetime.datetime(2026, 12, 11, 11, 0, tzinfo=datetime.timezone.utc)
    >>> print(local_moment("deadline", "2027-03-28T02:30", "Europe/Amsterdam"))
    deadline: 2027-03-28T02:30 does not exist in Europe/Amsterdam, the clock is put forward; expected another time
    >>> local_moment("deadline", "2026-10-25T02:30+01:00", "Europe/Amsterdam")
    datetime.datetime(2026, 10, 25, 1, 30, tzinfo=datetime.timezone.utc)
    """
    if not is_zone(zone):
        return Problem("zone", "is not known", "expected a name such as Europe/Amsterdam")
    typed = text.strip().replace(" ", "T")
    try:
        read = datetime.fromisoformat(typed) if 16 <= len(typed) <= 32 else None
    except ValueError:
        read = None
    if read is None or not 2000 <= read.year <= 2200:
        return Problem(path, "is no date and time" if typed else "is empty", _FORM)
    return _resolve(path, typed, read, zone)


def read_timetable(zone: str, last_question: str, deadline: str, opening: str) -> Timetable:
    """The timetable that local times give.

    Raises:
        InvalidInput: with every time that is no single moment.
    """
    typed = {"last_question": last_question, "deadline": deadline, "opening": opening}
    moments: dict[str, datetime] = {}
    problems: list[Problem] = []
    for path, text in typed.items():
        found = local_moment(path, text, zone)
        if isinstance(found, Problem):
            problems.append(found)
        else:
            moments[path] = found
    if problems:
        raise InvalidInput("", dict.fromkeys(problems))
    return Timetable(zone, **moments)


def is_zone(zone: str) -> bool:
    """Whether there is a time zone of this name."""
    return zone in _zones()


def in_zone(moment: datetime, zone: str) -> datetime:
    """The moment as clocks in the zone show it."""
    return moment.astimezone(ZoneInfo(zone))


def typed(moment: datetime, zone: str) -> str:
    """The moment as it would be typed again, with its offset only where the local time comes twice."""
    local = in_zone(moment, zone)
    plain = local.replace(tzinfo=None, fold=0)
    text = plain.isoformat(timespec="seconds" if plain.second else "minutes")
    twice = len({_moment(plain, zone, fold) for fold in (0, 1)}) > 1
    return text + (local.isoformat()[-6:] if twice else "")


@cache
def _zones() -> frozenset[str]:
    return frozenset(available_timezones())


def _moment(plain: datetime, zone: str, fold: int) -> datetime:
    return plain.replace(tzinfo=ZoneInfo(zone), fold=fold).astimezone(UTC)


def _resolve(path: str, text: str, read: datetime, zone: str) -> datetime | Problem:
    plain = read.replace(tzinfo=None, fold=0)
    moments = sorted({_moment(plain, zone, fold) for fold in (0, 1)})
    real = [moment for moment in moments if in_zone(moment, zone).replace(tzinfo=None, fold=0) == plain]
    if not real:
        wrong = f"{text} does not exist in {zone}, the clock is put forward"
        return Problem(path, wrong, "expected another time")
    if read.tzinfo is not None:
        if read.astimezone(UTC) in real:
            return read.astimezone(UTC)
        return Problem(path, f"{text} has an offset that {zone} does not have then", "expected the time without it")
    if len(real) > 1:
        offsets = " or ".join(in_zone(moment, zone).isoformat()[-6:] for moment in real)
        return Problem(path, f"{text} comes twice in {zone}, the clock is put back", f"expected it with {offsets}")
    return real[0]
