"""The seal's key: one Ed25519 key of the installation, its private half under the key at rest.

>>> from appraisal.storage.schema import migrate
>>> database, vault = Database(":memory:"), Vault(bytes(32))
>>> migrate(database)
>>> with database.writing():
...     made = keep_seal_key(database, vault)
>>> seal_key(database, vault).public == made.public
True
>>> len(made.sign(b"a manifest"))
64
"""

from __future__ import annotations

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from appraisal.core.errors import BrokenChain
from appraisal.storage.database import Database
from appraisal.storage.vault import Vault

_NAME = "seal-key"
_ABOUT = ("seal key",)


class SealKey:
    """Seals what leaves the installation; `public` are the 32 bytes by which anybody checks it."""

    __slots__ = ("_private", "public")

    def __init__(self, private: bytes) -> None:
        self._private = Ed25519PrivateKey.from_private_bytes(private)
        self.public = self._private.public_key().public_bytes_raw()

    def sign(self, data: bytes) -> bytes:
        """The signature, 64 bytes; the same for the same data."""
        return self._private.sign(data)


def keep_seal_key(database: Database, vault: Vault, private: bytes | None = None) -> SealKey:
    """The installation's key, made where there is none; inside `writing()`.

    A `private` half of 32 bytes is taken over, for an installation that shall seal as another one did.

    Raises:
        BrokenChain: the stored key was changed.
    """
    known = seal_key(database, vault)
    if known is not None:
        return known
    new = private or Ed25519PrivateKey.generate().private_bytes_raw()
    database.add("installation", name=_NAME, value=vault.seal_draft(new, *_ABOUT).hex())
    return SealKey(new)


def seal_key(database: Database, vault: Vault) -> SealKey | None:
    """The installation's key, or None before it was made.

    Raises:
        BrokenChain: the stored key was changed.
    """
    row = database.one("SELECT value FROM installation WHERE name = ?", _NAME)
    if row is None:
        return None
    try:
        sealed = bytes.fromhex(row["value"])
    except ValueError:
        raise BrokenChain("the seal's key: is not as it was stored; expected it unchanged") from None
    return SealKey(vault.open_draft(sealed, *_ABOUT))
