"""What goes wrong while answering, in a real browser: two windows, files that are too large, forms sent empty."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from demonstration import Site, open_area, tab
from looking import axe, faults, violations

MEGABYTE = 1_000_000


def file_of(folder: Path, size: int) -> Path:
    """A file that begins as a PDF does, of so many bytes."""
    file = folder / "Plan.pdf"
    with file.open("wb") as out:
        out.write(b"%PDF-1.7\n")
        out.truncate(size)
    return file


@pytest.mark.parametrize("script", [True, False], ids=["with script", "without script"])
def test_two_windows_on_one_area_end_in_a_choice_and_lose_nothing(chromium: Any, site: Site, script: bool) -> None:
    with tab(chromium, site, "Owen Price", java_script_enabled=script) as page:
        open_area(page)
        address, place = page.url, 2 + int(script)  # questions that no other journey comments on
        older = page.context.new_page()
        older.goto(address)
        for window, words in ((page, "Typed in the first window"), (older, "Typed in the second window")):
            window.locator("summary", has_text="comment").nth(place).click()
            window.locator("textarea").nth(place).fill(words)
            window.locator("input[name=finished][value=no]").check()
            window.get_by_role("button", name="Save and continue").last.click()
            window.wait_for_load_state()

        assert older.get_by_role("heading", name="This section changed while you were writing").count() == 1
        assert [older.get_by_text(f"Typed in the {one} window").count() for one in ("first", "second")] == [1, 1]
        older.get_by_role("button", name="Keep my choice and save").click()
        older.goto(address)
        assert older.locator("textarea").nth(place).input_value() == "Typed in the second window"


@pytest.mark.parametrize("script", [True, False], ids=["with script", "without script"])
def test_a_file_that_is_too_large_is_told_at_its_field_and_the_answers_are_kept(
    chromium: Any, site: Site, tmp_path: Path, script: bool
) -> None:
    with tab(chromium, site, "Owen Price", java_script_enabled=script) as page:
        open_area(page)
        address = page.url
        question = page.locator("fieldset.q[id]").first.get_attribute("id")
        page.locator(f"input[name={question}][value=no]").check()
        page.locator(f"#{question} summary", has_text="evidence").click()
        page.locator(f"#{question}-new").set_input_files(file_of(tmp_path, 26 * MEGABYTE))
        page.locator("input[name=finished][value=no]").check()
        page.get_by_role("button", name="Save and continue").last.click()
        page.get_by_role("alert").wait_for(timeout=30_000)

        assert "Plan.pdf" in page.locator(f"#{question}-new-error").inner_text()
        assert page.title().startswith("Error: ")
        page.goto(address)
        assert page.locator(f"input[name={question}][value=no]").is_checked()


@pytest.mark.parametrize("script", [True, False], ids=["with script", "without script"])
def test_more_than_can_be_sent_at_once_is_a_page_that_says_so_and_the_draft_stays(
    chromium: Any, site: Site, tmp_path: Path, script: bool
) -> None:
    with tab(chromium, site, "Owen Price", java_script_enabled=script) as page:
        open_area(page)
        address = page.url
        question = page.locator("fieldset.q[id]").nth(1).get_attribute("id")
        page.locator(f"input[name={question}][value=dk]").check()
        page.locator("input[name=finished][value=no]").check()
        page.get_by_role("button", name="Save and continue").last.click()
        page.goto(address)
        page.locator(f"#{question} summary", has_text="evidence").click()
        page.locator(f"#{question}-new").set_input_files(file_of(tmp_path, 64 * MEGABYTE))
        page.get_by_role("button", name="Save and continue").last.click()
        page.get_by_role("heading", name="That is more than can be sent at once").wait_for(timeout=30_000)

        page.goto(address)
        assert page.locator(f"input[name={question}][value=dk]").is_checked()


OWN = ("tenders/new", "account/password", "account/passphrase", "account/code")
DRAFT = ("lots/new", "lots/1", "lots/1/file", "lots/1/settings", "timetable", "publish", "cancel", "invite", "head")
BID = ("check", "team", "evidence", "withdraw", "submit", "commitments/new?area=SRI")


def sent_empty(page: Any, address: str, script: str) -> list[str]:
    """What is wrong with the page that comes back when its form is sent with nothing in it."""
    answer = page.goto(address)
    if answer.status != 200 or page.url != address:
        return []
    for field in page.locator("main form .form-control:visible:not(select):not([type=file])").all():
        field.fill("")
    for field in page.locator("main form input[type=checkbox]:visible").all():
        field.uncheck()
    page.locator("main form .btn-primary").last.click()
    if not page.title().startswith("Error: "):
        return []
    return [f"{address}: {one}" for one in faults(page) + violations(page, script)] + ["seen"]


def test_every_form_sent_empty_says_what_to_do_in_a_way_that_everybody_gets(chromium: Any, site: Site) -> None:
    script, found = axe(), []
    with tab(chromium, site, "Ada Vermeer", 320) as page:
        found += sent_empty(page, f"{site.address}/people", script)
    with tab(chromium, site, "Janneke de Boer", 320) as page:
        for path in OWN:
            found += sent_empty(page, f"{site.address}/{path}", script)
        for name, paths in (("Network management", DRAFT), ("Service desk", ("addendum", "cancel", "invite"))):
            page.goto(f"{site.address}/tenders")
            page.get_by_role("link", name=name).click()
            base = page.url
            for path in paths:
                found += sent_empty(page, f"{base}/{path}", script)
        page.goto(f"{site.address}/tenders")
        page.get_by_role("link", name="Data centre operation").click()
        base = page.url
        for path in ("opening", "lots/1/opening", "lots/1/emergency"):
            found += sent_empty(page, f"{base}/{path}", script)
    with tab(chromium, site, "Ingrid Solheim", 320) as page:
        page.get_by_role("link", name="1 Service desk").click()
        base = page.url
        for path in BID:
            found += sent_empty(page, f"{base}/{path}", script)
    with tab(chromium, site, "Ada Vermeer", 320) as page:
        page.context.clear_cookies()
        for path in ("sign-in", "forgotten", "register"):
            found += sent_empty(page, f"{site.address}/{path}", script)

    assert [one for one in found if one != "seen"] == []
    assert found.count("seen") >= 18
