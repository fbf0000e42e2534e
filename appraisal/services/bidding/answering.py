"""A respondent's page of one area: shown, saved while typing and on every Continue, and never overwritten unseen."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from appraisal.core import tender as stages
from appraisal.core.errors import NotFound, NotPermitted, Stale
from appraisal.core.policy import Actor, Permission
from appraisal.core.reference_model import ProcessArea, Question
from appraisal.services.bidding.bid_desk import BidDesk, at_desk, known_bid
from appraisal.services.bidding.drafting import ANSWERS, AreaDraft, DraftAnswer, own_draft, read_draft, sealed_draft
from appraisal.services.bidding.evidence import EvidenceLine, evidence_list
from appraisal.services.toolkit import Kit
from appraisal.services.words import Form
from appraisal.storage import drafts

LONGEST_COMMENT = 4000
MOST_ITEMS = 20
"""Evidence items that one answer may name."""


@dataclass(frozen=True, slots=True)
class AreaPage:
    """What a respondent's page of an area shows, and the bid it belongs to."""

    bid: str
    area: ProcessArea
    questions: tuple[Question, ...]
    may_be_na: bool
    mandatory: bool
    draft: AreaDraft
    evidence: tuple[EvidenceLine, ...]
    deadline: datetime
    zone: str
    can_save: bool
    desk: BidDesk


@dataclass(frozen=True, slots=True)
class Typed:
    """What was typed for one question; `value` is yes, no, na, dk or "" for nothing chosen."""

    value: str = ""
    comment: str = ""
    evidence: Sequence[str] = ()


@dataclass(frozen=True, slots=True)
class SaveArea:
    """A page as it was typed. `version` is the draft's that the page showed.

    `form` is a text that the page made up when it was loaded, `serial` counts its saves: so a page never collides
    with itself, and an autosave that comes late does not undo a later one.
    """

    bid: str
    area: str
    version: int
    answers: Mapping[str, Typed]
    completed: bool = False
    form: str = ""
    serial: int = 0


@dataclass(frozen=True, slots=True)
class Saved:
    """What is stored now; `missing` are the questions that keep the area from being complete as was asked."""

    version: int
    at: datetime
    answered: int
    asked: int
    completed: bool
    missing: tuple[str, ...] = ()


def area_desk(kit: Kit, actor: Actor, bid: str, area: str) -> BidDesk:
    """The bid, when the actor answers for the area.

    Raises:
        NotFound: there is no such bid for the actor, or no such area in its profile.
        NotPermitted: a colleague answers for the area.
    """
    desk = known_bid(kit, actor, bid)
    _refuse_foreign_area(desk, area)
    return desk


def area_page(kit: Kit, actor: Actor, bid: str, area: str, seen: BidDesk | None = None) -> AreaPage:
    """The page of one area; `seen` is the desk that `area_desk` gave for it just now.

    Raises:
        NotFound, NotPermitted: as `area_desk`.
    """
    desk = seen or area_desk(kit, actor, bid, area)
    if desk.tender.timetable is None:
        raise AssertionError("a bid on a tender without dates")
    return AreaPage(
        bid=bid,
        area=desk.profile.model.area_by_id[area],
        questions=desk.questions_in(area),
        may_be_na=desk.profile.allows_na(area),
        mandatory=desk.profile.requirement_by_area[area].mandatory,
        draft=own_draft(kit, desk, area),
        evidence=tuple(evidence_list(kit, desk)),
        deadline=desk.tender.timetable.deadline,
        zone=desk.tender.timetable.zone,
        can_save=stages.allows(desk.course, Permission.BID_ANSWER, kit.now()),
        desk=desk,
    )


def save_area(kit: Kit, actor: Actor, command: SaveArea, seen: BidDesk | None = None) -> Saved:
    """Keep what was typed, also when incomplete. A draft is a working copy: its saves are no journal entries.

    `seen` is the desk as it was loaded just now; what was changed since is read again.

    Raises:
        NotFound, WrongStage, DeadlinePassed: as `bid_desk.known_bid`.
        NotPermitted: a colleague answers for the area.
        InvalidInput: an answer that is none, or to a question of another area; nothing is stored.
        Stale: another page saved after this one was shown; `stored` is its `AreaDraft`, and nothing was overwritten.
    """
    with at_desk(kit, actor, command.bid, Permission.BID_ANSWER, seen=seen) as desk:
        _refuse_foreign_area(desk, command.area)
        answers = _checked(kit, desk, command)
        stored = read_draft(kit, command.bid, actor.person, command.area)
        same_page = bool(command.form) and command.form == stored.form
        if same_page and command.serial <= stored.serial:
            return _saved(kit, desk, command, stored)
        kept = {question: answer for question, answer in stored.answers.items() if question not in answers}
        asked = desk.asked_in(command.area)
        new = AreaDraft(kept | answers, command.completed, stored.version + 1, kit.now(), command.form, command.serial)
        new = replace(new, completed=new.progress.finished(asked))
        if stored.version != command.version and not same_page:
            if _says_the_same(stored, new):
                return _saved(kit, desk, command, stored)
            raise Stale("This section was saved from another page after you opened this one", stored)
        drafts.keep_draft(kit.database, command.bid, sealed_draft(kit, command.bid, actor.person, command.area, new))
        return _saved(kit, desk, command, new)


def _checked(kit: Kit, desk: BidDesk, command: SaveArea) -> dict[str, DraftAnswer]:
    form = Form()
    known = {question.id for _, question in desk.profile.model.area_by_id[command.area].questions()}
    named = any(typed.evidence for typed in command.answers.values())
    items = {line.id for line in evidence_list(kit, desk)} if named else set()
    answers = {}
    for question, typed in command.answers.items():
        if question not in known:
            form.note(question[:40], "is not a question of this section", "expected answers to its questions only")
            continue
        value = next((answer for answer in ANSWERS if answer == typed.value), None)
        if value is None and typed.value:
            form.note(question, "is not an answer", "expected yes, no, na or dk")
        comment = form.text(f"{question}.comment", typed.comment, longest=LONGEST_COMMENT, optional=True)
        evidence = tuple(dict.fromkeys(typed.evidence))
        if not items.issuperset(evidence) or len(evidence) > MOST_ITEMS:
            wrong = "names evidence that is not in your bid's list"
            form.note(f"{question}.evidence", wrong, f"expected at most {MOST_ITEMS} items of that list")
        answers[question] = DraftAnswer(value, comment, evidence)
    form.finish()
    return answers


def _saved(kit: Kit, desk: BidDesk, command: SaveArea, draft: AreaDraft) -> Saved:
    asked = desk.asked_in(command.area)
    missing = draft.progress.blanks(asked) if command.completed else ()
    at = draft.saved or kit.now()
    return Saved(draft.version, at, draft.progress.answered(asked), len(asked), draft.completed, missing)


def _says_the_same(stored: AreaDraft, new: AreaDraft) -> bool:
    return dict(stored.answers) == dict(new.answers) and stored.completed == new.completed


def _refuse_foreign_area(desk: BidDesk, area: str) -> None:
    if area not in desk.profile.requirement_by_area:
        raise NotFound("There is no such section in this questionnaire")
    if area not in desk.areas_of(desk.member):
        raise NotPermitted("A colleague answers this section; the manager of the bid gives out the sections")
