"""An evaluator's findings on a bid: saved as typed, submitted as one sheet, and never changed after that."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256

from appraisal.core.errors import Conflict, InvalidInput, NotPermitted, Stale
from appraisal.core.evaluation import VALUES, OwnFinding, cited, compares, finding_problems
from appraisal.core.events import Event
from appraisal.core.policy import Actor, Permission
from appraisal.exchange.canonical_json import canonical, digest
from appraisal.services.evaluation.evaluation_desk import EvaluationDesk, deciding
from appraisal.services.evaluation.finding_rules import (
    LONGEST_REASON,
    citable_of,
    read_own,
    read_value,
    refuse_foreign_question,
    refuse_improvement,
)
from appraisal.services.evaluation.finding_sheets import sheet_of
from appraisal.services.kept import Kept
from appraisal.services.opening.opened_contents import OpenedBid
from appraisal.services.toolkit import Kit
from appraisal.services.words import Form
from appraisal.storage import findings
from appraisal.storage.database import Taken
from appraisal.storage.findings import StoredFinding, StoredSheet

FORMAT = "appraisal-finding-sheet/1"
MOST_KEPT = 500
"""Sets of one evaluator's drafts on one bid that are kept opened in the memory of the server."""

_kept: Kept[tuple[str, str, str], Mapping[str, DraftFinding]] = Kept(MOST_KEPT)


@dataclass(frozen=True, slots=True)
class SaveFinding:
    """A finding as typed; `version` is the one that was shown, `whole` says that it is meant to be complete.

    `form` and `serial` name the page and count its saves, as in `answering.SaveArea`.
    """

    tender: str
    lot: int
    bid: str
    question: str
    version: int
    value: str = ""
    reason: str = ""
    nothing_offered: bool = False
    whole: bool = False
    form: str = ""
    serial: int = 0


@dataclass(frozen=True, slots=True)
class SavedFinding:
    """What is stored now: `cites` is what the reason cites, `compares` the words that compare with other bidders."""

    version: int
    at: datetime
    cites: tuple[str, ...]
    compares: str


@dataclass(frozen=True, slots=True)
class SubmitFindings:
    """All own findings on a bid, signed by name."""

    tender: str
    lot: int
    bid: str
    signed_by: str


@dataclass(frozen=True, slots=True)
class DraftFinding:
    """A finding as far as it is made; `version` is 0 before the first save, `form` and `serial` are the last save's."""

    own: OwnFinding
    version: int = 0
    saved: datetime | None = None
    form: str = ""
    serial: int = 0


NOTHING = DraftFinding(OwnFinding())


def save_finding(kit: Kit, actor: Actor, command: SaveFinding) -> SavedFinding:
    """Keep a finding. A draft is a working copy: its saves are no journal entries.

    Raises:
        NotPermitted: not on the panel, interests not declared, or the question is not theirs to evaluate.
        NotFound: no such bid for the actor, or no such question asked on the lot.
        WrongStage: the evaluation is closed.
        InvalidInput: not a finding, or one that is meant to be whole and is not; nothing is stored.
        Conflict: the findings on this bid are submitted.
        Stale: another page saved after this one was shown; `stored` is its `DraftFinding`.
    """
    form = Form()
    if command.value not in ("", *VALUES):
        form.note("finding", "is not a finding", "expected F, L, P, N or NA")
    reason = form.text("reason", command.reason, longest=LONGEST_REASON, optional=True)
    form.finish()
    own = OwnFinding(read_value(command.value), reason, command.nothing_offered)
    with deciding(kit, actor, command.tender, command.lot, Permission.FINDING_RECORD) as desk:
        bid = desk.bid_of(command.bid)
        refuse_foreign_question(desk, command.question)
        known = citable_of(kit, bid)
        if command.whole and (problems := finding_problems(own, known)):
            raise InvalidInput("", problems)
        refuse_improvement(desk, bid, command.question, own, known)
        if sheet_of(kit, bid.bid, actor.person):
            raise Conflict("Your findings on this bid are submitted and stay as they are")
        stored = drafts_on(kit, bid.bid, actor.person).get(command.question, NOTHING)
        same_page = bool(command.form) and command.form == stored.form
        if same_page and command.serial <= stored.serial:
            return _saved(stored, known)
        if stored.version != command.version and not same_page:
            if stored.own == own:
                return _saved(stored, known)
            raise Stale("This finding was saved from another page after you opened this one", stored)
        new = DraftFinding(own, stored.version + 1, kit.now(), command.form, command.serial)
        _keep(kit, actor, bid.bid, command.question, new)
        return _saved(new, known)


