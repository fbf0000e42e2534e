"""What the panel agreed on for each question of a bid; every version is kept, the last one counts."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256

from appraisal.core.errors import Conflict, InvalidInput, NotFound, Stale
from appraisal.core.evaluation import OwnFinding, cited, finding_problems
from appraisal.core.events import Event
from appraisal.core.policy import Actor, Permission
from appraisal.core.profile import RequiredProfile
from appraisal.core.response import Findings, FindingValue
from appraisal.exchange.canonical_json import canonical, digest
from appraisal.exchange.findings_json import FORMAT, parse_findings
from appraisal.services.evaluation_desk import EvaluationDesk, chaired_desk, declared, questions_of
from appraisal.services.findings import (
    LONGEST_REASON,
    FindingSheet,
    citable_of,
    read_value,
    refuse_improvement,
    sheets_on,
)
from appraisal.services.kept import Kept
from appraisal.services.opened_contents import OpenedBid
from appraisal.services.toolkit import Kit
from appraisal.services.words import Form
from appraisal.storage import findings, panel, people
from appraisal.storage.database import Taken
from appraisal.storage.findings import StoredConsensus
from appraisal.storage.tenders import Lot

MOST_KEPT = 200
"""Bids whose agreed findings are kept read in the memory of the server."""

_kept = Kept[tuple[str, str, str, str], Findings | None](MOST_KEPT)


@dataclass(frozen=True, slots=True)
class RecordConsensus:
    """An agreed finding on one question and why; `version` is the one that was shown, 0 where there was none."""

    tender: str
    lot: int
    bid: str
    question: str
    version: int
    value: str
    reason: str
    nothing_offered: bool = False


@dataclass(frozen=True, slots=True)
class AcceptAgreed:
    """The questions of a bid on which every evaluator found the same, to be recorded as they are."""

    tender: str
    lot: int
    bid: str


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


def record_consensus(kit: Kit, actor: Actor, command: RecordConsensus) -> int:
    """The version that was stored. Individual findings stay as they are.

    Raises:
        NotPermitted: the actor does not chair the panel, or has not declared.
        NotFound: no such bid for the actor, or no such question on the lot.
        WrongStage: the evaluation is closed.
        InvalidInput: not a finding, or a reason that is empty or cites nothing.
        Conflict: somebody of the panel has not submitted their findings on the bid, or nobody evaluated the question.
        Stale: another version was recorded meanwhile; `stored` is it.
    """
    form = Form()
    reason = form.text("reason", command.reason, longest=LONGEST_REASON)
    form.finish()
    own = OwnFinding(read_value(command.value), reason, command.nothing_offered)
    with kit.database.writing():
        desk = chaired_desk(kit, actor, command.tender, command.lot, Permission.CONSENSUS_RECORD)
        bid = desk.bid_of(command.bid)
        if command.question not in desk.profile.asked:
            raise NotFound("There is no such question on this lot")
        known = citable_of(kit, bid)
        if problems := finding_problems(own, known):
            raise InvalidInput("", problems)
        refuse_improvement(desk, bid, command.question, own, known)
        refuse_unfinished(kit, desk, bid)
        if not any(command.question in sheet.findings for sheet in counted_sheets(kit, desk.lot, bid)):
            raise Conflict("Nobody on the panel evaluated this question; name an evaluator for its area")
        stored = agreed_on(kit, bid.bid).get(command.question)
        if (stored.version if stored else 0) != command.version:
            raise Stale("Another version of this finding was recorded after you opened this page", stored)
        evidence = _evidence(bid, cited(reason, known))
        version = _add(kit, actor, bid, command.question, command.version + 1, own, evidence)
        _record(kit, actor, desk, bid, {command.question: own})
    return version


def accept_agreed(kit: Kit, actor: Actor, command: AcceptAgreed) -> int:
    """How many questions were recorded: those without a version yet on which all who evaluated them found the same.

    Raises:
        NotPermitted, NotFound, WrongStage, Conflict: as `record_consensus`.
    """
    with kit.database.writing():
        desk = chaired_desk(kit, actor, command.tender, command.lot, Permission.CONSENSUS_RECORD)
        bid = desk.bid_of(command.bid)
        refuse_unfinished(kit, desk, bid)
        sheets = counted_sheets(kit, desk.lot, bid)
        known, there = citable_of(kit, bid), agreed_on(kit, bid.bid)
        recorded = {}
        for question in desk.profile.asked:
            found = [sheet.findings[question] for sheet in sheets if question in sheet.findings]
            if question in there or len({own.value for own in found}) != 1:
                continue
            joint = _joint(found)
            _add(kit, actor, bid, question, 1, joint, _evidence(bid, cited(joint.reason, known)))
            recorded[question] = joint
        if recorded:
            _record(kit, actor, desk, bid, recorded)
    return len(recorded)


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


def _joint(found: Sequence[OwnFinding]) -> OwnFinding:
    """One finding out of equal ones, with all their reasons; who gave which stands on the sheets alone."""
    reason = "\n".join(dict.fromkeys(own.reason for own in found))
    return OwnFinding(found[0].value, reason[:LONGEST_REASON], all(own.nothing_offered for own in found))


def _evidence(bid: OpenedBid, cites: Sequence[str]) -> tuple[str, ...]:
    """The ids of the evidence among what a reason cites, as the response writes them."""
    known = {item.id.upper(): item.id for item in bid.response.evidence}
    return tuple(known[item] for item in cites if item in known)


def _add(
    kit: Kit, actor: Actor, bid: OpenedBid, question: str, version: int, own: OwnFinding, evidence: Sequence[str]
) -> int:
    body = {
        "finding": own.value,
        "reason": own.reason,
        "evidence": list(evidence),
        "nothing_offered": own.nothing_offered,
    }
    data = json.dumps(body, ensure_ascii=False).encode()
    sealed = kit.vault.seal_draft(data, "consensus", bid.bid, question, str(version))
    try:
        findings.add_consensus(
            kit.database, StoredConsensus(bid.bid, question, version, actor.person, kit.now(), sealed)
        )
    except Taken:
        raise Stale("Another version of this finding was recorded after you opened this page") from None
    return version


def _record(kit: Kit, actor: Actor, desk: EvaluationDesk, bid: OpenedBid, recorded: Mapping[str, OwnFinding]) -> None:
    """One entry for what was recorded together: how many, and the digest of the findings as they now stand."""
    document = findings_document(kit, desk.profile, bid) or b"{}"
    kit.record(
        actor.person,
        Event.CONSENSUS_RECORDED,
        bid.bid,
        desk.tender.id,
        lot=desk.lot.number,
        digest=digest(json.loads(document)),
        recorded=len(recorded),
    )
