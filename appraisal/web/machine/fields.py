"""The kinds of fields: texts, secrets, ticks, choices, files and numbers, each with the words for what is missing."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Sequence
from os import SEEK_END
from typing import Any

from werkzeug.datastructures import FileStorage
from wtforms import (
    BooleanField,
    Field,
    FileField,
    HiddenField,
    PasswordField,
    RadioField,
    SelectMultipleField,
    StringField,
)
from wtforms import Form as Declared
from wtforms.fields import SelectChoice
from wtforms.validators import StopValidation, ValidationError

_OVERRIDES = "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"


class Needed:
    """Asks for something, in the words that say what to do."""

    def __init__(self, words: str) -> None:
        self._words = words

    def __call__(self, form: Declared, field: Field) -> None:
        if not field.data:
            raise StopValidation(self._words)


class AtMost:
    """Asks for no more letters than can be kept."""

    def __init__(self, longest: int) -> None:
        self._longest = longest

    def __call__(self, form: Declared, field: Field) -> None:
        if len(field.data) > self._longest:
            raise ValidationError(f"Use at most {self._longest} characters; these are {len(field.data)}")


class NoLarger:
    """Asks for a file of at most so many bytes."""

    def __init__(self, most: int) -> None:
        self._most = most

    def __call__(self, form: Declared, field: Field) -> None:
        if field.data is None:
            return
        size = field.data.stream.seek(0, SEEK_END)
        field.data.stream.seek(0)
        if size > self._most:
            most = f"{self._most // 1024**2} MB"
            raise ValidationError(
                f"“{field.data.filename}” is larger than {most}, so it was not read; use a smaller file"
            )


class Text(StringField):
    """A text, stripped and without control letters; `needed` says what to do when it is empty and may not be."""

    data: str

    def __init__(
        self, label: str = "", needed: str = "", hint: str = "", *, longest: int = 200, lines: bool = False, **more: Any
    ) -> None:
        checks = (*_needed(needed), AtMost(longest))
        filters = (lambda typed: clean(typed, lines),)
        super().__init__(label, checks, filters=filters, description=hint, default="", **more)


class Hidden(HiddenField):
    """A text that the page carries along, taken as it comes."""

    data: str

    def __init__(self, **more: Any) -> None:
        super().__init__(default="", **more)


class Secret(PasswordField):
    """A password or passphrase: taken letter by letter as typed, and never shown again."""

    data: str

    def __init__(self, label: str, needed: str = "", hint: str = "", checks: Sequence[Any] = (), **more: Any) -> None:
        super().__init__(label, (*_needed(needed), *checks), description=hint, default="", **more)


class Tick(BooleanField):
    """A box to tick."""

    data: bool

    def __init__(self, label: str, needed: str = "", hint: str = "", **more: Any) -> None:
        super().__init__(label, _needed(needed), description=hint, **more)

    def process_formdata(self, valuelist: list[str]) -> None:
        """Ticked is only what the box itself sends."""
        self.data = "yes" in valuelist


class OneOf(RadioField):
    """One of a few values; without `missing` anything is taken, and the service says what it may be."""

    data: str

    def __init__(
        self, label: str, choices: Any = (), missing: str = "", hint: str = "", checks: Sequence[Any] = (), **more: Any
    ) -> None:
        told = {"validate_choice": bool(missing), "invalid_choice_message": missing or None, "description": hint}
        super().__init__(label, tuple(checks), choices=choices, default="", **told, **more)


class SomeOf(SelectMultipleField):
    """Some of a few values."""

    data: list[str]

    def __init__(self, label: str, choices: Any = (), hint: str = "", **more: Any) -> None:
        super().__init__(label, choices=choices, validate_choice=False, description=hint, default=(), **more)

    @property
    def chosen(self) -> tuple[str, ...]:
        """Those of the offered values that were chosen, each once."""
        offered = {choice.value for choice in self.choices}
        return tuple(dict.fromkeys(value for value in self.data if value in offered))


class Carried(Field):
    """Any number of values that the page carries along."""

    data: list[str]

    def process_formdata(self, valuelist: list[str]) -> None:
        """All values, in the order in which they were sent."""
        self.data = list(valuelist)


class Upload(FileField):
    """A file, or None where none was chosen; `checks` look at one that was."""

    data: FileStorage | None

    def __init__(self, label: str, needed: str = "", hint: str = "", checks: Sequence[Any] = (), **more: Any) -> None:
        super().__init__(label, (*_needed(needed), *checks), description=hint, **more)

    def process_formdata(self, valuelist: list[Any]) -> None:
        """The first file with a name; a browser sends an empty one where nothing was chosen."""
        files = (given for given in valuelist if isinstance(given, FileStorage) and given.filename)
        self.data = next(files, None)

    def read(self, most: int) -> tuple[str, bytes] | None:
        """Name and contents; of more than `most` bytes one is left over, so that the reader can refuse it."""
        if self.data is None:
            return None
        return (self.data.filename or "")[:200], self.data.stream.read(most + 1)


class Count(HiddenField):
    """A whole number that the page carries along; 0 where there is none."""

    data: int

    def __init__(self, **more: Any) -> None:
        super().__init__(default=0, **more)

    def process_formdata(self, valuelist: list[str]) -> None:
        """The number, where it is one."""
        self.data = whole_number(valuelist[0] if valuelist else "")


def whole_number(typed: str) -> int:
    """The number that a text says; 0 where it says none of at most nine digits."""
    return int(typed) if typed.isascii() and typed.isdigit() and len(typed) < 10 else 0


def options(choices: Iterable[tuple[str, ...]]) -> list[SelectChoice]:
    """Choices from (value, words) or (value, words, what more there is to say)."""
    return [SelectChoice(value, words, {"more": "".join(more)}) for value, words, *more in choices]


def clean(typed: str | None, lines: bool = False) -> str:
    """A typed text, stripped, without controls and overrides of the direction of writing; `lines` keeps line ends."""
    raw = (typed or "").replace("\r\n", "\n").strip()
    return "".join(letter for letter in raw if _is_text(letter) or (lines and letter == "\n"))


def _needed(words: str) -> tuple[Needed, ...]:
    return (Needed(words),) if words else ()


def _is_text(letter: str) -> bool:
    """Whether a letter is more than a control, and no override of the direction of writing."""
    return unicodedata.category(letter) not in ("Cc", "Cs", "Co", "Cn") and letter not in _OVERRIDES
