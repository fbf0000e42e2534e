"""The public half of the seal's key: its file, its fingerprint on paper, and whether a signature is its own."""

from __future__ import annotations

from dataclasses import dataclass
from hashlib import sha256

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat, load_pem_public_key

from appraisal.core.errors import InvalidInput, Problem

LIMIT = 4096
"""The largest public key file in bytes."""


@dataclass(frozen=True, slots=True)
class PublicSeal:
    """The 32 public bytes of an Ed25519 key.

    >>> PublicSeal(bytes(32)).fingerprint[:16]
    '722abd12e99a5367'
    """

    raw: bytes

    @classmethod
    def parse(cls, source: str, pem: bytes) -> PublicSeal:
        """The key from its PEM file.

        Raises:
            InvalidInput: it is no public key in PEM, or not of Ed25519.
        """
        try:
            key = load_pem_public_key(pem)
        except Exception:  # the reader of another library: whatever it does not read is no key
            key = None
        if not isinstance(key, Ed25519PublicKey):
            expected = "expected an Ed25519 public key in PEM, as `appraisal dossier --public-key` writes it"
            raise InvalidInput(source, [Problem("", "is not a public key", expected)])
        return cls(key.public_bytes_raw())

    @property
    def pem(self) -> bytes:
        """The key as a file that openssl reads."""
        return self._key.public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)

    @property
    def fingerprint(self) -> str:
        """The SHA-256 of the key's DER form in lower-case hexadecimal, as it stands on printed documents."""
        return sha256(self._key.public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)).hexdigest()

    def made(self, signature: bytes, data: bytes) -> bool:
        """Whether the signature on the data is of this key."""
        try:
            self._key.verify(signature, data)
        except InvalidSignature:
            return False
        return True

    @property
    def _key(self) -> Ed25519PublicKey:
        return Ed25519PublicKey.from_public_bytes(self.raw)


def spaced(fingerprint: str) -> str:
    """A fingerprint in groups of eight, for people who compare it with their eyes.

    >>> spaced("0123456789abcdef")
    '01234567 89abcdef'
    """
    return " ".join(fingerprint[at : at + 8] for at in range(0, len(fingerprint), 8))
