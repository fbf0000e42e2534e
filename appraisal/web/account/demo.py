"""The demonstration: one click to be somebody; on loopback only, and nowhere else is there such a page."""

from __future__ import annotations

from flask import Blueprint, current_app, request
from werkzeug.wrappers import Response

from appraisal.core.errors import NotFound
from appraisal.core.people import Person
from appraisal.core.policy import Role
from appraisal.services.account.sign_in import sign_in_for_demo
from appraisal.storage import people
from appraisal.web.account.account_forms import DemoForm
from appraisal.web.account.account_pages import DemoPage, DemoPerson
from appraisal.web.account.entering import go_on
from appraisal.web.machine import cookies
from appraisal.web.machine.request_kit import kit
from appraisal.web.tendering.tenders import answer

pages = Blueprint("demo", __name__)

LOOPBACK = ("127.0.0.1", "::1")


@pages.route("/demo", methods=["GET", "POST"], endpoint="demo")
def demo() -> Response:
    """Who to be."""
    if not current_app.config["DEMO"] or request.remote_addr not in LOOPBACK:
        raise NotFound("There is no such page")
    known = [person for person in people.people(kit().database) if person.password and not person.disabled]
    form = DemoForm.asked()
    if form.accepted():
        chosen = next((person for person in known if person.id == form.person.data), None)
        if chosen is None:
            raise NotFound("There is no such person")
        old = request.cookies.get(cookies.SESSION, "")
        return go_on(sign_in_for_demo(kit(), chosen.email, old), "/")
    page = DemoPage(
        title="Demonstration",
        heading="Who would you like to be?",
        lede="A buyer with two officers, two suppliers, and a tender in each stage. All is made up, and is forgotten "
        "when the demonstration stops.",
        groups=(("Buyer", _shown(known, False)), ("Suppliers", _shown(known, True))),
    )
    return answer("account/demo.html", page, form)


def _shown(known: list[Person], supplier: bool) -> tuple[DemoPerson, ...]:
    return tuple(
        DemoPerson(person.id, person.name, _role(person))
        for person in known
        if (Role.SUPPLIER in person.roles) is supplier
    )


def _role(person: Person) -> str:
    found = people.organisation(kit().database, person.organisation)
    roles = ", ".join(sorted(person.roles)).capitalize()
    if Role.OFFICER in person.roles:
        roles += f"; passphrase for opening: four ducks cross a quiet river {person.name.split()[0].lower()}"
    return f"{roles}, {found.name}" if found else roles
