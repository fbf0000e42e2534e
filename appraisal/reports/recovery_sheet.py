"""The sheet for the keeper of one recovery half: the half to be read aloud or typed, and what to do with it."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from appraisal.core.recovery_sheet import RecoverySheet
from appraisal.reports.facts import Line, fact, paragraphs, said, small
from appraisal.reports.moments import moment
from appraisal.reports.paper import WIDTH, Paper, print_paper
from appraisal.reports.scorecard.flow import Block, Part
from appraisal.reports.scorecard.pen import Pen
from appraisal.reports.scorecard.style import BAND, INK, MEDIUM, REGULAR, RULE, SEMIBOLD, TEXT3
from appraisal.reports.wording import Strong, Text, visible

ROW, LETTER, BETWEEN, EDGE = 15.0, 7.4, 8.0, 9.0
"""The height of a row of groups, the width of a letter's cell, between two groups, and around them, mm."""
PER_ROW = 4


def recovery_paper(sheet: RecoverySheet, seal: str = "") -> bytes:
    """One half on its own sheet as PDF/A-3b, the same bytes for the same half; print it, and store it nowhere.

    The half's letters are set one by one: so they are easier to read out, and no text cache ever holds the half.
    """
    paper = Paper(
        kind="Recovery key",
        subject=sheet.title,
        section=sheet.reference,
        headline=f"Half {sheet.number} of 2 of a recovery key.",
        deck=(
            "With both halves the bids on this lot can be opened when too few of its officers have their passphrase. "
            "One half alone opens nothing. ",
            Strong("Keep it secret, on paper, and away from the other half."),
        ),
        footer=f"Recovery key of {visible(sheet.reference)}, lot {sheet.lot}, half {sheet.number} of 2",
        head=sheet.head,
        footing=f"key {visible(sheet.fingerprint)}",
        seal=seal,
    )
    blocks = [
        Block("What it belongs to", _facts(sheet)),
        Block("How to keep it", paragraphs(_keeping(), WIDTH)),
        Block("When it is needed", paragraphs(_use(sheet), WIDTH)),
        Block("The keeper", (Part(20.0, _keeper, 2.0),), together=1),
    ]
    return print_paper(paper, blocks, _half(sheet.half))


def _half(half: str) -> Part:
    groups = [group for group in visible(half).split("-") if group]
    rows = [groups[at : at + PER_ROW] for at in range(0, len(groups), PER_ROW)]
    height = ROW * len(rows) + 9.0
    return Part(height + 3.0, partial(_draw_half, rows=rows, height=height))


def _draw_half(pen: Pen, x: float, y: float, rows: Sequence[Sequence[str]], height: float) -> None:
    """The groups in rows on a pale ground, each under its number."""
    pen.box(x, y + 1.0, WIDTH, height, BAND)
    number = 0
    for row, groups in enumerate(rows):
        at = x + EDGE
        for group in groups:
            number += 1
            top = y + 1.0 + row * ROW
            pen.text(at, top + 6.0, number, 7.0, REGULAR, TEXT3)
            for place, letter in enumerate(group):
                pen.text(at + (place + 0.5) * LETTER, top + 14.0, letter, 22, SEMIBOLD, INK, "centre")
            at += LETTER * len(group) + BETWEEN
    pen.text(
        x + EDGE, y + height - 1.6, "Only digits and capital letters; I, L, O and U do not occur.", 7.0, REGULAR, TEXT3
    )


def _facts(sheet: RecoverySheet) -> tuple[Part, ...]:
    rows = (
        ("Tender", [Line(sheet.reference, 8.5, MEDIUM), *said(sheet.title)]),
        ("Lot", [Line(f"{sheet.lot}: {visible(sheet.lot_title)}")]),
        ("Published", [Line(moment(sheet.published, sheet.zone))]),
        ("Opening", [Line(f"not before {moment(sheet.opening, sheet.zone)}")]),
        ("Key of the lot", [Line(sheet.fingerprint, 11, SEMIBOLD), small("fingerprint of its public key")]),
    )
    return tuple(part for label, lines in rows for part in fact(label, lines, WIDTH))


def _keeping() -> list[Text]:
    return [
        (
            Strong("Check it now. "),
            "Compare the fingerprint above with the one on the tender’s page and on the other sheet; they must be the "
            "same. Then close the window that showed the halves: they are shown once and stored nowhere.",
        ),
        (
            Strong("Put it away. "),
            "Seal it in an envelope, sign across the flap, and lock it up. The other half belongs to somebody else, in "
            "another place. The best keepers are not the lot’s officers.",
        ),
        (
            Strong("Make no copy. "),
            "Do not photograph, scan, mail or type it anywhere before it is needed. Delete the file that this was "
            "printed from. If the sheet is lost or has been seen, tell the lot’s officers at once.",
        ),
    ]


def _use(sheet: RecoverySheet) -> list[Text]:
    where = f" ({visible(sheet.address)})" if visible(sheet.address) else ""
    return [
        (
            Strong("1  "),
            "Only in an emergency, only after the time of the opening, and only together: two different officers of "
            "the buyer, who need not be those of the lot, each with one half, and a reason that can be said aloud.",
        ),
        (
            Strong("2  "),
            f"On the opening page of the lot{where} choose the emergency opening, give the reason, and type your half. "
            "Hyphens, blanks and small letters do not matter; a slip of the hand is noticed. The other keeper does the "
            "same within the hour.",
        ),
        (
            Strong("3  "),
            "Every bidder is told of it with the reason, and it stands in the opening report and in the journal. After "
            "the opening both sheets can be destroyed.",
        ),
    ]


def _keeper(pen: Pen, x: float, y: float) -> None:
    """Lines to write on."""
    third = (WIDTH - 10) / 3
    for place, label in enumerate(("Name", "Received on", "Signature")):
        at = x + place * (third + 5)
        pen.line(at, y + 13, at + third, y + 13, RULE, 0.5)
        pen.text(at, y + 16.6, label, 7.4, REGULAR, TEXT3)
