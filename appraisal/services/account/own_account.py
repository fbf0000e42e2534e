"""What people do with their own account: password, one-time codes, appearance."""

from __future__ import annotations

from dataclasses import dataclass, field
from zoneinfo import available_timezones

from appraisal.core import policy
from appraisal.core.errors import Conflict
from appraisal.core.events import Event
from appraisal.core.policy import Actor, Permission
from appraisal.services.account.enrolment import known_person, refuse_problem
from appraisal.services.account.passwords import (
    check_password,
    code_address,
    code_step,
    hash_password,
    is_password,
    new_code_secret,
)
from appraisal.services.account.sign_in import refuse_over
from appraisal.services.toolkit import Kit
from appraisal.services.words import Form
from appraisal.storage import attempts, people, sessions

TRIES_LIMIT = 6


@dataclass(frozen=True, slots=True)
class ChangePassword:
    """The old password and the new one; `session` is the id of the session to keep."""

    old: str = field(repr=False)
    new: str = field(repr=False)
    session: str = ""


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


def _try(kit: Kit, subject: str) -> None:
    with kit.database.writing():
        refuse_over(kit, subject, TRIES_LIMIT)
        attempts.add_attempt(kit.database, subject, kit.now())


def _changed(name: str, contact: str) -> str:
    help_line = f" Was it not you? Write to {contact}." if contact else " Was it not you? Tell the administrator."
    return f"Hello {name},\n\nyour password was changed, and your other sessions were ended.{help_line}\n"
