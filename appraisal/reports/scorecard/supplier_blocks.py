"""The right side of a supplier's page: knock-outs, risk, scope, respondents, findings, flags and evidence."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from appraisal.core.comparison import AreaResult, BidResult, Eligibility, Tally
from appraisal.core.response import EvidenceItem
from appraisal.reports.answers import FLAGS, findings_of, flags_by_code, tally_of
from appraisal.reports.board import Board
from appraisal.reports.scorecard.flow import Block, Part, lines_of
from appraisal.reports.scorecard.pen import Pen
from appraisal.reports.scorecard.style import (
    BLUE,
    BLUE3,
    BOLD,
    HAIR,
    INK,
    MEDIUM,
    PAPER,
    REGULAR,
    SEMIBOLD,
    TEXT2,
    TEXT3,
    span,
)
from appraisal.reports.scorecard.supplier_commitments import commitments
from appraisal.reports.scorecard.symbols import risk_bars, verdict
from appraisal.reports.scorecard.typesetting import shorten, width_of, wrap
from appraisal.reports.wording import Strong, joined, visible

MET: dict[Eligibility, str] = {"meets": "met", "unclear": "undecided", "fails": "missed"}
NAMES = 30.0
ROW, LOW_ROW = 5.8, 5.0
IN_ONE_PIECE = 6
"""As many lines of an item of evidence as are never cut."""


def blocks_of(board: Board, bid: BidResult, width: float, row: float = ROW) -> list[Block]:
    """What stands at the right, in order, each block as high as its rows of `row` mm and its texts need."""
    blocks = [
        _knock_outs(board, bid, width, row),
        _risk(board, bid, width, row),
        _scope(board, bid, width),
        _respondents(board, bid, width, row),
        _findings(board, bid, width),
        commitments(board, bid, width),
        _flags(board, bid, width),
        _evidence(bid, width),
    ]
    return [block for block in blocks if block.parts]


def _knock_outs(board: Board, bid: BidResult, width: float, row: float) -> Block:
    if not bid.knock_outs:
        return Block("Knock-outs", lines_of("No area of this profile is a knock-out.", width))
    row = min(row, ROW if len(bid.knock_outs) <= 7 else LOW_ROW)
    rows = [Part(row, partial(_knock_out, board=board, area=area, row=row, width=width)) for area in bid.knock_outs]
    return Block("Knock-outs", tuple(rows))


def _knock_out(pen: Pen, x: float, y: float, board: Board, area: AreaResult, row: float, width: float) -> None:
    mid = y + row / 2
    verdict(pen, x + 1.6, mid, area.met)
    pen.text(x + 5, mid + 1.05, shorten(board.area_name(area), REGULAR, 8.5, width - 28))
    word = MET[area.met] if area.applicable else "not applicable"
    pen.text(x + width, mid + 1.05, word, 8.2, REGULAR if area.met == "meets" else SEMIBOLD, INK, "right")
    pen.line(x, y + row, x + width, y + row, HAIR, 0.5)


def _risk(board: Board, bid: BidResult, width: float, row: float) -> Block:
    rows = []
    for level in sorted(bid.risk_by_level):
        areas = [area.area for area in bid.areas if area.area in board.areas_on[level] and area.gap != "none"]
        lines = wrap(", ".join(areas) or "no gaps", REGULAR, 8.2, width - 36)
        height = row + 3.8 * (len(lines) - 1)
        rows.append(Part(height, partial(_risk_row, bid=bid, level=level, lines=lines, row=row, width=width)))
    return Block("Process risk", tuple(rows), "with the areas that cause it")


def _risk_row(
    pen: Pen, x: float, y: float, bid: BidResult, level: int, lines: Sequence[str], row: float, width: float
) -> None:
    base, height = y + row / 2 + 1.05, row + 3.8 * (len(lines) - 1)
    risk = bid.risk_by_level[level]
    pen.text(x, base, f"Level {level}")
    risk_bars(pen, x + 14, base, risk)
    pen.text(x + 20, base, risk)
    for place, line in enumerate(lines):
        pen.text(x + width, base + place * 3.8, line, 8.2, REGULAR, TEXT2, "right")
    pen.line(x, y + height, x + width, y + height, HAIR, 0.5)


def _scope(board: Board, bid: BidResult, width: float) -> Block:
    """Which part of the organisation answered; the full name, where the head of the page had to shorten it."""
    parts: list[Part] = []
    if width_of(board.full(bid), REGULAR, 9.2) > span(12):
        parts += lines_of(("Supplier: ", board.full(bid)), width)
    scope = bid.response.scope
    facts = [("", scope.unit), ("sites: ", joined(scope.sites)), ("period: ", scope.period)] if scope else []
    said = [f"{word}{visible(text)}" for word, text in facts if visible(text)]
    text = "; ".join(said) + "." if said else "The response does not say which part of the organisation it describes."
    return Block("Scope of the answers", (*parts, *lines_of(text, width)))


def _respondents(board: Board, bid: BidResult, width: float, row: float) -> Block:
    tallies = [(person, tally_of(board.profile, person)) for person in bid.response.respondents]
    shown = any(tally.na for _, tally in tallies)
    rows = []
    for person, tally in tallies:
        lines = wrap(person.role or person.id, REGULAR, 8.2, NAMES - 2, most=4)
        height = row + 3.6 * (len(lines) - 1)
        rows.append(Part(height, partial(_respondent, lines=lines, tally=tally, mid=row / 2, width=width)))
    return Block("Who answered", tuple(rows), key=partial(_answers_key, with_na=shown))


Brush = Callable[[Pen, float, float, float, float], None]


def _hatched(pen: Pen, x: float, y: float, width: float, height: float) -> None:
    pen.hatch(x, y, width, height, TEXT3, 0.9)


def _outlined(pen: Pen, x: float, y: float, width: float, height: float) -> None:
    pen.box(x, y, width, height, PAPER, TEXT3, 0.5)


def _solid(colour: str) -> Brush:
    return lambda pen, x, y, width, height: pen.box(x, y, width, height, colour)


BRUSHES: Sequence[tuple[str, Brush, str]] = (
    ("yes", _solid(BLUE), PAPER),
    ("no", _solid(BLUE3), INK),
    ("na", _outlined, INK),
    ("unknown", _hatched, INK),
)


def _answers_key(pen: Pen, right: float, y: float, with_na: bool) -> None:
    """What the bars mean, ending at `right`."""
    kinds = [(kind, brush) for kind, brush, _ in BRUSHES if kind != "na" or with_na]
    words = ["does not apply" if kind == "na" else kind for kind, _ in kinds]
    x = right - sum(width_of(word, REGULAR, 7.2) + 8.5 for word in words) + 3.5
    for word, (_, brush) in zip(words, kinds, strict=True):
        brush(pen, x, y - 2.2, 4, 2.4)
        pen.text(x + 5, y, word, 7.2, REGULAR, TEXT2)
        x += width_of(word, REGULAR, 7.2) + 8.5


def _respondent(pen: Pen, x: float, y: float, lines: Sequence[str], tally: Tally, mid: float, width: float) -> None:
    """A respondent's role and answers: yes, no, does not apply, unknown, each as wide as its number."""
    mid += y
    for place, line in enumerate(lines):
        pen.text(x, mid + 1.05 + place * 3.6, line, 8.2)
    total = tally.yes + tally.no + tally.na + tally.unknown
    if not total:
        pen.text(x + NAMES, mid + 1.05, "no questions in scope", 7.4, REGULAR, TEXT2)
        return
    at, unit = x + NAMES, (width - NAMES) / total
    for kind, brush, ink in BRUSHES:
        count: int = getattr(tally, kind)
        wide = count * unit
        if count:
            brush(pen, at, mid - 1.7, wide, 3.4)
        if wide > 1.5 * len(str(count)) + 2.4:
            if kind == "unknown":
                pen.box(at + wide / 2 - 0.8 * len(str(count)) - 0.6, mid - 1.2, 1.6 * len(str(count)) + 1.2, 2.4, PAPER)
            pen.text(at + wide / 2, mid + 0.95, count, 7.2, BOLD, ink, "centre")
        at += wide


