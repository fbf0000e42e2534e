"""Findings in a real browser: by keyboard alone, saved while typing, over a lost session, and without script."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from time import perf_counter
from typing import Any

import pytest

from appraisal.services.evaluation.findings import drafts_on
from panels import EMAILS, OFFERED, Panel, panel
from served import press
from served import served as serve
from served import signed_in as sign_in_at

HUNDRED_AN_HOUR = 36.0
"""Seconds that one finding may take when a hundred are made in an hour."""


@dataclass(frozen=True, slots=True)
class Served:
    """A panel whose application is served; all three have declared."""

    panel: Panel
    address: str

    def found(self, question: str, name: str = "Tor") -> tuple[str | None, str]:
        """Gerda's finding on a question, as it is stored."""
        field = self.panel.field
        draft = drafts_on(field.kit, field.bids[name], field.gerda.person).get(question)
        return (draft.own.value, draft.own.reason) if draft else (None, "")


@pytest.fixture
def served(tmp_path: Path) -> Iterator[Served]:
    """The panel behind the real server."""
    with panel(path=tmp_path / "store.sqlite") as found:
        found.field.declare_all()
        with serve(found.app) as address:
            yield Served(found, address)


def signed_in(chromium: Any, served: Served, path: str, **options: Any) -> Any:
    """A page of Gerda's browser at a path."""
    return sign_in_at(chromium, served.address, EMAILS["gerda"], path, **options)


def focused(page: Any) -> str:
    """The name of the field that has the focus."""
    return str(page.evaluate("document.activeElement.name || document.activeElement.tagName"))


def test_a_finding_is_made_by_keyboard_alone_and_leads_to_the_next_with_its_group_in_focus(
    chromium: Any, served: Served
) -> None:
    page = signed_in(chromium, served, served.panel.path("Tor", OFFERED))
    page.locator("input[name=finding]").first.focus()
    begun = perf_counter()

    for number, key in enumerate("LFPNXLF", 1):
        assert focused(page) == "finding"
        page.keyboard.press(key)
        page.keyboard.press("Tab")
        assert focused(page) == "reason"
        page.keyboard.type(f"R1 says it of {number}.")
        with page.expect_navigation():
            page.keyboard.press("Control+Enter")

    assert page.get_by_role("heading", level=1).inner_text() == "Submit your findings on Dovre Drift AS"
    assert [served.found(f"SRI-Q{number}") for number in range(1, 8)] == [
        (value, f"R1 says it of {number}.") for number, value in enumerate(("L", "F", "P", "N", "NA", "L", "F"), 1)
    ]
    assert (perf_counter() - begun) / 7 < HUNDRED_AN_HOUR / 4
    page.get_by_label("Your full name").fill("Gerda")
    press(page.get_by_role("button", name="Sign and submit"))
    assert page.get_by_role("heading", level=1).inner_text() == "Your findings on Dovre Drift AS are submitted"
    page.context.close()


def test_letters_choose_only_while_the_group_has_the_focus(chromium: Any, served: Served) -> None:
    page = signed_in(chromium, served, served.panel.path("Tor", OFFERED))

    page.keyboard.press("f")
    page.locator("h1").click()
    page.keyboard.press("l")
    page.get_by_label("Reason").focus()
    page.keyboard.type("f l p n x")
    page.get_by_label("No evidence was offered").focus()
    page.keyboard.press("n")
    untouched = page.locator("input[name=finding]:checked").count()
    page.locator("input[name=finding]").first.focus()
    page.keyboard.press("Control+f")
    modified = page.locator("input[name=finding]:checked").count()
    page.keyboard.press("x")

    assert (untouched, modified) == (0, 0)
    assert page.locator("input[name=finding]:checked").get_attribute("value") == "NA"
    assert page.get_by_label("Reason").input_value() == "f l p n x"
    page.context.close()


def test_a_finding_saves_itself_and_says_what_it_cites_and_compares(chromium: Any, served: Served) -> None:
    page = signed_in(chromium, served, served.panel.path("Tor", OFFERED))

    page.get_by_label("Reason").press_sequentially("E1 is better than the others")
    page.get_by_text("Cites E1. Saved at").wait_for()
    note = page.get_by_text("compares with other bidders")
    note.wait_for()
    page.get_by_text("Largely").click()
    page.get_by_label("Reason").fill("E1 covers both kinds.")
    note.wait_for(state="hidden")
    page.wait_for_function("!document.querySelector('[data-note]').textContent")
    page.reload()

    assert page.get_by_label("Reason").input_value() == "E1 covers both kinds."
    assert page.locator("input[value=L]").is_checked()
    page.context.close()


def test_what_was_typed_when_the_session_was_lost_comes_back(chromium: Any, served: Served) -> None:
    page = signed_in(chromium, served, served.panel.path("Tor", OFFERED))
    cookies = page.context.cookies()
    page.context.clear_cookies()
    page.get_by_label("Reason").fill("R1, after the session ended")
    page.get_by_label("No evidence was offered").check()
    page.get_by_text("Not saved: sign in again, your text is kept").wait_for()
    page.context.add_cookies(cookies)

    page.goto(f"{served.address}{served.panel.path('Tor', OFFERED)}")

    page.get_by_text("What you typed before was kept").wait_for()
    page.get_by_text("Saved at").wait_for()
    assert served.found(OFFERED) == (None, "R1, after the session ended")
    assert page.get_by_label("No evidence was offered").is_checked()
    page.context.close()


def test_the_same_finding_in_two_windows_loses_nothing(chromium: Any, served: Served) -> None:
    path = served.panel.path("Tor", OFFERED)
    page = signed_in(chromium, served, path)
    other = page.context.new_page()
    other.goto(f"{served.address}{path}")
    other.get_by_text("Fully").click()
    other.get_by_label("Reason").fill("R1 in the other window")
    press(other.get_by_role("button", name="Save and next open item"))

    page.get_by_text("Partially").click()
    page.get_by_label("Reason").fill("E1 in this window")
    page.get_by_text("Not saved: this finding changed in another window").wait_for()
    press(page.get_by_role("button", name="Save and next open item"))
    told = page.locator("main").inner_text()
    press(page.get_by_role("button", name="Keep my choice and save"))

    assert ["R1 in the other window" in told, "E1 in this window" in told] == [True, True]
    assert served.found(OFFERED) == ("P", "E1 in this window")
    page.context.close()


def test_findings_are_made_and_submitted_without_script(chromium: Any, served: Served) -> None:
    page = signed_in(chromium, served, f"/evaluation/{served.panel.field.tender}/1", java_script_enabled=False)
    press(page.get_by_role("link", name="Next open item"))
    for _ in range(7):
        page.get_by_text("Largely").click()
        page.get_by_label("Reason").fill("R1 says so.")
        press(page.get_by_role("button", name="Save and next open item"))

    page.get_by_label("Your full name").fill("Gerda")
    press(page.get_by_role("button", name="Sign and submit"))

    assert page.get_by_text("Findings on this bid are still to come from Els and Finn.").count() == 1
    page.context.close()
