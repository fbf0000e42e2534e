"""Crosswalks: `appraisal-crosswalk/1` files on one side, `Crosswalk` on the other."""

from __future__ import annotations

from functools import cache
from typing import cast

from appraisal import models
from appraisal.core.crosswalk import Crosswalk, CrosswalkFit, CrosswalkRow, parts
from appraisal.core.errors import NotFound
from appraisal.core.reference_model import ReferenceModel
from appraisal.exchange.model_toml import LIMIT, bundled_model_ids, load_model
from appraisal.exchange.reading import Reading
from appraisal.exchange.shape import Shape, refuse_repeats
from appraisal.exchange.text import load_toml
from appraisal.exchange.value import shown

FORMAT = "appraisal-crosswalk/1"
FITS = ("good", "fair", "none")


@cache
def bundled_crosswalks() -> tuple[Crosswalk, ...]:
    """Every bundled crosswalk."""
    return tuple(
        crosswalk for name, data in models.crosswalk_bytes().items() for crosswalk in parse_crosswalks(name, data)
    )


def find_crosswalks(reference: str) -> tuple[Crosswalk, ...]:
    """The crosswalk of that id, or every crosswalk with that model on one of its sides.

    Raises:
        NotFound: there is neither.
    """
    every = bundled_crosswalks()
    found = tuple(crosswalk for crosswalk in every if crosswalk.id == reference)
    found = found or tuple(crosswalk for crosswalk in every if reference in (crosswalk.from_, crosswalk.to))
    if not found:
        known = [*bundled_model_ids(), *(crosswalk.id for crosswalk in every)]
        raise NotFound(f"{reference}: there is no crosswalk of that name; expected {', '.join(known)}")
    return found


def parse_crosswalks(source: str, data: bytes) -> tuple[Crosswalk, ...]:
    """The crosswalks in the bytes of a TOML file.

    Raises:
        InvalidInput: with every problem of the file, an id that its model does not have included.
    """
    reading = Reading(source, load_toml(source, data, LIMIT))
    top = Shape.of(reading)
    top.choice("format", (FORMAT,))
    entries = top.entries("crosswalks", at_least=1)
    crosswalks = tuple(_crosswalk(entry) for entry in entries)
    refuse_repeats(entries, "id", "among the crosswalks")
    top.refuse_others()
    reading.finish()
    return crosswalks


def _crosswalk(entry: Shape) -> Crosswalk:
    rows = entry.entries("rows", at_least=1)
    crosswalk = Crosswalk(
        id=entry.identifier("id"),
        title=entry.line("title", longest=200),
        source=entry.text("source"),
        from_=entry.line("from", longest=100),
        to=entry.line("to", longest=100),
        rows=tuple(_row(row) for row in rows),
    )
    for key, side in (("from", crosswalk.from_), ("to", crosswalk.to)):
        if side in bundled_model_ids():
            _check_ids(rows, key, load_model(side))
    entry.refuse_others()
    return crosswalk


def _row(entry: Shape) -> CrosswalkRow:
    row = CrosswalkRow(
        from_=entry.texts("from"),
        to=entry.texts("to"),
        fit=cast(CrosswalkFit, entry.choice("fit", FITS)) if entry.has("fit") else None,
        note=entry.text("note", ""),
    )
    if entry.raw("from") == [] and entry.raw("to") == []:
        entry.note("to", "is empty on both sides", "expected at least one side with something in it")
    entry.refuse_others()
    return row


def _check_ids(rows: list[Shape], key: str, model: ReferenceModel) -> None:
    known = parts(model)
    for row in rows:
        named = row.raw(key)
        for place, name in enumerate(named if isinstance(named, list) else ()):
            if isinstance(name, str) and name not in known:
                row.reading.note(
                    (*row.trail, key, place), f"{shown(name)} is not an id of {model.id}", "expected an area or a part"
                )
