"""A question to a bidder after the opening, and the bidder's answer."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from wtforms import FormField

from appraisal.core.errors import InvalidInput
from appraisal.web.machine.fields import Hidden, Needed, OneOf, Text, options
from appraisal.web.machine.form import Form
from appraisal.web.tendering.timetable_forms import DayHourForm, note_date


class AskBidderForm(Form):
    """The question, on which of the bid's unclear answers, and until when; `key` names the page."""

    key = Hidden()
    question = OneOf("About which answer?", checks=(Needed("Choose the answer that is unclear"),))
    text = Text(
        "Your question",
        "Write your question",
        "Ask what the bid means. An answer resolves what is unknown; it never improves what was claimed.",
        longest=4000,
        lines=True,
    )
    due = FormField(DayHourForm, "Answer by", description="In the time zone of the tender.")

    def offer(self, unclear: Iterable[tuple[str, str]], zone: str) -> None:
        """Offer the unclear answers as (question, words), and the two hours where the clocks pass one twice."""
        self.question.choices = options([("", "Choose an answer"), *unclear])
        self.due.form.offer(zone)

    def validate(self, extra_validators: Any = None) -> bool:
        """Whether a day and an hour are given."""
        fine = bool(super().validate(extra_validators))
        for part in (self.due.form.day, self.due.form.hour):
            if not part.data:
                part.errors = [f"Answer by: give the {part.short_name}"]
                fine = False
        return fine

    def take_due(self, error: InvalidInput) -> None:
        """Note what was refused, the date at its hour."""
        for problem in error.problems:
            note_date(self, {"due": self.due}, problem)


class AnswerBuyerForm(Form):
    """A bidder's answer; the fields bear the id of the question as their suffix."""

    text = Text("Your answer", "Write your answer", longest=4000, lines=True)
    meaning = OneOf(
        "What does the unknown answer turn out to be?",
        options(
            (
                ("", "It stays unknown"),
                ("yes", "Yes"),
                ("no", "No"),
                ("na", "Does not apply"),
            )
        ),
        hint="Only what you left unknown can be resolved; what you answered stands.",
    )
