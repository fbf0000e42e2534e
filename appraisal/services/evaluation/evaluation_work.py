"""An evaluator's own work on a lot: how far each bid is, which item is next, and what they wait for."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from appraisal.core import policy
from appraisal.core.errors import NotFound
from appraisal.core.evaluation import finding_problems
from appraisal.core.panel import Panelist
from appraisal.core.policy import Actor, Permission
from appraisal.core.reference_model import ProcessArea
from appraisal.core.tender import Stage
from appraisal.core.tendering import Lot, Tender
from appraisal.services.evaluation.evaluation_desk import EvaluationDesk, declared, evaluation_desk
from appraisal.services.evaluation.finding_rules import citable_of
from appraisal.services.evaluation.finding_sheets import FindingSheet, awaited, sheet_of
from appraisal.services.evaluation.findings import NOTHING, DraftFinding, drafts_on
from appraisal.services.known import NO_TENDER, known_tender, lot_of
from appraisal.services.opening.opened_contents import OpenedBid
from appraisal.services.toolkit import Kit
from appraisal.storage import panel, tenders


class WorkState(StrEnum):
    """What a member of a panel does next on a lot."""

    SEALED = "waits for the opening"
    UNDECLARED = "declares interests"
    OPEN = "has open items"
    UNSIGNED = "has findings to submit"
    OTHERS = "waits for others"
    MODERATION = "is moderated"
    CLOSED = "closed"
    DECIDED = "decided"
    CANCELLED = "cancelled"


@dataclass(frozen=True, slots=True)
class OpenItem:
    """A finding that is still to be made."""

    bid: str
    question: str


@dataclass(frozen=True, slots=True)
class BidWork:
    """One evaluator's work on one bid: `called` is its supplier, or its letter; `whole` the questions that are done.

    `sheet` is what they submitted, `awaited` how many on the panel have not.
    """

    bid: OpenedBid
    called: str
    questions: tuple[str, ...]
    drafts: Mapping[str, DraftFinding]
    whole: frozenset[str]
    sheet: FindingSheet | None

    @property
    def is_open(self) -> bool:
        """Whether the findings can still be changed, as far as the bid goes."""
        return self.sheet is None

    @property
    def missing(self) -> tuple[str, ...]:
        """The questions without a whole finding, in order."""
        return tuple(question for question in self.questions if question not in self.whole)

    def draft(self, question: str) -> DraftFinding:
        """What is found on a question so far; what was submitted, once it is."""
        if self.sheet and question in self.sheet.findings:
            return DraftFinding(self.sheet.findings[question], saved=self.sheet.at)
        return self.drafts.get(question, NOTHING)


@dataclass(frozen=True, slots=True)
class WorkPage:
    """An evaluator's work on a lot. `areas` are theirs with their questions, in the profile's order."""

    desk: EvaluationDesk
    state: WorkState
    bids: tuple[BidWork, ...]
    areas: tuple[tuple[ProcessArea, tuple[str, ...]], ...]
    next: OpenItem | None

    @property
    def done(self) -> int:
        """Whole findings on all bids."""
        return sum(len(work.whole) for work in self.bids)

    @property
    def total(self) -> int:
        """Findings to make on all bids."""
        return sum(len(work.questions) for work in self.bids)


@dataclass(frozen=True, slots=True)
class PanelPlace:
    """A lot on whose panel somebody is; `work` is None until the bids are open and the interests declared."""

    tender: Tender
    lot: Lot
    me: Panelist
    state: WorkState
    opens: datetime | None
    work: WorkPage | None


def panel_places(kit: Kit, actor: Actor) -> list[PanelPlace]:
    """The lots on whose panels the actor is, newest tender first.

    Raises:
        NotPermitted: the actor's role evaluates nothing.
    """
    policy.require(actor, Permission.FINDING_RECORD)
    found = []
    for lot_id in panel.lots_of_panelist(kit.database, actor.person):
        tender = tenders.tender_of_lot(kit.database, lot_id)
        lot = next((lot for lot in tender.lots if lot.id == lot_id), None) if tender else None
        if tender and lot and tender.buyer == actor.organisation:
            found.append(_place(kit, actor, tender, lot))
    return found


def panel_place(kit: Kit, actor: Actor, tender_id: str, lot_number: int) -> PanelPlace:
    """The actor's place on one lot's panel, at whatever stage the lot is.

    Raises:
        NotPermitted: the actor's role evaluates nothing.
        NotFound: there is no such tender or lot, or the actor is not on its panel.
    """
    policy.require(actor, Permission.FINDING_RECORD)
    tender = known_tender(kit, actor, tender_id)
    return _place(kit, actor, tender, lot_of(tender, lot_number))


def own_desk(kit: Kit, actor: Actor, tender_id: str, lot_number: int, act: Permission) -> EvaluationDesk:
    """The desk of somebody who is on the panel.

    Raises:
        NotPermitted, NotFound, WrongStage: as `evaluation_desk`; NotFound also for officers and auditors off the panel.
    """
    desk = evaluation_desk(kit, actor, tender_id, lot_number, act)
    if desk.me is None:
        raise NotFound(NO_TENDER)
    return desk


def work_on(kit: Kit, desk: EvaluationDesk, bid: OpenedBid) -> BidWork:
    """The work of the desk's member on one bid.

    Raises:
        NotFound: the desk has no member.
    """
    if desk.me is None:
        raise NotFound(NO_TENDER)
    questions, person = desk.my_questions, desk.me.person
    sheet, drafts = sheet_of(kit, bid.bid, person), drafts_on(kit, bid.bid, person)
    whole = frozenset(questions)
    if sheet is None:
        known = citable_of(kit, bid)
        whole = frozenset(
            question for question in questions if not finding_problems(drafts.get(question, NOTHING).own, known)
        )
    return BidWork(bid, desk.name_of(bid), questions, drafts, whole, sheet)


def next_open(works: Sequence[BidWork], bid: str = "", question: str = "") -> OpenItem | None:
    """The open item after a question of a bid: the rest of that bid first, from its beginning again at its end."""
    places = [place for place, work in enumerate(works) if work.bid.bid == bid]
    start = places[0] if places else 0
    for place, work in enumerate((*works[start:], *works[:start])):
        asked = list(work.questions)
        after = asked.index(question) + 1 if place == 0 and question in asked else 0
        for one in (*asked[after:], *asked[:after]):
            if work.is_open and one not in work.whole:
                return OpenItem(work.bid.bid, one)
    return None


def _place(kit: Kit, actor: Actor, tender: Tender, lot: Lot) -> PanelPlace:
    me = panel.panelist(kit.database, lot.id, actor.person)
    if me is None:
        raise NotFound(NO_TENDER)
    opens = tender.timetable.opens_from if tender.timetable else None
    state, work = WorkState.SEALED, None
    stage = tender.course_of(lot).stage(kit.now())
    if stage is Stage.CANCELLED:
        state = WorkState.CANCELLED
    elif lot.opened and declared(kit, lot, actor.person)[1]:
        state = WorkState.UNDECLARED
    elif lot.opened:
        work = _work(kit, evaluation_desk(kit, actor, tender.id, lot.number, Permission.FINDING_READ))
        state = work.state
    return PanelPlace(tender, lot, me, state, opens, work)


def _work(kit: Kit, desk: EvaluationDesk) -> WorkPage:
    works = tuple(work_on(kit, desk, bid) for bid in desk.bids)
    by_area = {
        area: tuple(one for one in desk.my_questions if desk.profile.asked[one] == area) for area in _areas(desk)
    }
    areas = tuple((desk.profile.model.area_by_id[area], questions) for area, questions in by_area.items())
    item = next_open(works) if desk.stage is Stage.OPENED else None
    return WorkPage(desk, _state(kit, desk, works, item), works, areas, item)


def _areas(desk: EvaluationDesk) -> tuple[str, ...]:
    return tuple(dict.fromkeys(desk.profile.asked[question] for question in desk.my_questions))


def _state(kit: Kit, desk: EvaluationDesk, works: Sequence[BidWork], item: OpenItem | None) -> WorkState:
    if desk.stage is not Stage.OPENED:
        return WorkState.DECIDED if desk.stage is Stage.DECIDED else WorkState.CLOSED
    if item is not None:
        return WorkState.OPEN
    if any(work.is_open for work in works if work.questions):
        return WorkState.UNSIGNED
    if any(awaited(kit, desk, work.bid) for work in works):
        return WorkState.OTHERS
    return WorkState.MODERATION
