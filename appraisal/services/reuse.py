"""Starting from an earlier own bid on the same model: answers come along marked as carried over, and commitments."""

from __future__ import annotations

from dataclasses import dataclass, replace
from tempfile import SpooledTemporaryFile
from typing import BinaryIO, cast

from appraisal.core.errors import Conflict, NotFound
from appraisal.core.events import Event
from appraisal.core.policy import Actor, Permission
from appraisal.services.bid_desk import BidDesk, at_desk, known_bid, managed_bid
from appraisal.services.commitments import carry_commitments, commitments_of
from appraisal.services.drafting import AreaDraft, read_draft, sealed_draft
from appraisal.services.evidence import LARGEST_FILE, LARGEST_LIST, evidence_list, sealed_line, stored_file
from appraisal.services.known import profile_of
from appraisal.services.toolkit import Kit
from appraisal.storage import bids, tenders
from appraisal.storage.bids import Bid
from appraisal.storage.evidence import Quota

_IN_MEMORY = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Reuse:
    """A bid to fill, and the earlier one to fill it from."""

    bid: str
    earlier: str


def reusable_bids(kit: Kit, actor: Actor, bid: str) -> list[str]:
    """The ids of the actor's earlier bids from which this one could start: those on the same reference model.

    Raises:
        NotFound: there is no such bid for the actor.
    """
    desk = known_bid(kit, actor, bid)
    return [
        other.id
        for other in bids.bids_of_person(kit.database, actor.person)
        if other.id != bid and known_bid(kit, actor, other.id).profile.model.id == desk.profile.model.id
    ]


def reuse(kit: Kit, actor: Actor, command: Reuse) -> int:
    """How many answers came along; only into a bid where nothing is answered or listed yet.

    Colleagues' own answers come along when they join the team, so that nobody answers for somebody else.

    Raises:
        NotPermitted: the actor does not manage the bid.
        NotFound, WrongStage, DeadlinePassed: as `bid_desk.known_bid`, of either bid; also on another model.
        Conflict: something is answered already.
        StorageFull: there is no room for the evidence; nothing came along.
    """
    desk = managed_bid(kit, actor, command.bid, Permission.BID_ANSWER)
    if command.earlier not in reusable_bids(kit, actor, command.bid):
        raise NotFound("There is no such earlier bid on this reference model")
    _copy_files(kit, desk, known_bid(kit, actor, command.earlier))
    with at_desk(kit, actor, command.bid, Permission.BID_ANSWER, managing=True) as desk:
        used = bids.drafts(kit.database, command.bid) or bids.evidence(kit.database, command.bid)
        if desk.bid.reused or used or commitments_of(kit, desk):
            raise Conflict("Something is answered or listed in this bid already; expected an empty one")
        earlier = known_bid(kit, actor, command.earlier)
        carry_commitments(kit, desk, earlier)
        for line in evidence_list(kit, earlier):
            body = sealed_line(kit, command.bid, line)
            bids.add_evidence(kit.database, command.bid, line.id, f"carried {line.id}", body, kit.now())
        bids.note_reuse(kit.database, command.bid, command.earlier)
        kit.record(actor.person, Event.BID_TEAM_CHANGED, command.bid, desk.tender.id, what="reused")
        filled = replace(desk.bid, reused=command.earlier)
        return sum(carry_over(kit, filled, member.person) for member in desk.team)


def carry_over(kit: Kit, bid: Bid, person: str) -> int:
    """Copy a person's own answers from the bid that theirs started from; gives how many, inside the transaction."""
    tender = tenders.tender_of_lot(kit.database, bid.lot)
    if not bid.reused or tender is None:
        return 0
    profile = profile_of(next(lot for lot in tender.lots if lot.id == bid.lot))
    listed = {entry.id for entry in bids.evidence(kit.database, bid.id) if entry.removed is None}
    many = 0
    for area in profile.areas:
        earlier = read_draft(kit, bid.reused, person, area.id)
        if earlier.answers and not read_draft(kit, bid.id, person, area.id).version:
            known = {question.id for _, question in area.questions()}
            answers = {
                question: replace(answer, carried=True, evidence=tuple(e for e in answer.evidence if e in listed))
                for question, answer in earlier.answers.items()
                if question in known
            }
            draft = AreaDraft(answers, version=1, saved=kit.now())
            bids.keep_draft(kit.database, bid.id, sealed_draft(kit, bid.id, person, area.id, draft))
            many += sum(answer.value is not None for answer in answers.values())
    return many


def _copy_files(kit: Kit, new: BidDesk, earlier: BidDesk) -> None:
    """Store the earlier bid's files as the new one's, before its rows are written."""
    for line in evidence_list(kit, earlier):
        if line.is_file:
            with SpooledTemporaryFile(max_size=_IN_MEMORY) as copy:
                for block in kit.evidence.read(earlier.bid.id, stored_file(kit, earlier.bid.id, line)):
                    copy.write(block)
                quota = Quota(LARGEST_FILE, LARGEST_LIST)
                kit.evidence.add(cast(BinaryIO, copy), line.name, new.bid.id, quota)
