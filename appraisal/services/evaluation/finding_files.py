"""Findings as files: what was agreed on a bid, and what each evaluator submitted; each download is an entry."""

from __future__ import annotations

from hashlib import sha256

from appraisal.core.errors import NotFound, NotPermitted, WrongStage
from appraisal.core.events import Event
from appraisal.core.policy import Actor, Permission
from appraisal.services.evaluation.agreed import findings_document
from appraisal.services.evaluation.evaluation_desk import EvaluationDesk, evaluation_desk
from appraisal.services.evaluation.finding_sheets import sheet_of
from appraisal.services.evaluation.seen_findings import OWN_FIRST, sees_findings
from appraisal.services.opening.opened_contents import OpenedBid
from appraisal.services.toolkit import Kit


def download_agreed(kit: Kit, actor: Actor, tender_id: str, lot_number: int, bid_id: str) -> tuple[str, bytes]:
    """The receipt of a bid, and the agreed findings on it as an `appraisal-findings/1` file.

    Raises:
        NotPermitted, WrongStage: as `evaluation_desk`; NotPermitted also before the own findings are submitted, and
            WrongStage while the evaluation is blind for the actor, as the file names the bidder.
        NotFound: as `evaluation_desk`; also where nothing is agreed yet.
    """
    desk, bid = _seen(kit, actor, tender_id, lot_number, bid_id)
    data = findings_document(kit, desk.profile, bid)
    if data is None:
        raise NotFound("Nothing is agreed on this bid yet")
    return bid.receipt, _noted(kit, actor, desk, bid, "the agreed findings on a bid", data)


def download_sheet(
    kit: Kit, actor: Actor, tender_id: str, lot_number: int, bid_id: str, person: str
) -> tuple[str, bytes]:
    """The receipt of a bid, and what one evaluator submitted on it, as the digest on the record covers it.

    Raises:
        NotPermitted, NotFound, WrongStage: as `download_agreed`.
    """
    desk, bid = _seen(kit, actor, tender_id, lot_number, bid_id)
    sheet = sheet_of(kit, bid.bid, person)
    if sheet is None:
        raise NotFound("This person submitted no findings on this bid")
    return bid.receipt, _noted(kit, actor, desk, bid, "an evaluator’s findings on a bid", sheet.document)


def _seen(kit: Kit, actor: Actor, tender_id: str, lot_number: int, bid_id: str) -> tuple[EvaluationDesk, OpenedBid]:
    desk = evaluation_desk(kit, actor, tender_id, lot_number, Permission.FINDING_READ)
    bid = desk.bid_of(bid_id)
    if not sees_findings(kit, desk, bid):
        raise NotPermitted(OWN_FIRST)
    if desk.is_blind:
        raise WrongStage("The files name the bidders; they can be downloaded once the award is decided")
    return desk, bid


def _noted(kit: Kit, actor: Actor, desk: EvaluationDesk, bid: OpenedBid, paper: str, data: bytes) -> bytes:
    with kit.database.writing():
        kit.record(
            actor.person,
            Event.PAPER_DOWNLOADED,
            bid.receipt,
            desk.tender.id,
            lot=desk.lot.number,
            paper=paper,
            digest=f"sha256:{sha256(data).hexdigest()}",
        )
    return data
