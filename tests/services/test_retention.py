"""Retention: how long a tender is kept, holds, and a purge after which nothing of the contents is found any more."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import pytest

from appraisal.core.errors import Conflict, InvalidInput, NotFound, NotPermitted, WrongStage
from appraisal.core.policy import Actor
from appraisal.services.bidding.bids import own_bids
from appraisal.services.bidding.evidence import AddFile, add_file, known_files
from appraisal.services.opening.opened_bids import download_bid
from appraisal.services.opening.opening import KeyPart, attend
from appraisal.services.record.purge import Purge, purge, scrub
from appraisal.services.record.retention import SetRetention, set_retention
from appraisal.services.record.upkeep import tidy
from appraisal.services.tendering.clarifications import AnswerQuestion, Ask, answer, ask, published
from appraisal.services.tendering.invitations import Invite, accept_invitation, invite
from appraisal.services.tendering.publication import Cancel, Publish, cancel, publish
from appraisal.storage import journal, outbox, people, retention, tenders
from appraisal.storage.database import Database, stored_time
from stand import DEADLINE, PASSPHRASE, Field

PDF = b"%PDF-1.7\n1 0 obj << /Secret (heron) >> endobj\n%%EOF\n"
LATER = datetime(2034, 1, 1, 9, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Ended:
    """A decided tender with a bid on it; Eve's supplier is in another tender too."""

    field: Field
    tor: Actor
    eve: Actor
    bid: str
    receipt: str
    path: Path
    other: str


@pytest.fixture
def ended(tmp_path: Path) -> Iterator[Ended]:
    path = tmp_path / "store.sqlite"
    field = Field(path)
    kit = field.kit
    field.publish()
    tor, eve = field.supplier("Tor", "Dovre Drift AS"), field.supplier("Eve", "Estuary Ltd")
    invite(kit, field.janneke, Invite(field.tender, "nobody@heron.example"))
    bid = field.bid_of(tor)
    field.answer(tor, bid)
    add_file(kit, tor, AddFile(bid, "upload-1", "heron plan.pdf", io.BytesIO(PDF)))
    receipt = field.submit(tor, bid)
    field.bid_of(eve)
    asked = ask(kit, tor, Ask(field.tender, "question-1", "Does a heron count?", field.clock.at))
    answer(kit, field.janneke, AnswerQuestion(field.tender, asked, "Does a heron count?", "No heron counts."))
    other = _other(field)
    field.clock.at = DEADLINE.replace(hour=14)
    for officer in (field.janneke, field.marijke):
        attend(kit, officer, KeyPart(field.tender, 1, f"{PASSPHRASE} {officer.person}"))
    with kit.database.writing():
        moment = stored_time(kit.now())
        kit.database.run(
            "UPDATE lots SET evaluated_at = ?, decided_at = ? WHERE tender = ?", moment, moment, field.tender
        )
    yield Ended(field, tor, eve, bid, receipt, path, other)
    field.close()


def _other(field: Field) -> str:
    """Another tender, that Eve's supplier was invited to."""
    kit, other = field.kit, field.draft("2026/0411")
    invite(kit, field.janneke, Invite(other, "eve@estuary.example"))
    found = tenders.tender(kit.database, other)
    assert found
    publish(kit, field.janneke, Publish(other, found.version))
    mail = next(one for one in outbox.mails(kit.database) if "2026/0411" in one.subject)
    token = re.search(r"/invitation/(\S+)", kit.mail_text(mail))
    assert token
    eve = kit.database.one("SELECT id FROM people WHERE email = 'eve@estuary.example'")
    assert eve
    person = people.person(kit.database, eve["id"])
    assert person
    accept_invitation(kit, person.actor, token[1])
    return other


def keep(ended: Ended, until: str = "2033-12-31", hold: bool = False) -> None:
    command = SetRetention(ended.field.tender, until, hold, "By law seven years")
    set_retention(ended.field.kit, ended.field.janneke, command)


def purged(ended: Ended) -> None:
    keep(ended)
    ended.field.clock.at = LATER
    purge(ended.field.kit, ended.field.janneke, Purge(ended.field.tender, "2026/041"))


def test_the_day_the_hold_and_the_reason_are_stored_with_an_entry(ended: Ended) -> None:
    keep(ended, hold=True)

    found = tenders.tender(ended.field.kit.database, ended.field.tender)

    assert found
    assert (found.keep_until and found.keep_until.isoformat(), found.hold) == ("2033-12-31", "By law seven years")
    assert ended.field.events()[-1] == "retention:set"


@pytest.mark.parametrize("until", ["", "2033", "31-12-2033", "2026-02-30", "2025-12-31", "20331231", "x" * 10])
def test_a_day_that_is_none_or_past_is_asked_again(ended: Ended, until: str) -> None:
    before = ended.field.dump()

    with pytest.raises(InvalidInput, match="keep_until: is no day that is to come"):
        keep(ended, until)

    assert ended.field.dump() == before


def test_nothing_is_purged_before_its_day_under_a_hold_without_the_reference_or_by_others(ended: Ended) -> None:
    kit, janneke = ended.field.kit, ended.field.janneke
    typed = Purge(ended.field.tender, "2026/041")
    before = ended.field.dump()

    with pytest.raises(Conflict, match="Nobody has said how long"):
        purge(kit, janneke, typed)
    assert ended.field.dump() == before
    keep(ended)
    before = ended.field.dump()
    with pytest.raises(Conflict, match="is kept until 2033-12-31"):
        purge(kit, janneke, typed)
    ended.field.clock.at = LATER
    for reference in ("2026/0411", "", "2026/04"):
        with pytest.raises(InvalidInput, match="is not this tender's reference"):
            purge(kit, janneke, Purge(ended.field.tender, reference))
    for somebody in (ended.tor, ended.field.ada):
        with pytest.raises(NotPermitted):
            purge(kit, somebody, typed)
    assert ended.field.dump() == before
    ended.field.clock.at = datetime(2027, 1, 1, tzinfo=UTC)
    keep(ended, hold=True)
    ended.field.clock.at = LATER
    before = ended.field.dump()
    with pytest.raises(Conflict, match="under a legal hold"):
        purge(kit, janneke, typed)
    assert ended.field.dump() == before


