"""The evaluation report as it was closed last, and that version redacted; for acts that have checked who reads."""

from __future__ import annotations

from dataclasses import replace

from appraisal.core.evaluation_report import EvaluationReport, Passage, Section, blacked_out
from appraisal.core.events import Event
from appraisal.core.tendering import Lot
from appraisal.services.decided import Decision, head_at, last_decision
from appraisal.services.toolkit import Kit

REPORT, REDACTION = "report", "redaction"


def closed_report(kit: Kit, lot: Lot) -> EvaluationReport | None:
    """The report as it was closed last; for acts that have checked who reads."""
    decision = last_decision(kit, lot, REPORT)
    if decision is None:
        return None
    return replace(_read(decision), head=head_at(kit, lot, Event.REPORT_CLOSED, "digest", decision))


def redacted_report(kit: Kit, lot: Lot) -> EvaluationReport | None:
    """The closed report with its passages blacked out, where that was done for the version that is closed now."""
    closed, decision = closed_report(kit, lot), last_decision(kit, lot, REDACTION)
    if closed is None or decision is None or decision.document["report"] != closed.digest:
        return None
    passages = [Passage(**one) for one in decision.document["passages"]]
    redacted = blacked_out(closed, passages, decision.digest)
    return replace(redacted, head=head_at(kit, lot, Event.REPORT_REDACTED, "digest", decision))


def _read(decision: Decision) -> EvaluationReport:
    document = decision.document
    return EvaluationReport(
        reference=document["reference"],
        title=document["title"],
        buyer=document["buyer"],
        lot=document["lot"],
        lot_title=document["lot_title"],
        closed=document["closed"],
        closed_by=document["officer"],
        comparison=document["comparison"],
        number=decision.number,
        digest=decision.digest,
        sections=tuple(Section(one["id"], one["title"], one["text"]) for one in document["sections"]),
    )
