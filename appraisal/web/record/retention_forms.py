"""How long a tender is kept, and the last word before its contents are deleted."""

from __future__ import annotations

from appraisal.web.machine.fields import Text, Tick
from appraisal.web.machine.form import Form


class RetentionForm(Form):
    """The last day on which a tender is kept, a hold, and the reason."""

    keep_until = Text("Keep until", "Give the last day on which it is kept")
    hold = Tick("Legal hold", hint="While it is ticked nothing can be deleted, also after that day.")
    reason = Text(
        "Why?", "Say why; it stands in the journal", "It stands in the journal for good.", longest=1000, lines=True
    )


class PurgeForm(Form):
    """A tender's reference, typed once more."""

    reference = Text("Reference of the tender", "Type the reference of this tender", "Type it to confirm.", longest=60)
