"""Responses: `appraisal-response/1` files on one side, `Response` on the other."""

from __future__ import annotations

import re
from typing import cast

from appraisal.core.profile import RequiredProfile
from appraisal.core.response import Answer, AnswerValue, EvidenceItem, Respondent, Response, Scope, Supplier
from appraisal.exchange.canonical_json import digest
from appraisal.exchange.commitments_json import commitment_document, read_commitments
from appraisal.exchange.reading import Reading
from appraisal.exchange.shape import Shape, refuse_repeats
from appraisal.exchange.text import load_json
from appraisal.exchange.value import alternatives, kind, shown

FORMAT = "appraisal-response/1"
LIMIT = 16 * 1024 * 1024
"""The largest response file in bytes."""

ANSWERS = ("yes", "no", "na", "dk")
_SHA256 = re.compile(r"[0-9a-f]{64}")


def parse_response(source: str, data: bytes, profile: RequiredProfile) -> Response:
    """A response from the bytes of its JSON file, checked against the profile's model.

    Raises:
        InvalidInput: with every problem of the file.
    """
    raw = load_json(source, data, LIMIT)
    reading = Reading(source, raw)
    document = Shape.of(reading)
    document.choice("format", (FORMAT,))
    supplier = document.table("supplier")
    who = Supplier(supplier.identifier("id"), supplier.line("name", longest=400))
    supplier.refuse_others()
    _check_subject(document, profile)
    evidence = _evidence(document)
    respondents = _respondents(document, profile, frozenset(item.id for item in evidence))
    scope = _scope(document.maybe_table("scope"))
    commitments = read_commitments(document, profile)
    document.refuse_others()
    if respondents and not any(respondent.answers for respondent in respondents) and not reading.problems:
        document.note("respondents", "no question is answered", "expected at least one answer")
    reading.finish()
    return Response(
        supplier=who,
        model=profile.model.id,
        respondents=respondents,
        evidence=evidence,
        profile=cast(str | None, document.values.get("profile")),
        scope=scope,
        commitments=commitments,
        digest=digest(raw),
    )


def response_document(response: Response) -> dict[str, object]:
    """The response as `appraisal-response/1`; what is empty and may be absent is left out."""
    document: dict[str, object] = {
        "format": FORMAT,
        "supplier": {"id": response.supplier.id, "name": response.supplier.name},
        "model": response.model,
    }
    if response.profile is not None:
        document["profile"] = response.profile
    if response.scope is not None:
        scope = response.scope
        named = {"unit": scope.unit, "sites": list(scope.sites), "period": scope.period}
        document["scope"] = {key: value for key, value in named.items() if value}
    if response.evidence:
        document["evidence"] = [_evidence_document(item) for item in response.evidence]
    document["respondents"] = [_respondent_document(respondent) for respondent in response.respondents]
    if response.commitments:
        document["commitments"] = [commitment_document(commitment) for commitment in response.commitments]
    return document


def _evidence_document(item: EvidenceItem) -> dict[str, str]:
    named = {"id": item.id, "title": item.title, "uri": item.uri, "sha256": item.sha256}
    return {key: value for key, value in named.items() if value}


def _respondent_document(respondent: Respondent) -> dict[str, object]:
    document: dict[str, object] = {"id": respondent.id, "role": respondent.role}
    if respondent.areas is not None:
        document["areas"] = sorted(respondent.areas)
    document["answers"] = {question: _answer_document(answer) for question, answer in respondent.answers.items()}
    return document


def _answer_document(answer: Answer) -> object:
    if not answer.comment and not answer.evidence:
        return answer.value
    document: dict[str, object] = {"answer": answer.value}
    if answer.comment:
        document["comment"] = answer.comment
    if answer.evidence:
        document["evidence"] = list(answer.evidence)
    return document


def _check_subject(document: Shape, profile: RequiredProfile) -> None:
    """The model and, where given, the profile that the answers are for."""
    model = document.line("model", longest=200)
    if model and model != profile.model.id:
        document.note("model", f"answers are on {shown(model)}", f"expected {profile.model.id}, the profile's model")
    wanted = document.maybe_line("profile", longest=200)
    if wanted and wanted != profile.id:
        document.note("profile", f"answers are for {shown(wanted)}", f"expected {profile.id}, or no profile at all")


