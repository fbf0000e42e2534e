"""The questionnaire as it is shown: questions with the four answers, and the page of one process area."""

from __future__ import annotations

from dataclasses import dataclass

from appraisal.web.parts import Fact, Moment, View

MEANINGS = (
    ("Yes", "It is done this way now, for the services like this one, and you could show it."),
    ("No", "It is not done, or only planned."),
    ("Does not apply", "You have no work of this kind. Here it counts as “Don’t know”; add a comment that tells why."),
    ("Don’t know", "Outside your view. A colleague’s answer can fill it."),
)
MEANINGS_MAY_BE_NA = (
    *MEANINGS[:2],
    (
        "Does not apply",
        "You have no work of this kind. It counts when every respondent says so to every question of this area.",
    ),
    MEANINGS[3],
)


@dataclass(frozen=True, slots=True)
class EvidenceLine:
    """A file or link named as evidence; `note` is its size or address, `href` where it can be read."""

    id: str
    name: str
    href: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class QuestionField:
    """One question with what was answered; `answer` is yes, no, na, dk or empty."""

    id: str
    number: int
    text: str
    answer: str = ""
    comment: str = ""
    evidence: tuple[EvidenceLine, ...] = ()
    guide: str = ""
    error: str = ""
    upload_error: str = ""
    carried: bool = False


@dataclass(frozen=True, slots=True)
class QuestionGroup:
    """The questions of one group of the model under its heading."""

    heading: str
    questions: tuple[QuestionField, ...]


@dataclass(frozen=True, kw_only=True)
class AreaPage(View):
    """One process area of the questionnaire for one respondent (supplier/area.html).

    `files` are the team's files and links as (id, name); `finished` is yes, no or empty; `revision` is the state of
    the answers that the page was made from, `key` names this very page among others of the same person.
    """

    deadline: Moment
    groups: tuple[QuestionGroup, ...]
    meanings: tuple[tuple[str, str], ...] = MEANINGS
    files: tuple[tuple[str, str], ...] = ()
    upload: str = "up to 25 MB"
    finished: str = ""
    finished_error: str = ""
    revision: str = ""
    key: str = ""
    saved: str = ""
    progress: str = ""
    asks: Fact | None = None
    answers_as: Fact | None = None
    without_evidence: tuple[tuple[str, int], ...] = ()
    back: str = ""
    closed: str = ""
