"""How long a tender is kept, and deleting its contents when that time is over."""

from __future__ import annotations

from flask import Blueprint, redirect, request
from werkzeug.wrappers import Response

from appraisal.core.errors import Conflict, InvalidInput
from appraisal.core.policy import Permission
from appraisal.services.known import tender_for
from appraisal.services.record.purge import Purge, purge, purge_objection
from appraisal.services.record.retention import SetRetention, set_retention
from appraisal.web.machine.guard import actor
from appraisal.web.machine.request_kit import kit
from appraisal.web.record.retention_forms import PurgeForm, RetentionForm
from appraisal.web.tendering.tender_frame import trail_to
from appraisal.web.tendering.tender_pages import FormPage
from appraisal.web.tendering.tenders import answer, set_zone

pages = Blueprint("retention", __name__)


@pages.route("/tenders/<tender>/retention", methods=["GET", "POST"], endpoint="retention")
def retention(tender: str) -> Response:
    """Until when the tender is kept, and whether it is under a legal hold."""
    found = tender_for(kit(), actor(), tender, Permission.RETENTION_SET)
    set_zone(found)
    until = found.keep_until.isoformat() if found.keep_until else ""
    form = RetentionForm.asked({"keep_until": until, "hold": bool(found.hold), "reason": ""})
    if form.accepted():
        try:
            command = SetRetention(found.id, form.keep_until.data, form.hold.data, form.reason.data)
            set_retention(kit(), actor(), command)
            return redirect(f"/tenders/{found.id}", 303)
        except InvalidInput as error:
            form.take(error)
    page = FormPage(
        title="How long it is kept",
        heading="How long is this tender kept?",
        lede="After that day an officer can delete its contents and personal data. The journal and the digests stay.",
        trail=trail_to(found),
        form=form,
        troubles=form.troubles,
        post=request.path,
        back=f"/tenders/{found.id}",
    )
    return answer("record/retention.html", page, form)


@pages.route("/tenders/<tender>/purge", methods=["GET", "POST"], endpoint="purge")
def end(tender: str) -> Response:
    """Delete the contents of a tender for good.

    Raises:
        Conflict: it may not be deleted yet.
    """
    found = tender_for(kit(), actor(), tender, Permission.RETENTION_PURGE)
    if objection := purge_objection(kit(), found):
        raise Conflict(objection)
    set_zone(found)
    form = PurgeForm.asked()
    if form.accepted():
        try:
            purge(kit(), actor(), Purge(found.id, form.reference.data))
            return redirect(f"/tenders/{found.id}", 303)
        except InvalidInput as error:
            form.take(error)
    page = FormPage(
        title="Delete the contents",
        heading="Delete the contents of this tender?",
        lede="Bids, evidence, findings, questions and mails go for good, with the names of suppliers who took part in "
        "nothing else. What was published, the journal and all digests stay. Build the dossier first if you need it.",
        trail=trail_to(found),
        form=form,
        troubles=form.troubles,
        post=request.path,
        back=f"/tenders/{found.id}",
    )
    return answer("record/purge.html", page, form)
