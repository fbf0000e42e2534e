"""What the tests of the acts share."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from awarding import Awarding
from awarding import awarding as closed
from evaluating import Evaluation
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


@pytest.fixture
def evaluation() -> Iterator[Evaluation]:
    """A lot with three opened bids and a panel of three who have not declared yet."""
    evaluation = Evaluation()
    yield evaluation
    evaluation.close()


@pytest.fixture
def awarding() -> Iterator[Awarding]:
    """A lot whose evaluation is closed: Dovre ranks first, Estuary second, Brandveen misses a knock-out."""
    awarding = closed()
    yield awarding
    awarding.close()
