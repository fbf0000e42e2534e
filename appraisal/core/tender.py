"""A tender's stages and moves: both follow from its dates and recorded acts, and are computed whenever asked."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from zoneinfo import ZoneInfo

from appraisal.core.errors import DeadlinePassed, WrongStage
from appraisal.core.policy import Permission
from appraisal.core.timetable import Timetable


class Stage(StrEnum):
    """Where a tender, or one of its lots, is."""

    DRAFT = "draft"
    PUBLISHED = "published"
    CLOSED = "closed"
    OPENED = "opened"
    EVALUATED = "evaluated"
    DECIDED = "decided"
    CANCELLED = "cancelled"


@dataclass(frozen=True, slots=True)
class Course:
    """What decides the stage: the timetable, and when the tender was published, opened, evaluated, decided, cancelled.

    Evaluated is when the chair closed the evaluation, decided when an award, or that there is none, became final;
    purged is when the contents were deleted: the stage stays, and little can be done any more.
    """

    timetable: Timetable | None = None
    published: datetime | None = None
    opened: datetime | None = None
    cancelled: datetime | None = None
    evaluated: datetime | None = None
    decided: datetime | None = None
    purged: datetime | None = None

    def stage(self, now: datetime) -> Stage:
        """The stage at a moment; the deadline itself still belongs to `published`."""
        if self.cancelled is not None:
            return Stage.CANCELLED
        if self.published is None or self.timetable is None:
            return Stage.DRAFT
        if self.opened is not None:
            return self._after_opening()
        return Stage.PUBLISHED if now <= self.timetable.deadline else Stage.CLOSED

    def _after_opening(self) -> Stage:
        if self.decided is not None:
            return Stage.DECIDED
        return Stage.OPENED if self.evaluated is None else Stage.EVALUATED


_ANY = frozenset(Stage)


_OPENED = frozenset({Stage.OPENED, Stage.EVALUATED, Stage.DECIDED})


_PUBLIC = frozenset({Stage.PUBLISHED, Stage.CLOSED, Stage.CANCELLED}) | _OPENED


_OPEN = frozenset({Stage.PUBLISHED})


_EVALUATING = frozenset({Stage.OPENED})


_AWARDING = frozenset({Stage.EVALUATED})


_UNDECIDED = frozenset({Stage.OPENED, Stage.EVALUATED})


STAGES: Mapping[Permission, frozenset[Stage]] = {
    Permission.ADDENDUM_PUBLISH: _OPEN,
    Permission.AUDIT_READ: _ANY,
    Permission.AWARD_APPROVE: _AWARDING,
    Permission.AWARD_MAKE: _AWARDING,
    Permission.AWARD_NOTIFY: _AWARDING,
    Permission.AWARD_READ: _OPENED,
    Permission.AWARD_RECOMMEND: _AWARDING,
    Permission.BIDDER_QUESTION_ANSWER: _UNDECIDED,
    Permission.BIDDER_QUESTION_ASK: _EVALUATING,
    Permission.BIDDER_QUESTION_READ: _OPENED,
    Permission.BID_ANSWER: _OPEN,
    Permission.BID_CONFIRM: _OPEN,
    Permission.BID_MANAGE: _OPEN,
    Permission.BID_READ: _PUBLIC,
    Permission.BID_START: _OPEN,
    Permission.BID_SUBMIT: _OPEN,
    Permission.BID_WITHDRAW: _OPEN,
    Permission.CLARIFICATION_ANSWER: _OPEN,
    Permission.CLARIFICATION_ASK: _OPEN,
    Permission.CLARIFICATION_READ: _PUBLIC,
    Permission.COMPARISON_READ: _OPENED,
    Permission.CONSENSUS_RECORD: _EVALUATING,
    Permission.DEBRIEF_READ: _OPENED,
    Permission.DOSSIER_BUILD: frozenset({Stage.CANCELLED}) | _OPENED,
    Permission.EVALUATION_CLOSE: _EVALUATING,
    Permission.EVALUATION_REOPEN: _AWARDING,
    Permission.EXCLUSION_RECORD: _UNDECIDED,
    Permission.FINDING_READ: _OPENED,
    Permission.FINDING_RECORD: _EVALUATING,
    Permission.INTEREST_DECLARE: _UNDECIDED,
    Permission.INTEREST_SET: _UNDECIDED,
    Permission.INVITATION_READ: _ANY,
    Permission.INVITATION_SEND: frozenset({Stage.DRAFT, Stage.PUBLISHED}),
    Permission.OPENING_ATTEND: frozenset({Stage.CLOSED}),
    Permission.OPENING_EMERGENCY: frozenset({Stage.CLOSED}),
    Permission.OPENING_EXAMINE: _OPENED,
    Permission.OPENING_READ: _OPENED,
    Permission.PANEL_NAME: frozenset({Stage.PUBLISHED, Stage.CLOSED, Stage.OPENED}),
    Permission.PANEL_READ: _PUBLIC,
    Permission.REPORT_READ: _OPENED,
    Permission.REPORT_WRITE: frozenset({Stage.EVALUATED, Stage.DECIDED}),
    Permission.RETENTION_PURGE: frozenset({Stage.DECIDED, Stage.CANCELLED}),
    Permission.RETENTION_SET: _PUBLIC,
    Permission.TENDER_CANCEL: frozenset({Stage.DRAFT, Stage.PUBLISHED, Stage.CLOSED}),
    Permission.TENDER_EDIT: frozenset({Stage.DRAFT}),
    Permission.TENDER_PUBLISH: frozenset({Stage.DRAFT}),
    Permission.TENDER_READ: _ANY,
}
"""The stages in which each act on a tender may be done; what stands nowhere is no act on a tender."""


DOING: Mapping[Permission, str] = {
    Permission.ADDENDUM_PUBLISH: "Publishing an addendum",
    Permission.AUDIT_READ: "Reading the journal",
    Permission.AWARD_APPROVE: "Approving the recommendation",
    Permission.AWARD_MAKE: "Making the award",
    Permission.AWARD_NOTIFY: "Sending the letters",
    Permission.AWARD_READ: "Reading the decision",
    Permission.AWARD_RECOMMEND: "Recommending an award",
    Permission.BIDDER_QUESTION_ANSWER: "Answering the buyer's question",
    Permission.BIDDER_QUESTION_ASK: "Asking a bidder a question",
    Permission.BIDDER_QUESTION_READ: "Reading questions to bidders",
    Permission.BID_ANSWER: "Answering questions",
    Permission.BID_CONFIRM: "Confirming a bid",
    Permission.BID_MANAGE: "Changing a bid's team, evidence or commitments",
    Permission.BID_READ: "Reading a bid",
    Permission.BID_START: "Starting a bid",
    Permission.BID_SUBMIT: "Submitting a bid",
    Permission.BID_WITHDRAW: "Withdrawing a bid",
    Permission.CLARIFICATION_ANSWER: "Answering a question to the buyer",
    Permission.CLARIFICATION_ASK: "Asking the buyer a question",
    Permission.CLARIFICATION_READ: "Reading questions and answers",
    Permission.COMPARISON_READ: "Reading the comparison",
    Permission.CONSENSUS_RECORD: "Recording an agreed finding",
    Permission.DEBRIEF_READ: "Reading the letters",
    Permission.DOSSIER_BUILD: "Building the dossier",
    Permission.EVALUATION_CLOSE: "Closing the evaluation",
    Permission.EVALUATION_REOPEN: "Reopening the evaluation",
    Permission.EXCLUSION_RECORD: "Taking a bid out",
    Permission.FINDING_READ: "Reading findings",
    Permission.FINDING_RECORD: "Recording findings",
    Permission.INTEREST_DECLARE: "Declaring interests",
    Permission.INTEREST_SET: "Setting a conflict of interest",
    Permission.INVITATION_READ: "Reading invitations",
    Permission.INVITATION_SEND: "Inviting a supplier",
    Permission.OPENING_ATTEND: "Opening the bids",
    Permission.OPENING_EMERGENCY: "Opening with the recovery key",
    Permission.OPENING_EXAMINE: "Reading the opened bids",
    Permission.OPENING_READ: "Reading the opening report",
    Permission.PANEL_NAME: "Naming the panel",
    Permission.PANEL_READ: "Reading the panel",
    Permission.REPORT_READ: "Reading the evaluation report",
    Permission.REPORT_WRITE: "Writing the evaluation report",
    Permission.RETENTION_PURGE: "Purging the tender",
    Permission.RETENTION_SET: "Setting how long the tender is kept",
    Permission.TENDER_CANCEL: "Cancelling the tender",
    Permission.TENDER_EDIT: "Changing the tender",
    Permission.TENDER_PUBLISH: "Publishing the tender",
    Permission.TENDER_READ: "Reading the tender",
}
"""Each act in words for people."""


def allows(course: Course, act: Permission, now: datetime) -> bool:
    """Whether the tender's stage and dates let the act be done at a moment; who may do it is `policy.may`."""
    return _objection(course, act, now) is None


