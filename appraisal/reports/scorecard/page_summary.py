"""The summary: who is recommended and why, every bid in one row, who is excluded, and what the figures are."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from appraisal.core.comparison import BidResult
from appraisal.reports.board import Board
from appraisal.reports.scorecard.pen import Pen
from appraisal.reports.scorecard.sheet import Sheet
from appraisal.reports.scorecard.style import (
    BAND,
    BLUE,
    BOLD,
    HAIR,
    INK,
    LEFT,
    LIGHT,
    MEDIUM,
    MM,
    REGULAR,
    RIGHT,
    RULE,
    SEMIBOLD,
    TEXT2,
    TEXT3,
    left,
    span,
)
from appraisal.reports.scorecard.symbols import fit_bar, risk_bars, verdict
from appraisal.reports.scorecard.typesetting import shorten, width_of, wrap
from appraisal.reports.verdicts import firm, note, out_or_open, summary_headline, why
from appraisal.reports.wording import counted, day, percent, standing, tenths

TABLE, ROWS_FOOT, TEXTS = 48.0, 137.0, 22.0
RANK, NAME, STANDING, STRIP, FIT = LEFT, LEFT + 9, LEFT + 84, LEFT + 124, LEFT + 151
LEVEL, RISK, EVIDENCE = LEFT + 222, LEFT + 230, RIGHT
BAR, NAME_WIDTH = 38.0, 73.0
ROOMY_NAMES = ((9.6, 3), (8.2, 3), (7.4, 4))
LOW_NAMES = ((8.8, 1), (7.4, 2), (6.4, 2))
"""Sizes of a supplier's name, each with the lines it may take."""
LOWEST_ROW, HIGHEST_ROW, ROOMY = 7.4, 17.6, 12.0
FIRST_PAGE, NEXT_PAGE = 12, 18


def summary_sheets(board: Board) -> list[Sheet]:
    """The summary's pages: the first twelve bids with the texts, then the table alone."""
    bids = board.bids
    pages = [bids[:FIRST_PAGE]]
    rest = bids[FIRST_PAGE:]
    pages += [rest[start : start + NEXT_PAGE] for start in range(0, len(rest), NEXT_PAGE)]
    head = summary_headline(board)
    draw = partial(_first_page, board=board, bids=pages[0])
    sheets = [Sheet("Summary", head, draw, bookmark="Summary", width=span(9) - 4)]
    for some in pages[1:]:
        places = f"Continued: suppliers {bids.index(some[0]) + 1} to {bids.index(some[-1]) + 1} of {len(bids)}."
        sheets.append(Sheet("Summary", places, partial(_next_page, board=board, bids=some)))
    return sheets


def _first_page(pen: Pen, board: Board, bids: Sequence[BidResult]) -> None:
    _facts(pen, board)
    row = max(LOWEST_ROW, min(HIGHEST_ROW, (ROWS_FOOT - TABLE) / len(bids)))
    y = _table(pen, board, bids, row)
    _texts(pen, board, y + TEXTS - (3 if len(bids) > 11 else 0))


def _next_page(pen: Pen, board: Board, bids: Sequence[BidResult]) -> None:
    _table(pen, board, bids, LOWEST_ROW)


def _facts(pen: Pen, board: Board) -> None:
    """What was compared: service, model, basis and date, at the right of the headline."""
    x, y = left(9) + 2, 18.2
    knock_outs = sum(requirement.mandatory for requirement in board.profile.requirements)
    areas = counted(len(board.profile.requirements), "area")
    asked = f"{areas}, {counted(knock_outs, 'knock-out') if knock_outs else 'no knock-outs'}"
    facts = [
        ("Service", board.profile.service, 2),
        ("Model", f"{board.model.title}, {asked}", 1),
        ("Figures", _basis(board), 1),
        *([("As of", day(board.as_of), 1)] if board.as_of else []),
    ]
    room = RIGHT - x - 11.5
    if width_of(facts[1][1], MEDIUM, 7.4) > room:
        facts[1:2] = [("Model", board.model.title, 1), ("Asked for", asked, 1)]
    for key, value, most in facts:
        pen.text(x, y, key, 7.4, REGULAR, TEXT3)
        for line in wrap(value, MEDIUM, 7.4, room, most=most):
            pen.text(RIGHT, y, line, 7.4, MEDIUM, INK, "right")
            y += 3.2
        pen.line(x, y - 1.8, RIGHT, y - 1.8, HAIR, 0.5)
        y += 1.4


def _basis(board: Board) -> str:
    people = counted(sum(len(bid.response.respondents) for bid in board.bids), "respondent")
    return {
        "declared": f"Declarations of {people}",
        "verified": "Evaluators’ findings on evidence",
        "mixed": "Findings, elsewhere declarations",
    }[board.comparison.basis]


def _table(pen: Pen, board: Board, bids: Sequence[BidResult], row: float) -> float:
    """The ranking table; its foot, in mm, comes back."""
    heads = ((RANK, "Rank"), (NAME, "Supplier"), (STANDING, "Eligibility"), (STRIP, "Knock-outs"), (FIT, "Fit, of 100"))
    for x, text in (*heads, (RISK, "Process risk")):
        pen.text(x, TABLE - 2.4, text, 7.4, REGULAR, TEXT3)
    for x, text in ((LEVEL, "Level"), (EVIDENCE, "Evidence")):
        pen.text(x, TABLE - 2.4, text, 7.4, REGULAR, TEXT3, "right")
    pen.line(LEFT, TABLE, RIGHT, TABLE, INK, 0.9)
    y = TABLE
    for place, bid in enumerate(bids):
        if bid is board.winner:
            pen.box(LEFT, y, RIGHT - LEFT, row, BAND)
        if place:
            _divide(pen, y, bids[place - 1], bid)
        _name(pen, board, bid, y, row)
        _figures(pen, board, bid, y + row / 2, row > ROOMY)
        y += row
    pen.line(LEFT, y, RIGHT, y, INK, 0.9)
    _key(pen, y)
    return y


