"""The evaluation report on paper, whole or with passages blacked out; then a register gives the ground of each."""

from __future__ import annotations

from appraisal.core.evaluation_report import EvaluationReport, Section
from appraisal.reports.facts import Line, digest_of, fact, paragraphs, short_digest, small
from appraisal.reports.paper import WIDTH, Paper, print_paper
from appraisal.reports.scorecard.flow import Block, Part, lines_of
from appraisal.reports.scorecard.style import MEDIUM, SEMIBOLD
from appraisal.reports.wording import counted, visible

NUMBERS = 12.0
LONG = 20
"""Lines from which on a section is set as a list."""


def evaluation_paper(report: EvaluationReport, seal: str = "") -> bytes:
    """The report as PDF/A-3b, the same bytes for the same report; `seal` is the fingerprint of the seal's key."""
    redacted = bool(report.full_digest)
    paper = Paper(
        kind="Evaluation report" + (", redacted" if redacted else ""),
        subject=report.title,
        section=report.reference,
        headline=f"How lot {report.lot}, {visible(report.lot_title)}, was evaluated and decided.",
        deck=_deck(report),
        footer=f"{visible(report.reference)}, lot {report.lot}, version {report.number}",
        footing=f"sha256 {short_digest(report.digest)}",
        seal=seal,
        head=report.head,
    )
    blocks = [
        Block("This report", _facts(report)),
        *(Block(visible(section.title), _text(section)) for section in report.sections if section.text.strip()),
        Block("What was blacked out", _register(report), "the number stands behind each passage"),
    ]
    return print_paper(paper, blocks)


def _deck(report: EvaluationReport) -> str:
    if report.full_digest:
        return (
            f"{counted(len(report.redactions), 'passage')} blacked out, each for a ground that stands at the end. "
            "The digest of the full report shows that this is a part of it."
        )
    return "What was asked, who bid, who evaluated and found what, and why it was decided so."


def _facts(report: EvaluationReport) -> tuple[Part, ...]:
    rows = [
        ("Tender", [Line(report.reference, 8.5, MEDIUM), Line(report.title)]),
        ("Lot", [Line(f"{report.lot}: {visible(report.lot_title)}")]),
        ("Buyer", [Line(report.buyer, 8.5, SEMIBOLD)]),
        ("Closed", [Line(f"{report.closed} by {visible(report.closed_by)}"), small(f"version {report.number}")]),
        ("Comparison", [digest_of(report.comparison), small("SHA-256 of the official calculation")]),
    ]
    if report.full_digest:
        rows.append(("Full report", [digest_of(report.full_digest), small("SHA-256 of the report as it was closed")]))
        rows.append(("Redaction", [digest_of(report.digest), small("SHA-256 of the register of what was blacked out")]))
    else:
        rows.append(("This report", [digest_of(report.digest), small("SHA-256 of the report as it is stored")]))
    return tuple(part for label, lines in rows for part in fact(label, lines, WIDTH))


def _text(section: Section) -> tuple[Part, ...]:
    """The text; long lists from the record are set closer, with the lines that head a part of them in bold."""
    lines = [line for line in map(visible, section.text.splitlines()) if line]
    if section.typed or len(lines) < LONG:
        return paragraphs(lines, WIDTH)
    return tuple(part for line in lines for part in _entry(line))


def _entry(line: str) -> tuple[Part, ...]:
    if line.endswith(":"):
        return lines_of(line.removesuffix(":"), WIDTH, above=6.4, face=SEMIBOLD)
    return lines_of(line, WIDTH, above=4.6)


def _register(report: EvaluationReport) -> tuple[Part, ...]:
    """The ground of each passage; nothing for the full report."""
    titles = {section.id: visible(section.title) for section in report.sections}
    lines = [
        [Line(one.ground, 8.5, SEMIBOLD), small(f"in {titles[one.section]}, {one.end - one.start} letters")]
        for one in report.redactions
    ]
    return tuple(part for number, line in enumerate(lines, 1) for part in fact(f"[{number}]", line, WIDTH, NUMBERS))
