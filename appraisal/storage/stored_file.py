"""The record of an evidence file: what it is called, what it holds, and the key that opens it."""

from __future__ import annotations

import json
from dataclasses import dataclass, field

from appraisal.storage.stored_text import StoredText, encoded

RECORD_FORMAT = "appraisal-file/1"


@dataclass(frozen=True, slots=True)
class StoredFile:
    """The record of a stored file; `key` opens it, so a record is kept sealed and never shown whole."""

    name: str
    media_type: str
    size: int
    sha256: str
    key: bytes = field(repr=False)

    def text(self) -> str:
        """The record as one line of JSON, to put into a submission before it is sealed."""
        plain = {"name": self.name, "media_type": self.media_type, "size": self.size, "sha256": self.sha256}
        return json.dumps({"format": RECORD_FORMAT, **plain, "key": encoded(self.key)}, ensure_ascii=False)

    @classmethod
    def parse(cls, text: str | bytes) -> StoredFile:
        """The record from its line.

        Raises:
            BrokenChain: the line is not one that `text` made.
        """
        stored = StoredText(RECORD_FORMAT, text)
        name, media_type, sha256 = (stored.text(field) for field in ("name", "media_type", "sha256"))
        return cls(name, media_type, stored.number("size"), sha256, stored.data("key"))
