"""Questions of suppliers, and the buyer's answers."""

from __future__ import annotations

from appraisal.web.machine.fields import Hidden, Text
from appraisal.web.machine.form import Form


class AskForm(Form):
    """A supplier's question; `key` names the page, so that the same press twice asks once."""

    key = Hidden()
    question = Text("Your question", "Write your question", longest=4000, lines=True)


class WhichForm(Form):
    """Which of the questions on the page is answered."""

    question = Text(longest=100)


class AnswerForm(Form):
    """The answer to one question; the fields bear the name of the question as their suffix."""

    wording = Text(
        "The question as all suppliers will read it",
        "Leave the question as it was asked, or reword it",
        "Reword what would tell who asks.",
        longest=4000,
        lines=True,
    )
    answer = Text("Your answer", "Write the answer", longest=10_000, lines=True)
