"""The chair records what the panel agrees on for each question of a bid; every version is kept, the last one counts."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from appraisal.core.errors import Conflict, InvalidInput, NotFound, Stale
from appraisal.core.evaluation import OwnFinding, cited, finding_problems
from appraisal.core.events import Event
from appraisal.core.policy import Actor, Permission
from appraisal.exchange.canonical_json import digest
from appraisal.services.evaluation.agreed import agreed_on, findings_document
from appraisal.services.evaluation.evaluation_desk import EvaluationDesk, chaired_desk
from appraisal.services.evaluation.finding_rules import LONGEST_REASON, citable_of, read_value, refuse_improvement
from appraisal.services.evaluation.finding_sheets import counted_sheets, refuse_unfinished
from appraisal.services.opening.opened_contents import OpenedBid
from appraisal.services.toolkit import Kit
from appraisal.services.words import Form
from appraisal.storage import findings
from appraisal.storage.database import Taken
from appraisal.storage.findings import StoredConsensus


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
