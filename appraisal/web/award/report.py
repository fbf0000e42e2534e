"""The evaluation report: written, closed, redacted, and printed."""

from __future__ import annotations

from flask import Blueprint, Response, redirect, request
from werkzeug.wrappers import Response as AnyResponse

from appraisal.core import tender as stages
from appraisal.core.errors import Conflict, InvalidInput, NotFound, Stale
from appraisal.core.evaluation_report import EvaluationReport
from appraisal.core.policy import Permission, may
from appraisal.services.award.evaluation_report import (
    CloseReport,
    ReportState,
    SaveReport,
    close_report,
    note_report_download,
    report_state,
    save_report,
)
from appraisal.services.award.redacting import Redact, RedactReport, redact_report
from appraisal.services.record.seal import seal_fingerprint
from appraisal.web.award.report_forms import RedactionForm, ReportForm, field_of
from appraisal.web.award.report_page import redaction_page, report_page
from appraisal.web.machine.guard import actor
from appraisal.web.machine.request_kit import kit
from appraisal.web.tendering.tenders import answer, set_zone

pages = Blueprint("report", __name__)


@pages.route("/tenders/<tender>/lots/<int:number>/report", methods=["GET", "POST"], endpoint="report")
def report(tender: str, number: int) -> AnyResponse:
    """The report as it stands: officers write and close it."""
    state = report_state(kit(), actor(), tender, number)
    set_zone(state.tender)
    first = {field_of(section.id): section.text for section in state.sections if section.typed}
    form = ReportForm.asked({"version": state.version, **first})
    done = ""
    if form.accepted():
        try:
            done = _store(state, form)
            if done:
                return redirect(f"{request.path}?done={done}", 303)
        except InvalidInput as error:
            form.take(error, {section.id: field_of(section.id) for section in state.sections})
            state = report_state(kit(), actor(), tender, number)
        except Stale as refusal:
            form.note("", f"{refusal}. What you typed is here: look at it, then save again")
            state = report_state(kit(), actor(), tender, number)
    return answer("award/report.html", report_page(state, form, _may_write(state), request.args.get("done", "")), form)


def _store(state: ReportState, form: ReportForm) -> str:
    """Save what was typed, and close the report where that was pressed; gives what was done."""
    tender, number = state.tender.id, state.lot.number
    version = form.version.data
    written = {section.id: section.text for section in state.sections if section.typed}
    if form.texts != written or state.version == 0:
        version = save_report(kit(), actor(), SaveReport(tender, number, version, form.texts))
        form.version.data = version
    if form.act.data != "close":
        return "saved"
    close_report(kit(), actor(), CloseReport(tender, number, version))
    return "closed"


@pages.route("/tenders/<tender>/lots/<int:number>/report/redaction", methods=["GET", "POST"], endpoint="redaction")
def redaction(tender: str, number: int) -> AnyResponse:
    """Passages to black out of the closed report, each with its ground."""
    state = report_state(kit(), actor(), tender, number)
    set_zone(state.tender)
    if state.closed is None:
        raise Conflict("The report is not closed yet; expected that first")
    if not _may_write(state):
        raise NotFound("There is nothing to black out for you")
    form = RedactionForm.asked()
    passages: list[Redact] = []
    if form.accepted():
        passages = _passages(form)
        try:
            redact_report(kit(), actor(), RedactReport(tender, number, form.report.data, passages))
            return redirect(f"/tenders/{state.tender.id}/lots/{number}/report?done=redacted", 303)
        except InvalidInput as error:
            form.take(error)
    return answer("award/redaction.html", redaction_page(state, state.closed, form, passages), form)


@pages.get("/tenders/<tender>/lots/<int:number>/report.pdf", endpoint="printed")
def printed(tender: str, number: int) -> Response:
    """The closed report as a PDF; the download is an entry."""
    return _paper(report_state(kit(), actor(), tender, number), redacted=False)


@pages.get("/tenders/<tender>/lots/<int:number>/report-redacted.pdf", endpoint="printed_redacted")
def printed_redacted(tender: str, number: int) -> Response:
    """Its redacted version as a PDF; the download is an entry."""
    return _paper(report_state(kit(), actor(), tender, number), redacted=True)


def _paper(state: ReportState, *, redacted: bool) -> Response:
    from appraisal.reports.evaluation_paper import evaluation_paper

    found: EvaluationReport | None = state.redacted if redacted else state.closed
    if found is None:
        raise Conflict("There is no such report yet; expected it to be closed, or redacted, first")
    note_report_download(kit(), actor(), state, found)
    response = Response(evaluation_paper(found, seal_fingerprint(kit())), mimetype="application/pdf")
    name = f"evaluation-report-lot-{state.lot.number}{'-redacted' if redacted else ''}.pdf"
    response.headers.set("Content-Disposition", "attachment", filename=name)
    return response


def _passages(form: RedactionForm) -> list[Redact]:
    """The rows in which something is typed; line ends as the report has them."""
    rows = zip(form.section.data, form.quote.data, form.ground.data, strict=False)
    typed = [(section, quote.replace("\r\n", "\n").strip(), ground) for section, quote, ground in rows]
    return [Redact(section, quote, ground) for section, quote, ground in typed if quote or ground.strip()]


def _may_write(state: ReportState) -> bool:
    course = state.tender.course_of(state.lot)
    return may(actor(), Permission.REPORT_WRITE) and stages.allows(course, Permission.REPORT_WRITE, kit().now())
