"""What goes once a bid was opened: its team's working copies, in whose place the opened version stands."""

from __future__ import annotations

from collections.abc import Iterable

from appraisal.core.errors import NotFound
from appraisal.services.bidding.evidence import known_files
from appraisal.services.toolkit import Kit
from appraisal.storage import drafts, submissions


def clear_opened(kit: Kit) -> None:
    """Delete drafts, scope and own copies of bids that were opened, inside the opening's transaction.

    The drafts of a bid of which no version counted stay: nothing else holds them, and their supplier may begin a later
    bid from them. So do the own copies of versions that were not opened; they are their supplier's only.
    """
    drafts.drop_opened_drafts(kit.database)
    submissions.drop_own_copies(kit.database)


def lock_files(kit: Kit, opened: Iterable[str]) -> None:
    """Destroy the records under the key at rest of the files of these bids, after the opening's transaction.

    From now on the opened version alone opens them. Doing it twice does no harm, and upkeep does it again: a crash may
    come between the transaction and the files.
    """
    for bid in opened:
        for sha256 in known_files(kit, bid):
            try:
                kit.evidence.lock(bid, sha256)
            except NotFound:
                continue  # a lost file is told to whoever asks for it
