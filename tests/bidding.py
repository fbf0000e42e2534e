"""What a supplier's person does in a browser without a screen: answers, completes, states the scope."""

from __future__ import annotations

import re

from browser import Browser

AREAS = ("SRI", "SUB", "CFM")


def bid_of(browser: Browser) -> str:
    found = re.search(r'href="/bids/(B-[^/"]+)', browser.get("/bids"))
    assert found
    return found[1]


def hidden(page: str, name: str) -> str:
    found = re.search(rf'name="{name}" value="([^"]*)"', page)
    assert found, name
    return found[1]


def questions(page: str) -> list[str]:
    return re.findall(r'<fieldset class="q[^"]*" id="([^"]+)"', page)


def area_fields(page: str, value: str = "yes", **more: object) -> dict[str, object]:
    """The form of an area's page with the same answer to every question."""
    fields: dict[str, object] = {name: hidden(page, name) for name in ("csrf", "revision", "key", "serial")}
    fields |= dict.fromkeys(questions(page), value)
    return fields | more


def complete(browser: Browser, bid: str, value: str = "yes") -> None:
    """Answer everything."""
    for area in AREAS:
        path = f"/bids/{bid}/areas/{area}"
        browser.post(path, area_fields(browser.get(path), value, finished="yes"))


def scope(browser: Browser, bid: str) -> None:
    browser.get(f"/bids/{bid}/check")
    browser.send(f"/bids/{bid}/check", 200, unit="Managed services", sites="Oslo\nBergen", period="2026")
