"""What the journal does not tell yet: entries about sealed bids, and the numbers from which their count would follow.

A number, or a digest that rests on the entry before, would tell how many entries are left out: one that stands alone
between two known ones could even be guessed. So neither is shown of an entry that was made while any bid was sealed,
until the tenders of that time are opened. An entry's own digest, the payload, tells nothing of its neighbours.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from appraisal.core.events import SEALED, Event
from appraisal.core.journal import Record
from appraisal.core.tendering import Tender
from appraisal.services.toolkit import Kit
from appraisal.storage import bids, journal, submissions


@dataclass(frozen=True, slots=True)
class Veil:
    """`lots` are the lot numbers of every bid, receipt and lot; `sealed` are those of them that nobody may know of."""

    lots: Mapping[str, int]
    opened: frozenset[str]
    sealed: frozenset[str]
    all_opened: bool

    def hides(self, record: Record) -> bool:
        """Whether nobody outside the supplier's team may see that the entry is there."""
        if record.event is Event.CLARIFICATION_ASKED:
            return not self.all_opened
        return record.subject not in self.opened and (record.event in SEALED or record.subject in self.sealed)


@dataclass(frozen=True, slots=True)
class Numbers:
    """From which entry to which bids were, or are, sealed on some tender of this installation."""

    spans: tuple[tuple[int, int | None], ...]

    @property
    def sealed_now(self) -> bool:
        """Whether bids are sealed on any tender now."""
        return any(last is None for _, last in self.spans)

    def tell(self, sequence: int) -> bool:
        """Whether the number of an entry and its place in the chain may be shown."""
        return not any(first <= sequence and (last is None or sequence <= last) for first, last in self.spans)


def veil_over(kit: Kit, tender: Tender) -> Veil:
    """What of a tender may not be told now."""
    lots: dict[str, int] = {lot.id: lot.number for lot in tender.lots}
    opened: set[str] = set()
    sealed: set[str] = set()
    for lot in tender.lots:
        for bid in bids.bids_on(kit.database, lot.id):
            about = [bid.id, *(version.receipt for version in submissions.submissions(kit.database, bid.id))]
            lots |= dict.fromkeys(about, lot.number)
            (sealed if lot.opened is None else opened).update(about)
    return Veil(lots, frozenset(opened), frozenset(sealed), tender.course.opened is not None)


def numbers(kit: Kit) -> Numbers:
    """Which entries may be told by number now."""
    return Numbers(tuple(journal.sealed_spans(kit.database)))
