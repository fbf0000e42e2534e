"""A local time is one moment, or it is asked again."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from appraisal.core.errors import Problem
from appraisal.exchange.local_time import local_moment, typed

ZONE = "Europe/Amsterdam"


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("", "deadline: is empty; expected a date and time such as 2026-12-11T12:00"),
        (
            "tomorrow at noon, please",
            "deadline: is no date and time; expected a date and time such as 2026-12-11T12:00",
        ),
        ("2026-12-11", "deadline: is no date and time; expected a date and time such as 2026-12-11T12:00"),
        ("2026-12-11T12:00:00.5", "deadline: is no date and time; expected a date and time such as 2026-12-11T12:00"),
        (
            "2027-03-28 02:30",
            "deadline: 2027-03-28T02:30 does not exist in Europe/Amsterdam, the clock is put forward; "
            "expected another time",
        ),
        (
            "2026-10-25T02:30",
            "deadline: 2026-10-25T02:30 comes twice in Europe/Amsterdam, the clock is put back; "
            "expected it with +02:00 or +01:00",
        ),
        (
            "2026-12-11T12:00+05:00",
            "deadline: 2026-12-11T12:00+05:00 has an offset that Europe/Amsterdam does not have then; "
            "expected the time without it",
        ),
    ],
)
def test_security_21_a_time_that_is_no_single_moment_is_asked_again(text: str, problem: str) -> None:
    assert str(local_moment("deadline", text, ZONE)) == problem


def test_an_unknown_zone_is_named() -> None:
    found = local_moment("deadline", "2026-12-11T12:00", "../etc/passwd")
    assert found == Problem("zone", "is not known", "expected a name such as Europe/Amsterdam")


@given(
    st.datetimes(datetime(2026, 1, 1), datetime(2028, 1, 1)),
    st.sampled_from([ZONE, "America/New_York", "Australia/Lord_Howe", "Asia/Kathmandu", "UTC"]),
)
def test_every_moment_can_be_typed_and_comes_back(plain: datetime, zone: str) -> None:
    moment = plain.replace(tzinfo=UTC, microsecond=0)
    assert local_moment("deadline", typed(moment, zone), zone) == moment
