"""Lines of JSON that only this project writes into its own store: what is off about one means that it was changed."""

from __future__ import annotations

import base64
import json
from collections.abc import Mapping
from typing import TypeVar

from appraisal.core.errors import BrokenChain

Value = TypeVar("Value")


class StoredText:
    """Reads one stored line field by field; every way to fail is a `BrokenChain` that names the format and field."""

    __slots__ = ("_fields", "_format")

    def __init__(self, expected: str, text: str | bytes) -> None:
        try:
            fields = json.loads(text)
        except (ValueError, RecursionError):
            fields = None
        self._format = expected
        self._fields: Mapping[str, object] = fields if isinstance(fields, dict) else {}
        if self.text("format") != expected:
            raise self._broken("format")

    def __contains__(self, field: str) -> bool:
        return field in self._fields

    def text(self, field: str) -> str:
        return self._value(field, str)

    def number(self, field: str) -> int:
        return self._value(field, int)

    def data(self, field: str) -> bytes:
        """The bytes that `encoded` wrote."""
        try:
            return base64.b64decode(self.text(field), altchars=b"-_", validate=True)
        except ValueError:
            raise self._broken(field) from None

    def data_by_name(self, field: str) -> dict[str, bytes]:
        """A table of bytes by name."""
        table = self._value(field, dict)
        inner = StoredText(self._format, json.dumps({**table, "format": self._format}))
        return {name: inner.data(name) for name in table}

    def texts(self, field: str) -> list[str]:
        """A list of texts."""
        values = self._value(field, list)
        if not all(isinstance(value, str) for value in values):
            raise self._broken(field)
        return values

    def _value(self, field: str, kind: type[Value]) -> Value:
        value = self._fields.get(field)
        if not isinstance(value, kind) or isinstance(value, bool):
            raise self._broken(field)
        return value

    def _broken(self, field: str) -> BrokenChain:
        return BrokenChain(f"{self._format}: {field}: is not as it was stored; expected it unchanged")


def encoded(data: bytes) -> str:
    """Bytes as a stored text holds them: base64, the letters safe in names and addresses."""
    return base64.urlsafe_b64encode(data).decode()
