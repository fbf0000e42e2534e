"""A buyer's tenders: the list, a new one, one as a whole, its head, its dates, its end."""

from __future__ import annotations

from flask import Blueprint, g, make_response, redirect
from werkzeug.wrappers import Response

from appraisal.core import tender as stages
from appraisal.core.errors import Conflict, InvalidInput, Stale
from appraisal.core.policy import Permission, Role
from appraisal.core.tendering import Tender
from appraisal.services.known import known_tender
from appraisal.services.tendering.publication import Cancel, cancel
from appraisal.services.tendering.tendering import (
    ChangeTender,
    CreateTender,
    SetTimetable,
    change_tender,
    create_tender,
    set_timetable,
)
from appraisal.web.bidding.bid_page import tender_page
from appraisal.web.machine.form import Form
from appraisal.web.machine.guard import actor
from appraisal.web.machine.rendering import render
from appraisal.web.machine.request_kit import kit
from appraisal.web.parts import Link
from appraisal.web.tendering.form_page import CHANGED, form_page, noting
from appraisal.web.tendering.tender_forms import BeginForm, CancelForm, HeadForm
from appraisal.web.tendering.tender_page import overview, tender_list
from appraisal.web.tendering.tender_pages import FormPage, HeadPage, TimetablePage
from appraisal.web.tendering.timetable_forms import TimetableForm, first_dates

pages = Blueprint("tenders", __name__)


@pages.get("/tenders", endpoint="list")
def list_() -> str:
    """Every tender of the buyer."""
    return render("tendering/tenders.html", tender_list(kit(), actor()))


@pages.route("/tenders/new", methods=["GET", "POST"], endpoint="new")
def new() -> Response:
    """Begin a tender."""
    form = BeginForm.asked()
    if form.accepted():
        try:
            command = CreateTender(form.reference.data, form.title.data)
            return redirect(f"/tenders/{create_tender(kit(), actor(), command)}", 303)
        except InvalidInput as error:
            form.take(error)
        except Conflict as error:
            form.note("reference", str(error))
    page = FormPage(
        title="Begin a tender",
        heading="Begin a tender",
        lede="A tender has a title, dates, and a lot for each service that you want to buy.",
        trail=(Link("Tenders", "/tenders"),),
        form=form,
        troubles=form.troubles,
        post="/tenders/new",
        back="/tenders",
    )
    return answer("tendering/tender_new.html", page, form)


@pages.get("/tenders/<tender>", endpoint="tender")
def one(tender: str) -> str:
    """One tender as the asker may see it."""
    found = known_tender(kit(), actor(), tender)
    set_zone(found)
    if actor().is_a(Role.SUPPLIER):
        return render("tendering/known_tender.html", tender_page(kit(), actor(), found))
    return render("tendering/tender.html", overview(kit(), actor(), found))


@pages.route("/tenders/<tender>/head", methods=["GET", "POST"], endpoint="head")
def head(tender: str) -> Response:
    """The title of a draft, and who may bid."""
    found = editable(tender)
    form = HeadForm.asked({"title": found.title, "access": found.access, "tell_count": found.tell_count})
    if form.accepted():
        command = ChangeTender(
            tender=found.id,
            version=form.version.data,
            title=form.title.data,
            access="open" if form.access.data == "open" else "invited",
            tell_count=form.tell_count.data,
        )
        with noting(form, changed="title"):
            change_tender(kit(), actor(), command)
            return redirect(f"/tenders/{found.id}", 303)
    return answer("tendering/head.html", form_page(HeadPage, form, "Title and access", found), form)


@pages.route("/tenders/<tender>/timetable", methods=["GET", "POST"], endpoint="timetable")
def timetable(tender: str) -> Response:
    """The dates of a draft; a time that is no single moment is asked again."""
    found = editable(tender)
    form = TimetableForm.asked(first_dates(found.timetable, g.signed_in.session.person.zone))
    if form.accepted():
        command = SetTimetable(found.id, form.version.data, form.zone.data, *form.texts())
        try:
            set_timetable(kit(), actor(), command)
            return redirect(f"/tenders/{found.id}", 303)
        except InvalidInput as error:
            form.take_dates(error)
        except Stale:
            form.note("zone", CHANGED)
    lede = "Suppliers read these dates in the zone of the tender, and in their own beside it."
    page = form_page(TimetablePage, form, "When does it happen?", found, title="Dates", lede=lede)
    return answer("tendering/timetable.html", page, form)


@pages.route("/tenders/<tender>/cancel", methods=["GET", "POST"], endpoint="cancel")
def end(tender: str) -> Response:
    """End a tender, with a reason."""
    found = known_tender(kit(), actor(), tender)
    stages.require(found.course, Permission.TENDER_CANCEL, kit().now())
    form = CancelForm.asked()
    if form.accepted():
        with noting(form, changed="reason"):
            cancel(kit(), actor(), Cancel(found.id, form.reason.data))
            return redirect(f"/tenders/{found.id}", 303)
    lede = "It ends here: nobody can bid any more, and bids that came in are never opened."
    page = form_page(FormPage, form, "Cancel the tender?", found, title="Cancel the tender", lede=lede)
    return answer("tendering/cancel.html", page, form)


def editable(tender: str) -> Tender:
    """The tender while it is a draft.

    Raises:
        NotPermitted, NotFound, WrongStage: it may not be edited by the asker, or not any more.
    """
    found = known_tender(kit(), actor(), tender)
    stages.require(found.course, Permission.TENDER_EDIT, kit().now())
    set_zone(found)
    return found


def set_zone(tender: Tender) -> None:
    """Say the tender's zone in the frame of the page."""
    if tender.timetable:
        g.zone = tender.timetable.zone


def answer(template: str, page: object, form: Form) -> Response:
    """The page, as refused where something is to settle."""
    return make_response(render(template, page), 422 if form.troubles else 200)  # type: ignore[arg-type]
