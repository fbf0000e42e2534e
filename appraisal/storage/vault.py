"""The vault: one key at rest in a file of its own, apart from the data, under which drafts and the like are sealed."""

from __future__ import annotations

import base64
import binascii
import hashlib
import hmac
import os
import secrets
import stat
from pathlib import Path

from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from appraisal.core.errors import BrokenChain, InvalidInput, NotFound, Problem
from appraisal.storage import cipher
from appraisal.storage.new_file import new_file

FORMAT = "appraisal-key/1"
_LIMIT = 4096
_NOTE = """\
# The key at rest of this installation. Whoever holds it and the data folder reads every draft;
# without it no draft is readable ever again. Keep a copy of it, and never beside a copy of the data folder.
"""


class Vault:
    """Seals and opens under the key at rest; what was sealed about one thing does not open as another.

    >>> vault = Vault(bytes(32))
    >>> sealed = vault.seal_draft(b"yes", "bid B-1", "respondent r1", "SRI-Q1")
    >>> vault.open_draft(sealed, "bid B-1", "respondent r1", "SRI-Q1")
    b'yes'
    >>> vault.open_draft(sealed, "bid B-2", "respondent r1", "SRI-Q1")
    Traceback (most recent call last):
    ...
    appraisal.core.errors.BrokenChain: bid B-2, respondent r1, SRI-Q1: does not open with the key at rest; ...
    """

    __slots__ = ("_name_key", "_seal_key", "fingerprint")

    fingerprint: str
    """Names the key without telling it: 16 hexadecimal digits, for the database to know its key by."""

    def __init__(self, key: bytes) -> None:
        self._seal_key = _derived(key, "seal")
        self._name_key = _derived(key, "name")
        self.fingerprint = _derived(key, "fingerprint")[:8].hex()

    @classmethod
    def open(cls, key_file: Path, data: Path, expected: str | None = None) -> Vault:
        """The vault with the key of a file that its owner alone may read.

        Without an `expected` fingerprint, at the first start on an empty data folder, the file is created when it is
        missing. With one it must be there: a new key would leave everything sealed so far unreadable.

        Raises:
            NotFound: the file is missing and expected.
            InvalidInput: the file lies in the data folder, may be read by others, or holds no key.
            BrokenChain: the file holds another key than the expected one.
        """
        if key_file.resolve().is_relative_to(data.resolve()):
            raise _refused(
                key_file, f"lies in the data folder {data}", "expected a place that no copy of that folder holds"
            )
        if expected is None and not key_file.exists():
            _create(key_file)
        vault = cls(_read(key_file))
        if expected is not None and not hmac.compare_digest(vault.fingerprint, expected):
            raise BrokenChain(
                f"{key_file}: holds the key {vault.fingerprint}; expected {expected}, under which the data is sealed"
            )
        return vault

    def seal_draft(self, data: bytes, *about: str) -> bytes:
        """The data sealed; `about` says what it is (bid, respondent, page ...) and must be given again to open it."""
        return cipher.seal(self._seal_key, data, *_said(about))

    def open_draft(self, sealed: bytes, *about: str) -> bytes:
        """The data that was sealed about the same thing.

        Raises:
            BrokenChain: it was sealed about something else or under another key, or was changed since.
        """
        try:
            return cipher.unseal(self._seal_key, sealed, *_said(about))
        except cipher.NotOpened:
            raise BrokenChain(
                f"{', '.join(about)}: does not open with the key at rest; expected what was sealed about it, unchanged"
            ) from None

    def name(self, *about: str) -> str:
        """A name of 64 hexadecimal digits that tells nothing, and cannot be checked against a guess without the key."""
        return hmac.new(self._name_key, cipher.context(*_said(about)), hashlib.sha256).hexdigest()


def _said(about: tuple[str, ...]) -> tuple[str, ...]:
    if not about:
        raise TypeError("a sealing must be about something")
    return about


def _derived(key: bytes, purpose: str) -> bytes:
    return HKDF(SHA256(), cipher.KEY_BYTES, salt=None, info=cipher.context("vault", purpose)).derive(key)


def _create(key_file: Path) -> None:
    """A new key in a new file; where another process was faster, its file stands."""
    key = base64.urlsafe_b64encode(secrets.token_bytes(cipher.KEY_BYTES)).decode()
    try:
        with new_file(key_file) as file:
            file.write(f"{_NOTE}{FORMAT} {key}\n".encode())
    except FileExistsError:
        return


def _read(key_file: Path) -> bytes:
    try:
        with key_file.open("rb") as file:
            _refuse_shared(key_file, os.fstat(file.fileno()))
            text = file.read(_LIMIT)
    except FileNotFoundError:
        raise NotFound(
            f"{key_file}: there is no key file; expected the one under which the data was sealed, or a copy of it"
        ) from None
    except OSError as error:
        raise _refused(key_file, f"cannot be read ({error.strerror})", "expected a key file") from None
    lines = [line for line in text.splitlines() if line and not line.startswith(b"#")]
    tag, _, value = (lines[0] if len(lines) == 1 else b"").partition(b" ")
    try:
        key = base64.b64decode(value, altchars=b"-_", validate=True)
    except binascii.Error:
        key = b""
    if tag != FORMAT.encode() or len(key) != cipher.KEY_BYTES:
        raise _refused(key_file, "is not a key file", f"expected one line {FORMAT} and a key of 32 bytes in base64")
    return key


def _refuse_shared(key_file: Path, status: os.stat_result) -> None:
    if not stat.S_ISREG(status.st_mode):
        raise _refused(key_file, "is not a file", "expected a key file")
    if os.name != "posix":
        return
    if status.st_mode & 0o077:
        raise _refused(
            key_file, f"may be read by others (mode {stat.S_IMODE(status.st_mode):04o})", "expected mode 0600"
        )
    if status.st_uid not in (os.geteuid(), 0):
        raise _refused(key_file, "belongs to another user", "expected a file of the user who runs this")


def _refused(key_file: Path, wrong: str, expected: str) -> InvalidInput:
    return InvalidInput(str(key_file), [Problem("", wrong, expected)])
