"""An officer's part in opening the bids of a lot."""

from __future__ import annotations

from appraisal.web.machine.fields import Secret, Text
from appraisal.web.machine.form import Form


class KeyPartForm(Form):
    """The passphrase of one of the two officers; the field bears the number of the lot as its suffix."""

    passphrase = Secret(
        "Your passphrase for opening", "Give your passphrase for opening", "The one you set on your account page."
    )


class RecoveryPartForm(Form):
    """One half of the recovery key, and why it is needed."""

    half = Text(
        "One half of the recovery key",
        "Give the half from the paper",
        "Eight groups of four letters and digits, from the paper that was printed at the publication. Another officer "
        "gives the other half.",
        longest=100,
    )
    reason = Text(
        "Why is it needed?",
        "Say why; every bidder reads it",
        "Every bidder reads it; it stands in the journal.",
        longest=10_000,
        lines=True,
    )
