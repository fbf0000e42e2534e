"""Stages follow from dates and recorded acts; each act belongs to stages and to dates."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from appraisal.core.errors import DeadlinePassed, Problem, WrongStage
from appraisal.core.policy import Permission
from appraisal.core.tender import Course, Stage, allows, require
from appraisal.core.timetable import Timetable, change_problems, timetable_problems

START = datetime(2026, 11, 2, 8, tzinfo=UTC)
DATES = Timetable(
    "Europe/Amsterdam",
    last_question=datetime(2026, 11, 20, 16, tzinfo=UTC),
    deadline=datetime(2026, 12, 11, 11, tzinfo=UTC),
    opening=datetime(2026, 12, 11, 13, tzinfo=UTC),
)
PUBLISHED = Course(DATES, published=START)
SECOND = timedelta(seconds=1)


def acts(course: Course, now: datetime) -> set[str]:
    return {str(act) for act in Permission if allows(course, act, now)}


@pytest.mark.parametrize(
    ("course", "now", "stage"),
    [
        (Course(), START, Stage.DRAFT),
        (Course(DATES), START, Stage.DRAFT),
        (PUBLISHED, START, Stage.PUBLISHED),
        (PUBLISHED, DATES.deadline, Stage.PUBLISHED),
        (PUBLISHED, DATES.deadline + SECOND, Stage.CLOSED),
        (Course(DATES, START, opened=DATES.opening), DATES.opening, Stage.OPENED),
        (Course(DATES, START, DATES.opening, evaluated=DATES.opening), DATES.opening, Stage.EVALUATED),
        (Course(DATES, START, DATES.opening, None, DATES.opening, DATES.opening), DATES.opening, Stage.DECIDED),
        (Course(DATES, START, cancelled=DATES.deadline), DATES.opening, Stage.CANCELLED),
        (Course(cancelled=START), START, Stage.CANCELLED),
    ],
)
def test_the_stage_is_computed_from_dates_and_recorded_acts(course: Course, now: datetime, stage: Stage) -> None:
    assert course.stage(now) is stage


def test_a_draft_may_be_edited_published_and_dropped_and_suppliers_named() -> None:
    assert acts(Course(DATES), START) == {
        "audit:read",
        "invitation:read",
        "invitation:send",
        "tender:cancel",
        "tender:edit",
        "tender:publish",
        "tender:read",
    }


def test_a_closed_tender_takes_no_bid_and_opens_only_from_the_opening() -> None:
    waiting = {
        "audit:read",
        "bid:read",
        "clarification:read",
        "invitation:read",
        "panel:name",
        "panel:read",
        "retention:set",
        "tender:cancel",
        "tender:read",
    }
    assert acts(PUBLISHED, DATES.opening - SECOND) == waiting
    assert acts(PUBLISHED, DATES.opening) == waiting | {"opening:attend", "opening:emergency"}


def test_questions_end_before_answers_do() -> None:
    after = DATES.last_question + SECOND
    assert not allows(PUBLISHED, Permission.CLARIFICATION_ASK, after)
    assert allows(PUBLISHED, Permission.CLARIFICATION_ANSWER, after)


def test_what_comes_after_the_deadline_is_told_so() -> None:
    with pytest.raises(DeadlinePassed, match=r"^Submitting a bid was possible until 11 December 2026, "):
        require(PUBLISHED, Permission.BID_SUBMIT, DATES.deadline + SECOND)
    with pytest.raises(WrongStage, match=r"^Changing the tender .* now: the tender is published; expected draft$"):
        require(PUBLISHED, Permission.TENDER_EDIT, START)
    with pytest.raises(WrongStage, match=r"^Opening the bids is possible from 11 December 2026, "):
        require(PUBLISHED, Permission.OPENING_ATTEND, DATES.opening - SECOND)


def test_an_opening_at_the_deadline_waits_until_what_came_in_time_is_stored() -> None:
    tight = Course(Timetable("UTC", DATES.last_question, DATES.deadline, DATES.deadline), START)
    assert not allows(tight, Permission.OPENING_ATTEND, DATES.deadline + 59 * SECOND)
    assert allows(tight, Permission.OPENING_ATTEND, DATES.deadline + 60 * SECOND)


@given(st.datetimes(datetime(2026, 1, 1), datetime(2027, 12, 31)), st.sampled_from(Permission))
def test_no_bid_is_taken_after_the_deadline_and_none_opened_before_it(moment: datetime, act: Permission) -> None:
    now = moment.replace(tzinfo=UTC)
    if allows(PUBLISHED, act, now):
        assert not (act is Permission.BID_SUBMIT and now > DATES.deadline)
        assert not (act is Permission.OPENING_ATTEND and now < DATES.opening)


def test_dates_in_the_wrong_order_or_past_are_all_named() -> None:
    backwards = Timetable("UTC", DATES.deadline, DATES.last_question, START)
    assert timetable_problems(backwards, DATES.last_question) == [
        Problem("deadline", "lies in the past", "expected a later date"),
        Problem("deadline", "is before the last question", "expected it after the last question"),
        Problem("opening", "is before the deadline", "expected the deadline or later"),
    ]


@given(st.timedeltas(timedelta(days=-30), timedelta(days=30)))
def test_security_04_a_deadline_never_moves_earlier_after_publication(shift: timedelta) -> None:
    moved = Timetable("UTC", DATES.last_question, DATES.deadline + shift, DATES.opening + shift)
    named = {problem.wrong for problem in change_problems(DATES, moved, START)}
    assert ("is earlier than the published one" in named) == (shift < timedelta(0))


def test_an_addendum_may_leave_a_last_question_that_is_past() -> None:
    later = Timetable("UTC", DATES.last_question, DATES.deadline + SECOND, DATES.opening + SECOND)
    assert change_problems(DATES, later, DATES.last_question + SECOND) == []
