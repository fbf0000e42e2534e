"""Moments in words: an hour that clocks pass twice says which of the two it is."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from werkzeug.datastructures import MultiDict

from appraisal.core.timetable import Timetable
from appraisal.exchange.local_time import read_timetable
from appraisal.web.tendering.timetable_forms import DayHourForm, TimetableForm, first_dates
from appraisal.web.times import local_clock, moment

ZONE = "Europe/Amsterdam"
FIRST = datetime(2026, 10, 25, 0, 30, 5, tzinfo=UTC)
SECOND = FIRST + timedelta(hours=1)


def test_an_hour_that_comes_twice_bears_its_offset() -> None:
    told = [(moment(each, ZONE, FIRST).words, local_clock(each, ZONE)) for each in (FIRST, SECOND)]

    assert told == [
        ("Sun 25 October, 02:30 UTC+02:00", "02:30:05 UTC+02:00"),
        ("Sun 25 October, 02:30 UTC+01:00", "02:30:05 UTC+01:00"),
    ]


def test_any_other_hour_bears_none_unless_it_is_asked_for() -> None:
    later = SECOND + timedelta(hours=1)

    assert moment(later, ZONE, FIRST).words == "Sun 25 October, 03:30"
    assert moment(later, ZONE, FIRST, with_offset=True).hour == "03:30 UTC+01:00"


def test_a_readers_own_hour_says_its_offset_once() -> None:
    assert moment(FIRST, "Asia/Kathmandu", FIRST, reader=ZONE).yours == "02:30 Europe/Amsterdam (UTC+02:00)"


@pytest.mark.parametrize("hour", ["2:30", "02:30", "2.30", "02.30"])
def test_however_an_hour_that_comes_twice_is_typed_the_form_asks_which_is_meant(hour: str) -> None:
    form = DayHourForm(MultiDict({"day": "2026-10-25", "hour": hour, "fold": "+01:00"}))

    form.offer(ZONE)

    assert [choice.value for choice in form.fold.choices] == ["+02:00", "+01:00"]
    assert form.text() == "2026-10-25T02:30+01:00"


@pytest.mark.parametrize("deadline", [FIRST, SECOND, SECOND + timedelta(hours=9), SECOND.replace(second=0)])
def test_stored_dates_are_shown_in_the_form_as_they_were_meant(deadline: datetime) -> None:
    stored = Timetable(ZONE, deadline, deadline + timedelta(days=1), deadline + timedelta(days=2))

    form = TimetableForm(None, data=first_dates(stored))

    assert read_timetable(form.zone.data, *form.texts()) == stored
