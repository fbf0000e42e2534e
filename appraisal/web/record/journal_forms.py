"""What an auditor looks for in the journal."""

from __future__ import annotations

from appraisal.web.machine.fields import OneOf, Text
from appraisal.web.machine.form import Form


class FilterForm(Form):
    """Which entries of a tender are shown; sent with the address, as it changes nothing."""

    act = OneOf("Act")
    who = OneOf("Who")
    words = Text("Words")


class SearchForm(Form):
    """Words to look for in all entries."""

    words = Text(
        "Search all entries", hint="A name, a reference, a receipt, words, or how a digest begins.", longest=200
    )
