"""The questionnaire of a required profile as a workbook: for staff who answer away from the browser.

A sheet for the company, then one long sheet for each respondent: everyone answers alone, top to bottom, in one place
that can be filtered, printed and searched. The same profile gives the same bytes.
"""

from __future__ import annotations

import io
from collections.abc import Iterator
from datetime import datetime
from typing import TYPE_CHECKING

from appraisal.core.profile import RequiredProfile
from appraisal.core.reference_model import ProcessArea
from appraisal.exchange.response_xlsx import (
    ANSWER,
    ANSWERS,
    COMMENT,
    COMPANY_MARK,
    ENTRY,
    EVIDENCE,
    FOURTH,
    GUIDE,
    ID,
    LABEL,
    MY_AREA,
    NOT_MY_AREA,
    NUMBER,
    QUESTION,
    RESPONDENT_MARK,
    SECOND,
    THIRD,
)
from appraisal.exchange.workbook_looks import Looks, lock, one_of, plain, row_height, set_columns

if TYPE_CHECKING:
    from xlsxwriter.worksheet import Worksheet

FEWEST_RESPONDENTS = 3
"""Respondents' sheets that are there at least; empty ones are ignored when the workbook is read."""
EVIDENCE_ITEMS = 30
COMMITMENTS = 10
LONGEST_CHOICES = 255
"""Characters that the choices of a cell may have together, commas included."""
_WIDTHS = {NUMBER: 11, QUESTION: 60, GUIDE: 44, ANSWER: 22, COMMENT: 44, EVIDENCE: 12}
"""Columns of a respondent's sheet, in widths of a digit; texts of 10 points get about as many letters on a line."""
_INSTRUCTION_WIDTH = 100
_HEAD = 5
"""The row of a respondent's sheet with the headings; what is above and it stay in sight."""
_CREATED = datetime(2000, 1, 1)

_INSTRUCTIONS = (
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


def questionnaire_xlsx(profile: RequiredProfile) -> bytes:
    """An empty workbook to answer a profile's questions in; `response_from_xlsx` reads it back."""
    from xlsxwriter import Workbook

    target = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    with Workbook(target, options) as book:
        book.set_properties({"title": plain(profile.title), "created": _CREATED})
        looks = Looks(book)
        _instructions(book.add_worksheet("Read me"), looks, profile)
        _company(book.add_worksheet("Company"), looks, profile)
        for number in range(max(profile.method.min_respondents, FEWEST_RESPONDENTS)):
            _respondent(book.add_worksheet(f"Respondent {number + 1}"), looks, profile)
    return target.getvalue()


def _instructions(sheet: Worksheet, looks: Looks, profile: RequiredProfile) -> None:
    sheet.set_column(0, 0, 4)
    sheet.set_column(1, 1, _INSTRUCTION_WIDTH)
    sheet.hide_gridlines(2)
    sheet.write_string(0, 1, plain(profile.title), looks.title)
    sheet.write_string(1, 1, plain(profile.service), looks.soft)
    for number, text in enumerate(_INSTRUCTIONS, start=1):
        sheet.set_row(number + 2, row_height({_INSTRUCTION_WIDTH: text}))
        sheet.write_number(number + 2, 0, number, looks.fixed)
        sheet.write_string(number + 2, 1, text, looks.fixed)
    sheet.protect()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)


def _company(sheet: Worksheet, looks: Looks, profile: RequiredProfile) -> None:
    set_columns(sheet, {LABEL: 18, ENTRY: 50, SECOND: 60, THIRD: 40, FOURTH: 30}, looks)
    sheet.write_string(0, ID - 1, COMPANY_MARK)
    sheet.write_string(0, LABEL - 1, "Company", looks.title)
    _subject(sheet, looks, profile, 1, LABEL)
    asked = (
        (
            "supplier.id",
            "Short name",
            "Letters, digits and hyphens, such as northwind; the buyer may have given you one.",
        ),
        ("supplier.name", "Company name", "As it is to stand in the report."),
        ("scope.unit", "Unit", "The part of your organisation that the answers describe."),
        ("scope.sites", "Sites", "Where that part works; a semicolon between sites."),
        ("scope.period", "Period", "The time that the answers describe, such as 2026."),
    )
    for row, (name, label, help_text) in enumerate(asked, start=4):
        sheet.set_row(row, row_height({}))
        sheet.write_string(row, ID - 1, name)
        sheet.write_string(row, LABEL - 1, label, looks.fixed)
        sheet.write_blank(row, ENTRY - 1, None, looks.entry)
        sheet.write_string(row, SECOND - 1, help_text, looks.soft)
    head = 10
    for column, text in ((LABEL, "Evidence"), (ENTRY, "Title"), (SECOND, "Link, if any"), (THIRD, "SHA-256, if any")):
        sheet.write_string(head, column - 1, text, looks.heading)
    for number in range(1, EVIDENCE_ITEMS + 1):
        sheet.write_string(head + number, ID - 1, f"evidence:e{number}")
        sheet.write_string(head + number, LABEL - 1, f"e{number}", looks.fixed)
        for column in (ENTRY, SECOND, THIRD):
            sheet.write_blank(head + number, column - 1, None, looks.entry)
    _commitments(sheet, looks, profile, head + EVIDENCE_ITEMS + 2)
    lock(sheet)


