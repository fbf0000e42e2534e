"""Single-use links: made for an address, looked at as often as a mail scanner likes, used once."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta

from appraisal.core.errors import ExpiredLink, NotFound, SpentLink
from appraisal.core.people import Purpose
from appraisal.services.mail.notices import moment_text
from appraisal.services.toolkit import Kit, hashed
from appraisal.storage import links
from appraisal.storage.links import StoredLink

LIFE: Mapping[Purpose, timedelta] = {
    Purpose.INVITATION: timedelta(days=60),
    Purpose.JOIN: timedelta(days=7),
    Purpose.REGISTER: timedelta(days=1),
    Purpose.RESET: timedelta(hours=1),
    Purpose.SET_UP: timedelta(days=1),
    Purpose.TEAM: timedelta(days=14),
}

PATHS: Mapping[Purpose, str] = {
    Purpose.INVITATION: "invitation",
    Purpose.JOIN: "join",
    Purpose.REGISTER: "register",
    Purpose.RESET: "reset",
    Purpose.SET_UP: "set-up",
    Purpose.TEAM: "team",
}
"""The first part of each link's path; the token is the second."""

RENEWAL: Mapping[Purpose, str] = {
    Purpose.INVITATION: "ask the buyer to send the invitation again",
    Purpose.JOIN: "choose a password by “Forgotten your password?” where you sign in",
    Purpose.REGISTER: "register again",
    Purpose.RESET: "ask for another by “Forgotten your password?” where you sign in",
    Purpose.SET_UP: "start the server again, which prints another",
    Purpose.TEAM: "ask the bid manager to invite you again",
}
"""How somebody comes by a link that works."""


@dataclass(frozen=True, slots=True)
class Link:
    """A link as its holder may see it."""

    purpose: Purpose
    email: str
    facts: Mapping[str, str]


def make_link(kit: Kit, purpose: Purpose, email: str, **facts: str) -> tuple[str, str]:
    """The full address of a fresh link, and the id under which the store knows it; inside the act's transaction."""
    token = kit.token()
    at = kit.now()
    links.add_link(kit.database, StoredLink(hashed(token), purpose, email, facts, at + LIFE[purpose], None), at)
    return kit.address(f"{PATHS[purpose]}/{token}"), hashed(token)


def look_at_link(kit: Kit, token: str, *purposes: Purpose) -> Link:
    """What a link is for; looking changes nothing.

    Raises:
        NotFound: there is no such link for one of the purposes.
        SpentLink: it was used, or replaced by a newer one.
        ExpiredLink: it was not used in time.
    """
    return _valid(kit, token, purposes)


def use_link(kit: Kit, token: str, *purposes: Purpose) -> Link:
    """Use a link up, inside the act's transaction: of two who try at once, one is told that it was used.

    Raises:
        NotFound, SpentLink, ExpiredLink: as `look_at_link`.
    """
    link = _valid(kit, token, purposes)
    if not links.use_link(kit.database, hashed(token), kit.now()):
        raise _used(link.purpose)
    return link


def _valid(kit: Kit, token: str, purposes: tuple[Purpose, ...]) -> Link:
    stored = links.stored_link(kit.database, hashed(token))
    if stored is None or stored.purpose not in purposes:
        raise NotFound("This link is not known; expected the whole address from the mail")
    if stored.used is not None:
        raise _used(stored.purpose)
    if kit.now() > stored.expires:
        raise ExpiredLink(f"It worked until {moment_text(stored.expires, 'UTC')}; {RENEWAL[stored.purpose]}")
    return Link(stored.purpose, stored.email, stored.facts)


def _used(purpose: Purpose) -> SpentLink:
    return SpentLink(f"It was used, or a newer one replaced it. If you used it, sign in; if not, {RENEWAL[purpose]}")
