"""How one figure of the heat map comes about: its parts, what each reaches and counts, and the sum in one line."""

from __future__ import annotations

from fractions import Fraction

from appraisal.core.calculation import Part, calculation
from appraisal.core.comparison import AreaResult, BidResult, QuestionResult
from appraisal.core.errors import NotFound
from appraisal.core.figures import exact, plain_decimal, reading
from appraisal.core.profile import target_words
from appraisal.core.reference_model import SPECIFIC
from appraisal.web.comparison.comparison_pages import Calculation, Figure, PartLine
from appraisal.web.comparison.comparison_place import Place, fit_figure, heat_cell, span_figure

FINDING_LETTERS = {"NA": "n/a"}


def calculation_of(place: Place, opened: tuple[str, str]) -> Calculation:
    """The calculation of one area (its id) of one bid (its key).

    Raises:
        NotFound: there is no such bid or area.
    """
    area_id, key = opened
    bid = place.shown.bid_at(key)
    area = next((one for one in bid.areas if one.area == area_id), None)
    if area is None:
        raise NotFound("The profile of this lot does not require this area")
    return calculation_view(place, bid, area)


def calculation_view(place: Place, bid: BidResult, area: AreaResult) -> Calculation:
    """The same for an area that is known."""
    parts = calculation(place.profile, area)
    count = len(place.profile.asked_by_area[area.area])
    name, figure = place.board.name(bid), heat_cell(area, "").text
    where = place.board.area_name(area)
    applies = area.fit is not None
    return Calculation(
        heading=f"How {name} comes to {figure} in {where}" if applies else f"{where} does not apply to {name}",
        lines=tuple(_line(place, part) for part in parts),
        target=target_words(area.requirement.target),
        formula=_formula(parts) if applies else "",
        result=_reached(area.fit.low) if area.fit else Figure(""),
        best=_best(area),
        points=_points(area),
        questions=place.answers(bid, area.area),
        questions_label=f"Open the {count} questions with answers, findings and reasons"
        if count > 1
        else "Open the question with answers, findings and reasons",
        close=f"{place.base}#heat",
    )


def _line(place: Place, part: Part) -> PartLine:
    group = next(one.name for one in place.model.groups if one.id == part.component.group)
    return PartLine(
        name=part.component.text if part.component.group == SPECIFIC else f"{group}: {part.component.text}",
        found=", ".join(_found(question) for question in part.result.questions),
        value=span_figure(part.result.value, 2) if part.result.value else Figure("does not apply"),
        threshold=Figure(str(reading(part.result.threshold, 2, 1)), exact(part.result.threshold)),
        reached=span_figure(part.reached, 4) if part.reached else Figure("–"),
        share=_share(part) if part.reached else "nothing",
    )


def _found(question: QuestionResult) -> str:
    """A finding's letter, or how many answered yes; of a single respondent the answer itself."""
    if question.finding:
        return FINDING_LETTERS.get(question.finding, question.finding)
    if question.share is None:
        return "n/a"
    tally = question.tally
    asked = tally.yes + tally.no + tally.unknown
    if asked == 1:
        return "yes" if tally.yes else "no" if tally.no else "unknown"
    unknown = f" ({tally.unknown} unknown)" if tally.unknown else ""
    return f"{tally.yes} of {asked} yes{unknown}"


def _share(part: Part) -> str:
    weight = plain_decimal(part.weight)
    return weight if part.of == 1 else f"{weight} × 1/{part.of}"


def _formula(parts: tuple[Part, ...]) -> str:
    """The sum over the groups, each its weight times the mean of what its parts reach."""
    reached: dict[str, list[str]] = {}
    weights = {part.component.group: plain_decimal(part.weight) for part in parts}
    for part in parts:
        if part.reached:
            reached.setdefault(part.component.group, []).append(_reached(part.reached.low).text)
    means = {
        group: values[0] if len(values) == 1 else f"({' + '.join(values)}) / {len(values)}"
        for group, values in reached.items()
    }
    return " + ".join(f"{weights[group]} × {mean}" for group, mean in means.items())


def _reached(value: Fraction) -> Figure:
    """A share with four decimals; whole ones without."""
    if value in (0, 1):
        return Figure(str(value), exact(value))
    return Figure(str(reading(value, 4, 1)), exact(value))


def _best(area: AreaResult) -> str:
    if area.fit is None or area.fit.low == area.fit.high:
        return ""
    return f"Every unknown is taken as no; were each a yes, it would be {_reached(area.fit.high).text}."


def _points(area: AreaResult) -> str:
    """What the area earns of what it could."""
    if area.points is None or area.stake is None:
        return "Its weight goes to the other areas of this bid."
    return f"In the fit of the bid it earns {fit_figure(area.points).text} of {fit_figure(area.stake).text} points."
