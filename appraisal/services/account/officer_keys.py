"""An officer's own key to sealed bids: made with a passphrase that nobody else ever knows."""

from __future__ import annotations

from appraisal.core import policy
from appraisal.core.errors import Conflict, InvalidInput, NotPermitted, Problem
from appraisal.core.events import Event
from appraisal.core.policy import Actor, Permission
from appraisal.services.account.sign_in import refuse_over
from appraisal.services.toolkit import Kit
from appraisal.storage import attempts, officer_keys
from appraisal.storage.officer_key import change_passphrase, new_officer_key

TRIES = 6
"""Passphrases and halves that an officer may try in a quarter of an hour, wherever they are asked for."""


def has_key(kit: Kit, actor: Actor) -> bool:
    """Whether the officer has made a key."""
    policy.require(actor, Permission.OFFICER_KEY_KEEP)
    return actor.person in officer_keys.keys_of(kit.database, [actor.person])


def make_key(kit: Kit, actor: Actor, passphrase: str) -> None:
    """Make the officer's key; lots published from now on can be sealed to it.

    Raises:
        NotPermitted: the actor is no officer.
        InvalidInput: the passphrase is too easy.
        Conflict: there is a key already; lots may be sealed to it.
    """
    policy.require(actor, Permission.OFFICER_KEY_KEEP)
    key = new_officer_key(kit.vault, actor.person, passphrase)
    with kit.database.writing():
        if actor.person in officer_keys.keys_of(kit.database, [actor.person]):
            raise Conflict("You have a key already; its passphrase can be changed while you know it")
        officer_keys.keep_key(kit.database, key, kit.now())
        kit.record(actor.person, Event.OFFICER_KEY_MADE, actor.person)


def renew_passphrase(kit: Kit, actor: Actor, old: str, new: str) -> None:
    """Put the officer's key behind another passphrase; every lot sealed to it opens with the new one.

    Raises:
        NotPermitted: the actor is no officer.
        InvalidInput: the old passphrase is not right, or the new one too easy.
        Conflict: there is no key yet.
        TooManyAttempts: it was tried too often.
    """
    policy.require(actor, Permission.OFFICER_KEY_KEEP)
    key = officer_keys.keys_of(kit.database, [actor.person]).get(actor.person)
    if key is None:
        raise Conflict("You have no key yet; expected one to be made first")
    count_try(kit, actor)
    try:
        renewed = change_passphrase(kit.vault, key, old, new)
    except NotPermitted:
        problem = Problem("old", "is not the passphrase of your key", "expected the one it was made with")
        raise InvalidInput("", [problem]) from None
    with kit.database.writing():
        officer_keys.keep_key(kit.database, renewed, kit.now())
        kit.record(actor.person, Event.OFFICER_KEY_CHANGED, actor.person)


def count_try(kit: Kit, actor: Actor) -> None:
    """Count an officer's try of a passphrase or a recovery half before it is made.

    Raises:
        TooManyAttempts: there were too many.
    """
    with kit.database.writing():
        refuse_over(kit, f"key part {actor.person}", TRIES)
        attempts.add_attempt(kit.database, f"key part {actor.person}", kit.now())