def _commitments(sheet: Worksheet, looks: Looks, profile: RequiredProfile, head: int) -> None:
    """Rows for what the company will improve, one a commitment, under their headings."""
    titles = ("Improvement", "What you will do", "Area", "By, such as 2027-06-30", "Questions, if not all")
    for column, text in zip((LABEL, ENTRY, SECOND, THIRD, FOURTH), titles, strict=True):
        sheet.write_string(head, column - 1, text, looks.heading)
    areas = [area.id for area in profile.areas]
    for number in range(1, COMMITMENTS + 1):
        row = head + number
        sheet.write_string(row, ID - 1, f"commitment:c{number}")
        sheet.write_string(row, LABEL - 1, f"c{number}", looks.fixed)
        for column in (ENTRY, SECOND, THIRD, FOURTH):
            sheet.write_blank(row, column - 1, None, looks.entry)
        if len(",".join(areas)) <= LONGEST_CHOICES:
            sheet.data_validation(row, SECOND - 1, row, SECOND - 1, one_of(*areas))


def _respondent(sheet: Worksheet, looks: Looks, profile: RequiredProfile) -> None:
    set_columns(sheet, _WIDTHS, looks)
    rows = list(_rows(profile))
    last = _HEAD + len(rows)
    sheet.write_string(0, ID - 1, RESPONDENT_MARK)
    sheet.write_string(0, NUMBER - 1, plain(profile.title), looks.title)
    _subject(sheet, looks, profile, 1, NUMBER)
    sheet.write_string(3, ID - 1, "role")
    sheet.write_string(3, NUMBER - 1, "Your role", looks.area)
    sheet.write_blank(3, ENTRY - 1, None, looks.entry)
    answers = f"$E${_HEAD + 1}:$E${last}"
    counted = "+".join(f'COUNTIF({answers},"{label}")' for label in ANSWERS)
    sheet.write_formula(
        3,
        ANSWER - 1,
        f'={counted}&" of {len(profile.asked)} answered"',
        looks.soft,
        f"0 of {len(profile.asked)} answered",
    )
    heads = ("", "Number", "Question", "When yes is right", "Answer", "Comment", "Evidence")
    for column, text in enumerate(heads):
        sheet.write_string(_HEAD - 1, column, text, looks.heading)
    for row, (name, *texts) in enumerate(rows, start=_HEAD):
        _row(sheet, looks, row, name, texts)
    sheet.conditional_format(_HEAD, ANSWER - 1, last - 1, ANSWER - 1, {"type": "blanks", "format": looks.missing})
    sheet.autofilter(_HEAD - 1, 0, last - 1, EVIDENCE - 1)
    sheet.freeze_panes(_HEAD, 0)
    sheet.repeat_rows(_HEAD - 1)
    lock(sheet)


def _rows(profile: RequiredProfile) -> Iterator[tuple[str, str, str, str]]:
    """Each area's line and the lines of its asked questions: id, number, text, guide."""
    for area in profile.areas:
        yield f"area:{area.id}", area.id, f"{area.name}: {area.purpose}", _also_called(area)
        for _, question in area.questions():
            if question.id in profile.asked:
                yield question.id, question.id, question.text, question.guide or ""


def _row(sheet: Worksheet, looks: Looks, row: int, name: str, texts: list[str]) -> None:
    is_area = name.startswith("area:")
    number, text, guide = texts
    sheet.set_row(
        row, row_height({_WIDTHS[QUESTION] * 0.9 if is_area else _WIDTHS[QUESTION]: text, _WIDTHS[GUIDE]: guide})
    )
    sheet.write_string(row, ID - 1, name)
    for column, fixed in ((NUMBER, number), (QUESTION, text), (GUIDE, guide)):
        look = looks.area if is_area else looks.soft if column == GUIDE else looks.fixed
        sheet.write_string(row, column - 1, plain(fixed), look)
    if is_area:
        sheet.write_string(row, ANSWER - 1, MY_AREA, looks.choice)
        sheet.data_validation(row, ANSWER - 1, row, ANSWER - 1, one_of(MY_AREA, NOT_MY_AREA))
        for column in (COMMENT, EVIDENCE):
            sheet.write_blank(row, column - 1, None, looks.area)
    else:
        sheet.data_validation(row, ANSWER - 1, row, ANSWER - 1, one_of(*ANSWERS))
        for column in (ANSWER, COMMENT, EVIDENCE):
            sheet.write_blank(row, column - 1, None, looks.entry)


def _subject(sheet: Worksheet, looks: Looks, profile: RequiredProfile, row: int, column: int) -> None:
    for at, (name, label, value) in enumerate(
        (("profile", "Profile", profile.id), ("model", "Model", profile.model.id)), start=row
    ):
        sheet.write_string(at, ID - 1, name)
        sheet.write_string(at, column - 1, label, looks.soft)
        sheet.write_string(at, ENTRY - 1, plain(value), looks.soft)


def _also_called(area: ProcessArea) -> str:
    return f"In ITIL: {', '.join(area.itil)}" if area.itil else ""
