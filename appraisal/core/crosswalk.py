"""A crosswalk: which parts of one reference model answer to which parts of another model or publication."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from appraisal.core.reference_model import ProcessArea, ReferenceModel

CrosswalkFit = Literal["good", "fair", "none"]


@dataclass(frozen=True, slots=True)
class CrosswalkRow:
    """What answers to what; an empty side says that there is no counterpart."""

    from_: tuple[str, ...]
    to: tuple[str, ...]
    fit: CrosswalkFit | None = None
    note: str = ""


@dataclass(frozen=True, slots=True)
class Crosswalk:
    """Rows between two sides. A side is the id of a reference model, whose rows hold ids of it, or any other name."""

    id: str
    title: str
    source: str
    from_: str
    to: str
    rows: tuple[CrosswalkRow, ...]


def parts(model: ReferenceModel) -> dict[str, ProcessArea]:
    """The ids of a model that a row may name (areas, components, questions), each with the area it is or stands in."""
    found: dict[str, ProcessArea] = {}
    for area in model.areas:
        found[area.id] = area
        for component, question in area.questions():
            found[component.id] = found[question.id] = area
    return found
