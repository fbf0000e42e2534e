"""What administrators do: accounts, and the mails that wait where no mail server is set."""

from __future__ import annotations

from flask import Blueprint, g, make_response, redirect
from werkzeug.wrappers import Response

from appraisal.core.errors import Conflict, InvalidInput
from appraisal.core.policy import Role
from appraisal.services.accounts import AddUser, add_user, disable_user, users
from appraisal.web.forms.account import PersonForm
from appraisal.web.guard import actor
from appraisal.web.rendering import render
from appraisal.web.request_kit import kit
from appraisal.web.views.account import PeoplePage, PersonLine

pages = Blueprint("people", __name__)


@pages.route("/people", methods=["GET", "POST"], endpoint="people")
def people() -> Response:
    """All accounts; a new one gets a link by mail."""
    form, done = PersonForm.asked(), ""
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
        people=tuple(
            PersonLine(
                name=one.name,
                email=one.email,
                roles=", ".join(sorted(one.roles)),
                organisation="",
                state="Disabled" if one.disabled else ("Active" if one.password else "Link not used yet"),
                disable="" if one.disabled or one.id == g.signed_in.actor.person else f"/people/{one.id}/disable",
            )
            for one in users(kit(), actor())
        ),
        post="/people",
    )
    return make_response(render("account/people.html", page), 422 if form.troubles else 200)


@pages.post("/people/<person>/disable", endpoint="disable")
def disable(person: str) -> Response:
    """End somebody's access at once."""
    disable_user(kit(), actor(), person)
    return redirect("/people", 303)
