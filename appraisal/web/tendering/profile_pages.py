"""The required profile of a lot: as a form with its live summary, and as the questionnaire that suppliers will meet."""

from __future__ import annotations

from dataclasses import dataclass

from appraisal.web.machine.form import Form
from appraisal.web.parts import View


@dataclass(frozen=True, slots=True)
class RequirementLine:
    """One required area in the editor; `share` in words ("12.0 %"), `bar` relative to the heaviest area ("75%")."""

    id: str
    name: str
    target: str
    number: str
    weight: str
    share: str
    bar: str
    knock_out: bool
    why: str
    errors: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class RequirementLevel:
    """The required areas of one level, and those that can be added as (id, name)."""

    level: int
    heading: str
    share: str
    lines: tuple[RequirementLine, ...]
    others: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Caution:
    """Something to look at before publishing."""

    words: str


@dataclass(frozen=True, kw_only=True)
class ProfilePage(View):
    """The required profile of a lot as a form with its live summary (buyer/profile.html)."""

    form: Form
    levels: tuple[RequirementLevel, ...]
    targets: tuple[tuple[str, str], ...]
    knock_outs: tuple[str, ...]
    areas: int
    questions: int
    minutes: str
    heaviest: str
    warnings: tuple[Caution, ...]
    saved: str
    version: int
    post: str
    settings: str
    upload: str
    download: str
    preview: str
    added: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class PreviewArea:
    """One area of the questionnaire as suppliers will meet it."""

    name: str
    level: str
    asks: str
    why: str
    purpose: str
    questions: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class PreviewPage(View):
    """What suppliers will be asked (buyer/preview.html)."""

    areas: tuple[PreviewArea, ...]
    download: str
    back: str
