"""The letter to a bidder after the evaluation: the decision, its scores, what the winner did better, each finding."""

from __future__ import annotations

from functools import partial

from appraisal.core.debrief import Debrief, DebriefArea, DebriefFinding
from appraisal.reports import debrief_words as words
from appraisal.reports.facts import Line, digest_of, fact, paragraphs, said, short_digest, small
from appraisal.reports.paper import WIDTH, Paper, print_paper
from appraisal.reports.scorecard.flow import Block, Part, lines_of
from appraisal.reports.scorecard.pen import Pen
from appraisal.reports.scorecard.style import BOLD, HAIR, INK, MEDIUM, REGULAR, SEMIBOLD, TEXT2, TEXT3
from appraisal.reports.scorecard.typesetting import shorten, wrap
from appraisal.reports.wording import FOOTING, USE, visible

COLUMNS = (78.0, 34.0, 34.0, 14.0, 14.0)
"""Area, required, shown, own points, winner's points: mm."""
ROW = 7.0
ASK = 6.6
"""From the finding before to the first baseline of a question, mm."""


def debrief_letter(letter: Debrief, digest: str, seal: str = "", head: str = "") -> bytes:
    """The letter as PDF/A-3b, the same bytes for the same letter; `digest` is that of its stored document."""
    paper = Paper(
        kind="Letter to a bidder",
        subject=letter.title,
        section=letter.reference,
        headline=words.headline(letter),
        deck=words.deck(letter),
        footer=f"{visible(letter.reference)}, lot {letter.lot}, receipt {visible(letter.receipt)}",
        footing=f"sha256 {short_digest(digest)}",
        seal=seal,
        head=head,
    )
    blocks = [
        Block("The decision", _decision(letter, digest)),
        Block("What you can do", paragraphs(words.steps(letter), WIDTH)),
        Block("Where the winner did better", _advantages(letter), "points of 100; nothing of its answers is told"),
        Block("Your scores, area by area", _scores(letter), "points of 100, as far as each area weighs"),
        Block("What the figures are", paragraphs([f"{FOOTING['verified']}. {USE[_use(letter)]}"], WIDTH)),
        *(Block(f"Found in {visible(area.name)}", _findings(area), words.required(area)) for area in letter.areas),
    ]
    return print_paper(paper, blocks)


def _use(letter: Debrief) -> str:
    return letter.use if letter.use in USE else "selection"


def _decision(letter: Debrief, digest: str) -> tuple[Part, ...]:
    rows = [
        ("From", [Line(letter.buyer, 8.5, SEMIBOLD), small(f"written on {words.written(letter)}")]),
        ("Tender", [Line(letter.reference, 8.5, MEDIUM), *said(letter.title)]),
        ("Lot", [Line(f"{letter.lot}: {visible(letter.lot_title)}")]),
        ("To", [Line(letter.supplier, 8.5, SEMIBOLD), small(f"receipt {visible(letter.receipt)}")]),
    ]
    if letter.winner:
        rows.append(("Contract goes to", [Line(letter.winner, 8.5, SEMIBOLD)]))
    if letter.grounds:
        rows.append(("Why", said(letter.grounds)))
    if words.score(letter):
        rows.append(("Score", [Line(words.score(letter))]))
    rows.append(("Comparison", [digest_of(letter.comparison), small("SHA-256 of the calculation behind the decision")]))
    rows.append(("This letter", [digest_of(digest), small("SHA-256 of the letter as it is stored")]))
    return tuple(part for label, lines in rows for part in fact(label, lines, WIDTH))


def _advantages(letter: Debrief) -> tuple[Part, ...]:
    summary = words.advantage_summary(letter)
    if not summary:
        return ()
    return paragraphs([summary, *words.advantages(letter)], WIDTH)


def _scores(letter: Debrief) -> tuple[Part, ...]:
    if not letter.areas:
        return ()
    heads = ("Area", "Required", "Shown", "You", "Winner" if _has_winner(letter) else "")
    return (
        Part(5.6, partial(_cells, cells=heads, face=MEDIUM, colour=TEXT3)),
        *(_row(letter, a) for a in letter.areas),
    )


def _row(letter: Debrief, area: DebriefArea) -> Part:
    of = f"{words.points(area.points)}"
    winner = words.points(area.winner_points) if _has_winner(letter) else ""
    cells = (visible(area.name), words.required(area), words.shown(area), of, winner)
    return Part(ROW, partial(_cells, cells=cells, face=REGULAR, colour=INK, ruled=True))


def _has_winner(letter: Debrief) -> bool:
    return bool(letter.winner) and not letter.is_winner


def _cells(pen: Pen, x: float, y: float, cells: tuple[str, ...], face: str, colour: str, ruled: bool = False) -> None:
    at = x
    for place, (text, width) in enumerate(zip(cells, COLUMNS, strict=True)):
        right = place >= 3
        kind = SEMIBOLD if ruled and place == 0 else face
        fitted = shorten(text, kind, 8.2, width - 2)
        pen.text(at + width if right else at, y + 4.2, fitted, 8.2, kind, colour, "right" if right else "left")
        at += width
    if ruled:
        pen.line(x, y + ROW - 0.6, x + WIDTH, y + ROW - 0.6, HAIR, 0.5)


def _findings(area: DebriefArea) -> tuple[Part, ...]:
    return tuple(part for finding in area.findings for part in _finding(finding))


def _finding(finding: DebriefFinding) -> tuple[Part, ...]:
    """The question, what was answered, what was found, and why; the reason may run over pages."""
    heads = wrap(visible(finding.text), MEDIUM, 8.2, WIDTH - 34)
    height = ASK + 3.9 * (len(heads) - 1) + 4.4
    told = f"You answered: {words.answers(finding.tally)}"

    def draw(pen: Pen, x: float, y: float) -> None:
        for place, text in enumerate(heads):
            pen.text(x, y + ASK + place * 3.9, text, 8.2, MEDIUM, INK)
        pen.text(x + WIDTH, y + ASK, words.finding_word(finding.value), 8.6, BOLD, INK, "right")
        pen.text(x, y + height - 0.6, told, 7.4, REGULAR, TEXT2)

    reason = [
        part
        for text in (visible(line) for line in finding.reason.splitlines())
        if text
        for part in lines_of(text, WIDTH - 6, 8.2, 11.4, above=4.2)
    ]
    return (Part(height, draw), *reason)
