"""A bid on its way: the fixed fields of an area's page, evidence, what the answers describe, the declaration."""

from __future__ import annotations

from typing import Any

from appraisal.web.machine.fields import Hidden, Text, Tick, Upload
from appraisal.web.machine.form import Form

UPLOAD = "PDF, PNG, JPEG, text, Word, Excel or OpenDocument without macros; up to 25 MB"


class EvidenceForm(Form):
    """A file or a link to add to a bid."""

    key = Hidden()
    file = Upload("A file", hint=f"{UPLOAD}.")
    link = Text(
        "or a link", hint="An address that the buyer can open, beginning with https:// or http://", longest=2000
    )
    title = Text("What it is called", hint="Only for a link. A file keeps its name.")

    def validate(self, extra_validators: Any = None) -> bool:
        """Whether there is something to add."""
        fine = bool(super().validate(extra_validators))
        if self.file.data is None and not self.link.data:
            self.note("file", "Choose a file, or give a link")
            return False
        return fine


class ScopeForm(Form):
    """Which part of the organisation the answers describe."""

    unit = Text("Unit", "Say which unit the answers describe", "Like “Managed services, Benelux”.", longest=400)
    sites = Text("Sites", "Name at least one site", "One a line.", longest=10_000, lines=True)
    period = Text(
        "Period",
        "Say which period the answers describe",
        "Like “2026” or “since the move in May 2025”.",
        longest=100,
    )


class SubmitForm(Form):
    """The declaration that a bid is submitted with; `key` names the page, so that a form sent twice is one bid."""

    key = Hidden()
    declare = Tick("I declare this for my organisation", "Tick this to submit")
    name = Text("Your full name", "Give your full name", "It signs the bid off and stands on the receipt.", longest=100)


class WithdrawForm(Form):
    """The last word before a bid is taken back."""

    sure = Tick("Withdraw the bid: it then counts as not submitted", "Tick this to withdraw the bid")
