"""The standstill: which day is the first, which the last, and that it ends with the last second of it."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from appraisal.core.standstill import Days, Standstill, is_working, standstill, standstill_problems

DAY = timedelta(days=1)
ZONES = st.sampled_from(["UTC", "Europe/Amsterdam", "America/Asuncion", "Asia/Beirut", "Pacific/Kiritimati"])
MOMENTS = st.datetimes(datetime(2024, 1, 1), datetime(2037, 12, 1), timezones=st.just(UTC))
KINDS: st.SearchStrategy[Days] = st.sampled_from(["calendar", "working"])
NEAR = st.lists(st.dates(date(2024, 1, 1), date(2037, 12, 31)), max_size=20)
DAYS = st.integers(1, 40)


def days_of(found: Standstill) -> list[date]:
    """Every day of a standstill."""
    return [found.begins + number * DAY for number in range((found.ends.date() - found.begins).days + 1)]


def last_day(sent: str, days: int, kind: Days, *holidays: str) -> str:
    at = datetime.fromisoformat(sent).replace(tzinfo=ZoneInfo("Europe/Amsterdam"))
    found = standstill(at, "Europe/Amsterdam", days, kind, [date.fromisoformat(day) for day in holidays])
    return f"{found.ends:%a %Y-%m-%d}"


@pytest.mark.parametrize(
    ("sent", "days", "kind", "holidays", "expected"),
    [
        ("2026-12-14T09:00", 10, "calendar", (), "Thu 2026-12-24"),
        ("2026-12-14T00:00", 10, "calendar", (), "Thu 2026-12-24"),
        ("2026-12-14T23:59", 10, "calendar", (), "Thu 2026-12-24"),
        ("2026-12-15T09:00", 10, "calendar", ("2026-12-25", "2026-12-26"), "Mon 2026-12-28"),
        ("2026-12-16T09:00", 10, "calendar", (), "Mon 2026-12-28"),
        ("2026-12-17T09:00", 15, "calendar", ("2027-01-01",), "Mon 2027-01-04"),
        ("2026-12-18T09:00", 1, "calendar", (), "Mon 2026-12-21"),
        ("2026-12-18T09:00", 2, "calendar", (), "Tue 2026-12-22"),
        ("2026-12-18T09:00", 3, "calendar", (), "Tue 2026-12-22"),
        ("2026-12-14T09:00", 8, "working", (), "Thu 2026-12-24"),
        ("2026-12-15T09:00", 8, "working", ("2026-12-25",), "Mon 2026-12-28"),
        ("2026-12-19T09:00", 1, "working", (), "Mon 2026-12-21"),
    ],
)
def test_the_last_day_follows_the_rule(
    sent: str, days: int, kind: Days, holidays: tuple[str, ...], expected: str
) -> None:
    assert last_day(sent, days, kind, *holidays) == expected


def test_the_day_of_the_letters_is_that_of_the_tenders_zone() -> None:
    late = datetime(2026, 12, 14, 23, 30, tzinfo=UTC)

    found = standstill(late, "Europe/Amsterdam", 10, "calendar")

    assert (found.begins, found.ends.isoformat()) == (date(2026, 12, 16), "2026-12-25T23:59:59+01:00")


def test_it_ends_at_the_end_of_the_day_over_a_change_of_the_clock() -> None:
    before = datetime(2026, 10, 16, 10, tzinfo=UTC)

    found = standstill(before, "Europe/Amsterdam", 10, "calendar")

    assert found.ends.isoformat() == "2026-10-26T23:59:59+01:00"


def test_the_last_second_still_belongs_to_it() -> None:
    found = standstill(datetime(2026, 12, 14, 9, tzinfo=UTC), "Europe/Amsterdam", 10, "calendar")

    assert not found.is_over(datetime(2026, 12, 24, 22, 59, 59, 999999, tzinfo=UTC))
    assert found.is_over(datetime(2026, 12, 24, 23, tzinfo=UTC))


@given(MOMENTS, ZONES, DAYS, KINDS, NEAR)
def test_it_begins_the_day_after_and_ends_on_a_working_day(
    sent: datetime, zone: str, days: int, kind: Days, holidays: list[date]
) -> None:
    found = standstill(sent, zone, days, kind, holidays)

    assert found.begins == sent.astimezone(ZoneInfo(zone)).date() + DAY
    assert is_working(found.ends.date(), holidays)
    assert f"{found.ends:%H:%M:%S}" == "23:59:59"
    assert (found.ends + timedelta(seconds=1)).date() == found.ends.date() + DAY
    assert not found.is_over(sent)


@given(MOMENTS, ZONES, DAYS, NEAR)
def test_so_many_working_days_are_counted(sent: datetime, zone: str, days: int, holidays: list[date]) -> None:
    found = standstill(sent, zone, days, "working", holidays)

    assert sum(is_working(day, holidays) for day in days_of(found)) == days


@given(MOMENTS, ZONES, DAYS, NEAR)
def test_calendar_days_are_never_fewer_than_asked_for_and_end_at_the_first_day_that_will_do(
    sent: datetime, zone: str, days: int, holidays: list[date]
) -> None:
    found = days_of(standstill(sent, zone, days, "calendar", holidays))

    assert len(found) >= days
    worked = [is_working(day, holidays) for day in found]
    assert sum(worked) >= min(days, 2)
    assert not any(worked[number - 1] and sum(worked[:number]) >= min(days, 2) for number in range(days, len(found)))


@given(MOMENTS, ZONES, DAYS, KINDS, NEAR)
def test_one_day_more_never_ends_earlier_nor_does_one_holiday_more(
    sent: datetime, zone: str, days: int, kind: Days, holidays: list[date]
) -> None:
    found = standstill(sent, zone, days, kind, holidays)

    assert standstill(sent, zone, days + 1, kind, holidays).ends >= found.ends
    assert standstill(sent, zone, days, kind, [*holidays, found.ends.date()]).ends > found.ends


def test_what_cannot_be_counted_is_named() -> None:
    assert standstill_problems(10, "calendar", ()) == []
    told = [str(problem) for problem in standstill_problems(0, "lunar", [date(2026, 1, 1)] * 61)]
    assert told == [
        "days: is 0; expected a whole number from 1 to 90",
        "kind: is not known; expected calendar or working",
        "holidays: are 61; expected at most 60",
    ]
