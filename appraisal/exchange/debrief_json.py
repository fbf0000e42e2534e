"""Letters to bidders as documents, `appraisal-debrief/1`: figures as exact strings, moments with their offset."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict
from datetime import date, datetime
from fractions import Fraction
from typing import Any

from appraisal.core.comparison import Interval, Tally
from appraisal.core.debrief import Debrief, DebriefArea, DebriefFinding
from appraisal.core.figures import exact
from appraisal.core.standstill import Standstill
from appraisal.exchange.comparison_json import target_text

FORMAT = "appraisal-debrief/1"

_FRACTIONS = ("fit", "points", "stake", "winner_fit", "winner_points")


def debrief_document(debrief: Debrief) -> dict[str, Any]:
    """The letter as JSON values."""
    document = {"format": FORMAT, **asdict(debrief)}
    document["written"] = debrief.written.isoformat()
    for name in ("fit", "winner_fit"):
        interval = getattr(debrief, name)
        document[name] = None if interval is None else {"low": exact(interval.low), "high": exact(interval.high)}
    if debrief.standstill:
        document["standstill"] |= {
            "begins": debrief.standstill.begins.isoformat(),
            "ends": debrief.standstill.ends.isoformat(),
        }
    document["areas"] = [_area_document(area) for area in debrief.areas]
    return document


def read_debrief(document: Mapping[str, Any]) -> Debrief:
    """The letter of a document that `debrief_document` made."""
    plain = {name: value for name, value in document.items() if name != "format"}
    standstill = plain["standstill"]
    return Debrief(
        **plain
        | {
            "written": datetime.fromisoformat(plain["written"]),
            "fit": _interval(plain["fit"]),
            "winner_fit": _interval(plain["winner_fit"]),
            "standstill": None
            if standstill is None
            else Standstill(
                **standstill
                | {
                    "begins": date.fromisoformat(standstill["begins"]),
                    "ends": datetime.fromisoformat(standstill["ends"]),
                }
            ),
            "areas": tuple(_read_area(area) for area in plain["areas"]),
        }
    )


def _area_document(area: DebriefArea) -> dict[str, Any]:
    document = asdict(area)
    document["target"] = target_text(area.target)
    for name in _FRACTIONS:
        document[name] = None if document[name] is None else exact(document[name])
    document["findings"] = list(document["findings"])
    return document


def _read_area(document: Mapping[str, Any]) -> DebriefArea:
    figures = {name: None if document[name] is None else Fraction(document[name]) for name in _FRACTIONS}
    target = document["target"]
    found = tuple(DebriefFinding(**one | {"tally": Tally(**one["tally"])}) for one in document["findings"])
    is_number = target[:1].isdigit()
    return DebriefArea(
        **dict(document) | figures | {"target": Fraction(target) if is_number else target, "findings": found}
    )


def _interval(document: Mapping[str, str] | None) -> Interval | None:
    return None if document is None else Interval(Fraction(document["low"]), Fraction(document["high"]))
