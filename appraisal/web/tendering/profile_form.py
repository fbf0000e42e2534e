"""The required profile of a lot as a form: typed lines in, a view with shares, summary and warnings out."""

from __future__ import annotations

from dataclasses import dataclass, replace
from decimal import Decimal, InvalidOperation
from fractions import Fraction

from werkzeug.datastructures import MultiDict

from appraisal.core.errors import InvalidInput
from appraisal.core.figures import plain_decimal, reading
from appraisal.core.profile import RequiredProfile, Requirement
from appraisal.core.reference_model import ReferenceModel
from appraisal.services.tendering.profiles import Counting, EditProfile, Line, edited, summary
from appraisal.web.machine.fields import clean
from appraisal.web.parts import Trouble
from appraisal.web.tendering.lot_forms import ProfileForm
from appraisal.web.tendering.profile_pages import Caution, RequirementLevel, RequirementLine

NUMBER = "number"
HEAD = ("title", "service", "required_level", "min_respondents", "evidence", "use", "may_be_na")
"""The fixed fields of the page."""
SECONDS_A_QUESTION = 78
"""How long a respondent takes for a question, comment and evidence included: an estimate for the preview."""


@dataclass(frozen=True, slots=True)
class Typed:
    """The profile as typed: its head, its lines in order, and how it is counted (None: as it is stored)."""

    title: str
    service: str
    required_level: int
    lines: tuple[Line, ...]
    counting: Counting | None = None


def from_profile(profile: RequiredProfile) -> Typed:
    """What the form shows of a stored profile; areas that the level adds are not lines."""
    lines = tuple(_line(requirement) for requirement in profile.requirements if not requirement.added)
    counting = Counting(
        str(profile.method.min_respondents), profile.evidence, profile.use, tuple(sorted(profile.may_be_na))
    )
    return Typed(profile.title, profile.service, profile.required_level or 0, lines, counting)


def head(typed: Typed, stored: RequiredProfile) -> ProfileForm:
    """The fixed fields of the page, as typed."""
    counting = typed.counting or from_profile(stored).counting or Counting()
    return ProfileForm.shown(
        {
            "title": typed.title,
            "service": typed.service,
            "required_level": str(typed.required_level),
            "min_respondents": counting.min_respondents,
            "evidence": counting.evidence,
            "use": counting.use,
            "may_be_na": list(counting.may_be_na),
        }
    )


def areas_for_na(typed: Typed, shown: RequiredProfile) -> tuple[tuple[str, str], ...]:
    """The required areas that may be declared not applicable by the profile, as the model does not say so itself."""
    listed = dict.fromkeys((*(line.area for line in typed.lines), *(area.id for area in shown.areas)))
    model = shown.model
    return tuple((area, model.area_by_id[area].name) for area in listed if not model.area_by_id[area].may_be_na)


def from_form(form: ProfileForm, sent: MultiDict[str, str], model: ReferenceModel) -> Typed:
    """What was typed; unknown areas are left out, as the page does not offer them."""
    areas = dict.fromkeys(area for area in sent.getlist("area") if area in model.area_by_id)
    level = form.required_level.data
    return Typed(
        form.title.data,
        form.service.data,
        int(level) if level in {str(known) for known in model.staging} else 0,
        tuple(_typed_line(sent, area) for area in areas),
        Counting(form.min_respondents.data, form.evidence.data, form.use.data, tuple(form.may_be_na.data))
        if form.min_respondents.name in sent
        else None,
    )


def with_area(typed: Typed, area: str, model: ReferenceModel) -> Typed:
    """The profile with one more line, asking for the highest rating."""
    return replace(typed, lines=(*typed.lines, Line(area, model.ratings[-1].id)))


def without_area(typed: Typed, area: str) -> Typed:
    """The profile without the line of an area."""
    return replace(typed, lines=tuple(line for line in typed.lines if line.area != area))


def command(typed: Typed, tender: str, version: int, lot: int) -> EditProfile:
    """The command that stores what was typed."""
    return EditProfile(
        tender, version, lot, typed.title, typed.service, typed.lines, typed.required_level, typed.counting
    )


def note_head(form: ProfileForm, error: InvalidInput) -> None:
    """Note at the fixed fields what was refused of them."""
    for problem in error.problems:
        name = problem.path.rpartition(".")[2]
        if name in HEAD:
            words = f"{problem.wrong}; {problem.expected}" if problem.expected else problem.wrong
            form.note(name, f"{words[:1].upper()}{words[1:]}")


def line_troubles(error: InvalidInput, model: ReferenceModel) -> tuple[tuple[Trouble, ...], dict[str, list[str]]]:
    """The refused lines for the summary of the page, and by area; what `note_head` notes is left out."""
    troubles: list[Trouble] = []
    by_area: dict[str, list[str]] = {}
    for problem in error.problems:
        parts = problem.path.split(".")
        area = parts[1] if len(parts) == 3 and parts[0] == "area" else ""
        words = f"{problem.wrong}; {problem.expected}" if problem.expected else problem.wrong
        if area in model.area_by_id:
            field = {"weight": "w", "required": "n" if "number" in problem.wrong else "t", "why": "why"}.get(
                parts[2], "w"
            )
            said = _WORDS.get(parts[2], words)
            by_area.setdefault(area, []).append(said)
            troubles.append(Trouble(f"{model.area_by_id[area].name}: {said[:1].lower()}{said[1:]}", f"{area}-{field}"))
        elif parts[-1] not in HEAD:
            troubles.append(Trouble(f"{words[:1].upper()}{words[1:]}"))
    return tuple(troubles), by_area


