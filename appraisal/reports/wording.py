"""Figures, names and lists as words for people: what the terminal, the pages and the scorecard say alike."""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from fractions import Fraction

from appraisal.core.comparison import Basis, BidResult
from appraisal.core.figures import plain_decimal, reading
from appraisal.core.profile import RequiredProfile
from appraisal.core.response import Supplier

NARROW = "\u202f"
MINUS = "−"
SHORT = 22
LONGEST = 40
MONTHS = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
]


class Strong(str):
    """A run of a sentence that is set in a heavier face where the door has one."""

    __slots__ = ()


Text = tuple[str, ...]
"""A sentence as runs, some of them Strong."""


def plain(text: Iterable[str]) -> str:
    """The sentence without its emphasis."""
    return "".join(text)


def seen(text: str) -> str:
    """The text as one line of what can be seen: composed letters, no controls, no marks that reorder or hide."""
    if text.isascii() and text.isprintable():
        return text
    kept = []
    for letter in unicodedata.normalize("NFC", text):
        kind = unicodedata.category(letter)
        if letter in "\t\n\r\x0b\x0c\x85" or kind in ("Zl", "Zp") or (kind == "Zs" and letter not in " \u00a0\u202f"):
            kept.append(" ")
        elif kind not in ("Cc", "Cf") and not "\ufe00" <= letter <= "\ufe0f":
            kept.append(letter)
    return "".join(kept)


def visible(text: str) -> str:
    """The same with single spaces between its words and none around them.

    >>> visible("A\\nB\\u202eC\\u200b")
    'A BC'
    """
    return " ".join(word for word in seen(text).split(" ") if word)


def tenths(value: Fraction) -> str:
    """A figure on the scale 0-100 with one decimal, half up; "0.0" and "100.0" only where it is exactly that."""
    return str(reading(value, 1))


def unearned(fit: Fraction) -> str:
    """What a fit leaves of 100, so that the two figures add up as printed."""
    return str(100 - reading(fit, 1))


def lost_of(fit: Fraction) -> str:
    """The same with a true minus sign; none at all is "0.0"."""
    return f"{MINUS if fit < 100 else ''}{unearned(fit)}"


def lost(points: Fraction) -> str:
    """Points lost, with a true minus sign; none at all is "0.0"."""
    return f"{MINUS if points else ''}{tenths(points)}"


def percent(share: Fraction | float) -> str:
    """A share as per cent, half up; a decimal where a whole number would read as nothing or everything.

    >>> percent(Fraction(3, 28)), percent(Fraction(1, 300)), percent(Fraction(999, 1000))
    ('11\\u202f%', '0.3\\u202f%', '99.9\\u202f%')
    """
    return f"{percent_figure(share)}{NARROW}%"


def percent_figure(share: Fraction | float) -> str:
    """The same without the sign."""
    hundred = 100 * Fraction(share)
    return str(reading(hundred, 1 if 0 < hundred < 1 or 99 < hundred < 100 else 0))


def at_least(share: Fraction) -> str:
    """A share as per cent, rounded down so that it never flatters: a decimal under 1 %."""
    hundred = 100 * share
    if hundred >= 1 or not hundred:
        return f"{hundred.__floor__()}{NARROW}%"
    return f"0.{int(hundred * 10)}{NARROW}%" if hundred * 10 >= 1 else f"under 0.1{NARROW}%"


def least_move(share: Fraction) -> str:
    """The same as the least that must move: "at least 8 %", and "a little, under 0.1 %," where it is that small."""
    return f"at least {at_least(share)}" if share >= Fraction(1, 1000) or not share else f"a little, {at_least(share)},"


def range_within(low: Fraction, high: Fraction) -> str:
    """A range of shares as per cent, rounded inwards so that it never promises too much.

    >>> range_within(Fraction(0), Fraction(229, 1000)), range_within(Fraction(1, 300), Fraction(1))
    ('0 – 22\\u202f%', '0.4 – 100\\u202f%')
    """
    low_scale, high_scale = (
        10 if 0 < end < Fraction(1, 100) or Fraction(99, 100) < end < 1 else 1 for end in (low, high)
    )
    up = Fraction((100 * low_scale * low).__ceil__(), low_scale)
    down = Fraction((100 * high_scale * high).__floor__(), high_scale)
    return f"{plain_decimal(up)} – {plain_decimal(down)}{NARROW}%"


def of_hundred(share: float) -> str:
    """A share of random draws as "96 of 100"; none and all only where it is exactly that."""
    hundred = 100 * Fraction(share)
    if 0 < hundred < Fraction(1, 2):
        return "under 1 of 100"
    return "over 99 of 100" if Fraction(199, 2) <= hundred < 100 else f"{reading(hundred, 0)} of 100"


