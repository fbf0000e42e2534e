"""A tender in words as several pages show it: its stage, the way to it, its digests."""

from __future__ import annotations

from collections.abc import Iterable

from appraisal.core.policy import Actor, Permission, may
from appraisal.core.tender import Stage
from appraisal.core.tendering import Lot, Tender
from appraisal.services.record.retention import purged_words
from appraisal.services.toolkit import Kit
from appraisal.storage import people
from appraisal.storage.lot_key import LotKey
from appraisal.web.machine.guard import reader
from appraisal.web.parts import Fact, Link, StatusKind

STAGES: dict[Stage, tuple[StatusKind, str]] = {
    Stage.DRAFT: ("none", "Draft"),
    Stage.PUBLISHED: ("now", "Open for bids"),
    Stage.CLOSED: ("care", "Waiting for the opening"),
    Stage.OPENED: ("now", "Being evaluated"),
    Stage.EVALUATED: ("care", "Waiting for the award"),
    Stage.DECIDED: ("done", "Decided"),
    Stage.CANCELLED: ("none", "Cancelled"),
}


def ended_words(kit: Kit, tender: Tender) -> str:
    """Why there is nothing to do any more: the contents were purged, or the tender was cancelled."""
    cancelled = f"Cancelled: {tender.cancel_reason}" if tender.cancelled else ""
    if tender.purged is None:
        return cancelled
    name = people.named(kit.database, [tender.purged_by]).get(tender.purged_by, "the buyer")
    zone = tender.zone
    return f"{purged_words(name, tender.purged, zone)} {cancelled}".strip()


def trail_to(tender: Tender, *more: Link, supplier: bool = False) -> tuple[Link, ...]:
    """The way to a page of a tender, for the buyer's people or a supplier's."""
    start = Link("Your bids", "/bids") if supplier else buyers_start(reader())
    return (start, Link(f"{tender.reference} {tender.title}", f"/tenders/{tender.id}"), *more)


def buyers_start(reader: Actor | None) -> Link:
    """Where the way to a tender begins for somebody of the buyer: evaluators have no list of tenders."""
    if reader is None or may(reader, Permission.INVITATION_READ):
        return Link("Tenders", "/tenders")
    return Link("Evaluation", "/evaluation")


def digest_words(digest: str) -> str:
    """A digest in short, for people to compare by eye."""
    plain = digest.removeprefix("sha256:")
    return f"{plain[:4]} {plain[4:8]} {plain[8:12]} … {plain[-4:]}"


def key_facts(lots: Iterable[Lot]) -> list[Fact]:
    """The fingerprint of each published lot's key, to hold against receipts, recovery sheets and opening reports."""
    return [Fact(f"Key of lot {lot.number}", LotKey.parse(lot.key).fingerprint, mono=True) for lot in lots if lot.key]