_WORDS = {
    "weight": "Give the weight as a number above 0",
    "required": "Choose a target, or give a number above 0 and at most 100",
    "why": "Say why; suppliers read it",
}


def levels(typed: Typed, model: ReferenceModel, errors: dict[str, list[str]]) -> tuple[RequirementLevel, ...]:
    """The lines under their levels, with shares of those weights that can be read."""
    weights = {line.area: _weight(line.weight) for line in typed.lines}
    total, heaviest = sum(weights.values(), Fraction(0)), max(weights.values(), default=Fraction(0))
    listed = {line.area for line in typed.lines}

    def shown(line: Line) -> RequirementLine:
        number = line.required not in model.rating_by_id
        return RequirementLine(
            id=line.area,
            name=model.area_by_id[line.area].name,
            target=NUMBER if number else line.required,
            number=line.required if number else "",
            weight=line.weight,
            share=percent(weights[line.area] / total) if total else "–",
            bar=f"{round(100 * weights[line.area] / heaviest)}%" if heaviest else "0%",
            knock_out=line.mandatory,
            why=line.why,
            errors=tuple(errors.get(line.area, ())),
        )

    found = []
    for level in sorted({area.level for area in model.areas if area.level > 1}):
        areas = [area for area in model.areas if area.level == level]
        lines = tuple(shown(line) for line in typed.lines if model.area_by_id[line.area].level == level)
        part = sum((weights[line.id] for line in lines), Fraction(0))
        found.append(
            RequirementLevel(
                level,
                level_words(model, level),
                percent(part / total) if total and lines else "",
                lines,
                tuple((area.id, area.name) for area in areas if area.id not in listed),
            )
        )
    return tuple(found)


def summed_up(profile: RequiredProfile) -> dict[str, object]:
    """The live summary of a profile that can be read, as fields of the page."""
    told, model = summary(profile), profile.model
    heaviest = max(told.areas, key=lambda area: area.share, default=None)
    return {
        "knock_outs": tuple(area.name for area in told.areas if area.requirement.mandatory),
        "areas": len(told.areas),
        "questions": told.questions,
        "minutes": duration(told.questions),
        "heaviest": f"{heaviest.name}, {percent(heaviest.share)}" if heaviest else "",
        "warnings": tuple(Caution(warning.message) for warning in told.warnings),
        "added": tuple(area.name for area in told.areas if area.requirement.added),
        "targets": targets(model),
    }


def what_if(profile: RequiredProfile, typed: Typed) -> RequiredProfile | None:
    """The profile as typed where it can be read, without storing it."""
    try:
        return edited(profile, command(typed, "", 0, 0))
    except InvalidInput:
        return None


def required_levels(model: ReferenceModel) -> tuple[tuple[str, str], ...]:
    """The whole levels that can be asked for."""
    levels = sorted(level for level in model.staging if level > 1)
    return (("0", "No whole level"), *((str(level), f"Up to {level_words(model, level).lower()}") for level in levels))


def targets(model: ReferenceModel) -> tuple[tuple[str, str], ...]:
    """The targets that can be asked for."""
    return (*((rating.id, rating.id.capitalize()) for rating in model.ratings[1:]), (NUMBER, "A number"))


def target_words(target: str | Fraction) -> str:
    """A target in words: "Fully", "60 %"."""
    if isinstance(target, Fraction):
        return f"{plain_decimal(target)}\u00a0%"
    return target.capitalize() if target.islower() else target


def level_words(model: ReferenceModel, level: int) -> str:
    """A level with its name: "Level 2, Repeatable"."""
    name = model.level_name(level)
    return f"Level {level}, {name}" if name else f"Level {level}"


def percent(share: Fraction) -> str:
    """A share with one decimal."""
    return f"{reading(100 * share, 1)}\u00a0%"


def duration(questions: int) -> str:
    """About how long a questionnaire takes one respondent."""
    minutes = max(5, round(questions * SECONDS_A_QUESTION / 60 / 5) * 5)
    if minutes < 60:
        return f"about {minutes} minutes for one respondent"
    halves = round(minutes / 30)
    hours = f"{halves // 2}½" if halves % 2 else str(halves // 2)
    return f"about {hours} {'hour' if halves == 2 else 'hours'} for one respondent"


def _line(requirement: Requirement) -> Line:
    target = requirement.target
    asked = plain_decimal(target) if isinstance(target, Fraction) else target
    return Line(requirement.area, asked, plain_decimal(requirement.weight), requirement.mandatory, requirement.why)


def _typed_line(sent: MultiDict[str, str], area: str) -> Line:
    target = sent.get(f"{area}-target", "")
    required = sent.get(f"{area}-number", "").strip() if target == NUMBER else target
    why = clean(sent.get(f"{area}-why"), lines=True)
    return Line(area, required, sent.get(f"{area}-weight", "").strip(), "yes" in sent.getlist(f"{area}-knock"), why)


def _weight(text: str) -> Fraction:
    """A typed weight for the bars; what cannot be read counts nothing."""
    try:
        value = Decimal(text.replace(",", ".")) if len(text) <= 30 else Decimal(0)
    except InvalidOperation:
        return Fraction(0)
    return Fraction(value) if value.is_finite() and value > 0 and abs(value.adjusted()) < 20 else Fraction(0)
