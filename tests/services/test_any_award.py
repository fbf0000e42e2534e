"""Whatever officers, chair and bidders do in whatever order: no award without two officers on one comparison."""

from __future__ import annotations

from datetime import timedelta

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from appraisal.core.errors import AppraisalError, Conflict
from appraisal.services.award.awarding import make_award, notify
from appraisal.services.award.recommending import approve, recommend
from appraisal.services.comparison.closing import ReopenEvaluation, reopen_evaluation
from appraisal.services.decided import decisions_on
from awarding import awarding


class AnyAward(RuleBasedStateMachine):
    """A model of the approval that should hold, beside the real thing."""

    @initialize(steps=st.integers(0, 4))
    def close(self, steps: int) -> None:
        self.lot = awarding()
        self.holds: str | None = None
        self.approved: set[str] = set()
        self.voided = 0
        self.is_decided = False
        self.go_on(steps)

    def teardown(self) -> None:
        if hasattr(self, "lot"):
            self.lot.close()

    def falls(self) -> None:
        """What the approval rested on changed."""
        self.voided += self.holds is not None
        self.holds = None

    def tried(self, act: object) -> bool:
        """Whether an act was done; a refusal stores nothing."""
        self.lot.clock.advance(minutes=1)
        before = self.lot.dump()
        try:
            act()  # type: ignore[operator]
        except AppraisalError:
            assert self.lot.dump() == before
            return False
        assert not self.is_decided
        return True

    @rule(name=st.sampled_from(["Tor", "Eve", ""]), departs=st.booleans(), by_marijke=st.booleans())
    def recommend(self, name: str, departs: bool, by_marijke: bool) -> None:
        lot = self.lot
        officer = lot.marijke if by_marijke else lot.janneke
        if self.tried(lambda: recommend(lot.kit, officer, lot.recommendation(name, departs=departs))):
            self.falls()

    @rule(by_marijke=st.booleans())
    def approve(self, by_marijke: bool) -> None:
        lot = self.lot
        officer = lot.marijke if by_marijke else lot.janneke
        if lot.state.recommendation and self.tried(lambda: approve(lot.kit, officer, lot.approval())):
            assert self.holds is None
            approval = lot.state.approval
            assert approval
            self.holds = approval.digest
            self.approved.add(approval.digest)

    @rule()
    def notify(self) -> None:
        lot = self.lot
        if lot.state.approval and self.tried(lambda: notify(lot.kit, lot.janneke, lot.notice())):
            assert self.holds

    @rule(days=st.sampled_from([1, 20]))
    def wait(self, days: int) -> None:
        self.lot.clock.at += timedelta(days=days)

    @rule()
    def make(self) -> None:
        lot = self.lot
        runs = lot.state.standstill
        if lot.state.notice and self.tried(lambda: make_award(lot.kit, lot.marijke, lot.announced())):
            assert self.holds
            assert runs
            assert runs.is_over(lot.clock.at)
            self.is_decided = True

    @rule(steps=st.integers(1, 5))
    def go_on(self, steps: int) -> None:
        """Do what comes next, each by an officer who may."""
        for _ in range(steps):
            desk = self.lot.desk()
            before = desk.state.recommendation
            if desk.next == "recommend":
                recommended = desk.comparison.recommendation.supplier if desk.comparison else None
                name = {"dovre-drift-as": "Tor", "estuary-ltd": "Eve"}.get(recommended or "", "")
                self.recommend(name, departs=False, by_marijke=False)
            elif desk.next == "approve" and before:
                self.approve(by_marijke=before.decision.person == self.lot.janneke.person)
            elif desk.next == "notify":
                self.notify()
            elif desk.next == "wait":
                self.wait(20)
            elif desk.next == "make":
                self.make()

    @rule(name=st.sampled_from(["Tor", "Eve", "Ben"]))
    def take_out(self, name: str) -> None:
        if self.tried(lambda: self.lot.take_out(name)):
            self.falls()

    @rule()
    def reopen_and_close(self) -> None:
        lot = self.lot
        if self.tried(lambda: reopen_evaluation(lot.kit, lot.janneke, ReopenEvaluation(lot.tender, 1, "An error"))):
            self.falls()
            try:
                lot.close_evaluation()
            except Conflict:
                assert lot.desk().digest is None

    @invariant()
    def exactly_the_approval_that_should_hold_does(self) -> None:
        approval = self.lot.state.approval
        assert (approval.digest if approval and approval.holds else None) == self.holds
        assert {decision.digest for decision in decisions_on(self.lot.kit, self.lot.lot, "approval")} == self.approved

    @invariant()
    def every_approval_that_fell_stands_in_the_journal_once(self) -> None:
        assert self.lot.events().count("award:approval-voided") == self.voided

    @invariant()
    def an_award_rests_on_two_officers_and_one_comparison(self) -> None:
        state = self.lot.state
        if state.award is None:
            return
        assert state.recommendation and state.approval and state.notice
        assert state.recommendation.decision.person != state.approval.decision.person
        digests = {held.document["comparison"] for held in (state.recommendation, state.approval)}
        assert digests == {self.lot.desk().digest}
        assert (state.award.document["approval"], state.award.document["notice"]) == (
            state.approval.digest,
            state.notice.digest,
        )


TestAnyAward = AnyAward.TestCase
TestAnyAward.settings = settings(
    max_examples=25, stateful_step_count=12, deadline=None, suppress_health_check=list(HealthCheck)
)
