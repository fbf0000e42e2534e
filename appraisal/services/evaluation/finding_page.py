"""What an evaluator's pages of a bid show: what is known of each question, the own finding, and, later, the others'."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from appraisal.core import tender as stages
from appraisal.core.errors import NotFound
from appraisal.core.evaluation import OwnFinding
from appraisal.core.policy import Actor, Permission
from appraisal.services.evaluation.agreed import AgreedFinding, agreed_on
from appraisal.services.evaluation.evaluation_desk import EvaluationDesk
from appraisal.services.evaluation.evaluation_work import BidWork, OpenItem, next_open, own_desk, work_on
from appraisal.services.evaluation.finding_rules import citable_of, refuse_foreign_question
from appraisal.services.evaluation.finding_sheets import awaited, counted_sheets
from appraisal.services.evaluation.findings import DraftFinding
from appraisal.services.evaluation.question_known import QuestionKnown, question_known
from appraisal.services.toolkit import Kit
from appraisal.storage import people


@dataclass(frozen=True, slots=True)
class OthersFinding:
    """What another evaluator submitted on a question."""

    name: str
    own: OwnFinding
    at: datetime


@dataclass(frozen=True, slots=True)
class FindingPage:
    """One question of one bid for one evaluator: what is known `on` it, and the own finding.

    `others` and `agreed` are empty until the own findings on the bid are submitted. `works` is the evaluator's work on
    all bids.
    """

    desk: EvaluationDesk
    work: BidWork
    works: tuple[BidWork, ...]
    on: QuestionKnown
    draft: DraftFinding
    known: frozenset[str]
    can_save: bool
    others: tuple[OthersFinding, ...]
    agreed: AgreedFinding | None

    @property
    def previous(self) -> str:
        """The evaluator's question before this one on the same bid, or nothing."""
        place = self.work.questions.index(self.on.question.id)
        return self.work.questions[place - 1] if place else ""

    @property
    def following(self) -> str:
        """The evaluator's question after this one on the same bid, or nothing."""
        place = self.work.questions.index(self.on.question.id) + 1
        return self.work.questions[place] if place < len(self.work.questions) else ""

    @property
    def next(self) -> OpenItem | None:
        """The open item after this question."""
        return next_open(self.works, self.work.bid.bid, self.on.question.id)


@dataclass(frozen=True, slots=True)
class BidFindings:
    """One bid for one evaluator: `others` by question once the own findings are submitted; `awaited` are names."""

    desk: EvaluationDesk
    work: BidWork
    works: tuple[BidWork, ...]
    can_submit: bool
    others: dict[str, tuple[OthersFinding, ...]]
    agreed: dict[str, AgreedFinding]
    awaited: tuple[str, ...]


def finding_page(kit: Kit, actor: Actor, tender_id: str, lot_number: int, bid_id: str, question_id: str) -> FindingPage:
    """What is known of one question of a bid, and the actor's own finding on it.

    Raises:
        NotPermitted: not declared yet, or a colleague evaluates the question.
        NotFound: not on the panel, no such bid for the actor, or no such question on the lot.
        WrongStage: the bids are not open.
    """
    desk = own_desk(kit, actor, tender_id, lot_number, Permission.FINDING_READ)
    bid = desk.bid_of(bid_id)
    refuse_foreign_question(desk, question_id)
    works = tuple(work_on(kit, desk, one) for one in desk.bids)
    work = next(one for one in works if one.bid.bid == bid.bid)
    return FindingPage(
        desk=desk,
        work=work,
        works=works,
        on=question_known(kit, desk, bid, question_id),
        draft=work.draft(question_id),
        known=citable_of(kit, bid),
        can_save=work.is_open and stages.allows(desk.tender.course_of(desk.lot), Permission.FINDING_RECORD, kit.now()),
        others=_others(kit, desk, work).get(question_id, ()),
        agreed=agreed_on(kit, bid.bid).get(question_id) if work.sheet else None,
    )


def bid_findings(kit: Kit, actor: Actor, tender_id: str, lot_number: int, bid_id: str) -> BidFindings:
    """The actor's findings on one bid, and what others found on it once they are submitted.

    Raises:
        NotPermitted, NotFound, WrongStage: as `finding_page`.
    """
    desk = own_desk(kit, actor, tender_id, lot_number, Permission.FINDING_READ)
    bid = desk.bid_of(bid_id)
    works = tuple(work_on(kit, desk, one) for one in desk.bids)
    work = next(one for one in works if one.bid.bid == bid.bid)
    if not work.questions:
        raise NotFound("You evaluate no area of this lot")
    open_ = work.is_open and stages.allows(desk.tender.course_of(desk.lot), Permission.FINDING_RECORD, kit.now())
    waiting = people.named(kit.database, awaited(kit, desk, bid)) if work.sheet else {}
    return BidFindings(
        desk=desk,
        work=work,
        works=works,
        can_submit=open_,
        others=_others(kit, desk, work),
        agreed=agreed_on(kit, bid.bid) if work.sheet else {},
        awaited=tuple(sorted(waiting.values())),
    )


def _others(kit: Kit, desk: EvaluationDesk, work: BidWork) -> dict[str, tuple[OthersFinding, ...]]:
    """What others on the panel submitted, by question; nothing before the own findings are in."""
    if work.sheet is None or desk.me is None:
        return {}
    sheets = [sheet for sheet in counted_sheets(kit, desk.lot, work.bid) if sheet.person != desk.me.person]
    names = people.named(kit.database, [sheet.person for sheet in sheets])
    return {
        question: tuple(
            OthersFinding(names.get(sheet.person, ""), sheet.findings[question], sheet.at)
            for sheet in sheets
            if question in sheet.findings
        )
        for question in work.questions
    }
