"""Starting from an earlier own bid on the same model: answers come along marked as carried over, and commitments."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from tempfile import SpooledTemporaryFile
from typing import BinaryIO, cast

from appraisal.core.bidding import Bid
from appraisal.core.errors import Conflict, NotFound
from appraisal.core.events import Event
from appraisal.core.policy import Actor, Permission
from appraisal.core.profile import RequiredProfile
from appraisal.services.bidding.bid_desk import BidDesk, at_desk, known_bid, managed_bid
from appraisal.services.bidding.commitments import carry_commitments, commitments_of
from appraisal.services.bidding.drafting import AreaDraft, read_draft, sealed_draft, submitted_draft
from appraisal.services.bidding.evidence import (
    LARGEST_FILE,
    evidence_list,
    refuse_beyond,
    room_left,
    sealed_line,
    stored_file,
)
from appraisal.services.bidding.versions import OpenedVersion, opened_version
from appraisal.services.known import profile_of
from appraisal.services.toolkit import Kit
from appraisal.storage import bids, drafts, listed_evidence, tenders
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
        TooLarge, StorageFull: there is no room for the evidence; nothing came along.
    """
    desk = managed_bid(kit, actor, command.bid, Permission.BID_ANSWER)
    if command.earlier not in reusable_bids(kit, actor, command.bid):
        raise NotFound("There is no such earlier bid on this reference model")
    _copy_files(kit, desk, known_bid(kit, actor, command.earlier))
    with at_desk(kit, actor, command.bid, Permission.BID_ANSWER, managing=True) as desk:
        used = drafts.drafts(kit.database, command.bid) or listed_evidence.evidence(kit.database, command.bid)
        if desk.bid.reused or used or commitments_of(kit, desk):
            raise Conflict("Something is answered or listed in this bid already; expected an empty one")
        earlier = known_bid(kit, actor, command.earlier)
        carry_commitments(kit, desk, earlier)
        lines = evidence_list(kit, earlier)
        refuse_beyond(kit, command.bid, "The evidence of the earlier bid", sum(line.size for line in lines))
        for line in lines:
            body = sealed_line(kit, command.bid, line)
            listed_evidence.add_evidence(kit.database, command.bid, line.id, f"carried {line.id}", body, kit.now())
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
    source = _source(kit, bid.reused)
    listed = {entry.id for entry in listed_evidence.evidence(kit.database, bid.id) if entry.removed is None}
    many = 0
    for area in profile.areas:
        earlier = _earlier(kit, source, person, area.id)
        if earlier.answers and not read_draft(kit, bid.id, person, area.id).version:
            known = {question.id for _, question in area.questions()}
            answers = {
                question: replace(answer, carried=True, evidence=tuple(e for e in answer.evidence if e in listed))
                for question, answer in earlier.answers.items()
                if question in known
            }
            draft = AreaDraft(answers, version=1, saved=kit.now())
            drafts.keep_draft(kit.database, bid.id, sealed_draft(kit, bid.id, person, area.id, draft))
            many += sum(answer.value is not None for answer in answers.values())
    return many


@dataclass(frozen=True, slots=True)
class _Source:
    """The bid that another starts from; `version` is what the opening read of it, where it did."""

    bid: str
    profile: RequiredProfile
    version: OpenedVersion | None
    respondents: Mapping[str, str]


def _source(kit: Kit, bid_id: str) -> _Source:
    bid = bids.bid(kit.database, bid_id)
    tender = tenders.tender_of_lot(kit.database, bid.lot) if bid else None
    if bid is None or tender is None:
        raise NotFound("There is no such earlier bid")
    lot = next(lot for lot in tender.lots if lot.id == bid.lot)
    respondents = {member.person: member.respondent for member in bids.members(kit.database, bid_id)}
    return _Source(bid_id, profile_of(lot), opened_version(kit, lot, bid_id), respondents)


def _earlier(kit: Kit, source: _Source, person: str, area: str) -> AreaDraft:
    """A person's own answers to an area in the earlier bid: as submitted where it was opened, else as drafted."""
    if source.version is None:
        return read_draft(kit, source.bid, person, area)
    questions = source.profile.asked_by_area.get(area, ())
    return submitted_draft(source.version, source.respondents.get(person, ""), questions)


def _copy_files(kit: Kit, new: BidDesk, earlier: BidDesk) -> None:
    """Store the earlier bid's files as the new one's, before its rows are written."""
    left = room_left(kit, new.bid.id)
    for line in evidence_list(kit, earlier):
        if line.is_file:
            with SpooledTemporaryFile(max_size=_IN_MEMORY) as copy:
                for block in kit.evidence.read(earlier.bid.id, stored_file(kit, earlier, line)):
                    copy.write(block)
                kit.evidence.add(cast(BinaryIO, copy), line.name, new.bid.id, Quota(LARGEST_FILE, left))
                left -= line.size
