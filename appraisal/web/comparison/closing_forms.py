"""The end of an evaluation: closed, opened again with a reason, and bids that are taken out."""

from __future__ import annotations

from typing import Any

from appraisal.web.machine.fields import OneOf, Text, Tick, options
from appraisal.web.machine.form import Form


class CloseForm(Form):
    """The last word before an evaluation is closed."""

    sure = Tick("The panel has agreed on every finding", "Tick this to close the evaluation")


class ReopenForm(Form):
    """Why a closed evaluation goes on."""

    reason = Text(
        "Why is it opened again?",
        "Say why",
        "It stands on the record.",
        longest=10_000,
        lines=True,
    )


class TakeOutForm(Form):
    """Why a bid leaves the competition; its receipt is typed, so that it is no other bid than the one meant."""

    kind = OneOf(
        "How does it leave?",
        options(
            (
                ("withdrawn", "Its bidder withdrew it"),
                ("excluded", "We exclude it", "On a ground of the law or of the tender; the reason names it."),
            )
        ),
        "Choose one",
    )
    reason = Text(
        "Why?",
        "Say why",
        "Its bidder reads it; it stands on the record.",
        longest=10_000,
        lines=True,
    )
    receipt = Text("Type the receipt’s number to confirm", "Type the number of the receipt", longest=60)
    wanted = ""

    def validate(self, extra_validators: Any = None) -> bool:
        """Whether the typed receipt is that of the bid."""
        fine = bool(super().validate(extra_validators))
        if self.receipt.data and self.receipt.data.upper() != self.wanted.upper():
            self.note("receipt", f"This is not the bid’s receipt; expected {self.wanted}")
            return False
        return fine
