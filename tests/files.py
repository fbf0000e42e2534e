"""Writes profiles, responses and findings as files, for tests that come in through the door."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path

PROFILE = """
[profile]
id = "desk"
title = "A desk"
model = "it-service-cmm"
service = "First-line support"
version = "1"

[[area]]
id = "SRI"
required = "fully"
weight = 3
mandatory = true
why = "Users notice incidents first."

[[area]]
id = "SUB"
required = "partially"
weight = 1
why = "Field work is subcontracted."
"""

QUESTIONS = {"SRI": 7, "SUB": 8}


def write_profile(folder: Path, text: str = PROFILE, name: str = "profile.toml") -> str:
    path = folder / name
    path.write_text(text, "utf-8")
    return str(path)


def row(area: str, letters: str) -> dict[str, object]:
    """Answers to the first questions of an area, a letter each: y, n, a, d; `-` leaves one out."""
    words = {"y": "yes", "n": "no", "a": "na", "d": "dk"}
    return {f"{area}-Q{n}": words[letter] for n, letter in enumerate(letters, 1) if letter in words}


def response(supplier: str, **rows: str) -> dict[str, object]:
    """A response of one respondent who answers the given areas (SRI="yyyyyyy"), all yes where no row is given."""
    given = {area: rows.get(area, "y" * count) for area, count in QUESTIONS.items()}
    answers = {key: value for area, letters in given.items() for key, value in row(area, letters).items()}
    return {
        "format": "appraisal-response/1",
        "supplier": {"id": supplier, "name": f"{supplier.title()} BV"},
        "model": "it-service-cmm",
        "respondents": [{"id": "r1", "role": "service manager", "answers": answers}],
    }


def findings(supplier: str, value: str = "F") -> dict[str, object]:
    """A finding on every question of the profile."""
    asked = [f"{area}-Q{n}" for area, count in QUESTIONS.items() for n in range(1, count + 1)]
    return {
        "format": "appraisal-findings/1",
        "supplier": supplier,
        "findings": {question: {"finding": value, "reason": "Seen in the handbook."} for question in asked},
    }


def write_json(folder: Path, document: Mapping[str, object], name: str | None = None) -> str:
    supplier = document.get("supplier")
    stem = supplier["id"] if isinstance(supplier, dict) else f"{supplier}-findings"
    path = folder / (name or f"{stem}.json")
    path.write_text(json.dumps(document), "utf-8")
    return str(path)
