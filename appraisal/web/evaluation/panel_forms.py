"""The panel of a lot: who is named for which areas, and a conflict of interest that is set."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from appraisal.services.bidding.team import ALL_AREAS
from appraisal.web.machine.fields import Needed, OneOf, SomeOf, Text, Tick, options
from appraisal.web.machine.form import Form


class NameForm(Form):
    """Somebody to be named, and what they do on the panel."""

    person = OneOf("Evaluator", checks=(Needed("Choose an evaluator"),))
    areas = SomeOf("Areas to evaluate", hint="A chair may evaluate none, and only moderate.")
    chair = Tick("Chairs the panel", hint="Goes through what findings differ on, and records what the panel agrees on.")

    def offer(self, areas: Iterable[tuple[str, str]]) -> None:
        """Offer every area of the lot, as (id, name)."""
        self.areas.choices = options([(ALL_AREAS, "All areas"), *areas])

    def offer_people(self, people: Iterable[tuple[str, str]]) -> None:
        """Offer those who can be named, as (id, name)."""
        self.person.choices = options([("", "Choose an evaluator"), *people])

    def chosen(self) -> tuple[str, ...] | None:
        """The chosen areas; None is every area."""
        return None if ALL_AREAS in self.areas.chosen else self.areas.chosen

    def validate(self, extra_validators: Any = None) -> bool:
        """Whether there is something to do on the panel."""
        fine = bool(super().validate(extra_validators))
        if not self.areas.chosen and not self.chair.data:
            self.note("areas", "Choose at least one area, or let them chair")
            return False
        return fine


class SeatForm(NameForm):
    """What somebody who was named does there."""

    person = None  # type: ignore[assignment]  # so a form does without the field of its base


class ConflictForm(Form):
    """With which supplier, by its bid, somebody has a conflict, and why; nobody who knows bids by letters gets this."""

    supplier = OneOf("With which supplier?", missing="Choose a supplier")
    reason = Text(
        "What is the conflict?",
        "Say what the conflict is",
        "It stands on the record. The bid is kept from them from now on; this is never taken back.",
        longest=2000,
        lines=True,
    )

    def offer(self, bidders: Iterable[tuple[str, str]]) -> None:
        """Offer the suppliers, as (bid, name)."""
        self.supplier.choices = options(bidders)
