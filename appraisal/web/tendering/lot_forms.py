"""A lot: added, set, dropped; its required profile from a file, and the head of the profile's own page."""

from __future__ import annotations

from typing import Any

from appraisal.web.machine.fields import Count, Hidden, OneOf, SomeOf, Text, Tick, Upload, options
from appraisal.web.machine.form import Form
from appraisal.web.tendering.timetable_forms import PROFILE_SIZE

LOT_TITLE = "Give the lot a title"


class NewLotForm(Form):
    """One more lot, beginning from a bundled profile or a file."""

    version = Count()
    title = Text("Title of the lot", LOT_TITLE, "One outsourced service, like “Service desk and workplace support”.")
    profile = OneOf("Begin from a required profile", hint="You change everything in the next step.")
    file = Upload("or from a file of your own (TOML)", checks=(PROFILE_SIZE,))

    def validate(self, extra_validators: Any = None) -> bool:
        """Whether there is something to begin from."""
        fine = bool(super().validate(extra_validators))
        known = {choice.value for choice in self.profile.choices if choice.value}
        if self.file.data is None and self.profile.data not in known:
            self.note("profile", "Choose a profile, or give a file of your own")
            return False
        return fine


class ProfileFileForm(Form):
    """A file in place of a lot's profile."""

    version = Count()
    file = Upload(
        "A required profile (TOML)",
        "Choose a file",
        "Up to 1 MB. What is in the lot now is replaced as a whole.",
        (PROFILE_SIZE,),
    )


class SettingsForm(Form):
    """Who opens the bids of a lot, and what its bidders see."""

    version = Count()
    title = Text("Title of the lot", LOT_TITLE)
    sealing = OneOf(
        "Who can open the bids?",
        options(
            (
                (
                    "officers",
                    "Any two of the officers named below",
                    "Each opens with the own passphrase. No single officer, and no copy of the data, can read a bid "
                    "early.",
                ),
                (
                    "server",
                    "This server",
                    "For small teams: two officers still open the bids together, but the key lies on the server. "
                    "The opening report says so.",
                ),
            )
        ),
        "Choose one",
    )
    officers = SomeOf(
        "Officers", hint="At least two, each with a passphrase of the own, which they set on the page of their account."
    )
    indication = Tick("Suppliers see their own indicated profile against the requirement")
    blind = Tick(
        "Evaluators know the bids as Bidder A, B, … until the award",
        hint="The order is random and fixed at the opening. Texts and files of a bid may still tell who wrote them.",
    )

    def validate(self, extra_validators: Any = None) -> bool:
        """Whether enough officers are named."""
        fine = bool(super().validate(extra_validators))
        if self.sealing.data == "officers" and len(self.officers.chosen) < 2:
            self.note("officers", "Name at least two officers")
            return False
        return fine


class DropLotForm(Form):
    """The state of the draft out of which a lot is taken."""

    version = Count()


class ProfileForm(Form):
    """The head of a required profile, how it is counted, and which line was added or dropped.

    The lines are read by `profile_form`.
    """

    version = Count()
    title = Text("Title of the profile", "Give the profile a title")
    service = Text(
        "The service, in one or two sentences",
        "Say in a sentence what the service is",
        longest=2000,
        lines=True,
    )
    required_level = OneOf(
        "Ask for a whole level",
        hint="Adds every area up to the level that is not listed above, each as a knock-out of weight 1.",
    )
    min_respondents = Text(
        "Fewest respondents",
        hint="A bid with fewer people who answered gets a flag. Several see more than one does.",
        longest=10,
    )
    evidence = OneOf(
        "Evidence",
        options(
            (
                ("none", "May be named", "Nothing is flagged where it is missing."),
                ("required", "Is asked for", "A yes to a question on a goal without evidence gets a flag."),
            )
        ),
    )
    use = OneOf(
        "What the comparison is used for",
        options(
            (
                ("selection", "Selection", "What a supplier is capable of: reports say who qualifies and ranks first."),
                ("award-quality", "Award", "The quality part of an award, which needs price or cost besides."),
            )
        ),
    )
    may_be_na = SomeOf(
        "Areas that a bidder may say do not apply",
        hint="Besides those for which the model allows it. Such an area counts neither for the bid nor against it.",
    )
    add = Hidden()
    drop = Hidden()
