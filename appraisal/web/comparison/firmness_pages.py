"""The eight checks of a ranking with their figures."""

from __future__ import annotations

from dataclasses import dataclass

from appraisal.web.parts import View


@dataclass(frozen=True, slots=True)
class Table:
    """Figures in rows and columns: `heads` as (words, is a figure); the first cell of a row names it."""

    caption: str
    heads: tuple[tuple[str, bool], ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class CheckBlock:
    """One of the eight checks: what it looks at, what it found, and its figures."""

    id: str
    heading: str
    about: str
    says: str
    tables: tuple[Table, ...] = ()


@dataclass(frozen=True, kw_only=True)
class FirmnessPage(View):
    """The eight checks of a ranking (comparison/firmness.html)."""

    checks: tuple[CheckBlock, ...]
    digest: str
    back: str
