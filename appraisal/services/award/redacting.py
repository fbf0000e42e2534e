"""Blacking passages out of the closed evaluation report for the public, each with its ground."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from appraisal.core.errors import Conflict, InvalidInput
from appraisal.core.evaluation_report import EvaluationReport, Passage, overlaps, passage_of
from appraisal.core.events import Event
from appraisal.core.policy import Actor, Permission
from appraisal.services.award.closed_report import REDACTION, closed_report
from appraisal.services.decided import keep_decision
from appraisal.services.evaluation.evaluation_desk import refuse_conflicted
from appraisal.services.known import lot_for
from appraisal.services.toolkit import Kit
from appraisal.services.words import Form

MOST_PASSAGES = 500


@dataclass(frozen=True, slots=True)
class Redact:
    """A passage to black out: its words as they stand in a section, and the ground."""

    section: str
    quote: str
    ground: str


@dataclass(frozen=True, slots=True)
class RedactReport:
    """All passages to black out of the closed report with this digest."""

    tender: str
    lot: int
    report: str
    passages: Sequence[Redact]


def redact_report(kit: Kit, actor: Actor, command: RedactReport) -> str:
    """The digest of the redacted version, which replaces an earlier one; the full report stays as it is.

    Raises:
        NotPermitted, NotFound, WrongStage: as `known.lot_for`.
        Conflict: the report is not closed, or was closed anew meanwhile.
        InvalidInput: a passage that does not stand where it is said to, or has no ground; passages that overlap.
    """
    with kit.database.writing():
        tender, lot = lot_for(kit, actor, command.tender, command.lot, Permission.REPORT_WRITE)
        refuse_conflicted(kit, actor, lot)
        closed = closed_report(kit, lot)
        if closed is None or closed.digest != command.report:
            raise Conflict("The report is not closed, or was closed anew after you opened this page")
        passages = _passages(closed, command.passages)
        document = {
            "format": "appraisal-redaction/1",
            "report": closed.digest,
            "at": kit.now().isoformat(timespec="seconds"),
            "officer": actor.name,
            "passages": [
                {"section": one.section, "start": one.start, "end": one.end, "ground": one.ground} for one in passages
            ],
        }
        decision = keep_decision(kit, actor, lot, REDACTION, document)
        kit.record(
            actor.person,
            Event.REPORT_REDACTED,
            lot.id,
            tender.id,
            lot=lot.number,
            digest=decision.digest,
            passages=len(passages),
        )
    return decision.digest


def _passages(closed: EvaluationReport, wanted: Sequence[Redact]) -> list[Passage]:
    form = Form()
    found = []
    if len(wanted) > MOST_PASSAGES:
        form.note("passages", f"are {len(wanted)}", f"expected at most {MOST_PASSAGES}")
    for number, one in enumerate(wanted[:MOST_PASSAGES], 1):
        try:
            found.append(passage_of(closed.sections, one.section, one.quote, one.ground, str(number)))
        except InvalidInput as error:
            form.problems += error.problems
    if overlaps(found):
        form.note("passages", "overlap", "expected each passage once")
    form.finish()
    return found
