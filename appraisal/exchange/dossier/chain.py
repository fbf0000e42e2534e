"""The journal of a dossier: followed entry by entry, also where bodies are withheld, and what its entries name."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass

from appraisal.core.errors import BrokenChain
from appraisal.core.events import Event
from appraisal.core.journal import Entry, Head, following, verify
from appraisal.exchange.dossier.bag import PAYLOAD
from appraisal.exchange.dossier.layout import JOURNAL, Index
from appraisal.exchange.dossier.opened_bag import OpenedBag

LONGEST_LINE = 1024 * 1024
_HEX = "[0-9a-f]{64}"
_PLACE = rf'"sequence":(?P<sequence>[1-9][0-9]{{0,15}}),"previous":"(?P<previous>{_HEX})"'
_BODY = r'(?P<body>null|"[^\x00-\x1f]*")'
_LINE = re.compile(
    rf'\{{{_PLACE},"payload":"(?P<payload>{_HEX})","digest":"(?P<digest>{_HEX})","body":{_BODY}\}}'.encode()
)
_LOOSE = re.compile(
    rf'\{{"sequence":null,"previous":null,"payload":"(?P<payload>{_HEX})","digest":null,"body":{_BODY}\}}'.encode()
)
"""An entry's line as `entry_line` writes it; read by hand, as there may be hundreds of thousands."""
_BODY_KEYS = {"actor", "at", "event", "facts", "subject", "tender"}
_DIGEST = re.compile(r"sha256:([0-9a-f]{64})")

ELSEWHERE = frozenset({Event.BID_DOWNLOADED, Event.DOSSIER_BUILT, Event.JOURNAL_HEAD_MAILED, Event.PAPER_DOWNLOADED})
"""Events whose digests are of what left the installation, and not of what a dossier holds."""


@dataclass(frozen=True, slots=True)
class Named:
    """A digest that an entry names as a fact, in 64 hexadecimal digits; `lot` is 0 where the entry is of none.

    `line` is where the entry stands in the journal's file.
    """

    line: int
    event: str
    subject: str
    lot: int
    fact: str
    digest: str


@dataclass(frozen=True, slots=True)
class Move:
    """An entry after which the comparison is another: a bid that left, or so many findings agreed on it."""

    line: int
    bid: str
    agreed: int


@dataclass(frozen=True, slots=True)
class Chain:
    """The journal as followed to its end; `shown` entries have bodies, `events` say how often each happened.

    `loose` of them stand without their place in the chain, as bids on another tender were sealed when they were made.
    """

    entries: int
    shown: int
    loose: int
    head: str
    named: tuple[Named, ...]
    moves: tuple[Move, ...]
    events: Mapping[str, int]
    withdrawn: frozenset[str]
    """The bids that were taken back before the opening."""


def check_journal(bag: OpenedBag, index: Index) -> Chain:
    """Follow the chain from its first entry to the head that the index names, over the gaps that it names.

    Raises:
        BrokenChain: names the first entry that is changed, missing, or of another tender.
    """
    told = _Told(bag, index)
    try:
        head = told.follow()
    except BrokenChain as error:
        raise BrokenChain(f"{bag.source}: {PAYLOAD}{JOURNAL}: {error}") from None
    return Chain(
        head.sequence,
        told.shown,
        told.loose,
        head.digest,
        tuple(told.named),
        tuple(told.moves),
        told.events,
        frozenset(told.withdrawn),
    )


class _Told:
    """What the entries tell as they go by."""

    def __init__(self, bag: OpenedBag, index: Index) -> None:
        self._bag, self._index = bag, index
        self._gaps = dict(index.gaps)
        self.shown = self.loose = 0
        self.named: list[Named] = []
        self.moves: list[Move] = []
        self.events: dict[str, int] = {}
        self.withdrawn: set[str] = set()

    def follow(self) -> Head:
        """The head of the chain; a gap is left only where the index names one."""
        head = Head()
        for number, line in enumerate(self._bag.lines(JOURNAL, LONGEST_LINE), 1):
            entry = self._entry(number, line)
            if entry.sequence == 0:
                self._check_loose(number, entry)
            else:
                if head.sequence + 1 in self._gaps:
                    head = Head(self._gaps[head.sequence + 1], entry.previous)
                head = verify([entry], head)
            if not entry.withheld:
                self._note(number, entry)
        return verify((), head, Head(self._index.entries, self._index.head))

    def _entry(self, number: int, line: bytes) -> Entry:
        match = _LINE.fullmatch(line) or _LOOSE.fullmatch(line)
        body = None if match is None or match["body"] == b"null" else _text(match["body"])
        if match is None or (body is None and match["body"] != b"null"):
            raise BrokenChain(f"entry {number}: is not as a dossier writes entries; expected it unchanged")
        sequence = int(match["sequence"]) if match.re is _LINE else 0
        previous, digest = (match[name].decode() if sequence else "" for name in ("previous", "digest"))
        return Entry(sequence, previous, match["payload"].decode(), body or "", digest, withheld=body is None)

    def _check_loose(self, number: int, entry: Entry) -> None:
        """An entry without its place is one of this tender's, and its digest that of its body."""
        self.loose += 1
        if following(Head(), entry.body).payload != entry.payload:
            raise BrokenChain(f"line {number}: its body was changed; expected payload {entry.payload}")

    def _note(self, number: int, entry: Entry) -> None:
        try:
            body = json.loads(entry.body)
        except (ValueError, RecursionError):
            body = None
        if not isinstance(body, dict) or set(body) != _BODY_KEYS or not isinstance(body["facts"], dict):
            raise BrokenChain(f"line {number}: its body is not one of the journal's; expected it unchanged")
        if body["tender"] != self._index.tender:
            raise BrokenChain(f"line {number}: is of another tender; expected its body to be withheld")
        self.shown += 1
        event, subject = str(body["event"]), str(body["subject"])
        self.events[event] = self.events.get(event, 0) + 1
        if event == Event.BID_WITHDRAWN:
            self.withdrawn.add(subject)
        agreed = _number(body["facts"].get("recorded")) if event == Event.CONSENSUS_RECORDED else 0
        if agreed > 0 or event == Event.EXCLUSION_RECORDED:
            self.moves.append(Move(number, subject, agreed))
        for fact, value in body["facts"].items():
            if isinstance(value, str) and (match := _DIGEST.fullmatch(value)) and event not in ELSEWHERE:
                self.named.append(Named(number, event, subject, _number(body["facts"].get("lot")), fact, match[1]))


def entry_line(entry: Entry) -> bytes:
    """An entry as its line of the journal's file, without the line's end; of number 0, without its place."""
    told = {
        "sequence": entry.sequence or None,
        "previous": entry.previous or None,
        "payload": entry.payload,
        "digest": entry.digest or None,
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
