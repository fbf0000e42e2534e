"""The papers that go into a dossier, printed for the act that builds it."""

from __future__ import annotations

from appraisal.core.comparison import Comparison
from appraisal.core.debrief import Debrief
from appraisal.core.evaluation_report import EvaluationReport
from appraisal.core.opening import OpeningReport
from appraisal.reports.debrief_letter import debrief_letter
from appraisal.reports.evaluation_paper import evaluation_paper
from appraisal.reports.opening_report import opening_paper
from appraisal.reports.scorecard.document import scorecard


class DossierPapers:
    """Prints what a dossier asks for, each page with the fingerprint of the key that seals it."""

    def __init__(self, seal: str) -> None:
        self._seal = seal

    def scorecard(self, comparison: Comparison, comparison_json: bytes) -> bytes:
        """The scorecard as PDF/A-3b with the comparison's file inside."""
        return scorecard(comparison, comparison_json=comparison_json, seal=self._seal)

    def opening_report(self, report: OpeningReport) -> bytes:
        """The opening report as PDF/A-3b."""
        return opening_paper(report, self._seal)

    def evaluation_report(self, report: EvaluationReport) -> bytes:
        """The evaluation report, or its redacted version, as PDF/A-3b."""
        return evaluation_paper(report, self._seal)

    def letter(self, letter: Debrief, digest: str, head: str) -> bytes:
        """A letter to a bidder as PDF/A-3b."""
        return debrief_letter(letter, digest, self._seal, head)
