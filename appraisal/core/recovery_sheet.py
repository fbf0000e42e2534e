"""One half of a lot's recovery key, as one keeper gets it on paper."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal


@dataclass(frozen=True, slots=True)
class RecoverySheet:
    """Half 1 or 2 in its groups of four, with what names the lot; `half` is a secret and is stored nowhere.

    Moments are aware; `zone` is the tender's. `address` is the page on which a half is typed in, where it is known.
    `head` is the digest at which the journal ended once it had recorded the publication.
    """

    reference: str
    title: str
    lot: int
    lot_title: str
    number: Literal[1, 2]
    half: str = field(repr=False)
    fingerprint: str
    published: datetime
    opening: datetime
    zone: str
    address: str = ""
    head: str = ""
