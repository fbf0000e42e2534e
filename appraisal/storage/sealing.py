"""The seal on a lot: bids are sealed to its public key, and any two of its officers together hold the private one.

For each ordered pair of officers the private key is sealed to the second officer's key, and the result to the first
one's; so either may begin an opening, at their own desk, and neither gets anywhere alone. A small team may leave the
private key to the server instead.

>>> from appraisal.storage.officer_key import new_officer_key
>>> from appraisal.storage.opening import begin_opening, complete_opening
>>> vault = Vault(bytes(32))
>>> ann = new_officer_key(vault, "ann", "green kettle marches home")
>>> ben = new_officer_key(vault, "ben", "seven slow rivers turning")
>>> lot, halves = lot_keys(vault, "LOT-1", [ann, ben])
>>> sealed = seal_submission(vault, lot, b"the bid", "BID-1", 1)
>>> begun = begin_opening(vault, lot, ann, "green kettle marches home")
>>> opened = complete_opening(vault, lot, begun, ben, "seven slow rivers turning")
>>> opened.read(sealed, "BID-1", 1)
b'the bid'
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from itertools import permutations

from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey

from appraisal.core.errors import InvalidInput, Problem
from appraisal.storage import cipher
from appraisal.storage.lot_key import LotKey
from appraisal.storage.officer_key import OfficerKey
from appraisal.storage.recovery import RecoveryHalves, new_halves, recovery_key
from appraisal.storage.vault import Vault

MOST_OFFICERS = 20
"""A lot of 20 officers has 380 ordered pairs, each sealed twice: about 0.1 s and 100 kB."""


def lot_keys(vault: Vault, lot: str, officers: Sequence[OfficerKey]) -> tuple[LotKey, RecoveryHalves]:
    """A fresh key for a lot that any two of the officers open, and the recovery halves, to print and forget.

    Raises:
        InvalidInput: fewer than two officers, more than 20, or one named twice.
        BrokenChain: an officer's key is not as it was stored.
    """
    _refuse_unfit(officers)
    for officer in officers:
        officer.behind_passphrase(vault)
    private, public = _new_pair()
    pairs = {
        pair(first.officer, second.officer): cipher.seal_to(
            first.public,
            cipher.seal_to(second.public, private, *about("inner", lot, public, first.officer, second.officer)),
            *about("outer", lot, public, first.officer, second.officer),
        )
        for first, second in permutations(officers, 2)
    }
    halves = new_halves(lot)
    recovery = cipher.seal(recovery_key(halves, lot, public), private, *about("recovery", lot, public))
    names = tuple(officer.officer for officer in officers)
    return LotKey(lot, public, names, pairs, recovery).marked(vault), halves


def server_lot_key(vault: Vault, lot: str) -> LotKey:
    """A fresh key for a lot of a small team: the server opens it with the key at rest, without any officer."""
    private, public = _new_pair()
    return LotKey(lot, public, server=vault.seal_draft(private, *about("server", lot, public))).marked(vault)


def seal_submission(vault: Vault, key: LotKey, data: bytes, bid: str, version: int) -> bytes:
    """A submission sealed to the lot; it opens as this version of this bid only, and no more to the server.

    Raises:
        BrokenChain: the lot's key is not as it was stored at publication.
    """
    key.refuse_changed(vault)
    return cipher.seal_to(key.public, data, *about("submission", key.lot, key.public, bid, str(version)))


def about(part: str, lot: str, public: bytes, *more: str) -> tuple[str, ...]:
    """What a sealing that belongs to a lot's key is bound to."""
    return ("appraisal-lot/1", part, lot, public.hex(), *more)


def pair(first: str, second: str) -> str:
    """The name of an ordered pair of officers in a lot's key."""
    return json.dumps([first, second])


def _new_pair() -> tuple[bytes, bytes]:
    private = X25519PrivateKey.generate()
    return private.private_bytes_raw(), private.public_key().public_bytes_raw()


def _refuse_unfit(officers: Sequence[OfficerKey]) -> None:
    problems = []
    if not 2 <= len(officers) <= MOST_OFFICERS:
        problems.append(Problem("officers", f"names {len(officers)}", f"expected 2 to {MOST_OFFICERS}"))
    names, keys = ({getattr(officer, part) for officer in officers} for part in ("officer", "public"))
    if len(names) < len(officers) or len(keys) < len(officers):
        problems.append(Problem("officers", "names one officer twice", "expected each once, each with their own key"))
    if problems:
        raise InvalidInput("", problems)
