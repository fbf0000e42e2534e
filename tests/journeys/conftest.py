"""A real browser on a real server: the demonstration's tenders, served on a free port."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from appraisal.cli.installation import kit_maker
from appraisal.demo.settings import demo_settings
from appraisal.demo.stages import make_stages
from appraisal.web.machine.app import create_app
from appraisal.web.machine.server import make_server
from demonstration import ARGUMENTS, CHROMIUM, Site, lacking


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """The demonstration, served by the real server."""
    settings = demo_settings(Path(tmp_path_factory.mktemp("site")), 8080)
    make = kit_maker(settings)
    kit = make()
    make_stages(kit)
    server = make_server(create_app(settings, make), "127.0.0.1", 0)
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    yield Site(f"http://127.0.0.1:{server.effective_port}", kit)
    server.close()
    thread.join(timeout=5)
    server.task_dispatcher.shutdown()
    kit.database.close()


@pytest.fixture(scope="session")
def chromium() -> Iterator[Any]:
    """The browser."""
    if not CHROMIUM:
        lacking("no chromium: install it, or name it in CHROMIUM")
    try:
        from playwright.sync_api import sync_playwright
    except ImportError:
        lacking("no playwright: pip install 'appraisal[test]'")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        yield browser
        browser.close()
