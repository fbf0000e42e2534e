"""Bytes to documents: exact numbers, and one clear refusal for everything that is no document."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from appraisal.core.errors import InvalidInput
from appraisal.exchange.canonical_json import canonical, digest
from appraisal.exchange.text import load_json, load_toml


def refusal(data: bytes, limit: int = 10_000) -> list[str]:
    with pytest.raises(InvalidInput) as refused:
        load_json("f", data, limit)
    return refused.value.lines()


def test_numbers_come_as_written() -> None:
    assert load_json("f", b'{"a": 0.1, "b": 1e2, "c": 3}', 100) == {"a": Decimal("0.1"), "b": Decimal("1e2"), "c": 3}
    assert load_toml("f", b"a = 0.1\nb = 1_0.5\nc = 3", 100) == {"a": Decimal("0.1"), "b": Decimal("10.5"), "c": 3}


@pytest.mark.parametrize("constant", ["NaN", "Infinity", "-Infinity", "1e99999999999999999999"])
def test_a_number_that_is_not_finite_is_refused_with_its_path(constant: str) -> None:
    data = f'{{"areas": [{{"id": "SRI", "weight": {constant}}}]}}'.encode()

    assert refusal(data) == [
        "f: areas.SRI.weight: is not a number that can be used; expected a finite decimal number",
    ]


def test_every_repeated_key_is_refused_with_its_path() -> None:
    assert refusal(b'{"a": {"x": 1, "x": 2, "y": 3, "y": 4}, "b": [{"z": 1, "z": 1}]}') == [
        "f: a: has the key 'x' more than once; expected each key once",
        "f: a: has the key 'y' more than once; expected each key once",
        "f: b.1: has the key 'z' more than once; expected each key once",
    ]


@pytest.mark.parametrize("data", [rb'{"a": "\ud800"}', rb'{"a": {"\udc00": 1}}'])
def test_half_a_surrogate_pair_is_refused(data: bytes) -> None:
    assert refusal(data) == ["f: a: holds half of a surrogate pair; expected whole characters"]


def test_a_whole_surrogate_pair_is_one_character() -> None:
    assert load_json("f", rb'"\ud83d\ude00"', 100) == "\U0001f600"


def test_a_number_of_thousands_of_digits_is_refused() -> None:
    assert refusal(b"1" * 5000) == ["f: holds a number of thousands of digits; expected numbers of usual length"]


def test_a_file_over_the_limit_is_refused_before_it_is_read() -> None:
    assert refusal(b'{"a": 1}', limit=7) == ["f: has 8 bytes; expected at most 7"]


@given(st.binary(max_size=60))
def test_any_bytes_are_read_or_refused(data: bytes) -> None:
    for load in (load_json, load_toml):
        try:
            load("f", data, 50)
        except InvalidInput as refused:
            assert len(refused.problems) >= 1


def test_equal_documents_have_equal_digests_whatever_their_order() -> None:
    assert canonical({"b": 1, "a": ["é", None, True]}) == '{"a":["é",null,true],"b":1}'.encode()
    assert digest({"b": 1, "a": 2}) == digest({"a": 2, "b": 1})
    assert digest({}) == "sha256:44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a"
