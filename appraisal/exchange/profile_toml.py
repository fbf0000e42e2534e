"""Required profiles: TOML files on one side, `RequiredProfile` on the other."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path
from typing import Literal, TypedDict, cast

from appraisal.core.errors import AppraisalError, InvalidInput
from appraisal.core.profile import MethodSettings, RequiredProfile, Requirement, Target, added_requirements
from appraisal.core.reference_model import ReferenceModel
from appraisal.exchange.bundled_profiles import bundled_profile_bytes, bundled_profile_ids
from appraisal.exchange.files import read_bytes
from appraisal.exchange.model_toml import load_model
from appraisal.exchange.profile_document import with_digest
from appraisal.exchange.reading import Reading
from appraisal.exchange.shape import Shape, refuse_repeats
from appraisal.exchange.text import load_toml
from appraisal.exchange.value import alternatives, exact_number, kind, shown

LIMIT = 1024 * 1024
"""The largest profile file in bytes."""

_DEFAULTS = MethodSettings()


class _Facts(TypedDict):
    """What the head of a profile says, its model apart."""

    id: str
    title: str
    service: str
    version: str
    required_level: int | None
    may_be_na: frozenset[str]
    evidence: Literal["none", "required"]
    use: Literal["selection", "award-quality"]
    proposed: Literal["shown", "counted"]


def load_profile(reference: str) -> RequiredProfile:
    """A required profile by the path of its file or, where no such file is, by its bundled id.

    Raises:
        NotFound: neither a file nor a bundled id.
        InvalidInput: with every problem of the file.
    """
    path = Path(reference)
    if not path.is_file() and reference in bundled_profile_ids():
        return parse_profile(f"{reference}.toml", bundled_profile_bytes(reference))
    if not path.exists() and path.suffix != ".toml":
        bundled_profile_bytes(reference)
    return parse_profile(reference, read_bytes(path, LIMIT), path.parent)


def parse_profile(
    source: str, data: bytes, beside: Path | None = None, given: ReferenceModel | None = None
) -> RequiredProfile:
    """A required profile from the bytes of its TOML file; its model is a bundled id or a file in the folder `beside`.

    A model that is `given` stands before the bundled one of the same id.

    Raises:
        InvalidInput: with every problem of the file.
    """
    reading = Reading(source, load_toml(source, data, LIMIT))
    document = Shape.of(reading)
    head = document.table("profile")
    model = _model(head, beside, given)
    facts = _facts(head, model)
    method = _method(document.maybe_table("method"))
    lines = document.entries("area", optional=True)
    requirements = _requirements(lines, model)
    document.refuse_others()
    level = facts["required_level"]
    if not lines and level is None and document.has("profile"):
        document.note("area", "is missing", "expected at least one area, or required_level")
    reading.finish()
    if model is None:
        raise AssertionError("a profile without a model has a problem")
    if level is not None:
        requirements += added_requirements(model, level, frozenset(line.area for line in requirements))
    profile = RequiredProfile(**facts, model=model, requirements=requirements, method=method)
    _refuse_all_na(head, profile)
    reading.finish()
    return with_digest(profile)


def _facts(head: Shape, model: ReferenceModel | None) -> _Facts:
    may_be_na = head.texts("may_be_na", ())
    if model is not None:
        _check_may_be_na(head, model, may_be_na)
    facts = _Facts(
        id=head.identifier("id"),
        title=head.line("title", longest=200),
        service=head.text("service", longest=1000),
        version=head.line("version", longest=40),
        required_level=_required_level(head, model),
        may_be_na=frozenset(may_be_na),
        evidence=cast(Literal["none", "required"], head.choice("evidence", ("none", "required"), "none")),
        use=cast(
            Literal["selection", "award-quality"], head.choice("use", ("selection", "award-quality"), "selection")
        ),
        proposed=cast(Literal["shown", "counted"], head.choice("proposed", ("shown", "counted"), "shown")),
    )
    head.refuse_others()
    return facts


def _model(head: Shape, beside: Path | None, given: ReferenceModel | None) -> ReferenceModel | None:
    reference = head.line("model", longest=200)
    if not reference:
        return None
    if given is not None and given.id == reference:
        return given
    try:
        return load_model(reference, beside)
    except InvalidInput as error:
        for problem in error.problems:
            head.note("model", f"{reference}: {problem}")
    except AppraisalError:
        head.note(
            "model",
            f"{shown(reference)} is not known",
            "expected a bundled model's id or a model file beside the profile",
        )
    return None


def _required_level(head: Shape, model: ReferenceModel | None) -> int | None:
    if not head.has("required_level"):
        return None
    level = head.whole("required_level", low=2, high=5)
    if model is not None and 2 <= level <= 5 and level not in model.staging:
        staged = alternatives([str(each) for each in sorted(model.staging)])
        head.note("required_level", f"{level} has no staging in model {model.id}", f"expected {staged}")
    return level


def _method(table: Shape | None) -> MethodSettings:
    if table is None:
        return _DEFAULTS
    settings = MethodSettings(
        unknown=cast(Literal["against", "ignore"], table.choice("unknown", ("against", "ignore"), _DEFAULTS.unknown)),
        unclear=cast(Literal["clarify", "exclude"], table.choice("unclear", ("clarify", "exclude"), _DEFAULTS.unclear)),
        specific_weight=table.number("specific_weight", _DEFAULTS.specific_weight, above=0, below=1),
        tie_break=cast(tuple[Literal["risk", "evidence"], ...], table.texts("tie_break", _DEFAULTS.tie_break)),
        min_respondents=table.whole("min_respondents", _DEFAULTS.min_respondents, low=1, high=1000),
    )
    for name in settings.tie_break:
        if name not in ("risk", "evidence"):
            table.note("tie_break", f"{shown(name)} is not a known tie-break", 'expected "risk" or "evidence"')
    table.refuse_others()
    return settings


def _requirements(lines: list[Shape], model: ReferenceModel | None) -> tuple[Requirement, ...]:
    refuse_repeats(lines, "id", "in the profile")
    read: list[Requirement] = []
    for line in lines:
        area = line.identifier("id")
        if model is not None and area and area not in model.area_by_id:
            line.note(
                "id", f"{shown(area)} is not an area of {model.id}", f"expected one of {', '.join(model.area_by_id)}"
            )
        read.append(
            Requirement(
                area=area,
                target=_target(line, model),
                weight=line.number("weight", Fraction(1), above=0),
                mandatory=line.flag("mandatory", False),
                why=line.text("why", longest=2000),
            )
        )
        line.refuse_others()
    return tuple(read)


def _target(line: Shape, model: ReferenceModel | None) -> Target:
    ratings = [rating.id for rating in model.ratings[1:]] if model else []
    named = alternatives(ratings) if ratings else "a rating"
    expected = f"expected {named}, or a number above 0 and at most 100"
    value = line.raw("required")
    if value is None:
        line.note("required", "is missing", expected)
    elif isinstance(value, str):
        if model is None or value in ratings:
            return value
        lowest = " (the lowest rating asks for nothing)" if value == model.ratings[0].id else ""
        line.note("required", f"{shown(value)} is not a rating to ask for{lowest}", expected)
    elif (number := exact_number(value)) is None or not 0 < number <= 100:
        wrong = f"is {kind(value)}" if number is None else f"{shown(value)} is out of range"
        line.note("required", wrong, expected)
    else:
        return number
    return Fraction(100)


def _check_may_be_na(head: Shape, model: ReferenceModel, may_be_na: tuple[str, ...]) -> None:
    for area in may_be_na:
        if area not in model.area_by_id:
            head.note(
                "may_be_na",
                f"{shown(area)} is not an area of {model.id}",
                f"expected one of {', '.join(model.area_by_id)}",
            )


def _refuse_all_na(head: Shape, profile: RequiredProfile) -> None:
    if all(profile.allows_na(requirement.area) for requirement in profile.requirements):
        head.note(
            "may_be_na", "lets every required area be not applicable", "expected at least one area that always counts"
        )
