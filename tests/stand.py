"""A kit for tests of the acts: a store in memory, a clock that stands still, references that count."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from functools import cache
from itertools import count
from pathlib import Path
from shutil import rmtree
from tempfile import mkdtemp
from typing import Literal

from appraisal.core.journal import verify
from appraisal.core.policy import Actor, Permission, Role
from appraisal.core.response import Commitment
from appraisal.demo.full import Numbers
from appraisal.exchange.upload import inspect_upload
from appraisal.services.account.accounts import AddUser, Join, SetUp, add_user, join, set_up, set_up_link
from appraisal.services.bidding.answering import SaveArea, Typed, area_page, save_area
from appraisal.services.bidding.bid_desk import managed_bid
from appraisal.services.bidding.bids import SetScope, StartBid, set_scope, start_bid
from appraisal.services.bidding.commitments import commitments_of
from appraisal.services.bidding.submitting import Submit, submit
from appraisal.services.bidding.team import InviteColleague, invite_colleague, join_team_as_new
from appraisal.services.tendering.invitations import Invite, accept_as_new, invite
from appraisal.services.tendering.profiles import UploadProfile, upload_profile
from appraisal.services.tendering.publication import Publish, Published, publish
from appraisal.services.tendering.tendering import (
    AddLot,
    ChangeLot,
    CreateTender,
    SetTimetable,
    add_lot,
    change_lot,
    create_tender,
    set_timetable,
)
from appraisal.services.toolkit import Kit
from appraisal.settings import Settings
from appraisal.storage import journal, outbox
from appraisal.storage.database import Database
from appraisal.storage.evidence import EvidenceStore
from appraisal.storage.officer_key import OfficerKey, new_officer_key
from appraisal.storage.officer_keys import keep_key
from appraisal.storage.schema import migrate
from appraisal.storage.tenders import tender
from appraisal.storage.vault import Vault

START = datetime(2026, 11, 2, 8, tzinfo=UTC)


VAULT = Vault(bytes(32))
PASSPHRASE = "green kettle marches home for"


class Clock:
    """A clock that moves when it is told to."""

    def __init__(self, at: datetime = START) -> None:
        self.at = at

    def __call__(self) -> datetime:
        return self.at

    def advance(self, **units: float) -> None:
        self.at += timedelta(**units)


class Stand:
    """A kit with handles for its tests."""

    def __init__(self, path: Path | str = ":memory:") -> None:
        self.clock = Clock()
        tokens = (f"token-{number}" for number in count(1))
        database = Database(path)
        migrate(database)
        settings = Settings(
            data=Path("data"), key_file=Path("key"), secret_key="k" * 32, address="https://bids.example"
        )
        self.folder = mkdtemp()
        evidence = EvidenceStore(Path(self.folder), VAULT, inspect_upload)
        self.kit = Kit(database, settings, VAULT, evidence, self.clock, Numbers(), lambda: next(tokens))

    def mails(self) -> list[tuple[str, str]]:
        """Recipient and subject of every mail in the outbox, oldest first."""
        return [(mail.recipient, mail.subject) for mail in reversed(outbox.mails(self.kit.database))]

    def link(self, recipient: str) -> str:
        """The token in the newest mail to an address."""
        mail = next(mail for mail in outbox.mails(self.kit.database) if mail.recipient == recipient)
        found = re.search(r"https://bids\.example/[a-z-]+/(\S+)", self.kit.mail_text(mail))
        assert found
        return found[1]

    def events(self) -> list[str]:
        """What the journal says was done, in order; checks the chain on the way."""
        verify(journal.entries(self.kit.database))
        return [row["event"] for row in self.kit.database.all("SELECT event FROM journal ORDER BY sequence")]

    def close(self) -> None:
        """End the connection and delete the evidence files."""
        self.kit.database.close()
        rmtree(self.folder)

    def dump(self) -> list[str]:
        """The whole store as text: to see that nothing changed, or that something stands nowhere in it."""
        return list(self.kit.database.connection.iterdump())


@cache
def officer_key(officer: str) -> str:
    """The stored key of an officer, made once for all tests as it costs a quarter of a second on purpose."""
    return new_officer_key(VAULT, officer, f"{PASSPHRASE} {officer}").text()


PASSWORD = "four unrelated words here"
OFFICERS = frozenset({Role.OFFICER})


def administrator(stand: Stand) -> Actor:
    link = set_up_link(stand.kit)
    assert link
    return set_up(
        stand.kit, SetUp(link.rpartition("/")[2], "Noorderland Hospitals", "Ada@Buyer.example", "Ada", PASSWORD)
    )


def officer(stand: Stand, ada: Actor, name: str = "Janneke") -> Actor:
    add_user(stand.kit, ada, AddUser(f"{name.lower()}@buyer.example", name, OFFICERS))
    return join(stand.kit, Join(stand.link(f"{name.lower()}@buyer.example"), name, PASSWORD))


PROFILE = """
[profile]
id = "desk"
title = "A small desk"
model = "it-service-cmm"
service = "First-line support"
version = "1"

