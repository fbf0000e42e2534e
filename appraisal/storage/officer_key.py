"""An officer's own key pair: the public half to seal to, the private half behind a passphrase and the key at rest."""

from __future__ import annotations

import json
import secrets
import unicodedata
from dataclasses import dataclass

from argon2.low_level import Type, hash_secret_raw
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey

from appraisal.core.errors import BrokenChain, InvalidInput, NotPermitted, Problem
from appraisal.storage import cipher
from appraisal.storage.stored_text import StoredText, encoded
from appraisal.storage.vault import Vault

FORMAT = "appraisal-officer-key/1"
SHORTEST_PASSPHRASE = 16
LONGEST_PASSPHRASE = 1000

_SALT_BYTES = 16


@dataclass(frozen=True, slots=True)
class Argon2id:
    """How a passphrase becomes a key; the defaults are the second choice of RFC 9106: 64 MiB, 3 passes, 4 lanes."""

    salt: bytes
    memory_kib: int = 65536
    passes: int = 3
    lanes: int = 4

    def key(self, passphrase: str) -> bytes:
        """The key of 32 bytes; takes about a quarter of a second on purpose."""
        secret = _normal(passphrase).encode(errors="surrogatepass")
        return hash_secret_raw(secret, self.salt, self.passes, self.memory_kib, self.lanes, cipher.KEY_BYTES, Type.ID)

    def bounded(self) -> bool:
        """Whether the parameters are at least the defaults, and not so large that opening would stop the server."""
        return (
            len(self.salt) == _SALT_BYTES
            and 65536 <= self.memory_kib <= 1024 * 1024
            and 3 <= self.passes <= 20
            and 1 <= self.lanes <= 16
        )


@dataclass(frozen=True, slots=True)
class OfficerKey:
    """What is stored of an officer's key pair; alone, and with the key at rest, it does not give the private half."""

    officer: str
    public: bytes
    argon2id: Argon2id
    sealed: bytes

    def text(self) -> str:
        """The key as one line of JSON, to store."""
        how = self.argon2id
        return json.dumps(
            {
                "format": FORMAT,
                "officer": self.officer,
                "public": encoded(self.public),
                "salt": encoded(how.salt),
                "memory_kib": how.memory_kib,
                "passes": how.passes,
                "lanes": how.lanes,
                "sealed": encoded(self.sealed),
            }
        )

    def behind_passphrase(self, vault: Vault) -> bytes:
        """The private half behind the passphrase alone, the layer of the key at rest taken off.

        Raises:
            BrokenChain: this vault did not store this public half for this officer.
        """
        return vault.open_draft(self.sealed, *_about(self.officer, self.public))

    @classmethod
    def parse(cls, text: str) -> OfficerKey:
        """The key from its stored line.

        Raises:
            BrokenChain: the line is not one that `text` made.
        """
        stored = StoredText(FORMAT, text)
        numbers = (stored.number(name) for name in ("memory_kib", "passes", "lanes"))
        argon2id = Argon2id(stored.data("salt"), *numbers)
        if not argon2id.bounded():
            raise BrokenChain(f"{FORMAT}: Argon2id is to cost {argon2id}; expected its cost as it was stored")
        return cls(stored.text("officer"), stored.data("public"), argon2id, stored.data("sealed"))


def new_officer_key(vault: Vault, officer: str, passphrase: str) -> OfficerKey:
    """A fresh key pair for an officer.

    Raises:
        InvalidInput: the passphrase is too short, too long or too uniform to keep a sealed bid.
    """
    return _stored(vault, officer, X25519PrivateKey.generate(), passphrase)


def change_passphrase(vault: Vault, key: OfficerKey, old: str, new: str) -> OfficerKey:
    """The same key pair behind another passphrase; every lot sealed to it opens with the new one.

    Raises:
        NotPermitted: the old passphrase is not the right one.
        InvalidInput: the new one is unfit.
    """
    return _stored(vault, key.officer, officer_secret(vault, key, old), new)


def officer_secret(vault: Vault, key: OfficerKey, passphrase: str) -> X25519PrivateKey:
    """The private half.

    Raises:
        NotPermitted: the passphrase is not the right one.
        BrokenChain: the stored key was changed, or is sealed under another key at rest.
    """
    inner = key.behind_passphrase(vault)
    try:
        private = cipher.unseal(key.argon2id.key(passphrase), inner, *_about(key.officer, key.public))
    except cipher.NotOpened:
        raise NotPermitted(
            "the passphrase does not open the officer's key; expected the one it was made with"
        ) from None
    return X25519PrivateKey.from_private_bytes(private)


def _stored(vault: Vault, officer: str, private: X25519PrivateKey, passphrase: str) -> OfficerKey:
    _refuse_weak(passphrase)
    argon2id = Argon2id(secrets.token_bytes(_SALT_BYTES))
    public = private.public_key().public_bytes_raw()
    about = _about(officer, public)
    inner = cipher.seal(argon2id.key(passphrase), private.private_bytes_raw(), *about)
    return OfficerKey(officer, public, argon2id, vault.seal_draft(inner, *about))


def _about(officer: str, public: bytes) -> tuple[str, ...]:
    return (FORMAT, officer, public.hex())


def _normal(passphrase: str) -> str:
    """The passphrase as any keyboard gives it: every space a plain one, letters composed (RFC 8265, OpaqueString)."""
    spaced = "".join(" " if unicodedata.category(letter) == "Zs" else letter for letter in passphrase)
    return unicodedata.normalize("NFC", spaced)


def _refuse_weak(passphrase: str) -> None:
    length = len(_normal(passphrase))
    wrong = ""
    if length < SHORTEST_PASSPHRASE:
        wrong = f"has {length} characters"
    elif length > LONGEST_PASSPHRASE:
        wrong = f"has {length:,} characters"
    elif len(set(passphrase)) < SHORTEST_PASSPHRASE // 2:
        wrong = "repeats a few characters"
    if wrong:
        expected = f"expected {SHORTEST_PASSPHRASE} to {LONGEST_PASSPHRASE:,} characters, such as five unrelated words"
        raise InvalidInput("", [Problem("passphrase", wrong, expected)])
