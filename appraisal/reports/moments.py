"""Moments and sizes as a paper says them: with their zone and offset, and never rounded to something flattering."""

from __future__ import annotations

from datetime import UTC, datetime
from fractions import Fraction
from zoneinfo import ZoneInfo

from appraisal.core.figures import reading
from appraisal.reports.wording import MONTHS

DAYS = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"]
UNITS = ((10**9, "GB"), (10**6, "MB"), (10**3, "kB"))


def moment(at: datetime, zone: str) -> str:
    """A moment with its zone and offset, its fraction of a second left out.

    >>> moment(datetime(2026, 12, 10, 15, 48, 9, 999999, UTC), "Europe/Amsterdam")
    'Thursday 10 December 2026, 16:48:09 Europe/Amsterdam (UTC+01:00)'
    """
    local = at.astimezone(ZoneInfo(zone))
    return f"{DAYS[local.weekday()]} {_date(local)}, {local:%H:%M:%S} {zone} ({_offset(local)})"


def brief_moment(at: datetime, zone: str) -> str:
    """The same where the zone is named elsewhere.

    >>> brief_moment(datetime(2026, 7, 1, 10, 0, 0, 0, UTC), "Europe/Amsterdam")
    '1 July 2026, 12:00:00 (UTC+02:00)'
    """
    local = at.astimezone(ZoneInfo(zone))
    return f"{_date(local)}, {local:%H:%M:%S} ({_offset(local)})"


def calendar_day(at: datetime, zone: str) -> str:
    """The day on which a moment falls in the zone: "10 December 2026"."""
    return _date(at.astimezone(ZoneInfo(zone)))


def instant(at: datetime) -> str:
    """A moment in UTC to the microsecond, as the journal writes it."""
    return at.astimezone(UTC).isoformat(timespec="microseconds")


def file_size(size: int) -> str:
    """A size in bytes for people, and exactly.

    >>> file_size(1_249_999), file_size(640)
    ('1.2 MB (1,249,999 bytes)', '640 bytes')
    """
    exact = f"{size:,} {'byte' if size == 1 else 'bytes'}"
    for unit, name in UNITS:
        if size >= unit:
            return f"{reading(Fraction(size, unit), 1, 10**9)} {name} ({exact})"
    return exact


def _date(local: datetime) -> str:
    return f"{local.day} {MONTHS[local.month - 1]} {local.year}"


def _offset(local: datetime) -> str:
    return f"UTC{local.isoformat()[-6:]}"
