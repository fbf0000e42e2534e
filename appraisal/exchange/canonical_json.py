"""One way to write a document as bytes (RFC 8785), so that equal documents have equal digests."""

from __future__ import annotations

from hashlib import sha256
from typing import Any


def canonical(document: Any) -> bytes:
    """The document as canonical JSON in UTF-8; it may hold tables, lists, texts, whole numbers, true, false and null.

    >>> canonical({"b": [1, "x"], "a": None})
    b'{"a":null,"b":[1,"x"]}'
    """
    import rfc8785

    return rfc8785.dumps(document)


def digest(document: Any) -> str:
    """The digest of the document: "sha256:" and the SHA-256 of its canonical JSON in lower-case hexadecimal."""
    return f"sha256:{sha256(canonical(document)).hexdigest()}"
