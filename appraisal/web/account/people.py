"""What administrators do with accounts: add them, end their access, and help whoever lost their one-time codes."""

from __future__ import annotations

from flask import Blueprint, g, make_response, redirect, request
from werkzeug.wrappers import Response

from appraisal.core.errors import Conflict, InvalidInput, NotFound
from appraisal.core.people import Person
from appraisal.core.policy import Role
from appraisal.services.account.accounts import (
    AddUser,
    add_user,
    disable_user,
    enable_user,
    forget_code,
    user_of,
    users,
)
from appraisal.web.account.account_forms import FindPersonForm, PersonForm
from appraisal.web.account.account_pages import FindPersonPage, PeoplePage, PersonAct, PersonLine
from appraisal.web.machine.guard import actor
from appraisal.web.machine.rendering import render
from appraisal.web.machine.request_kit import kit
from appraisal.web.parts import Link

pages = Blueprint("people", __name__)


DONE = {
    "disabled": "The account is disabled, and its sessions have ended.",
    "enabled": "The account has its access back.",
    "forgotten": "One-time codes are off for this account, its sessions have ended, and its holder is told by mail.",
}


@pages.route("/people", methods=["GET", "POST"], endpoint="people")
def people() -> Response:
    """The accounts of the buyer's people; a new one gets a link by mail."""
    form, done = PersonForm.asked(), DONE.get(request.args.get("done", ""), "")
    if form.accepted():
        name, email = form.name.data, form.email.data
        try:
            add_user(kit(), actor(), AddUser(email, name, frozenset({Role(form.role.data)})))
            done = f"{name} was added. The link to choose a password is in the mail to {email}."
            form = PersonForm.shown()
        except InvalidInput as error:
            form.take(error, {"roles": "role"})
        except Conflict as error:
            form.note("email", str(error))
    page = PeoplePage(
        title="Accounts",
        heading="Accounts",
        form=form,
        troubles=form.troubles,
        done=done,
        people=tuple(_line(one) for one in users(kit(), actor())),
        post="/people",
        find="/people/find",
    )
    return make_response(render("account/people.html", page), 422 if form.troubles else 200)


@pages.route("/people/find", methods=["GET", "POST"], endpoint="find")
def find() -> Response:
    """The account of somebody who asked for help, by the address that they gave."""
    form, found = FindPersonForm.asked(), None
    if form.accepted():
        try:
            found = user_of(kit(), actor(), form.email.data)
        except NotFound as error:
            form.note("email", str(error))
    page = FindPersonPage(
        title="Help somebody",
        heading="Help somebody with an account",
        lede="Make sure who asks before you turn anything off. What a supplier does is not shown here.",
        trail=(Link("Accounts", "/people"),),
        form=form,
        troubles=form.troubles,
        found=_line(found) if found else None,
        post="/people/find",
        back="/people",
    )
    return make_response(render("account/find.html", page), 422 if form.troubles else 200)


@pages.post("/people/<person>/disable", endpoint="disable")
def disable(person: str) -> Response:
    """End somebody's access at once."""
    disable_user(kit(), actor(), person)
    return redirect("/people?done=disabled", 303)


@pages.post("/people/<person>/enable", endpoint="enable")
def enable(person: str) -> Response:
    """Give somebody's access back."""
    enable_user(kit(), actor(), person)
    return redirect("/people?done=enabled", 303)


@pages.post("/people/<person>/forget-code", endpoint="forget_code")
def forget(person: str) -> Response:
    """Turn one-time codes off for somebody who lost the app that shows them."""
    forget_code(kit(), actor(), person)
    return redirect("/people?done=forgotten", 303)


def _line(person: Person) -> PersonLine:
    base, acts = f"/people/{person.id}", []
    state = "Disabled" if person.disabled else ("Active" if person.password else "Link not used yet")
    if person.code_secret is not None and not person.disabled:
        state = f"{state}, with one-time codes"
        acts.append(PersonAct("Turn off codes", f"{base}/forget-code"))
    if person.disabled:
        acts.append(PersonAct("Enable", f"{base}/enable"))
    elif person.id != g.signed_in.actor.person:
        acts.append(PersonAct("Disable", f"{base}/disable"))
    return PersonLine(person.name, person.email, ", ".join(sorted(person.roles)), state, tuple(acts))
