"""Required profiles of a draft's lots: picked, uploaded, edited, downloaded, and summed up while they are edited."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal, InvalidOperation
from fractions import Fraction
from typing import Literal, TypeVar

from appraisal.core.policy import Actor, Permission
from appraisal.core.profile import RequiredProfile, Requirement
from appraisal.core.profile_check import ProfileWarning, check
from appraisal.exchange.bundled_profiles import bundled_profile_bytes
from appraisal.exchange.profile_text import profile_toml
from appraisal.exchange.profile_toml import parse_profile
from appraisal.services.known import known_tender, lot_of, profile_of, tender_for
from appraisal.services.tendering.tendering import save_draft
from appraisal.services.toolkit import Kit
from appraisal.services.words import Form
from appraisal.storage import tenders

MOST_RESPONDENTS = 1000
EVIDENCE: tuple[Literal["none", "required"], ...] = ("none", "required")
USES: tuple[Literal["selection", "award-quality"], ...] = ("selection", "award-quality")
Chosen = TypeVar("Chosen", bound=str)


@dataclass(frozen=True, slots=True)
class PickProfile:
    """A bundled profile for a lot."""

    tender: str
    version: int
    lot: int
    profile: str


@dataclass(frozen=True, slots=True)
class UploadProfile:
    """A profile file for a lot; `name` is the file's own, for messages."""

    tender: str
    version: int
    lot: int
    name: str
    data: bytes


@dataclass(frozen=True, slots=True)
class Line:
    """One area as the form holds it; `required` is a rating or a number, `weight` a number, both as typed."""

    area: str
    required: str
    weight: str = "1"
    mandatory: bool = False
    why: str = ""


@dataclass(frozen=True, slots=True)
class Counting:
    """How a profile is counted, as typed: how few respondents raise a flag, whether evidence is asked for, what the
    comparison is used for, and the areas that a bidder may say do not apply, beyond the model's own."""

    min_respondents: str = "1"
    evidence: str = "none"
    use: str = "selection"
    may_be_na: Sequence[str] = ()


@dataclass(frozen=True, slots=True)
class EditProfile:
    """A lot's whole profile as the form holds it, in the order of its lines; `required_level` is 0 for none.

    Without `counting`, how it is counted stays as it was.
    """

    tender: str
    version: int
    lot: int
    title: str
    service: str
    lines: Sequence[Line]
    required_level: int = 0
    counting: Counting | None = None


@dataclass(frozen=True, slots=True)
class AreaSummary:
    """One required area; `share` is its part of the whole weight, 0 to 1."""

    area: str
    name: str
    level: int
    requirement: Requirement
    share: Fraction
    questions: int


@dataclass(frozen=True, slots=True)
class ProfileSummary:
    """What a bid must reach, how long the questionnaire is for one respondent, and what the check warns of."""

    areas: tuple[AreaSummary, ...]
    questions: int
    knock_outs: int
    warnings: tuple[ProfileWarning, ...]


def pick_profile(kit: Kit, actor: Actor, command: PickProfile) -> RequiredProfile:
    """Give a draft's lot a copy of a bundled profile.

    Raises:
        NotPermitted, NotFound, WrongStage, Stale: as `tendering.change_tender`; also where there is no such profile.
    """
    data = bundled_profile_bytes(command.profile)
    return _keep(kit, actor, command, parse_profile(f"{command.profile}.toml", data), data.decode())


def upload_profile(kit: Kit, actor: Actor, command: UploadProfile) -> RequiredProfile:
    """Give a draft's lot the profile of a file.

    Raises:
        NotPermitted, NotFound, WrongStage, Stale: as `tendering.change_tender`.
        InvalidInput: with every problem of the file at its field.
    """
    tender_for(kit, actor, command.tender, Permission.TENDER_EDIT)
    profile = parse_profile(command.name, command.data)
    return _keep(kit, actor, command, profile, command.data.decode("utf-8-sig"))


def edit_profile(kit: Kit, actor: Actor, command: EditProfile) -> RequiredProfile:
    """Give a draft's lot the profile as edited; settings that the form does not hold stay as they were.

    Raises:
        NotPermitted, NotFound, WrongStage, Stale: as `tendering.change_tender`.
        InvalidInput: with every problem at its field (`area.SRI.weight`).
    """
    draft = tender_for(kit, actor, command.tender, Permission.TENDER_EDIT)
    profile = edited(profile_of(lot_of(draft, command.lot)), command)
    return _keep(kit, actor, command, profile, profile_toml(profile))


