"""Moderation in a real browser: by keyboard alone from one disagreement to the next, closed, and without script."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from appraisal.services.evaluation.agreed import agreed_on
from panels import EMAILS, Panel, panel
from served import press, served, signed_in


@pytest.fixture
def chaired(tmp_path: Path) -> Iterator[tuple[Panel, str]]:
    """A panel whose findings differ on three questions of Dovre, and its address; all is in on all bids."""
    with panel(path=tmp_path / "store.sqlite") as found:
        field = found.field
        field.declare_all()
        for name in field.bids:
            field.find_all(field.els, name, "P" if name == "Ben" else "F")
            other = {"SRI_Q1": "N", "SRI_Q4": "P", "CFM_Q2": "L"} if name == "Tor" else {}
            field.find_all(field.finn, name, "P" if name == "Ben" else "F", **other)  # type: ignore[arg-type]
            field.find_all(field.gerda, name, "P" if name == "Ben" else "F")
        with served(found.app) as address:
            yield found, address


def chair(chromium: Any, chaired: tuple[Panel, str], **options: Any) -> Any:
    """The chair's page, at the moderation of the lot."""
    found, address = chaired
    return signed_in(chromium, address, EMAILS["els"], f"/evaluation/{found.field.tender}/1/moderation", **options)


def focused(page: Any) -> str:
    """The name of the field that has the focus."""
    return str(page.evaluate("document.activeElement.name || document.activeElement.tagName"))


def test_disagreements_are_settled_by_keyboard_alone_one_after_the_other(
    chromium: Any, chaired: tuple[Panel, str]
) -> None:
    page, (found, _) = chair(chromium, chaired), chaired
    page.get_by_role("link", name="Dovre Drift AS", exact=True).click()
    press(page.get_by_role("button", name="Record the 20 findings on which all agree"))
    press(page.get_by_role("link", name="Settle the one that matters most"))

    for key in "PLF":
        assert focused(page) == "finding"
        page.keyboard.press(key)
        page.keyboard.press("Tab")
        page.keyboard.type("R1 says so, and the panel agrees.")
        with page.expect_navigation():
            page.keyboard.press("Control+Enter")

    assert page.get_by_role("heading", level=1).inner_text() == "Everything on Dovre Drift AS is agreed on"
    agreed = agreed_on(found.field.kit, found.field.bids["Tor"])
    assert [agreed[question].value for question in ("SRI-Q1", "SRI-Q4", "CFM-Q2")] == ["P", "L", "F"]
    assert len(agreed) == 23
    page.context.close()


def test_an_evaluation_is_agreed_on_and_closed_without_script(chromium: Any, chaired: tuple[Panel, str]) -> None:
    page, (found, _) = chair(chromium, chaired, java_script_enabled=False), chaired
    for _name in found.field.bids:
        press(page.get_by_role("link", name="Record what all agree on"))
        press(page.get_by_role("button", name="on which all agree"))
        press(page.get_by_role("link", name="Back to the moderation"))
    press(page.get_by_role("link", name="Settle the one that matters most"))
    for _number in range(3):
        page.get_by_text("Largely").last.click()
        page.get_by_label("Reason").fill("R1 says so.")
        press(page.locator("button.btn-primary"))
    press(page.get_by_role("link", name="Back to the moderation"))
    press(page.get_by_role("link", name="Look and close"))
    page.get_by_label("The panel has agreed on every finding").check()
    press(page.get_by_role("button", name="Close the evaluation"))

    assert page.get_by_role("heading", level=1).inner_text() == "What the panel agreed on"
    assert found.field.lot.evaluated is not None
    page.context.close()
