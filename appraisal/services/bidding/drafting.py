"""Draft answers as documents: sealed under the key at rest about their bid, respondent and area, and read back."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property
from hashlib import sha256
from typing import TypeVar

from appraisal.core.bidding import Member
from appraisal.core.response import AnswerValue
from appraisal.services.bidding.bid_desk import BidDesk
from appraisal.services.bidding.versions import OpenedVersion, opened_version
from appraisal.services.kept import Kept
from appraisal.services.toolkit import Kit
from appraisal.storage import drafts
from appraisal.storage.drafts import StoredDraft

T = TypeVar("T")

ANSWERS: tuple[AnswerValue, ...] = ("yes", "no", "na", "dk")


@dataclass(frozen=True, slots=True)
class DraftAnswer:
    """One question as far as it is answered; `carried` marks what came from an earlier bid and was not looked at."""

    value: AnswerValue | None = None
    comment: str = ""
    evidence: tuple[str, ...] = ()
    carried: bool = False


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a draft is, without what it says: which questions have an answer, and whether it is called complete."""

    given: frozenset[str] = frozenset()
    completed: bool = False

    def answered(self, asked: Iterable[str]) -> int:
        """How many of the questions have an answer."""
        return len(self.given.intersection(asked))

    def blanks(self, asked: Iterable[str]) -> tuple[str, ...]:
        """The questions without an answer."""
        return tuple(question for question in asked if question not in self.given)

    def finished(self, asked: Iterable[str]) -> bool:
        """Whether the respondent says the area is complete, and it is, also after its questions were changed."""
        return self.completed and self.given.issuperset(asked)


@dataclass(frozen=True)
class AreaDraft:
    """One respondent's answers to one area. `version` is 0 before the first save.

    `form` and `serial` tell which page saved last, and its how-manieth save that was.
    """

    answers: Mapping[str, DraftAnswer] = field(default_factory=dict)
    completed: bool = False
    version: int = 0
    saved: datetime | None = None
    form: str = ""
    serial: int = 0

    @cached_property
    def progress(self) -> Progress:
        """How far the draft is."""
        given = (question for question, answer in self.answers.items() if answer.value is not None)
        return Progress(frozenset(given), self.completed)

    def answer(self, question: str) -> DraftAnswer:
        """The answer to a question; an empty one where there is none."""
        return self.answers.get(question, _NOTHING)


_KNOWN: Mapping[str, AnswerValue] = {value: value for value in ANSWERS}
_NOTHING = DraftAnswer()
_EMPTY = AreaDraft()
_NO_PROGRESS = Progress()

Drafts = Mapping[str, Mapping[str, AreaDraft]]
"""Drafts by person and area."""
TeamProgress = Mapping[str, Mapping[str, Progress]]
"""How far everybody is, by person and area."""

MOST_KEPT = 20_000
_progress_kept = Kept[tuple[str, str, str, bytes], Progress](MOST_KEPT)
"""By bid, person, area and the digest of the sealed draft. What the answers say is not kept."""


def sealed_draft(kit: Kit, bid: str, person: str, area: str, draft: AreaDraft) -> StoredDraft:
    """The draft as the store keeps it."""
    document = {
        "answers": {question: _document(answer) for question, answer in draft.answers.items()},
        "completed": draft.completed,
        "form": draft.form,
        "serial": draft.serial,
    }
    body = kit.vault.seal_draft(json.dumps(document, ensure_ascii=False).encode(), "draft", bid, person, area)
    return StoredDraft(person, area, draft.version, draft.saved or kit.now(), body)


def read_draft(kit: Kit, bid: str, person: str, area: str) -> AreaDraft:
    """One respondent's draft of one area; an empty one where nothing is saved."""
    stored = drafts.draft(kit.database, bid, person, area)
    return _opened(kit, bid, stored) if stored else _EMPTY


def own_draft(kit: Kit, desk: BidDesk, area: str) -> AreaDraft:
    """The actor's draft of an area they answer for; after the opening what was submitted of it."""
    if desk.lot.opened is not None:
        return all_drafts(kit, desk, [desk.member])[desk.member.person][area]
    return read_draft(kit, desk.bid.id, desk.member.person, area)


def all_drafts(kit: Kit, desk: BidDesk, members: Sequence[Member]) -> Drafts:
    """The drafts of some respondents; after the opening what was submitted of them."""
    if version := opened_version(kit, desk.lot, desk.bid.id):
        return {
            member.person: {
                area: submitted_draft(version, member.respondent, desk.asked_in(area)) for area in desk.areas_of(member)
            }
            for member in members
        }
    return _by_area(desk, members, _stored(kit, desk, members), lambda draft: _opened(kit, desk.bid.id, draft), _EMPTY)


def progress_of(drafts: Drafts) -> TeamProgress:
    """How far the drafts are."""
    return {person: {area: draft.progress for area, draft in own.items()} for person, own in drafts.items()}


def team_progress(kit: Kit, desk: BidDesk, members: Sequence[Member]) -> TeamProgress:
    """How far some respondents are: of all their drafts, those that were changed since are opened again."""
    if desk.lot.opened is not None:
        return progress_of(all_drafts(kit, desk, members))
    return _by_area(desk, members, _stored(kit, desk, members), lambda draft: _progress(kit, desk, draft), _NO_PROGRESS)


def submitted_draft(version: OpenedVersion, respondent: str, questions: Iterable[str]) -> AreaDraft:
    """A respondent's answers to some questions as they were submitted, in the shape of a draft."""
    found = next((one for one in version.response.respondents if one.id == respondent), None)
    given = found.answers if found else {}
    answers = {
        question: DraftAnswer(given[question].value, given[question].comment, given[question].evidence)
        for question in questions
        if question in given
    }
    return AreaDraft(answers, True, 1, version.submission.received) if answers else _EMPTY


def _stored(kit: Kit, desk: BidDesk, members: Sequence[Member]) -> Iterable[StoredDraft]:
    return drafts.drafts(kit.database, desk.bid.id, members[0].person if len(members) == 1 else None)


def _by_area(
    desk: BidDesk, members: Sequence[Member], stored: Iterable[StoredDraft], read: Callable[[StoredDraft], T], none: T
) -> dict[str, dict[str, T]]:
    """What is read from each respondent's draft of each of their areas, or `none` where there is no draft yet."""
    found = {(draft.person, draft.area): draft for draft in stored}
    return {
        member.person: {
            area: read(found[member.person, area]) if (member.person, area) in found else none
            for area in desk.areas_of(member)
        }
        for member in members
    }


def _progress(kit: Kit, desk: BidDesk, stored: StoredDraft) -> Progress:
    key = (desk.bid.id, stored.person, stored.area, sha256(stored.body).digest())
    return _progress_kept.of(key, lambda: _opened(kit, desk.bid.id, stored).progress)


def _opened(kit: Kit, bid: str, stored: StoredDraft) -> AreaDraft:
    document = json.loads(kit.vault.open_draft(stored.body, "draft", bid, stored.person, stored.area))
    answers = {question: _answer(**answer) for question, answer in document["answers"].items()}
    return AreaDraft(answers, document["completed"], stored.version, stored.saved, document["form"], document["serial"])


def _document(answer: DraftAnswer) -> dict[str, object]:
    return {
        "answer": answer.value,
        "comment": answer.comment,
        "evidence": list(answer.evidence),
        "carried": answer.carried,
    }


def _answer(answer: str, comment: str, evidence: Sequence[str], carried: bool) -> DraftAnswer:
    return DraftAnswer(_KNOWN.get(answer), comment, tuple(evidence), carried)
