"""The report on how a lot was evaluated and decided, section by section, and the passages blacked out of it.

Its contents follow what Directive 2014/24/EU, Article 84, asks of the individual report on a procedure.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from appraisal.core.errors import InvalidInput, Problem

BLACK = "█"
"""What stands for each letter of a blacked-out passage; blanks and line ends stay."""


@dataclass(frozen=True, slots=True)
class Section:
    """One section. `typed` is written by an officer, the others come from the record; a needed one is never empty."""

    id: str
    title: str
    text: str
    needed: bool = True
    typed: bool = False
    hint: str = ""


@dataclass(frozen=True, slots=True)
class Passage:
    """A passage of a section by its first letter and the one after its last, and the ground for blacking it out."""

    section: str
    start: int
    end: int
    ground: str


@dataclass(frozen=True, slots=True)
class EvaluationReport:
    """The whole report as it was closed; `digest` covers its document, `number` counts its closed versions from 1."""

    reference: str
    title: str
    buyer: str
    lot: int
    lot_title: str
    closed: str
    closed_by: str
    comparison: str
    number: int
    digest: str
    sections: tuple[Section, ...]
    redactions: tuple[Passage, ...] = ()
    full_digest: str = ""
    """The digest of the whole report, where this is a redacted version of it."""
    head: str = ""
    """The journal's head when it was closed, or redacted; not part of what the digest covers."""


def empty_sections(sections: Iterable[Section]) -> list[Problem]:
    """Every needed section that is empty: while there is one, the report is not closed."""
    return [
        Problem(section.id, f"“{section.title}” is empty", "expected a text, or why it does not apply")
        for section in sections
        if section.needed and not section.text.strip()
    ]


def passage_of(sections: Sequence[Section], section_id: str, quote: str, ground: str, path: str) -> Passage:
    """The one place of a section where a quoted passage stands.

    Raises:
        InvalidInput: there is no such section, the passage does not stand there exactly once, or no ground is given.
    """
    section = next((one for one in sections if one.id == section_id), None)
    problems = []
    if section is None:
        problems.append(Problem(f"{path}.section", "is not a section of the report", "expected one of its sections"))
    elif not quote.strip() or section.text.count(quote) != 1:
        times = section.text.count(quote) if quote.strip() else 0
        wrong = f"stands {times} times in “{section.title}”" if times else f"does not stand in “{section.title}”"
        problems.append(Problem(f"{path}.quote", wrong, "expected a passage that stands there once, letter by letter"))
    if not ground.strip():
        problems.append(Problem(f"{path}.ground", "is empty", "expected the ground for blacking it out"))
    if problems or section is None:
        raise InvalidInput("", problems)
    start = section.text.index(quote)
    return Passage(section_id, start, start + len(quote), ground.strip())


def blacked_out(report: EvaluationReport, passages: Sequence[Passage], digest: str) -> EvaluationReport:
    """The report with the passages blacked out, each followed by the number of its ground in order.

    >>> section = Section("x", "X", "Dovre pays 12 euro.")
    >>> report = EvaluationReport("", "", "", 1, "", "", "", "", 1, "d", (section,))
    >>> blacked_out(report, [Passage("x", 11, 13, "Commercial interest")], "e").sections[0].text
    'Dovre pays ██ [1] euro.'
    """
    numbered = list(enumerate(passages, 1))
    sections = tuple(
        replace(section, text=_blacked(section.text, [(n, one) for n, one in numbered if one.section == section.id]))
        for section in report.sections
    )
    return replace(report, sections=sections, redactions=tuple(passages), digest=digest, full_digest=report.digest)


def _blacked(text: str, passages: Sequence[tuple[int, Passage]]) -> str:
    """From the end of the text on, so that places before stay right; overlapping passages are blacked out alike."""
    for number, one in sorted(passages, key=lambda each: (-each[1].start, each[0])):
        hidden = "".join(letter if letter.isspace() else BLACK for letter in text[one.start : one.end])
        text = f"{text[: one.start]}{hidden} [{number}]{text[one.end :]}"
    return text


def overlaps(passages: Sequence[Passage]) -> bool:
    """Whether two passages of a section share a letter."""
    ordered = sorted(passages, key=lambda one: (one.section, one.start))
    return any(first.section == second.section and second.start < first.end for first, second in pairwise(ordered))
