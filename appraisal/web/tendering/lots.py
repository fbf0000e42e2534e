"""The lots of a draft: added, edited as a required profile, uploaded, downloaded, previewed, dropped."""

from __future__ import annotations

from dataclasses import replace
from typing import Literal, cast

from flask import Blueprint, Response, make_response, redirect, request
from werkzeug.wrappers import Response as AnyResponse

from appraisal.core.errors import InvalidInput, Stale
from appraisal.core.profile import RequiredProfile
from appraisal.core.profile_changes import profile_changes
from appraisal.core.tender import Stage
from appraisal.core.tendering import Lot, Tender
from appraisal.exchange.bundled_profiles import bundled_profile_heads
from appraisal.exchange.profile_toml import parse_profile
from appraisal.services.known import known_tender, lot_of, profile_of
from appraisal.services.tendering.profiles import (
    PickProfile,
    UploadProfile,
    download_profile,
    edit_profile,
    pick_profile,
    upload_profile,
)
from appraisal.services.tendering.tendering import (
    AddLot,
    ChangeLot,
    DropLot,
    add_lot,
    change_lot,
    drop_lot,
    officers_of,
)
from appraisal.storage import officer_keys
from appraisal.web.machine.fields import options
from appraisal.web.machine.guard import actor
from appraisal.web.machine.headers import attachment
from appraisal.web.machine.rendering import render
from appraisal.web.machine.request_kit import kit
from appraisal.web.parts import Link
from appraisal.web.tendering import profile_form
from appraisal.web.tendering.form_page import CHANGED, form_page, noting
from appraisal.web.tendering.lot_forms import DropLotForm, NewLotForm, ProfileFileForm, ProfileForm, SettingsForm
from appraisal.web.tendering.profile_form import Typed
from appraisal.web.tendering.profile_page import preview_page, profile_page
from appraisal.web.tendering.tender_frame import trail_to
from appraisal.web.tendering.tender_pages import FormPage, LotPage, LotStartPage
from appraisal.web.tendering.tenders import answer, editable, set_zone
from appraisal.web.tendering.timetable_forms import LARGEST_PROFILE

pages = Blueprint("lots", __name__)


@pages.route("/tenders/<tender>/lots/new", methods=["GET", "POST"], endpoint="new")
def new(tender: str) -> AnyResponse:
    """One more lot, beginning from a bundled profile or a file."""
    found = editable(tender)
    form = NewLotForm.asked()
    form.profile.choices = options((("", "Choose one"), *((head.id, head.title) for head in bundled_profile_heads())))
    if form.accepted():
        try:
            return _added(found, form)
        except InvalidInput as error:
            form.take_file(error)
        except Stale:
            form.note("title", CHANGED)
    lede = "One outsourced service, with what a supplier’s processes must achieve for it."
    page = form_page(LotStartPage, form, "Add a lot", found, lede=lede)
    return answer("tendering/lot_new.html", page, form)


@pages.route("/tenders/<tender>/lots/<int:number>", methods=["GET", "POST"], endpoint="profile")
def profile(tender: str, number: int) -> AnyResponse:
    """The required profile: read by everybody who knows the tender, edited by officers while it is a draft."""
    found = known_tender(kit(), actor(), tender)
    if request.method == "GET" and found.course.stage(kit().now()) is not Stage.DRAFT:
        return redirect(f"/tenders/{found.id}/lots/{number}/preview", 303)
    found = editable(tender)
    lot = lot_of(found, number)
    if lot.profile is None:
        return redirect(f"/tenders/{found.id}/lots/{number}/file", 303)
    stored = profile_of(lot)
    if request.method == "GET":
        return make_response(
            render("tendering/profile.html", profile_page(found, lot, stored, profile_form.from_profile(stored)))
        )
    return _save(found, lot, stored, ProfileForm.asked())


@pages.route("/tenders/<tender>/lots/<int:number>/file", methods=["GET", "POST"], endpoint="file")
def file(tender: str, number: int) -> AnyResponse:
    """Replace the profile by a file; every problem of the file is shown."""
    found = editable(tender)
    lot = lot_of(found, number)
    form = ProfileFileForm.asked()
    if form.accepted() and (given := form.file.read(LARGEST_PROFILE)):
        try:
            upload_profile(kit(), actor(), UploadProfile(found.id, form.version.data, number, *given))
            return redirect(f"/tenders/{found.id}/lots/{number}", 303)
        except InvalidInput as error:
            form.take_file(error)
        except Stale:
            form.note("file", CHANGED)
    words = {"title": "Profile from a file", "eyebrow": f"Lot {number}, {lot.title}"}
    page = form_page(FormPage, form, "Use a profile from a file", found, **words)
    return answer("tendering/profile_file.html", page, form)


