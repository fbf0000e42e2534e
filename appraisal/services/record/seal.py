"""The installation's seal: what every printed document names, and what goes around a dossier."""

from __future__ import annotations

from appraisal.exchange.dossier.seal import PublicSeal
from appraisal.services.toolkit import Kit
from appraisal.storage.seal_key import SealKey, keep_seal_key, seal_key


def own_seal(kit: Kit) -> SealKey:
    """The installation's key, made at the first need; begins a transaction of its own where none is open.

    Raises:
        BrokenChain: the stored key was changed.
    """
    known = seal_key(kit.database, kit.vault)
    if known is not None:
        return known
    if kit.database.is_writing:
        return keep_seal_key(kit.database, kit.vault)
    with kit.database.writing():
        return keep_seal_key(kit.database, kit.vault)


def seal_fingerprint(kit: Kit) -> str:
    """The fingerprint to print, "" before the key was made; looking makes none.

    Raises:
        BrokenChain: the stored key was changed.
    """
    known = seal_key(kit.database, kit.vault)
    return PublicSeal(known.public).fingerprint if known else ""


def public_seal(kit: Kit) -> PublicSeal:
    """The public half: its `fingerprint` belongs on every printed document, its `pem` to everybody who verifies."""
    return PublicSeal(own_seal(kit).public)
