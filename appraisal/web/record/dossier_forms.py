"""Building a dossier, and what a public extract of it leaves out."""

from __future__ import annotations

from appraisal.web.machine.fields import Hidden, Text
from appraisal.web.machine.form import Form


class DossierForm(Form):
    """The dossier alone (`act` is "whole"), or with a public extract: a ground for each family that is left out."""

    act = Hidden()
    comments = Text("Comments", hint="What respondents wrote beside their answers.")
    evidence = Text("Evidence", hint="The files, with their names, titles and addresses.")
    findings = Text("Findings", hint="Declarations, each evaluator’s findings, and the reasons of what was agreed.")
    letters = Text("Letters", hint="The letters to the bidders.")
    names = Text("Names", hint="People of suppliers and their addresses.")
    report = Text("Evaluation report", hint="The full report; its redacted version stays.")

    @property
    def grounds(self) -> dict[str, str]:
        """The ground of each family that is left out."""
        families = ("comments", "evidence", "findings", "letters", "names", "report")
        return {family: str(self[family].data) for family in families if self[family].data}
