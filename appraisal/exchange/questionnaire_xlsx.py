"""The questionnaire of a required profile as a workbook: for staff who answer away from the browser.

A sheet for the company, then one long sheet for each respondent: everyone answers alone, top to bottom, in one place
that can be filtered, printed and searched. The same profile gives the same bytes.
"""

from __future__ import annotations

import io
from datetime import datetime
from typing import TYPE_CHECKING

from appraisal.core.profile import RequiredProfile
from appraisal.exchange.questionnaire_form import (
    ANSWER,
    ANSWERS,
    COMMENT,
    ENTRY,
    EVIDENCE,
    FOURTH,
    GUIDE,
    ID,
    INSTRUCTIONS,
    LABEL,
    MY_AREA,
    NOT_MY_AREA,
    NUMBER,
    QUESTION,
    SECOND,
    THIRD,
    Form,
    Line,
    Table,
    company_form,
    respondent_form,
)
from appraisal.exchange.spreadsheet_text import plain
from appraisal.exchange.workbook_looks import Looks, lock, one_of, row_height, set_columns

if TYPE_CHECKING:
    from xlsxwriter.worksheet import Worksheet

FEWEST_RESPONDENTS = 3
"""Respondents' sheets that are there at least; empty ones are ignored when the workbook is read."""
LONGEST_CHOICES = 255
"""Characters that the choices of a cell may have together, commas included."""
_WIDTHS = {NUMBER: 11, QUESTION: 60, GUIDE: 44, ANSWER: 22, COMMENT: 44, EVIDENCE: 12}
"""Columns of a respondent's sheet, in widths of a digit; texts of 10 points get about as many letters on a line."""
_INSTRUCTION_WIDTH = 100
_HEAD = 5
"""The row of a respondent's sheet with the headings; what is above and it stay in sight."""
_CREATED = datetime(2000, 1, 1)


def questionnaire_xlsx(profile: RequiredProfile) -> bytes:
    """An empty workbook to answer a profile's questions in; `response_from_workbook` reads it back."""
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
    sheet.write_string(0, 1, plain(profile.title), looks.of(looks.title, profile.title))
    sheet.write_string(1, 1, plain(profile.service), looks.of(looks.soft, profile.service))
    for number, text in enumerate(INSTRUCTIONS, start=1):
        sheet.set_row(number + 2, row_height({_INSTRUCTION_WIDTH: text}))
        sheet.write_number(number + 2, 0, number, looks.fixed)
        sheet.write_string(number + 2, 1, text, looks.fixed)
    sheet.protect()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)


def _company(sheet: Worksheet, looks: Looks, profile: RequiredProfile) -> None:
    form = company_form(profile)
    set_columns(sheet, {LABEL: 18, ENTRY: 50, SECOND: 60, THIRD: 40, FOURTH: 30}, looks)
    sheet.write_string(0, ID - 1, form.mark)
    sheet.write_string(0, LABEL - 1, form.title, looks.title)
    _subject(sheet, looks, form, profile)
    for row, line in enumerate(form.head[2:], start=4):
        sheet.set_row(row, row_height({}))
        _line(sheet, looks, row, line)
    evidence, commitments = form.tables
    _table(sheet, looks, 10, evidence)
    at = 10 + len(evidence.lines) + 2
    _table(sheet, looks, at, commitments)
    areas = [area.id for area in profile.areas]
    if len(",".join(areas)) <= LONGEST_CHOICES:
        sheet.data_validation(at + 1, SECOND - 1, at + len(commitments.lines), SECOND - 1, one_of(*areas))
    lock(sheet)


def _table(sheet: Worksheet, looks: Looks, head: int, table: Table) -> None:
    """Rows to fill in under their headings."""
    for column, text in table.headings.items():
        sheet.write_string(head, column - 1, text, looks.heading)
    for row, line in enumerate(table.lines, start=head + 1):
        _line(sheet, looks, row, line)


def _line(sheet: Worksheet, looks: Looks, row: int, line: Line) -> None:
    sheet.write_string(row, ID - 1, line.id)
    for column, text in line.fixed.items():
        sheet.write_string(row, column - 1, text, looks.fixed if column == LABEL else looks.soft)
    for column in line.entries:
        sheet.write_blank(row, column - 1, None, looks.entry)


