"""The panel of a lot: named, changed, taken off, and conflicts of interest that are set."""

from __future__ import annotations

from flask import Blueprint, redirect, request
from werkzeug.wrappers import Response

from appraisal.core.errors import InvalidInput, NotFound
from appraisal.core.policy import Permission
from appraisal.services.bidding.team import ALL_AREAS
from appraisal.services.evaluation.interests import SetConflict, set_conflict
from appraisal.services.evaluation.panel import NamePanelist, TakeOffPanel, name_panelist, take_off_panel
from appraisal.services.evaluation.panel_page import PanelPage as Shown
from appraisal.services.evaluation.panel_page import panel_page
from appraisal.services.known import lot_for
from appraisal.web.evaluation.panel_forms import ConflictForm, NameForm, SeatForm
from appraisal.web.evaluation.panel_page import area_choices, panel_address, panel_view
from appraisal.web.evaluation.panel_pages import ConflictPage, PanelMemberPage
from appraisal.web.machine.guard import actor
from appraisal.web.machine.request_kit import kit
from appraisal.web.parts import Link
from appraisal.web.tendering.tender_frame import trail_to
from appraisal.web.tendering.tenders import answer, set_zone

pages = Blueprint("panel", __name__)


@pages.route("/tenders/<tender>/lots/<int:number>/panel", methods=["GET", "POST"], endpoint="panel")
def panel(tender: str, number: int) -> Response:
    """Who evaluates a lot; officers name somebody here."""
    if request.method == "POST":
        lot_for(kit(), actor(), tender, number, Permission.PANEL_NAME)
    shown = panel_page(kit(), actor(), tender, number)
    set_zone(shown.tender)
    form = NameForm.asked({"areas": [ALL_AREAS]})
    view = panel_view(kit(), actor(), shown, form)
    if form.accepted():
        command = NamePanelist(tender, number, form.person.data, form.chosen(), form.chair.data)
        try:
            name_panelist(kit(), actor(), command)
            return redirect(view.post, 303)
        except InvalidInput as error:
            form.take(error)
    return answer("evaluation/panel.html", panel_view(kit(), actor(), shown, form), form)


@pages.route("/tenders/<tender>/lots/<int:number>/panel/<person>", methods=["GET", "POST"], endpoint="member")
def member(tender: str, number: int, person: str) -> Response:
    """The areas of a member, and whether they chair."""
    lot_for(kit(), actor(), tender, number, Permission.PANEL_NAME)
    shown = panel_page(kit(), actor(), tender, number)
    set_zone(shown.tender)
    one, base = shown.member(person), panel_address(shown.tender, shown.lot)
    form = SeatForm.asked({"areas": [ALL_AREAS] if one.areas is None else sorted(one.areas), "chair": one.chair})
    form.offer(area_choices(shown.profile))
    if form.accepted():
        try:
            name_panelist(kit(), actor(), NamePanelist(tender, number, person, form.chosen(), form.chair.data))
            return redirect(base, 303)
        except InvalidInput as error:
            form.take(error, {"person": "areas"})
    page = PanelMemberPage(
        title=f"{one.name}, panel",
        heading=f"What {one.name} evaluates",
        eyebrow=f"Panel of lot {number}",
        trail=_trail(shown),
        troubles=form.troubles,
        form=form,
        name=one.name,
        post=request.path,
        remove=f"{request.path}/remove",
        submitted=one.submitted,
        back=base,
    )
    return answer("evaluation/panel_member.html", page, form)


@pages.post("/tenders/<tender>/lots/<int:number>/panel/<person>/remove", endpoint="remove")
def remove(tender: str, number: int, person: str) -> Response:
    """Take a member off the panel."""
    take_off_panel(kit(), actor(), TakeOffPanel(tender, number, person))
    return redirect(f"/tenders/{tender}/lots/{number}/panel", 303)


@pages.route(
    "/tenders/<tender>/lots/<int:number>/panel/<person>/conflict", methods=["GET", "POST"], endpoint="conflict"
)
def conflict(tender: str, number: int, person: str) -> Response:
    """A conflict of interest that an officer or chair sets for a member."""
    lot_for(kit(), actor(), tender, number, Permission.INTEREST_SET)
    shown = panel_page(kit(), actor(), tender, number)
    set_zone(shown.tender)
    one, base = shown.member(person), panel_address(shown.tender, shown.lot)
    known = {each.bid for each in one.interests if each.conflict}
    bidders = [(bid, supplier) for bid, supplier in shown.bidders if bid not in known]
    if not bidders:
        raise NotFound("There is no supplier with whom you could set a conflict")
    form = ConflictForm.asked()
    form.offer(bidders)
    if form.accepted():
        try:
            command = SetConflict(tender, number, person, form.supplier.data, form.reason.data)
            set_conflict(kit(), actor(), command)
            return redirect(base, 303)
        except InvalidInput as error:
            form.take(error)
    page = ConflictPage(
        title=f"Conflict of interest, {one.name}",
        heading=f"Set a conflict of interest for {one.name}",
        eyebrow=f"Panel of lot {number}",
        lede="The bid, and everything that tells of it, is kept from them for the whole evaluation.",
        trail=_trail(shown),
        troubles=form.troubles,
        form=form,
        post=request.path,
        back=base,
    )
    return answer("evaluation/conflict.html", page, form)


def _trail(shown: Shown) -> tuple[Link, ...]:
    return trail_to(shown.tender, Link(f"Panel of lot {shown.lot.number}", panel_address(shown.tender, shown.lot)))
