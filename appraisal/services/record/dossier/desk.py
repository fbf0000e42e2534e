"""The dossiers of a tender for whoever may build one: whether it can be built now, and which were built before."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import datetime

from appraisal.core import policy
from appraisal.core import tender as stages
from appraisal.core.events import Event
from appraisal.core.policy import Actor, Permission
from appraisal.core.tendering import Tender
from appraisal.services.evaluation.evaluation_desk import refuse_conflicted
from appraisal.services.known import known_tender
from appraisal.services.record.seal import seal_fingerprint
from appraisal.services.toolkit import SYSTEM, Kit
from appraisal.storage import people


@dataclass(frozen=True, slots=True)
class EarlierDossier:
    """A dossier or extract that was built; `extract_of` is the digest of its whole, "" for a dossier."""

    at: datetime
    who: str
    digest: str
    extract_of: str


@dataclass(frozen=True, slots=True)
class DossierDesk:
    """A tender, whether its dossier can be built now, the seal's fingerprint, and what was built, newest first."""

    tender: Tender
    can_build: bool
    fingerprint: str
    built: tuple[EarlierDossier, ...]


def dossier_desk(kit: Kit, actor: Actor, tender_id: str) -> DossierDesk:
    """The desk.

    Raises:
        NotPermitted, NotFound: as `known.known_tender`; NotFound also to who evaluates with a conflict of interest.
    """
    policy.require(actor, Permission.DOSSIER_BUILD)
    tender = known_tender(kit, actor, tender_id)
    for lot in tender.lots:
        refuse_conflicted(kit, actor, lot)
    sql = "SELECT body FROM journal WHERE tender = ? AND event = ? ORDER BY sequence DESC"
    told = [json.loads(row["body"]) for row in kit.database.all(sql, tender.id, str(Event.DOSSIER_BUILT))]
    names = {SYSTEM: "Command line", **people.named(kit.database, [entry["actor"] for entry in told])}
    return DossierDesk(
        tender=tender,
        can_build=stages.allows(tender.course, Permission.DOSSIER_BUILD, kit.now()),
        fingerprint=seal_fingerprint(kit),
        built=tuple(
            EarlierDossier(
                datetime.fromisoformat(entry["at"]),
                names.get(entry["actor"], entry["actor"]),
                entry["facts"]["digest"],
                entry["facts"].get("extract_of", ""),
            )
            for entry in told
        ),
    )
