"""An application over a stand: a store in memory, and a clock that stands still until it is moved."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from browser import Browser
from flask import Flask
from stand import PASSWORD, Stand, administrator

from appraisal.web.app import create_app


@pytest.fixture
def stand() -> Iterator[Stand]:
    stand = Stand()
    yield stand
    stand.kit.database.close()


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
