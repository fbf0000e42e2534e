"""Signing in and out: one text, status and cost for every failure, and limits that lock nobody else out."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import timedelta

from appraisal.core.errors import NotFound, NotPermitted, TooManyAttempts
from appraisal.core.events import Event
from appraisal.core.people import Person
from appraisal.core.policy import Actor
from appraisal.services.account.passwords import code_step, is_password
from appraisal.services.account.sessions import begin_session
from appraisal.services.toolkit import Kit, hashed
from appraisal.storage import attempts, people, sessions

WINDOW = timedelta(minutes=15)
PAIR_LIMIT = 6
"""Failures on one account from one place."""
PLACE_LIMIT = 30
"""Failures from one place on any account."""
ACCOUNT_LIMIT = 20
"""Failures on one account from places it never signed in from."""
GLOBAL_LIMIT = 500
"""Failures on all accounts from places they never signed in from."""
KNOWN_FOR = timedelta(days=90)

REFUSAL = "The address, the password or the one-time code is not right"


@dataclass(frozen=True, slots=True)
class Credentials:
    """What the sign-in form holds; `place` is the address that the request came from."""

    email: str
    password: str = field(repr=False)
    code: str = field(default="", repr=False)
    place: str = ""


@dataclass(frozen=True, slots=True)
class SignedIn:
    """A fresh session's token for the cookie, and who it is."""

    token: str = field(repr=False)
    actor: Actor


def sign_in(kit: Kit, credentials: Credentials, old_token: str = "") -> SignedIn:
    """A fresh session; the one of `old_token` ends, so a session id never outlives a sign-in.

    Raises:
        NotPermitted: something is not right; nothing says what.
        TooManyAttempts: it was tried too often; the same for accounts that do not exist.
    """
    email = credentials.email.strip().lower()
    person = people.person_by_email(kit.database, email)
    with kit.database.writing():
        _refuse_too_many(kit, email, credentials.place, person)
        _count(kit, email, credentials.place)
    right = is_password(person.password if person else None, credentials.password)
    step = _code_step(kit, person, credentials.code)
    with kit.database.writing():
        person = people.person_by_email(kit.database, email) if right and step is not None else None
        if person and not person.disabled and _use_step(kit, person, step or 0):
            _forgive(kit, email, credentials.place)
            attempts.remember_place(kit.database, person.id, kit.vault.name("place", credentials.place), kit.now())
            sessions.end_session(kit.database, hashed(old_token), kit.now())
            kit.record(person.id, Event.ACCOUNT_SIGNED_IN, person.id)
            return SignedIn(begin_session(kit, person.id), person.actor)
    raise NotPermitted(REFUSAL)


def sign_in_for_demo(kit: Kit, email: str, old_token: str = "") -> SignedIn:
    """A fresh session without a password, in the demo only.

    Raises:
        NotFound: this is no demo, or there is no such person.
    """
    person = people.person_by_email(kit.database, email.strip().lower()) if kit.settings.demo else None
    if person is None or person.disabled:
        raise NotFound("There is nobody like that in the demo")
    with kit.database.writing():
        sessions.end_session(kit.database, hashed(old_token), kit.now())
        kit.record(person.id, Event.ACCOUNT_SIGNED_IN, person.id, demo=True)
        return SignedIn(begin_session(kit, person.id), person.actor)


def sign_out(kit: Kit, actor: Actor, token: str) -> None:
    """End the session on the server; a second time changes nothing."""
    with kit.database.writing():
        if sessions.end_session(kit.database, hashed(token), kit.now()):
            kit.record(actor.person, Event.ACCOUNT_SIGNED_OUT, actor.person)


def _code_step(kit: Kit, person: Person | None, code: str) -> int | None:
    """The step of the code; 0 where the account has no second factor."""
    if person is None or person.code_secret is None:
        return 0
    secret = kit.vault.open_draft(person.code_secret, "code", person.id).decode()
    return code_step(secret, code, kit.now())


def _use_step(kit: Kit, person: Person, step: int) -> bool:
    return person.code_secret is None or people.use_code_step(kit.database, person.id, step)


def _refuse_too_many(kit: Kit, email: str, place: str, person: Person | None) -> None:
    pair, (at_place, on_account, everywhere) = _pair(kit, email, place), _shared(kit, email, place)
    limits = [(pair, PAIR_LIMIT), (at_place, PLACE_LIMIT)]
    since = kit.now() - KNOWN_FOR
    if person is None or not attempts.knows_place(kit.database, person.id, at_place, since):
        limits += [(on_account, ACCOUNT_LIMIT), (everywhere, GLOBAL_LIMIT)]
    for subject, limit in limits:
        refuse_over(kit, subject, limit)


def refuse_over(kit: Kit, subject: str, limit: int) -> None:
    """Go on only while a subject was counted fewer times than the limit in the last quarter of an hour.

    Raises:
        TooManyAttempts: with the seconds until it counts fewer.
    """
    many, first = attempts.attempts_since(kit.database, subject, kit.now() - WINDOW)
    if many >= limit and first is not None:
        seconds = _seconds(first + WINDOW - kit.now())
        raise TooManyAttempts(f"Too many attempts; try again in {-(-seconds // 60)} minutes", seconds)


def _count(kit: Kit, email: str, place: str) -> None:
    """Count the attempt before it is tried, so that many at once are not all let through."""
    for subject in (_pair(kit, email, place), *_shared(kit, email, place)):
        attempts.add_attempt(kit.database, subject, kit.now())
    attempts.forget_attempts(kit.database, kit.now() - 4 * WINDOW)


def _forgive(kit: Kit, email: str, place: str) -> None:
    """Take back the attempt that succeeded, and all earlier ones on this account from this place."""
    attempts.clear_attempts(kit.database, _pair(kit, email, place))
    for subject in _shared(kit, email, place):
        attempts.take_back_attempt(kit.database, subject)


def _pair(kit: Kit, email: str, place: str) -> str:
    return kit.vault.name("sign-in", email, place)


def _shared(kit: Kit, email: str, place: str) -> tuple[str, str, str]:
    """What an attempt counts on besides: its place, its account, and all; a stolen store tells neither."""
    return kit.vault.name("place", place), kit.vault.name("account", email), "all"


def _seconds(wait: timedelta) -> int:
    return max(1, int(wait.total_seconds()))
