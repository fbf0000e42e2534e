"""The evidence of an opened bid for those who evaluate it: what is offered, behind how many answers, and the files."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from appraisal.core.errors import NotFound
from appraisal.core.events import Event
from appraisal.core.policy import Actor, Permission
from appraisal.exchange.file_name import extension
from appraisal.services.evaluation.evaluation_desk import EvaluationDesk, evaluation_desk
from appraisal.services.opening.opened_contents import OpenedBid
from appraisal.services.toolkit import Kit
from appraisal.storage.stored_file import StoredFile


@dataclass(frozen=True, slots=True)
class OfferedItem:
    """An item of evidence. `cite` is how a reason names it, `behind` the number of answers of the bid that name it.

    `size` is in bytes and `sha256` the digest, both of a file; a link has neither, and has `uri` instead.
    """

    id: str
    cite: str
    title: str
    uri: str
    size: int
    sha256: str
    behind: int

    @property
    def is_file(self) -> bool:
        """Whether it can be downloaded here."""
        return bool(self.sha256)


def offered_items(desk: EvaluationDesk, bid: OpenedBid) -> tuple[OfferedItem, ...]:
    """Everything that a bid offers, in its own order."""
    files = {file.sha256: file for file in bid.files}
    behind = Counter(
        item
        for respondent in bid.response.respondents
        for answer in respondent.answers.values()
        for item in answer.evidence
    )
    found = []
    for item in bid.response.evidence:
        file = files.get(item.sha256 or "")
        size, digest = (file.size, file.sha256) if file else (0, "")
        title = as_shown(desk, bid, item.title)
        found.append(OfferedItem(item.id, item.id.upper(), title, item.uri or "", size, digest, behind[item.id]))
    return tuple(found)


def download_offered(
    kit: Kit, actor: Actor, tender_id: str, lot_number: int, bid_id: str, item_id: str
) -> tuple[StoredFile, str, Iterator[bytes]]:
    """A file that a bid offers, the name to hand it out under, and its content in blocks; the download is an entry.

    Raises:
        NotPermitted, NotFound, WrongStage: as `evaluation_desk`; NotFound also where the desk does not show the bid.
    """
    desk = evaluation_desk(kit, actor, tender_id, lot_number, Permission.FINDING_READ)
    bid = desk.bid_of(bid_id)
    item = next((item for item in bid.response.evidence if item.id == item_id), None)
    file = next((file for file in bid.files if item and file.sha256 == item.sha256), None)
    if item is None or file is None:
        raise NotFound("There is no such file in this bid")
    with kit.database.writing():
        kit.record(
            actor.person, Event.BID_DOWNLOADED, bid.receipt, desk.tender.id, lot=desk.lot.number, file=file.sha256
        )
    name = f"{desk.name_of(bid)}, {item.id.upper()}.{extension(file.name)}" if desk.is_blind else file.name
    return file, name, kit.evidence.read(bid.bid, file)


def as_shown(desk: EvaluationDesk, bid: OpenedBid, text: str) -> str:
    """What a bid says, with the supplier's own name replaced while the evaluation is blind for the person."""
    if not desk.is_blind or not bid.response.supplier.name:
        return text
    return re.sub(re.escape(bid.response.supplier.name), f"[{desk.name_of(bid)}]", text, flags=re.IGNORECASE)
