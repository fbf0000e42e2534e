"""The evaluation report: written section by section, and closed when nothing is missing."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from appraisal.core.errors import InvalidInput, Stale
from appraisal.core.evaluation_report import EvaluationReport, Section, empty_sections
from appraisal.core.events import Event
from appraisal.core.policy import Actor, Permission
from appraisal.core.tendering import Lot, Tender
from appraisal.services.award.closed_report import REPORT, closed_report, redacted_report
from appraisal.services.award.report_sections import TYPED, report_sections
from appraisal.services.comparison.standing import official
from appraisal.services.decided import Decision, keep_decision, last_decision
from appraisal.services.evaluation.evaluation_desk import refuse_conflicted
from appraisal.services.known import lot_for
from appraisal.services.opening.opened_contents import bids_that_stand
from appraisal.services.toolkit import Kit
from appraisal.services.words import Form
from appraisal.storage import people

TEXT = "report text"


@dataclass(frozen=True, slots=True)
class SaveReport:
    """What an officer wrote by section id; `version` is the number of the saved text that was shown, 0 for none."""

    tender: str
    lot: int
    version: int
    texts: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class CloseReport:
    """The report to close, with the saved text that was shown."""

    tender: str
    lot: int
    version: int


@dataclass(frozen=True, slots=True)
class ReportState:
    """The report as it stands: its sections now, what is missing, the closed version, its redacted version."""

    tender: Tender
    lot: Lot
    sections: tuple[Section, ...]
    version: int
    missing: tuple[str, ...]
    closed: EvaluationReport | None
    redacted: EvaluationReport | None
    is_current: bool


def report_state(kit: Kit, actor: Actor, tender_id: str, lot_number: int) -> ReportState:
    """The report, for officers and auditors.

    Raises:
        NotPermitted, NotFound, WrongStage: as `known.lot_for`; NotFound also with a conflict of interest.
    """
    tender, lot = lot_for(kit, actor, tender_id, lot_number, Permission.REPORT_READ)
    refuse_conflicted(kit, actor, lot)
    saved = last_decision(kit, lot, TEXT)
    sections = report_sections(kit, tender, lot, saved.document["texts"] if saved else {})
    closed = closed_report(kit, lot)
    return ReportState(
        tender=tender,
        lot=lot,
        sections=sections,
        version=saved.number if saved else 0,
        missing=tuple(problem.path for problem in empty_sections(sections)),
        closed=closed,
        redacted=redacted_report(kit, lot),
        is_current=closed is not None and [s.text for s in closed.sections] == [s.text for s in sections],
    )


def save_report(kit: Kit, actor: Actor, command: SaveReport) -> int:
    """The number of the saved text; every one is kept.

    Raises:
        NotPermitted, NotFound, WrongStage: as `known.lot_for`.
        InvalidInput: a text that is too long, or for a section that nobody writes.
        Stale: another officer saved meanwhile.
    """
    form = Form()
    known = {name for name, _, _ in TYPED}
    for name in command.texts:
        if name not in known:
            form.note(name[:40], "is not a section that is written", f"expected one of {', '.join(sorted(known))}")
    texts = {
        name: form.text(name, text, longest=20_000, optional=True)
        for name, text in command.texts.items()
        if name in known
    }
    form.finish()
    with kit.database.writing():
        tender, lot, _ = _at_hand(kit, actor, command)
        decision = keep_decision(kit, actor, lot, TEXT, {"texts": texts})
        kit.record(actor.person, Event.REPORT_CHANGED, lot.id, tender.id, lot=lot.number, digest=decision.digest)
    return decision.number


def close_report(kit: Kit, actor: Actor, command: CloseReport) -> str:
    """The digest of the closed report; it can be closed again when it changed, and every version is kept.

    Raises:
        NotPermitted, NotFound, WrongStage: as `known.lot_for`.
        InvalidInput: with every section that is needed and empty.
        Stale: another officer saved meanwhile.
    """
    with kit.database.writing():
        tender, lot, saved = _at_hand(kit, actor, command)
        sections = report_sections(kit, tender, lot, saved.document["texts"] if saved else {})
        if problems := empty_sections(sections):
            raise InvalidInput("", problems)
        found = bids_that_stand(kit, lot)
        document = {
            "format": "appraisal-report/1",
            "reference": tender.reference,
            "title": tender.title,
            "buyer": _buyer(kit, tender),
            "lot": lot.number,
            "lot_title": lot.title,
            "closed": kit.now().isoformat(timespec="seconds"),
            "officer": actor.name,
            "comparison": official(kit, lot, found)[1] if found else "",
            "sections": [{"id": one.id, "title": one.title, "text": one.text} for one in sections],
        }
        decision = keep_decision(kit, actor, lot, REPORT, document)
        kit.record(actor.person, Event.REPORT_CLOSED, lot.id, tender.id, lot=lot.number, digest=decision.digest)
    return decision.digest


def note_report_download(kit: Kit, actor: Actor, state: ReportState, report: EvaluationReport) -> None:
    """Note that the report, or its redacted version, was downloaded."""
    with kit.database.writing():
        kit.record(
            actor.person,
            Event.PAPER_DOWNLOADED,
            state.lot.id,
            state.tender.id,
            lot=state.lot.number,
            paper="the redacted evaluation report" if report.full_digest else "the evaluation report",
            digest=report.digest,
        )


def _at_hand(kit: Kit, actor: Actor, command: SaveReport | CloseReport) -> tuple[Tender, Lot, Decision | None]:
    """The tender and lot whose report is written, and the saved text that the writer saw, if any.

    Raises:
        NotPermitted, NotFound, WrongStage: as `known.lot_for`; NotFound also with a conflict of interest.
        Stale: another officer saved meanwhile.
    """
    tender, lot = lot_for(kit, actor, command.tender, command.lot, Permission.REPORT_WRITE)
    refuse_conflicted(kit, actor, lot)
    saved = last_decision(kit, lot, TEXT)
    if (saved.number if saved else 0) != command.version:
        raise Stale("Another officer saved this report after you opened it", saved)
    return tender, lot, saved


def _buyer(kit: Kit, tender: Tender) -> str:
    buyer = people.organisation(kit.database, tender.buyer)
    return buyer.name if buyer else ""
