"""The page on which a tender's dossier is built."""

from __future__ import annotations

from dataclasses import dataclass

from appraisal.web.machine.form import Form
from appraisal.web.parts import Fact, Moment, View


@dataclass(frozen=True, slots=True)
class BuiltLine:
    """A dossier that was built: when, by whom, what it is, and its digest."""

    moment: Moment
    who: str
    what: str
    digest: str


@dataclass(frozen=True, kw_only=True)
class DossierPage(View):
    """The dossier of a tender (buyer/dossier.html); `post` is empty while none can be built, `waits` then says why."""

    form: Form
    post: str
    waits: str
    facts: tuple[Fact, ...]
    built: tuple[BuiltLine, ...]
