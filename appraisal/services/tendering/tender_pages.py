"""What is seen of a tender at each stage; the classes below are the whole of it, and tests hold their keys."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from appraisal.core import policy
from appraisal.core import tender as stages
from appraisal.core.policy import Actor, Permission, Role
from appraisal.core.tender import Stage
from appraisal.core.tendering import Lot, Tender
from appraisal.core.timetable import Timetable
from appraisal.services.bidding.versions import counts
from appraisal.services.known import known_tender, profile_of
from appraisal.services.toolkit import Kit
from appraisal.storage import bids, clarifications, invitations, people, publications, submissions


@dataclass(frozen=True, slots=True)
class LotView:
    """A lot as everybody who knows of the tender sees it; `opened` is when its bids were."""

    number: int
    title: str
    profile: str
    profile_digest: str
    areas: int
    knock_outs: int
    questions: int
    sealing: str
    officers: tuple[str, ...]
    indication: bool
    stage: Stage
    opened: datetime | None


@dataclass(frozen=True, slots=True)
class PublicationView:
    """The publication (number 0) or an addendum; `document` is the frozen JSON that the digest covers."""

    number: int
    at: datetime
    reason: str
    digest: str
    document: str


@dataclass(frozen=True, slots=True)
class TenderPage:
    """A tender as suppliers, auditors and evaluators see it.

    `bids` is how many bids count on all lots, and None where the buyer does not make that public. `own_bids` are the
    ids of the bids on whose teams the actor is, by lot number.
    """

    id: str
    version: int
    reference: str
    title: str
    buyer: str
    stage: Stage
    access: str
    timetable: Timetable | None
    published: datetime | None
    cancelled: datetime | None
    cancel_reason: str
    lots: tuple[LotView, ...]
    publications: tuple[PublicationView, ...]
    answered_questions: int
    bids: int | None
    own_bids: dict[int, str]
    lots_to_bid_on: tuple[int, ...]
    may: frozenset[Permission]


def tender_page(kit: Kit, actor: Actor, tender_id: str) -> TenderPage:
    """The tender as the actor may see it, with what they may do to it now.

    Raises:
        NotPermitted, NotFound: as `known.known_tender`.
    """
    tender = known_tender(kit, actor, tender_id)
    names = people.named(kit.database, [tender.buyer, *(officer for lot in tender.lots for officer in lot.officers)])
    own = _own_bids(kit, actor, tender)
    asked = clarifications.clarifications(kit.database, tender.id)
    return TenderPage(
        id=tender.id,
        version=tender.version,
        reference=tender.reference,
        title=tender.title,
        buyer=names.get(tender.buyer, ""),
        stage=tender.course.stage(kit.now()),
        access=tender.access,
        timetable=tender.timetable,
        published=tender.published,
        cancelled=tender.cancelled,
        cancel_reason=tender.cancel_reason,
        lots=tuple(_lot(kit, tender, lot, names) for lot in tender.lots),
        publications=tuple(
            PublicationView(entry.number, entry.at, entry.reason, entry.digest, entry.document)
            for entry in publications.publications(kit.database, tender.id)
        ),
        answered_questions=sum(entry.answered is not None for entry in asked),
        bids=_count(kit, tender) if tender.tell_count and tender.published else None,
        own_bids=own,
        lots_to_bid_on=_lots_to_bid_on(kit, actor, tender, own),
        may=permitted(kit, actor, tender),
    )


def permitted(kit: Kit, actor: Actor, tender: Tender) -> frozenset[Permission]:
    """What the actor may do to the tender now: the predicate that guards the routes also hides their buttons."""
    now = kit.now()
    return frozenset(act for act in stages.STAGES if policy.may(actor, act) and stages.allows(tender.course, act, now))


def _lot(kit: Kit, tender: Tender, lot: Lot, names: dict[str, str]) -> LotView:
    profile = profile_of(lot) if lot.profile else None
    return LotView(
        number=lot.number,
        title=lot.title,
        profile=profile.title if profile else "",
        profile_digest=profile.digest if profile else "",
        areas=len(profile.requirements) if profile else 0,
        knock_outs=sum(line.mandatory for line in profile.requirements) if profile else 0,
        questions=len(profile.asked) if profile else 0,
        sealing=lot.sealing,
        officers=tuple(names.get(officer, "") for officer in lot.officers),
        indication=lot.indication,
        stage=tender.course_of(lot).stage(kit.now()),
        opened=lot.opened,
    )


def _own_bids(kit: Kit, actor: Actor, tender: Tender) -> dict[int, str]:
    found = {}
    for lot in tender.lots:
        bid = bids.bid_on(kit.database, lot.id, actor.organisation) if actor.is_a(Role.SUPPLIER) else None
        if bid and bids.member(kit.database, bid.id, actor.person):
            found[lot.number] = bid.id
    return found


def _lots_to_bid_on(kit: Kit, actor: Actor, tender: Tender, own: dict[int, str]) -> tuple[int, ...]:
    if not policy.may(actor, Permission.BID_START):
        return ()
    invited = invitations.invited_lots(kit.database, tender.id, actor.organisation)
    everything = tender.access == "open" or not invited
    return tuple(
        lot.number
        for lot in tender.lots
        if lot.number not in own
        and (everything or lot.number in invited)
        and stages.allows(tender.course_of(lot), Permission.BID_START, kit.now())
    )


def _count(kit: Kit, tender: Tender) -> int:
    return sum(
        counts(kit, lot.id, submissions.standing(submissions.submissions(kit.database, bid.id)))
        for lot in tender.lots
        for bid in bids.bids_on(kit.database, lot.id)
    )
