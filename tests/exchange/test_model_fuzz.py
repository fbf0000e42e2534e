"""Whatever stands in a model file, it is read or refused with at least one problem; nothing else happens."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from appraisal.core.errors import InvalidInput
from appraisal.exchange.model_document import model_document
from appraisal.exchange.model_toml import parse_model
from small_model import as_bytes, small_model

Step = str | int
VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=5,
)


def places(value: object, trail: tuple[Step, ...] = ()) -> Iterator[tuple[Step, ...]]:
    """The trail to every value of a document but the document itself."""
    inner = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for step, part in inner:
        yield (*trail, step)
        yield from places(part, (*trail, step))


PLACES = list(places(small_model()))


@given(st.lists(st.tuples(st.sampled_from(PLACES), VALUES), min_size=1, max_size=3))
def test_a_model_spoilt_anywhere_is_read_or_refused(changes: list[tuple[tuple[Step, ...], Any]]) -> None:
    document = small_model()
    for trail, value in changes:
        put(document, trail, value)

    try:
        model = parse_model("m.json", as_bytes(document))
    except InvalidInput as refused:
        assert all("\n" not in line for line in refused.lines())
    else:
        assert parse_model("m.json", as_bytes(model_document(model))) == model


def put(document: Any, trail: tuple[Step, ...], value: object) -> None:
    """Put a value in the place, if an earlier change has left it there."""
    with suppress(KeyError, IndexError, TypeError):
        for step in trail[:-1]:
            document = document[step]
        document[trail[-1]] = value
