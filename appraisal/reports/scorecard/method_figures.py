"""One bid recomputed area by area and one area recomputed component by component, from the comparison's own figures."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from functools import partial

from appraisal.core.comparison import AreaResult, ComponentResult, Interval
from appraisal.core.figures import plain_decimal, reading
from appraisal.core.profile import target_words
from appraisal.core.rating import group_weights
from appraisal.core.reference_model import SPECIFIC
from appraisal.reports.board import Board
from appraisal.reports.scorecard.flow import Block, Part, lines_of
from appraisal.reports.scorecard.pen import Pen
from appraisal.reports.scorecard.style import BOLD, HAIR, INK, MEDIUM, REGULAR, RULE, TEXT2, TEXT3
from appraisal.reports.scorecard.typesetting import shorten, wrap
from appraisal.reports.wording import Strong

ONE = Fraction(1)


def one_bid(board: Board, width: float) -> Block:
    """The fit of the first bid: weight, fit and points of each area, and their sum."""
    bid = board.first
    weight = sum((area.requirement.weight for area in bid.areas if area.applicable), Fraction(0))
    says = (
        "The fit of ",
        Strong(board.name(bid)),
        f": points of an area = 100 × weight × fit / {plain_decimal(weight)}. Figures are rounded half up for reading; "
        "the sum is that of the exact ones.",
    )
    rows: list[Part] = []
    for area in bid.areas:
        lines = wrap(board.area_name(area), REGULAR, 8.2, width - 36, most=2)
        height = 4.8 + 3.3 * (len(lines) - 1)
        rows.append(Part(height, partial(_area, area=area, lines=lines, height=height, width=width)))
    head = Part(
        6.2, partial(_heads, heads=(("Weight", 27.0), ("Fit", 13.0), ("Points", 0.0)), first="Area", width=width)
    )
    total = Part(6, partial(_total, weight=plain_decimal(weight), fit=bid.fit.low, width=width))
    text = lines_of(says, width, 8.4, 11.8, above=5.2)
    return Block("Recompute one figure by hand", (*text, head, *rows, total), together=6)


def _heads(pen: Pen, x: float, y: float, heads: Sequence[tuple[str, float]], first: str, width: float) -> None:
    pen.text(x, y + 4.4, first, 7.4, REGULAR, TEXT3)
    for head, back in heads:
        pen.text(x + width - back, y + 4.4, head, 7.4, REGULAR, TEXT3, "right")
    pen.line(x, y + 6.0, x + width, y + 6.0, RULE, 0.5)


def _area(pen: Pen, x: float, y: float, area: AreaResult, lines: Sequence[str], height: float, width: float) -> None:
    for place, line in enumerate(lines):
        pen.text(x, y + 3.4 + place * 3.3, line, 8.2)
    base = y + height - 1.4
    fit = "n/a" if area.fit is None else str(reading(area.fit.low, 4, top=1))
    points = "–" if area.points is None else str(reading(area.points))
    pen.text(x + width - 27, base, plain_decimal(area.requirement.weight), 8.2, align="right")
    pen.text(x + width - 13, base, fit, 8.2, align="right")
    pen.text(x + width, base, points, 8.2, align="right")
    pen.line(x, y + height, x + width, y + height, HAIR, 0.5)


def _total(pen: Pen, x: float, y: float, weight: str, fit: Fraction, width: float) -> None:
    pen.line(x, y, x + width, y, INK, 0.9)
    pen.text(x, y + 4.4, "Fit", 8.5, BOLD)
    pen.text(x + width - 27, y + 4.4, weight, 8.2, align="right")
    pen.text(x + width, y + 4.4, str(reading(fit)), 9.6, BOLD, align="right")


def one_area(board: Board, width: float) -> Block:
    """The area that costs that bid most, or its first: every component against its threshold, and the weighted mean."""
    bid = board.first
    area = (bid.costly or [area for area in bid.areas if area.applicable])[0]
    says = (
        Strong(board.area_name(area)),
        f", required {target_words(area.requirement.target)}: a component’s value is the mean of its questions’ "
        "shares; its fit is value / threshold, at most 1.",
    )
    heads = (("Shares", 42.0), ("Value", 28.0), ("Threshold", 13.0), ("Fit", 0.0))
    head = Part(6.2, partial(_heads, heads=heads, first="Component", width=width))
    rows = []
    for component in area.components:
        shares = ", ".join(_share(question.share) for question in component.questions)
        lines = wrap(shares, REGULAR, 7.4, width - 62)
        height = 4.8 + 3.2 * (len(lines) - 1)
        draw = partial(_component, component=component, lines=lines, height=height, width=width)
        rows.append(Part(height, draw))
    text = lines_of(says, width, 8.4, 11.8, above=5.2)
    result = lines_of(_sum(board, area), width, 8.4, 11.8, above=5.0)
    return Block("Recompute one area of it", (*text, head, *rows, *result), together=5)


def _share(share: Interval | None) -> str:
    return "n/a" if share is None else str(share.low)


def _component(
    pen: Pen, x: float, y: float, component: ComponentResult, lines: Sequence[str], height: float, width: float
) -> None:
    base = y + 3.4
    pen.text(x, base, shorten(component.id, MEDIUM, 8.2, 20), 8.2, MEDIUM, TEXT2)
    for place, line in enumerate(lines):
        pen.text(x + width - 42, base + place * 3.2, line, 7.4, align="right")
    value = component.value
    figures = (
        (28.0, "n/a" if value is None else str(reading(value.low, 4, top=1))),
        (13.0, plain_decimal(component.threshold)),
        (0.0, "–" if value is None else str(reading(min(ONE, value.low / component.threshold), 4, top=1))),
    )
    for back, figure in figures:
        pen.text(x + width - back, base, figure, 8.2, align="right")
    pen.line(x, y + height, x + width, y + height, HAIR, 0.5)


def _sum(board: Board, area: AreaResult) -> str:
    """The area's fit as the weighted sum of its groups' mean fits, written out."""
    groups = {group.id: "goals" if group.id == SPECIFIC else group.name for group in board.model.groups}
    fits: dict[str, list[Fraction]] = {}
    for component in area.components:
        if component.value is not None:
            fits.setdefault(component.group, []).append(min(ONE, component.value.low / component.threshold))
    used = tuple(group for group in groups if group in board.profile.thresholds(area.requirement))
    weights = group_weights(used, frozenset(fits), board.profile.method.specific_weight)
    terms = [
        f"{plain_decimal(weight) if weight.denominator < 10**6 else reading(weight, 4, top=1)} × "
        f"{reading(sum(fits[group], Fraction(0)) / len(fits[group]), 4, top=1)} ({groups[group]})"
        for group, weight in weights.items()
    ]
    fit = area.fit.low if area.fit else Fraction(0)
    return f"Fit = {' + '.join(terms)} = {reading(fit, 4, top=1)}, each group by the mean of its components’ fits."
