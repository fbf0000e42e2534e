"""The company's sheet of a filled-in workbook: who it is, its evidence and what it commits to."""

from __future__ import annotations

import re
from collections.abc import Callable

from appraisal.core.profile import RequiredProfile
from appraisal.exchange.answer_words import worn
from appraisal.exchange.cell_notes import CellNotes
from appraisal.exchange.commitments_json import LONGEST_COMMITMENT
from appraisal.exchange.filled_form import FilledForm
from appraisal.exchange.questionnaire_form import ENTRY, FOURTH, SECOND, THIRD
from appraisal.exchange.value import Fault, identifier_fault, read_day, shown, text_fault

_SHA256 = re.compile(r"[0-9a-f]{64}")
_SCOPE = (("unit", 400), ("sites", 2000), ("period", 100))


class CompanySheet:
    """What stands on the company's sheet; what is wrong there goes to the notes."""

    def __init__(self, profile: RequiredProfile, form: FilledForm, notes: CellNotes) -> None:
        self._profile, self._form, self._notes = profile, form, notes

    def supplier(self) -> dict[str, str]:
        """The supplier's id and name."""
        return {
            "id": self._required("supplier.id", identifier_fault),
            "name": self._required("supplier.name", lambda name: text_fault(name, 400)),
        }

    def lists(self) -> dict[str, object]:
        """Evidence, scope and commitments, those that there are."""
        scope = {part: self._line(f"scope.{part}", ENTRY, longest) for part, longest in _SCOPE}
        sites = [site for each in scope["sites"].split(";") if (site := each.strip())]
        lists = {
            "evidence": self._each("evidence:", self._item),
            "scope": {part: value for part, value in {**scope, "sites": sites}.items() if value},
            "commitments": self._each("commitment:", self._promise),
        }
        return {key: value for key, value in lists.items() if value}

    def titles(self) -> dict[str, str]:
        """The title of each item of evidence that has a row in which something stands."""
        names = [name for name in self._form.lines if name.startswith("evidence:")]
        given = [name for name in names if self._form.typed(name, ENTRY, SECOND, THIRD)]
        return {name.removeprefix("evidence:"): self._form.text(name, ENTRY) for name in given}

    def _each(self, start: str, read: Callable[[str], object]) -> list[object]:
        """The rows of a list in the order of their numbers, but for empty ones."""
        names = [name for name in self._form.lines if name.startswith(start)]
        names = [name for name in names if self._form.typed(name, ENTRY, SECOND, THIRD, FOURTH)]
        return [read(name) for name in sorted(names, key=lambda name: int(name.removeprefix(start)[1:]))]

    def _item(self, name: str) -> dict[str, str]:
        """An evidence item."""
        title, uri = self._line(name, ENTRY, 1000), self._link(name)
        sha256 = self._form.text(name, THIRD).lower()
        if not title:
            self._refuse(name, ENTRY, "is empty", "expected a title of the evidence")
        if sha256 and not _SHA256.fullmatch(sha256):
            self._refuse(name, THIRD, "is not a SHA-256", "expected 64 digits and letters a-f", sha256)
        item = {"id": name.removeprefix("evidence:"), "title": title, "uri": uri, "sha256": sha256}
        return {key: value for key, value in item.items() if value}

    def _link(self, name: str) -> str:
        """The link of an evidence item: where words hide one, that and not the words."""
        text = self._line(name, SECOND, 2000)
        hidden = re.fullmatch(r".+ \((\w+:[^()\s]+)\)", text)
        return hidden[1] if hidden else text

    def _promise(self, name: str) -> dict[str, object]:
        """A commitment."""
        form, text, by = self._form, self._form.text(name, ENTRY), self._form.text(name, THIRD).rstrip(".")
        if fault := text_fault(text, LONGEST_COMMITMENT):
            self._refuse(name, ENTRY, *fault)
        area = self._area(name)
        if not read_day(by):
            wrong = "is not a day" if by else "is empty"
            self._refuse(name, THIRD, wrong, "expected one such as 2027-06-30", by)
        questions = self._questions(name, area)
        named = {"questions": questions} if questions else {}
        self._remark_day(form.at(name, THIRD), by)
        return {"id": name.removeprefix("commitment:"), "area": area, **named, "by": by, "text": text}

    def _remark_day(self, place: tuple[int, int], by: str) -> None:
        if place in self._form.sheet.days and read_day(by):
            self._notes.remark(self._form.sheet, place, f"holds a date: read as {by}")

    def _area(self, name: str) -> str:
        """The area of a commitment, by its id or its name."""
        text = self._form.text(name, SECOND)
        if text in self._profile.requirement_by_area:
            return text
        bare = worn(text)
        for area in self._profile.areas:
            whole = area.name.casefold()
            if bare in (area.id.casefold(), whole, *(f"{area.id.casefold()}{by}{whole}" for by in (": ", " - ", " "))):
                self._notes.remark(
                    self._form.sheet, self._form.at(name, SECOND), f"says {shown(text)}: read as {area.id}"
                )
                return area.id
        wrong = "is not an area of this questionnaire" if text else "is empty"
        self._refuse(name, SECOND, wrong, "expected the id of one of its areas", text)
        return text

    def _questions(self, name: str, area: str) -> list[str]:
        """The questions that a commitment is about, by their ids, or by what stands after the area's."""
        text = self._form.text(name, FOURTH)
        known = self._profile.model.area_of_question
        by_word = {question.casefold(): question for question, where in known.items() if where == area}
        short = f"{area}-".casefold()
        by_word = {word.removeprefix(short): question for word, question in by_word.items()} | by_word
        found: list[str] = []
        for word in re.split(r"[\s,;/+&]+|\band\b", text.strip(" .")):
            if not word:
                continue
            if word.casefold() in by_word:
                found.append(by_word[word.casefold()])
            else:
                self._refuse(name, FOURTH, f"is not a question of {area}", "expected its ids", word)
        return list(dict.fromkeys(found))

    def _required(self, name: str, fault_of: Callable[[str], Fault | None]) -> str:
        text = " ".join(self._form.text(name, ENTRY).split())
        if fault := fault_of(text):
            self._refuse(name, ENTRY, *fault)
        return text

    def _line(self, name: str, column: int, longest: int) -> str:
        """A text on one line, or nothing."""
        text = " ".join(self._form.text(name, column).split())
        if text and (fault := text_fault(text, longest)):
            self._refuse(name, column, *fault)
        place = self._form.place(name, column)
        if place and place in self._form.sheet.days:
            self._notes.remark(self._form.sheet, place, f"holds a date: read as {text}")
        return text

    def _refuse(self, name: str, column: int, wrong: str, expected: str, value: str = "") -> None:
        self._notes.refuse(self._form.sheet, self._form.at(name, column), wrong, expected, value)
