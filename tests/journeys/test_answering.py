"""Answering in a real browser: saved while typing, over a lost session, and without script."""

from __future__ import annotations

from typing import Any

from demonstration import OPEN_TENDER, Site, open_area, tab


def test_answers_save_themselves_while_typing(chromium: Any, site: Site) -> None:
    with tab(chromium, site, "Owen Price") as page:
        open_area(page)
        page.locator("fieldset.q .answer", has_text="Yes").first.click()
        page.locator("summary", has_text="Add a comment").first.click()
        page.locator("textarea").first.fill("Typed slowly")
        page.get_by_text("Saved at").wait_for()
        page.wait_for_function("document.querySelector('[data-saved]').textContent.startsWith('Saved at')")
        page.wait_for_timeout(2500)

        page.reload()

        assert page.locator("textarea").first.input_value() == "Typed slowly"
        assert page.locator("fieldset.q input[value=yes]").first.is_checked()


def test_what_was_typed_when_the_session_was_lost_comes_back_after_signing_in(chromium: Any, site: Site) -> None:
    with tab(chromium, site, "Owen Price") as page:
        open_area(page)
        address = page.url
        page.locator("summary", has_text="comment").first.click()
        cookies = page.context.cookies()
        page.context.clear_cookies()
        page.locator("textarea").first.fill("Typed after the session ended")
        page.get_by_text("Not saved: sign in again, your text is kept").wait_for()
        page.context.add_cookies(cookies)

        page.goto(address)

        page.get_by_text("What you typed before was kept").wait_for()
        assert page.locator("textarea").first.input_value() == "Typed after the session ended"
        page.get_by_text("Saved at").wait_for()


def test_an_area_is_answered_without_script(chromium: Any, site: Site) -> None:
    with tab(chromium, site, "Maria Lunde", java_script_enabled=False) as page:
        open_area(page)
        groups = page.locator("fieldset.q")
        for number in range(groups.count() - 1):
            groups.nth(number).locator("label", has_text="Yes").first.click()
        page.get_by_text("Yes, mark it as completed").click()
        page.get_by_role("button", name="Save and continue").last.click()

        assert page.get_by_text("Completed").count() == 1


def test_errors_take_the_focus_and_lead_to_their_field(chromium: Any, site: Site) -> None:
    with tab(chromium, site, "Owen Price") as page:
        open_area(page)
        page.get_by_text("Yes, mark it as completed").click()
        page.get_by_role("button", name="Save and continue").last.click()
        page.get_by_role("alert").wait_for()

        assert page.title().startswith("Error: ")
        assert page.evaluate("document.activeElement.id") == "troubles"
        page.get_by_role("alert").get_by_role("link").first.click()
        page.keyboard.press("Tab")
        page.keyboard.press("Shift+Tab")
        assert page.evaluate("document.activeElement.type") == "radio"


def test_the_summary_of_a_profile_follows_what_is_typed(chromium: Any, site: Site) -> None:
    with tab(chromium, site, "Janneke de Boer") as page:
        page.get_by_role("link", name="Network management").click()
        page.get_by_role("link", name="1 Network management").click()
        before = page.locator("#CFM .share").inner_text()
        page.locator("#CFM-w").fill("50")
        page.wait_for_function("before => document.querySelector('#CFM .share').innerText !== before", arg=before)

        assert "Configuration Management" in page.locator("[data-summary] dl").inner_text()
        assert page.locator("[role=status]").inner_text() == "Not saved yet"


def test_a_double_click_on_submit_is_one_bid(chromium: Any, site: Site) -> None:
    with tab(chromium, site, "Ingrid Solheim") as page:
        page.get_by_role("link", name=f"1 {OPEN_TENDER}").click()
        before = site.kit.database.one("SELECT count(*) AS many FROM submissions")
        page.get_by_role("link", name="Check answers, declare and submit").click()
        page.get_by_role("button", name="Save and go on to declare").click()
        page.get_by_label("I declare this").check()
        page.get_by_label("Your full name").fill("Ingrid Solheim")
        page.get_by_role("button", name="Submit the bid").dblclick()
        page.get_by_role("heading", name="Your bid has been received").wait_for()

        after = site.kit.database.one("SELECT count(*) AS many FROM submissions")
        assert before and after
        assert after["many"] == before["many"] + 1
