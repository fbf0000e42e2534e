"""How far the award of a lot is, and whether what was decided still holds; a lost ground is computed, never stored."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Literal

from appraisal.core.comparison import Comparison
from appraisal.core.events import Event
from appraisal.core.policy import Actor
from appraisal.core.standstill import Standstill
from appraisal.core.tendering import Lot, Tender
from appraisal.services.comparison.award_mails import tell_of_void
from appraisal.services.comparison.standing import official
from appraisal.services.decided import CLOSING, Decision, newest_decisions
from appraisal.services.opening.opened_contents import bids_that_stand
from appraisal.services.toolkit import Kit
from appraisal.storage import journal, tenders

RECOMMENDATION = "recommendation"
APPROVAL = "approval"
NOTICE = "notice"
AWARD = "award"

REOPENED = "the evaluation was opened again"
CHANGED = "the comparison changed"
REPLACED = "another recommendation took its place"
NO_GROUND = "the approval that it rests on holds no more"

NextStep = Literal["evaluate", "recommend", "approve", "notify", "wait", "make", "done"]


@dataclass(frozen=True, slots=True)
class Held:
    """A decision, and why it holds no more; `lost` is empty while it holds."""

    decision: Decision
    lost: str = ""

    @property
    def holds(self) -> bool:
        """Whether the ground on which it was decided is still there."""
        return not self.lost

    @property
    def digest(self) -> str:
        """The digest of the decision's document."""
        return self.decision.digest

    @property
    def document(self) -> Mapping[str, Any]:
        """What was decided."""
        return self.decision.document


@dataclass(frozen=True, slots=True)
class AwardState:
    """The newest decision of each kind; `is_evaluated` while the lot's evaluation is closed."""

    is_evaluated: bool
    recommendation: Held | None = None
    approval: Held | None = None
    notice: Held | None = None
    award: Held | None = None

    @property
    def standstill(self) -> Standstill | None:
        """The standstill of the notice that holds."""
        return standstill_of(self.notice.document) if self.notice and self.notice.holds else None

    def next_step(self, now: datetime) -> NextStep:
        """What comes next: an act, or waiting for the end of the evaluation or of the standstill."""
        if self.award:
            return "done"
        if not self.is_evaluated:
            return "evaluate"
        if self.standstill:
            return "make" if self.standstill.is_over(now) else "wait"
        if self.approval and self.approval.holds:
            return "notify"
        return "approve" if self.recommendation and self.recommendation.holds else "recommend"


def award_state(kit: Kit, lot: Lot) -> AwardState:
    """What was decided on a lot, each with whether it holds; for acts that have checked who reads.

    A recommendation holds while the evaluation is closed, was not opened again since, and gives the same comparison;
    an approval while its recommendation does, a notice while its approval does. An award is final.
    """
    made = newest_decisions(kit, lot, (CLOSING, RECOMMENDATION, APPROVAL, NOTICE, AWARD))
    recommended = made.get(RECOMMENDATION)
    if recommended is None:
        return AwardState(lot.evaluated is not None)
    if AWARD in made:
        held = {kind: Held(decision) for kind, decision in made.items() if kind != CLOSING}
        return AwardState(True, **held)
    order = list(made)
    reopened = lot.evaluated is None or (CLOSING in made and order.index(CLOSING) > order.index(RECOMMENDATION))
    recommendation = Held(recommended, REOPENED if reopened else _changed(kit, lot, recommended))
    approval = _rests_on(made.get(APPROVAL), RECOMMENDATION, recommendation, recommendation.lost, REPLACED)
    notice = _rests_on(made.get(NOTICE), APPROVAL, approval, NO_GROUND, NO_GROUND)
    return AwardState(lot.evaluated is not None, recommendation, approval, notice)


def comparison_now(kit: Kit, lot: Lot) -> tuple[Comparison | None, str | None]:
    """The official comparison of the bids that stand and its digest; None and None where no bid does."""
    found = bids_that_stand(kit, lot)
    return official(kit, lot, found) if found else (None, None)


def void_approval(kit: Kit, actor: Actor, tender: Tender, lot: Lot) -> None:
    """Say so once in the journal, and to bidders who had their letters, where an act took an approval its ground.

    To be called at the end of the act, inside its transaction.
    """
    current = tenders.tender(kit.database, tender.id) or tender
    state = award_state(kit, next((one for one in current.lots if one.id == lot.id), lot))
    approval, event = state.approval, Event.AWARD_APPROVAL_VOIDED
    if approval is None or approval.holds:
        return
    if journal.entry_about(kit.database, tender.id, (event,), "approval", approval.digest):
        return
    kit.record(actor.person, event, lot.id, tender.id, lot=lot.number, approval=approval.digest, because=approval.lost)
    if state.notice and state.notice.document["approval"] == approval.digest:
        tell_of_void(kit, tender, lot)


def standstill_of(notice: Mapping[str, Any]) -> Standstill:
    """The standstill that a notice set."""
    told = notice["standstill"]
    return Standstill(
        date.fromisoformat(told["begins"]), datetime.fromisoformat(told["ends"]), told["days"], told["kind"]
    )


def _changed(kit: Kit, lot: Lot, recommended: Decision) -> str:
    return "" if comparison_now(kit, lot)[1] == recommended.document["comparison"] else CHANGED


def _rests_on(decision: Decision | None, kind: str, ground: Held | None, lost: str, replaced: str) -> Held | None:
    """A decision that names another one by its digest, under the name of its kind, and falls with it."""
    if decision is None:
        return None
    if ground is None or decision.document[kind] != ground.digest:
        return Held(decision, replaced)
    return Held(decision, "" if ground.holds else lost)
