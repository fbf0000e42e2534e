"""The award in browsers: two officers, a bidder and an auditor, from the recommendation to the decision."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

import pytest

from appraisal.core.policy import Role
from appraisal.services.account.accounts import AddUser, Join, add_user, join
from appraisal.services.evaluation.interests import SetConflict, set_conflict
from appraisal.web.machine.app import create_app
from awarding import AFTER, Awarding, awarding
from bidding import hidden
from browser import Browser
from stand import PASSWORD

LETTER = "/debrief"


@pytest.fixture
def lot() -> Iterator[Awarding]:
    """A lot whose evaluation is closed: Dovre ranks first, Estuary second, Brandveen misses a knock-out."""
    own = awarding()
    yield own
    own.close()


def browser_of(lot: Awarding, email: str) -> Browser:
    browser = Browser(create_app(lot.kit.settings, lambda: lot.kit))
    browser.sign_in(email, PASSWORD)
    return browser


def path(lot: Awarding, act: str = "") -> str:
    return f"/tenders/{lot.tender}/lots/1/award{act}"


def recommend(lot: Awarding, browser: Browser, name: str = "Tor", status: int = 200, **more: object) -> str:
    """Send the form of a recommendation with what its page holds."""
    page = browser.get(path(lot, "/recommend"))
    shown = {name: hidden(page, name) for name in ("comparison", "earlier")}
    typed = {"outcome": f"award {lot.receipt(name)}", "reasons": "It ranks first."}
    return browser.send(path(lot, "/recommend"), status, **(shown | typed | more))


def test_two_officers_lead_a_lot_to_its_award(lot: Awarding) -> None:
    janneke, marijke = (browser_of(lot, f"{name}@buyer.example") for name in ("janneke", "marijke"))
    assert "Next, lot 1: recommend an award, or none" in janneke.get(f"/tenders/{lot.tender}")
    recommend(lot, janneke)
    assert janneke.heading() == "Award to Dovre Drift AS is recommended"
    assert "Nobody approves their own recommendation" in janneke.page
    assert "Next, lot 1: approve the recommendation" in marijke.get(f"/tenders/{lot.tender}")

    page = marijke.get(path(lot, "/approve"))
    for shown in ("It ranks first.", "Award to Dovre Drift AS", "Estuary Ltd", "Missed: Service"):
        assert shown in page
    assert janneke.raw("GET", f"/tenders/{lot.tender}/lots/1/comparison").status_code == 200
    assert f'href="/tenders/{lot.tender}/lots/1/comparison"' in page
    digests = {name: hidden(page, name) for name in ("recommendation", "comparison")}
    assert digests["comparison"] == lot.desk().digest
    marijke.send(path(lot, "/approve"), 422, **digests)
    marijke.send(path(lot, "/approve"), 200, **digests, sure="yes")
    assert marijke.heading() == "Award to Dovre Drift AS is approved"

    page = marijke.get(path(lot, "/notify"))
    assert "Fri 25 December 2026, 23:59" in page
    first = {name: hidden(page, name) for name in ("approval", "ends")}
    days = {"days": "10", "kind": "calendar", "holidays": "2026-12-25\n2026-12-26"}
    page = marijke.send(path(lot, "/notify"), 422, **first, **days, sure="yes")
    assert "would end Mon 28 December 2026, 23:59 Europe/Amsterdam (UTC+01:00), which is not what was shown" in page
    page = marijke.send(path(lot, "/notify"), 200, **first, **days, look="yes")
    marijke.send(path(lot, "/notify"), 200, **{**first, "ends": hidden(page, "ends")}, **days, sure="yes")
    assert marijke.heading() == "Award to Dovre Drift AS is announced"
    assert "Nothing to do until Mon 28 December, 23:59" in marijke.page
    assert "The standstill of lot 1 ends, Europe/Amsterdam" in marijke.get(f"/tenders/{lot.tender}")

    assert marijke.raw("GET", path(lot, "/make")).status_code == 200
    marijke.get(path(lot, "/make"))
    marijke.send(path(lot, "/make"), 409, notice=hidden(marijke.page, "notice"), sure="yes")
    lot.clock.at = AFTER
    janneke = browser_of(lot, "janneke@buyer.example")
    page = janneke.get(path(lot, "/make"))
    janneke.send(path(lot, "/make"), 200, notice=hidden(page, "notice"), sure="yes")
    assert janneke.heading() == "Awarded to Dovre Drift AS"
    assert "Decided" in janneke.get(f"/tenders/{lot.tender}")


def test_a_choice_other_than_the_comparisons_has_to_be_said_and_keeps_what_was_typed(lot: Awarding) -> None:
    janneke = browser_of(lot, "janneke@buyer.example")
    before = lot.dump()
    page = recommend(lot, janneke, "Eve", 422, reasons="It is <b>nearer</b>.")
    assert "The comparison recommends Dovre Drift AS: tick this to choose otherwise" in page
    assert "It is &lt;b&gt;nearer&lt;/b&gt;." in page
    page = recommend(lot, janneke, "Tor", 422, departs="yes")
    assert "Take this tick off: the comparison recommends Dovre Drift AS too" in page
    page = recommend(lot, janneke, "Tor", 422, reasons="  ", outcome="")
    assert "Give the reasons" in page
    assert "Choose a bid, or no award" in page
    assert lot.dump() == before
    recommend(lot, janneke, "Eve", departs="yes")
    assert "Departs from the comparison, which recommends Dovre Drift AS" in janneke.page


def test_a_form_on_an_old_comparison_is_refused_with_what_was_typed(lot: Awarding) -> None:
    janneke, marijke = (browser_of(lot, f"{name}@buyer.example") for name in ("janneke", "marijke"))
    page = janneke.get(path(lot, "/recommend"))
    old = {name: hidden(page, name) for name in ("comparison", "earlier")}
    lot.take_out("Eve")
    wish = {"outcome": f"award {lot.receipt('Tor')}", "reasons": "Kept words"}
    page = janneke.send(path(lot, "/recommend"), 422, **old, **wish)
    assert "a bid or a finding changed. Look at it again. What you typed is here" in page
    assert "Kept words" in page
    lot.recommend()
    page = marijke.get(path(lot, "/approve"))
    digests = {name: hidden(page, name) for name in ("recommendation", "comparison")}
    lot.take_out("Ben")
    marijke.get(path(lot))
    before = lot.dump()
    page = marijke.send(path(lot, "/approve"), 409, **digests, sure="yes")
    assert "an approval counts only for exactly what is shown" in page
    assert lot.dump() == before
    assert marijke.raw("GET", path(lot, "/approve")).status_code == 409


def test_a_withdrawn_bid_makes_the_approval_void_on_every_page(lot: Awarding) -> None:
    lot.recommend()
    lot.approve()
    lot.notify()
    lot.take_out("Tor", reason="Their letter of 16 December")
    janneke, eve = browser_of(lot, "janneke@buyer.example"), browser_of(lot, "eve@estuary.example")

    page = janneke.get(path(lot))

    assert janneke.heading() == "Approval void: the comparison changed"
    assert "Next: recommend an award, or none" in page
    assert "Withdrawn: Their letter of 16 December" in page
    assert "Next, lot 1: recommend an award, or none" in janneke.get(f"/tenders/{lot.tender}")
    page = eve.get(f"/bids/{lot.bids['Eve']}")
    assert "The decision on lot 1 holds no more" in page
    assert "Dovre" not in page


def test_days_that_cannot_be_counted_are_told_at_their_field(lot: Awarding) -> None:
    lot.recommend()
    lot.approve()
    janneke = browser_of(lot, "janneke@buyer.example")
    janneke.get(path(lot, "/notify"))
    before = lot.dump()
    for days, holidays, words in (
        ("ten", "", "Give the days as a whole number, like 10"),
        ("0", "", "Give a whole number from 1 to 90"),
        ("", "", "Give the number of days"),
        ("10", "2026-12-25\n26 December", "Line 2: “26 December” is no date; give one like 2026-12-25"),
    ):
        page = janneke.send(path(lot, "/notify"), 422, days=days, holidays=holidays, kind="calendar", look="yes")
        assert words in page
        assert "The end is shown once the days can be counted" in page
    page = janneke.send(path(lot, "/notify"), 422, days="10", kind="calendar", approval="x", ends="x")
    assert "Tick this to send the letters" in page
    assert lot.dump() == before


def test_a_bidder_reads_of_the_decision_on_the_page_of_the_bid(lot: Awarding) -> None:
    lot.recommend()
    lot.approve()
    tor, eve = browser_of(lot, "tor@dovre.example"), browser_of(lot, "eve@estuary.example")
    for browser, name in ((tor, "Tor"), (eve, "Eve")):
        page = browser.get(f"/bids/{lot.bids[name]}")
        assert "awarded" not in page
        assert LETTER not in page
    lot.notify()
    assert "Lot 1 is to be awarded to your organisation, Dovre Drift AS" in tor.get(f"/bids/{lot.bids['Tor']}")
    page = eve.get(f"/bids/{lot.bids['Eve']}")
    assert "Lot 1 is to be awarded to Dovre Drift AS" in page
    assert "Nothing is signed before the standstill ends: Mon 28 December, 23:59 Europe/Amsterdam" in page
    assert f'href="/bids/{lot.bids["Eve"]}/debrief"' in page
    assert "Dovre Drift AS" in eve.get(f"/bids/{lot.bids['Eve']}/debrief")
    lot.make_award()
    assert "Lot 1 was awarded to Dovre Drift AS" in browser_of(lot, "eve@estuary.example").get(
        f"/bids/{lot.bids['Eve']}"
    )


def test_an_auditor_reads_and_presses_nothing_and_others_find_nothing(lot: Awarding) -> None:
    add_user(lot.kit, lot.ada, AddUser("hanne@buyer.example", "Hanne", frozenset({Role.AUDITOR})))
    join(lot.kit, Join(lot.link("hanne@buyer.example"), "Hanne", PASSWORD))
    lot.recommend()
    hanne, els, tor = (
        browser_of(lot, email) for email in ("hanne@buyer.example", "els@buyer.example", "tor@dovre.example")
    )
    page = hanne.get(path(lot))
    assert "Waiting for another officer" in page
    assert "btn-primary" not in page
    assert "Recommend otherwise" not in page
    for browser in (els, tor):
        assert browser.raw("GET", path(lot)).status_code == 403
    for act in ("/recommend", "/approve", "/notify", "/make"):
        assert hanne.raw("GET", path(lot, act)).status_code == 403


def test_an_officer_with_a_conflict_finds_no_word_of_the_award(lot: Awarding) -> None:
    with lot.kit.database.writing():
        lot.kit.database.change("people", {"id": lot.finn.person}, roles='["evaluator", "officer"]')
    finn = browser_of(lot, "finn@buyer.example")
    assert f'href="{path(lot)}"' in finn.get(f"/tenders/{lot.tender}")
    conflict = SetConflict(lot.tender, 1, lot.finn.person, lot.bids["Eve"], "A cousin")
    set_conflict(lot.kit, lot.janneke, conflict)
    lot.recommend()
    lot.approve()
    lot.notify()

    page = finn.get(f"/tenders/{lot.tender}")

    assert f'href="{path(lot)}"' not in page
    assert "standstill" not in page
    for act in ("", "/recommend", "/approve", "/notify", "/make"):
        assert finn.raw("GET", path(lot, act)).status_code == 404


def test_nothing_can_be_pressed_out_of_turn(lot: Awarding) -> None:
    janneke = browser_of(lot, "janneke@buyer.example")
    for act in ("/approve", "/notify", "/make"):
        assert janneke.raw("GET", path(lot, act)).status_code == 409
    lot.recommend()
    lot.approve()
    lot.notify()
    lot.make_award()
    lot.clock.at += timedelta(hours=1)
    janneke = browser_of(lot, "janneke@buyer.example")
    for act in ("/recommend", "/approve", "/notify", "/make"):
        assert janneke.raw("GET", path(lot, act)).status_code == 409
    assert "Recommend otherwise" not in janneke.get(path(lot))
