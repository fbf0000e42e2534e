"""What was made of a lot's bids: who evaluated, what each found and all agreed on, and what was decided."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from functools import partial
from typing import Any

from appraisal.core.evaluation_report import EvaluationReport
from appraisal.core.panel import Interest, Panelist
from appraisal.core.tendering import Lot
from appraisal.exchange.canonical_json import canonical
from appraisal.services.award.closed_report import closed_report, redacted_report
from appraisal.services.award.debriefs import letters_sent
from appraisal.services.decided import decisions_on
from appraisal.services.evaluation.agreed import findings_document
from appraisal.services.evaluation.bidder_questions import asked_of_bid
from appraisal.services.evaluation.finding_sheets import sheets_on
from appraisal.services.known import profile_of
from appraisal.services.opening.opened_contents import OpenedBid, opened_bids_on
from appraisal.services.record.dossier.pieces import Piece, Subject, document, of_lot, register, text, utc
from appraisal.services.toolkit import Kit
from appraisal.storage import bidder_questions, exclusions, findings, panel

HISTORY_FORMAT = "appraisal-consensus-history/1"


def evaluated(subject: Subject) -> Iterator[Piece]:
    """The panel with its declarations, and which bids were taken out after the opening."""
    kit = subject.kit
    for lot in subject.lots:
        if members := panel.panel(kit.database, lot.id):
            yield register(of_lot(lot, "panel.json"), "panel", [_member(member) for member in members])
        if not subject.is_open:
            continue
        suppliers = {bid.bid: bid.response.supplier.id for bid in opened_bids_on(kit, lot)}
        if stated := [_interest(kit, one, suppliers) for each in members for one in _interests(kit, lot, each.person)]:
            yield register(of_lot(lot, "declarations.json"), "declarations", stated)
        if out := exclusions.exclusions(kit.database, lot.id):
            rows = [
                {
                    "bid": each.bid,
                    "supplier": suppliers.get(each.bid, ""),
                    "kind": each.kind,
                    "reason": each.reason,
                    "officer": each.officer,
                    "at": utc(each.at),
                }
                for each in out.values()
            ]
            yield register(of_lot(lot, "exclusions.json"), "exclusions", rows)


def found(subject: Subject) -> Iterator[Piece]:
    """The findings of each evaluator, those that the panel agreed on with every version of them, and what was asked."""
    if not subject.is_open:
        return
    for lot in subject.lots:
        questions: list[dict[str, object]] = []
        for bid in opened_bids_on(subject.kit, lot):
            yield from _findings(subject.kit, lot, bid)
            questions += _questions(subject.kit, bid)
        if questions:
            yield register(of_lot(lot, "bidder-questions.json"), "bidder_questions", questions)


def decided(subject: Subject) -> Iterator[Piece]:
    """Every decision on a lot as it was frozen; the evaluation report and the letters that went out, on paper."""
    if not subject.is_open:
        return
    for lot in subject.lots:
        for decision in decisions_on(subject.kit, lot):
            path = f"decisions/{decision.kind.replace(' ', '-')}-{decision.number:03}.json"
            yield text(of_lot(lot, path), canonical(dict(decision.document)))
        for name, read in (("report", closed_report), ("report-redacted", redacted_report)):
            if read(subject.kit, lot):
                yield Piece(of_lot(lot, f"{name}.pdf"), partial(_report, subject, lot, read))
        for receipt in letters_sent(subject.kit, lot):
            yield Piece(of_lot(lot, f"letters/{receipt}.pdf"), partial(_letter, subject, lot, receipt))


def consensus_path(lot: Lot, supplier: str) -> str:
    """Where what the panel agreed on a bid stands."""
    return of_lot(lot, f"consensus/{supplier}.json")


def _findings(kit: Kit, lot: Lot, bid: OpenedBid) -> Iterator[Piece]:
    supplier = bid.response.supplier.id
    for sheet in sheets_on(kit, bid.bid):
        yield text(of_lot(lot, f"findings/{sheet.person}/{supplier}.json"), sheet.document)
    if agreed := findings_document(kit, profile_of(lot), bid):
        yield text(consensus_path(lot, supplier), agreed)
        history = {"format": HISTORY_FORMAT, "supplier": supplier, "bid": bid.bid, "versions": _versions(kit, bid.bid)}
        yield document(of_lot(lot, f"consensus-history/{supplier}.json"), history)


def _versions(kit: Kit, bid: str) -> list[dict[str, object]]:
    """Every version of what was agreed on a bid, in the order in which the chair recorded them."""
    rows: list[dict[str, object]] = []
    for one in findings.consensus(kit.database, bid):
        body = json.loads(kit.vault.open_draft(one.body, "consensus", bid, one.question, str(one.version)))
        told = {"question": one.question, "version": one.version, "person": one.person, "at": utc(one.at)}
        rows.append(told | {name: body[name] for name in ("finding", "reason", "evidence")})
    return rows


def _questions(kit: Kit, bid: OpenedBid) -> list[dict[str, object]]:
    stored = {one.id: one for one in bidder_questions.bidder_questions(kit.database, bid.bid)}
    return [
        {
            "supplier": bid.response.supplier.id,
            "number": one.number,
            "id": one.id,
            "question": one.question,
            "text": one.text,
            "asked_by": stored[one.id].asked_by,
            "asked": utc(one.asked),
            "due": utc(one.due),
            "answer": one.answer or None,
            "meaning": one.meaning or None,
            "received": utc(one.received),
        }
        for one in asked_of_bid(kit, bid.bid)
    ]


def _member(member: Panelist) -> dict[str, object]:
    return {
        "person": member.person,
        "areas": None if member.areas is None else sorted(member.areas),
        "chairs": member.chair,
        "named": utc(member.named),
        "left": utc(member.left),
    }


def _interests(kit: Kit, lot: Lot, person: str) -> list[Interest]:
    return panel.interests(kit.database, lot.id, person)


def _interest(kit: Kit, one: Interest, suppliers: dict[str, str]) -> dict[str, object]:
    told: dict[str, Any] = json.loads(kit.vault.open_draft(one.body, "interest", one.person, one.bid))
    return {
        "person": one.person,
        "supplier": suppliers.get(one.bid, ""),
        "conflict": one.conflict,
        "words": told["words"] or None,
        "set_by": one.set_by,
        "at": utc(one.at),
    }


def _report(subject: Subject, lot: Lot, read: Callable[[Kit, Lot], EvaluationReport | None]) -> list[bytes]:
    report = read(subject.kit, lot)
    return [subject.printers.evaluation_report(report)] if report else []


def _letter(subject: Subject, lot: Lot, receipt: str) -> list[bytes]:
    letter = letters_sent(subject.kit, lot)[receipt]
    return [subject.printers.letter(letter.debrief, letter.digest, letter.head)]
