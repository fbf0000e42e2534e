"""The examples in the documentation of the storage do what they say."""

from __future__ import annotations

import doctest
import importlib

import pytest

MODULES = ("bid_contents", "cipher", "evidence", "recovery", "sealing", "vault")


@pytest.mark.parametrize("name", MODULES)
def test_the_examples_of_a_module_hold(name: str) -> None:
    result = doctest.testmod(importlib.import_module(f"appraisal.storage.{name}"), optionflags=doctest.ELLIPSIS)

    assert result.attempted > 0
    assert result.failed == 0