def _divide(pen: Pen, y: float, above: BidResult, below: BidResult) -> None:
    """The line between two rows: firm above the excluded, lighter between classes, a hair within one."""
    if above.rank is not None and below.rank is None:
        pen.line(LEFT, y, RIGHT, y, INK, 0.9)
    else:
        pen.line(LEFT, y, RIGHT, y, RULE if above.eligibility != below.eligibility else HAIR, 0.5)


def _name(pen: Pen, board: Board, bid: BidResult, y: float, row: float) -> None:
    """Rank, name, and where there is room one line that says what to know about the bid."""
    roomy, gone, wins = row > ROOMY, bid.rank is None, bid is board.winner
    mid = y + row / 2
    big = 15.0 if roomy else 11.0
    pen.text(RANK + 1.5, mid + big * 0.125, bid.rank or "–", big, BOLD if wins else LIGHT, TEXT3 if gone else INK)
    face = BOLD if wins else SEMIBOLD
    size, lines = _fitting(board.full(bid), face, ROOMY_NAMES if roomy else LOW_NAMES)
    step = size * 1.16 / MM
    top = mid + 1.1 - (len(lines) - 1 + roomy) * step / 2
    for place, line in enumerate(lines):
        pen.text(NAME, top + place * step, line, size, face, TEXT2 if gone else INK)
    if roomy:
        text = shorten(note(board, bid), REGULAR, 7.4, 72)
        pen.text(NAME, top + len(lines) * step + 0.3, text, 7.4, REGULAR, TEXT2)


def _fitting(name: str, face: str, sizes: Sequence[tuple[float, int]]) -> tuple[float, list[str]]:
    """The name in the largest size that keeps it within the lines that go with the size; else cut in the smallest."""
    for size, most in sizes:
        lines = wrap(name, face, size, NAME_WIDTH)
        if len(lines) <= most:
            return size, lines
    return size, wrap(name, face, size, NAME_WIDTH, most)


def _figures(pen: Pen, board: Board, bid: BidResult, mid: float, roomy: bool) -> None:
    base, gone = mid + 1.1, bid.rank is None
    verdict(pen, STANDING + 1.9, mid, bid.eligibility, 1.7)
    pen.text(STANDING + 5.4, base, standing(board.profile, bid), 8.5)
    _strip(pen, bid, mid)
    fit_bar(pen, FIT, mid, BAR, bid.fit, 3.2, TEXT3 if gone else BLUE)
    pen.line(FIT + BAR, mid - 2.6, FIT + BAR, mid + 2.6, INK, 0.7)
    size = 11.5 if roomy else 9.6
    pen.text(FIT + BAR + 12.8, base + 0.35, tenths(bid.fit.low), size, BOLD, TEXT2 if gone else INK, "right")
    if bid.fit.high > bid.fit.low:
        pen.text(FIT + BAR + 13.8, base + 0.35, f"to {tenths(bid.fit.high)}", 7.4, REGULAR, TEXT2)
    pen.text(LEVEL, base, "–" if bid.indicated_level is None else bid.indicated_level, 8.5, align="right")
    risk_bars(pen, RISK, base, bid.risk)
    pen.text(RISK + 6, base, bid.risk)
    pen.text(EVIDENCE, base, percent(bid.evidence_coverage), align="right")


def _strip(pen: Pen, bid: BidResult, mid: float) -> None:
    """One mark for each knock-out in the profile's order, in two rows where there are many; else how many are met."""
    marks = bid.knock_outs
    if not marks:
        pen.text(STRIP, mid + 1.1, "none", 8.5, REGULAR, TEXT3)
        return
    rows = 1 if len(marks) <= 6 else 2
    across = -(-len(marks) // rows)
    step = min(4.1, 24.6 / across)
    r = min(1.4, step / 2 - 0.25) if rows == 1 else min(1.15, step / 2 - 0.2)
    for place, area in enumerate(marks):
        down = (place // across - (rows - 1) / 2) * 3.1
        verdict(pen, STRIP + r + place % across * step, mid + down, area.met, r)


def _key(pen: Pen, y: float) -> None:
    pen.box(FIT, y + 2.2, 5, 2.0, BLUE)
    pen.text(FIT + 6, y + 3.9, "certain", 6.8, REGULAR, TEXT3)
    pen.hatch(FIT + 17, y + 2.2, 5, 2.0, BLUE)
    pen.text(FIT + 23, y + 3.9, "possible, if every unknown is a yes", 6.8, REGULAR, TEXT3)


def _texts(pen: Pen, board: Board, y: float) -> None:
    """Three short texts: why, who is out or open, how firm the result is and what it is."""
    title, says = why(board)
    texts = (
        (title, says),
        ("Excluded or open", out_or_open(board)),
        ("How firm, and what this is", firm(board, pen.pages.get("Robustness"))),
    )
    room = max(3, int((196 - y - 5) * MM / 12) + 1)
    for place, (heading, body) in enumerate(texts):
        x = left(4 * place)
        pen.line(x, y - 5, x + span(4), y - 5, INK, 0.9)
        pen.text(x, y, heading, 9.6, BOLD)
        pen.para(x, y + 5, span(4) - 2, body, 8.5, 12, most=room)
