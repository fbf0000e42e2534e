"""The notice that sends the letters and begins the standstill, and the award when that is over."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from appraisal.core.errors import Conflict, Stale, WrongStage
from appraisal.core.events import Event
from appraisal.core.policy import Actor, Permission
from appraisal.core.standstill import Days, Standstill, standstill, standstill_problems
from appraisal.core.tendering import Lot, Tender
from appraisal.services.award.debriefs import keep_letters, letters_for
from appraisal.services.comparison.award_mails import tell_of_award, tell_of_notice
from appraisal.services.comparison.award_state import AWARD, NOTICE, Held, award_state
from appraisal.services.decided import record_decision
from appraisal.services.evaluation.evaluation_desk import deciding, refuse_conflicted
from appraisal.services.mail.notices import moment_text
from appraisal.services.toolkit import Kit
from appraisal.services.words import Form
from appraisal.storage import tenders
from appraisal.storage.database import stored_time


@dataclass(frozen=True, slots=True)
class SetStandstill:
    """So many days, "calendar" or "working"; `holidays` as typed, one date each ("2026-12-25")."""

    days: int
    kind: str
    holidays: Sequence[str] = ()


@dataclass(frozen=True, slots=True)
class Notify:
    """The approval with this digest, and the standstill with the end that was shown (with its offset)."""

    tender: str
    lot: int
    approval: str
    standstill: SetStandstill
    ends: str


@dataclass(frozen=True, slots=True)
class MakeAward:
    """The award that the notice with this digest announced."""

    tender: str
    lot: int
    notice: str


def work_out(kit: Kit, tender: Tender, setting: SetStandstill) -> tuple[Standstill, tuple[date, ...]]:
    """The standstill if the letters went out now, and the holidays that were given.

    Raises:
        InvalidInput: a number, kind or date that will not do.
    """
    form = Form()
    holidays = tuple(sorted(set(_dates(form, setting.holidays))))
    form.problems += standstill_problems(setting.days, setting.kind, holidays)
    form.finish()
    kind: Days = "working" if setting.kind == "working" else "calendar"
    return standstill(kit.now(), tender.zone, setting.days, kind, holidays), holidays


def notify(kit: Kit, actor: Actor, command: Notify) -> str:
    """The digest of the notice: every bidder has a letter and is told by mail, and the standstill runs.

    Raises:
        NotPermitted, NotFound, WrongStage: as `evaluation_desk`; NotFound also with a conflict of interest.
        InvalidInput: as `work_out`.
        Stale: the approval is not the one that was shown or holds no more, or the standstill would end otherwise.
        Conflict: the letters are out already.
    """
    with deciding(kit, actor, command.tender, command.lot, Permission.AWARD_NOTIFY) as desk:
        refuse_conflicted(kit, actor, desk.lot)
        recommendation, approval = _approved(kit, desk.lot, command.approval)
        found, holidays = work_out(kit, desk.tender, command.standstill)
        if command.ends != found.ends.isoformat():
            told = moment_text(found.ends, desk.tender.zone)
            raise Stale(f"The standstill would end {told}, which is not what was shown; look at it again")
        letters = letters_for(kit, desk.tender, desk.lot, recommendation.document, found)
        digest = record_decision(
            kit,
            actor,
            desk.tender,
            desk.lot,
            NOTICE,
            Event.AWARD_NOTIFIED,
            {
                "approval": approval.digest,
                "standstill": _standstill_document(found, holidays),
                "letters": keep_letters(kit, actor, desk.lot, letters),
            },
            approval=approval.digest,
            ends=found.ends.isoformat(),
            letters=len(letters),
        )
        tell_of_notice(kit, desk.tender, desk.lot, found)
    return digest


def make_award(kit: Kit, actor: Actor, command: MakeAward) -> str:
    """The digest of the award, or of there being none; the lot is decided.

    Raises:
        NotPermitted, NotFound, WrongStage: as `evaluation_desk`; NotFound also with a conflict of interest, WrongStage
            also before the standstill is over.
        Stale: the notice is not the one that was shown, or holds no more.
    """
    with deciding(kit, actor, command.tender, command.lot, Permission.AWARD_MAKE) as desk:
        refuse_conflicted(kit, actor, desk.lot)
        state = award_state(kit, desk.lot)
        recommendation, notice, runs = state.recommendation, state.notice, state.standstill
        if recommendation is None or notice is None or runs is None:
            raise Stale("No decision that the bidders were told holds on this lot; look at it again")
        if command.notice != notice.digest:
            raise Stale("The notice is not the one that you looked at; look at this lot again")
        if not runs.is_over(kit.now()):
            until = moment_text(runs.ends, desk.tender.zone)
            raise WrongStage(f"Making the award is possible after the standstill, which ends {until}")
        decided = {name: recommendation.document[name] for name in ("outcome", "supplier", "receipt")}
        grounds = {"approval": notice.document["approval"], "notice": notice.digest}
        digest = record_decision(
            kit,
            actor,
            desk.tender,
            desk.lot,
            AWARD,
            Event.AWARD_MADE,
            {**decided, **grounds},
            outcome=decided["outcome"],
            notice=notice.digest,
        )
        tenders.change_lot(kit.database, desk.lot.id, decided_at=stored_time(kit.now()))
        tell_of_award(kit, desk.tender, desk.lot, decided["outcome"])
    return digest


def _approved(kit: Kit, lot: Lot, shown: str) -> tuple[Held, Held]:
    """The recommendation that the bidders are told, and its approval, which is the one that was shown.

    Raises:
        Conflict: they were told already.
        Stale: the approval is another one, or holds no more.
    """
    state = award_state(kit, lot)
    recommendation, approval = state.recommendation, state.approval
    if state.notice and state.notice.holds:
        raise Conflict("The letters on this decision went out already")
    if recommendation is None or approval is None or not approval.holds:
        raise Stale("No approval holds on this lot; look at it again")
    if shown != approval.digest:
        raise Stale("The approval is not the one that you looked at; look at this lot again")
    return recommendation, approval


def _dates(form: Form, typed: Sequence[str]) -> list[date]:
    found = []
    for number, text in enumerate(typed, 1):
        try:
            found.append(date.fromisoformat(text if len(text) == len("2026-12-25") else ""))
        except ValueError:
            form.note(f"holidays.{number}", f"“{text[:40]}” is no date", "expected one like 2026-12-25")
    return found


def _standstill_document(found: Standstill, holidays: Sequence[date]) -> dict[str, object]:
    return {
        "days": found.days,
        "kind": found.kind,
        "holidays": [day.isoformat() for day in holidays],
        "begins": found.begins.isoformat(),
        "ends": found.ends.isoformat(),
    }
