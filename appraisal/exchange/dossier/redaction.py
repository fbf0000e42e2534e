"""What an extract leaves out: a family of contents, told here once for all documents, or a single file by its path."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Collection, Mapping
from typing import Any

from appraisal.exchange.canonical_json import canonical
from appraisal.exchange.dossier.layout import CLARIFICATIONS, INDEX, INVITATIONS, JOURNAL, PEOPLE, TABLES

REDACTED = "(redacted)"
FAMILIES = {
    "comments": "what respondents wrote beside their answers",
    "evidence": "files of evidence, with their names, titles and addresses",
    "findings": "what evaluators declared, found and wrote; what they agreed on stays, without its reasons",
    "letters": "the letters to the bidders",
    "names": "people of suppliers and their addresses; roles stay, as flags of the comparison name them",
    "report": "the evaluation report; its redacted version stays",
}
"""What may be left out as a family, and what it holds."""

_BID = r"lots/\d+/bids/[^/]+/"
_RESPONSE = re.compile(_BID + r"\d+/response\.json")
_RECEIPTS = re.compile(_BID + r"receipts\.json")
_TEAM = re.compile(_BID + r"team\.json")
_EVIDENCE = re.compile(_BID + r"evidence/.+")
_SEALED = re.compile(_BID + r"\d+/sealed\.bin")
CONSENSUS = re.compile(r"lots/\d+/consensus/.+")
_NEEDED = re.compile(
    rf"{re.escape(INDEX)}|{re.escape(JOURNAL)}|published/.+|models/.+|lots/\d+/(?:profile\.toml|opening-report\.json)"
)

Families = Collection[str]


def is_needed(path: str) -> bool:
    """Whether an extract is no extract without this document, as nothing could be verified.

    >>> is_needed("journal.jsonl"), is_needed("lots/1/scorecard.pdf")
    (True, False)
    """
    return _NEEDED.fullmatch(path) is not None


def withholding_family(path: str, families: Families) -> str:
    """The family for which a file is left out as a whole, or ""."""
    for family, patterns in _WHOLE.items():
        if family in families and any(pattern.fullmatch(path) for pattern in patterns):
            return family
    return ""


def changing_families(path: str, families: Families) -> list[str]:
    """The families for which another version of a document takes its place."""
    found = [family for family, pattern, _ in _CHANGES if family in families and pattern.fullmatch(path)]
    return list(dict.fromkeys(found))


def public_version(path: str, data: bytes, families: Families, buyers: Collection[str]) -> bytes:
    """The document without what the families hold; `buyers` are the ids of the buyer and its people, who stay named."""
    document = json.loads(data)
    for family, pattern, change in _CHANGES:
        if family in families and pattern.fullmatch(path):
            change(document, buyers)
    return canonical(document)


def _without_comments(response: Any, _: Collection[str]) -> None:
    for respondent in response["respondents"]:
        for question, answer in respondent["answers"].items():
            if isinstance(answer, dict):
                answer.pop("comment", None)
                respondent["answers"][question] = answer if answer.get("evidence") else answer["answer"]


def _without_titles(response: Any, _: Collection[str]) -> None:
    for item in response.get("evidence", []):
        item["title"] = REDACTED
        item.pop("uri", None)


def _without_reasons(findings: Any, _: Collection[str]) -> None:
    for found in findings["findings"].values():
        found["reason"] = REDACTED


def _without_file_names(receipts: Any, _: Collection[str]) -> None:
    for version in receipts["versions"]:
        for file in version["files"]:
            file["name"] = REDACTED


def _without_signers(receipts: Any, _: Collection[str]) -> None:
    for version in receipts["versions"]:
        for name in ("person", "signed_by", "withdrawn_by"):
            version[name] = version[name] and REDACTED


def _without_members(team: Any, _: Collection[str]) -> None:
    for row in team["rows"]:
        row["person"] = REDACTED


def _without_addresses(invitations: Any, _: Collection[str]) -> None:
    for row in invitations["rows"]:
        row["address"] = REDACTED


def _without_askers(clarifications: Any, _: Collection[str]) -> None:
    for row in clarifications["rows"]:
        for name in ("person", "asked_as", "organisation"):
            if row.get(name):
                row[name] = REDACTED


def _without_suppliers_people(people: Any, buyers: Collection[str]) -> None:
    for row in people["rows"]:
        if row["organisation"] is not None and row["organisation"] not in buyers:
            row["name"] = REDACTED


_WHOLE: Mapping[str, tuple[re.Pattern[str], ...]] = {
    "evidence": (_EVIDENCE, _SEALED),
    "comments": (_SEALED,),
    "findings": (
        re.compile(r"lots/\d+/(?:findings|consensus-history)/.+"),
        re.compile(r"lots/\d+/declarations\.json"),
    ),
    "report": (re.compile(r"lots/\d+/(?:report\.pdf|decisions/report(?:-text)?-\d+\.json)"),),
    "letters": (re.compile(r"lots/\d+/(?:letters/.+|decisions/letter-\d+\.json)"),),
}
_CHANGES: tuple[tuple[str, re.Pattern[str], Callable[[Any, Collection[str]], None]], ...] = (
    ("comments", _RESPONSE, _without_comments),
    ("evidence", _RESPONSE, _without_titles),
    ("evidence", _RECEIPTS, _without_file_names),
    ("findings", CONSENSUS, _without_reasons),
    ("names", _RECEIPTS, _without_signers),
    ("names", _TEAM, _without_members),
    ("names", re.compile(re.escape(INVITATIONS)), _without_addresses),
    ("names", re.compile(re.escape(CLARIFICATIONS)), _without_askers),
    ("names", re.compile(re.escape(PEOPLE)), _without_suppliers_people),
)
DERIVED = re.compile(rf"{re.escape(TABLES)}|lots/\d+/scorecard\.pdf")
"""What is made of other documents, and so is made again of their public versions."""
