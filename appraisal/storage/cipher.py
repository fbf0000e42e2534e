"""The two published constructions that everything sealed here stands on, and the padding that hides lengths.

Under one key: Cobblestone-256 (C2SP chunked-encryption: HKDF-SHA-512, AES-256-GCM in chunks, committing to its key).
To a public key: HPKE (RFC 9180) with X25519, HKDF-SHA-256 and AES-256-GCM.
Neither is put together here; both come from `cryptography`.
"""

from __future__ import annotations

import json

from cryptography.cobblestone import Cobblestone256Decryptor, Cobblestone256Encryptor
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.hpke import AEAD, KDF, KEM, Suite

KEY_BYTES = 32
LEAST_PADDED = 1024
"""Bytes that the shortest message is padded to."""
ADDED_BYTES = 73
"""What `seal` adds to the padded data: the version, a salt, a commitment and a tag."""
_VERSION = b"\1"
"""The first byte of all that is sealed here, so that a later construction can be told from these two."""
_LENGTH_BYTES = 8
_JSON = json.JSONEncoder(separators=(",", ":"))
_SUITE = Suite(KEM.X25519, KDF.HKDF_SHA256, AEAD.AES_256_GCM)


class NotOpened(Exception):
    """The key, the context or the sealed bytes are not those of the sealing; nothing says which of them."""


def context(*about: str) -> bytes:
    """What a sealing is about, as bytes that no other list of texts gives.

    >>> context("bid", "B-1", "2")
    b'["appraisal","bid","B-1","2"]'
    """
    return _JSON.encode(["appraisal", *about]).encode()


def seal(key: bytes, data: bytes, *about: str) -> bytes:
    """The data padded and sealed under a key of 32 random bytes, readable only with the same `about`."""
    encryptor = Cobblestone256Encryptor(key, context(*about))
    return _VERSION + encryptor.update(padded(data)) + encryptor.finalize()


def unseal(key: bytes, sealed: bytes, *about: str) -> bytes:
    """The data that was sealed.

    Raises:
        NotOpened: another key, another `about`, or a byte was changed, added or lost.
    """
    decryptor = Cobblestone256Decryptor(key, context(*about))
    try:
        return unpadded(decryptor.update(_body(sealed)) + decryptor.finalize())
    except InvalidTag:
        raise NotOpened from None


def seal_to(public: bytes, data: bytes, *about: str) -> bytes:
    """The data padded and sealed to an X25519 public key; `about` is HPKE's info."""
    return _VERSION + _SUITE.encrypt(padded(data), X25519PublicKey.from_public_bytes(public), info=context(*about))


def unseal_with(private: X25519PrivateKey, sealed: bytes, *about: str) -> bytes:
    """The data that was sealed to the private key's public half.

    Raises:
        NotOpened: another key, another `about`, or a byte was changed, added or lost.
    """
    try:
        return unpadded(_SUITE.decrypt(_body(sealed), private, info=context(*about)))
    except InvalidTag:
        raise NotOpened from None


def _body(sealed: bytes) -> bytes:
    if not sealed.startswith(_VERSION):
        raise NotOpened
    return sealed[len(_VERSION) :]


def padded_length(length: int) -> int:
    """The length to pad to: Padmé (Nikitin and others, PETS 2019), so at most 12 % more, and never under 1 KiB.

    >>> padded_length(9), padded_length(1_000_000)
    (1024, 1015808)
    """
    if length <= LEAST_PADDED:
        return LEAST_PADDED
    exponent = length.bit_length() - 1
    mask = (1 << (exponent - exponent.bit_length())) - 1
    return (length + mask) & ~mask


def padded(data: bytes) -> bytes:
    """The data after its length and before zeros up to the padded length."""
    framed = len(data).to_bytes(_LENGTH_BYTES) + data
    return framed.ljust(padded_length(len(framed)), b"\0")


def unpadded(framed: bytes) -> bytes:
    """The data without its frame; the frame has been authenticated before."""
    return framed[_LENGTH_BYTES : _LENGTH_BYTES + int.from_bytes(framed[:_LENGTH_BYTES])]
