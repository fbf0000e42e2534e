"""Responses from a spreadsheet: what a supplier's staff typed into the workbook that `questionnaire_xlsx` makes.

Rows are known by the ids in the hidden first column and sheets by the mark in their first cell, never by where they
stand or what they are called; so sorting, renaming and copying a respondent's sheet do no harm.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping, Sequence

from appraisal.core.errors import InvalidInput, Problem
from appraisal.core.profile import RequiredProfile
from appraisal.exchange.commitments_json import LONGEST_COMMITMENT
from appraisal.exchange.response_json import FORMAT
from appraisal.exchange.value import LONGEST_TEXT, Fault, identifier_fault, read_day, shown, text_fault
from appraisal.exchange.workbook import Sheet, read_workbook

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

_KNOWN = {label.casefold(): value for label, value in ANSWERS.items()} | {value: value for value in ANSWERS.values()}
_SHA256 = re.compile(r"[0-9a-f]{64}")
_NOT_OURS = "expected the workbook as it was handed out, filled in"


def response_from_xlsx(source: str, data: bytes, profile: RequiredProfile) -> bytes:
    """The `appraisal-response/1` document of a filled-in workbook as JSON, for `parse_response` to read.

    A respondent's sheet in which nothing was typed is left out.

    Raises:
        TooLarge: the workbook is larger than a questionnaire can be.
        InvalidInput: with everything that is wrong, cell by cell.
    """
    sheets = read_workbook(source, data)
    typed = _Typed(profile, sheets)
    companies = [sheet for sheet in sheets if sheet.text(1, ID) == COMPANY_MARK]
    if len(companies) != 1:
        wrong = f"has {len(companies) or 'no'} company sheet" + ("s" if companies else "")
        raise InvalidInput(source, [Problem("", wrong, _NOT_OURS)])
    document = typed.company(companies[0])
    answered = [typed.respondent(sheet) for sheet in sheets if sheet.text(1, ID) == RESPONDENT_MARK]
    respondents = [respondent for respondent in answered if respondent]
    if problems := typed.problems():
        raise InvalidInput(source, problems)
    if not respondents:
        expected = "expected a respondent's sheet with answers in it"
        raise InvalidInput(source, [Problem("", "nobody has answered", expected)])
    named = [{"id": f"r{number}", **respondent} for number, respondent in enumerate(respondents, start=1)]
    return json.dumps({**document, "respondents": named}, ensure_ascii=False).encode()


class _Typed:
    """What was typed into the sheets of one workbook, and the problems found in it."""

    def __init__(self, profile: RequiredProfile, sheets: Sequence[Sheet]) -> None:
        self._profile = profile
        self._order = {sheet.name: number for number, sheet in enumerate(sheets)}
        self._evidence: set[str] = set()
        self._found: list[tuple[tuple[int, int, int], Problem]] = []

    def problems(self) -> list[Problem]:
        """What was found so far, in the order of the workbook."""
        return [problem for _, problem in sorted(self._found)]

    def company(self, sheet: Sheet) -> dict[str, object]:
        """The document's head, without respondents."""
        rows = self._rows(sheet)
        document: dict[str, object] = {
            "format": FORMAT,
            "supplier": {
                "id": self._required(sheet, rows, "supplier.id", identifier_fault),
                "name": self._required(sheet, rows, "supplier.name", lambda name: text_fault(name, 400)),
            },
            "model": self._same(sheet, rows, "model", self._profile.model.id),
            "profile": self._same(sheet, rows, "profile", self._profile.id),
        }
        evidence = [item for name in rows if name.startswith("evidence:") if (item := self._item(sheet, rows, name))]
        promised = [
            each for name in rows if name.startswith("commitment:") if (each := self._promise(sheet, rows, name))
        ]
        scope = {
            part: self._line(sheet, rows.get(f"scope.{part}", 0), ENTRY, longest)
            for part, longest in (("unit", 400), ("sites", 2000), ("period", 100))
        }
        sites = [site for each in str(scope["sites"]).split(";") if (site := each.strip())]
        given = {part: value for part, value in {**scope, "sites": sites}.items() if value}
        lists = {"evidence": evidence, "scope": given, "commitments": promised}
        return document | {key: value for key, value in lists.items() if value}

    def respondent(self, sheet: Sheet) -> dict[str, object] | None:
        """A respondent without an id; None for a sheet in which nothing was typed."""
        rows = self._rows(sheet)
        questions = {name: row for name, row in rows.items() if name in self._profile.model.area_of_question}
        typed = [
            name for name, row in questions.items() if any(sheet.text(row, at) for at in (ANSWER, COMMENT, EVIDENCE))
        ]
        role = self._line(sheet, rows.get("role", 0), ENTRY, 200)
        if not role and not typed:
            return None
        self._same(sheet, rows, "model", self._profile.model.id)
        self._same(sheet, rows, "profile", self._profile.id)
        if not role:
            self._note(sheet, rows.get("role", 1), ENTRY, "is empty", "expected the respondent's role")
        areas = self._areas(sheet, rows)
        answers = {name: self._answer(sheet, questions[name], name, areas) for name in typed}
        whole = len(areas) == len(self._profile.requirements)
        return {"role": role, **({} if whole else {"areas": areas}), "answers": answers}

    def _rows(self, sheet: Sheet) -> dict[str, int]:
        """The row of each id; an id that stands twice, or that no questionnaire has, is a problem."""
        rows: dict[str, int] = {}
        for row in sorted(row for row, column in sheet.cells if column == ID and row > 1):
            name = sheet.text(row, ID)
            if name in rows:
                self._note(sheet, row, ID, f"{shown(name)} stands twice", "expected each row once")
            elif not self._is_ours(name):
                self._note(sheet, row, ID, f"{shown(name)} is not an id of this questionnaire", _NOT_OURS)
            else:
                rows[name] = row
        return rows

    def _is_ours(self, name: str) -> bool:
        heads = ("supplier.", "scope.", "evidence:", "commitment:", "area:")
        return (
            name in ("role", "model", "profile")
            or name.startswith(heads)
            or name in self._profile.model.area_of_question
        )

    def _same(self, sheet: Sheet, rows: Mapping[str, int], name: str, expected: str) -> str:
        found = sheet.text(rows.get(name, 0), ENTRY)
        if found != expected:
            wrong = f"is for the {name} {shown(found)}" if found else f"does not say for which {name} it is"
            self._note(sheet, rows.get(name, 1), ENTRY, wrong, f"expected {expected}")
        return expected

    def _item(self, sheet: Sheet, rows: Mapping[str, int], name: str) -> dict[str, str] | None:
        """An evidence item; None where its row is empty."""
        row, identifier = rows[name], name.removeprefix("evidence:")
        if not any(sheet.text(row, at) for at in (ENTRY, SECOND, THIRD)):
            return None
        self._evidence.add(identifier)
        title, uri = self._line(sheet, row, ENTRY, 1000), self._line(sheet, row, SECOND, 2000)
        sha256 = sheet.text(row, THIRD).lower()
        if not title:
            self._note(sheet, row, ENTRY, "is empty", "expected a title of the evidence")
        if sha256 and not _SHA256.fullmatch(sha256):
            self._note(sheet, row, THIRD, f"{shown(sha256)} is not a SHA-256", "expected 64 digits and letters a-f")
        item = {"id": identifier, "title": title, "uri": uri, "sha256": sha256}
        return {key: value for key, value in item.items() if value}

    def _promise(self, sheet: Sheet, rows: Mapping[str, int], name: str) -> dict[str, object] | None:
        """A commitment; None where its row is empty."""
        row = rows[name]
        if not any(sheet.text(row, at) for at in (ENTRY, SECOND, THIRD, FOURTH)):
            return None
        text, area, by = (sheet.text(row, at) for at in (ENTRY, SECOND, THIRD))
        if fault := text_fault(text, LONGEST_COMMITMENT):
            self._note(sheet, row, ENTRY, *fault)
        if area not in self._profile.requirement_by_area:
            wrong = f"{shown(area)} is not an area of this questionnaire" if area else "is empty"
            self._note(sheet, row, SECOND, wrong, "expected the id of one of its areas")
        if not read_day(by):
            self._note(
                sheet, row, THIRD, f"{shown(by)} is not a day" if by else "is empty", "expected one such as 2027-06-30"
            )
        questions = list(dict.fromkeys(sheet.text(row, FOURTH).replace(",", " ").replace(";", " ").split()))
        for question in questions:
            if self._profile.model.area_of_question.get(question) != area:
                self._note(sheet, row, FOURTH, f"{shown(question)} is not a question of {area}", "expected its ids")
        named = {"questions": questions} if questions else {}
        return {"id": name.removeprefix("commitment:"), "area": area, **named, "by": by, "text": text}

    def _areas(self, sheet: Sheet, rows: Mapping[str, int]) -> list[str]:
        """The areas that the respondent answers for, in the profile's order."""
        mine = []
        for requirement in self._profile.requirements:
            row = rows.get(f"area:{requirement.area}", 0)
            choice = sheet.text(row, ANSWER)
            if choice.casefold() == NOT_MY_AREA.casefold():
                continue
            mine.append(requirement.area)
            if choice and choice.casefold() != MY_AREA.casefold():
                expected = f"expected “{MY_AREA}” or “{NOT_MY_AREA}”"
                self._note(sheet, row, ANSWER, f"{shown(choice)} is not a choice", expected)
        if not mine:
            row = rows.get("role", 1)
            self._note(sheet, row, ENTRY, f"every area is marked as “{NOT_MY_AREA}”", "expected at least one other")
        return mine

    def _answer(self, sheet: Sheet, row: int, question: str, areas: list[str]) -> object:
        text = sheet.text(row, ANSWER)
        value = _KNOWN.get(text.casefold().replace("’", "'"), "")
        if not text:
            self._note(sheet, row, ANSWER, "is empty beside a comment or evidence", f"expected {_choices()}")
        elif not value:
            self._note(sheet, row, ANSWER, f"{shown(text)} is not an answer", f"expected {_choices()}")
        area = self._profile.model.area_of_question[question]
        if area in self._profile.requirement_by_area and area not in areas:
            wrong = f"is answered, though {area} is marked as “{NOT_MY_AREA}”"
            self._note(sheet, row, ANSWER, wrong, "expected answers in the respondent's own areas only")
        comment = sheet.text(row, COMMENT)
        if comment and (fault := text_fault(comment, LONGEST_TEXT)):
            self._note(sheet, row, COMMENT, *fault)
        evidence = self._named(sheet, row)
        extra = ({"comment": comment} if comment else {}) | ({"evidence": evidence} if evidence else {})
        return {"answer": value, **extra} if extra else value

    def _named(self, sheet: Sheet, row: int) -> list[str]:
        named = list(dict.fromkeys(sheet.text(row, EVIDENCE).replace(",", " ").replace(";", " ").lower().split()))
        for name in named:
            if name not in self._evidence:
                wrong = f"{shown(name)} is not in the list of evidence"
                self._note(sheet, row, EVIDENCE, wrong, "expected numbers from the company's sheet, such as e1")
        return named

    def _required(
        self, sheet: Sheet, rows: Mapping[str, int], name: str, fault_of: Callable[[str], Fault | None]
    ) -> str:
        row = rows.get(name, 1)
        text = " ".join(sheet.text(row, ENTRY).split())
        if fault := fault_of(text):
            self._note(sheet, row, ENTRY, *fault)
        return text

    def _line(self, sheet: Sheet, row: int, column: int, longest: int) -> str:
        """A text on one line, or nothing."""
        text = " ".join(sheet.text(row, column).split())
        if text and (fault := text_fault(text, longest)):
            self._note(sheet, row, column, *fault)
        return text

    def _note(self, sheet: Sheet, row: int, column: int, wrong: str, expected: str) -> None:
        place = (self._order[sheet.name], row, column)
        self._found.append((place, Problem(sheet.at(row, column), wrong, expected)))


def _choices() -> str:
    *others, last = ANSWERS
    return f"{', '.join(others)} or {last}"
