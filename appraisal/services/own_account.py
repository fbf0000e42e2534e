"""What people do with their own account: password, one-time codes, reset, appearance, and registering as a supplier."""

from __future__ import annotations

from dataclasses import dataclass, field
from zoneinfo import available_timezones

from appraisal.core import policy
from appraisal.core.errors import Conflict, NotFound
from appraisal.core.events import Event
from appraisal.core.policy import Actor, Permission, Role
from appraisal.services.accounts import Join
from appraisal.services.enrolment import checked_person, known_person, new_organisation, new_person, refuse_problem
from appraisal.services.links import look_at_link, make_link, use_link
from appraisal.services.passwords import (
    check_password,
    code_address,
    code_step,
    hash_password,
    is_password,
    new_code_secret,
)
from appraisal.services.sign_in import refuse_over
from appraisal.services.toolkit import SYSTEM, Kit, hashed
from appraisal.services.words import Form
from appraisal.storage import attempts, links, people, sessions
from appraisal.storage.links import Purpose

MAIL_LIMIT = 5
"""Mails to one address that a stranger may cause in a quarter of an hour."""
PLACE_MAIL_LIMIT = 20
"""Mails to any addresses that strangers at one place may cause in a quarter of an hour."""
OWN_PLACES = ("127.0.0.1", "::1")
REGISTER_LIMIT = 200
"""Mails to any addresses by which strangers register, in a quarter of an hour; resets go to known addresses only."""
TRIES_LIMIT = 6


@dataclass(frozen=True, slots=True)
class ChangePassword:
    """The old password and the new one; `session` is the id of the session to keep."""

    old: str = field(repr=False)
    new: str = field(repr=False)
    session: str = ""


@dataclass(frozen=True, slots=True)
class Reset:
    """A new password by a reset link."""

    token: str = field(repr=False)
    password: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class CodeSecret:
    """What an authenticator app needs: the secret to type, or the address to read from a picture."""

    secret: str = field(repr=False)
    address: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class Appearance:
    """How the pages look to a person: "light", "dark" or "" for as the device, and their time zone or ""."""

    theme: str
    zone: str


def change_password(kit: Kit, actor: Actor, command: ChangePassword) -> None:
    """Change the own password; every other session of the person ends.

    Raises:
        InvalidInput: the old password is not right, or the new one too easy.
        TooManyAttempts: the old one was guessed at too often.
    """
    policy.require(actor, Permission.ACCOUNT_KEEP)
    person = known_person(kit, actor.person)
    _try(kit, f"password {person.id}")
    form = Form()
    if not is_password(person.password, command.old):
        form.note("old", "is not your password", "expected the one you sign in with")
    check_password(form, "new", command.new, *person.name.split(), person.email.split("@")[0])
    form.finish()
    password = hash_password(command.new)
    with kit.database.writing():
        people.change_person(kit.database, person.id, password=password)
        sessions.end_sessions(kit.database, person.id, kit.now(), keep=command.session)
        attempts.clear_attempts(kit.database, f"password {person.id}")
        kit.record(actor.person, Event.ACCOUNT_PASSWORD_CHANGED, actor.person)
        kit.post(person.email, "Your password was changed", _changed(person.name, kit.settings.contact))


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


def offer_code(kit: Kit, actor: Actor) -> CodeSecret:
    """A secret for one-time codes; nothing is stored until `turn_on_code` proves that the app has it."""
    secret = new_code_secret()
    return CodeSecret(secret, code_address(secret, known_person(kit, actor.person).email))


def turn_on_code(kit: Kit, actor: Actor, secret: str, code: str) -> None:
    """Ask for one-time codes from now on.

    Raises:
        InvalidInput: the code is not the secret's.
        Conflict: codes are asked for already; turn them off first, which needs the password.
    """
    policy.require(actor, Permission.ACCOUNT_KEEP)
    if known_person(kit, actor.person).code_secret is not None:
        raise Conflict("One-time codes are on already; turn them off before you use another app")
    step = code_step(secret, code, kit.now()) if len(secret) >= 32 and secret.isalnum() else None
    if step is None:
        raise refuse_problem("code", "is not right", "expected the six digits that the app shows now")
    sealed = kit.vault.seal_draft(secret.encode(), "code", actor.person)
    with kit.database.writing():
        people.change_person(kit.database, actor.person, code_secret=sealed, code_step=step)
        kit.record(actor.person, Event.ACCOUNT_CODE_CHANGED, actor.person, on=True)


def turn_off_code(kit: Kit, actor: Actor, password: str) -> None:
    """Ask for no one-time codes any more.

    Raises:
        InvalidInput: the password is not right.
        TooManyAttempts: it was guessed at too often.
    """
    policy.require(actor, Permission.ACCOUNT_KEEP)
    _try(kit, f"password {actor.person}")
    if not is_password(known_person(kit, actor.person).password, password):
        raise refuse_problem("password", "is not your password", "expected the one you sign in with")
    with kit.database.writing():
        people.change_person(kit.database, actor.person, code_secret=None)
        kit.record(actor.person, Event.ACCOUNT_CODE_CHANGED, actor.person, on=False)


def choose_appearance(kit: Kit, actor: Actor, command: Appearance) -> None:
    """Keep how the pages look to the person; no journal entry, as it concerns nobody else.

    Raises:
        InvalidInput: there is no such theme or time zone.
    """
    policy.require(actor, Permission.ACCOUNT_KEEP)
    if command.theme not in ("", "light", "dark"):
        raise refuse_problem("theme", "is not known", "expected light, dark, or nothing to follow the device")
    if command.zone and command.zone not in available_timezones():
        raise refuse_problem("zone", "is not known", "expected a name such as Europe/Amsterdam")
    with kit.database.writing():
        people.change_person(kit.database, actor.person, appearance=command.theme, zone=command.zone)


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


def own_organisation(kit: Kit, actor: Actor) -> str:
    """The name of the organisation that the actor acts for.

    Raises:
        NotFound: there is none.
    """
    found = people.organisation(kit.database, actor.organisation)
    if found is None:
        raise NotFound("You act for no organisation")
    return found.name


def _try(kit: Kit, subject: str) -> None:
    with kit.database.writing():
        refuse_over(kit, subject, TRIES_LIMIT)
        attempts.add_attempt(kit.database, subject, kit.now())


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


def _changed(name: str, contact: str) -> str:
    help_line = f" Was it not you? Write to {contact}." if contact else " Was it not you? Tell the administrator."
    return f"Hello {name},\n\nyour password was changed, and your other sessions were ended.{help_line}\n"
