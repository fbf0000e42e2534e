"""Every page that can be reached by links: free of what axe finds, of sideways scrolling, and of dead ends."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest

from demonstration import AXE, CHECKS, Site, lacking, tab

PEOPLE = ("Ada Vermeer", "Janneke de Boer", "Ingrid Solheim", "Owen Price", "Maria Lunde", "Hanne Vos")
NOT_PAGES = re.compile(r"/static/|/evidence/|\.[a-z]+$")  # files to be saved
OVERFLOW = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
LINKS = "[...document.querySelectorAll('a[href]')].map(link => link.href)"


def kind(address: str) -> str:
    """The address without references, so that each kind of page is looked at once."""
    address = re.sub(r"[TBRP]-[A-Z0-9]{10}", "X", address)
    address = re.sub(r"-Q\d+", "-Q", address)
    address = re.sub(r"bidders/[\w-]+", "bidders/KEY", re.sub(r"area=\w+&bid=[\w-]+", "area=AREA", address))
    return re.sub(r"entries/[0-9a-f]{64}", "entries/ENTRY", re.sub(r"areas/\w+", "areas/AREA", address))


@pytest.mark.parametrize("who", PEOPLE)
@pytest.mark.parametrize(("width", "scheme"), [(1280, "light"), (320, "dark")])
def test_every_page_that_links_lead_to_is_whole(chromium: Any, site: Site, who: str, width: int, scheme: str) -> None:
    if not AXE:
        lacking("no axe-core: npm pack axe-core, and name its axe.min.js in AXE_CORE")
    axe = Path(AXE).read_text("utf-8")
    with tab(chromium, site, who, width, color_scheme=scheme) as page:
        to_see, seen, found = [page.url], set(), []
        while to_see:
            address = to_see.pop().split("#")[0]
            if kind(address) in seen or NOT_PAGES.search(urlsplit(address).path):
                continue
            seen.add(kind(address))
            answer = page.goto(address)
            assert answer.status == 200, address
            page.evaluate(axe)
            result = page.evaluate("checks => axe.run(document, {runOnly: checks})", CHECKS)
            found += [(address, one["id"], one["nodes"][0]["html"]) for one in result["violations"]]
            found += [(address, "wider than the window", "")] if page.evaluate(OVERFLOW) > 0 else []
            to_see += [link for link in page.evaluate(LINKS) if link.startswith(site.address)]

    assert found == []
    assert len(seen) > 8
