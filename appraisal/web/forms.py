"""What was typed into a form: read field by field, with everything that is wrong noted at its field."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Mapping

from werkzeug.datastructures import MultiDict

from appraisal.core.errors import InvalidInput
from appraisal.web.views.parts import Trouble


class Form:
    """The fields of one form; `value` shows again what was typed, `error` what to do about it.

    Reading methods return a usable value or an empty one, and note the trouble.
    """

    def __init__(self, typed: MultiDict[str, str] | Mapping[str, str] | None = None) -> None:
        self._typed: MultiDict[str, str] = MultiDict(typed or {})
        self._troubles: dict[str, Trouble] = {}

    def value(self, name: str) -> str:
        """What was typed, or nothing."""
        return self._typed.get(name, "")

    def prefill(self, name: str, value: str) -> None:
        """Show a value where nothing was typed yet."""
        if name not in self._typed:
            self._typed[name] = value

    def has(self, name: str, value: str) -> bool:
        """Whether a choice is among those made."""
        return value in self._typed.getlist(name)

    def error(self, name: str) -> str:
        """What is wrong at a field, or nothing."""
        trouble = self._troubles.get(name)
        return trouble.words if trouble else ""

    @property
    def troubles(self) -> tuple[Trouble, ...]:
        """Everything that is wrong, in the order in which it was found."""
        return tuple(self._troubles.values())

    def note(self, name: str, words: str) -> None:
        """Note a trouble at a field; the first one at a field stays."""
        self._troubles.setdefault(name, Trouble(words, name))

    def text(self, name: str, missing: str = "", *, longest: int = 200, lines: bool = False) -> str:
        """A text, stripped; `missing` says what to do when it is empty and may not be."""
        raw = self.value(name).replace("\r\n", "\n").strip()
        read = "".join(letter for letter in raw if _is_text(letter) or (lines and letter == "\n"))
        if missing and not read:
            self.note(name, missing)
        if len(read) > longest:
            self.note(name, f"Use at most {longest} characters; these are {len(read)}")
        return read

    def choice(self, name: str, among: Iterable[str], missing: str) -> str:
        """One of a few values; anything else counts as missing."""
        chosen = self.value(name)
        if chosen not in set(among):
            self.note(name, missing)
            return ""
        return chosen

    def choices(self, name: str, among: Iterable[str]) -> tuple[str, ...]:
        """Those of the known values that were chosen, each once."""
        known = set(among)
        return tuple(dict.fromkeys(value for value in self._typed.getlist(name) if value in known))

    def take(self, error: InvalidInput, fields: Mapping[str, str] | None = None) -> None:
        """Note what a service or reader refused, each problem at the field of its path."""
        for problem in error.problems:
            name = (fields or {}).get(problem.path, problem.path)
            words = f"{problem.wrong}; {problem.expected}" if problem.expected else problem.wrong
            self.note(name, words[:1].upper() + words[1:])


_OVERRIDES = "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"


def _is_text(letter: str) -> bool:
    """Whether a letter is more than a control, and no override of the direction of writing."""
    return unicodedata.category(letter) not in ("Cc", "Cs", "Co", "Cn") and letter not in _OVERRIDES


def settle(troubles: tuple[Trouble, ...]) -> str:
    """The heading of an error summary, like "Three things to settle"."""
    words = ("No", "One", "Two", "Three", "Four", "Five", "Six", "Seven", "Eight", "Nine")
    number = words[len(troubles)] if len(troubles) < len(words) else str(len(troubles))
    return f"{number} {'thing' if len(troubles) == 1 else 'things'} to settle"
