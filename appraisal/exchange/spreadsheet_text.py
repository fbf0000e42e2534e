"""Texts on their way into spreadsheets: nothing that a cell cannot hold, and nothing that the program would rewrite."""

from __future__ import annotations

import re
import unicodedata

LONGEST_CELL = 32_767
FORMULA_STARTS = ("=", "+", "-", "@", "−", "|", "%")
"""What a spreadsheet may take for the start of a formula, once width and style of letters are left aside."""

_BREAKS = dict.fromkeys((*"\x0b\x0c\x85\u2028\u2029",), "\n")
_INNER_FORMULA = re.compile(r"([;\t\n\r]\s*)(?=[=+\-@＝＋－＠﹦﹢﹣﹫−])")
_MONTHS = (
    "jan fev feb fév gen ene mar mrt mär mrz mars abr apr avr mai maj may mei mag giu jun juin lug jul juil ago aug "
    "aoû aou set sep okt oct out ott nov dec dez déc dic des"
)
_MONTH = rf"(?:{'|'.join(_MONTHS.split())})[^\W\d_]{{0,7}}"
_NUMBER = r"[(+-]?\s*[^\w\s]?\s*[0-9][0-9.,'\s]*(?:[ed][+-]?[0-9]+)?\s*[%€$£)]?"
_DAY = r"[0-9]{1,4}\s*[-/.:\s]\s*[0-9]{1,4}(?:\s*[-/.:\s]\s*[0-9]{1,4})*\s*(?:[ap]\.?m?\.?)?"
_MONTH_FIRST = rf"{_MONTH}\.?[-/.,\s]*[0-9]{{1,4}}(?:[-/.,\s]+[0-9]{{1,4}})?"
_DAY_FIRST = rf"[0-9]{{1,4}}[-/.,\s]*{_MONTH}\.?(?:[-/.,\s]*[0-9]{{1,4}})?"
_REWRITTEN = re.compile(rf"(?:{_NUMBER}|{_DAY}|{_MONTH_FIRST}|{_DAY_FIRST}|true|false)", re.IGNORECASE)
"""What spreadsheets turn into numbers, days, times and truth values when they open a CSV file."""


def plain(text: str) -> str:
    """A text that a cell can hold: no control characters but line breaks, spaces of all kinds plain, at most 32,767.

    >>> plain("a\\u2028b\\u00a0c\\u200bd")
    'a\\nb cd'
    """
    broken = (_BREAKS.get(letter, letter) for letter in text)
    kept = (" " if unicodedata.category(letter) == "Zs" else letter for letter in broken)
    return "".join(letter for letter in kept if letter == "\n" or letter.isprintable())[:LONGEST_CELL]


def is_formula(text: str) -> bool:
    """Whether a spreadsheet may take a text for a formula, invisible signs and spaces before it left aside.

    >>> is_formula("\\u200b=1+1"), is_formula("\\ufe661+1"), is_formula("a=b")
    (True, True, False)
    """
    at = next((at for at, letter in enumerate(text) if not _shows_nothing(letter)), len(text))
    breaks = set(text[:at]) & set("\t\r\n")
    return bool(breaks) or unicodedata.normalize("NFKC", text[at : at + 1]).startswith(FORMULA_STARTS)


def harmless(text: str) -> str:
    """A text for a CSV file so that no spreadsheet takes it, or a part that it splits off, for a formula.

    >>> harmless("\\u00a0=1+1"), harmless("a;=1+1"), harmless("a - b")
    ("'\\xa0=1+1", "a;'=1+1", 'a - b')
    """
    return f"'{text}" if is_formula(text) else _INNER_FORMULA.sub(r"\1'", text)


def lasting(text: str) -> str:
    """An id or a name for a CSV file so that spreadsheets leave it as it is: an apostrophe before what they rewrite.

    >>> lasting("0042"), lasting("12-10"), lasting("1e5"), lasting("MAR1"), lasting("SRI")
    ("'0042", "'12-10", "'1e5", "'MAR1", 'SRI')
    """
    return f"'{text}" if _REWRITTEN.fullmatch(unicodedata.normalize("NFKC", text).strip()) else harmless(text)


def _shows_nothing(letter: str) -> bool:
    return unicodedata.category(letter)[0] in "ZC" or letter in _BLANKS


_BLANKS = "\u115f\u1160\u2800\u3164\uffa0"
"""Letters that show nothing."""
