"""Responses from a spreadsheet: what a supplier's staff typed into the workbook that `questionnaire_xlsx` makes.

Sheets, rows and columns are known by their headings, ids and texts, never by where they stand or what they are called.
What is not read is a problem with its cells; what was understood though it was not written as offered is remarked.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass

from appraisal.core.errors import InvalidInput, Problem
from appraisal.core.profile import RequiredProfile
from appraisal.exchange.cell_notes import CellNotes
from appraisal.exchange.company_sheet import CompanySheet
from appraisal.exchange.filled_form import FilledForm, folded, recognise
from appraisal.exchange.questionnaire_form import (
    ENTRY,
    FORMER,
    INSTRUCTIONS,
    company_form,
    respondent_form,
)
from appraisal.exchange.respondent_sheet import RespondentSheet
from appraisal.exchange.response_json import FORMAT
from appraisal.exchange.sheets.sheet import Place, Sheet
from appraisal.exchange.value import shown
from appraisal.exchange.workbook import read_workbook

_NOT_OURS = "expected the workbook as it was handed out, filled in"
_IN_ITS_CELLS = "expected everything in the cells that the questionnaire has for it"
_DISAGREEING = "stands in a row whose id, number and text do not belong together"
_REPEATED = "stands in a row that is there twice"
_WHOLE_ROWS = "expected each row once and as it was handed out; rows may be moved only whole, hidden columns included"
_CSV_NOT_OURS = (
    "is a table, but not a respondent's sheet of this questionnaire",
    "expected that sheet with all its rows and headings (Number, Question, Answer …), or the workbook as .xlsx or .ods",
)


@dataclass(frozen=True, slots=True)
class Typed:
    """What a filled-in workbook holds.

    Attributes:
        head: the document's keys but for the respondents; no supplier where no sheet says who it is.
        respondents: the respondents without ids, in the order of their sheets.
        sheets: the name of each respondent's sheet.
        remarks: what was understood though it was not written as offered, a line each.
    """

    head: dict[str, object]
    respondents: tuple[dict[str, object], ...]
    sheets: tuple[str, ...]
    remarks: tuple[str, ...]


def response_from_workbook(source: str, data: bytes, profile: RequiredProfile) -> tuple[bytes, tuple[str, ...]]:
    """The `appraisal-response/1` document of a filled-in workbook as JSON, for `parse_response` to read, and remarks.

    A respondent's sheet in which nothing was typed is left out.

    Raises:
        TooLarge: the workbook is larger than a questionnaire can be.
        InvalidInput: with everything that is wrong, with its cells.
    """
    typed = read_typed(source, data, profile)
    if "supplier" not in typed.head:
        raise InvalidInput(source, [Problem("", "does not say whose answers it holds", _NOT_OURS)])
    if not typed.respondents:
        expected = "expected a respondent's sheet with answers in it"
        raise InvalidInput(source, [Problem("", "nobody has answered", expected)])
    named = [{"id": f"r{number}", **each} for number, each in enumerate(typed.respondents, start=1)]
    return json.dumps({**typed.head, "respondents": named}, ensure_ascii=False).encode(), typed.remarks


def read_typed(source: str, data: bytes, profile: RequiredProfile) -> Typed:
    """Everything that was typed into a workbook or into one sheet of it that was saved as CSV.

    Raises:
        TooLarge: the workbook is larger than a questionnaire can be.
        InvalidInput: with everything that is wrong, with its cells.
    """
    reading = _Reading(source, profile, read_workbook(source, data))
    typed = reading.typed()
    if problems := reading.notes.problems():
        raise InvalidInput(source, problems)
    return typed


class _Reading:
    """One workbook while it is read."""

    def __init__(self, source: str, profile: RequiredProfile, sheets: Sequence[Sheet]) -> None:
        self._source, self._profile, self._sheets = source, profile, sheets
        self.notes = CellNotes(sheets)
        self._companies: list[FilledForm] = []
        self._respondents: list[FilledForm] = []
        forms = company_form(profile), respondent_form(profile)
        for sheet in sheets:
            found = [filled for form in forms if (filled := recognise(sheet, form))]
            best = max(found, key=lambda filled: len(filled.lines), default=None)
            if best is None:
                self._account_for_other(sheet)
            else:
                (self._companies if best.form is forms[0] else self._respondents).append(best)
                self._account_for(best)

    def typed(self) -> Typed:
        head: dict[str, object] = {"format": FORMAT}
        titles: dict[str, str] | None = None
        if company := self._company():
            self._check_subject(self._companies[0])
            head["supplier"] = company.supplier()
            titles = company.titles()
        elif self._is_csv and self._respondents:
            head |= self._mirrored(self._respondents[0])
        head |= {"model": self._profile.model.id, "profile": self._profile.id}
        head |= company.lists() if company else {}
        read = [(each, self._respondent(each, titles)) for each in self._respondents]
        answered = [(filled.sheet.name, document) for filled, document in read if document]
        if company:
            self._check_mirrors(company)
        return Typed(
            head, tuple(each for _, each in answered), tuple(name for name, _ in answered), self.notes.remarks()
        )

    @property
    def _is_csv(self) -> bool:
        return len(self._sheets) == 1 and not self._sheets[0].name

    def _company(self) -> CompanySheet | None:
        if len(self._companies) == 1:
            return CompanySheet(self._profile, self._companies[0], self.notes)
        if self._is_csv and not self._companies:
            if self._respondents:
                return None
            raise InvalidInput(self._source, [Problem("", *_CSV_NOT_OURS)])
        wrong = f"has {len(self._companies) or 'no'} company sheet" + ("s" if self._companies else "")
        raise InvalidInput(self._source, [Problem("", wrong, _NOT_OURS), *self.notes.problems()])

    def _respondent(self, filled: FilledForm, titles: dict[str, str] | None) -> dict[str, object] | None:
        sheet = RespondentSheet(self._profile, filled, titles, self.notes)
        document = sheet.document()
        if document:
            self._check_subject(filled)
        if document and (missing := sheet.missing()):
            some = ", ".join(missing[:5]) + (" …" if len(missing) > 5 else "")
            self.notes.remark(
                filled.sheet,
                filled.at("role", ENTRY),
                f"heads a sheet without rows for {len(missing)} questions ({some})",
            )
        if document and filled.sheet.hidden:
            self.notes.remark(filled.sheet, (1, 1), "belongs to a sheet that is hidden, which was read")
        return document

    def _check_subject(self, filled: FilledForm) -> None:
        """The profile and the model that the sheet says it is for, where it still says so."""
        for name, expected in (("profile", self._profile.id), ("model", self._profile.model.id)):
            found = filled.text(name, ENTRY)
            if found and found != expected:
                wrong = f"is for the {name} {shown(found)}"
                self.notes.refuse(filled.sheet, filled.at(name, ENTRY), wrong, f"expected {expected}")

    def _mirrored(self, filled: FilledForm) -> dict[str, object]:
        """Who the supplier is, as a respondent's sheet shows it from the company's."""
        company = CompanySheet(self._profile, filled, self.notes)
        return {"supplier": company.supplier()}

    def _check_mirrors(self, company: CompanySheet) -> None:
        """What a respondent's sheet shows of the company's is the same, or nothing was typed over it."""
        whole = self._companies[0]
        for filled in self._respondents:
            for line in filled.form.foot:
                place, text = filled.place(line.id, ENTRY), filled.text(line.id, ENTRY)
                if place and text not in ("", "0", whole.text(line.id, ENTRY)):
                    self.notes.refuse_all(filled.sheet, [place], "was not read", _IN_ITS_CELLS)

    def _account_for(self, filled: FilledForm) -> None:
        """Everything on a recognised sheet that is not read."""
        sheet, notes = filled.sheet, self.notes
        for places, wrong in (
            (filled.disagreeing, _DISAGREEING),
            (filled.repeated, _REPEATED),
        ):
            for place in sorted(places):
                notes.refuse(sheet, place, wrong, _WHOLE_ROWS)
        notes.refuse_all(sheet, filled.unread(), "was not read", _IN_ITS_CELLS)
        entries = filled.entries()
        for place, wrong in sheet.unreadable.items():
            if not filled.is_shown(place):
                notes.refuse_all(sheet, [place], wrong, "expected a text or a number")
        for place in sorted(entries & sheet.formulas.keys() & sheet.cells.keys()):
            if not filled.is_shown(place):
                notes.remark(sheet, place, "holds a formula: its last result was read")
        self._account_for_rest(sheet, entries)

    def _account_for_other(self, sheet: Sheet) -> None:
        """Everything on a sheet that is none of the forms, but for what the questionnaire's first sheet says."""
        texts = (self._profile.title, self._profile.service, *INSTRUCTIONS, *FORMER)
        known = {folded(text) for text in texts}
        said = {place for place, text in sheet.cells.items() if folded(text) in known}
        beside = {
            (row, column)
            for (row, column), text in sheet.cells.items()
            if text.strip().rstrip(".").isdecimal() and any((row, column + step) in said for step in (1, 2))
        }
        rest = {place for place, text in sheet.cells.items() if text.strip()} - said - beside
        if rest and not self._is_csv:
            self.notes.refuse_all(sheet, rest, "was not read", _IN_ITS_CELLS)
        for place, wrong in sheet.unreadable.items():
            self.notes.refuse_all(sheet, [place], wrong, _NOT_OURS)
        self._account_for_rest(sheet, set())

    def _account_for_rest(self, sheet: Sheet, entries: set[Place]) -> None:
        """Notes, pictures and merges."""
        for place, text in sheet.notes.items():
            wrong = f"has a note, which is not read: {shown(text)}"
            self.notes.refuse(sheet, place, wrong, "expected it in a cell, such as the comment beside the answer")
        for place in sheet.objects:
            expected = "expected texts in cells; evidence is listed on the company's sheet and sent beside it"
            self.notes.refuse(sheet, place, "has a picture, a text box or an embedded file on it", expected)
        for first, last in sheet.merges:
            block = {
                place
                for place in entries
                if all(low <= at <= high for low, at, high in zip(first, place, last, strict=True))
            }
            if block:
                inside = block | {first, last}
                for place in sorted(inside):
                    self.notes.refuse(sheet, place, "is merged with its neighbours", "expected cells on their own")
