"""Publishing a tender, the recovery halves that are shown once, and numbered addenda."""

from __future__ import annotations

from flask import Blueprint, make_response, redirect, request
from werkzeug.wrappers import Response

from appraisal.core import tender as stages
from appraisal.core.errors import InvalidInput, Stale
from appraisal.core.policy import Permission
from appraisal.core.tendering import Tender
from appraisal.exchange.local_time import read_timetable
from appraisal.services.known import known_tender, profile_of
from appraisal.services.tendering.profiles import summary
from appraisal.services.tendering.publication import (
    Addendum,
    Publish,
    Published,
    publication_problems,
    publish,
    publish_addendum,
)
from appraisal.storage import invitations, publications
from appraisal.web.machine.form import Form
from appraisal.web.machine.guard import actor
from appraisal.web.machine.rendering import render
from appraisal.web.machine.request_kit import kit
from appraisal.web.parts import Fact, Link
from appraisal.web.tendering.form_page import CHANGED
from appraisal.web.tendering.profile_pages import Caution
from appraisal.web.tendering.recovery_page import recovery_page
from appraisal.web.tendering.tender_forms import PublishForm
from appraisal.web.tendering.tender_frame import trail_to
from appraisal.web.tendering.tender_pages import AddendumPage, PublishPage
from appraisal.web.tendering.tenders import answer, set_zone
from appraisal.web.tendering.timetable_forms import AddendumForm, addendum_form, first_dates
from appraisal.web.times import moment

pages = Blueprint("publication", __name__)

DATES = (
    ("last_question", "Last question of suppliers"),
    ("deadline", "Deadline for bids"),
    ("opening", "Opening"),
)
LOT_BLOCKS = {
    "profile": ("file", "choose a required profile"),
    "officers": ("settings", "name at least two officers, all of whom have set a passphrase for opening"),
}
"""What a lot may lack: where it is settled, and what to do."""


@pages.route("/tenders/<tender>/publish", methods=["GET", "POST"], endpoint="publish")
def publishing(tender: str) -> Response:
    """Look at everything once more, then publish; the recovery halves come back once and are stored nowhere."""
    found = known_tender(kit(), actor(), tender)
    set_zone(found)
    stages.require(found.course, Permission.TENDER_PUBLISH, kit().now())
    form = PublishForm.asked()
    if form.accepted():
        try:
            return _published(found.id, publish(kit(), actor(), Publish(found.id, form.version.data)))
        except InvalidInput:
            form.note("", "Settle first what is listed below")
        except Stale:
            form.note("sure", CHANGED)
    return answer("tendering/publish.html", _publish_page(found, form), form)


@pages.route("/tenders/<tender>/addendum", methods=["GET", "POST"], endpoint="addendum")
def addendum(tender: str) -> Response:
    """Change what was published, for all at once, with a reason."""
    found = known_tender(kit(), actor(), tender)
    set_zone(found)
    stages.require(found.course, Permission.ADDENDUM_PUBLISH, kit().now())
    number = len(publications.publications(kit().database, found.id))
    form = addendum_form([(lot.number, lot.title) for lot in found.lots]).asked(first_dates(found.timetable))
    if form.accepted():
        try:
            dates = read_timetable(form.zone.data, *form.texts())
            changed = dates if dates != found.timetable else None
            command = Addendum(found.id, form.version.data, form.reason.data, changed, form.profiles())
            publish_addendum(kit(), actor(), command)
            return redirect(f"/tenders/{found.id}", 303)
        except InvalidInput as error:
            _take(form, error)
        except Stale as refusal:
            form.note("reason", f"{refusal}. What you typed is here")
    page = AddendumPage(
        title=f"Addendum {number}",
        heading=f"Write addendum {number}",
        trail=trail_to(found),
        form=form,
        troubles=form.troubles,
        version=number,
        post=request.path,
        back=f"/tenders/{found.id}",
        valid=tuple(
            Link(f"lot {lot.number} (TOML)", f"/tenders/{found.id}/lots/{lot.number}/profile.toml")
            for lot in found.lots
        ),
    )
    return answer("tendering/addendum.html", page, form)


def _published(tender: str, published: Published) -> Response:
    if not published.halves:
        return redirect(f"/tenders/{tender}", 303)
    found = known_tender(kit(), actor(), tender)
    page = recovery_page(found, published, kit().now(), kit().settings.address)
    return make_response(render("tendering/recovery.html", page))


def _publish_page(tender: Tender, form: Form) -> PublishPage:
    base, now = f"/tenders/{tender.id}", kit().now()
    problems = publication_problems(kit(), tender, now)
    profiles = [(lot, profile_of(lot)) for lot in tender.lots if lot.profile]
    dates = tender.timetable
    facts = [
        Fact(f"Lot {lot.number}, {lot.title}", f"{len(profile.areas)} areas, {len(profile.asked)} questions")
        for lot, profile in profiles
    ]
    if dates:
        facts += [
            Fact(
                label,
                moment(getattr(dates, name), dates.zone, now).words,
                note=moment(getattr(dates, name), dates.zone, now).zone,
            )
            for name, label in DATES
        ]
    return PublishPage(
        title="Publish",
        heading="Publish the tender?",
        trail=trail_to(tender),
        form=form,
        troubles=form.troubles,
        version=tender.version,
        blocks=tuple(_block(problem.path, f"{problem.wrong}; {problem.expected}", base) for problem in problems),
        warnings=(
            *_nobody_invited(tender),
            *(
                Caution(f"Lot {lot.number}: {warning.message}")
                for lot, profile in profiles
                for warning in summary(profile).warnings
            ),
        ),
        facts=tuple(facts),
        post=f"{base}/publish",
        back=base,
    )


def _nobody_invited(tender: Tender) -> tuple[Caution, ...]:
    if tender.access == "open" or invitations.invitations(kit().database, tender.id):
        return ()
    return (
        Caution("Nobody is invited yet, and only invited suppliers can bid. You can still invite them afterwards."),
    )


def _block(path: str, words: str, base: str) -> Link:
    """What keeps the tender from being published, as a link to where it is settled."""
    if path.startswith("lot."):
        _, number, what = path.split(".")
        place, to_do = LOT_BLOCKS[what]
        return Link(f"Lot {number}: {to_do}", f"{base}/lots/{number}/{place}")
    if path == "lots":
        return Link("Add at least one lot", f"{base}/lots/new")
    dates = dict(DATES)
    return Link(f"{dates[path]} {words}" if path in dates else "Set the dates", f"{base}/timetable")


def _take(form: AddendumForm, error: InvalidInput) -> None:
    if error.source.startswith("lot "):
        form.take_file(error, error.source.replace(" ", "-"))
    else:
        form.take_dates(error)
