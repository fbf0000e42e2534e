"""The journal of a dossier: followed entry by entry, also where bodies are withheld, and what its entries name."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from appraisal.core.errors import BrokenChain
from appraisal.core.events import Event
from appraisal.core.journal import Entry, Head, verify
from appraisal.exchange.dossier.bag import PAYLOAD
from appraisal.exchange.dossier.layout import JOURNAL, Index
from appraisal.exchange.dossier.opened_bag import OpenedBag

LONGEST_LINE = 1024 * 1024
_HEX = "[0-9a-f]{64}"
_LINE = re.compile(
    rf'\{{"sequence":([1-9][0-9]{{0,15}}),"previous":"({_HEX})","payload":"({_HEX})","digest":"({_HEX})",'
    r'"body":(null|"[^\x00-\x1f]*")\}'.encode()
)
"""An entry's line as `entry_line` writes it; read by hand, as there may be hundreds of thousands."""
_BODY_KEYS = {"actor", "at", "event", "facts", "subject", "tender"}
_DIGEST = re.compile(r"sha256:([0-9a-f]{64})")

ELSEWHERE = frozenset({Event.BID_DOWNLOADED, Event.DOSSIER_BUILT, Event.JOURNAL_HEAD_MAILED, Event.PAPER_DOWNLOADED})
"""Events whose digests are of what left the installation, and not of what a dossier holds."""


@dataclass(frozen=True, slots=True)
class Named:
    """A digest that an entry names as a fact, in 64 hexadecimal digits; `lot` is 0 where the entry is of none."""

    sequence: int
    event: str
    subject: str
    lot: int
    fact: str
    digest: str


@dataclass(frozen=True, slots=True)
class Move:
    """An entry after which the comparison is another: a bid that left, or so many findings agreed on it."""

    sequence: int
    bid: str
    agreed: int


@dataclass(frozen=True, slots=True)
class Chain:
    """The journal as followed to its end; `shown` entries have bodies, `events` say how often each happened."""

    entries: int
    shown: int
    head: str
    named: tuple[Named, ...]
    moves: tuple[Move, ...]
    events: Mapping[str, int]
    withdrawn: frozenset[str]
    """The bids that were taken back before the opening."""


def check_journal(bag: OpenedBag, index: Index) -> Chain:
    """Follow the chain from its first entry to the head that the index names.

    Raises:
        BrokenChain: names the first entry that is changed, missing, or of another tender.
    """
    told = _Told(bag, index.tender)
    try:
        head = verify(told.entries(), end=Head(index.entries, index.head))
    except BrokenChain as error:
        raise BrokenChain(f"{bag.source}: {PAYLOAD}{JOURNAL}: {error}") from None
    return Chain(
        head.sequence,
        told.shown,
        head.digest,
        tuple(told.named),
        tuple(told.moves),
        told.events,
        frozenset(told.withdrawn),
    )


class _Told:
    """What the entries tell as they go by."""

    def __init__(self, bag: OpenedBag, tender: str) -> None:
        self._bag, self._tender = bag, tender
        self.shown = 0
        self.named: list[Named] = []
        self.moves: list[Move] = []
        self.events: dict[str, int] = {}
        self.withdrawn: set[str] = set()

    def entries(self) -> Iterator[Entry]:
        for number, line in enumerate(self._bag.lines(JOURNAL, LONGEST_LINE), 1):
            entry = self._entry(number, line)
            yield entry
            if not entry.withheld:
                self._note(entry)

    def _entry(self, number: int, line: bytes) -> Entry:
        match = _LINE.fullmatch(line)
        body = None if match is None or match[5] == b"null" else _text(match[5])
        if match is None or (body is None and match[5] != b"null"):
            raise BrokenChain(f"entry {number}: is not as a dossier writes entries; expected it unchanged")
        previous, payload, digest = (match[place].decode() for place in (2, 3, 4))
        return Entry(int(match[1]), previous, payload, body or "", digest, withheld=body is None)

    def _note(self, entry: Entry) -> None:
        try:
            body = json.loads(entry.body)
        except (ValueError, RecursionError):
            body = None
        if not isinstance(body, dict) or set(body) != _BODY_KEYS or not isinstance(body["facts"], dict):
            raise BrokenChain(f"entry {entry.sequence}: its body is not one of the journal's; expected it unchanged")
        if body["tender"] != self._tender:
            raise BrokenChain(f"entry {entry.sequence}: is of another tender; expected its body to be withheld")
        self.shown += 1
        event, subject = str(body["event"]), str(body["subject"])
        self.events[event] = self.events.get(event, 0) + 1
        if event == Event.BID_WITHDRAWN:
            self.withdrawn.add(subject)
        agreed = _number(body["facts"].get("recorded")) if event == Event.CONSENSUS_RECORDED else 0
        if agreed > 0 or event == Event.EXCLUSION_RECORDED:
            self.moves.append(Move(entry.sequence, subject, agreed))
        for fact, value in body["facts"].items():
            if isinstance(value, str) and (match := _DIGEST.fullmatch(value)) and event not in ELSEWHERE:
                self.named.append(
                    Named(entry.sequence, event, subject, _number(body["facts"].get("lot")), fact, match[1])
                )


def entry_line(entry: Entry) -> bytes:
    """An entry as its line of the journal's file, without the line's end."""
    told = {
        "sequence": entry.sequence,
        "previous": entry.previous,
        "payload": entry.payload,
        "digest": entry.digest,
        "body": None if entry.withheld else entry.body,
    }
    return json.dumps(told, ensure_ascii=False, separators=(",", ":")).encode()


def _number(value: object) -> int:
    return value if isinstance(value, int) and not isinstance(value, bool) else 0


def _text(told: bytes) -> str | None:
    """The text that a JSON string tells, None where it is none, or holds half of a surrogate pair.

    >>> _text(b'"a \\\\"b\\\\""'), _text(b'"a"b"'), _text(b'"\\\\ud800"')
    ('a "b"', None, None)
    """
    try:
        if (
            told.count(b'\\"') == told.count(b"\\") == told.count(b'"') - 2
        ):  # the usual body: quotes, and no other escape
            return told[1:-1].replace(b'\\"', b'"').decode()
        text: str = json.loads(told)
        text.encode()
    except ValueError:
        return None
    return text