def _findings(board: Board, bid: BidResult, width: float) -> Block:
    found = findings_of(board.profile, bid)
    if not found:
        return Block("Findings on evidence", ())
    total = f"{sum(found.values())} of {len(board.profile.asked)} questions were checked by evaluators: "
    counts = joined([f"{count} {word}" for word, count in found.items()])
    return Block("Findings on evidence", lines_of(f"{total}{counts}.", width))


def _flags(board: Board, bid: BidResult, width: float) -> Block:
    """What a person should look at, the areas of each kind of flag together."""
    parts: list[Part] = []
    for code, flags in flags_by_code(bid.flags).items():
        areas = list(dict.fromkeys(flag.area for flag in flags if flag.area))
        whole = [flag.message.rstrip(".") for flag in flags if not flag.area]
        text = "; ".join(filter(None, [", ".join(areas), *whole]))
        parts += lines_of((Strong(f"{FLAGS[code]}: "), text, "."), width, above=4.6 if not parts else 4.2)
    if not parts:
        return Block("Flags", lines_of("None.", width))
    return Block("Flags", tuple(parts))


def _evidence(bid: BidResult, width: float) -> Block:
    items = bid.response.evidence
    if not items:
        return Block("Evidence", lines_of("The response names no evidence.", width))
    ids = min(22.0, max(width_of(visible(item.id), MEDIUM, 8.2) for item in items) + 2.5)
    return Block("Evidence", tuple(part for item in items for part in _item(item, ids, width)))


def _item(item: EvidenceItem, ids: float, width: float) -> list[Part]:
    """An item's id and title, and under it where it is found; in one piece unless it is very long."""
    title = wrap(item.title, REGULAR, 8.2, width - ids)
    where = wrap(item.uri, REGULAR, 7.0, width - ids) if item.uri else []
    name = shorten(item.id, MEDIUM, 8.2, ids - 1)
    lines = [Part(4.8, partial(_line, text=title[0], at=ids, name=name))]
    lines += [Part(4.2, partial(_line, text=line, at=ids)) for line in title[1:]]
    lines += [Part(3.4, partial(_line, text=line, at=ids, size=7.0, colour=TEXT2), 1.6) for line in where]
    return [_piece(lines)] if len(lines) <= IN_ONE_PIECE else lines


def _piece(lines: Sequence[Part]) -> Part:
    def draw(pen: Pen, x: float, y: float) -> None:
        for line in lines:
            line.draw(pen, x, y)
            y += line.height

    return Part(sum(line.height for line in lines), draw)


def _line(
    pen: Pen, x: float, y: float, text: str, at: float, name: str = "", size: float = 8.2, colour: str = INK
) -> None:
    base = y + (4.2 if name else 3.6 if size > 8 else 2.8)
    pen.text(x, base, name, 8.2, MEDIUM, TEXT3)
    pen.text(x + at, base, text, size, REGULAR, colour)
