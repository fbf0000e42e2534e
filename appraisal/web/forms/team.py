"""The team of a bid: who begins it, who is invited to it, and who answers what."""

from __future__ import annotations

from appraisal.services.team import ALL_AREAS
from appraisal.web.forms.base import Form
from appraisal.web.forms.fields import OneOf, SomeOf, Text, Tick

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


class ColleagueForm(Form):
    """A colleague to invite."""

    email = Text("E-mail address", "Give the e-mail address", longest=254)
    role = Text("Role", "Say what the colleague’s work is", IN_THE_BID)
    areas = SomeOf("Which areas does this colleague answer?")
    manager = Tick("Manages the bid too: invites colleagues, checks and submits")


class MemberForm(Form):
    """The work and areas of somebody on the team."""

    role = Text("Role", "Say what the work is", IN_THE_BID)
    areas = SomeOf("Areas to answer")
    manager = Tick("Manages the bid: invites colleagues, checks and submits")


def chosen_areas(areas: SomeOf) -> tuple[str, ...]:
    """The chosen areas; who answers all answers each."""
    return (ALL_AREAS,) if ALL_AREAS in areas.chosen else areas.chosen
