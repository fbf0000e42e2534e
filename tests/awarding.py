"""A lot whose evaluation is closed, and the steps to its award: what the tests of the award begin from."""

from __future__ import annotations

from copy import copy
from dataclasses import replace
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from shutil import rmtree
from tempfile import mkdtemp

from appraisal.core.policy import Actor
from appraisal.services.award.award_desk import AwardDesk, award_desk
from appraisal.services.award.awarding import MakeAward, Notify, SetStandstill, make_award, notify, work_out
from appraisal.services.award.recommending import Approve, Recommend, approve, recommend
from appraisal.services.comparison.award_state import AwardState, award_state
from appraisal.services.comparison.closing import RecordExclusion, record_exclusion
from appraisal.services.known import known_tender
from appraisal.storage.database import Database
from evaluating import Evaluation
from stand import Clock

TEN_DAYS = SetStandstill(10, "calendar", ("2026-12-25", "2026-12-26"))
AFTER = datetime(2026, 12, 28, 23, tzinfo=UTC)
"""The first moment after a standstill of ten days whose letters went out on Tuesday 15 December 2026."""


class Awarding(Evaluation):
    """An evaluation that is closed: Dovre (Tor) ranks first, Estuary (Eve) second, Brandveen (Ben) misses a knock-out.

    With `tie` Dovre and Estuary share the first place. It is Tuesday 15 December 2026, 10:00 in Amsterdam.
    """

    def __init__(self, path: Path | str = ":memory:", tie: bool = False) -> None:
        super().__init__(path)
        self.evaluate(Eve="F", Ben="P")
        if not tie:
            self.record("Eve", "CFM-Q1", "N", version=1, reason="R1 could not show it.")
        self.clock.at = datetime(2026, 12, 15, 9, tzinfo=UTC)
        self.close_evaluation()
        self.clock.advance(minutes=1)

    @property
    def state(self) -> AwardState:
        """How far the award is."""
        return award_state(self.kit, self.lot)

    def desk(self, actor: Actor | None = None) -> AwardDesk:
        """The award as somebody sees it."""
        return award_desk(self.kit, actor or self.janneke, self.tender, 1)

    def receipt(self, name: str) -> str:
        """The receipt of a bidder's bid."""
        return next(receipt for receipt, bid in self.desk().bids.items() if bid.bid == self.bids[name])

    def recommendation(self, name: str = "Tor", reasons: str = "It ranks first.", departs: bool = False) -> Recommend:
        """What would be recommended now: an award to a bidder, or none for ""."""
        desk = self.desk()
        before = desk.state.recommendation
        return Recommend(
            tender=self.tender,
            lot=1,
            comparison=desk.digest,
            earlier=before.digest if before else "",
            outcome="award" if name else "none",
            receipt=self.receipt(name) if name else "",
            reasons=reasons,
            departs=departs,
        )

    def recommend(self, name: str = "Tor", actor: Actor | None = None, departs: bool = False) -> str:
        """Recommend, by Janneke if by nobody else; a minute passes after it."""
        digest = recommend(self.kit, actor or self.janneke, self.recommendation(name, departs=departs))
        self.clock.advance(minutes=1)
        return digest

    def approval(self) -> Approve:
        """The approval of what is recommended now."""
        desk = self.desk()
        assert desk.state.recommendation
        return Approve(self.tender, 1, desk.state.recommendation.digest, desk.digest)

    def approve(self, actor: Actor | None = None) -> str:
        """Approve, by Marijke if by nobody else; a minute passes after it."""
        digest = approve(self.kit, actor or self.marijke, self.approval())
        self.clock.advance(minutes=1)
        return digest

    def notice(self, setting: SetStandstill = TEN_DAYS) -> Notify:
        """The notice of what is approved now."""
        approved = self.state.approval
        assert approved
        ends = work_out(self.kit, known_tender(self.kit, self.janneke, self.tender), setting)[0].ends
        return Notify(self.tender, 1, approved.digest, setting, ends.isoformat())

    def notify(self, setting: SetStandstill = TEN_DAYS) -> str:
        """Send the letters; a minute passes after it."""
        digest = notify(self.kit, self.janneke, self.notice(setting))
        self.clock.advance(minutes=1)
        return digest

    def announced(self) -> MakeAward:
        """The award that was announced."""
        told = self.state.notice
        assert told
        return MakeAward(self.tender, 1, told.digest)

    def make_award(self) -> str:
        """Make the award after the standstill."""
        self.clock.at = AFTER
        return make_award(self.kit, self.janneke, self.announced())

    def take_out(self, name: str, kind: str = "withdrawn", reason: str = "Letter of 16 December") -> None:
        """Take a bid out; a minute passes after it."""
        record_exclusion(self.kit, self.janneke, RecordExclusion(self.tender, 1, self.bids[name], kind, reason))
        self.clock.advance(minutes=1)


def awarding() -> Awarding:
    """A closed evaluation of the own, copied from one that is made once for all tests as it takes two seconds."""
    made = _made_once()
    own = copy(made)
    own.clock, own.folder = Clock(made.clock.at), mkdtemp()
    database = Database(":memory:")
    made.kit.database.connection.backup(database.connection)
    own.kit = replace(made.kit, database=database, now=own.clock)
    return own


@cache
def _made_once() -> Awarding:
    made = Awarding()
    rmtree(made.folder)
    return made
