"""A whole tender from its draft to the award and its dossier, played in one folder."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from itertools import count
from pathlib import Path

from appraisal.core.errors import Conflict
from appraisal.core.policy import Actor, Role
from appraisal.core.timetable import Timetable
from appraisal.demo.award import Panel, announce, award, evaluate
from appraisal.demo.bids import SUPPLIERS, Team, bid_as_written, invited_teams, plain_bid, submitted
from appraisal.demo.plans import OFFICERS, PASSPHRASE, ZONE
from appraisal.demo.settings import demo_settings
from appraisal.demo.stages import named_officer, token_of
from appraisal.exchange.bundled_profiles import bundled_profile_bytes
from appraisal.exchange.local_time import typed_timetable
from appraisal.exchange.upload import inspect_upload
from appraisal.reports.dossier_papers import DossierPapers
from appraisal.services.account.accounts import AddUser, Join, SetUp, add_user, join, set_up, set_up_link
from appraisal.services.bidding.submitting import Withdraw, withdraw
from appraisal.services.opening.opening import KeyPart, attend
from appraisal.services.record.dossier.building import BuildDossier, build_dossier
from appraisal.services.record.seal import public_seal
from appraisal.services.tendering.clarifications import AnswerQuestion, Ask, answer, ask
from appraisal.services.tendering.profiles import PickProfile, pick_profile
from appraisal.services.tendering.publication import Addendum, Publish, publish, publish_addendum
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
from appraisal.services.toolkit import EVIDENCE, STORE, Kit, prepare
from appraisal.storage import bids, people, tenders
from appraisal.storage.database import Database
from appraisal.storage.evidence import EvidenceStore

START = datetime(2026, 9, 1, 7, tzinfo=UTC)
"""When the demonstration begins; its clock moves only when it is told to."""
SEAL = b"a key that everybody has: a demo"
"""The private half of the seal's key: the same at each run, and so no secret."""
REFERENCE = "2026/060"
LOTS = (("Service desk", "service-desk"), ("Workplaces", "workplace-management"))
DEADLINE = START + timedelta(days=50)
DATES = Timetable(ZONE, DEADLINE - timedelta(days=20), DEADLINE, DEADLINE + timedelta(hours=2))
PORT = 8080


class Clock:
    """A clock that moves when it is told to."""

    def __init__(self) -> None:
        self.at = START

    def __call__(self) -> datetime:
        return self.at

    def step(self) -> None:
        """A minute later."""
        self.at += timedelta(minutes=1)


class Numbers:
    """References that count from 1 for each prefix."""

    def __init__(self) -> None:
        self._next: Counter[str] = Counter()

    def __call__(self, prefix: str) -> str:
        self._next[prefix] += 1
        return f"{prefix}-{self._next[prefix]}"


@dataclass(frozen=True, slots=True)
class Play:
    """Everything that the acts of the demonstration share; `tender` is its id."""

    kit: Kit
    clock: Clock
    officers: list[Actor]
    tender: str


@dataclass(frozen=True, slots=True)
class FullDemo:
    """What a whole demonstration leaves: the data folder, its key, the dossier, and the public key of its seal."""

    data: Path
    key: Path
    dossier: Path
    public_key: Path


def play_full(root: Path, tell: Callable[[str], None]) -> FullDemo:
    """Play the whole tender, telling each step, and leave its data folder, its dossier and the public key in a folder.

    Raises:
        Conflict: the folder holds a demonstration, or other files of these names, already.
        InvalidInput, StorageFull: the folder cannot be written to, or the disk is full.
    """
    dossier, public_key = root / "dossier.zip", root / "seal.pem"
    for path in (root / "data", root / "key", dossier, public_key):
        if path.exists():
            raise Conflict(f"{path}: is there already; expected a folder without a demonstration")
    settings, clock = demo_settings(root, PORT), Clock()
    vault = prepare(settings, SEAL)
    tokens = (f"demonstration-token-{number:04}" for number in count(1))
    evidence = EvidenceStore(settings.data / EVIDENCE, vault, inspect_upload)
    database = Database(settings.data / STORE)
    database.connection.execute("PRAGMA synchronous = OFF")  # what a crash takes can be played again
    kit = Kit(database, settings, vault, evidence, clock, Numbers(), lambda: next(tokens))
    try:
        tell("A tender of two lots is drafted and published")
        play = _published(kit, clock)
        tell(f"{len(SUPPLIERS)} suppliers answer with their colleagues; one takes a bid back")
        teams = _bidden(play)
        tell("Two officers open the bids")
        _opened(play)
        tell("Three evaluators look at the evidence, one of them not at every bid; both lots are decided")
        _decided(play, teams)
        tell("The dossier is written")
        papers = DossierPapers(public_seal(kit).fingerprint)
        build_dossier(kit, play.officers[0], BuildDossier(play.tender, dossier), papers)
        public_key.write_bytes(public_seal(kit).pem)
    finally:
        kit.database.close()
    return FullDemo(root / "data", root / "key", dossier, public_key)


