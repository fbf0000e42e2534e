"""New people and organisations, inside the act that takes them in; and the account of somebody known."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

from appraisal.core.errors import Conflict, InvalidInput, NotFound, Problem
from appraisal.core.events import Event
from appraisal.core.people import Organisation, Person
from appraisal.core.policy import Actor, Role
from appraisal.services.account.passwords import check_password, hash_password
from appraisal.services.toolkit import SYSTEM, Kit
from appraisal.services.words import Form
from appraisal.storage import people
from appraisal.storage.database import Taken


def checked_person(name: str, password: str, email: str) -> tuple[str, str]:
    """The name and the hashed password of somebody who joins.

    Raises:
        InvalidInput: with every field that is wrong.
    """
    form = Form()
    name = form.line("name", name, longest=100)
    check_password(form, "password", password, *name.split(), email.split("@")[0])
    form.finish()
    return name, hash_password(password)


def new_person(
    kit: Kit, by: str, email: str, name: str, roles: Iterable[Role], organisation: str, password: str | None
) -> Actor:
    """A fresh account with its entry, inside the act's transaction.

    Raises:
        Conflict: the address has one.
    """
    person_id = kit.reference("P")
    person = Person(person_id, email, name, frozenset(roles), organisation, password, None, 0, "", "", None)
    try:
        people.add_person(kit.database, person, kit.now())
    except Taken:
        raise Conflict(f"{email} has an account already") from None
    kit.record(
        by if by != SYSTEM else person_id,
        Event.ACCOUNT_ADDED,
        person_id,
        roles=" ".join(sorted(person.roles)),
        organisation=organisation,
    )
    return person.actor


def new_organisation(kit: Kit, kind: str, name: str) -> Organisation:
    """A fresh organisation, inside the act's transaction; its slug comes from its name."""
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    base = re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:40] or "supplier"
    slug, number = base, 1
    while people.slug_taken(kit.database, slug):
        number += 1
        slug = f"{base}-{number}"
    organisation = Organisation(kit.reference("O"), kind, slug, name)
    people.add_organisation(kit.database, organisation, kit.now())
    return organisation


def known_person(kit: Kit, person: str) -> Person:
    """The account.

    Raises:
        NotFound: there is none, or it was disabled.
    """
    found = people.person(kit.database, person)
    if found is None or found.disabled:
        raise NotFound("There is no such account")
    return found


def refuse_problem(path: str, wrong: str, expected: str) -> InvalidInput:
    """The refusal of a single field."""
    return InvalidInput("", [Problem(path, wrong, expected)])
