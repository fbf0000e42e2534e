"""Closing a lot's evaluation, opening it again, and taking a bid out: what the official comparison rests on."""

from __future__ import annotations

from dataclasses import dataclass

from appraisal.core.comparison import Comparison
from appraisal.core.errors import Conflict, NotFound
from appraisal.core.events import Event
from appraisal.core.panel import Exclusion
from appraisal.core.policy import Actor, Permission
from appraisal.services.comparison.award_state import void_approval
from appraisal.services.comparison.standing import official
from appraisal.services.decided import CLOSING, keep_decision
from appraisal.services.evaluation.evaluation_desk import (
    EvaluationDesk,
    chaired_desk,
    evaluation_desk,
    refuse_conflicted,
)
from appraisal.services.mail.notices import tell_team
from appraisal.services.opening.opened_contents import OpenedBid, bids_that_stand
from appraisal.services.toolkit import Kit
from appraisal.services.words import Form
from appraisal.storage import bids, exclusions, tenders
from appraisal.storage.database import Taken, stored_time

REOPENING = "reopening"
KINDS = ("withdrawn", "excluded")


@dataclass(frozen=True, slots=True)
class CloseEvaluation:
    """A lot whose findings are all agreed on."""

    tender: str
    lot: int


@dataclass(frozen=True, slots=True)
class ReopenEvaluation:
    """A closed evaluation that has to go on, and why."""

    tender: str
    lot: int
    reason: str


@dataclass(frozen=True, slots=True)
class RecordExclusion:
    """A bid that counts no more: `kind` is "withdrawn" (its bidder took it back) or "excluded" (by the buyer)."""

    tender: str
    lot: int
    bid: str
    kind: str
    reason: str


def close_evaluation(kit: Kit, actor: Actor, command: CloseEvaluation) -> str:
    """The digest of the official comparison, which is verified from now on; findings are frozen.

    Raises:
        NotPermitted: the actor does not chair the panel.
        NotFound: no such lot for the actor, or a conflict of interest keeps a bid from them: another chair closes.
        WrongStage: it is closed already.
        Conflict: no bid counts, or a question of a bid that can still be ranked has no agreed finding.
    """
    with kit.database.writing():
        desk = chaired_desk(kit, actor, command.tender, command.lot, Permission.EVALUATION_CLOSE)
        refuse_conflicted(kit, actor, desk.lot)
        comparison, its_digest = official(kit, desk.lot, desk.bids)
        if missing := unagreed(comparison):
            raise Conflict(f"{len(missing)} questions have no agreed finding yet; the panel agrees on every one first")
        document = {
            "format": "appraisal-closing/1",
            "reference": desk.tender.reference,
            "lot": desk.lot.number,
            "closed": kit.now().isoformat(timespec="seconds"),
            "chair": actor.name,
            "comparison": its_digest,
        }
        decision = keep_decision(kit, actor, desk.lot, CLOSING, document)
        tenders.change_lot(kit.database, desk.lot.id, evaluated_at=stored_time(kit.now()))
        kit.record(
            actor.person,
            Event.EVALUATION_CLOSED,
            desk.lot.id,
            desk.tender.id,
            lot=desk.lot.number,
            comparison=its_digest,
            document=decision.digest,
        )
    return its_digest


def unagreed(comparison: Comparison) -> list[tuple[str, str, str]]:
    """What keeps an evaluation from being closed: (supplier id, area, question) without an agreed finding.

    Only questions that count: those of bids that can still be ranked, in areas that apply.
    """
    if comparison.basis == "verified":
        return []
    return [
        (bid.supplier.id, area.area, question.id)
        for bid in comparison.ranked
        for area in bid.areas
        if area.applicable
        for part in area.components
        for question in part.questions
        if question.finding is None
    ]


def reopen_evaluation(kit: Kit, actor: Actor, command: ReopenEvaluation) -> None:
    """Let findings be agreed on anew; an approval of the comparison as it was is void, and stays so.

    Raises:
        NotPermitted, NotFound, WrongStage: as `evaluation_desk`.
        InvalidInput: no reason.
    """
    form = Form()
    reason = form.text("reason", command.reason)
    form.finish()
    with kit.database.writing():
        desk = evaluation_desk(kit, actor, command.tender, command.lot, Permission.EVALUATION_REOPEN)
        refuse_conflicted(kit, actor, desk.lot)
        document = {
            "format": "appraisal-reopening/1",
            "reference": desk.tender.reference,
            "lot": desk.lot.number,
            "reopened": kit.now().isoformat(timespec="seconds"),
            "officer": actor.name,
            "reason": reason,
        }
        decision = keep_decision(kit, actor, desk.lot, REOPENING, document)
        tenders.change_lot(kit.database, desk.lot.id, evaluated_at=None)
        kit.record(
            actor.person,
            Event.EVALUATION_REOPENED,
            desk.lot.id,
            desk.tender.id,
            lot=desk.lot.number,
            document=decision.digest,
        )
        void_approval(kit, actor, desk.tender, desk.lot)


def record_exclusion(kit: Kit, actor: Actor, command: RecordExclusion) -> None:
    """Take a bid out of the competition: the comparison is computed without it, and an approval of it is void.

    Its supplier is told.

    Raises:
        NotPermitted, NotFound, WrongStage: as `evaluation_desk`.
        InvalidInput: no reason, or neither withdrawn nor excluded.
        Conflict: it is out already.
    """
    form = Form()
    reason = form.text("reason", command.reason)
    if command.kind not in KINDS:
        form.note("kind", "is not known", "expected withdrawn or excluded")
    form.finish()
    with kit.database.writing():
        desk = evaluation_desk(kit, actor, command.tender, command.lot, Permission.EXCLUSION_RECORD)
        if command.bid in exclusions.exclusions(kit.database, desk.lot.id):
            raise Conflict("This bid is out of the competition already")
        opened = desk.bid_of(command.bid)
        try:
            exclusions.add_exclusion(kit.database, Exclusion(opened.bid, command.kind, reason, actor.person, kit.now()))
        except Taken:
            raise Conflict("This bid is out of the competition already") from None
        left = len(bids_that_stand(kit, desk.lot))
        kit.record(
            actor.person,
            Event.EXCLUSION_RECORDED,
            opened.bid,
            desk.tender.id,
            lot=desk.lot.number,
            receipt=opened.receipt,
            kind=command.kind,
            left=left,
        )
        void_approval(kit, actor, desk.tender, desk.lot)
        _tell_excluded(kit, desk, opened, command.kind, reason)


def _tell_excluded(kit: Kit, desk: EvaluationDesk, opened: OpenedBid, kind: str, reason: str) -> None:
    bid = bids.bid(kit.database, opened.bid)
    if bid is None:
        raise NotFound("There is no such bid")
    what = "was withdrawn" if kind == "withdrawn" else "was excluded"
    subject = f"Your bid on tender {desk.tender.reference}, lot {desk.lot.number}, {what}"
    tell_team(kit, bid, subject, f"Receipt {opened.receipt} {what} and counts no more.\n\n{reason}\n")
