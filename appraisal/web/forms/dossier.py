"""Building a dossier, and what a public extract of it leaves out."""

from __future__ import annotations

from appraisal.web.forms.base import Form
from appraisal.web.forms.fields import Hidden, Text

GROUND = "The ground, such as “trade secrets”; empty: it stays in."


def _ground(label: str, what: str) -> Text:
    return Text(label, hint=f"{what} {GROUND}")


class DossierForm(Form):
    """The dossier alone (`act` is "whole"), or with a public extract: a ground for each family that is left out."""

    act = Hidden()
    comments = _ground("Comments", "What respondents wrote beside their answers.")
    evidence = _ground("Evidence", "The files, with their names, titles and addresses.")
    findings = _ground("Findings", "Declarations, each evaluator’s findings, and the reasons of what was agreed.")
    letters = _ground("Letters", "The letters to the bidders.")
    names = _ground("Names", "People of suppliers and their addresses.")
    report = _ground("Evaluation report", "The full report; its redacted version stays.")

    @property
    def grounds(self) -> dict[str, str]:
        """The ground of each family that is left out."""
        families = ("comments", "evidence", "findings", "letters", "names", "report")
        return {family: str(self[family].data) for family in families if self[family].data}
