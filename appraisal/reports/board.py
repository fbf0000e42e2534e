"""What every report of one comparison needs to know: the bids, the names it uses for them, and what its footers say."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from itertools import pairwise

from appraisal.core.comparison import AreaResult, BidResult, Comparison
from appraisal.core.profile import RequiredProfile
from appraisal.core.reference_model import ProcessArea, ReferenceModel
from appraisal.reports.wording import FOOTING, full_name, short_names, visible

MOST_BESIDE = 12
"""How many bidders stand side by side on one page."""


@dataclass(frozen=True)
class Board:
    """A comparison as the reports see it; `as_of` is printed only where given; `attached`: its file is inside.

    `seal` is the fingerprint of the key that the installation seals dossiers with, `head` the journal's head digest of
    the moment; both are printed where given.
    """

    comparison: Comparison
    as_of: date | None = None
    attached: bool = False
    seal: str = ""
    head: str = ""

    @property
    def bids(self) -> Sequence[BidResult]:
        return self.comparison.bids

    @property
    def profile(self) -> RequiredProfile:
        return self.comparison.profile

    @property
    def model(self) -> ReferenceModel:
        return self.comparison.profile.model

    @property
    def first(self) -> BidResult:
        return self.comparison.bids[0]

    @cached_property
    def winner(self) -> BidResult | None:
        """The recommended bid."""
        chosen = self.comparison.recommendation.supplier
        return next((bid for bid in self.bids if bid.supplier.id == chosen), None)

    @cached_property
    def short(self) -> Mapping[str, str]:
        """A short, unique name by supplier id."""
        return short_names([bid.supplier for bid in self.bids])

    def name(self, bid: BidResult) -> str:
        """The supplier's name for sentences and narrow labels."""
        return self.short[bid.supplier.id]

    def full(self, bid: BidResult) -> str:
        """The supplier's whole name."""
        return full_name(bid.supplier)

    def area(self, area: AreaResult | str) -> ProcessArea:
        """The model's process area of a result, or of an id."""
        return self.model.area_by_id[area if isinstance(area, str) else area.area]

    def area_name(self, area: AreaResult | str) -> str:
        return visible(self.area(area).name)

    @cached_property
    def levels(self) -> tuple[int, ...]:
        """The maturity levels that have an area in the profile, lowest first."""
        return tuple(sorted({area.level for area in self.profile.areas}))

    @cached_property
    def areas_on(self) -> Mapping[int, tuple[str, ...]]:
        """The ids of the profile's areas by level."""
        return {level: tuple(a.id for a in self.profile.areas if a.level == level) for level in self.levels}

    @cached_property
    def by_level(self) -> tuple[int, ...]:
        """Places in the profile's order of areas, so that areas of one level stand together, lowest level first."""
        areas = self.profile.areas
        return tuple(sorted(range(len(areas)), key=lambda place: areas[place].level))

    @cached_property
    def groups(self) -> tuple[tuple[BidResult, ...], ...]:
        """The bids in groups that can stand side by side, as even as they can be."""
        pages = -(-len(self.bids) // MOST_BESIDE)
        ends = [len(self.bids) * page // pages for page in range(pages + 1)]
        return tuple(tuple(self.bids[a:b]) for a, b in pairwise(ends))

    @cached_property
    def footer(self) -> tuple[str, ...]:
        """What the foot of every page says: profile, model, digest, standing of the figures."""
        profile, digest = self.profile, self.profile.digest.removeprefix("sha256:")
        return (
            f"Profile {visible(profile.id)}, version {visible(profile.version)}",
            visible(self.model.title),
            *([f"sha256 {digest[:8]}…{digest[-8:]}"] if digest else []),
            FOOTING[self.comparison.basis],
        )
