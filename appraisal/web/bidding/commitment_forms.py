"""What a supplier will improve: in which area, what, by when, and which questions it is about."""

from __future__ import annotations

from appraisal.exchange.commitments_json import LONGEST_COMMITMENT
from appraisal.web.machine.fields import Hidden, OneOf, SomeOf, Text
from appraisal.web.machine.form import Form


class PickAreaForm(Form):
    """The area in which something will be improved."""

    area = OneOf("In which area?")


class CommitmentForm(Form):
    """One commitment; `key` names the page, so that a form sent twice is one commitment."""

    key = Hidden()
    text = Text(
        "What will you do?",
        "Say what you will do",
        "In words that can stand in the contract, so that both sides can see whether it was done.",
        longest=LONGEST_COMMITMENT,
        lines=True,
    )
    by = Text("By which day?", "Give the day", "After the deadline for bids.", longest=20)
    questions = SomeOf(
        "Which questions can then be answered with yes?",
        hint="Choose none if it is all of them.",
    )
