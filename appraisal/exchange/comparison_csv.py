"""A comparison as a table for spreadsheets: one line for each supplier and required area."""

from __future__ import annotations

import csv
import io
from fractions import Fraction

from appraisal.core.comparison import AreaResult, BidResult, Comparison, Interval
from appraisal.core.figures import plain_decimal, reading
from appraisal.exchange.spreadsheet_text import harmless, lasting

COLUMNS = (
    "supplier",
    "name",
    "rank",
    "eligibility",
    "bid_fit_low",
    "bid_fit_high",
    "indicated_level",
    "risk",
    "area",
    "area_name",
    "level",
    "required",
    "weight",
    "mandatory",
    "applicable",
    "state",
    "gap",
    "fit_low",
    "fit_high",
    "points",
    "flags",
)

LASTING = ("supplier", "name", "area", "area_name")
"""The columns whose texts are somebody's own, and not to be taken for numbers or days."""


def comparison_csv(comparison: Comparison) -> bytes:
    """The table as UTF-8 with a byte order mark, which spreadsheets need to read the letters right; fits are 0-100."""
    text = io.StringIO(newline="")
    writer = csv.writer(text)
    writer.writerow(COLUMNS)
    for bid in comparison.bids:
        for area in bid.areas:
            row = zip(COLUMNS, _row(comparison, bid, area), strict=True)
            writer.writerow([_cell(column, value) for column, value in row])
    return text.getvalue().encode("utf-8-sig")


def _cell(column: str, value: object) -> object:
    if not isinstance(value, str):
        return value
    return lasting(value) if column in LASTING else harmless(value)


def _row(comparison: Comparison, bid: BidResult, area: AreaResult) -> list[object]:
    known = comparison.profile.model.area_by_id[area.area]
    return [
        bid.supplier.id,
        bid.supplier.name,
        bid.rank,
        bid.eligibility,
        *_ends(bid.fit),
        bid.indicated_level,
        bid.risk,
        area.area,
        known.name,
        known.level,
        area.requirement.target if isinstance(area.requirement.target, str) else plain_decimal(area.requirement.target),
        plain_decimal(area.requirement.weight),
        _yes_no(area.requirement.mandatory),
        _yes_no(area.applicable),
        area.state,
        area.gap,
        *(_ends(area.fit, 100) if area.fit else (None, None)),
        None if area.points is None else reading(area.points),
        " ".join(area.flags),
    ]


def _ends(interval: Interval, scale: int = 1) -> tuple[object, object]:
    return reading(interval.low * Fraction(scale)), reading(interval.high * Fraction(scale))


def _yes_no(value: bool) -> str:
    return "yes" if value else "no"
