"""What each addendum changed: the dates of the tender, and the required profiles of its lots."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from appraisal.core.profile_changes import profile_changes
from appraisal.core.tendering import Lot, Publication, Tender
from appraisal.services.known import read_profile
from appraisal.services.toolkit import Kit
from appraisal.storage import publications

DATES = {"last_question": "Last question", "deadline": "Deadline for bids", "opening": "Opening"}


@dataclass(frozen=True, slots=True)
class MovedDate:
    """A date that an addendum moved."""

    name: str
    before: datetime
    after: datetime


@dataclass(frozen=True, slots=True)
class AddendumChanges:
    """What one addendum changed: dates, and sentences on the profile of each lot that it changed, by lot number."""

    dates: tuple[MovedDate, ...]
    profiles: tuple[tuple[int, tuple[str, ...]], ...]

    def __bool__(self) -> bool:
        return bool(self.dates or self.profiles)


def addendum_changes(kit: Kit, tender: Tender, published: Sequence[Publication], number: int) -> AddendumChanges:
    """What the addendum with a number changed; `published` are the tender's publications in order.

    For pages and mails to those who may know of the tender.
    """
    before, after = (json.loads(published[one].document)["timetable"] for one in (number - 1, number))
    dates = tuple(
        MovedDate(words, *(datetime.fromisoformat(one[name]) for one in (before, after)))
        for name, words in DATES.items()
        if before[name] != after[name]
    )
    profiles = ((lot.number, _profile_changes(kit, lot, number)) for lot in tender.lots)
    return AddendumChanges(dates, tuple((lot, told) for lot, told in profiles if told))


def _profile_changes(kit: Kit, lot: Lot, number: int) -> tuple[str, ...]:
    texts = [publications.profile_at(kit.database, lot.id, one) for one in (number - 1, number)]
    if not texts[0] or not texts[1] or texts[0] == texts[1]:
        return ()
    return profile_changes(read_profile(texts[0]), read_profile(texts[1]))
