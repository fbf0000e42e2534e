"""Findings: `appraisal-findings/1` files on one side, `Findings` on the other."""

from __future__ import annotations

from typing import cast

from appraisal.core.profile import RequiredProfile
from appraisal.core.response import Finding, Findings, FindingValue, Response
from appraisal.exchange.canonical_json import digest
from appraisal.exchange.reading import Reading
from appraisal.exchange.response_json import LIMIT, known_evidence
from appraisal.exchange.shape import Shape
from appraisal.exchange.text import load_json
from appraisal.exchange.value import shown

FORMAT = "appraisal-findings/1"
FINDINGS = ("F", "L", "P", "N", "NA")


def parse_findings(source: str, data: bytes, profile: RequiredProfile, responses: dict[str, Response]) -> Findings:
    """The findings on one of the suppliers whose responses are given, by supplier id.

    Raises:
        InvalidInput: with every problem of the file, a supplier without a response included.
    """
    raw = load_json(source, data, LIMIT)
    reading = Reading(source, raw)
    document = Shape.of(reading)
    document.choice("format", (FORMAT,))
    supplier = document.text("supplier", longest=100)
    response = responses.get(supplier)
    if supplier and response is None:
        document.note(
            "supplier", f"there is no response of {shown(supplier)}", f"expected one of {', '.join(responses)}"
        )
    evidence = frozenset(item.id for item in response.evidence) if response else None
    table = document.table("findings")
    questions = table.keys()
    findings = {question: _finding(table, question, profile, evidence) for question in questions}
    document.refuse_others()
    reading.finish()
    return Findings(supplier, findings, digest(raw))


def _finding(table: Shape, question: str, profile: RequiredProfile, evidence: frozenset[str] | None) -> Finding:
    if question not in profile.model.area_of_question:
        table.note(question, f"is not a question of {profile.model.id}", "expected question ids of that model")
    entry = table.table(question)
    value = entry.choice("finding", FINDINGS)
    reason = entry.text("reason", longest=10_000)
    named = entry.texts("evidence", ()) if evidence is None else known_evidence(entry, evidence)
    entry.refuse_others()
    return Finding(cast(FindingValue, value), reason, named)