def _published(kit: Kit, clock: Clock) -> Play:
    """A buyer with two officers; a tender of two lots, published, and changed once by an addendum."""
    link = set_up_link(kit)
    if link is None:
        raise AssertionError("the demonstration begins on an empty data folder")
    ada = set_up(kit, SetUp(token_of(link), "Noorderland Hospitals", "ada@buyer.example", "Ada Vermeer", kit.token()))
    officers = [named_officer(kit, ada, name, email) for name, email in OFFICERS]
    _person(kit, ada, "Hanne Vos", Role.AUDITOR)
    lead, named = officers[0], tuple(officer.person for officer in officers)
    tender = create_tender(kit, lead, CreateTender(REFERENCE, "Service desk and workplaces for three hospitals"))
    for number, (title, profile) in enumerate(LOTS, 1):
        clock.step()
        add_lot(kit, lead, AddLot(tender, _version(kit, tender), title))
        change_lot(kit, lead, ChangeLot(tender, _version(kit, tender), number, title, officers=named))
        pick_profile(kit, lead, PickProfile(tender, _version(kit, tender), number, profile))
    set_timetable(kit, lead, SetTimetable(tender, _version(kit, tender), ZONE, *typed_timetable(DATES)))
    clock.at = START + timedelta(days=2)
    publish(kit, lead, Publish(tender, _version(kit, tender)))
    return Play(kit, clock, officers, tender)


def _bidden(play: Play) -> list[Team]:
    """Invitations, a question, an addendum, bids on both lots by several people each, and one taken back."""
    kit, clock, lead, tender = play.kit, play.clock, play.officers[0], play.tender
    clock.step()
    teams = invited_teams(kit, lead, tender)
    clock.at = START + timedelta(days=10)
    question = "Are calls outside the hours of 7 to 19 part of the service?"
    asked = ask(kit, teams[0].manager, Ask(tender, "demonstration question", question, kit.now()))
    clock.step()
    answer(kit, lead, AnswerQuestion(tender, asked, question, "No. A message tells callers when the desk opens."))
    clock.at = START + timedelta(days=15)
    changed = bundled_profile_bytes("service-desk").replace(b"\nweight = 5\n", b"\nweight = 6\n", 1)
    why = "Users notice incidents first: the area weighs more. No question changes."
    publish_addendum(kit, lead, Addendum(tender, 1, why, None, {1: changed}))
    clock.at = START + timedelta(days=30)
    for place, team in enumerate(teams):
        first = bid_as_written(kit, clock.step, tender, team)
        clock.step()
        submitted(kit, team, first)
        if place < 3:
            second = plain_bid(kit, tender, team, 2, 17 + 6 * place)
            clock.step()
            submitted(kit, team, second)
    clock.at = START + timedelta(days=40)
    withdraw(kit, teams[0].manager, Withdraw(second_bid(play, teams[0]), kit.now()))
    return teams


def second_bid(play: Play, team: Team) -> str:
    """The id of a supplier's bid on lot 2."""
    tender = tenders.tender(play.kit.database, play.tender)
    bid = bids.bid_on(play.kit.database, tender.lots[1].id, team.manager.organisation) if tender else None
    if bid is None:
        raise AssertionError("the supplier bid on lot 2")
    return bid.id


def _opened(play: Play) -> None:
    play.clock.at = DEADLINE + timedelta(hours=3)
    for lot in (1, 2):
        for officer, (name, _) in zip(play.officers, OFFICERS, strict=True):
            play.clock.step()
            passphrase = f"{PASSPHRASE} {name.split()[0].lower()}"
            attend(play.kit, officer, KeyPart(play.tender, lot, passphrase))


def _decided(play: Play, teams: list[Team]) -> None:
    """Evaluation, report, recommendation, approval, letters, standstill, and the award of both lots."""
    kit, clock = play.kit, play.clock
    ada = people.person_by_email(kit.database, "ada@buyer.example")
    if ada is None:
        raise AssertionError("the demonstration has an administrator")
    names = ("Els Brandsma", "Finn de Wit", "Gerda Postma")
    chair, first, second = (_person(kit, ada.actor, name, Role.EVALUATOR) for name in names)
    panel = Panel(chair, first, second, teams[-1].response["supplier"]["name"])
    clock.at = DEADLINE + timedelta(days=3)
    for lot in (1, 2):
        evaluate(kit, clock.step, play.officers[0], play.tender, lot, panel)
    clock.at = DEADLINE + timedelta(days=10)
    for lot in (1, 2):
        announce(kit, clock.step, play.officers, play.tender, lot)
    clock.at = DEADLINE + timedelta(days=30)
    for lot in (1, 2):
        clock.step()
        award(kit, play.officers[0], play.tender, lot)
    clock.step()


def _person(kit: Kit, ada: Actor, name: str, role: Role) -> Actor:
    email = f"{name.split()[0].lower()}@buyer.example"
    return join(kit, Join(token_of(add_user(kit, ada, AddUser(email, name, frozenset({role})))), name, kit.token()))


def _version(kit: Kit, tender: str) -> int:
    found = tenders.tender(kit.database, tender)
    if found is None:
        raise AssertionError("the tender was made just now")
    return found.version
