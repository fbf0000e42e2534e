"""The pages of a lot's panel and of its bids: who evaluates, conflicts that are set, bids that are taken out."""

from __future__ import annotations

from dataclasses import dataclass

from appraisal.web.machine.form import Form
from appraisal.web.parts import Fact, Link, Moment, Notice, Status, View


@dataclass(frozen=True, slots=True)
class ConflictLine:
    """A conflict of interest: with whom, in which words, and who set it when."""

    supplier: str
    words: str
    by: str


@dataclass(frozen=True, slots=True)
class MemberLine:
    """Somebody on the panel; `progress` says on how many bids their findings are in."""

    name: str
    status: Status
    areas: str
    progress: str
    conflicts: tuple[ConflictLine, ...] = ()
    kept: str = ""
    edit: str = ""
    set_conflict: str = ""


@dataclass(frozen=True, kw_only=True)
class PanelPage(View):
    """Who evaluates a lot (buyer/panel.html); without `form` it can only be read, `nobody` says why none is named."""

    next: Notice | None
    warnings: tuple[str, ...]
    members: tuple[MemberLine, ...]
    left: tuple[MemberLine, ...]
    form: Form | None
    nobody: str
    facts: tuple[Fact, ...]
    also: tuple[Link, ...]
    post: str
    back: Link


@dataclass(frozen=True, kw_only=True)
class PanelMemberPage(View):
    """The areas of one member of the panel (buyer/panel_member.html)."""

    form: Form
    name: str
    post: str
    remove: str
    submitted: int
    back: str


@dataclass(frozen=True, kw_only=True)
class ConflictPage(View):
    """A conflict of interest that is set for a member (buyer/conflict.html)."""

    form: Form
    post: str
    back: str


@dataclass(frozen=True, slots=True)
class LotBidLine:
    """An opened bid; `reason`, `by` and `at` say how it left the competition, `take_out` is where it can be."""

    supplier: str
    receipt: str
    status: Status
    reason: str = ""
    by: str = ""
    at: Moment | None = None
    take_out: str = ""


@dataclass(frozen=True, kw_only=True)
class LotBidsPage(View):
    """The opened bids of a lot (buyer/bids.html)."""

    bids: tuple[LotBidLine, ...]
    back: str


@dataclass(frozen=True, kw_only=True)
class GravePage(View):
    """An act that changes what was decided (buyer/take_out.html, buyer/reopen.html); `caution` says what falls."""

    form: Form
    caution: str
    facts: tuple[Fact, ...]
    post: str
    back: str
