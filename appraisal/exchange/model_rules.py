"""What must hold between the parts of a reference model, beyond the shape of each."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from fractions import Fraction

from appraisal.exchange.shape import Shape, refuse_repeats
from appraisal.exchange.value import alternatives, exact_number, shown


def note_broken_rules(top: Shape) -> None:
    """Notes every rule between its parts that a model breaks; the shape of each part is for its own reader."""
    levels, ratings, staging, areas = (top.tables(key) for key in ("levels", "ratings", "staging", "areas"))
    components = [component for area in areas for component in area.tables("components")]
    questions = [question for component in components for question in component.tables("questions")]
    refuse_repeats(levels, "level", "among the levels")
    refuse_repeats(ratings, "id", "among the ratings")
    refuse_repeats(staging, "level", "in the staging")
    refuse_repeats(top.tables("groups"), "id", "among the groups")
    refuse_repeats(areas, "id", "among the areas")
    refuse_repeats(components, "id", "in the whole model")
    refuse_repeats(questions, "id", "in the whole model")
    _check_levels(levels, [*staging, *areas])
    _check_thresholds(ratings)
    _check_staging(staging, ratings)
    _check_groups(top.tables("groups"), ratings, components)
    _check_rests_on(areas)


def _texts(shapes: Iterable[Shape], key: str) -> tuple[str, ...]:
    """The different texts under a key, in the order of the input."""
    return tuple(dict.fromkeys(value for shape in shapes if isinstance(value := shape.raw(key), str)))


def _check_levels(levels: Iterable[Shape], users: Iterable[Shape]) -> None:
    known = sorted(level for shape in levels if isinstance(level := shape.raw("level"), int))
    for user in users:
        level = user.raw("level")
        if known and isinstance(level, int) and 2 <= level <= 5 and level not in known:
            user.note(
                "level", f"{level} is not a level of the model", f"expected {alternatives(list(map(str, known)))}"
            )


def _check_thresholds(ratings: Sequence[Shape]) -> None:
    for place, rating in enumerate(ratings):
        thresholds = rating.raw("thresholds")
        if not isinstance(thresholds, dict):
            continue
        if place == 0 and thresholds:
            rating.note("thresholds", "is not empty", "expected no threshold for the lowest rating")
        if place > 0 and not thresholds:
            rating.note("thresholds", "is empty", "expected thresholds for every rating above the lowest")
        if place > 0:
            _check_rise(ratings[place - 1], rating)


def _check_rise(lower: Shape, higher: Shape) -> None:
    """A higher rating must ask for all that the one below it asks for, and for more somewhere."""
    below, above = _exact_thresholds(lower), _exact_thresholds(higher)
    fallen = [group for group, value in below.items() if group not in above or above[group] < value]
    for group in fallen:
        wrong = f"asks less of {shown(group)} than {shown(lower.raw('id'))}, the rating below it"
        higher.note("thresholds", wrong, "expected thresholds that rise with the rating")
    if above and above == below and lower.raw("id") != higher.raw("id"):
        higher.note("thresholds", "are those of the rating below it", "expected thresholds that rise with the rating")


def _exact_thresholds(rating: Shape) -> dict[str, Fraction]:
    """The thresholds of a rating that can be read."""
    thresholds = rating.raw("thresholds")
    given = thresholds if isinstance(thresholds, dict) else {}
    return {group: exact for group, value in given.items() if (exact := exact_number(value, True)) is not None}


def _check_staging(staging: Iterable[Shape], ratings: Sequence[Shape]) -> None:
    above = _texts(ratings[1:], "id")
    for step in staging:
        rating = step.raw("rating")
        if isinstance(rating, str) and above and rating not in above:
            step.note("rating", f"{shown(rating)} is not a rating above the lowest", f"expected {alternatives(above)}")


def _check_groups(groups: Iterable[Shape], ratings: Iterable[Shape], components: Iterable[Shape]) -> None:
    used = _texts(components, "group")
    expected = f"expected {alternatives(used)}"
    for group in groups if used else ():
        name = group.raw("id")
        if isinstance(name, str) and name not in used:
            group.note("id", f"no component is in the group {shown(name)}", expected)
    for rating in ratings if used else ():
        thresholds = rating.raw("thresholds")
        for name in thresholds if isinstance(thresholds, dict) else ():
            if name not in used:
                rating.reading.note(
                    (*rating.trail, "thresholds", name), f"no component is in the group {shown(name)}", expected
                )


def _check_rests_on(areas: Sequence[Shape]) -> None:
    by_id = {name: area for area in areas if isinstance(name := area.raw("id"), str)}
    graph: dict[str, list[str]] = {}
    for name, area in by_id.items():
        rests_on = area.raw("rests_on")
        graph[name] = []
        for place, other in enumerate(rests_on if isinstance(rests_on, list) else ()):
            if other == name:
                area.reading.note((*area.trail, "rests_on", place), f"{name} rests on itself", "expected other areas")
            elif isinstance(other, str) and other in by_id:
                graph[name].append(other)
            elif isinstance(other, str):
                area.reading.note(
                    (*area.trail, "rests_on", place), f"{shown(other)} is not an area of the model", "expected its id"
                )
    for name, other in _closing(graph):
        by_id[name].note(
            "rests_on", f"{name} rests on {other}, which in the end rests on {name}", "expected no such circle"
        )


def _closing(graph: Mapping[str, Sequence[str]]) -> Iterator[tuple[str, str]]:
    """The steps of a walk through the whole graph that lead back to where the walk came from."""
    settled: set[str] = set()
    for start in graph:
        path: dict[str, None] = {}
        branches = [iter([start])]
        while branches:
            following = next(branches[-1], None)
            if following is None:
                branches.pop()
                if path:
                    settled.add(path.popitem()[0])
            elif following in path:
                yield next(reversed(path)), following
            elif following not in settled:
                path[following] = None
                branches.append(iter(graph[following]))
