"""The dates of a tender in order, as a timetable shows them."""

from __future__ import annotations

from datetime import datetime

from appraisal.core.tendering import Tender
from appraisal.web.parts import Step
from appraisal.web.times import moment, offset, zone_words


def steps(tender: Tender, now: datetime) -> tuple[Step, ...]:
    """The dates of a tender in order; the next one is where it stands now."""
    dates = tender.timetable
    zone = dates.zone if dates else "UTC"
    opened = tender.course.opened
    named = (
        ("Published", tender.published, ""),
        ("Last question", dates.last_question if dates else None, ""),
        ("Deadline for bids", dates.deadline if dates else None, ""),
        ("Opened" if opened else "Opening", opened or (dates.opening if dates else None), "two officers"),
    )
    offsets = _changes_offset(tender)
    found, is_next = [], tender.published is not None and tender.cancelled is None
    for name, when, note in named:
        past = when is not None and when <= now and tender.published is not None
        past = past and (name != "Opening")
        found.append(
            Step(
                name,
                moment(when, zone, now, with_offset=offsets) if when else None,
                "past" if past else ("now" if is_next else "coming"),
                note,
            )
        )
        is_next = is_next and past
    return tuple(found)


def steps_zone(tender: Tender) -> str:
    """The zone of the dates, with its offset where that is one for all of them; "" while there are none."""
    if tender.timetable is None:
        return ""
    zone = tender.timetable.zone
    return zone if _changes_offset(tender) else zone_words(zone, tender.timetable.deadline)


def _changes_offset(tender: Tender) -> bool:
    """Whether the clocks are changed between the dates of a tender, so that each needs its own offset."""
    dates = tender.timetable
    if dates is None:
        return False
    moments = (tender.published, dates.last_question, dates.deadline, dates.opening, tender.course.opened)
    return len({offset(dates.zone, when) for when in moments if when}) > 1
