"""The journal's head digest, mailed outside once a day: whoever holds it can show later that nothing was rewritten."""

from __future__ import annotations

from datetime import UTC

from appraisal.core.events import Event
from appraisal.core.journal import read
from appraisal.services.toolkit import SYSTEM, Kit
from appraisal.storage import journal


def head_now(kit: Kit) -> str:
    """The journal's head digest, for papers that are printed now; nothing while the journal is empty."""
    head = journal.head(kit.database)
    return head.digest if head.sequence else ""


def mail_head(kit: Kit) -> bool:
    """Mail the digest to the addresses of the settings, once a day (UTC); True when it was mailed now.

    The mail tells no number of entries: from one day to the next that would tell how much goes on.
    """
    if not kit.settings.head_to:
        return False
    with kit.database.writing():
        mailed = journal.mailed(kit.database)
        today = kit.now().astimezone(UTC).date()
        head = journal.head(kit.database)
        if not head.sequence or (mailed and read(mailed[-1].body).at.date() >= today):
            return False
        to = ", ".join(kit.settings.head_to)
        entry = kit.record(SYSTEM, Event.JOURNAL_HEAD_MAILED, "journal", to=to, digest=f"sha256:{head.digest}")
        journal.note_mailed(kit.database, entry)
        for address in kit.settings.head_to:
            kit.post(address, f"Head of the journal on {today.isoformat()}", _text(head.digest, kit.now().isoformat()))
    return True


def _text(digest: str, at: str) -> str:
    return (
        f"The journal ends with this digest (SHA-256) at {at}:\n\n{digest}\n\n"
        "Keep this mail. Every entry rests on the ones before it: as long as the journal holds an entry with this "
        "digest, nothing before it was changed, left out or put in since.\n"
    )
