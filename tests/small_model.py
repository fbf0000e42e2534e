"""A small valid model document to spoil in one place at a time."""

from __future__ import annotations

import json
from typing import Any


def small_model() -> dict[str, Any]:
    """Two areas on levels 2 and 3, a rating scale of two steps."""
    return {
        "format": "appraisal-model/1",
        "id": "small",
        "title": "Small model",
        "version": "1",
        "levels": [{"level": 1, "name": "Start"}, {"level": 2, "name": "Basis"}, {"level": 3, "name": "Top"}],
        "ratings": [
            {"id": "no", "thresholds": {}},
            {"id": "yes", "thresholds": {"specific": "0.80", "backing": "0.75"}},
        ],
        "staging": [{"level": 2, "rating": "yes"}, {"level": 3, "rating": "yes"}],
        "areas": [small_area("AA", 2), small_area("BB", 3, rests_on=["AA"])],
    }


def small_area(area: str, level: int, **more: object) -> dict[str, Any]:
    """An area with one goal and one backing component of a question each."""
    return {
        "id": area,
        "name": f"Area {area}",
        "level": level,
        "category": "Delivery",
        "purpose": "Do it well.",
        "may_be_na": False,
        "itil": [],
        "rests_on": [],
        "components": [
            {"id": f"{area}-G1", "group": "specific", "text": "It is done.", "questions": [question(f"{area}-Q1")]},
            {"id": f"{area}-I", "group": "backing", "text": "It is kept up.", "questions": [question(f"{area}-Q2")]},
        ],
        **more,
    }


def question(question_id: str) -> dict[str, Any]:
    return {"id": question_id, "text": "Is it done?"}


def as_bytes(document: object) -> bytes:
    """The document as a JSON file."""
    return json.dumps(document).encode()
