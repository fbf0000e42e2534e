"""Fields read one by one: what each reader takes, what it refuses, and in which words."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest

from appraisal.core.errors import InvalidInput
from appraisal.exchange.reading import Reading
from appraisal.exchange.shape import Shape


def lines(document: object, read: Callable[[Shape], object]) -> list[str]:
    """What is found wrong when a document is read in this way."""
    reading = Reading("", document)
    read(Shape.of(reading))
    return [str(problem) for problem in reading.problems]


TEXTS = "expected a list of texts"
TABLE = "expected a table of named fields"
WRONG: dict[str, tuple[Any, Callable[[Shape], object], str]] = {
    "text absent": ({}, lambda s: s.text("a"), "a: is missing; expected a text"),
    "text null": ({"a": None}, lambda s: s.text("a"), "a: is null; expected a text"),
    "text list": ({"a": []}, lambda s: s.text("a"), "a: is a list; expected a text"),
    "text blank": ({"a": "\n"}, lambda s: s.text("a"), "a: is empty; expected a text"),
    "text default blank": ({"a": ""}, lambda s: s.text("a", "b"), "a: is empty; expected a text"),
    "text long": ({"a": "x" * 6}, lambda s: s.text("a", longest=5), "a: has 6 characters; expected at most 5"),
    "text control": ({"a": "x\x00"}, lambda s: s.text("a"), "a: holds the control character U+0000; expected a text"),
    "text bare return": (
        {"a": "x\ry"},
        lambda s: s.text("a"),
        "a: holds the control character U+000D; expected a text",
    ),
    "line": ({"a": "x\ty"}, lambda s: s.line("a"), "a: holds a line break or tab; expected a text on one line"),
    "id": (
        {"a": "../x"},
        lambda s: s.identifier("a"),
        "a: '../x' cannot be an id; expected letters, digits, '.', '_' and '-', first a letter or digit",
    ),
    "choice": (
        {"a": "blue"},
        lambda s: s.choice("a", ("red", "green")),
        "a: 'blue' is not allowed; expected red or green",
    ),
    "choice kind": ({"a": 1}, lambda s: s.choice("a", ("red",)), "a: is a whole number; expected red"),
    "flag": ({"a": 1}, lambda s: s.flag("a"), "a: is a whole number; expected true or false"),
    "whole true": ({"a": True}, lambda s: s.whole("a"), "a: is true; expected a whole number from 0"),
    "whole point": ({"a": Decimal("1.0")}, lambda s: s.whole("a"), "a: is a number; expected a whole number from 0"),
    "whole low": (
        {"a": 0},
        lambda s: s.whole("a", low=1, high=5),
        "a: 0 is out of range; expected a whole number from 1 to 5",
    ),
    "whole huge": (
        {"a": 16**9000},
        lambda s: s.whole("a"),
        "a: the number is out of range; expected a whole number from 0",
    ),
    "number text": ({"a": "1"}, lambda s: s.number("a", above=0), "a: is a text; expected a number above 0"),
    "number edge": ({"a": 0}, lambda s: s.number("a", above=0), "a: 0 is out of range; expected a number above 0"),
    "number below": (
        {"a": 1},
        lambda s: s.number("a", above=0, below=1),
        "a: 1 is out of range; expected a number above 0 and below 1",
    ),
    "number beyond all bounds": (
        {"a": Decimal("1e999999999")},
        lambda s: s.number("a", above=0),
        "a: is not a number that can be used; expected a number above 0",
    ),
    "texts": ({"a": "x"}, lambda s: s.texts("a"), f"a: is a text; {TEXTS}"),
    "texts entry": ({"a": ["x", 1]}, lambda s: s.texts("a"), "a.2: is a whole number; expected a text"),
    "texts twice": ({"a": ["x", "x"]}, lambda s: s.texts("a"), "a.2: 'x' is there twice; expected each only once"),
    "table": ({"a": []}, lambda s: s.table("a"), f"a: is a list; {TABLE}"),
    "entries": ({"a": [{}, 1]}, lambda s: s.entries("a"), f"a.2: is a whole number; {TABLE}"),
    "entries few": ({"a": []}, lambda s: s.entries("a", at_least=1), "a: is empty; expected at least 1"),
    "others": ({"a": "x", "b": 1}, lambda s: (s.text("a"), s.refuse_others()), "b: is not a known key; known are a"),
    "escape in a key": (
        {"\x1b[2J": 1},
        lambda s: (s.text("a", ""), s.refuse_others()),
        "'\\x1b[2J': is not a known key; known are a",
    ),
    "no table at all": ([], lambda s: s.text("a"), f"is a list; {TABLE}"),
}


@pytest.mark.parametrize(("document", "read", "line"), WRONG.values(), ids=WRONG.keys())
def test_a_reader_says_what_is_wrong_and_what_it_expected(
    document: object, read: Callable[[Shape], object], line: str
) -> None:
    assert lines(document, read) == [line]


def test_readers_give_what_the_input_says() -> None:
    document: dict[str, Any] = {
        "text": "a\r\nb\tc", "id": "CM-SP1.1", "flag": False, "whole": 3, "number": Decimal("0.7"), "exact": "0.50",
        "texts": ["x", "y"], "table": {"in": "x"}, "entries": [{"id": "one"}, {"id": "two"}], "choice": "red",
    }  # fmt: skip
    reading = Reading("f", document)
    top = Shape.of(reading)

    assert top.text("text") == "a\r\nb\tc"
    assert top.identifier("id") == "CM-SP1.1"
    assert top.choice("choice", ("green", "red")) == "red"
    assert (top.flag("flag"), top.whole("whole")) == (False, 3)
    assert (top.number("number", above=0), top.number("exact", above=0, in_text=True)) == (
        Fraction(7, 10),
        Fraction(1, 2),
    )
    assert top.texts("texts") == ("x", "y")
    assert top.table("table").text("in") == "x"
    assert [entry.identifier("id") for entry in top.entries("entries")] == ["one", "two"]
    top.refuse_others()
    reading.finish()


def test_what_is_absent_has_its_default() -> None:
    top = Shape.of(Reading("f", {}))

    assert (top.text("a", "x"), top.flag("b", True), top.whole("c", 4), top.number("d", Fraction(1), above=0)) == (
        "x",
        True,
        4,
        Fraction(1),
    )
    assert (top.choice("e", ("x", "y"), "y"), top.texts("f", ()), top.entries("g", optional=True)) == ("y", (), [])
    assert (top.maybe_text("h"), top.maybe_line("i"), top.maybe_table("j"), top.raw("k")) == (None, None, None, None)


def test_nothing_is_noted_inside_a_table_that_is_missing() -> None:
    assert lines({}, lambda top: top.table("a").table("b").text("c")) == [f"a: is missing; {TABLE}"]


def test_problems_stand_in_the_order_of_the_input_and_absent_keys_after_those_that_are_there() -> None:
    document = {"z": "", "list": [{"id": "one", "b": "", "a": ""}, {"a": ""}, {"id": "no id!", "a": ""}], "y": ""}

    def read(top: Shape) -> None:
        top.text("missing")
        top.text("y")
        for entry in top.entries("list"):
            entry.text("a")
            entry.text("b", "")
        top.text("z")

    assert [line.partition(":")[0] for line in lines(document, read)] == [
        "z", "list.one.b", "list.one.a", "list.2.a", "list.3.a", "y", "missing",
    ]  # fmt: skip


def test_an_input_with_nothing_wrong_is_not_refused() -> None:
    reading = Reading("f", {"a": "x"})
    Shape.of(reading).text("a")

    reading.finish()

    assert reading.problems == ()


def test_a_refusal_names_the_source_in_every_line() -> None:
    reading = Reading("bid.json", {"b": 1})
    Shape.of(reading).text("a")
    Shape.of(reading).text("b")

    with pytest.raises(InvalidInput) as refused:
        reading.finish()

    assert refused.value.lines() == [
        "bid.json: b: is a whole number; expected a text",
        "bid.json: a: is missing; expected a text",
    ]


def test_of_very_many_problems_the_first_are_told_and_the_others_counted() -> None:
    found = lines({f"k{n}": 1 for n in range(1500)}, lambda top: top.refuse_others())

    assert len(found) == 1001
    assert found[999].startswith("k999: is not a known key")
    assert found[1000] == "has 500 more problems; expected an input of another kind"


def test_of_very_many_choices_a_message_names_the_first() -> None:
    (line,) = lines({"a": "x"}, lambda top: top.choice("a", [f"c{n}" for n in range(50)]))

    assert line.startswith("a: 'x' is not allowed; expected one of 50, such as c0, c1, c2, ")
    assert line.endswith(", c38 or c39")
