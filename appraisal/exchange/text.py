"""From the bytes of a JSON or TOML file to plain tables, lists and exact numbers, or one clear refusal."""

from __future__ import annotations

import json
import re
import tomllib
from collections import Counter
from collections.abc import Callable, Iterator
from decimal import Decimal, InvalidOperation
from typing import TypeVar

from appraisal.core.errors import InvalidInput, Problem
from appraisal.exchange.kinds_of_file import encoding_fault, foreign_kind
from appraisal.exchange.value import Fault, Trail, path_of, shown

LONGEST_KEY = 64
"""How many parts a dotted TOML key may have: the parser's work grows with their square."""

_PART = r"""(?:[A-Za-z0-9_-]++|"[^"\n]*+"|'[^'\n]*+')[ \t]*+\.[ \t]*+"""
_LONG_KEY = re.compile(rf"(?<![A-Za-z0-9_-])(?:{_PART}){{{LONGEST_KEY}}}")
_SURROGATE_ESCAPE = re.compile(r"\\u[dD][89a-fA-F]")
_SURROGATE = re.compile("[\ud800-\udfff]")
_NOT_FINITE = ("is not a number that can be used", "expected a finite decimal number")

Document = TypeVar("Document")


class _Repeated(dict[str, object]):
    """A JSON object in which some keys stand more than once: these."""

    repeated: tuple[str, ...] = ()


def load_json(source: str, data: bytes, limit: int) -> object:
    """The value in a JSON text of at most `limit` bytes; numbers with a point or exponent come as `Decimal`.

    Raises:
        InvalidInput: too large, not UTF-8, not JSON, nested too deeply, a key twice in one object, NaN or an
            infinity, half of a surrogate pair.
    """
    suspect = False

    def table(pairs: list[tuple[str, object]]) -> dict[str, object]:
        nonlocal suspect
        plain = dict(pairs)
        if len(plain) == len(pairs):
            return plain
        suspect = True
        marked = _Repeated(plain)
        times = Counter(key for key, _ in pairs)
        marked.repeated = tuple(key for key in plain if times[key] > 1)
        return marked

    def number(text: str) -> Decimal:
        nonlocal suspect
        exact = _decimal(text)
        suspect = suspect or not exact.is_finite()
        return exact

    def parse(text: str) -> object:
        nonlocal suspect
        suspect = _SURROGATE_ESCAPE.search(text) is not None
        return json.loads(text, object_pairs_hook=table, parse_float=number, parse_constant=number)

    document = _parsed(source, data, limit, "JSON", parse)
    if suspect:
        _refuse_unusable(source, document)
    return document


def load_toml(source: str, data: bytes, limit: int) -> dict[str, object]:
    """The table in a TOML text of at most `limit` bytes; numbers with a point or exponent come as `Decimal`.

    NaN and the infinities, which TOML knows, are left to the reader of the field they stand in.

    Raises:
        InvalidInput: too large, not UTF-8, not TOML (a key twice in one table included), nested too deeply.
    """

    def parse(text: str) -> dict[str, object]:
        if any(line.count(".") >= LONGEST_KEY and _LONG_KEY.search(line) for line in text.split("\n")):
            raise RecursionError
        return tomllib.loads(text, parse_float=_decimal)

    return _parsed(source, data, limit, "TOML", parse)


def _parsed(source: str, data: bytes, limit: int, language: str, parse: Callable[[str], Document]) -> Document:
    """What `parse` makes of the bytes as text, each way to fail turned into one refusal."""
    if len(data) > limit:
        raise _refusal(source, f"has {len(data):,} bytes", f"expected at most {limit:,}")
    try:
        return parse(data.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        foreign = foreign_kind(data)
        fault = (foreign[0], f"expected {language}") if foreign else encoding_fault(data, error.start)
        raise _refusal(source, *fault) from None
    except RecursionError:
        raise _refusal(source, "is nested too deeply", "expected a few levels of tables and lists") from None
    except (json.JSONDecodeError, tomllib.TOMLDecodeError) as error:
        if foreign := foreign_kind(data):
            raise _refusal(source, foreign[0], f"expected {language}") from None
        raise _refusal(source, f"is not {language}: {error}", f"expected {language}") from None
    except ValueError:  # the interpreter's own limit on the digits of an integer
        raise _refusal(source, "holds a number of thousands of digits", "expected numbers of usual length") from None


def _refusal(source: str, wrong: str, expected: str) -> InvalidInput:
    return InvalidInput(source, [Problem("", wrong, expected)])


def _decimal(text: str) -> Decimal:
    """The number as written; NaN where its exponent is beyond all bounds."""
    try:
        return Decimal(text)
    except InvalidOperation:
        return Decimal("NaN")


def _refuse_unusable(source: str, document: object) -> None:
    problems = [
        Problem(path_of(document, trail), *fault) for trail, value in _values(document) for fault in _faults(value)
    ]
    if problems:
        raise InvalidInput(source, problems)


def _values(document: object) -> Iterator[tuple[Trail, object]]:
    """Every value of a document with the trail to it, in the order of the document."""
    waiting: list[tuple[Trail, object]] = [((), document)]
    while waiting:
        trail, value = waiting.pop()
        yield trail, value
        if isinstance(value, dict):
            waiting += [((*trail, key), inner) for key, inner in reversed(value.items())]
        elif isinstance(value, list):
            waiting += [((*trail, place), inner) for place, inner in reversed(list(enumerate(value)))]


def _faults(value: object) -> Iterator[Fault]:
    """What a text of the format may hold but no document can use."""
    if isinstance(value, Decimal) and not value.is_finite():
        yield _NOT_FINITE
    texts = [value] if isinstance(value, str) else value if isinstance(value, dict) else []
    if any(_SURROGATE.search(text) for text in texts):
        yield "holds half of a surrogate pair", "expected whole characters"
    if isinstance(value, _Repeated):
        for key in value.repeated:
            yield f"has the key {shown(key)} more than once", "expected each key once"
