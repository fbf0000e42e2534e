"""The sheets of findings that evaluators submitted on a bid: which count in the moderation, and whose are to come."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from appraisal.core.errors import Conflict
from appraisal.core.evaluation import OwnFinding
from appraisal.core.tendering import Lot
from appraisal.services.evaluation.evaluation_desk import EvaluationDesk, declared, questions_of
from appraisal.services.evaluation.finding_rules import read_own
from appraisal.services.opening.opened_contents import OpenedBid
from appraisal.services.toolkit import Kit
from appraisal.storage import findings, panel, people
from appraisal.storage.findings import StoredSheet


@dataclass(frozen=True, slots=True)
class FindingSheet:
    """What one evaluator submitted on one bid, by question."""

    person: str
    at: datetime
    digest: str
    findings: Mapping[str, OwnFinding]
    document: bytes


def sheets_on(kit: Kit, bid: str) -> list[FindingSheet]:
    """Every sheet on a bid, in the order in which they were submitted."""
    return [_sheet(kit, stored) for stored in findings.sheets(kit.database, bid)]


def sheet_of(kit: Kit, bid: str, person: str) -> FindingSheet | None:
    """The sheet that an evaluator submitted on a bid."""
    stored = next((one for one in findings.sheets(kit.database, bid) if one.person == person), None)
    return _sheet(kit, stored) if stored else None


def counted_sheets(kit: Kit, lot: Lot, bid: OpenedBid) -> list[FindingSheet]:
    """The sheets on a bid that the moderation looks at: not those of members with a conflict of interest there."""
    return [sheet for sheet in sheets_on(kit, bid.bid) if bid.bid not in declared(kit, lot, sheet.person)[0]]


def awaited(kit: Kit, desk: EvaluationDesk, bid: OpenedBid) -> list[str]:
    """The ids of those on the panel whose findings on the bid are still to come."""
    submitted = {stored.person for stored in findings.sheets(kit.database, bid.bid)}
    return [
        member.person
        for member in panel.panel(kit.database, desk.lot.id)
        if member.left is None
        and member.person not in submitted
        and questions_of(desk.profile, member)
        and bid.bid not in declared(kit, desk.lot, member.person)[0]
    ]


def refuse_unfinished(kit: Kit, desk: EvaluationDesk, bid: OpenedBid) -> None:
    """Go on only when everybody who evaluates the bid has submitted.

    Raises:
        Conflict: naming who has not.
    """
    if waiting := awaited(kit, desk, bid):
        names = people.named(kit.database, waiting)
        raise Conflict(f"Findings on this bid are still to come from {', '.join(sorted(names.values()))}")


def _sheet(kit: Kit, stored: StoredSheet) -> FindingSheet:
    document = kit.vault.open_draft(stored.body, "finding sheet", stored.bid, stored.person)
    owns = {question: read_own(body) for question, body in json.loads(document)["findings"].items()}
    return FindingSheet(stored.person, stored.at, stored.digest, owns, document)