def submit_findings(kit: Kit, actor: Actor, command: SubmitFindings) -> str:
    """The id of the sheet that holds the actor's findings on the bid; from now on they see what others found on it.

    Raises:
        NotPermitted, NotFound, WrongStage: as `save_finding`.
        InvalidInput: not signed, or a question without a whole finding.
        Conflict: they were submitted before.
    """
    form = Form()
    signed_by = form.line("signed_by", command.signed_by, longest=100)
    with deciding(kit, actor, command.tender, command.lot, Permission.FINDING_RECORD) as desk:
        bid = desk.bid_of(command.bid)
        known, drafts = citable_of(kit, bid), drafts_on(kit, bid.bid, actor.person)
        if not desk.my_questions:
            raise NotPermitted("You have no area to evaluate on this lot")
        owns = {question: drafts.get(question, NOTHING).own for question in desk.my_questions}
        form.problems += [
            problem for question, own in owns.items() for problem in finding_problems(own, known, question)
        ]
        form.finish()
        document = {
            **_sheet_head(desk, bid),
            "evaluator": actor.name,
            "signed_by": signed_by,
            "submitted": kit.now().isoformat(timespec="seconds"),
            "findings": {question: _document(own, known) for question, own in owns.items()},
        }
        sheet_id, its_digest = _add_sheet(kit, actor, bid.bid, document)
        kit.record(
            actor.person,
            Event.FINDING_SUBMITTED,
            bid.bid,
            desk.tender.id,
            lot=desk.lot.number,
            digest=its_digest,
            findings=len(owns),
        )
    return sheet_id


def drafts_on(kit: Kit, bid: str, person: str) -> Mapping[str, DraftFinding]:
    """An evaluator's own drafts on a bid, by question; opened once for what is stored, as sealed bytes never repeat."""
    stored = findings.finding_drafts(kit.database, bid, person)
    key = sha256(b"".join(one.body for one in stored)).hexdigest()
    return _kept.of((bid, person, key), lambda: {one.question: _opened(kit, one) for one in stored})


def _opened(kit: Kit, stored: StoredFinding) -> DraftFinding:
    body = json.loads(kit.vault.open_draft(stored.body, "finding", stored.bid, stored.person, stored.question))
    page = (str(body.get("form", "")), int(body.get("serial", 0)))
    return DraftFinding(read_own(body), stored.version, stored.saved, *page)


def _saved(draft: DraftFinding, known: frozenset[str]) -> SavedFinding:
    if draft.saved is None:
        raise AssertionError("a draft that was never saved")
    return SavedFinding(draft.version, draft.saved, cited(draft.own.reason, known), compares(draft.own.reason))


def _keep(kit: Kit, actor: Actor, bid: str, question: str, draft: DraftFinding) -> None:
    body = {
        "finding": draft.own.value,
        "reason": draft.own.reason,
        "nothing_offered": draft.own.nothing_offered,
        "form": draft.form,
        "serial": draft.serial,
    }
    data = json.dumps(body, ensure_ascii=False).encode()
    sealed = kit.vault.seal_draft(data, "finding", bid, actor.person, question)
    new = StoredFinding(bid, actor.person, question, draft.version, draft.saved or kit.now(), sealed)
    if not findings.keep_finding(kit.database, new):
        raise AssertionError("a draft that changed inside a write transaction")


def _sheet_head(desk: EvaluationDesk, bid: OpenedBid) -> dict[str, object]:
    return {
        "format": FORMAT,
        "reference": desk.tender.reference,
        "lot": desk.lot.number,
        "supplier": bid.response.supplier.id,
        "receipt": bid.receipt,
        "response_digest": bid.response.digest,
    }


def _add_sheet(kit: Kit, actor: Actor, bid: str, document: Mapping[str, object]) -> tuple[str, str]:
    """Store a sheet sealed; gives its id and its digest.

    Raises:
        Conflict: the actor submitted one on the bid before.
    """
    sheet_id, its_digest = kit.reference("F"), digest(document)
    body = kit.vault.seal_draft(canonical(document), "finding sheet", bid, actor.person)
    try:
        findings.add_sheet(kit.database, StoredSheet(sheet_id, bid, actor.person, kit.now(), body, its_digest))
    except Taken:
        raise Conflict("Your findings on this bid were submitted before") from None
    return sheet_id, its_digest


def _document(own: OwnFinding, known: frozenset[str]) -> dict[str, object]:
    return {
        "finding": own.value,
        "reason": own.reason,
        "cites": list(cited(own.reason, known)),
        "nothing_offered": own.nothing_offered,
    }
