"""A tender and its lots, as they are valid now, and what stands around them: publications, invitations, questions."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from appraisal.core.tender import Course
from appraisal.core.timetable import Timetable


@dataclass(frozen=True, slots=True)
class Clarification:
    """A question; `number`, `published_question` and `answer` stand from its answer on, and are never changed."""

    id: str
    tender: str
    organisation: str
    person: str
    asked: datetime
    question: str
    number: int | None = None
    published_question: str = ""
    answer: str = ""
    answered: datetime | None = None
    officer: str = ""


@dataclass(frozen=True, slots=True)
class Invitation:
    """An invitation; `lots` are lot numbers, `organisation` is the supplier that accepted it, or ""."""

    id: str
    tender: str
    email: str
    lots: tuple[int, ...]
    link: str
    sent: datetime
    opened: datetime | None
    organisation: str


@dataclass(frozen=True, slots=True)
class Publication:
    """A frozen document: number 0 is the publication, the others are addenda."""

    number: int
    at: datetime
    officer: str
    reason: str
    document: str
    digest: str


@dataclass(frozen=True, slots=True)
class Lot:
    """One outsourced service; `profile` is its TOML, `key` the stored key that bids are sealed to."""

    id: str
    tender: str
    number: int
    title: str
    profile: str | None
    indication: bool
    sealing: str
    officers: tuple[str, ...]
    key: str | None
    kept: bytes | None
    opened: datetime | None
    blind: bool = False
    evaluated: datetime | None = None
    decided: datetime | None = None


@dataclass(frozen=True, slots=True)
class Tender:
    """A tender as it is valid now; `version` counts its changes.

    `keep_until` is the last day on which its contents are kept, `hold` why they may not be deleted at all; `purged` is
    when they were.
    """

    id: str
    reference: str
    buyer: str
    title: str
    access: str
    tell_count: bool
    timetable: Timetable | None
    version: int
    created: datetime
    published: datetime | None
    cancelled: datetime | None
    cancel_reason: str
    lots: tuple[Lot, ...]
    keep_until: date | None = None
    hold: str = ""
    purged: datetime | None = None
    purged_by: str = ""

    @property
    def zone(self) -> str:
        """The time zone in which the tender's days are counted and its dates are shown; UTC before it has dates."""
        return self.timetable.zone if self.timetable else "UTC"

    @property
    def course(self) -> Course:
        """What decides the tender's stage; it is opened, evaluated and decided when all its lots are."""
        opened = _when_all(lot.opened for lot in self.lots)
        evaluated = _when_all(lot.evaluated for lot in self.lots)
        decided = _when_all(lot.decided for lot in self.lots)
        return Course(self.timetable, self.published, opened, self.cancelled, evaluated, decided, self.purged)

    def course_of(self, lot: Lot) -> Course:
        """What decides the stage of one of its lots."""
        return Course(
            self.timetable, self.published, lot.opened, self.cancelled, lot.evaluated, lot.decided, self.purged
        )


def _when_all(moments: Iterable[datetime | None]) -> datetime | None:
    """The last of the moments, when there is none missing."""
    found = list(moments)
    known = [moment for moment in found if moment is not None]
    return max(known) if known and len(known) == len(found) else None