def _evidence(document: Shape) -> tuple[EvidenceItem, ...]:
    items: list[EvidenceItem] = []
    entries = document.entries("evidence", optional=True)
    refuse_repeats(entries, "id", "in the list of evidence")
    for entry in entries:
        item = EvidenceItem(
            entry.identifier("id"),
            entry.line("title", longest=1000),
            entry.maybe_line("uri", longest=2000),
            _sha256(entry),
        )
        entry.refuse_others()
        items.append(item)
    return tuple(items)


def _sha256(entry: Shape) -> str | None:
    value = entry.maybe_line("sha256", longest=100)
    if value and not _SHA256.fullmatch(value):
        entry.note("sha256", f"{shown(value)} is not a SHA-256", "expected 64 digits and letters a-f in lower case")
    return value


def _scope(table: Shape | None) -> Scope | None:
    if table is None:
        return None
    scope = Scope(
        table.maybe_line("unit", longest=400) or "",
        table.texts("sites", ()),
        table.maybe_line("period", longest=100) or "",
    )
    table.refuse_others()
    return scope


def _respondents(document: Shape, profile: RequiredProfile, evidence: frozenset[str]) -> tuple[Respondent, ...]:
    respondents: list[Respondent] = []
    entries = document.entries("respondents", at_least=1)
    refuse_repeats(entries, "id", "in the list of respondents")
    for entry in entries:
        respondent = entry.identifier("id")
        role = entry.line("role", longest=200)
        areas = _areas(entry, profile)
        answers = _answers(entry, profile, areas, evidence)
        entry.refuse_others()
        respondents.append(Respondent(respondent, role, answers, areas))
    return tuple(respondents)


def _areas(entry: Shape, profile: RequiredProfile) -> frozenset[str] | None:
    if not entry.has("areas"):
        return None
    areas = entry.texts("areas")
    if entry.raw("areas") == []:
        entry.note("areas", "is empty", "expected at least one area, or no such key for all areas")
    for area in areas:
        if area not in profile.model.area_by_id:
            entry.note("areas", f"{shown(area)} is not an area of {profile.model.id}", "expected ids of its areas")
    return frozenset(areas) or None


def _answers(
    entry: Shape, profile: RequiredProfile, areas: frozenset[str] | None, evidence: frozenset[str]
) -> dict[str, Answer]:
    table = entry.table("answers")
    known = profile.model.area_of_question
    answers: dict[str, Answer] = {}
    questions = table.keys()
    for question in questions:
        area = known.get(question)
        if area is None:
            table.note(
                question,
                f"is not a question of {profile.model.id}",
                "expected a question id such as " + next(iter(known)),
            )
        elif areas is not None and area not in areas:
            table.note(question, f"area {area} is outside the respondent's own areas", "expected answers in those only")
        answers[question] = _answer(table, question, evidence)
    return answers


def _answer(table: Shape, question: str, evidence: frozenset[str]) -> Answer:
    value = table.raw(question)
    if isinstance(value, str) and value in ANSWERS:
        return Answer(cast(AnswerValue, value))
    if isinstance(value, dict):
        entry = table.table(question)
        answer = Answer(
            cast(AnswerValue, entry.choice("answer", ANSWERS)),
            _comment(entry),
            known_evidence(entry, evidence),
        )
        entry.refuse_others()
        return answer
    wrong = f"{shown(value)} is not an answer" if isinstance(value, str) else f"is {kind(value)}"
    table.note(question, wrong, f"expected {alternatives(ANSWERS)}, or a table with an answer")
    return Answer("dk")


def _comment(entry: Shape) -> str:
    """The comment, where one is given; an empty one says nothing and is no mistake."""
    return "" if entry.raw("comment") in (None, "") else entry.text("comment")


def known_evidence(entry: Shape, evidence: frozenset[str]) -> tuple[str, ...]:
    """The evidence ids that an answer or finding names; notes each that the response does not list."""
    named = entry.texts("evidence", ())
    for item in named:
        if item not in evidence:
            entry.note("evidence", f"{shown(item)} is not in the list of evidence", "expected ids from that list")
    return named
