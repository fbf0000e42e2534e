"""Whatever suppliers and officers do in whatever order: sealed stays sealed, the count is right, the chain holds."""

from __future__ import annotations

from datetime import timedelta

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from appraisal.core.errors import AppraisalError, Conflict, DeadlinePassed, WrongStage
from appraisal.core.policy import Actor
from appraisal.services.bidding.answering import SaveArea, Typed, area_page, save_area
from appraisal.services.bidding.receipts import receipts
from appraisal.services.bidding.submitting import Confirm, Submit, Withdraw, confirm, submit, withdraw
from appraisal.services.opening.opened_bids import download_bid
from appraisal.services.opening.opening import KeyPart, attend
from appraisal.services.opening.opening_report import opening_report
from appraisal.services.tendering.publication import Addendum, publish_addendum
from appraisal.services.tendering.tender_pages import tender_page
from appraisal.storage.publications import publications
from stand import DEADLINE, PASSPHRASE, PROFILE, Field

SECRET = "known-to-dovre-alone"
NAMES = ("Dovre AS", "Estuary BV")
LONGER = PROFILE + '\n[[area]]\nid = "PRM"\nrequired = "fully"\nwhy = "Calls come back."\n'


class AnyCourse(RuleBasedStateMachine):
    """A model of what should count beside the real thing."""

    @initialize()
    def publish(self) -> None:
        self.field = Field()
        self.field.publish()
        self.bidders: list[tuple[Actor, str]] = []
        for number, name in enumerate(NAMES):
            who = self.field.supplier(f"Anna{number}", name)
            bid = self.field.bid_of(who)
            self.field.answer(who, bid)
            self.bidders.append((who, bid))
        self.counting: dict[int, bool] = {}
        self.profile = PROFILE
        self.forms = 0
        self.opened = False
        self.pages = self.buyers_pages()

    def teardown(self) -> None:
        if hasattr(self, "field"):
            self.field.close()

    def buyers_pages(self) -> str:
        kit, field = self.field.kit, self.field
        page = tender_page(kit, field.janneke, field.tender)
        return repr((page.lots, page.bids, page.answered_questions, tender_page(kit, field.marijke, field.tender).bids))

    @property
    def in_time(self) -> bool:
        return self.field.clock.at <= DEADLINE

    def refused(self, act: object) -> bool:
        """Whether an act is refused; after the deadline it must be."""
        try:
            act()  # type: ignore[operator]
        except (DeadlinePassed, WrongStage):
            assert not self.in_time
            return True
        assert self.in_time
        return False

    @rule(number=st.integers(0, 1), value=st.sampled_from(["yes", "no", "dk"]))
    def answer(self, number: int, value: str) -> None:
        who, bid = self.bidders[number]
        page = area_page(self.field.kit, who, bid, "SRI")
        typed = {question.id: Typed(value, SECRET) for question in page.questions}
        command = SaveArea(bid, "SRI", page.draft.version, typed, True)
        self.refused(lambda: save_area(self.field.kit, who, command))

    @rule(number=st.integers(0, 1))
    def submit(self, number: int) -> None:
        who, bid = self.bidders[number]
        self.forms += 1
        command = Submit(bid, f"form-key-{self.forms}", "Anna", True, self.field.clock.at)
        try:
            if not self.refused(lambda: submit(self.field.kit, who, command)):
                self.counting[number] = True
        except Conflict:
            assert "PRM" in self.profile

    @rule(number=st.integers(0, 1))
    def withdraw(self, number: int) -> None:
        who, bid = self.bidders[number]
        try:
            if not self.refused(lambda: withdraw(self.field.kit, who, Withdraw(bid, self.field.clock.at))):
                self.counting.pop(number)
        except Conflict:
            assert number not in self.counting

    @rule(number=st.integers(0, 1))
    def confirm(self, number: int) -> None:
        who, bid = self.bidders[number]
        found = receipts(self.field.kit, who, bid)
        try:
            command = Confirm(bid, found[0].receipt if found else "R-0", self.field.clock.at)
            if not self.refused(lambda: confirm(self.field.kit, who, command)):
                self.counting[number] = True
        except AppraisalError:
            assert self.in_time

    @rule()
    def change_the_questionnaire(self) -> None:
        self.profile = LONGER if self.profile == PROFILE else PROFILE
        number = len(publications(self.field.kit.database, self.field.tender))
        command = Addendum(self.field.tender, number, "A change", profiles={1: self.profile.encode()})
        if self.refused(lambda: publish_addendum(self.field.kit, self.field.janneke, command)):
            self.profile = LONGER if self.profile == PROFILE else PROFILE
        else:
            self.counting = dict.fromkeys(self.counting, False)
            self.pages = self.buyers_pages()

    @rule(hours=st.sampled_from([1, 24 * 30, 24 * 45]))
    def wait(self, hours: int) -> None:
        was_in_time = self.in_time
        self.field.clock.at += timedelta(hours=hours)
        if was_in_time and not self.in_time:
            self.field.clock.at = DEADLINE + timedelta(hours=2)
            self.pages = self.buyers_pages()

    @precondition(lambda self: not self.opened)
    @rule()
    def open(self) -> None:
        for officer in (self.field.janneke, self.field.marijke):
            part = KeyPart(self.field.tender, 1, f"{PASSPHRASE} {officer.person}")
            if self.field.clock.at < DEADLINE + timedelta(hours=2):
                self.early(lambda part=part, officer=officer: attend(self.field.kit, officer, part))  # type: ignore[misc]
            else:
                self.opened = attend(self.field.kit, officer, part)

    @precondition(lambda self: not self.opened)
    @rule()
    def look_early(self) -> None:
        self.early(lambda: download_bid(self.field.kit, self.field.janneke, self.field.tender, 1, "R-1"))

    def early(self, act: object) -> None:
        try:
            act()  # type: ignore[operator]
        except WrongStage:
            return
        raise AssertionError("a sealed bid was reached")

    @invariant()
    def what_counts_is_what_the_suppliers_were_told(self) -> None:
        for number, (who, bid) in enumerate(self.bidders):
            told = [receipt.counts for receipt in receipts(self.field.kit, who, bid)]
            assert any(told) == self.counting.get(number, False)
            assert sum(told) <= 1

    @invariant()
    def nothing_of_a_bid_stands_in_the_store_or_on_the_buyers_pages(self) -> None:
        store = "\n".join(self.field.dump())
        assert SECRET not in store
        assert SECRET.encode().hex() not in store.lower()
        if not self.opened:
            assert self.buyers_pages() == self.pages

    @invariant()
    def the_chain_holds_and_the_report_is_what_counted(self) -> None:
        self.field.events()
        if self.opened:
            report = opening_report(self.field.kit, self.field.janneke, self.field.tender, 1)
            found = {bid.supplier for bid in report.bids if bid.state == "opened"}
            assert found == {NAMES[number] for number, counts in self.counting.items() if counts}


TestAnyCourse = AnyCourse.TestCase
TestAnyCourse.settings = settings(
    max_examples=15, stateful_step_count=15, deadline=None, suppress_health_check=list(HealthCheck)
)