@pages.route("/tenders/<tender>/lots/<int:number>/settings", methods=["GET", "POST"], endpoint="settings")
def settings(tender: str, number: int) -> AnyResponse:
    """Who opens the bids of a lot, and what its bidders see."""
    found = editable(tender)
    lot = lot_of(found, number)
    officers = officers_of(kit(), actor())
    ready = officer_keys.keys_of(kit().database, [one.id for one in officers])
    form = SettingsForm.asked(
        {
            "title": lot.title,
            "sealing": lot.sealing,
            "indication": lot.indication,
            "blind": lot.blind,
            "officers": lot.officers,
        }
    )
    form.officers.choices = options(
        (one.id, one.name, "" if one.id in ready else "Has set no passphrase yet") for one in officers
    )
    if form.accepted():
        command = ChangeLot(
            tender=found.id,
            version=form.version.data,
            lot=number,
            title=form.title.data,
            sealing=cast(Literal["officers", "server"], form.sealing.data),
            officers=form.officers.chosen,
            indication=form.indication.data,
            blind=form.blind.data,
        )
        with noting(form, changed="title"):
            change_lot(kit(), actor(), command)
            return redirect(f"/tenders/{found.id}", 303)
    base = f"/tenders/{found.id}/lots/{number}"
    trail = trail_to(found, Link(f"Lot {number}", base))
    words = {"trail": trail, "drop": f"{base}/drop", "back": base}
    return answer("tendering/lot.html", form_page(LotPage, form, f"Settings of lot {number}", found, **words), form)


@pages.post("/tenders/<tender>/lots/<int:number>/drop", endpoint="drop")
def drop(tender: str, number: int) -> AnyResponse:
    """Take a lot out of a draft."""
    drop_lot(kit(), actor(), DropLot(tender, DropLotForm.asked().version.data, number))
    return redirect(f"/tenders/{tender}", 303)


@pages.get("/tenders/<tender>/lots/<int:number>/profile.toml", endpoint="download")
def download(tender: str, number: int) -> Response:
    """The profile as a file."""
    text = download_profile(kit(), actor(), tender, number)
    return attachment(text, f"profile-lot-{number}.toml", "application/toml")


@pages.get("/tenders/<tender>/lots/<int:number>/preview", endpoint="preview")
def preview(tender: str, number: int) -> str:
    """What suppliers are asked."""
    found = known_tender(kit(), actor(), tender)
    set_zone(found)
    lot = lot_of(found, number)
    return render("tendering/preview.html", preview_page(found, lot, actor(), kit().now()))


def _added(tender: Tender, form: NewLotForm) -> AnyResponse:
    """The new lot; its profile comes in a second step, and where the file is refused the lot waits for another."""
    if upload := form.file.read(LARGEST_PROFILE):
        parse_profile(*upload)
    number = add_lot(kit(), actor(), AddLot(tender.id, form.version.data, form.title.data))
    now_at = known_tender(kit(), actor(), tender.id).version
    if upload:
        upload_profile(kit(), actor(), UploadProfile(tender.id, now_at, number, *upload))
    else:
        pick_profile(kit(), actor(), PickProfile(tender.id, now_at, number, form.profile.data))
    return redirect(f"/tenders/{tender.id}/lots/{number}", 303)


def _save(tender: Tender, lot: Lot, stored: RequiredProfile, form: ProfileForm) -> AnyResponse:
    fine, typed = form.accepted(), profile_form.from_form(form, request.form, stored.model)
    if changed := _changed_lines(form, typed, stored):
        return make_response(
            render("tendering/profile.html", replace(profile_page(tender, lot, stored, changed), saved="Not saved yet"))
        )
    if request.headers.get("X-Preview"):
        return make_response(render("tendering/profile.html", profile_page(tender, lot, stored, typed)))
    error = None
    if fine and not form.troubles:
        try:
            edit_profile(kit(), actor(), profile_form.command(typed, tender.id, form.version.data, lot.number))
            return redirect(f"/tenders/{tender.id}/lots/{lot.number}?saved=1", 303)
        except InvalidInput as refused:
            profile_form.note_head(form, refused)
            error = refused
        except Stale:
            form.note("", f"{CHANGED}. {_against(stored, typed)}")
    page = profile_page(tender, lot, stored, typed, error, form)
    troubles = (*form.troubles, *page.troubles)
    return make_response(render("tendering/profile.html", replace(page, troubles=troubles, saved="Not saved")), 422)


def _against(stored: RequiredProfile, typed: Typed) -> str:
    """What saving what was typed would change of what is stored now."""
    edited = profile_form.what_if(stored, typed)
    changes = profile_changes(stored, edited) if edited else ()
    if not changes:
        return "It says the same as what is stored now" if edited else ""
    return f"Against what is stored now it says: {'; '.join(changes)}"


def _changed_lines(form: ProfileForm, typed: Typed, stored: RequiredProfile) -> Typed | None:
    """The lines after a press on "Add" or "Drop", or None."""
    if dropped := form.drop.data:
        return profile_form.without_area(typed, dropped)
    chosen = request.form.get(f"add-{form.add.data}", "")
    if form.add.data and chosen in stored.model.area_by_id and chosen not in [line.area for line in typed.lines]:
        return profile_form.with_area(typed, chosen, stored.model)
    return typed if form.add.data else None
