"""How spreadsheets show numbers: which of their formats are days, and what can be read as it is shown."""

from __future__ import annotations

import re
from datetime import datetime, timedelta
from typing import Literal

Form = Literal["plain", "percent", "day", "other"]

_BUILT_IN: dict[int, Form] = {
    **dict.fromkeys((0, 1, 2, 3, 4, 49), "plain"),
    **dict.fromkeys((9, 10), "percent"),
    **dict.fromkeys((*range(14, 18), 22, *range(27, 32), 36, *range(50, 55), 57, 58), "day"),
}
"""ECMA-376 part 1, 18.8.30; what is not among them is a time, a fraction, a currency or an exponent."""
_UNSHOWN = re.compile(r'"[^"]*"|\\.|_.|\*.|\[(?![hms]+\])[^\]]*\]')
_PLAIN = re.compile(r"general|@|standard|[#0]*(?:,##0)?(?:\.0+)?")
_LAST_DAY = 2_958_465
"""The serial number of 9999-12-31."""


def form_of(number: int, code: str | None) -> Form:
    """What a number format makes of a number: its number, and its code where the workbook tells one.

    >>> form_of(14, None), form_of(164, "yyyy\\\\-mm\\\\-dd"), form_of(165, '"e"0'), form_of(166, "0.0%")
    ('day', 'day', 'other', 'percent')
    """
    if code is None:
        return _BUILT_IN.get(number, "other")
    first = code.split(";")[0]
    bare = _UNSHOWN.sub("", first).strip().lower()
    if _PLAIN.fullmatch(bare) and '"' not in first:
        return "plain"
    if re.fullmatch(r"0(?:\.0+)?%", bare):
        return "percent"
    if re.fullmatch(r"[dmyhs:/.,\s-]*(?:am/pm)?", bare) and (set("dy") & set(bare) or "mmm" in bare):
        return "day"
    return "other"


def number_text(value: float) -> str:
    """A number as a cell shows it in full.

    >>> number_text(2026.0), number_text(0.5)
    ('2026', '0.5')
    """
    return f"{value:.15g}"


def day_text(serial: float, from_1904: bool) -> str | None:
    """The day, and the time where there is one, that a serial number stands for; None where it is none.

    >>> day_text(46568.0, False), day_text(45106.0, True), day_text(60.0, False)
    ('2027-06-30', '2027-06-30', None)
    """
    if not 0 <= serial <= _LAST_DAY or (not from_1904 and 60 <= serial < 61):
        return None
    start = datetime(1904, 1, 1) if from_1904 else datetime(1899, 12, 30) if serial > 60 else datetime(1899, 12, 31)
    try:
        moment = start + timedelta(seconds=round(serial * 86_400))
    except OverflowError:
        return None
    return f"{moment:%Y-%m-%d}" if not (moment.hour or moment.minute) else f"{moment:%Y-%m-%d %H:%M}"
