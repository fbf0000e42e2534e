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
    read = _read(typed)
    if read is None:
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


def typed_timetable(timetable: Timetable) -> tuple[str, str, str]:
    """The three dates as they would be typed again: what `read_timetable` reads as this timetable.

    >>> dates = ("2026-10-25T02:00+01:00", "2026-10-30T12:00", "2026-10-30T14:00")
    >>> typed_timetable(read_timetable("Europe/Amsterdam", *dates)) == dates
    True
    """
    first, second, third = (
        typed(moment, timetable.zone) for moment in (timetable.last_question, timetable.deadline, timetable.opening)
    )
    return first, second, third


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
    return text + (local.isoformat()[-6:] if comes_twice(local) else "")


def comes_twice(local: datetime) -> bool:
    """Whether clocks show this time of a zone a second time, because they are put back.

    >>> comes_twice(in_zone(datetime(2026, 10, 25, 1, 30, tzinfo=UTC), "Europe/Amsterdam"))
    True
    """
    return len({local.replace(fold=fold).astimezone(UTC) for fold in (0, 1)}) > 1


def offsets(text: str, zone: str) -> tuple[str, ...]:
    """The offsets that a typed local time may have: two where it comes twice, else one, or none for no time.

    >>> offsets("2026-10-25T02:30", "Europe/Amsterdam")
    ('+02:00', '+01:00')
    """
    read = _read(text)
    if read is None or read.tzinfo or not is_zone(zone):
        return ()
    return tuple(in_zone(one, zone).isoformat()[-6:] for one in _meant(read, zone))


@cache
def _zones() -> frozenset[str]:
    return frozenset(available_timezones())


def _read(typed: str) -> datetime | None:
    """A date and time to the second, in the years that a tender can have; none for anything else."""
    try:
        read = datetime.fromisoformat(typed) if 16 <= len(typed) <= 32 else None
    except ValueError:
        return None
    return read if read and 2000 <= read.year <= 2200 and not read.microsecond else None


def _meant(plain: datetime, zone: str) -> list[datetime]:
    """The moments at which clocks in the zone show a local time, in order; none where they skip it."""
    moments = sorted({plain.replace(tzinfo=ZoneInfo(zone), fold=fold).astimezone(UTC) for fold in (0, 1)})
    return [moment for moment in moments if in_zone(moment, zone).replace(tzinfo=None, fold=0) == plain]


def _resolve(path: str, text: str, read: datetime, zone: str) -> datetime | Problem:
    real = _meant(read.replace(tzinfo=None, fold=0), zone)
    if not real:
        wrong = f"{text} does not exist in {zone}, the clock is put forward"
        return Problem(path, wrong, "expected another time")
    if read.tzinfo is not None:
        if read.astimezone(UTC) in real:
            return read.astimezone(UTC)
        return Problem(path, f"{text} has an offset that {zone} does not have then", "expected the time without it")
    if len(real) > 1:
        both = " or ".join(in_zone(moment, zone).isoformat()[-6:] for moment in real)
        return Problem(path, f"{text} comes twice in {zone}, the clock is put back", f"expected it with {both}")
    return real[0]