def _respondent(sheet: Worksheet, looks: Looks, profile: RequiredProfile) -> None:
    form = respondent_form(profile)
    (table,) = form.tables
    set_columns(sheet, _WIDTHS, looks)
    last = _HEAD + len(table.lines)
    sheet.write_string(0, ID - 1, form.mark)
    sheet.write_string(0, NUMBER - 1, plain(form.title), looks.of(looks.title, form.title))
    _subject(sheet, looks, form, profile)
    _role(sheet, looks, form.head[2], len(profile.asked), last)
    sheet.write_string(_HEAD - 1, ID - 1, "", looks.heading)
    for column, text in table.headings.items():
        sheet.write_string(_HEAD - 1, column - 1, text, looks.heading)
    for row, line in enumerate(table.lines, start=_HEAD):
        _row(sheet, looks, row, line)
    _foot(sheet, looks, form, last + 1)
    sheet.conditional_format(_HEAD, ANSWER - 1, last - 1, ANSWER - 1, {"type": "blanks", "format": looks.missing})
    sheet.autofilter(_HEAD - 1, 0, last - 1, EVIDENCE - 1)
    sheet.freeze_panes(_HEAD, 0)
    sheet.repeat_rows(_HEAD - 1)
    lock(sheet)


def _role(sheet: Worksheet, looks: Looks, line: Line, questions: int, last: int) -> None:
    """The respondent's role, and how many questions are answered."""
    sheet.write_string(3, ID - 1, line.id)
    sheet.write_string(3, NUMBER - 1, line.fixed[NUMBER], looks.area)
    sheet.write_blank(3, ENTRY - 1, None, looks.entry)
    answers = f"$E${_HEAD + 1}:$E${last}"
    counted = "+".join(f'COUNTIF({answers},"{label}")' for label in ANSWERS)
    shown = f"0 of {questions} answered"
    sheet.write_formula(3, ANSWER - 1, f'={counted}&" of {questions} answered"', looks.soft, shown)


def _foot(sheet: Worksheet, looks: Looks, form: Form, row: int) -> None:
    """Whose answers these are, taken from the company's sheet, for who prints this one or saves it alone."""
    for at, line in enumerate(form.foot):
        place = f"Company!$C${5 + at}"
        sheet.write_string(row + at, NUMBER - 1, line.fixed[NUMBER], looks.soft)
        sheet.write_formula(row + at, ENTRY - 1, f'=IF({place}="","",{place})', looks.soft, "")


def _row(sheet: Worksheet, looks: Looks, row: int, line: Line) -> None:
    is_area = line.id.startswith("area:")
    number, text, guide = (line.fixed[column] for column in (NUMBER, QUESTION, GUIDE))
    width = _WIDTHS[QUESTION] * 0.9 if is_area else _WIDTHS[QUESTION]
    sheet.set_row(row, row_height({width: text, _WIDTHS[GUIDE]: guide}))
    sheet.write_string(row, ID - 1, line.id)
    for column, fixed in ((NUMBER, number), (QUESTION, text), (GUIDE, guide)):
        look = looks.area if is_area else looks.soft if column == GUIDE else looks.fixed
        sheet.write_string(row, column - 1, plain(fixed), looks.of(look, fixed))
    if is_area:
        sheet.write_string(row, ANSWER - 1, MY_AREA, looks.choice)
        sheet.data_validation(row, ANSWER - 1, row, ANSWER - 1, one_of(MY_AREA, NOT_MY_AREA))
        for column in (COMMENT, EVIDENCE):
            sheet.write_blank(row, column - 1, None, looks.area)
    else:
        sheet.data_validation(row, ANSWER - 1, row, ANSWER - 1, one_of(*ANSWERS))
        for column in (ANSWER, COMMENT, EVIDENCE):
            sheet.write_blank(row, column - 1, None, looks.entry)


def _subject(sheet: Worksheet, looks: Looks, form: Form, profile: RequiredProfile) -> None:
    """Which profile and model the sheet is for."""
    for at, (line, value) in enumerate(zip(form.head, (profile.id, profile.model.id), strict=False), start=1):
        sheet.write_string(at, ID - 1, line.id)
        sheet.write_string(at, LABEL - 1, line.fixed[LABEL], looks.soft)
        sheet.write_string(at, ENTRY - 1, plain(value), looks.soft)
