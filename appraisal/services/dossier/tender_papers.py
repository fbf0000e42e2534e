"""What was published of a tender, who was invited and what was asked; who is who; and the journal."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace

from appraisal.core.events import SEALED
from appraisal.core.journal import Head, verify
from appraisal.exchange.dossier import layout
from appraisal.exchange.dossier.chain import entry_line
from appraisal.exchange.model_document import model_document
from appraisal.exchange.profile_toml import profile_document
from appraisal.services.dossier.pieces import Piece, Subject, document, of_lot, register, text, utc
from appraisal.services.known import profile_of, read_profile
from appraisal.storage import clarifications, invitations, journal, people, tenders


def published(subject: Subject) -> Iterator[Piece]:
    """The publication and its addenda as they were frozen, each lot's profiles, and the models they rest on."""
    database = subject.kit.database
    numbers = []
    for publication in tenders.publications(database, subject.tender.id):
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
            if earlier := tenders.profile_at(database, lot.id, number):
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
    """The whole chain; the bodies of this tender's entries only, so that nothing of others is told."""
    yield Piece(layout.JOURNAL, lambda: _lines(subject))


def _lines(subject: Subject) -> Iterator[bytes]:
    """Each entry as a line of JSON, once it is seen to follow from the one before it."""
    shown, head = _shown(subject), Head()
    for entry in journal.entries(subject.kit.database):
        head = verify([entry], head)
        withheld = entry.sequence not in shown
        yield entry_line(replace(entry, body="" if withheld else entry.body, withheld=withheld)) + b"\n"


def _shown(subject: Subject) -> frozenset[int]:
    database = subject.kit.database
    rows = database.all("SELECT sequence, event FROM journal WHERE tender = ?", subject.tender.id)
    return frozenset(row["sequence"] for row in rows if subject.is_open or row["event"] not in SEALED)
