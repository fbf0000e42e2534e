"""Which items of evidence a cell beside an answer names, however people write a list of them."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass

_NAME = r"(?<![^\W_])(?:e|ev|evidence)\s*[.:#]?\s*0*([1-9][0-9]{0,3})(?![^\W_])"
_NAMES = re.compile(_NAME)
_RANGE = re.compile(rf"{_NAME}\s*(?:-|–|—|\.\.|to|t/m|bis)\s*{_NAME}")
_BETWEEN = re.compile(r"[\s,;/+&|.·•()\[\]]|\b(?:and|en|und|et|y|e|i|och|og|plus|see|zie|siehe|also)\b")
_PAGES = re.compile(
    r"\b(?:p|pp|pg|page|pages|blz|pag|pagina|s|seite|sect|section|sec|§|par|ch|chapter|hfst|slide|sheet|line|tab)\b"
    r"\.?\s*[0-9][0-9.]*(?:\s*(?:-|–|to|,|&|and|en)\s*[0-9][0-9.]*)*|§+\s*[0-9][0-9.]*"
)


@dataclass(frozen=True, slots=True)
class Named:
    """The ids in a cell in its order, whether a place within them is told too, and what is no item of the list."""

    ids: tuple[str, ...]
    has_pages: bool = False
    unknown: tuple[str, ...] = ()


def named_evidence(text: str, titles: Mapping[str, str]) -> Named:
    """The items that a cell names: by number, as a range, with a page, or by the title in the list.

    >>> listed = {"e1": "Handbook", "e2": "Log", "e3": "Plan"}
    >>> named_evidence("e1 and E2", listed).ids, named_evidence("e1-e3", listed).ids, named_evidence("log", listed).ids
    (('e1', 'e2'), ('e1', 'e2', 'e3'), ('e2',))
    >>> named_evidence("e1, p. 12", listed), named_evidence("e9/x", listed).unknown
    (Named(ids=('e1',), has_pages=True, unknown=()), ('e9', 'x'))
    """
    bare = " ".join(unicodedata.normalize("NFKC", text).split()).casefold()
    by_title = [name for name, title in titles.items() if " ".join(title.split()).casefold() == bare]
    if len(by_title) == 1:
        return Named((by_title[0],))
    whole = _RANGE.sub(lambda found: _spelled(found, titles), bare)
    ids = tuple(dict.fromkeys(f"e{number}" for number in _NAMES.findall(whole)))
    rest = _NAMES.sub(" ", whole)
    without_pages = _PAGES.sub(" ", rest) if ids else rest
    strange = [word for word in _BETWEEN.sub(" ", without_pages).split() if word]
    missing = [name for name in ids if name not in titles]
    return Named(ids, without_pages != rest, tuple(dict.fromkeys((*missing, *strange))))


def _spelled(found: re.Match[str], titles: Mapping[str, str]) -> str:
    """A range as its items, where each of them is in the list; else as it stands, which is refused."""
    first, last = int(found[1]), int(found[2])
    names = [f"e{number}" for number in range(first, min(last, first + 999) + 1)]
    return ", ".join(names) if names and all(name in titles for name in names) else found[0]
