"""Sessions: who is signed in, decided on the server each time; a session that ended stays ended."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from appraisal.core.people import Person
from appraisal.core.policy import Actor
from appraisal.services.toolkit import Kit, hashed
from appraisal.storage import sessions

IDLE = timedelta(hours=3)
"""How long a session lives without a request; autosave counts as one."""

ABSOLUTE = timedelta(hours=12)
"""How long a session lives at most."""

_SEEN_EVERY = timedelta(minutes=1)


@dataclass(frozen=True, slots=True)
class Session:
    """A live session: `id` names it without being the token, `ends` is when it ends whatever happens."""

    id: str
    actor: Actor
    person: Person
    started: datetime
    ends: datetime


def begin_session(kit: Kit, person_id: str) -> str:
    """The token of a fresh session, inside the act's transaction."""
    token = kit.token()
    sessions.add_session(kit.database, hashed(token), person_id, kit.now())
    return token


def find_session(kit: Kit, token: str) -> Session | None:
    """The live session of a token, or None: unknown, ended, idle for too long, too old, or the account disabled.

    Notes at most once a minute that the session is in use.
    """
    session_id = hashed(token)
    stored = sessions.stored_session(kit.database, session_id)
    at = kit.now()
    if stored is None or stored.ended or at - stored.seen > IDLE or at - stored.started > ABSOLUTE:
        return None
    person = stored.person
    if person.disabled:
        return None
    if at - stored.seen >= _SEEN_EVERY:
        with kit.database.writing():
            sessions.see_session(kit.database, session_id, at)
    return Session(session_id, person.actor, person, stored.started, stored.started + ABSOLUTE)