def test_a_tender_that_goes_on_is_not_purged(ended: Ended) -> None:
    kit, janneke = ended.field.kit, ended.field.janneke
    set_retention(kit, janneke, SetRetention(ended.other, "2026-12-31", False, "Soon"))
    ended.field.clock.at = LATER

    with pytest.raises(WrongStage, match="Purging the tender is not possible now"):
        purge(kit, janneke, Purge(ended.other, "2026/0411"))


def test_after_a_purge_nothing_of_the_contents_is_found(ended: Ended) -> None:
    kit = ended.field.kit
    files = known_files(kit, ended.bid)
    bodies = [bytes(row[0]) for row in kit.database.all("SELECT sealed FROM submissions")]
    canaries = ("heron", "tor@dovre.example", "Dovre Drift AS", "nobody@heron.example")
    assert files and bodies
    for canary in canaries[1:]:
        assert canary in "\n".join(ended.field.dump()), canary

    purged(ended)

    dump = "\n".join(ended.field.dump())
    assert [canary for canary in canaries if canary in dump] == []
    kit.database.connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    stored = b"".join(path.read_bytes() for path in ended.path.parent.iterdir() if path.is_file())
    assert [canary for canary in canaries if canary.encode() in stored] == []
    assert [body for body in bodies if body[:64] in stored] == []
    for sha256 in files:
        with pytest.raises(NotFound):
            kit.evidence.find(ended.bid, sha256)
    assert [path for path in Path(ended.field.folder).rglob("*") if path.is_file()] == []
    assert scrub(kit) is True


def test_after_a_purge_the_journal_the_digests_and_what_was_published_stay(ended: Ended) -> None:
    database = ended.field.kit.database
    kept = ("SELECT digest FROM publications", "SELECT digest FROM openings", "SELECT receipt, digest FROM submissions")
    before = [[tuple(row) for row in database.all(sql)] for sql in kept]
    head = journal.head(database)

    purged(ended)

    assert [[tuple(row) for row in database.all(sql)] for sql in kept] == before
    assert journal.head(database).sequence == head.sequence + 2
    assert ended.field.events()[-2:] == ["retention:set", "retention:purged"]


def test_a_purge_leaves_other_tenders_and_their_suppliers_alone(ended: Ended) -> None:
    purged(ended)

    dump = "\n".join(ended.field.dump())
    assert "eve@estuary.example" in dump
    assert "Estuary Ltd" in dump
    subjects = [subject for _, subject in ended.field.mails()]
    assert [subject for subject in subjects if "2026/041" in subject and "2026/0411" not in subject] == []
    assert "Invitation to tender 2026/0411" in subjects


def test_what_was_purged_is_refused_with_the_day_and_breaks_no_list(ended: Ended) -> None:
    kit = ended.field.kit
    eves = [line.bid for line in own_bids(kit, ended.eve)]
    assert len(eves) == 1
    purged(ended)

    with pytest.raises(WrongStage, match="the contents were purged on 1 January 2034"):
        download_bid(kit, ended.field.janneke, ended.field.tender, 1, "R-1")
    with pytest.raises(WrongStage, match="the contents were purged on 1 January 2034"):
        published(kit, ended.field.janneke, ended.field.tender)
    assert own_bids(kit, ended.eve) == []
    assert tidy(kit) == 0


def test_a_cancelled_tender_is_purged_with_bids_that_were_never_opened(tmp_path: Path) -> None:
    field = Field(tmp_path / "store.sqlite")
    field.publish()
    tor = field.supplier("Tor", "Dovre Drift AS")
    bid = field.bid_of(tor)
    field.answer(tor, bid)
    field.submit(tor, bid)
    cancel(field.kit, field.janneke, Cancel(field.tender, "The budget moved"))
    set_retention(field.kit, field.janneke, SetRetention(field.tender, "2027-12-31", False, "A year"))
    field.clock.at = LATER

    purge(field.kit, field.janneke, Purge(field.tender, "2026/041"))

    assert [bytes(row[0]) for row in field.kit.database.all("SELECT sealed FROM submissions")] == [b""]
    assert "Dovre" not in "\n".join(field.dump())
    field.close()


def test_a_purge_that_another_reader_holds_up_is_scrubbed_later(ended: Ended) -> None:
    reader = Database(ended.path)
    reader.connection.execute("BEGIN")
    reader.one("SELECT 1 FROM people")

    purged(ended)

    kit = ended.field.kit
    waiting = kit.database.one("SELECT value FROM installation WHERE name = 'scrub'")
    assert waiting and waiting["value"] == ended.field.tender
    reader.close()
    assert scrub(kit) is True
    assert kit.database.one("SELECT value FROM installation WHERE name = 'scrub'") is None


def test_every_table_is_purged_or_said_to_be_kept(field: Field) -> None:
    sql = "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite%' AND name NOT LIKE '_sqlite%'"
    tables = {row["name"] for row in field.kit.database.all(sql)}

    assert tables == set(retention.CONTENTS) | retention.PERSONAL | retention.KEPT
