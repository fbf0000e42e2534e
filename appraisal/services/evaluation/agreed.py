"""What the panel agreed on, as it is read: every version, the last ones as a file, and that file as findings."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256

from appraisal.core.profile import RequiredProfile
from appraisal.core.response import Findings, FindingValue
from appraisal.exchange.canonical_json import canonical
from appraisal.exchange.findings_json import FORMAT, parse_findings
from appraisal.services.evaluation.finding_rules import read_value
from appraisal.services.kept import Kept
from appraisal.services.opening.opened_contents import OpenedBid
from appraisal.services.toolkit import Kit
from appraisal.storage import findings, people

MOST_KEPT = 200
"""Bids whose agreed findings are kept read in the memory of the server."""

_kept = Kept[tuple[str, str, str, str], Findings | None](MOST_KEPT)


@dataclass(frozen=True, slots=True)
class AgreedFinding:
    """A version of what was agreed on one question; `chair` is the name of who recorded it."""

    value: FindingValue
    reason: str
    evidence: tuple[str, ...]
    version: int
    chair: str
    at: datetime
    nothing_offered: bool = False


def agreed_on(kit: Kit, bid: str) -> dict[str, AgreedFinding]:
    """What counts of a bid's agreed findings: the last version on each question."""
    return {question: versions[-1] for question, versions in versions_on(kit, bid).items()}


def versions_on(kit: Kit, bid: str) -> dict[str, list[AgreedFinding]]:
    """Every version of what was agreed on a bid, by question, oldest first."""
    stored = findings.consensus(kit.database, bid)
    names = people.named(kit.database, [one.person for one in stored])
    found: dict[str, list[AgreedFinding]] = {}
    for one in stored:
        body = json.loads(kit.vault.open_draft(one.body, "consensus", bid, one.question, str(one.version)))
        value = read_value(body["finding"])
        if value is None:
            raise AssertionError("an agreed finding without a value")
        agreed = AgreedFinding(
            value,
            body["reason"],
            tuple(body["evidence"]),
            one.version,
            names.get(one.person, ""),
            one.at,
            body["nothing_offered"],
        )
        found.setdefault(one.question, []).append(agreed)
    return {question: sorted(versions, key=lambda one: one.version) for question, versions in found.items()}


def findings_document(kit: Kit, profile: RequiredProfile, bid: OpenedBid) -> bytes | None:
    """The agreed findings on a bid as an `appraisal-findings/1` file in the order of the questionnaire, if any."""
    agreed = agreed_on(kit, bid.bid)
    if not agreed:
        return None
    lines = {
        question: {
            "finding": agreed[question].value,
            "reason": agreed[question].reason,
            "evidence": list(agreed[question].evidence),
        }
        for question in profile.asked
        if question in agreed
    }
    return canonical({"format": FORMAT, "supplier": bid.response.supplier.id, "findings": lines})


def agreed_findings(kit: Kit, profile: RequiredProfile, bid: OpenedBid) -> Findings | None:
    """The agreed findings on a bid, read from their file, so that page and file are one; read once for what is stored.

    What is stored stays sealed in the key: it differs in every byte with any other findings.
    """
    stored = sha256()
    for one in findings.consensus(kit.database, bid.bid):
        stored.update(f"{one.question} {one.version} {len(one.body)} ".encode() + one.body)
    key = (profile.digest, bid.receipt, bid.response.digest, stored.hexdigest())
    return _kept.of(key, lambda: _read_findings(kit, profile, bid))


def _read_findings(kit: Kit, profile: RequiredProfile, bid: OpenedBid) -> Findings | None:
    document = findings_document(kit, profile, bid)
    if document is None:
        return None
    return parse_findings("findings", document, profile, {bid.response.supplier.id: bid.response})
