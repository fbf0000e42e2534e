"""What an evaluator fills in: interests on each supplier, a finding on a question, and the name that signs."""

from __future__ import annotations

from typing import Any

from appraisal.core.evaluation import MEANINGS, OwnFinding
from appraisal.services.evaluation.finding_rules import read_value
from appraisal.web.machine.fields import OneOf, Text, Tick, options
from appraisal.web.machine.form import Form

YES, NO = "yes", "no"


class InterestForm(Form):
    """What is declared on one supplier; the fields bear the supplier's place in the list as their suffix.

    The place and not the bid names it: in a blind evaluation no page may tie a bid to its supplier.
    """

    conflict = OneOf(
        "Interests",
        options(
            (
                (NO, "No conflict of interest"),
                (YES, "A conflict of interest", "The bid is kept from you from now on. This is never taken back."),
            )
        ),
        "Choose one for this supplier",
    )
    words = Text("What the conflict is", hint="Needed where there is a conflict.", longest=2000, lines=True)

    def validate(self, extra_validators: Any = None) -> bool:
        """Whether one is chosen, and a conflict is told."""
        fine = bool(super().validate(extra_validators))
        if self.conflict.data == YES and not self.words.data:
            self.note("words", "Say what the conflict is")
            return False
        return fine


class LaterConflictForm(Form):
    """A conflict that came up after the declaration; the suffix is as in `InterestForm`."""

    conflict = Tick(
        "A conflict came up", hint="The bid is kept from you from now on, with what you found on it. It stays."
    )
    words = Text("What the conflict is", hint="Needed where you tick this.", longest=2000, lines=True)

    def validate(self, extra_validators: Any = None) -> bool:
        """Whether a conflict is told."""
        fine = bool(super().validate(extra_validators))
        if self.conflict.data and not self.words.data:
            self.note("words", "Say what the conflict is")
            return False
        return fine


class SignForm(Form):
    """The name that signs a declaration or a sheet of findings."""

    name = Text("Your full name", "Give your full name", "It signs this and stands on the record.", longest=100)


class FindingForm(Form):
    """A finding on one question."""

    finding = OneOf("Your finding", options((value, *words) for value, words in MEANINGS.items()))
    reason = Text(
        "Reason",
        hint="Cite an item (E1) or an answer (R1, C1), or say that none was offered. "
        "Measure against the requirement, not against other bidders.",
        longest=10_000,
        lines=True,
    )
    nothing = Tick("No evidence was offered")

    def keep(self, own: OwnFinding) -> None:
        """Hold another finding than the one that was sent."""
        self.finding.data = own.value or ""
        self.reason.data = own.reason
        self.nothing.data = own.nothing_offered

    @property
    def own(self) -> OwnFinding:
        """What was sent, as far as it is a finding."""
        return OwnFinding(read_value(self.finding.data), self.reason.data, self.nothing.data)
