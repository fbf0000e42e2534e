"""The official comparison as files: the bytes that the door prints, with an entry for each download."""

from __future__ import annotations

from collections.abc import Callable
from hashlib import sha256

from appraisal.core.comparison import Comparison
from appraisal.core.errors import WrongStage
from appraisal.core.events import Event
from appraisal.core.policy import Actor
from appraisal.services.comparison.standing import standing
from appraisal.services.toolkit import Kit


def download_comparison(
    kit: Kit, actor: Actor, tender_id: str, lot_number: int, paper: str, printed: Callable[[Comparison], bytes]
) -> bytes:
    """The bytes that `printed` makes of the official comparison; the download is an entry with their digest.

    Raises:
        NotPermitted, NotFound, WrongStage, Conflict: as `standing`; also WrongStage while the evaluation is blind for
            the actor, as the files name the bidders.
    """
    found = standing(kit, actor, tender_id, lot_number)
    if found.is_blind:
        raise WrongStage("The files name the bidders; they can be downloaded once the award is decided")
    data = printed(found.comparison)
    with kit.database.writing():
        kit.record(
            actor.person,
            Event.PAPER_DOWNLOADED,
            found.lot.id,
            found.tender.id,
            lot=found.lot.number,
            paper=paper,
            digest=f"sha256:{sha256(data).hexdigest()}",
        )
    return data
