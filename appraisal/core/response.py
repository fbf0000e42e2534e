"""A bid's response: what its respondents answered, the evidence they named, and what evaluators found."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Literal

AnswerValue = Literal["yes", "no", "na", "dk"]
FindingValue = Literal["F", "L", "P", "N", "NA"]


@dataclass(frozen=True, slots=True)
class Supplier:
    """A bidder, by the id that files use and the name that people read."""

    id: str
    name: str


@dataclass(frozen=True, slots=True)
class EvidenceItem:
    """Something that a supplier offers as evidence; `sha256` is 64 lower-case hexadecimal digits."""

    id: str
    title: str
    uri: str | None = None
    sha256: str | None = None


@dataclass(frozen=True, slots=True)
class Answer:
    """One respondent's answer to one question, with the ids of the evidence named for it."""

    value: AnswerValue
    comment: str = ""
    evidence: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Respondent:
    """A member of the supplier's staff; `areas` is the scope (None: every area), `answers` go by question id."""

    id: str
    role: str
    answers: Mapping[str, Answer]
    areas: frozenset[str] | None = None

    def covers(self, area: str) -> bool:
        """Whether the respondent's scope holds the area."""
        return self.areas is None or area in self.areas


@dataclass(frozen=True, slots=True)
class Scope:
    """Which part of the supplier's organisation the answers describe."""

    unit: str = ""
    sites: tuple[str, ...] = ()
    period: str = ""


@dataclass(frozen=True, slots=True)
class Commitment:
    """An improvement that the supplier commits to: what it will do in an area, and from which day the answers are yes.

    `questions` are those that the commitment is about; none: every question of the area that the profile asks.
    """

    id: str
    area: str
    by: date
    text: str
    questions: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Response:
    """Everything one supplier declared and commits to; the digest is that of the file's canonical JSON."""

    supplier: Supplier
    model: str
    respondents: tuple[Respondent, ...]
    evidence: tuple[EvidenceItem, ...] = ()
    profile: str | None = None
    scope: Scope | None = None
    digest: str = field(default="", compare=False)
    commitments: tuple[Commitment, ...] = ()


@dataclass(frozen=True, slots=True)
class Finding:
    """An evaluator's consensus on one question: fully, largely, partially, not, or not applicable, and why."""

    value: FindingValue
    reason: str
    evidence: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Findings:
    """The findings on one supplier, by question id; the digest is that of the file's canonical JSON."""

    supplier: str
    findings: Mapping[str, Finding]
    digest: str = field(default="", compare=False)