def joined(words: Sequence[str], most: int = 0, last: str = "and") -> str:
    """ "A, B and C"; with `most`, what is over is counted: "A, B and 2 more"."""
    if most and len(words) > most:
        words = [*words[:most], f"{len(words) - most} more"]
    return f" {last} ".join(filter(None, [", ".join(words[:-1]), *words[-1:]]))


def strong_list(words: Sequence[str], most: int = 0) -> Text:
    """The same as a text in which each of the words is strong."""
    shown = list(words[:most] if most else words)
    over = len(words) - len(shown)
    runs: list[str] = []
    for place, word in enumerate(shown):
        last = place == len(shown) - 1 and not over
        runs += [*([" and " if last else ", "] if place else []), Strong(word)]
    return (*runs, f" and {over} more") if over else tuple(runs)


def counted(number: int, one: str, many: str = "") -> str:
    """ "1 gap", "2 gaps"."""
    return f"{number} {one if number == 1 else many or one + 's'}"


def ordinal(place: int) -> str:
    """ "1st", "2nd", "3rd", "4th", "11th"."""
    ending = {1: "st", 2: "nd", 3: "rd"}.get(place % 10, "th") if place % 100 not in (11, 12, 13) else "th"
    return f"{place}{ending}"


def day(date_: date) -> str:
    """ "22 November 2026"."""
    return f"{date_.day} {MONTHS[date_.month - 1]} {date_.year}"


def full_name(supplier: Supplier) -> str:
    """The supplier's name as it can be read, its id where nothing of the name can."""
    return visible(supplier.name) or visible(supplier.id)


def short_names(suppliers: Sequence[Supplier]) -> Mapping[str, str]:
    """A name for running text and narrow labels by supplier id, unique among the suppliers.

    Up to the first comma, or two words where that is over 22 letters; twins take a word more until they differ, and
    their id where even the full names are the same.
    """
    words = {supplier.id: full_name(supplier).split(" ") for supplier in suppliers}
    counts = {supplier: _first_words(own) for supplier, own in words.items()}
    while True:
        names = {supplier: _cut(words[supplier][: counts[supplier]]) for supplier in words}
        seen = Counter(name.casefold() for name in names.values())
        twins = [each for each, name in names.items() if seen[name.casefold()] > 1 and not name.endswith("…")]
        growing = [each for each in twins if counts[each] < len(words[each])]
        if not growing:
            break
        for each in growing:
            counts[each] += 1
    return {each: f"{name} ({each})" if seen[name.casefold()] > 1 else name for each, name in names.items()}


def _first_words(words: Sequence[str]) -> int:
    count = next((place for place, word in enumerate(words, 1) if word.endswith(",")), len(words))
    if len(" ".join(words[:count])) <= SHORT:
        return count
    return min(count, 3 if len(words) > 2 and not words[1].strip("&+-–/,").isalnum() else 2)


def _cut(words: Sequence[str]) -> str:
    name = " ".join(words).rstrip(" ,&+-–/")
    return name if len(name) <= LONGEST else name[: LONGEST - 1].rstrip() + "…"


def standing(profile: RequiredProfile, bid: BidResult) -> str:
    """A bid's eligibility in a word or three, as the profile's use allows to say it."""
    if bid.rank is None:
        return "Excluded" if bid.eligibility == "fails" else "Excluded, unclear"
    if bid.eligibility == "unclear":
        return "To be clarified"
    if profile.use == "selection":
        return "Qualifies"
    return "Meets all knock-outs" if bid.knock_outs else "No knock-out set"


FOOTING: Mapping[Basis, str] = {
    "declared": "Indications from suppliers’ declarations, not a rating or certification",
    "verified": "Indications from evaluators’ findings, not a rating or certification",
    "mixed": "Indications from declarations and findings, not a rating or certification",
}

CAUTION: Mapping[Basis, str] = {
    "declared": "All figures are indications computed from what suppliers declared; "
    "nobody has been rated or certified.",
    "verified": "All figures are indications computed from evaluators’ findings on evidence; "
    "nobody has been rated or certified.",
    "mixed": "All figures are indications, computed partly from evaluators’ findings and partly from what suppliers "
    "declared; nobody has been rated or certified.",
}

USE = {
    "selection": "They serve the selection of suppliers: who qualifies, and in which order.",
    "award-quality": "They are the quality part only: an award also needs price or cost.",
}
