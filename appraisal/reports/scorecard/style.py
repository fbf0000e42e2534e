"""Colours, faces, sizes and the page grid of the scorecard; millimetres from the top left, type sizes in points."""

from __future__ import annotations

from collections.abc import Mapping

from appraisal.core.comparison import Gap

MM = 72 / 25.4
"""Points in a millimetre."""

PAGE_WIDTH, PAGE_HEIGHT = 297.0, 210.0
LEFT, RIGHT, TOP, BOTTOM = 18.0, 279.0, 40.0, 192.0
COLUMN, GUTTER = 17.1667, 5.0

INK, TEXT2, TEXT3 = "#17212B", "#525D68", "#656F79"
RULE, HAIR, BAND, PAPER = "#BCC4CB", "#E1E5E9", "#F4F6F8", "#FFFFFF"
BLUE, BLUE2, BLUE3, BLUE4 = "#1F5A8C", "#6C9AC2", "#B3CBE0", "#DCE7F0"
AMBER, AMBER_TINT = "#A85F00", "#FCEBC9"
RED, RED_TINT = "#A3211B", "#F5CFC7"
PLACES = (BLUE, BLUE2, BLUE3, BLUE4, "#EDF1F5")
"""The tone of each place, the last one for all that follow."""

GAP_INK: Mapping[Gap, str] = {"none": BLUE, "minor": AMBER, "major": RED}
GAP_TINT: Mapping[Gap, str] = {"none": PAPER, "minor": AMBER_TINT, "major": RED_TINT}

LIGHT, REGULAR, MEDIUM = "Lato-Light", "Lato-Regular", "Lato-Medium"
SEMIBOLD, BOLD, BLACK = "Lato-SemiBold", "Lato-Bold", "Lato-Black"


def left(column: int) -> float:
    """The left edge, in mm, of one of the twelve columns, counted from 0."""
    return LEFT + column * (COLUMN + GUTTER)


def span(columns: int) -> float:
    """The width, in mm, of so many columns with the gutters between them."""
    return columns * COLUMN + (columns - 1) * GUTTER
