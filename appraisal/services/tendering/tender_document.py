"""The document of a publication: what is valid of a tender, written so that its digest freezes it."""

from __future__ import annotations

from datetime import datetime

from appraisal.core.profile import RequiredProfile
from appraisal.core.tendering import Lot, Tender
from appraisal.core.timetable import Timetable
from appraisal.exchange.local_time import in_zone
from appraisal.exchange.profile_document import profile_document
from appraisal.services.known import profile_of
from appraisal.services.toolkit import Kit
from appraisal.storage import people
from appraisal.storage.lot_key import LotKey

FORMAT = "appraisal-tender/1"


def questionnaire(profile: RequiredProfile) -> tuple[object, ...]:
    """What a supplier's answers depend on: where two profiles differ in it, a bid on one is no bid on the other."""
    na = frozenset(area.id for area in profile.areas if profile.allows_na(area.id))
    return profile.model.digest, frozenset(profile.asked.items()), na, profile.evidence


def tender_document(
    kit: Kit, tender: Tender, timetable: Timetable, number: int, reason: str, previous: str | None
) -> dict[str, object]:
    """What is frozen under a digest at a publication: everything that bidders rely on."""
    buyer = people.organisation(kit.database, tender.buyer)
    return {
        "format": FORMAT,
        "reference": tender.reference,
        "title": tender.title,
        "buyer": buyer.name if buyer else "",
        "access": tender.access,
        "bid_count_public": tender.tell_count,
        "number": number,
        "published": kit.now().isoformat(timespec="seconds"),
        "reason": reason,
        "previous": previous,
        "timetable": {
            "zone": timetable.zone,
            "last_question": _shown(timetable.last_question, timetable.zone),
            "deadline": _shown(timetable.deadline, timetable.zone),
            "opening": _shown(timetable.opening, timetable.zone),
        },
        "lots": [_lot_document(lot) for lot in tender.lots],
    }


def _lot_document(lot: Lot) -> dict[str, object]:
    profile = profile_of(lot)
    return {
        "number": lot.number,
        "title": lot.title,
        "sealing": lot.sealing,
        "officers": list(lot.officers),
        "key": LotKey.parse(lot.key).fingerprint if lot.key else None,
        "indication": lot.indication,
        "blind": lot.blind,
        "model_digest": profile.model.digest,
        "profile_digest": profile.digest,
        "profile": profile_document(profile),
    }


def _shown(moment: datetime, zone: str) -> str:
    return in_zone(moment, zone).isoformat(timespec="seconds")