[[area]]
id = "SRI"
required = "fully"
weight = 3
mandatory = true
why = "The desk itself."

[[area]]
id = "SUB"
required = "partially"
why = "Parts may be given to others."

[[area]]
id = "CFM"
required = "fully"
weight = 2
why = "Nobody changes what nobody knows."
"""
"""Three areas, of which one is a knock-out and one may be not applicable."""

DATES = ("Europe/Amsterdam", "2026-11-20T17:00", "2026-12-11T12:00", "2026-12-11T14:00")
DEADLINE = datetime(2026, 12, 11, 11, tzinfo=UTC)


class Field(Stand):
    """A stand with a buyer, two officers with keys, and a tender of one lot in draft."""

    def __init__(self, path: Path | str = ":memory:") -> None:
        super().__init__(path)
        kit = self.kit
        self.ada = administrator(self)
        self.janneke, self.marijke = officer(self, self.ada), officer(self, self.ada, "Marijke")
        with kit.database.writing():
            for holder in (self.janneke, self.marijke):
                keep_key(kit.database, OfficerKey.parse(officer_key(holder.person)), kit.now())
        self.tender = self.draft("2026/041")

    def draft(self, reference: str, sealing: Literal["officers", "server"] = "officers") -> str:
        """The id of a tender in draft, ready to be published."""
        kit, janneke = self.kit, self.janneke
        tender_id = create_tender(kit, janneke, CreateTender(reference, "Workplaces and service desk"))
        officers = (janneke.person, self.marijke.person) if sealing == "officers" else ()
        add_lot(kit, janneke, AddLot(tender_id, 1, "Service desk"))
        change_lot(kit, janneke, ChangeLot(tender_id, 2, 1, "Service desk", sealing, officers))
        upload_profile(kit, janneke, UploadProfile(tender_id, 3, 1, "desk.toml", PROFILE.encode()))
        set_timetable(kit, janneke, SetTimetable(tender_id, 4, *DATES))
        return tender_id

    def publish(self) -> Published:
        """The tender, published."""
        return publish(self.kit, self.janneke, Publish(self.tender, self.version))

    @property
    def version(self) -> int:
        """The tender's version now."""
        found = tender(self.kit.database, self.tender)
        assert found
        return found.version

    def supplier(self, name: str, organisation: str) -> Actor:
        """Somebody who accepted an invitation to the tender for their organisation."""
        email = f"{name.lower()}@{organisation.split()[0].lower()}.example"
        invite(self.kit, self.janneke, Invite(self.tender, email))
        return accept_as_new(self.kit, Join(self.link(email), name, PASSWORD, organisation))[0]

    def colleague(self, manager: Actor, bid: str, name: str, *areas: str) -> Actor:
        """Somebody whom the manager took on the bid's team."""
        email = f"{name.lower()}@colleague.example"
        invite_colleague(self.kit, manager, InviteColleague(bid, email, f"{name}'s work", areas))
        return join_team_as_new(self.kit, Join(self.link(email), name, PASSWORD))[0]

    def bid_of(self, manager: Actor) -> str:
        """A bid on the lot, with its scope told and the manager answering every area."""
        bid = start_bid(self.kit, manager, StartBid(self.tender, 1, "service manager"))
        set_scope(self.kit, manager, SetScope(bid, "Service desk Oslo", ["Oslo"], "2026"))
        return bid

    def commitments(self, actor: Actor, bid: str) -> tuple[Commitment, ...]:
        """What a supplier will improve, as the page lists it."""
        return commitments_of(self.kit, managed_bid(self.kit, actor, bid, Permission.BID_READ))

    def answer(
        self, actor: Actor, bid: str, value: str = "yes", areas: tuple[str, ...] = ("SRI", "SUB", "CFM")
    ) -> None:
        """The same answer to every question of some areas, each said to be complete."""
        for area in areas:
            page = area_page(self.kit, actor, bid, area)
            typed = {question.id: Typed(value, f"about {question.id}") for question in page.questions}
            saved = save_area(self.kit, actor, SaveArea(bid, area, page.draft.version, typed, True))
            assert saved.completed

    def submit(self, actor: Actor, bid: str, form: str = "form-key-1") -> str:
        """The receipt's number."""
        return submit(self.kit, actor, Submit(bid, form, actor.name, True, self.clock.at))
