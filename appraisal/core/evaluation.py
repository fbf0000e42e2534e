"""What an evaluator's finding is made of: its five values, what its reason cites, and how a reason should measure."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from string import ascii_uppercase

from appraisal.core.comparison import QuestionResult
from appraisal.core.errors import Problem
from appraisal.core.response import FindingValue, Response
from appraisal.core.shares import FINDING_SHARE

VALUES: tuple[FindingValue, ...] = ("F", "L", "P", "N", "NA")

MEANINGS: Mapping[FindingValue, tuple[str, str]] = {
    "F": ("Fully", "done everywhere, shown by evidence"),
    "L": ("Largely", "done, with weaknesses that do not undo it"),
    "P": ("Partially", "done in places, or evidence is thin"),
    "N": ("Not", "not done, or nothing shown"),
    "NA": ("Does not apply", "no work of this kind in this lot"),
}
"""Each value in a word, and what it means."""

_CITED = re.compile(r"\b([ERC]\d{1,4})\b", re.IGNORECASE)
_COMPARES = re.compile(
    r"\b(?:(?:better|worse|stronger|weaker|more|less|higher|lower) than (?:the |any |all )?"
    r"(?:other|others|bidder|bidders|competitor|competitors|rest|all)\b"
    r"|(?:the )?(?:best|worst|strongest|weakest) (?:of|among|bid|bidder|offer|supplier|answer)\b"
    r"|(?:the )?(?:strongest|weakest)\b"
    r"|(?:better|worse|stronger|weaker) than\b"
    r"|(?:compared (?:to|with)|unlike|like) (?:the )?(?:other|others|bidder|competitor)"
    r"|(?:other|others|another|all other) (?:bidder|supplier|bid)s?\b)",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class OwnFinding:
    """One evaluator's finding on one question as far as it is made; `nothing_offered` says that none was offered."""

    value: FindingValue | None = None
    reason: str = ""
    nothing_offered: bool = False


def citable(response: Response, clarifications: Iterable[int] = ()) -> frozenset[str]:
    """What a reason can cite, in capitals: evidence (E1), respondents (R1), answers to a bidder question (C1)."""
    named = [item.id for item in response.evidence] + [respondent.id for respondent in response.respondents]
    return frozenset(each.upper() for each in named) | {f"C{number}" for number in clarifications}


def cited(reason: str, known: frozenset[str]) -> tuple[str, ...]:
    """The items among the known that a reason cites, in the order in which it does.

    >>> cited("E1 lists 31 problems; e2 follows it, E9 is not there (R1).", frozenset({"E1", "E2", "R1"}))
    ('E1', 'E2', 'R1')
    """
    found = (match[1].upper() for match in _CITED.finditer(reason))
    return tuple(dict.fromkeys(each for each in found if each in known))


def compares(reason: str) -> str:
    """The words in which a reason compares with other bidders, or nothing: reasons measure against the requirement.

    >>> compares("The register is better than the others have.")
    'better than the others'
    >>> compares("26 of 31 have a decision.")
    ''
    """
    found = _COMPARES.search(reason)
    return found[0] if found else ""


def finding_problems(own: OwnFinding, known: frozenset[str], path: str = "") -> list[Problem]:
    """What keeps a finding from being whole: no value, no reason, or one that cites nothing."""
    at = f"{path}." if path else ""
    problems = []
    if own.value is None:
        problems.append(Problem(f"{at}finding", "is not chosen", "expected F, L, P, N or NA"))
    if not own.reason.strip():
        problems.append(Problem(f"{at}reason", "is empty", "expected why, in a sentence"))
    elif not own.nothing_offered and not cited(own.reason, known):
        expected = "expected an evidence item (E1) or an answer (R1), or that none was offered"
        problems.append(Problem(f"{at}reason", "cites nothing that was offered", expected))
    return problems


def improves_claim(value: FindingValue, claim: QuestionResult) -> bool:
    """Whether a finding says more than the claim's best reading: no answer to a bidder question may lead to that."""
    point = FINDING_SHARE.get(value)
    if point is None:
        return False
    return point > (Fraction(0) if claim.share is None else claim.share.high)


def letter(place: int) -> str:
    """The label of a bid by its place from 0: A to Z, then AA, AB and on.

    >>> letter(0), letter(25), letter(26), letter(27)
    ('A', 'Z', 'AA', 'AB')
    """
    text = ""
    place += 1
    while place:
        place, rest = divmod(place - 1, 26)
        text = ascii_uppercase[rest] + text
    return text
