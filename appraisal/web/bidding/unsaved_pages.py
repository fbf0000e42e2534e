"""What was typed into an area and not saved: beside what another window saved, or to copy when it came too late."""

from __future__ import annotations

from dataclasses import dataclass

from appraisal.web.parts import View


@dataclass(frozen=True, slots=True)
class StaleQuestion:
    """A question that was saved from two windows, in both versions."""

    id: str
    label: str
    mine: str
    mine_comment: str
    stored: str
    stored_comment: str


@dataclass(frozen=True, kw_only=True)
class StalePage(View):
    """Two versions of a section side by side, to choose from (supplier/stale.html); `keep` is all that was typed."""

    questions: tuple[StaleQuestion, ...]
    keep: tuple[tuple[str, str], ...]
    revision: str
    saved: str
    post: str
    discard: str


@dataclass(frozen=True, slots=True)
class LateAnswer:
    """One question with what was typed for it after the last moment, as (label, text)."""

    label: str
    text: str
    typed: tuple[tuple[str, str], ...]


@dataclass(frozen=True, kw_only=True)
class LatePage(View):
    """What was typed into an area and came too late (supplier/late.html); `saved` is what is kept of it."""

    answers: tuple[LateAnswer, ...]
    saved: str
    back: str
