"""What the tests of the acts share."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from stand import Field, Stand


@pytest.fixture
def stand() -> Iterator[Stand]:
    """A fresh kit with handles."""
    stand = Stand()
    yield stand
    stand.close()


@pytest.fixture
def field() -> Iterator[Field]:
    """A kit with a buyer, two officers and a tender in draft."""
    field = Field()
    yield field
    field.close()
