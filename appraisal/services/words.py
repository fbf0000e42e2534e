"""Texts from forms: trimmed, measured, and refused all at once with the field they came from."""

from __future__ import annotations

import re
import unicodedata

from appraisal.core.errors import InvalidInput, Problem

LONGEST_LINE = 200
LONGEST_TEXT = 10_000
LONGEST_EMAIL = 254
_EMAIL = re.compile(r"[^\s@<>\"(),:;\\]{1,64}@[a-z0-9](?:[a-z0-9.-]{0,250}[a-z0-9])?")
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069]")


class Form:
    """The fields of one command while they are checked.

    >>> form = Form()
    >>> form.line("title", " Service desk ")
    'Service desk'
    >>> form.line("reason", "")
    ''
    >>> form.finish()
    Traceback (most recent call last):
    ...
    appraisal.core.errors.InvalidInput: reason: is empty; expected a text
    """

    def __init__(self, source: str = "") -> None:
        self.source = source
        self.problems: list[Problem] = []

    def note(self, path: str, wrong: str, expected: str) -> None:
        """Add a problem with a field."""
        self.problems.append(Problem(path, wrong, expected))

    def line(self, path: str, text: str, *, longest: int = LONGEST_LINE, optional: bool = False) -> str:
        """A text of one line, blanks at its ends taken off."""
        value = " ".join(unicodedata.normalize("NFC", text).split())
        return self._fit(path, value, longest, optional)

    def text(self, path: str, text: str, *, longest: int = LONGEST_TEXT, optional: bool = False) -> str:
        """A text that may have several lines, blanks at its ends taken off."""
        value = unicodedata.normalize("NFC", text).replace("\r\n", "\n").replace("\r", "\n").strip()
        return self._fit(path, value, longest, optional)

    def email(self, path: str, text: str) -> str:
        """A mail address in lower case."""
        value = text.strip().lower()
        if len(value) > LONGEST_EMAIL or not _EMAIL.fullmatch(value) or ".." in value:
            self.note(path, "is no mail address" if value else "is empty", "expected one like name@example.org")
        return value

    def finish(self) -> None:
        """Go on only when nothing was noted.

        Raises:
            InvalidInput: with every problem.
        """
        if self.problems:
            raise InvalidInput(self.source, self.problems)

    def _fit(self, path: str, value: str, longest: int, optional: bool) -> str:
        if not value and not optional:
            self.note(path, "is empty", "expected a text")
        elif len(value) > longest:
            self.note(path, f"has {len(value)} characters", f"expected at most {longest}")
        elif found := _CONTROL.search(value):
            self.note(path, f"holds the control character U+{ord(found[0]):04X}", "expected a text")
        return value
