"""The forms of an award: a recommendation, its approval, the standstill that the letters begin, the award."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from appraisal.core.errors import InvalidInput
from appraisal.services.award.awarding import SetStandstill
from appraisal.web.machine.fields import Hidden, OneOf, Text, Tick, options
from appraisal.web.machine.form import Form

NO_AWARD = "none"


class RecommendForm(Form):
    """Which bid wins, or none, and why; the digests are what the officer was shown."""

    comparison = Hidden()
    earlier = Hidden()
    outcome = OneOf("What do you recommend?")
    departs = Tick(
        "I choose otherwise than the comparison",
        hint="Tick this only where you do: when a tie is settled otherwise, for example. The reasons then say why.",
    )
    reasons = Text(
        "Reasons",
        "Give the reasons",
        "They stand in every bidder’s letter and in the evaluation report.",
        longest=10_000,
        lines=True,
    )

    def offer(self, bids: Iterable[tuple[str, str, str]]) -> None:
        """Offer the bids that can win as (receipt, supplier, how it stands), and that none does."""
        none = (NO_AWARD, "No award", "The lot ends without a contract.")
        self.outcome.choices = options((*((f"award {receipt}", *words) for receipt, *words in bids), none))

    def chosen(self) -> tuple[str, str]:
        """The outcome and the receipt of the bid that wins."""
        outcome, _, receipt = self.outcome.data.partition(" ")
        return outcome, receipt

    def validate(self, extra_validators: Any = None) -> bool:
        """Whether something is chosen."""
        fine = bool(super().validate(extra_validators))
        if not self.outcome.data:
            self.note("outcome", "Choose a bid, or no award")
            return False
        return fine


class ApproveForm(Form):
    """The approval of exactly what is shown."""

    recommendation = Hidden()
    comparison = Hidden()
    sure = Tick("I approve this recommendation, on this comparison", "Tick this to approve")


class NotifyForm(Form):
    """The days of the standstill; `ends` is the end that was shown, `look` asks for it to be worked out anew."""

    approval = Hidden()
    ends = Hidden()
    look = Hidden()
    days = Text("How many days?", "Give the number of days", "From 1 to 90. The day after the letters is day one.")
    kind = OneOf(
        "Which days count?",
        options(
            (
                ("calendar", "Calendar days", "A last day that is no working day moves on to the next one."),
                ("working", "Working days", "Saturdays, Sundays and your holidays are left out."),
            )
        ),
        "Choose which days count",
    )
    holidays = Text(
        "Your holidays in that time",
        hint="One date a line, like 2026-12-25. Leave it empty where there are none.",
        longest=2000,
        lines=True,
    )
    sure = Tick("Send the letters now: they cannot be taken back")

    def validate(self, extra_validators: Any = None) -> bool:
        """Whether the days are a number, and sending is confirmed where it is asked for."""
        fine = bool(super().validate(extra_validators))
        if self.days.data and self._number() is None:
            self.note("days", "Give the days as a whole number, like 10")
            fine = False
        if not self.look.data and not self.sure.data:
            self.note("sure", "Tick this to send the letters")
            fine = False
        return fine

    def setting(self) -> SetStandstill | None:
        """The standstill that is asked for; None while the days are no number."""
        number = self._number()
        lines = tuple(line.strip() for line in self.holidays.data.splitlines() if line.strip())
        return None if number is None else SetStandstill(number, self.kind.data, lines)

    def take_days(self, error: InvalidInput) -> None:
        """Note what keeps the days from being counted, a holiday at its line."""
        for problem in error.problems:
            name, _, line = problem.path.partition(".")
            wanted = problem.expected.removeprefix("expected ")
            self.note(name, f"Line {line}: {problem.wrong}; give {wanted}" if line else f"Give {wanted}")

    def _number(self) -> int | None:
        typed = self.days.data
        return int(typed) if typed.isascii() and typed.isdigit() and len(typed) < 4 else None


class MakeAwardForm(Form):
    """The last word before the award is final."""

    notice = Hidden()
    sure = Tick("Make it final: nothing of it can be taken back", "Tick this to go on")
