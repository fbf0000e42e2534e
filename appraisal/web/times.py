"""Moments in words, in a named zone with its offset."""

from __future__ import annotations

from datetime import datetime, timedelta
from functools import cache
from zoneinfo import ZoneInfo, available_timezones

from appraisal.exchange.local_time import comes_twice
from appraisal.reports.wording import MONTHS
from appraisal.web.parts import Moment

_DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")


def moment(
    when: datetime,
    zone: str,
    now: datetime,
    *,
    reader: str = "",
    seconds: bool = False,
    year: bool = False,
    with_offset: bool = False,
) -> Moment:
    """The moment for people: the year when it is not this one or is asked for, seconds on records.

    The hour bears its offset where it comes twice, or where that is asked for.
    """
    local = when.astimezone(ZoneInfo(zone))
    day = _day(local, year or local.year != now.astimezone(ZoneInfo(zone)).year)
    hour = _hour(local, seconds, with_offset)
    return Moment(
        words=f"{day}, {hour}",
        iso=local.isoformat(timespec="seconds"),
        zone=zone_words(zone, when),
        day=day,
        hour=hour,
        yours=_yours(when, zone, reader) if reader else "",
        distance=distance(when, now),
    )


def local_clock(when: datetime, zone: str) -> str:
    """The hour of a moment to the second, as clocks in the zone show it; with its offset where they show it twice."""
    return _hour(when.astimezone(ZoneInfo(zone)), True)


def zone_words(zone: str, when: datetime) -> str:
    """The zone with its offset at that moment, like "Europe/Amsterdam (UTC+01:00)"."""
    return f"{zone} ({offset(zone, when)})"


def offset(zone: str, when: datetime) -> str:
    """The zone's offset at a moment, like "UTC+01:00"."""
    return _offset(when.astimezone(ZoneInfo(zone)))


def _offset(local: datetime) -> str:
    shift = local.utcoffset() or timedelta(0)
    minutes = round(shift.total_seconds() / 60)
    sign = "−" if minutes < 0 else "+"
    return f"UTC{sign}{abs(minutes) // 60:02d}:{abs(minutes) % 60:02d}"


def distance(when: datetime, now: datetime) -> str:
    """How far ahead a moment is in whole units ("in 18 days"); empty once it is past."""
    left = when - now
    if left <= timedelta(0):
        return ""
    days, hours, minutes = left.days, left.seconds // 3600, left.seconds // 60
    if days >= 2:
        return f"in {days} days"
    if days * 24 + hours >= 2:
        return f"in {days * 24 + hours} hours"
    return f"in {max(1, minutes)} {'minute' if minutes <= 1 else 'minutes'}"


def _day(local: datetime, year: bool) -> str:
    words = f"{_DAYS[local.weekday()]} {local.day} {MONTHS[local.month - 1]}"
    return f"{words} {local.year}" if year else words


def _hour(local: datetime, seconds: bool, with_offset: bool = False) -> str:
    """The hour as clocks show it, with its offset where that is asked for or clocks show it twice."""
    hour = _clock(local, seconds)
    return f"{hour} {_offset(local)}" if with_offset or comes_twice(local) else hour


def _clock(local: datetime, seconds: bool) -> str:
    hour = f"{local.hour:02d}:{local.minute:02d}"
    return f"{hour}:{local.second:02d}" if seconds else hour


def _yours(when: datetime, zone: str, reader: str) -> str:
    theirs, yours = when.astimezone(ZoneInfo(zone)), when.astimezone(ZoneInfo(reader))
    if theirs.utcoffset() == yours.utcoffset():
        return ""
    day = "" if theirs.date() == yours.date() else f"{_day(yours, False)}, "
    return f"{day}{_clock(yours, False)} {zone_words(reader, when)}"


@cache
def zones() -> tuple[str, ...]:
    """The names of the time zones that may be chosen, in alphabetical order."""
    known = (name for name in available_timezones() if "/" in name and not name.startswith(("Etc/", "SystemV/")))
    return ("UTC", *sorted(known))