def require(course: Course, act: Permission, now: datetime) -> None:
    """Go on only when `allows` says so.

    Raises:
        DeadlinePassed: the time for it is over.
        WrongStage: the tender is not there yet, or is past it.
    """
    if (objection := _objection(course, act, now)) is not None:
        raise objection


def _objection(course: Course, act: Permission, now: datetime) -> WrongStage | DeadlinePassed | None:
    stage, dates = course.stage(now), course.timetable
    if act not in STAGES:
        return WrongStage(f"{act}: is not done to a tender")
    if course.purged and act not in AFTER_PURGE:
        return WrongStage(f"{DOING[act]} is not possible: the contents were purged on {_day(course.purged)}")
    if dates and stage is not Stage.CANCELLED and course.published and act in _UNTIL and now > _until(dates, act):
        return DeadlinePassed(f"{DOING[act]} was possible until {_told(dates, _until(dates, act))}")
    if stage not in STAGES[act]:
        expected = [other for other in Stage if other in STAGES[act]]
        return WrongStage(f"{DOING[act]} is not possible now: the tender is {stage}; expected {' or '.join(expected)}")
    if dates and act in _NOT_BEFORE_OPENING and now < dates.opens_from:
        return WrongStage(f"{DOING[act]} is possible from {_told(dates, dates.opens_from)}")
    return None


AFTER_PURGE = frozenset({Permission.AUDIT_READ, Permission.INVITATION_READ, Permission.TENDER_READ})
"""What can still be read of a tender whose contents were deleted."""


_UNTIL = frozenset(act for act, stages in STAGES.items() if stages == _OPEN)


_NOT_BEFORE_OPENING = frozenset({Permission.OPENING_ATTEND, Permission.OPENING_EMERGENCY})


def _until(dates: Timetable, act: Permission) -> datetime:
    return dates.last_question if act is Permission.CLARIFICATION_ASK else dates.deadline


def _day(at: datetime) -> str:
    return f"{at.day} {at.strftime('%B %Y')}"


def _told(dates: Timetable, at: datetime) -> str:
    """The moment as people read it, in the tender's zone with its offset from UTC."""
    local = at.astimezone(ZoneInfo(dates.zone))
    offset = local.strftime("%z")
    return f"{local.day} {local.strftime('%B %Y, %H:%M')} {dates.zone} (UTC{offset[:3]}:{offset[3:]})"
