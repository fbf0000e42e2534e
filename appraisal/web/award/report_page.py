"""The evaluation report in words: its sections, what is missing, its closed and redacted versions."""

from __future__ import annotations

from collections.abc import Sequence

from appraisal.core.evaluation_report import EvaluationReport, Section
from appraisal.services.award.evaluation_report import ReportState
from appraisal.services.award.redacting import Redact
from appraisal.web.award.paper_pages import PassageRow, RedactionPage, ReportPage, ReportSection
from appraisal.web.award.report_forms import field_of
from appraisal.web.machine.form import Form
from appraisal.web.parts import Fact, Link, Status
from appraisal.web.tendering.tender_frame import trail_to

MORE_ROWS = 5
DONE = {
    "saved": "Saved. The report is not closed yet.",
    "closed": "Closed. It can be changed and closed again; every version is kept.",
    "redacted": "Blacked out. The full report stays as it is.",
}


def report_page(state: ReportState, form: Form, writes: bool, done: str) -> ReportPage:
    """The report as it stands now."""
    base = f"/tenders/{state.tender.id}/lots/{state.lot.number}"
    closed = state.closed
    missing = {section.id: section.title for section in state.sections if section.id in state.missing}
    downloads = []
    if closed:
        downloads.append(Link("The report (PDF)", f"{base}/report.pdf"))
    if state.redacted:
        downloads.append(Link("Its redacted version (PDF)", f"{base}/report-redacted.pdf"))
    return ReportPage(
        title=f"Evaluation report, lot {state.lot.number}",
        heading="Evaluation report",
        lede="What was asked, who bid, who found what, and why it was decided so. It closes when nothing is missing.",
        eyebrow=f"Lot {state.lot.number}, {state.lot.title}",
        trail=trail_to(state.tender),
        troubles=form.troubles,
        done=DONE.get(done, ""),
        sections=tuple(_section(section, writes, section.id in missing) for section in state.sections),
        form=form,
        status=_status(state),
        missing=tuple(Link(title, f"#{_anchor(name)}") for name, title in missing.items()),
        version=state.version,
        post=f"{base}/report" if writes else "",
        closed=_closed(closed) if closed else (),
        downloads=tuple(downloads),
        redact=f"{base}/report/redaction" if closed and writes else "",
    )


def redaction_page(state: ReportState, closed: EvaluationReport, form: Form, typed: Sequence[Redact]) -> RedactionPage:
    """Rows for what is blacked out already, or was typed just now, and some more; the report's text beside them."""
    texts = {section.id: section.text for section in closed.sections}
    rows = list(typed)
    if not rows and state.redacted:
        rows = [
            Redact(one.section, texts[one.section][one.start : one.end], one.ground)
            for one in state.redacted.redactions
        ]
    filled = [PassageRow(number, one.section, one.quote, one.ground) for number, one in enumerate(rows, 1)]
    empty = [PassageRow(number) for number in range(len(filled) + 1, len(filled) + 1 + MORE_ROWS)]
    base = f"/tenders/{state.tender.id}/lots/{state.lot.number}/report"
    return RedactionPage(
        title="Black out passages",
        heading="Black out passages",
        lede="Copy a passage as it stands in the report, and give the ground. The redacted version shows a block of "
        "the same length and the number of the ground; the full report stays as it is.",
        eyebrow=f"Lot {state.lot.number}, {state.lot.title}",
        trail=trail_to(state.tender, Link("Evaluation report", base)),
        troubles=form.troubles,
        rows=(*filled, *empty),
        choices=tuple((section.id, section.title) for section in closed.sections),
        sections=tuple(_section(section, False, False) for section in closed.sections),
        report=closed.digest,
        post=f"{base}/redaction",
        back=base,
    )


def _section(section: Section, writes: bool, missing: bool) -> ReportSection:
    paragraphs = tuple(line for line in section.text.splitlines() if line.strip())
    field = field_of(section.id) if section.typed and writes else ""
    return ReportSection(section.id, section.title, paragraphs, field, missing)


def _anchor(section: str) -> str:
    """The id of the field or part that a missing section stands at."""
    return field_of(section)


def _status(state: ReportState) -> Status:
    if state.closed is None:
        return Status("now", f"Open, {len(state.missing)} missing" if state.missing else "Open, nothing missing")
    return Status("done", "Closed") if state.is_current else Status("care", "Changed since it was closed")


def _closed(closed: EvaluationReport) -> tuple[Fact, ...]:
    return (
        Fact("Closed", closed.closed, note=f"by {closed.closed_by}, version {closed.number}"),
        Fact("Digest (SHA-256)", closed.digest.removeprefix("sha256:"), mono=True),
    )
