"""What is stored of a lot's key pair, and of an opening that one officer has begun."""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from appraisal.core.errors import BrokenChain
from appraisal.storage.stored_text import StoredText, encoded
from appraisal.storage.vault import Vault

FORMAT = "appraisal-lot-key/1"
BEGUN_FORMAT = "appraisal-opening/1"


@dataclass(frozen=True, slots=True)
class LotKey:
    """A lot's public key, and its private key sealed for each way to open it.

    `pairs` holds, for each ordered pair of officers, the private key sealed to the second and then to the first;
    `recovery` holds it under the two halves on paper. `server` holds it under the key at rest, and stands alone: a lot
    is opened by its officers or by the server. `mark` is the vault's on all of it, so that whoever can write to the
    database but not read the key file cannot put a key of their own in its place.
    """

    lot: str
    public: bytes
    officers: tuple[str, ...] = ()
    pairs: Mapping[str, bytes] = field(default_factory=dict)
    recovery: bytes | None = None
    server: bytes | None = None
    mark: str = ""

    @property
    def fingerprint(self) -> str:
        """80 bits of the public key's SHA-256 in base 32, for people to compare: "ABCD-EFGH-IJKL-MNOP"."""
        letters = base64.b32encode(hashlib.sha256(self.public).digest()[:10]).decode()
        return "-".join(letters[start : start + 4] for start in range(0, len(letters), 4))

    def text(self) -> str:
        """The key as one line of JSON, to store."""
        return json.dumps({**self._document(), "mark": self.mark})

    def marked(self, vault: Vault) -> LotKey:
        """The key with the vault's mark on it."""
        return replace(self, mark=vault.name(FORMAT, json.dumps(self._document())))

    def refuse_changed(self, vault: Vault) -> None:
        """
        Raises:
            BrokenChain: the key is not as the vault marked it.
        """
        if not hmac.compare_digest(self.mark, self.marked(vault).mark):
            raise self.changed()

    def changed(self) -> BrokenChain:
        """The refusal of a key that is not as it was made."""
        return BrokenChain(f"{self.lot}: its key is not as it was stored at publication; expected it unchanged")

    def _document(self) -> dict[str, object]:
        ways: dict[str, object] = {"officers": list(self.officers)}
        if self.server is not None:
            ways = {"server": encoded(self.server)}
        else:
            ways["pairs"] = {pair: encoded(sealed) for pair, sealed in self.pairs.items()}
            ways["recovery"] = encoded(self.recovery or b"")
        return {"format": FORMAT, "lot": self.lot, "public": encoded(self.public), **ways}

    @classmethod
    def parse(cls, text: str) -> LotKey:
        """The key from its stored line.

        Raises:
            BrokenChain: the line is not one that `text` made.
        """
        stored = StoredText(FORMAT, text)
        lot, public, mark = stored.text("lot"), stored.data("public"), stored.text("mark")
        if "server" in stored:
            return cls(lot, public, server=stored.data("server"), mark=mark)
        officers, pairs = tuple(stored.texts("officers")), stored.data_by_name("pairs")
        return cls(lot, public, officers, pairs, stored.data("recovery"), mark=mark)


@dataclass(frozen=True, slots=True)
class BegunOpening:
    """One officer's part in an opening: for each other officer, the private key sealed to that officer alone.

    It is the first officer's consent: whoever of the others has their own passphrase can complete it. Delete it when
    the opening is called off.
    """

    lot: str
    officer: str
    parts: Mapping[str, bytes]

    def text(self) -> str:
        """The part as one line of JSON, to store."""
        parts = {other: encoded(sealed) for other, sealed in self.parts.items()}
        return json.dumps({"format": BEGUN_FORMAT, "lot": self.lot, "officer": self.officer, "parts": parts})

    @classmethod
    def parse(cls, text: str) -> BegunOpening:
        """The part from its stored line.

        Raises:
            BrokenChain: the line is not one that `text` made.
        """
        stored = StoredText(BEGUN_FORMAT, text)
        return cls(stored.text("lot"), stored.text("officer"), stored.data_by_name("parts"))
