"""The recovery key of a lot in two halves on paper: written in groups, and read back in spite of small slips."""

from __future__ import annotations

import hashlib
import hmac
import secrets
from dataclasses import dataclass, field

from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from appraisal.core.errors import InvalidInput, Problem
from appraisal.storage import cipher

HALF_BYTES = 16
_CHECK_BYTES = 4
_LETTERS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
"""Crockford's base 32: no I, L, O or U."""
_GROUP = 4
_LENGTH = (HALF_BYTES + _CHECK_BYTES) * 8 // 5
_MEANT = str.maketrans({"O": "0", "I": "1", "L": "1"})


@dataclass(frozen=True, slots=True)
class RecoveryHalves:
    """Two texts of eight groups of four, each for one keeper's sheet of paper; neither is ever stored.

    Each half is 128 random bits, so whoever holds one still has 128 bits to guess.
    """

    first: str = field(repr=False)
    second: str = field(repr=False)


def new_halves(lot: str) -> RecoveryHalves:
    """Two fresh halves for a lot."""
    return RecoveryHalves(
        *(written(secrets.token_bytes(HALF_BYTES), lot, number) for number in (1, 2)),
    )


def recovery_key(halves: RecoveryHalves, lot: str, public: bytes) -> bytes:
    """The key of 32 bytes that both halves give together, in whichever order they were typed.

    Raises:
        InvalidInput: a half is mistyped, belongs to another lot, or one half was given twice.
    """
    read = {place: read_half(text, lot) for place, text in (("first", halves.first), ("second", halves.second))}
    problems = [
        Problem(place, "is not a recovery half of this lot", "expected eight groups of four letters and digits")
        for place, half in read.items()
        if half is None
    ]
    known = dict(half for half in read.values() if half is not None)
    if not problems and len(known) == 1:
        problems = [Problem("second", f"is half {next(iter(known))} again", "expected the other half")]
    if problems:
        raise InvalidInput("", problems)
    derivation = HKDF(SHA256(), cipher.KEY_BYTES, salt=public, info=cipher.context("recovery key", lot))
    return derivation.derive(known[1] + known[2])


def written(half: bytes, lot: str, number: int) -> str:
    """A half with its check, in groups.

    >>> written(bytes(16), "LOT-1", 1)
    '0000-0000-0000-0000-0000-0000-0132-955N'
    """
    value = int.from_bytes(half + _check(half, lot, number))
    letters = "".join(_LETTERS[value >> 5 * place & 31] for place in reversed(range(_LENGTH)))
    return "-".join(letters[start : start + _GROUP] for start in range(0, _LENGTH, _GROUP))


def read_half(text: str, lot: str) -> tuple[int, bytes] | None:
    """The number of a typed half, 1 or 2, and its bytes; None where its check does not agree with this lot."""
    letters = "".join(text.upper().split()).replace("-", "").translate(_MEANT)
    if len(letters) != _LENGTH or any(letter not in _LETTERS for letter in letters):
        return None
    value = 0
    for letter in letters:
        value = value << 5 | _LETTERS.index(letter)
    data = value.to_bytes(HALF_BYTES + _CHECK_BYTES)
    half, check = data[:HALF_BYTES], data[HALF_BYTES:]
    for number in (1, 2):
        if hmac.compare_digest(check, _check(half, lot, number)):
            return number, half
    return None


def _check(half: bytes, lot: str, number: int) -> bytes:
    about = cipher.context("recovery half", lot, str(number))
    return hashlib.sha256(about + half).digest()[:_CHECK_BYTES]
