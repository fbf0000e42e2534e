"""A respondent's sheet of a filled-in workbook: the role, the own areas and the answers."""

from __future__ import annotations

from collections.abc import Mapping

from appraisal.core.profile import RequiredProfile
from appraisal.exchange.answer_words import answer_of, is_as_offered, worn
from appraisal.exchange.cell_notes import CellNotes
from appraisal.exchange.evidence_names import named_evidence
from appraisal.exchange.filled_form import FilledForm
from appraisal.exchange.questionnaire_form import (
    ANSWER,
    ANSWERS,
    COMMENT,
    ENTRY,
    EVIDENCE,
    MY_AREA,
    NOT_MY_AREA,
)
from appraisal.exchange.value import LONGEST_TEXT, shown, text_fault

_ANOTHER_SHEET = "expected the workbook as .xlsx or .ods, since a CSV file holds one sheet and the list is on another"
_OF_THE_LIST = "expected numbers from the company's sheet, such as e1"


class RespondentSheet:
    """What stands on a respondent's sheet; what is wrong there goes to the notes.

    `titles` are those of the listed evidence by its ids; None where the list is not at hand.
    """

    def __init__(
        self, profile: RequiredProfile, form: FilledForm, titles: Mapping[str, str] | None, notes: CellNotes
    ) -> None:
        self._profile, self._form, self._titles, self._notes = profile, form, titles, notes

    def document(self) -> dict[str, object] | None:
        """The respondent without an id; None for a sheet in which nothing was typed."""
        form = self._form
        questions = [name for name in form.lines if name in self._profile.model.area_of_question]
        typed = [name for name in questions if form.typed(name, ANSWER, COMMENT, EVIDENCE)]
        role = " ".join(form.text("role", ENTRY).split())
        choices = [name for name in form.lines if name.startswith("area:")]
        if not role and not typed and all(self._is_mine(name) for name in choices):
            return None
        if role and (fault := text_fault(role, 200)):
            self._refuse("role", ENTRY, *fault)
        if not role:
            self._refuse("role", ENTRY, "is empty", "expected the respondent's role")
        areas = self._areas()
        answers = {name: self._answer(name, areas) for name in self._in_order(typed)}
        whole = len(areas) == len(self._profile.requirements)
        return {"role": role, **({} if whole else {"areas": areas}), "answers": answers}

    def missing(self) -> list[str]:
        """The questions that are asked and have no row."""
        return [question for question in self._profile.asked if question not in self._form.lines]

    def _in_order(self, questions: list[str]) -> list[str]:
        order = {question: at for at, question in enumerate(self._profile.model.area_of_question)}
        asked = {question: at - len(order) for at, question in enumerate(self._profile.asked)}
        return sorted(questions, key=lambda question: asked.get(question, order[question]))

    def _is_mine(self, line: str) -> bool | None:
        """Whether the respondent answers for an area by what stands on its line; None where that is no choice."""
        choice = worn(self._form.text(line, ANSWER))
        if choice in ("", worn(MY_AREA)) or answer_of(choice) == "yes":
            return True
        return False if choice == worn(NOT_MY_AREA) or answer_of(choice) == "no" else None

    def _areas(self) -> list[str]:
        """The areas that the respondent answers for, in the profile's order."""
        mine = []
        for requirement in self._profile.requirements:
            line = f"area:{requirement.area}"
            choice, is_mine = self._form.text(line, ANSWER), self._is_mine(line)
            if is_mine is not False:
                mine.append(requirement.area)
            if is_mine is None:
                expected = f"expected “{MY_AREA}” or “{NOT_MY_AREA}”"
                self._refuse(line, ANSWER, "is not a choice", expected, choice)
            elif choice and choice.casefold() not in (MY_AREA.casefold(), NOT_MY_AREA.casefold()):
                meant = MY_AREA if is_mine else NOT_MY_AREA
                self._remark(line, ANSWER, f"says {_said(choice)}: read as “{meant}”")
        if not mine:
            self._refuse("role", ENTRY, f"every area is marked as “{NOT_MY_AREA}”", "expected at least one other")
        return mine

    def _answer(self, question: str, areas: list[str]) -> object:
        text = self._form.text(question, ANSWER)
        value = answer_of(text) if text else None
        if not text:
            self._refuse(question, ANSWER, "is empty beside a comment or evidence", f"expected {_choices()}")
        elif not value:
            self._refuse(question, ANSWER, "is not an answer", f"expected {_choices()}", text)
        elif not is_as_offered(text, value):
            self._remark(question, ANSWER, f"says {_said(text)}: read as {_meant(value)}")
        self._check_area(question, areas)
        comment, evidence = self._comment(question), self._evidence(question)
        if evidence.note:
            comment = f"{comment}\n{evidence.note}".strip()
        if comment and (fault := text_fault(comment, LONGEST_TEXT)):
            self._refuse(question, COMMENT, *fault)
        extra = ({"comment": comment} if comment else {}) | ({"evidence": evidence.ids} if evidence.ids else {})
        return {"answer": value, **extra} if extra else value

    def _check_area(self, question: str, areas: list[str]) -> None:
        area = self._profile.model.area_of_question[question]
        if self._form.text(question, ANSWER) and area in self._profile.requirement_by_area and area not in areas:
            wrong = f"is answered, though {area} is marked as “{NOT_MY_AREA}”"
            self._refuse(question, ANSWER, wrong, "expected answers in the respondent's own areas only")

    def _comment(self, question: str) -> str:
        place = self._form.place(question, COMMENT)
        text = self._form.text(question, COMMENT)
        if place and place in self._form.sheet.days:
            self._remark(question, COMMENT, f"holds a date: read as {text}")
        return text

    def _evidence(self, question: str) -> _Evidence:
        text = self._form.text(question, EVIDENCE)
        if not text:
            return _Evidence()
        found = named_evidence(text, self._titles or {})
        if found.unknown:
            expected = _OF_THE_LIST if self._titles is not None else _ANOTHER_SHEET
            for name in found.unknown:
                self._refuse(question, EVIDENCE, "is not in the list of evidence", expected, name)
            return _Evidence()
        if [*found.ids] != text.replace(",", " ").replace(";", " ").lower().split():
            kept = ", and its page to the comment" if found.has_pages else ""
            self._remark(question, EVIDENCE, f"says {_said(text)}: read as {', '.join(found.ids)}{kept}")
        return _Evidence([*found.ids], f"Evidence: {' '.join(text.split())}" if found.has_pages else "")

    def _remark(self, line: str, column: int, said: str) -> None:
        self._notes.remark(self._form.sheet, self._form.at(line, column), said)

    def _refuse(self, line: str, column: int, wrong: str, expected: str, value: str = "") -> None:
        self._notes.refuse(self._form.sheet, self._form.at(line, column), wrong, expected, value)


class _Evidence:
    """The items named beside an answer, and a text for the comment where places within them are told."""

    def __init__(self, ids: list[str] | None = None, note: str = "") -> None:
        self.ids, self.note = ids or [], note


def _said(text: str) -> str:
    """A typed text for a remark: as it stands, in quotes where something in it would not be seen."""
    return text if text.isascii() and text.isprintable() and len(text) <= 40 else shown(text)


def _meant(value: str) -> str:
    return {label: label.lower() for label in ANSWERS}[next(key for key, each in ANSWERS.items() if each == value)]


def _choices() -> str:
    *others, last = ANSWERS
    return f"{', '.join(others)} or {last}"
