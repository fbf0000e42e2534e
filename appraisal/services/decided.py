"""Decisions on a lot as documents: sealed, numbered by kind, each under the digest of its canonical JSON."""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from appraisal.core.errors import Conflict
from appraisal.core.events import Event
from appraisal.core.journal import Fact
from appraisal.core.policy import Actor
from appraisal.core.tendering import Lot, Tender
from appraisal.exchange.canonical_json import canonical, digest
from appraisal.services.toolkit import Kit
from appraisal.storage import decisions, journal
from appraisal.storage.database import Taken
from appraisal.storage.decisions import StoredDecision

CLOSING = "closing"
"""The kind of the decision by which a chair closes the evaluation."""


@dataclass(frozen=True, slots=True)
class Decision:
    """One decision; `number` counts those of its kind on the lot from 1, `document` is what was decided."""

    kind: str
    number: int
    at: datetime
    person: str
    document: Mapping[str, Any]
    digest: str


def keep_decision(kit: Kit, actor: Actor, lot: Lot, kind: str, document: Mapping[str, object]) -> Decision:
    """Store a decision, inside the act's transaction; the act adds its own journal entry with the digest.

    Raises:
        Conflict: another one of the kind came first.
    """
    number = len(decisions.decisions(kit.database, lot.id, kind)) + 1
    its_digest = digest(dict(document))
    body = kit.vault.seal_draft(canonical(dict(document)), "decision", lot.id, kind, str(number))
    new = StoredDecision(lot.id, kind, number, kit.now(), actor.person, body, its_digest)
    try:
        decisions.add_decision(kit.database, new)
    except Taken:
        raise Conflict("Somebody else decided meanwhile; look at this lot again") from None
    return Decision(kind, number, new.at, actor.person, document, its_digest)


def record_decision(
    kit: Kit,
    actor: Actor,
    tender: Tender,
    lot: Lot,
    kind: str,
    event: Event,
    decided: Mapping[str, object],
    **facts: Fact,
) -> str:
    """The digest of an officer's decision on a lot, stored with its head and entered in the journal.

    `decided` is what stands in the document besides the head, `facts` in the entry besides lot and digest.

    Raises:
        Conflict: as `keep_decision`.
    """
    head = {
        "format": f"appraisal-{kind}/1",
        "reference": tender.reference,
        "lot": lot.number,
        "at": kit.now().isoformat(timespec="seconds"),
        "officer": actor.name,
    }
    decision = keep_decision(kit, actor, lot, kind, {**head, **decided})
    kit.record(actor.person, event, lot.id, tender.id, lot=lot.number, **facts, document=decision.digest)
    return decision.digest


def head_at(kit: Kit, lot: Lot, event: Event, fact: str, decision: Decision) -> str:
    """The journal's head when a decision was entered under a fact: its entry's digest; nothing where there is none."""
    entry = journal.entry_about(kit.database, lot.tender, [event], fact, decision.digest)
    return entry.digest if entry else ""


def decisions_on(kit: Kit, lot: Lot, kind: str | None = None) -> list[Decision]:
    """The decisions on a lot in order, of one kind only where it is given."""
    return [_read(kit, stored) for stored in decisions.decisions(kit.database, lot.id, kind)]


def last_decision(kit: Kit, lot: Lot, kind: str) -> Decision | None:
    """The newest decision of a kind on a lot."""
    stored = decisions.decisions(kit.database, lot.id, kind)
    return _read(kit, stored[-1]) if stored else None


def newest_decisions(kit: Kit, lot: Lot, kinds: Collection[str]) -> dict[str, Decision]:
    """The newest decision of each of some kinds on a lot, in the order in which they were made."""
    newest: dict[str, StoredDecision] = {}
    for stored in decisions.decisions(kit.database, lot.id):
        if stored.kind in kinds:
            newest.pop(stored.kind, None)
            newest[stored.kind] = stored
    return {kind: _read(kit, stored) for kind, stored in newest.items()}


def _read(kit: Kit, stored: StoredDecision) -> Decision:
    data = kit.vault.open_draft(stored.body, "decision", stored.lot, stored.kind, str(stored.number))
    return Decision(stored.kind, stored.number, stored.at, stored.person, json.loads(data), stored.digest)
