"""Comparing the bids of an opened lot in a real browser: from a cell to its answers, and other weights tried."""

from __future__ import annotations

import re
from typing import Any

import pytest

from demonstration import Site, tab

OPENED = "Databases for the laboratories"
WEIGHT = "input[name^=weight-]"


def to_comparison(page: Any) -> None:
    page.get_by_role("link", name=OPENED).click()
    page.get_by_role("link", name="Comparison").click()


@pytest.mark.parametrize("script", [True, False], ids=["with script", "without script"])
def test_a_figure_is_followed_down_to_its_answers(chromium: Any, site: Site, script: bool) -> None:
    with tab(chromium, site, "Janneke de Boer", java_script_enabled=script) as page:
        to_comparison(page)
        assert re.search(r"of 2 bids|clarif|No bid|share", page.locator("h1").inner_text())
        cell = page.locator("table.heat td a").first
        figure = cell.locator("data").inner_text()

        cell.click()
        assert page.url.endswith("#calc")
        assert f"to {figure} in" in page.locator("#calc-h").inner_text()
        assert page.locator("#calc").is_visible()

        page.get_by_role("link", name=re.compile("^Open the")).click()
        assert page.locator("article.answered").count() > 3
        page.get_by_role("link", name="Back to the calculation").click()
        assert page.url.endswith("#calc")


def test_weights_are_tried_as_the_slider_moves_and_nothing_is_stored(chromium: Any, site: Site) -> None:
    with tab(chromium, site, "Janneke de Boer") as page:
        to_comparison(page)
        page.get_by_role("link", name="Try other weights").click()
        assert "Nothing is changed yet" in page.locator("[data-outcome]").inner_text()
        events = site.kit.database.all("SELECT count(*) AS many FROM journal")[0]["many"]

        slider = page.locator("[type=range]").first
        slider.focus()
        slider.press("End")
        page.get_by_text("It would read").wait_for()

        assert page.locator(WEIGHT).first.input_value() == slider.get_attribute("max")
        assert "weight-" in page.url
        assert page.locator("[data-outcome] li").count() == 1
        page.reload()
        assert "It would read" in page.locator("[data-outcome]").inner_text()
        assert site.kit.database.all("SELECT count(*) AS many FROM journal")[0]["many"] == events


def test_weights_are_tried_by_a_button_without_script(chromium: Any, site: Site) -> None:
    with tab(chromium, site, "Janneke de Boer", java_script_enabled=False) as page:
        to_comparison(page)
        page.get_by_role("link", name="Try other weights").click()
        assert not page.locator("[type=range]").first.is_visible()

        page.locator(WEIGHT).first.fill("7.5")
        page.get_by_role("button", name="Try these").click()

        assert "It would read" in page.locator("[data-outcome]").inner_text()
        assert "7.5 instead of" in page.locator("[data-outcome] li").inner_text()


def test_the_comparison_prints_across_the_page_without_a_clipped_column(chromium: Any, site: Site) -> None:
    import pymupdf

    with tab(chromium, site, "Janneke de Boer") as page:
        to_comparison(page)
        printed = page.pdf(prefer_css_page_size=True)

    with pymupdf.open(stream=printed, filetype="pdf") as document:
        sizes = {(round(one.rect.width), round(one.rect.height)) for one in document}
        spans = [one for sheet in document for one in sheet.get_text("words")]
    assert sizes == {(842, 595)}
    assert max(right for _, _, right, *_ in spans) <= 842 - 28
