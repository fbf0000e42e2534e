"""The journal's chain: each entry's digest covers its payload and the digest of the entry before it.

The digest of an entry is SHA-256 over `previous`, a line feed and `payload`, both in lower-case hexadecimal; the
payload is SHA-256 over the body. So a chain can be followed with public tools, and also where a body is withheld.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256

from appraisal.core.errors import BrokenChain
from appraisal.core.events import Event

GENESIS = "0" * 64
"""What the first entry has in the place of a previous digest."""

_ENCODER = json.JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False)

Fact = str | int | bool | None
"""A value that an entry may record: names, references, digests and counts; never what a bid says."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry as stored; `sequence` counts from 1, `body` is canonical JSON, digests are lower-case hexadecimal.

    Bytes that are no text, as only tampering leaves behind, stand in the body as lone surrogates. Where the body is
    `withheld`, as in a dossier of another tender, it is empty and the payload stands for it.
    """

    sequence: int
    previous: str
    payload: str
    body: str
    digest: str
    withheld: bool = False


@dataclass(frozen=True, slots=True)
class Head:
    """The end of a chain: the number of its entries and the digest of the last."""

    sequence: int = 0
    digest: str = GENESIS


def body(at: datetime, actor: str, event: Event, subject: str, tender: str, facts: Mapping[str, Fact]) -> str:
    """What an entry records, as canonical JSON (RFC 8785 for texts and whole numbers); `at` is an aware moment."""
    record = {
        "actor": actor,
        "at": at.isoformat(timespec="microseconds"),
        "event": str(event),
        "facts": dict(facts),
        "subject": subject,
        "tender": tender,
    }
    return _ENCODER.encode(record)


def following(head: Head, text: str) -> Entry:
    """The entry with this body that comes after the head."""
    payload = sha256(text.encode()).hexdigest()
    digest = sha256(f"{head.digest}\n{payload}".encode()).hexdigest()
    return Entry(head.sequence + 1, head.digest, payload, text, digest)


def verify(entries: Iterable[Entry], start: Head = Head(), end: Head | None = None) -> Head:
    """The head of the chain after these entries, in the order in which they are given.

    A chain that was cut off at its end is unbroken: give the `end` that was printed or mailed to see that too.

    Raises:
        BrokenChain: names the first entry that does not follow from the one before it.
    """
    sequence, digest = start.sequence, start.digest
    for entry in entries:
        sequence += 1
        previous, payload, text = digest, entry.payload, entry.body
        data = text.encode() if text.isascii() else text.encode("utf-8", "surrogateescape")
        told = entry.withheld or sha256(data).hexdigest() == payload
        if told and entry.previous == previous and entry.sequence == sequence:
            digest = sha256(f"{previous}\n{payload}".encode()).hexdigest()
            if digest == entry.digest:
                continue
        raise BrokenChain(f"entry {sequence}: {_fault(entry, sequence, previous)}")
    if end is not None and end != Head(sequence, digest):
        raise BrokenChain(f"entry {end.sequence}: is not where the chain ends; expected digest {end.digest}")
    return Head(sequence, digest)


def _fault(entry: Entry, sequence: int, previous: str) -> str:
    if entry.sequence != sequence:
        return f"is missing; found entry {entry.sequence} in its place"
    if entry.previous != previous:
        return f"does not follow entry {sequence - 1}; expected previous {previous}"
    if sha256(entry.body.encode("utf-8", "surrogateescape")).hexdigest() != entry.payload:
        return f"its body was changed; expected payload {entry.payload}"
    return f"its digest was changed; found {entry.digest}"


@dataclass(frozen=True, slots=True)
class Record:
    """What a body says: who (`actor`) did what (`event`) to what (`subject`) when, on which tender ("" for none)."""

    at: datetime
    actor: str
    event: Event
    subject: str
    tender: str
    facts: Mapping[str, Fact]


def read(text: str) -> Record:
    """The record of a body that `body` made.

    >>> text = body(datetime.fromisoformat("2026-11-02T08:00:00+00:00"), "P-1", Event.TENDER_CREATED, "T-1", "T-1", {})
    >>> read(text).event
    <Event.TENDER_CREATED: 'tender:created'>
    """
    told = json.loads(text)
    at, event = datetime.fromisoformat(told["at"]), Event(told["event"])
    return Record(at, told["actor"], event, told["subject"], told["tender"], told["facts"])
