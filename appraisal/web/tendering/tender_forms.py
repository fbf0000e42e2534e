"""A tender: begun, named, published, cancelled; whom it invites."""

from __future__ import annotations

from appraisal.web.machine.fields import Count, OneOf, Text, Tick, options
from appraisal.web.machine.form import Form

GIVE_TITLE = "Give the tender a title"


class BeginForm(Form):
    """A new tender."""

    title = Text("Title", GIVE_TITLE, "What suppliers read first, like “Workplace and service desk”.")
    reference = Text(
        "Reference", "Give it a reference of your own", "Your own number for it, like 2026/041.", longest=60
    )


class HeadForm(Form):
    """The title of a draft, and who may bid."""

    version = Count()
    title = Text("Title", GIVE_TITLE)
    access = OneOf(
        "Who may bid?",
        options(
            (
                ("invited", "Suppliers whom you invite"),
                ("open", "Every supplier who registers", "You can still invite some."),
            )
        ),
        "Choose who may bid",
    )
    tell_count = Tick("Show how many bids came in before the opening")


class PublishForm(Form):
    """The last word before a tender is published."""

    version = Count()
    sure = Tick("Publish now: nothing of it can be taken back", "Tick this to publish")


class CancelForm(Form):
    """Why a tender ends."""

    reason = Text(
        "Why is the tender cancelled?",
        "Say why; every supplier reads it",
        "Every invited supplier reads it; it stands in the journal.",
        longest=10_000,
        lines=True,
    )


class InviteForm(Form):
    """A supplier to invite."""

    email = Text(
        "E-mail address",
        "Give the e-mail address",
        "The link in the mail works once, and only for this address. Whoever opens it names the organisation and "
        "becomes the bid manager.",
        longest=254,
    )
