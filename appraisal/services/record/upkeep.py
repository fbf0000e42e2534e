"""What the server does by itself now and then: mail the journal's head, tidy what is over, scrub what was purged.

It also finishes what a crash kept an opening from clearing, and clears after openings of earlier versions.
"""

from __future__ import annotations

from datetime import timedelta

from appraisal.services.bidding.evidence import known_files
from appraisal.services.opening.clearing import clear_opened, lock_files
from appraisal.services.record.head import mail_head
from appraisal.services.record.purge import scrub
from appraisal.services.toolkit import Kit
from appraisal.storage import attempts, bids, sessions, submissions

SESSIONS_KEPT = timedelta(days=30)
ORPHANS_KEPT = timedelta(days=1)
"""A file is stored before its line; one that is younger may still get it."""


def keep_up(kit: Kit) -> None:
    """Everything that is due; each part is its own transaction, and what is not due costs a look."""
    mail_head(kit)
    scrub(kit)
    tidy(kit)


def tidy(kit: Kit) -> int:
    """Delete what is over; gives how many files of crashed uploads went. Nothing that an act needs is touched."""
    with kit.database.writing():
        sessions.forget_sessions(kit.database, kit.now() - SESSIONS_KEPT)
        attempts.forget_attempts(kit.database, kit.now() - timedelta(days=1))
        clear_opened(kit)
    lock_files(kit, submissions.bids_opened(kit.database))
    listed = {(bid, sha256) for bid in bids.every_bid(kit.database) for sha256 in known_files(kit, bid)}
    return kit.evidence.sweep(listed, kit.now() - ORPHANS_KEPT)