def download_profile(kit: Kit, actor: Actor, tender: str, lot: int) -> str:
    """The TOML file of a lot's profile, for everybody who may know of the tender.

    Raises:
        NotPermitted, NotFound: as `known.known_tender`; also where the lot has no profile.
    """
    found = lot_of(known_tender(kit, actor, tender), lot)
    profile_of(found)
    return found.profile or ""


def edited(profile: RequiredProfile, command: EditProfile) -> RequiredProfile:
    """The profile with the form's title, service, level and lines, and as it is counted.

    Raises:
        InvalidInput: with every problem at its field.
    """
    form = Form()
    title, service = form.line("profile.title", command.title), form.text("profile.service", command.service)
    lines = tuple(_requirement(form, line, profile) for line in command.lines)
    counted = _counted(form, profile, command.counting) if command.counting else profile
    form.finish()
    kept = replace(
        counted, title=title, service=service, required_level=command.required_level or None, requirements=lines
    )
    return parse_profile("", profile_toml(kept).encode())


def summary(profile: RequiredProfile) -> ProfileSummary:
    """What the page says of a profile while it is edited."""
    asked = list(profile.asked.values())
    areas = tuple(
        AreaSummary(
            area.id, area.name, area.level, line, line.weight / profile.total_weight, sum(a == area.id for a in asked)
        )
        for line, area in zip(profile.requirements, profile.areas, strict=True)
    )
    knock_outs = sum(line.mandatory for line in profile.requirements)
    return ProfileSummary(areas, len(asked), knock_outs, check(profile))


def _keep(
    kit: Kit, actor: Actor, command: PickProfile | UploadProfile | EditProfile, profile: RequiredProfile, text: str
) -> RequiredProfile:
    with kit.database.writing():
        draft = tender_for(kit, actor, command.tender, Permission.TENDER_EDIT)
        lot = lot_of(draft, command.lot)
        tenders.change_lot(kit.database, lot.id, profile=text)
        save_draft(kit, actor, draft, command.version, f"profile of lot {lot.number}")
    return profile


def _counted(form: Form, profile: RequiredProfile, counting: Counting) -> RequiredProfile:
    number = _number(counting.min_respondents)
    if number is None or number.denominator != 1 or not 1 <= number <= MOST_RESPONDENTS:
        expected = f"expected a whole number from 1 to {MOST_RESPONDENTS}"
        form.note("method.min_respondents", "is no number of respondents", expected)
        number = Fraction(1)
    evidence = _one_of(form, "profile.evidence", counting.evidence, EVIDENCE)
    use = _one_of(form, "profile.use", counting.use, USES)
    if unknown := [area for area in counting.may_be_na if area not in profile.model.area_by_id]:
        form.note("profile.may_be_na", f"{unknown[0][:40]} is no area of the model", "expected areas of it")
    return replace(
        profile,
        method=replace(profile.method, min_respondents=int(number)),
        evidence=evidence,
        use=use,
        may_be_na=frozenset(counting.may_be_na) & frozenset(profile.model.area_by_id),
    )


def _one_of(form: Form, path: str, typed: str, known: Sequence[Chosen]) -> Chosen:
    """The value that was chosen; the first one where it is none of those, which is noted."""
    if found := next((value for value in known if value == typed), None):
        return found
    form.note(path, "is not known", f"expected {' or '.join(known)}")
    return known[0]


def _requirement(form: Form, line: Line, profile: RequiredProfile) -> Requirement:
    path = f"area.{line.area}"
    why = form.text(f"{path}.why", line.why, longest=2000)
    weight = _number(line.weight)
    if weight is None or weight <= 0:
        form.note(f"{path}.weight", "is no weight", "expected a number above 0")
    number = _number(line.required)
    target = number if number is not None else line.required.strip()
    if isinstance(target, str) and target not in [rating.id for rating in profile.model.ratings[1:]]:
        form.note(f"{path}.required", "is no target", "expected a rating or a number")
    return Requirement(line.area, target, weight or Fraction(1), line.mandatory, why)


def _number(text: str) -> Fraction | None:
    """The decimal that was typed, with a comma or a point; None when it is none."""
    typed = text.strip().replace(",", ".")
    try:
        value = Decimal(typed) if len(typed) <= 30 else Decimal("NaN")
    except InvalidOperation:
        return None
    return Fraction(value) if value.is_finite() and abs(value.adjusted()) < 20 else None
