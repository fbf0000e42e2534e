"""What is sealed as a submission: the response as its canonical JSON, and the record of each evidence file."""

from __future__ import annotations

import json
from dataclasses import dataclass

from appraisal.storage.stored_file import StoredFile
from appraisal.storage.stored_text import StoredText, encoded

FORMAT = "appraisal-bid-contents/1"


@dataclass(frozen=True, slots=True)
class BidContents:
    """A response and its evidence; `data` is what the seal of the lot goes around, `response` canonical JSON.

    >>> file = StoredFile("plan.pdf", "application/pdf", 9, 64 * "0", bytes(32))
    >>> BidContents.parse(BidContents(b"{}", (file,)).data()) == BidContents(b"{}", (file,))
    True
    """

    response: bytes
    files: tuple[StoredFile, ...] = ()

    def data(self) -> bytes:
        """The contents as bytes to seal."""
        files = [file.text() for file in self.files]
        return json.dumps({"format": FORMAT, "response": encoded(self.response), "files": files}).encode()

    @classmethod
    def parse(cls, data: bytes) -> BidContents:
        """The contents from the bytes that the seal held.

        Raises:
            BrokenChain: they are not what `data` made.
        """
        stored = StoredText(FORMAT, data)
        return cls(stored.data("response"), tuple(StoredFile.parse(text) for text in stored.texts("files")))
