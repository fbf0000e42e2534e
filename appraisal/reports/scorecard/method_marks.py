"""What the marks mean, and how gaps become process risk."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from appraisal.core.comparison import Risk
from appraisal.core.risk import TABLE
from appraisal.reports.board import Board
from appraisal.reports.scorecard.flow import Block, Part, lines_of
from appraisal.reports.scorecard.pen import Pen
from appraisal.reports.scorecard.style import BLUE, HAIR, REGULAR, RULE, TEXT3
from appraisal.reports.scorecard.symbols import ball, diamond, drop, rating_share, risk_bars, verdict
from appraisal.reports.scorecard.typesetting import wrap
from appraisal.reports.wording import Strong

CELLS = (17.0, 38.0, 59.0)
KINDS = ("slight", "significant", "substantial")


def process_risk(width: float) -> Block:
    """The rule of gaps and the table of levels."""
    says = (
        "A gap is ",
        Strong("minor"),
        " when the state is one step short and not the lowest (for a number: a fit of at least one half), else ",
        Strong("major"),
        ". The gaps of a maturity level make its risk; the highest level decides.",
    )
    rows = [Part(5.6, partial(_row, level=level, risks=list(TABLE[level].values()), width=width)) for level in TABLE]
    parts = (
        *lines_of(says, width, 8.4, 11.8, above=5.2),
        Part(6.6, partial(_heads, width=width)),
        *rows,
        Part(3.4, lambda pen, x, y: pen.text(x, y + 3.2, "* or any major gap on level 2", 7.2, REGULAR, TEXT3)),
    )
    return Block("Process risk", parts, together=9)


def _heads(pen: Pen, x: float, y: float, width: float) -> None:
    pen.text(x, y + 4.6, "Gaps on", 7.4, REGULAR, TEXT3)
    for at, head in zip(CELLS, ("only minor", "one major", "two or more*"), strict=True):
        pen.text(x + at, y + 4.6, head, 7.4, REGULAR, TEXT3)
    pen.line(x, y + 6.4, x + width, y + 6.4, RULE, 0.5)


def _row(pen: Pen, x: float, y: float, level: int, risks: list[Risk], width: float) -> None:
    pen.text(x, y + 3.8, f"Level {level}", 8.2)
    for at, risk in zip(CELLS, risks, strict=True):
        risk_bars(pen, x + at, y + 3.8, risk)
        pen.text(x + at + 5.6, y + 3.8, risk, 8.2)
    pen.line(x, y + 5.6, x + width, y + 5.6, HAIR, 0.5)


def marks(board: Board, width: float) -> Block:
    """Every mark of the scorecard with its meaning; the balls as the model's scale has them."""
    ratings = [rating.id for rating in board.model.ratings]
    shares = [rating_share(board.model, rating) for rating in ratings][:5]
    rows: list[tuple[Callable[[Pen, float, float], None], str]] = [
        (partial(_balls, shares=shares), f"state: {', '.join(ratings)}"),
        (_drops, "gap to the requirement: minor, major"),
        (_verdicts, "knock-out: met, undecided, missed"),
        (lambda pen, x, y: diamond(pen, x + 1.5, y), "the area is a knock-out; published weight"),
        (lambda pen, x, y: pen.hatch(x, y - 1.45, 9.5, 2.9, BLUE), "unknown: certain figures are solid"),
        (lambda pen, x, y: risk_bars(pen, x, y + 1, "medium"), "process risk: none to high, empty to full"),
    ]
    at = max(13.0, 3.7 * len(shares) + 1.6)
    parts = []
    for draw, text in rows:
        lines = wrap(text, REGULAR, 8.2, width - at)
        height = 5.4 + 3.6 * (len(lines) - 1)
        parts.append(Part(height, partial(_mark, mark=draw, lines=lines, at=at)))
    return Block("How to read the marks", (Part(1.0, lambda pen, x, y: None), *parts), together=len(parts) + 1)


def _mark(pen: Pen, x: float, y: float, mark: Callable[[Pen, float, float], None], lines: list[str], at: float) -> None:
    mark(pen, x, y + 3.0)
    for place, line in enumerate(lines):
        pen.text(x + at, y + 4.0 + place * 3.6, line, 8.2)


def _balls(pen: Pen, x: float, y: float, shares: list[float]) -> None:
    for place, share in enumerate(shares):
        ball(pen, x + 1.5 + 3.7 * place, y, share)


def _drops(pen: Pen, x: float, y: float) -> None:
    drop(pen, x + 1.5, y, "minor")
    drop(pen, x + 5.2, y, "major")


def _verdicts(pen: Pen, x: float, y: float) -> None:
    verdict(pen, x + 1.5, y, "meets")
    verdict(pen, x + 5.2, y, "unclear")
    verdict(pen, x + 8.9, y, "fails")
