"""The journal for the auditor: entries in words, filtered and searched, and whether the chain is unbroken."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime

from appraisal.core import policy
from appraisal.core.errors import BrokenChain, NotFound
from appraisal.core.events import Event
from appraisal.core.journal import Entry, Record, read, verify
from appraisal.core.policy import Actor, Permission, Role
from appraisal.core.sentences import LOOKS, REFUSED, Surroundings, sentence
from appraisal.core.tendering import Tender
from appraisal.services.account.accounts import CONSOLE
from appraisal.services.known import tender_for
from appraisal.services.record.concealment import Numbers, numbers, veil_over
from appraisal.services.toolkit import SYSTEM, Kit
from appraisal.storage import invitations, journal, people
from appraisal.storage.tenders import tenders_of_buyer

FORMAT = "appraisal-journal/1"
ACCOUNTS = "accounts"
"""What stands in the place of a tender for entries on none."""
NOBODY = frozenset({SYSTEM, CONSOLE.person, "journal", "backup"})
"""Actors and subjects of entries that are about no person."""
LEAST_DIGEST = 4
"""Figures of a digest that are enough to look for it."""
RANKS = (Role.OFFICER, Role.EVALUATOR, Role.AUDITOR, Role.ADMINISTRATOR, Role.SUPPLIER)
"""By which of several roles somebody is named."""


@dataclass(frozen=True, slots=True)
class Line:
    """An entry in words.

    `payload` is the digest of its text; `sequence` and `digest`, its place in the chain, are 0 and "" where they would
    tell of what is sealed. `actor` is a reference, `who` a name with the role.
    """

    tender: str
    reference: str
    sequence: int
    digest: str
    payload: str
    at: datetime
    event: Event
    words: str
    refused: bool
    actor: str
    who: str
    entry: Entry


@dataclass(frozen=True, slots=True)
class ChainState:
    """What following the whole chain found; `fault` names the first broken entry, or is "".

    `count` is 0, and `head` is where the chain ended the day before, while bids are sealed on some tender.
    """

    checked: datetime
    fault: str
    count: int
    head: str
    head_at: datetime | None


def journal_lines(kit: Kit, actor: Actor, tender_id: str) -> list[Line]:
    """What the actor may see of a tender's journal now, oldest first, with the mailings of the head digest.

    Raises:
        NotPermitted: the actor is no auditor.
        NotFound: there is no such tender for the actor.
    """
    tender = tender_for(kit, actor, tender_id, Permission.AUDIT_READ)
    return _lines(kit, tender, numbers(kit))


def account_lines(kit: Kit, actor: Actor) -> list[Line]:
    """The entries on no tender: accounts, sign-ins and keys of the people of the actor's buyer, mailings, backups.

    Those of suppliers' people are left out: who signs in before an opening is at work on a bid.

    Raises:
        NotPermitted: the actor is no auditor.
    """
    policy.require(actor, Permission.AUDIT_READ)
    own = {person.id for person in people.people(kit.database, actor.organisation)} | NOBODY
    known = ((entry, read(entry.body)) for entry in journal.entries(kit.database, tender=""))
    found = [(entry, record) for entry, record in known if {record.actor, record.subject} <= own]
    around, told = Surroundings(_names(kit, None, [record for _, record in found])), numbers(kit)
    return [_line(entry, record, None, around, told) for entry, record in found]


def journal_line(kit: Kit, actor: Actor, tender_id: str, payload: str) -> Line:
    """One entry of a tender, or of the accounts, by the digest of its text.

    Raises:
        NotPermitted, NotFound: as `journal_lines`; also where the entry may not be seen yet.
    """
    lines = account_lines(kit, actor) if tender_id == ACCOUNTS else journal_lines(kit, actor, tender_id)
    for line in lines:
        if line.payload == payload:
            return line
    raise NotFound("There is no such entry")


def looks(kit: Kit, actor: Actor, tender_id: str) -> dict[str, list[Line]]:
    """Who saw what when: by person, the downloads and the refused attempts, oldest first.

    Raises:
        NotPermitted, NotFound: as `journal_lines`.
    """
    found: dict[str, list[Line]] = {}
    for line in journal_lines(kit, actor, tender_id):
        if line.event in LOOKS:
            found.setdefault(line.who, []).append(line)
    return dict(sorted(found.items()))


def search(kit: Kit, actor: Actor, words: str) -> list[Line]:
    """The entries of all tenders of the actor's buyer that hold the words, newest first.

    Raises:
        NotPermitted: the actor is no auditor.
    """
    told = numbers(kit)
    found = (line for tender in audited(kit, actor) for line in _lines(kit, tender, told))
    return sorted(matching(found, words), key=lambda line: (line.at, line.entry.sequence), reverse=True)


def audited(kit: Kit, actor: Actor) -> list[Tender]:
    """The tenders whose journals the actor may read, newest first.

    Raises:
        NotPermitted: the actor is no auditor.
    """
    found = tenders_of_buyer(kit.database, actor.organisation) if actor.organisation else []
    return [tender_for(kit, actor, tender.id, Permission.AUDIT_READ) for tender in found]


def matching(lines: Iterable[Line], words: str) -> Iterator[Line]:
    """The lines that hold all the words, in any order, or a digest that begins with them."""
    wanted = words.casefold().split()
    digits = "".join(wanted).removeprefix("sha256:")
    is_digest = len(digits) >= LEAST_DIGEST and set(digits) <= set("0123456789abcdef")
    for line in lines:
        record = read(line.entry.body)
        facts = [str(value) for value in record.facts.values()]
        text = " ".join([line.words, line.who, line.reference, record.subject, record.event, *facts]).casefold()
        digests = [line.payload, line.digest, *(fact.removeprefix("sha256:") for fact in facts)]
        if all(word in text for word in wanted) or (is_digest and any(one.startswith(digits) for one in digests)):
            yield line


def json_lines(kit: Kit, actor: Actor, tender_id: str) -> bytes:
    """What the actor may see of a tender's journal, one JSON object a line; the download is an entry itself.

    Raises:
        NotPermitted, NotFound: as `journal_lines`.
    """
    tender = tender_for(kit, actor, tender_id, Permission.AUDIT_READ)
    lines = journal_lines(kit, actor, tender_id)
    head = {"format": FORMAT, "reference": tender.reference, "entries": len(lines)}
    with kit.database.writing():
        kit.record(actor.person, Event.PAPER_DOWNLOADED, tender.id, tender.id, paper="the journal")
    return "".join(f"{_plain(one)}\n" for one in [head, *map(_document, lines)]).encode("utf-8", "backslashreplace")


def chain_state(kit: Kit, actor: Actor) -> ChainState:
    """Whether the chain is unbroken, followed from its first entry.

    Raises:
        NotPermitted: the actor is no auditor.
    """
    audited(kit, actor)
    now, fault = kit.now(), ""
    with kit.database.reading():
        head = journal.head(kit.database)
        try:
            head = verify(journal.entries(kit.database))
        except BrokenChain as broken:
            fault = str(broken)
        if not numbers(kit).sealed_now:
            return ChainState(now, fault, head.sequence, head.digest, None)
        midnight = now.astimezone(UTC).replace(hour=0, minute=0, second=0, microsecond=0)
        return ChainState(now, fault, 0, journal.last_before(kit.database, midnight).digest, midnight)


def _lines(kit: Kit, tender: Tender, told: Numbers) -> list[Line]:
    veil = veil_over(kit, tender)
    known = ((entry, read(entry.body)) for entry in journal.entries(kit.database, tender=tender.id))
    mailed = ((entry, read(entry.body)) for entry in journal.mailed(kit.database))
    since = tender.created
    found = [(entry, record) for entry, record in known if not veil.hides(record)]
    found += [(entry, record) for entry, record in mailed if record.at >= since]
    found.sort(key=lambda one: one[0].sequence)
    around = Surroundings(_names(kit, tender, [record for _, record in found]), veil.lots)
    return [_line(entry, record, tender, around, told) for entry, record in found]


def _line(entry: Entry, record: Record, tender: Tender | None, around: Surroundings, told: Numbers) -> Line:
    shown = told.tell(entry.sequence)
    return Line(
        tender=tender.id if tender else ACCOUNTS,
        reference=tender.reference if tender else "",
        sequence=entry.sequence if shown else 0,
        digest=entry.digest if shown else "",
        payload=entry.payload,
        at=record.at,
        event=record.event,
        words=sentence(record, around),
        refused=record.event in REFUSED,
        actor=record.actor,
        who=around.names.get(f"who {record.actor}", record.actor),
        entry=entry,
    )


def _names(kit: Kit, tender: Tender | None, records: list[Record]) -> dict[str, str]:
    """The names of all that the records mention; of an actor, as "who P-1", with the role too."""
    mentioned = {str(value) for record in records for value in record.facts.values() if isinstance(value, str)}
    mentioned |= {record.subject for record in records}
    names = people.named(kit.database, mentioned)
    if tender:
        names |= {one.id: one.email for one in invitations.invitations(kit.database, tender.id)}
    for actor in {record.actor for record in records}:
        names[f"who {actor}"] = _who(kit, actor)
    return names


def _who(kit: Kit, actor: str) -> str:
    if actor in (SYSTEM, CONSOLE.person):
        return "The system" if actor == SYSTEM else "The command line"
    person = people.person(kit.database, actor)
    if person is None:
        return actor
    role = next((str(rank) for rank in RANKS if rank in person.roles), "")
    supplier = people.organisation(kit.database, person.organisation) if role == Role.SUPPLIER else None
    return ", ".join(filter(None, (person.name, supplier.name if supplier else "", role)))


def _document(line: Line) -> dict[str, object]:
    chained = {"sequence": line.sequence, "previous": line.entry.previous, "digest": line.digest}
    return {**(chained if line.sequence else {}), "payload": line.payload, "body": line.entry.body}


def _plain(document: dict[str, object]) -> str:
    return json.dumps(document, ensure_ascii=False, separators=(",", ":"))
