"""Reference models: `appraisal-model/1` files, TOML or JSON, on one side, `ReferenceModel` on the other."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from fractions import Fraction
from functools import cache
from pathlib import Path

from appraisal import models
from appraisal.core.errors import NotFound
from appraisal.core.reference_model import (
    Activity,
    Component,
    Group,
    MaturityLevel,
    ProcessArea,
    Question,
    Rating,
    ReferenceModel,
)
from appraisal.exchange.canonical_json import digest
from appraisal.exchange.files import read_bytes
from appraisal.exchange.model_document import model_document
from appraisal.exchange.model_rules import note_broken_rules
from appraisal.exchange.reading import Reading
from appraisal.exchange.shape import Shape
from appraisal.exchange.text import load_json, load_toml

FORMAT = "appraisal-model/1"
LIMIT = 4 * 1024 * 1024
"""The largest model file in bytes."""
SUFFIXES = (".toml", ".json")
"""How the names of model files end."""


def bundled_model_ids() -> tuple[str, ...]:
    """The ids of the bundled models, in alphabetical order."""
    return models.model_ids()


def load_model(reference: str, beside: Path | None = None) -> ReferenceModel:
    """A reference model by its bundled id, or by the path of its file from the folder `beside`.

    Without a folder only the bundled ids are known, so a text from outside reaches no file.

    Raises:
        NotFound: neither a bundled id nor a file.
        InvalidInput: with every problem of the file.
    """
    known = bundled_model_ids()
    if reference in known:
        return _bundled(reference)
    if beside is None or not reference.endswith(SUFFIXES):
        also = "" if beside is None else ", or the path of a .toml or .json file"
        raise NotFound(f"{reference}: there is no such model; expected {' or '.join(known)}{also}")
    path = beside / reference
    return parse_model(str(path), read_bytes(path, LIMIT))


@cache
def _bundled(model_id: str) -> ReferenceModel:
    return parse_model(model_id, models.model_bytes(model_id))


def parse_model(source: str, data: bytes) -> ReferenceModel:
    """A reference model from the bytes of its TOML or JSON file; a JSON file begins with a brace.

    Raises:
        InvalidInput: with every problem of the file.
    """
    load = load_json if data.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"{") else load_toml
    reading = Reading(source, load(source, data, LIMIT))
    top = Shape.of(reading)
    model = _model(top)
    note_broken_rules(top)
    reading.finish()
    return replace(model, digest=digest(model_document(model)))


def _model(top: Shape) -> ReferenceModel:
    top.choice("format", (FORMAT,))
    model = ReferenceModel(
        id=top.identifier("id"),
        title=top.line("title", longest=200),
        version=top.line("version", longest=40),
        note=top.text("note", ""),
        levels=tuple(_level(entry) for entry in top.entries("levels", at_least=1)),
        ratings=tuple(_rating(entry) for entry in top.entries("ratings", at_least=2)),
        staging=dict(_staging(entry) for entry in top.entries("staging")),
        named_groups=tuple(_group(entry) for entry in top.entries("groups", optional=True)),
        areas=tuple(_area(entry) for entry in top.entries("areas", at_least=1)),
    )
    top.refuse_others()
    return model


def _level(entry: Shape) -> MaturityLevel:
    level = MaturityLevel(entry.whole("level", low=1, high=5), entry.line("name", longest=100))
    entry.refuse_others()
    return level


def _rating(entry: Shape) -> Rating:
    rating = Rating(entry.identifier("id"), _thresholds(entry.table("thresholds")))
    entry.refuse_others()
    return rating


def _thresholds(table: Shape) -> Mapping[str, Fraction]:
    groups = table.keys()
    return {group: table.number(group, above=0, up_to=1, in_text=True) for group in groups}


def _staging(entry: Shape) -> tuple[int, str]:
    step = entry.whole("level", low=2, high=5), entry.identifier("rating")
    entry.refuse_others()
    return step


def _group(entry: Shape) -> Group:
    group = Group(entry.identifier("id"), entry.line("name", longest=100))
    entry.refuse_others()
    return group


def _area(entry: Shape) -> ProcessArea:
    area = ProcessArea(
        id=entry.identifier("id"),
        name=entry.line("name", longest=200),
        level=entry.whole("level", low=2, high=5),
        category=entry.line("category", longest=100),
        purpose=entry.text("purpose"),
        may_be_na=entry.flag("may_be_na", False),
        itil=entry.texts("itil", ()),
        rests_on=entry.texts("rests_on", ()),
        activities=tuple(_activity(activity) for activity in entry.entries("activities", optional=True)),
        components=tuple(_component(component) for component in entry.entries("components", at_least=1)),
    )
    entry.refuse_others()
    return area


def _activity(entry: Shape) -> Activity:
    activity = Activity(entry.text("text"), entry.maybe_line("origin", longest=40))
    entry.refuse_others()
    return activity


def _component(entry: Shape) -> Component:
    component = Component(
        id=entry.identifier("id"),
        group=entry.identifier("group"),
        text=entry.text("text"),
        origin=entry.maybe_line("origin", longest=40),
        questions=_questions(entry.entries("questions", at_least=1)),
    )
    entry.refuse_others()
    return component


def _questions(entries: Iterable[Shape]) -> tuple[Question, ...]:
    questions = []
    for entry in entries:
        questions.append(
            Question(
                id=entry.identifier("id"),
                topic=entry.maybe_line("topic", longest=100),
                text=entry.text("text"),
                guide=entry.maybe_text("guide"),
            )
        )
        entry.refuse_others()
    return tuple(questions)
