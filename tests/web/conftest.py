"""An application over a stand: a store in memory, and a clock that stands still until it is moved."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from flask import Flask

from appraisal.web.machine.app import create_app
from browser import Browser
from stand import PASSWORD, Field, Stand, administrator


@pytest.fixture
def stand() -> Iterator[Stand]:
    stand = Stand()
    yield stand
    stand.close()


@pytest.fixture
def app(stand: Stand) -> Flask:
    return create_app(stand.kit.settings, lambda: stand.kit)


@pytest.fixture
def browser(app: Flask) -> Browser:
    return Browser(app)


@pytest.fixture
def ada(stand: Stand, browser: Browser) -> Browser:
    """A browser in which the administrator is signed in."""
    administrator(stand)
    browser.sign_in("ada@buyer.example", PASSWORD)
    return browser


@pytest.fixture
def field() -> Iterator[Field]:
    """A buyer with two officers, and a tender of one lot in draft."""
    field = Field()
    yield field
    field.close()


@pytest.fixture
def janneke(field: Field) -> Browser:
    """A browser in which one of the field's officers is signed in."""
    browser = Browser(create_app(field.kit.settings, lambda: field.kit))
    browser.sign_in("janneke@buyer.example", PASSWORD)
    return browser
