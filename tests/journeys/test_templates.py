"""Every template in every state of the gallery, in a real browser: what axe finds, and the rules axe does not know."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from flask import g

from appraisal.demo.settings import demo_settings
from appraisal.web.machine.app import create_app
from appraisal.web.machine.rendering import render
from demonstration import Site
from gallery import PAGES
from looking import axe, faults, violations

FAMILIES = sorted({template.partition("/")[0] for template, _, _ in PAGES})


def showing(html: str) -> Callable[[Any], None]:
    """Answers a request with a page."""
    return lambda route: route.fulfill(body=html, content_type="text/html; charset=utf-8")


@pytest.mark.parametrize("family", FAMILIES)
def test_every_state_of_a_template_can_be_used_by_everybody(chromium: Any, site: Site, family: str) -> None:
    script = axe()
    app = create_app(demo_settings(site.kit.settings.data, 8080), lambda: site.kit)
    context = chromium.new_context(viewport={"width": 320, "height": 900})
    page = context.new_page()
    found = []
    for number, (template, state, view) in enumerate(PAGES):
        if template.partition("/")[0] != family:
            continue
        with app.test_request_context("/"):
            g.signed_in = None
            html = render(template, view)
        address = f"{site.address}/gallery/{number}"
        page.route(address, showing(html))
        page.emulate_media(color_scheme="light")
        page.goto(address)
        told = faults(page) + violations(page, script)
        page.emulate_media(color_scheme="dark")
        told += [f"dark, {one}" for one in violations(page, "", ["color-contrast"])]
        page.set_viewport_size({"width": 1280, "height": 900})
        told += [f"wide, {one}" for one in faults(page)]
        page.set_viewport_size({"width": 320, "height": 900})
        found += [f"{template} {state}: {one}" for one in told]
    context.close()
    allowed = "patterns.html : the title does not say so: Patterns – Appraisal"  # it shows a summary, and has no error

    assert [one for one in found if one.replace("wide, ", "") != allowed] == []
