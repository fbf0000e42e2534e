"""The questionnaire as forms to fill in: which texts stand fixed in which row and column, and what is to be typed.

Written by `questionnaire_xlsx` and recognised again by `filled_form`, so that both mean the same.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from appraisal.core.profile import RequiredProfile
from appraisal.core.reference_model import ProcessArea
from appraisal.exchange.response_json import FORMAT

COMPANY_MARK = f"{FORMAT} company"
RESPONDENT_MARK = f"{FORMAT} respondent"
ID, LABEL, ENTRY, SECOND, THIRD, FOURTH = 1, 2, 3, 4, 5, 6
"""Columns of the company's sheet.

An evidence item has its title, link and SHA-256 from `ENTRY` on; a commitment what will be done, area, day, questions.
"""
NUMBER, QUESTION, GUIDE, ANSWER, COMMENT, EVIDENCE = 2, 3, 4, 5, 6, 7
"""Columns of a respondent's sheet beside the id; the respondent's role stands in `ENTRY`."""
ANSWERS: Mapping[str, str] = {"Yes": "yes", "No": "no", "Does not apply": "na", "Don't know": "dk"}
"""The answers as the drop-down offers them; the words of the format are taken too."""
MY_AREA, NOT_MY_AREA = "I answer for this area", "Not my area"
EVIDENCE_ITEMS = 30
COMMITMENTS = 10

INSTRUCTIONS = (
    "Fill in the sheet “Company” once: who you are, and which part of your organisation the answers describe.",
    "Give each respondent a sheet of their own. Respondents answer alone; differences between them are wanted. "
    "For more respondents, copy a sheet inside this workbook; leave sheets that nobody needs empty.",
    "Choose an answer for each question. Yes: it is so, as a rule, today. No: it is not, or only planned. "
    "Does not apply: there is nothing of the kind here. Don't know: say so; it is an answer, a blank is not.",
    "Areas that are not a respondent's own: choose “Not my area” on the area's line, and leave its questions blank.",
    "List evidence on the sheet “Company” and name it beside the answers by its number, such as e1, e4.",
    "If you commit to improvements, say on the sheet “Company” what you will do in which area by which day, and "
    "which questions, such as SRI-Q2, can then be answered with yes. You may leave this out.",
    "Send the workbook back as it is, as .xlsx. Sheets may be renamed and moved; rows and columns are locked.",
)
"""What the first sheet says. A text that is changed stays known as one of `FORMER`: workbooks come back for weeks."""
FORMER: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Line:
    """A row of a form.

    Attributes:
        id: what the row is known by, in the hidden column.
        fixed: the texts that stand in it, by column.
        entries: the columns to type in.
        shown: the columns in which the workbook shows something by a formula.
        claims: how many of id, label and text must be there and agree for the row to be known.
    """

    id: str
    fixed: Mapping[int, str]
    entries: tuple[int, ...] = ()
    shown: tuple[int, ...] = ()
    claims: int = 1


@dataclass(frozen=True, slots=True)
class Table:
    """Rows under headings; the headings by column."""

    headings: Mapping[int, str]
    lines: tuple[Line, ...]


@dataclass(frozen=True)
class Form:
    """A sheet to fill in, from top to bottom.

    Attributes:
        mark: what says in the first cell what the sheet is.
        title: what stands above all else.
        head: the rows above the first table; in them the columns are those of that table.
        foot: the rows below the last one.
        known: rows that this form does not show but others of the same model may.
        grows: the beginnings of ids whose rows may go on with higher numbers than the form has.
    """

    mark: str
    title: str
    head: tuple[Line, ...]
    tables: tuple[Table, ...]
    foot: tuple[Line, ...] = ()
    known: tuple[Line, ...] = ()
    grows: Mapping[str, Line] = field(default_factory=dict)

    @cached_property
    def lines(self) -> Mapping[str, Line]:
        """Every row by its id."""
        inside = (line for table in self.tables for line in table.lines)
        return {line.id: line for line in (*self.known, *self.head, *inside, *self.foot)}


def company_form(profile: RequiredProfile) -> Form:
    """The sheet that the company fills in once."""
    short = "Letters, digits and hyphens, such as northwind; the buyer may have given you one."
    asked = (
        ("supplier.id", "Short name", short),
        ("supplier.name", "Company name", "As it is to stand in the report."),
        ("scope.unit", "Unit", "The part of your organisation that the answers describe."),
        ("scope.sites", "Sites", "Where that part works; a semicolon between sites."),
        ("scope.period", "Period", "The time that the answers describe, such as 2026."),
    )  # fmt: skip
    head = [Line(name, {LABEL: label, SECOND: guide}, (ENTRY,)) for name, label, guide in asked]
    evidence = Table(
        {LABEL: "Evidence", ENTRY: "Title", SECOND: "Link, if any", THIRD: "SHA-256, if any"},
        tuple(evidence_line(number) for number in range(1, EVIDENCE_ITEMS + 1)),
    )
    commitments = Table(
        {
            LABEL: "Improvement",
            ENTRY: "What you will do",
            SECOND: "Area",
            THIRD: "By, such as 2027-06-30",
            FOURTH: "Questions, if not all",
        },
        tuple(commitment_line(number) for number in range(1, COMMITMENTS + 1)),
    )
    grows = {"evidence:e": evidence_line(0), "commitment:c": commitment_line(0)}
    return Form(COMPANY_MARK, "Company", (*_subject(), *head), (evidence, commitments), grows=grows)


def evidence_line(number: int) -> Line:
    """The row of an item of evidence."""
    return Line(f"evidence:e{number}", {LABEL: f"e{number}"}, (ENTRY, SECOND, THIRD))


def commitment_line(number: int) -> Line:
    """The row of a commitment."""
    return Line(f"commitment:c{number}", {LABEL: f"c{number}"}, (ENTRY, SECOND, THIRD, FOURTH))


def respondent_form(profile: RequiredProfile) -> Form:
    """The sheet that each respondent fills in alone."""
    role = Line("role", {NUMBER: "Your role"}, (ENTRY,), (ANSWER,))
    headings = ("Number", "Question", "When yes is right", "Answer", "Comment", "Evidence")
    asked = tuple(_asked(profile))
    shown = {line.id for line in asked}
    foot = (
        Line("supplier.id", {NUMBER: "Short name"}, (ENTRY,)),
        Line("supplier.name", {NUMBER: "Company name"}, (ENTRY,)),
    )
    return Form(
        RESPONDENT_MARK,
        profile.title,
        (*_subject(), role),
        (Table(dict(enumerate(headings, start=NUMBER)), asked),),
        foot,
        tuple(line for area in profile.model.areas for line in _lines(area) if line.id not in shown),
    )  # fmt: skip


def _subject() -> tuple[Line, ...]:
    return Line("profile", {LABEL: "Profile"}, (ENTRY,)), Line("model", {LABEL: "Model"}, (ENTRY,))


def _asked(profile: RequiredProfile) -> Iterator[Line]:
    """Each area's line and the lines of its asked questions."""
    for area in profile.areas:
        heading, *questions = _lines(area)
        yield heading
        yield from (line for line in questions if line.id in profile.asked)


def _lines(area: ProcessArea) -> Iterator[Line]:
    """The area's line and those of all its questions."""
    called = f"In ITIL: {', '.join(area.itil)}" if area.itil else ""
    fixed = {NUMBER: area.id, QUESTION: f"{area.name}: {area.purpose}", GUIDE: called}
    yield Line(f"area:{area.id}", fixed, (ANSWER,), claims=2)
    for _, question in area.questions():
        texts = {NUMBER: question.id, QUESTION: question.text, GUIDE: question.guide or ""}
        yield Line(question.id, texts, (ANSWER, COMMENT, EVIDENCE), claims=2)
