"""The rows that each kind of document of a dossier gives to the tables: named as people would, one fact a column."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

Row = tuple[str, dict[str, object]]
"""A table and one row of it."""


def index(document: Any, _: re.Match[str]) -> Iterator[Row]:
    """The tender and its lots."""
    names = ("reference", "title", "buyer", "stage")
    yield "tender", {name: document[name] for name in names}
    for lot in document["lots"]:
        yield "lots", {"lot": lot["number"], "title": lot["title"], "compared_bids": len(lot["compared"])}


def profile(document: Any, match: re.Match[str]) -> Iterator[Row]:
    """What each publication required, area by area."""
    for area in document["area"]:
        columns = ("required", "weight", "mandatory", "why")
        told = {name: area[name] for name in columns}
        yield (
            "requirements",
            {"lot": int(match["lot"]), "publication": int(match["publication"]), "area": area["id"]} | told,
        )


def receipts(document: Any, match: re.Match[str]) -> Iterator[Row]:
    """Every version that was received, and the files of those that were opened."""
    key = {"lot": int(match["lot"]), "supplier": match["supplier"]}
    for version in document["versions"]:
        files = version["files"]
        yield "bids", key | {"name": document["name"]} | {k: v for k, v in version.items() if k != "files"}
        for file in files:
            yield "evidence", key | {"version": version["version"]} | file


def answers(document: Any, match: re.Match[str]) -> Iterator[Row]:
    """Every respondent's answers, one a row."""
    key = {"lot": int(match["lot"]), "supplier": match["supplier"], "version": int(match["version"])}
    for respondent in document["respondents"]:
        who = {"respondent": respondent["id"], "role": respondent["role"]}
        for question, answer in respondent["answers"].items():
            plain = {"answer": answer} if isinstance(answer, str) else answer
            named = {"comment": plain.get("comment", ""), "evidence": ", ".join(plain.get("evidence", []))}
            yield "answers", key | who | {"question": question, "answer": plain["answer"]} | named


def findings(document: Any, match: re.Match[str]) -> Iterator[Row]:
    """An evaluator's findings on a bid, or those of the panel (`by` is then "consensus")."""
    key = {"lot": int(match["lot"]), "supplier": match["supplier"], "by": match["by"]}
    for question, found in document["findings"].items():
        told = {"finding": found["finding"], "reason": found["reason"]}
        cited = ", ".join(found.get("evidence", found.get("cites", [])))
        yield "findings", key | {"question": question} | told | {"evidence": cited}


def comparison(document: Any, match: re.Match[str]) -> Iterator[Row]:
    """The ranking, and each bid's result in each area."""
    lot = int(match["lot"])
    for bid in document["suppliers"]:
        key = {"lot": lot, "supplier": bid["id"]}
        plain = ("name", "rank", "eligibility", "indicated_level", "risk", "evidence_coverage", "response_digest")
        yield "comparison", key | {name: bid[name] for name in plain} | _ends("fit", bid["fit"])
        for area in bid["areas"]:
            told = ("required", "weight", "mandatory", "applicable", "state", "gap", "points")
            ends = _ends("fit", area["fit"]) | _ends("achievement", area["achievement"])
            yield "comparison_areas", key | {"area": area["id"]} | {name: area[name] for name in told} | ends


def register(document: Any, lot: int | None) -> Iterator[Row]:
    """A list of the tender's, or of one of its lots: its name is the table's."""
    for row in document["rows"]:
        yield document["register"], row if lot is None else {"lot": lot} | row


def _ends(name: str, interval: dict[str, object] | None) -> dict[str, object]:
    """Both ends of an interval as columns; None where there is none."""
    found = interval or {"low": None, "high": None}
    return {f"{name}_{end}": value for end, value in found.items()}
