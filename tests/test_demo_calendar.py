"""The demonstrations' dates are made from the clock: they start at every hour of the year, in any zone."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from appraisal.cli.installation import kit_maker
from appraisal.core.errors import InvalidInput
from appraisal.core.timetable import Timetable
from appraisal.demo import full
from appraisal.demo.plans import PLANS, planned
from appraisal.demo.settings import demo_settings
from appraisal.demo.stages import make_stages
from appraisal.exchange.local_time import read_timetable, typed_timetable
from appraisal.storage import people, tenders

HOUR = timedelta(hours=1)
BEGIN = datetime(2026, 1, 1, tzinfo=UTC)
HOURS = 2 * 365 * 24
ZONES = ("Europe/Amsterdam", "America/New_York", "Australia/Lord_Howe")

WORST = (
    datetime(2026, 11, 29, tzinfo=UTC),
    datetime(2026, 11, 29, 1, tzinfo=UTC),
    datetime(2027, 10, 13, tzinfo=UTC),
)
"""Beginnings at which a date of some tender falls in an hour that clocks in Amsterdam pass twice."""


def timetables(zone: str) -> set[Timetable]:
    """Every timetable that a demonstration may set that begins in two years."""
    starts = [BEGIN + hour * HOUR for hour in range(HOURS)]
    return {planned(plan, start, zone) for plan in PLANS for start in starts} | {replace(full.DATES, zone=zone)}


def read_again(timetable: Timetable) -> Timetable | str:
    """What an act makes of the timetable as it is typed."""
    try:
        return read_timetable(timetable.zone, *typed_timetable(timetable))
    except InvalidInput as refusal:
        return str(refusal)


@pytest.mark.parametrize("zone", ZONES)
def test_the_dates_of_every_hour_of_two_years_are_read_as_they_were_meant(zone: str) -> None:
    found = timetables(zone)

    assert len(found) > HOURS
    assert [dates for dates in found if read_again(dates) != dates] == []


@pytest.mark.parametrize("start", WORST, ids=str)
def test_the_served_demonstration_begins_when_the_clocks_are_put_back(start: datetime, tmp_path: Path) -> None:
    kit = replace(kit_maker(demo_settings(tmp_path, 8080))(), now=lambda: start + timedelta(minutes=25))
    kit.database.connection.execute("PRAGMA synchronous = OFF")

    make_stages(kit)

    ada = people.person_by_email(kit.database, "ada@buyer.example")
    assert ada is not None
    found = {each.reference: each.timetable for each in tenders.tenders_of_buyer(kit.database, ada.organisation)}
    kit.database.close()
    assert found == {plan.reference: planned(plan, start) for plan in PLANS}
    assert any("+" in text for dates in found.values() if dates for text in typed_timetable(dates))
