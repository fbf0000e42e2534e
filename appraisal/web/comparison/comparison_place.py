"""A lot's comparison as its pages need it: the bids under the names to show, their addresses, and what figures say."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from fractions import Fraction
from functools import cached_property

from appraisal.core.comparison import AreaResult, BidResult, Comparison, Eligibility, Interval
from appraisal.core.figures import exact, reading
from appraisal.core.profile import RequiredProfile
from appraisal.core.reference_model import ReferenceModel
from appraisal.reports.board import Board
from appraisal.reports.verdicts import deciding
from appraisal.reports.wording import counted, joined
from appraisal.services.comparison.shown_comparison import ShownComparison
from appraisal.web.comparison.comparison_pages import CellState, Figure, HeatCell, Mark
from appraisal.web.parts import Link, Status, StatusKind
from appraisal.web.tendering.tender_frame import trail_to

PER_CENT = "\u00a0%"
NO_RANK = "–"
CELLS: Mapping[CellState, tuple[str, str]] = {
    "met": ("met", "requirement met"),
    "minor": ("gap-minor", "minor gap"),
    "major": ("gap-major", "major gap"),
    "unclear": ("unclear", "unclear: depends on unknown answers"),
    "out": ("out", "knock-out missed"),
    "na": ("na", "does not apply"),
}
"""Icon and words of each state of an area."""
OPEN_OR_MISSED: Mapping[Eligibility, tuple[str, StatusKind, str]] = {
    "unclear": ("Unclear", "care", "unclear"),
    "fails": ("Missed", "bad", "out"),
}
"""Word, kind and icon of what knock-outs leave open, or miss."""


@dataclass(frozen=True)
class Place:
    """The comparison of one lot for one reader, and where its pages lie."""

    shown: ShownComparison
    now: datetime

    @property
    def comparison(self) -> Comparison:
        return self.shown.comparison

    @property
    def profile(self) -> RequiredProfile:
        return self.shown.comparison.profile

    @property
    def model(self) -> ReferenceModel:
        return self.profile.model

    @cached_property
    def board(self) -> Board:
        """The same comparison as the reports see it, for the words that pages and papers share."""
        return Board(self.comparison)

    @property
    def base(self) -> str:
        found = self.shown.standing
        return f"/tenders/{found.tender.id}/lots/{found.lot.number}/comparison"

    @property
    def eyebrow(self) -> str:
        lot = self.shown.standing.lot
        return f"Lot {lot.number}, {lot.title}"

    def bidder(self, bid: BidResult) -> str:
        """The address of a bid's own page."""
        return f"{self.base}/bidders/{self.shown.keys[bid.supplier.id]}"

    def answers(self, bid: BidResult, area: str) -> str:
        """The address of the answers behind one figure."""
        return f"{self.bidder(bid)}/areas/{area}"

    def calculation(self, bid: BidResult, area: str) -> str:
        """The address of the calculation of one cell."""
        return f"{self.base}?area={area}&bid={self.shown.keys[bid.supplier.id]}#calc"

    def trail(self, *more: Link) -> tuple[Link, ...]:
        """The way to a page under the comparison."""
        found = self.shown.standing
        here = (Link(f"Lot {found.lot.number} comparison", self.base), *more) if more else ()
        return trail_to(found.tender, *here)

    def share(self, area: AreaResult) -> str:
        """An area's share of the whole weight."""
        return percent(area.requirement.weight / self.profile.total_weight, 1)


def rank_words(bid: BidResult) -> str:
    """The rank, or a dash for a bid that is not ranked."""
    return NO_RANK if bid.rank is None else str(bid.rank)


def fit_figure(value: Fraction) -> Figure:
    """A fit on the scale 0-100 with two decimals; 100.00 only where it is exactly that."""
    return Figure(str(reading(value)), exact(value))


def percent(share: Fraction, places: int = 0) -> str:
    """A share 0-1 as per cent."""
    return f"{reading(100 * share, places)}{PER_CENT}"


def span_figure(interval: Interval, places: int) -> Figure:
    """A value 0-1 in decimals, "0.58 to 0.75" where unknowns leave two ends; the exact fractions alike."""
    low, high = reading(interval.low, places, 1), reading(interval.high, places, 1)
    if interval.low == interval.high:
        return Figure(str(low), exact(interval.low))
    return Figure(f"{low} to {high}", f"{exact(interval.low)} to {exact(interval.high)}")


def state_of(area: AreaResult) -> CellState:
    """The state of an area as the heat map shows it: what is wrong with a knock-out goes before the size of a gap."""
    if area.fit is None:
        return "na"
    if area.requirement.mandatory and area.met == "fails":
        return "out"
    if area.met == "meets":
        return "met"
    if area.met == "unclear":
        return "unclear"
    return "minor" if area.gap == "minor" else "major"


def heat_cell(area: AreaResult, href: str, is_open: bool = False) -> HeatCell:
    """One area of one bid: whole per cent, never rounded up to 100."""
    state = state_of(area)
    icon, words = CELLS[state]
    text = NO_RANK if area.fit is None else str(int(100 * area.fit.low))
    fraction = "" if area.fit is None else exact(area.fit.low)
    return HeatCell(state, icon, words, text, fraction, href, is_open)


def knock_outs(board: Board, bid: BidResult) -> Mark:
    """How a bid stands to its knock-outs, in words with a symbol."""
    if not bid.knock_outs:
        return Mark(Status("none", "None set"), "na")
    if bid.eligibility == "meets":
        return Mark(Status("done", "All met"), "tick")
    causes = deciding(bid)
    what = board.area_name(causes[0]) if len(causes) == 1 else counted(len(causes), "area")
    word, kind, icon = OPEN_OR_MISSED[bid.eligibility]
    return Mark(Status(kind, f"{word}: {what}"), icon)


def names_of(board: Board, bids: Sequence[BidResult]) -> str:
    """The short names of some bids as a list in words."""
    return joined([board.name(bid) for bid in bids], 3)
