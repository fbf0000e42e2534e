"""The served demonstration and a tab of a real browser on it."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any, NoReturn

import pytest

from appraisal.services.toolkit import Kit

CHROMIUM = os.environ.get("CHROMIUM", shutil.which("chromium") or "")
AXE = os.environ.get("AXE_CORE", "")
ARGUMENTS = (
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
OPEN_TENDER = "Service desk for 3,000 workplaces"
CHECKS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


def lacking(what: str) -> NoReturn:
    """Skip where a tool is not there; in the continuous integration that is a failure."""
    if os.environ.get("CI") == "true":
        pytest.fail(what)
    pytest.skip(what)


@dataclass(frozen=True, slots=True)
class Site:
    """A served demonstration."""

    address: str
    kit: Kit


@contextmanager
def tab(chromium: Any, site: Site, who: str, width: int = 1280, **options: Any) -> Iterator[Any]:
    """A fresh browser in which somebody of the demonstration is signed in; what the console complains of fails."""
    context = chromium.new_context(viewport={"width": width, "height": 900}, **options)
    page = context.new_page()
    complaints: list[str] = []
    page.on("console", lambda message: complaints.append(message.text) if message.type == "error" else None)
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.goto(f"{site.address}/demo")
    page.get_by_role("button", name=f"Be {who}").click()
    yield page
    context.close()
    assert [one for one in complaints if "Failed to load resource" not in one] == []


def open_area(page: Any) -> None:
    """The first area that is not begun, of the bid that is open."""
    page.get_by_role("link", name=f"1 {OPEN_TENDER}").click()
    page.locator("li", has_text="Not started").get_by_role("link").first.click()
