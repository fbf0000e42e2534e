"""A lot: added, set, dropped; its required profile from a file, and the head of the profile's own page."""

from __future__ import annotations

from typing import Any

from appraisal.web.forms.base import Form
from appraisal.web.forms.fields import Count, Hidden, OneOf, SomeOf, Text, Tick, Upload, options

LOT_TITLE = "Give the lot a title"


class NewLotForm(Form):
    """One more lot, beginning from a bundled profile or a file."""

    version = Count()
    title = Text("Title of the lot", LOT_TITLE, "One outsourced service, like “Service desk and workplace support”.")
    profile = OneOf("Begin from a required profile", hint="You change everything in the next step.")
    file = Upload("or from a file of your own (TOML)")

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
    officers = SomeOf("Officers", hint="At least two, each with a passphrase of the own.")
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
    """The head of a required profile, and which line was added or dropped; the lines are read by `profile_form`."""

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
    add = Hidden()
    drop = Hidden()
