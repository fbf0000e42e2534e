"""The team of a bid: who begins it, who is invited to it, and who answers what."""

from __future__ import annotations

from typing import Any

from appraisal.services.bidding.team import ALL_AREAS
from appraisal.web.machine.fields import OneOf, SomeOf, Text, Tick
from appraisal.web.machine.form import Form

IN_THE_BID = "Like “service desk” or “operations”. It stands in the bid; the name does not."


class StartForm(Form):
    """The own work of whoever begins a bid; the field bears the number of the lot as its suffix."""

    role = Text(
        "Your own work",
        "Say what your own work is",
        "Like “service desk manager”. It stands in the bid beside your answers; your name does not.",
    )


class ReuseForm(Form):
    """An earlier bid to begin from."""

    earlier = OneOf(
        "Earlier bid",
        hint="Your answers, comments and evidence come along. Each answer is marked until you have looked at it.",
    )


class AreasForm(Form):
    """A form that gives out areas, all of them or single ones."""

    areas: SomeOf

    def validate(self, extra_validators: Any = None) -> bool:
        """Whether it is clear which areas are meant."""
        fine = bool(super().validate(extra_validators))
        if ALL_AREAS in self.areas.chosen and len(self.areas.chosen) > 1:
            self.note("areas", "Tick either “All areas” or single ones")
            return False
        return fine


class ColleagueForm(AreasForm):
    """A colleague to invite."""

    email = Text("E-mail address", "Give the e-mail address", longest=254)
    role = Text("Role", "Say what the colleague’s work is", IN_THE_BID)
    areas = SomeOf("Which areas does this colleague answer?")
    manager = Tick("Manages the bid too: invites colleagues, checks and submits")


class MemberForm(AreasForm):
    """The work and areas of somebody on the team."""

    role = Text("Role", "Say what the work is", IN_THE_BID)
    areas = SomeOf("Areas to answer")
    manager = Tick("Manages the bid: invites colleagues, checks and submits")
