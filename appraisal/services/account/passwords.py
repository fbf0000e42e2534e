"""Passwords (argon2id) and one-time codes (TOTP), with the same cost whether the account exists or not."""

from __future__ import annotations

import hmac
import unicodedata
from datetime import datetime
from functools import cache
from typing import TYPE_CHECKING

from appraisal.services.words import Form

if TYPE_CHECKING:
    from argon2 import PasswordHasher

SHORTEST = 12
LONGEST = 256
CODE_SECONDS = 30


def hash_password(password: str) -> str:
    """The password as stored: argon2id with 19 MiB, two passes and one lane (OWASP's cheapest advice)."""
    return _hasher().hash(_normal(password))


def is_password(stored: str | None, password: str) -> bool:
    """Whether the password is the stored one; takes as long where nothing is stored."""
    from argon2.exceptions import InvalidHashError, VerifyMismatchError

    try:
        _hasher().verify(stored or _nobodys(), _normal(password))
    except (VerifyMismatchError, InvalidHashError):
        return False
    return stored is not None


def check_password(form: Form, path: str, password: str, *not_like: str) -> None:
    """Note what makes a new password too easy: its length, few characters, or a name or address in it."""
    expected = f"expected {SHORTEST} to {LONGEST} characters, such as four unrelated words"
    plain = _normal(password)
    low = plain.casefold()
    if len(plain) < SHORTEST or len(plain) > LONGEST:
        form.note(path, f"has {len(plain)} characters", expected)
    elif len(set(plain)) < 5:
        form.note(path, "repeats a few characters", expected)
    elif any(len(word) > 3 and word.casefold() in low for word in not_like):
        form.note(path, "holds your name or address", expected)


def new_code_secret() -> str:
    """A secret for an authenticator app, in base32."""
    import pyotp

    return pyotp.random_base32()


def code_address(secret: str, email: str) -> str:
    """What an authenticator app reads from the picture: an `otpauth:` address."""
    import pyotp

    return pyotp.TOTP(secret).provisioning_uri(name=email, issuer_name="Appraisal")


def code_step(secret: str, code: str, at: datetime) -> int | None:
    """The time step of a right code, of this half minute or a neighbour; None for a wrong one."""
    import pyotp

    digits = "".join(code.split())
    if len(digits) != 6 or not (digits.isascii() and digits.isdigit()):
        return None
    totp, step = pyotp.TOTP(secret), int(at.timestamp()) // CODE_SECONDS
    right = [near for near in (step - 1, step, step + 1) if hmac.compare_digest(totp.at(near * CODE_SECONDS), digits)]
    return max(right) if right else None


def _normal(password: str) -> str:
    """The password as any keyboard gives it; what is far too long is cut, as nobody needs it hashed."""
    return unicodedata.normalize("NFKC", password[: 4 * LONGEST])


@cache
def _hasher() -> PasswordHasher:
    from argon2 import PasswordHasher

    return PasswordHasher(time_cost=2, memory_cost=19 * 1024, parallelism=1)


@cache
def _nobodys() -> str:
    return _hasher().hash("nobody's password, checked so that an unknown address costs as much")
