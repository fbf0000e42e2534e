"""What the tests of the acts share."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from stand import Stand


@pytest.fixture
def stand() -> Iterator[Stand]:
    """A fresh kit with handles."""
    stand = Stand()
    yield stand
    stand.kit.database.close()
