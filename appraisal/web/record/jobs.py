"""Long work on a page: how far it is, a press to cancel it, its file when it is done."""

from __future__ import annotations

from flask import Blueprint, Response, redirect
from werkzeug.wrappers import Response as AnyResponse

from appraisal.services.known import known_tender
from appraisal.services.record.jobs import Job, cancel_job, job_file, job_of
from appraisal.web.award.paper_pages import JobPage
from appraisal.web.bidding.answer_form import size_words
from appraisal.web.machine.guard import actor
from appraisal.web.machine.rendering import render
from appraisal.web.machine.request_kit import kit
from appraisal.web.parts import Link, Status
from appraisal.web.tendering.tender_frame import trail_to
from appraisal.web.tendering.tenders import set_zone
from appraisal.web.times import moment

pages = Blueprint("jobs", __name__)

STATES = {
    "running": Status("now", "Being made"),
    "done": Status("done", "Done"),
    "cancelled": Status("none", "Cancelled"),
    "failed": Status("bad", "Not made"),
}


@pages.get("/jobs/<job>", endpoint="job")
def one(job: str) -> str:
    """How far it is."""
    return render("record/job.html", _page(job_of(kit(), actor(), job)))


@pages.post("/jobs/<job>/cancel", endpoint="cancel")
def cancel(job: str) -> AnyResponse:
    """Stop it at its next step."""
    cancel_job(kit(), actor(), job)
    return redirect(f"/jobs/{job}", 303)


@pages.get("/jobs/<job>/file", endpoint="file")
def file(job: str) -> Response:
    """What it made; the download is an entry."""
    made, content = job_file(kit(), actor(), job)
    response = Response(content, mimetype=made.media_type)
    response.headers["Content-Length"] = str(made.size)
    response.headers.set("Content-Disposition", "attachment", filename=made.name)
    return response


def _page(job: Job) -> JobPage:
    tender = known_tender(kit(), actor(), job.tender)
    set_zone(tender)
    zone = tender.zone
    running = job.state == "running"
    of_lot = job.lot > 0
    back = f"/tenders/{tender.id}/lots/{job.lot}/letters" if of_lot else f"/tenders/{tender.id}/dossier"
    return JobPage(
        title=job.title,
        heading=job.title,
        lede="You can leave this page and come back; the work goes on."
        if running
        else "It is kept for a day."
        if job.file
        else job.words,
        eyebrow=f"Tender {tender.reference}",
        trail=trail_to(tender),
        status=Status("care", "Stops at its next step") if job.stopping else STATES[job.state],
        running=running,
        made=job.done,
        of=job.total,
        words=(f"{job.done} of {job.total} papers" if of_lot else f"{job.done} %") if job.total else "It begins",
        begun=moment(job.begun, zone, kit().now(), seconds=True),
        cancel=f"/jobs/{job.id}/cancel" if running and not job.stopping else "",
        download=f"/jobs/{job.id}/file" if job.file else "",
        size=size_words(job.file.size) if job.file else "",
        back=Link("Back", back),
    )
