"""A lot whose bids are open, and a panel of three: what the tests of evaluation and award begin from."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from appraisal.core.policy import Actor, Permission, Role
from appraisal.core.response import FindingValue
from appraisal.core.tendering import Lot
from appraisal.services.account.accounts import AddUser, Join, add_user, join
from appraisal.services.comparison.closing import CloseEvaluation, close_evaluation
from appraisal.services.evaluation.agreed import agreed_on
from appraisal.services.evaluation.consensus import AcceptAgreed, RecordConsensus, accept_agreed, record_consensus
from appraisal.services.evaluation.evaluation_desk import evaluation_desk
from appraisal.services.evaluation.findings import SaveFinding, SubmitFindings, save_finding, submit_findings
from appraisal.services.evaluation.interests import Declaration, DeclareInterests, declare_interests, interests_page
from appraisal.services.evaluation.panel import NamePanelist, name_panelist
from appraisal.services.known import profile_of
from appraisal.services.opening.opening import KeyPart, attend
from appraisal.services.tendering.tendering import ChangeLot, change_lot
from appraisal.storage import tenders
from stand import DEADLINE, PASSPHRASE, PASSWORD, Field

SUPPLIERS = (("Tor", "Dovre Drift AS"), ("Eve", "Estuary Ltd"), ("Ben", "Brandveen BV"))


class Evaluation(Field):
    """A field whose three bids are open.

    Dovre (Tor) says yes to all, Estuary (Eve) does not know in SRI, Brandveen (Ben) says no in CFM and does not know
    in SUB.

    Els chairs and evaluates every area, Finn every area, Gerda SRI alone; all are named, none has declared.
    """

    suppliers = SUPPLIERS
    names_panel = True

    def __init__(self, path: Path | str = ":memory:", blind: bool = False) -> None:
        super().__init__(path)
        kit = self.kit
        if blind:
            officers = (self.janneke.person, self.marijke.person)
            change_lot(
                kit,
                self.janneke,
                ChangeLot(self.tender, self.version, 1, "Service desk", officers=officers, blind=True),
            )
        self.els, self.finn, self.gerda = (self._evaluator(name) for name in ("Els", "Finn", "Gerda"))
        self.publish()
        self.bid_managers: dict[str, Actor] = {}
        self.bids: dict[str, str] = {}
        for name, organisation in self.suppliers:
            manager = self.bid_managers[name] = self.supplier(name, organisation)
            bid = self.bids[name] = self.bid_of(manager)
            self.answer(manager, bid, "yes")
            if name == "Eve":
                self.answer(manager, bid, "dk", ("SRI",))
            if name == "Ben":
                self.answer(manager, bid, "no", ("CFM",))
                self.answer(manager, bid, "dk", ("SUB",))
            self.offer(name, manager, bid)
            self.submit(manager, bid, f"form-key-{name}")
        self.clock.at = DEADLINE.replace(hour=14)
        for officer in (self.janneke, self.marijke):
            attend(kit, officer, KeyPart(self.tender, 1, f"{PASSPHRASE} {officer.person}"))
        seats = ((self.els, None, True), (self.finn, None, False), (self.gerda, ["SRI"], False))
        for member, areas, chair in seats if self.names_panel else ():
            name_panelist(kit, self.janneke, NamePanelist(self.tender, 1, member.person, areas, chair))

    @property
    def lot(self) -> Lot:
        """The lot as it is now."""
        found = tenders.tender(self.kit.database, self.tender)
        assert found
        return found.lots[0]

    @property
    def panel(self) -> tuple[Actor, Actor, Actor]:
        """Els, Finn and Gerda."""
        return self.els, self.finn, self.gerda

    def offer(self, name: str, manager: Actor, bid: str) -> None:
        """What a bid holds besides its answers, before it is submitted: nothing here."""

    def declare(self, member: Actor, *conflicts: str) -> None:
        """Declare on every supplier; a conflict with those named."""
        there = interests_page(self.kit, member, self.tender, 1).bidders
        against = {self.bids[name] for name in conflicts}
        lines = [Declaration(one.bid, one.bid in against, "A cousin" * (one.bid in against)) for one in there]
        declare_interests(self.kit, member, DeclareInterests(self.tender, 1, lines, member.name))

    def declare_all(self) -> None:
        """Nobody has a conflict."""
        for member in self.panel:
            self.declare(member)

    def find(self, member: Actor, name: str, question: str, value: str, reason: str = "R1 says so.") -> int:
        """Save one whole finding; gives its version."""
        return save_finding(
            self.kit,
            member,
            SaveFinding(self.tender, 1, self.bids[name], question, 0, value, reason, False, whole=True),
        ).version

    def find_all(
        self, member: Actor, name: str, value: FindingValue = "F", *, reason: str = "R1 says so.", **other: FindingValue
    ) -> None:
        """The same finding on each of the member's questions on a bid but those that are named, and submit them."""
        desk = evaluation_desk(self.kit, member, self.tender, 1, Permission.FINDING_RECORD)
        for question in desk.my_questions:
            self.find(member, name, question, other.get(question.replace("-", "_"), value), reason)
        submit_findings(self.kit, member, SubmitFindings(self.tender, 1, self.bids[name], member.name))

    def agree(self, name: str, value: FindingValue = "F") -> None:
        """The chair accepts what all found alike on a bid, and records the value for the rest."""
        accept_agreed(self.kit, self.els, AcceptAgreed(self.tender, 1, self.bids[name]))
        there = agreed_on(self.kit, self.bids[name])
        for question in profile_of(self.lot).asked:
            if question not in there:
                self.record(name, question, value)

    def record(self, name: str, question: str, value: str, version: int = 0, reason: str = "R1 says so.") -> int:
        """The chair records an agreed finding; gives its version."""
        command = RecordConsensus(self.tender, 1, self.bids[name], question, version, value, reason)
        return record_consensus(self.kit, self.els, command)

    def evaluate(self, **values: FindingValue) -> None:
        """Nobody has a conflict, all find F on every bid but for the values given by bidder, and all is agreed."""
        self.declare_all()
        for name in self.bids:
            for member in self.panel:
                self.find_all(member, name, values.get(name, "F"))
            self.agree(name)

    def close_evaluation(self) -> str:
        """The digest of the comparison that the chair closed on."""
        return close_evaluation(self.kit, self.els, CloseEvaluation(self.tender, 1))

    def _evaluator(self, name: str) -> Actor:
        email = f"{name.lower()}@buyer.example"
        add_user(self.kit, self.ada, AddUser(email, name, frozenset({Role.EVALUATOR})))
        return join(self.kit, Join(self.link(email), name, PASSWORD))


@contextmanager
def evaluation(blind: bool = False) -> Iterator[Evaluation]:
    """An evaluation, ended when the context does."""
    own = Evaluation(blind=blind)
    try:
        yield own
    finally:
        own.close()
