"""What is done without signing in, by a link that is mailed: a new password, or registering as a supplier."""

from __future__ import annotations

from dataclasses import dataclass, field

from appraisal.core.events import Event
from appraisal.core.people import Purpose
from appraisal.core.policy import Actor, Role
from appraisal.services.account.accounts import Join
from appraisal.services.account.enrolment import checked_person, known_person, new_organisation, new_person
from appraisal.services.account.links import look_at_link, make_link, use_link
from appraisal.services.account.passwords import check_password, hash_password
from appraisal.services.account.sign_in import refuse_over
from appraisal.services.toolkit import SYSTEM, Kit, hashed
from appraisal.services.words import Form
from appraisal.storage import attempts, links, people, sessions

MAIL_LIMIT = 5
"""Mails to one address that a stranger may cause in a quarter of an hour."""
PLACE_MAIL_LIMIT = 20
"""Mails to any addresses that strangers at one place may cause in a quarter of an hour."""
OWN_PLACES = ("127.0.0.1", "::1")
REGISTER_LIMIT = 200
"""Mails to any addresses by which strangers register, in a quarter of an hour; resets go to known addresses only."""


@dataclass(frozen=True, slots=True)
class Reset:
    """A new password by a reset link."""

    token: str = field(repr=False)
    password: str = field(repr=False)


def ask_for_reset(kit: Kit, email: str, place: str = "") -> None:
    """Mail a reset link; an unknown address gets nothing, and the asker learns no difference.

    `place` is where the asker is, by which the mails that they cause are limited too.

    Raises:
        InvalidInput: what was typed is no address.
        TooManyAttempts: the address was asked for too often, or too much was asked from the place.
    """
    form = Form()
    address = form.email("email", email)
    form.finish()
    with kit.database.writing():
        _limit_mails(kit, address, place)
        person = people.person_by_email(kit.database, address)
        if person and not person.disabled:
            links.drop_links(kit.database, Purpose.RESET, address, kit.now())
            link, _ = make_link(kit, Purpose.RESET, address, person=person.id)
            kit.post(address, "Choose a new password", f"Within one hour; the link works once:\n\n{link}\n")


def reset_password(kit: Kit, command: Reset) -> Actor:
    """Choose a new password by a link; every session of the person ends. One-time codes stay as they are.

    Raises:
        NotFound, Conflict, DeadlinePassed: the link does not work.
        InvalidInput: the password is too easy.
    """
    link = look_at_link(kit, command.token, Purpose.RESET)
    person = known_person(kit, link.facts["person"])
    form = Form()
    check_password(form, "password", command.password, *person.name.split(), person.email.split("@")[0])
    form.finish()
    password = hash_password(command.password)
    with kit.database.writing():
        use_link(kit, command.token, Purpose.RESET)
        people.change_person(kit.database, person.id, password=password)
        sessions.end_sessions(kit.database, person.id, kit.now())
        kit.record(person.id, Event.ACCOUNT_PASSWORD_CHANGED, person.id)
    return person.actor


def ask_to_register(kit: Kit, email: str, place: str = "") -> None:
    """Mail a link by which a supplier registers; an address that has an account is told so by mail, not on the page.

    `place` as in `ask_for_reset`.

    Raises:
        InvalidInput: what was typed is no address.
        TooManyAttempts: the address was asked for too often, too much from the place, or too many registered at once.
    """
    form = Form()
    address = form.email("email", email)
    form.finish()
    with kit.database.writing():
        _limit_mails(kit, address, place)
        refuse_over(kit, "register", REGISTER_LIMIT)
        attempts.add_attempt(kit.database, "register", kit.now())
        if people.person_by_email(kit.database, address):
            text = f"You have an account already; sign in here:\n\n{kit.address('sign-in')}\n"
        else:
            links.drop_links(kit.database, Purpose.REGISTER, address, kit.now())
            text = f"Go on here, within a day; the link works once:\n\n{make_link(kit, Purpose.REGISTER, address)[0]}\n"
        kit.post(address, "Register as a supplier", text)


def register(kit: Kit, command: Join) -> Actor:
    """A new supplier organisation with its first person, who may start bids on tenders open to all.

    Raises:
        NotFound, Conflict, DeadlinePassed: the link does not work, or the address has an account.
        InvalidInput: with every field that is wrong.
    """
    link = look_at_link(kit, command.token, Purpose.REGISTER)
    form = Form()
    organisation = form.line("organisation", command.organisation)
    form.finish()
    name, password = checked_person(command.name, command.password, link.email)
    with kit.database.writing():
        use_link(kit, command.token, Purpose.REGISTER)
        supplier = new_organisation(kit, "supplier", organisation)
        return new_person(kit, SYSTEM, link.email, name, {Role.SUPPLIER}, supplier.id, password)


def _limit_mails(kit: Kit, email: str, place: str) -> None:
    """Count a mail on its address and on the place; what is refused counts on neither, so it locks out nobody else."""
    limits = [(hashed(f"mail {email}"), MAIL_LIMIT)]
    if _is_told(kit, place):
        limits.append((kit.vault.name("mails", place), PLACE_MAIL_LIMIT))
    for subject, limit in limits:
        refuse_over(kit, subject, limit)
    for subject, _ in limits:
        attempts.add_attempt(kit.database, subject, kit.now())


def _is_told(kit: Kit, place: str) -> bool:
    """Whether the place tells one asker from another: an address of this computer is everybody's behind a proxy."""
    return bool(place) and (kit.settings.proxies > 0 or place not in OWN_PLACES)
