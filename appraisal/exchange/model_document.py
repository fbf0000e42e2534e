"""A reference model as a document of its format: what `model show --json` prints and the digest covers."""

from __future__ import annotations

from fractions import Fraction

from appraisal.core.figures import plain_decimal
from appraisal.core.reference_model import Component, ProcessArea, ReferenceModel


def model_document(model: ReferenceModel) -> dict[str, object]:
    """The model with its keys in the order of the format; optional keys stand only where they say something."""
    return {
        "format": "appraisal-model/1",
        "id": model.id,
        "title": model.title,
        "version": model.version,
        **_said(note=model.note),
        "levels": [{"level": level.level, "name": level.name} for level in model.levels],
        "ratings": [
            {"id": rating.id, "thresholds": {group: threshold(value) for group, value in rating.thresholds.items()}}
            for rating in model.ratings
        ],
        "staging": [{"level": level, "rating": rating} for level, rating in model.staging.items()],
        **_said(groups=[{"id": group.id, "name": group.name} for group in model.named_groups]),
        "areas": [_area(area) for area in model.areas],
    }


def threshold(value: Fraction) -> str:
    """A threshold as a decimal of at least two places.

    >>> threshold(Fraction(1, 2)), threshold(Fraction(1)), threshold(Fraction(5, 8))
    ('0.50', '1.00', '0.625')
    """
    whole, _, places = plain_decimal(value).partition(".")
    return f"{whole}.{places:0<2}"


def _area(area: ProcessArea) -> dict[str, object]:
    return {
        "id": area.id,
        "name": area.name,
        "level": area.level,
        "category": area.category,
        "purpose": area.purpose,
        "may_be_na": area.may_be_na,
        "itil": list(area.itil),
        "rests_on": list(area.rests_on),
        **_said(
            activities=[{"text": activity.text, **_said(origin=activity.origin)} for activity in area.activities],
        ),
        "components": [_component(component) for component in area.components],
    }


def _component(component: Component) -> dict[str, object]:
    return {
        "id": component.id,
        "group": component.group,
        "text": component.text,
        **_said(origin=component.origin),
        "questions": [
            {
                "id": question.id,
                **_said(topic=question.topic),
                "text": question.text,
                **_said(guide=question.guide),
            }
            for question in component.questions
        ],
    }


def _said(**keys: object) -> dict[str, object]:
    """The keys whose value is neither absent nor empty."""
    return {key: value for key, value in keys.items() if value}
