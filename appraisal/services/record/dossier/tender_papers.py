"""What was published of a tender, who was invited and what was asked; who is who; and the journal."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace

from appraisal.core.events import SEALED
from appraisal.core.journal import Head, read, verify
from appraisal.exchange.dossier import layout
from appraisal.exchange.dossier.chain import entry_line
from appraisal.exchange.model_document import model_document
from appraisal.exchange.profile_document import profile_document
from appraisal.services.known import profile_of, read_profile
from appraisal.services.record.concealment import numbers, veil_over
from appraisal.services.record.dossier.pieces import Piece, Subject, document, of_lot, register, text, utc
from appraisal.services.toolkit import Kit
from appraisal.storage import clarifications, invitations, journal, people, publications


def published(subject: Subject) -> Iterator[Piece]:
    """The publication and its addenda as they were frozen, each lot's profiles, and the models they rest on."""
    database = subject.kit.database
    numbers = []
    for publication in publications.publications(database, subject.tender.id):
        numbers.append(publication.number)
        yield text(f"published/{publication.number:02}.json", publication.document)
    models = {}
    for lot in subject.lots:
        if lot.profile is None:
            continue
        profile = profile_of(lot)
        models[profile.model.id] = profile.model
        yield text(of_lot(lot, "profile.toml"), lot.profile)
        for number in numbers:
            if earlier := publications.profile_at(database, lot.id, number):
                yield document(of_lot(lot, f"profiles/{number:02}.json"), profile_document(read_profile(earlier)))
    for model in models.values():
        yield document(f"models/{model.id}.json", model_document(model))


def invited(subject: Subject) -> Iterator[Piece]:
    """Who was invited, and who accepted where that may be told."""
    rows = [
        {
            "id": invitation.id,
            "address": invitation.email,
            "lots": list(invitation.lots),
            "sent": utc(invitation.sent),
            "accepted": utc(invitation.opened),
            "organisation": invitation.organisation,
        }
        for invitation in invitations.invitations(subject.kit.database, subject.tender.id)
    ]
    yield register(layout.INVITATIONS, "invitations", rows)


def clarified(subject: Subject) -> Iterator[Piece]:
    """The questions that were answered to all; who asked, and what was left unanswered, once the bids were opened."""
    rows: list[dict[str, object]] = []
    for asked in clarifications.clarifications(subject.kit.database, subject.tender.id):
        if asked.answered is None and not subject.is_open:
            continue
        told: dict[str, object] = {
            "id": asked.id,
            "number": asked.number,
            "question": asked.published_question or None,
            "answer": asked.answer or None,
            "answered": utc(asked.answered),
            "officer": asked.officer or None,
        }
        asker: dict[str, object] = {
            "asked": utc(asked.asked),
            "asked_as": asked.question,
            "organisation": asked.organisation,
            "person": asked.person,
        }
        rows.append(told | asker if subject.is_open else told)
    yield register(layout.CLARIFICATIONS, "clarifications", rows)


def named(subject: Subject) -> Iterator[Piece]:
    """The people and organisations that the other documents name by their ids."""
    database = subject.kit.database
    sql = (
        "SELECT id, name, organisation FROM people WHERE id IN ("
        "SELECT actor FROM journal WHERE tender = ?1 AND (?2 OR event NOT IN (SELECT value FROM json_each(?3))) "
        "UNION SELECT officer FROM lot_officers JOIN lots ON lots.id = lot WHERE tender = ?1 "
        "UNION SELECT person FROM panel JOIN lots ON lots.id = lot WHERE tender = ?1 "
        "UNION SELECT person FROM team JOIN bids ON bids.id = bid JOIN lots ON lots.id = lot "
        "WHERE tender = ?1 AND ?2) ORDER BY id"
    )
    sealed = json.dumps(sorted(map(str, SEALED)))
    found = database.all(sql, subject.tender.id, subject.is_open, sealed)
    who = [{"id": row["id"], "name": row["name"], "organisation": row["organisation"]} for row in found]
    ids = sorted({row["organisation"] for row in found if row["organisation"]} | {subject.tender.buyer})
    firms = people.named(database, ids)
    rows = who + [{"id": firm, "name": firms[firm], "organisation": None} for firm in ids if firm in firms]
    yield register(layout.PEOPLE, "people", rows)


def entries(subject: Subject) -> Iterator[Piece]:
    """The chain with the bodies of this tender's entries alone; how far it may be told, see `services.concealment`."""
    yield Piece(layout.JOURNAL, lambda: _lines(subject))


def told_chain(kit: Kit) -> tuple[Head, tuple[tuple[int, int], ...]]:
    """Where the chain ends that may be told now, and from which entry to which nothing is told of it before that."""
    spans = numbers(kit).spans
    end = min((first for first, last in spans if last is None), default=journal.head(kit.database).sequence + 1) - 1
    gaps: list[tuple[int, int]] = []
    for first, last in sorted((first, last) for first, last in spans if last is not None):
        if gaps and first <= gaps[-1][1] + 1:
            gaps[-1] = gaps[-1][0], max(last, gaps[-1][1])
        else:
            gaps.append((first, last))
    while gaps and gaps[-1][1] >= end:
        end = min(end, gaps.pop()[0] - 1)
    row = kit.database.one("SELECT digest FROM journal WHERE sequence = ?", end)
    return Head(end, row["digest"]) if row else Head(), tuple(gaps)


def _lines(subject: Subject) -> Iterator[bytes]:
    """Each entry that may be told as a line of JSON, once the whole chain is seen to be unbroken."""
    kit = subject.kit
    verify(journal.entries(kit.database))
    end, gaps = told_chain(kit)
    shown = _shown(subject)
    for entry in journal.entries(kit.database):
        is_shown = entry.sequence in shown
        if entry.sequence <= end.sequence and not any(first <= entry.sequence <= last for first, last in gaps):
            told = replace(entry, body=entry.body if is_shown else "", withheld=not is_shown)
        elif is_shown:
            told = replace(entry, sequence=0, previous="", digest="")
        else:
            continue
        yield entry_line(told) + b"\n"


def _shown(subject: Subject) -> frozenset[int]:
    """The entries of the tender that may be seen."""
    veil = veil_over(subject.kit, subject.tender)
    entries = journal.entries(subject.kit.database, tender=subject.tender.id)
    return frozenset(entry.sequence for entry in entries if not veil.hides(read(entry.body)))
