"""What a supplier will improve, page by page: added, changed, checked and submitted; for a bid's managers alone."""

from __future__ import annotations

import json

import pytest

from appraisal.web.machine.app import create_app
from bidding import bid_of, complete, hidden, scope
from browser import Browser
from stand import PASSWORD, Field


@pytest.fixture
def tor(field: Field) -> Browser:
    """A browser of a supplier's person who has begun a bid."""
    field.publish()
    field.supplier("Tor", "Dovre Drift AS")
    return browser_of(field, "tor@dovre.example", begin=True)


def browser_of(field: Field, email: str, begin: bool = False) -> Browser:
    browser = Browser(create_app(field.kit.settings, lambda: field.kit))
    browser.sign_in(email, PASSWORD)
    if begin:
        browser.get(f"/tenders/{field.tender}")
        browser.send(f"/tenders/{field.tender}/lots/1/bid", 200, role__1="service desk")
    return browser


def commit(browser: Browser, bid: str, area: str = "SRI", status: int = 200, **typed: object) -> str:
    """Write a commitment in an area; gives the page that follows."""
    path = f"/bids/{bid}/commitments/new?area={area}"
    page = browser.get(path)
    given = {"text": "Name an owner <of> it.", "by": "2027-06-30", "questions": "SRI-Q2", **typed}
    return browser.post(path, {name: hidden(page, name) for name in ("csrf", "key")} | given, status)


def test_a_commitment_goes_from_the_task_list_to_the_submitted_file(field: Field, tor: Browser) -> None:
    bid = bid_of(tor)
    assert f'href="/bids/{bid}/commitments"' in tor.get(f"/bids/{bid}")
    assert "You commit to nothing so far" in tor.get(f"/bids/{bid}/commitments")

    page = commit(tor, bid)

    assert tor.heading() == "What you will improve"
    assert "Name an owner &lt;of&gt; it." in page
    assert "30 June 2027" in page and "Question 2" in page
    assert "1 commitment<" in tor.get(f"/bids/{bid}")
    complete(tor, bid)
    assert (
        "By 30 June 2027 Dovre Drift AS will do the following, so that question SRI-Q2 on Service Request and Incident "
        "Management can be answered with yes: Name an owner &lt;of&gt; it."
    ) in tor.get(f"/bids/{bid}/check")
    scope(tor, bid)
    assert "Improvements" in tor.page
    exported = json.loads(tor.raw("GET", f"/bids/{bid}/response.json").data)
    assert exported["commitments"] == [
        {"id": "c1", "area": "SRI", "questions": ["SRI-Q2"], "by": "2027-06-30", "text": "Name an owner <of> it."}
    ]


def test_a_commitment_is_changed_and_removed(field: Field, tor: Browser) -> None:
    bid = bid_of(tor)
    commit(tor, bid)
    page = tor.get(f"/bids/{bid}/commitments/c1")
    assert 'value="2027-06-30"' in page
    assert 'value="SRI-Q2" checked' in page

    changed = tor.post(
        f"/bids/{bid}/commitments/c1",
        {"csrf": hidden(page, "csrf"), "key": hidden(page, "key"), "text": "Less.", "by": "2027-07-31"},
    )
    assert "Less." in changed and "31 July 2027" in changed and "All questions" in changed

    emptied = tor.post(f"/bids/{bid}/commitments/c1/remove", {"csrf": hidden(page, "csrf")})
    assert "You commit to nothing so far" in emptied


def test_a_form_sent_twice_is_one_commitment(field: Field, tor: Browser) -> None:
    bid = bid_of(tor)
    path = f"/bids/{bid}/commitments/new?area=SRI"
    page = tor.get(path)
    typed = {"csrf": hidden(page, "csrf"), "key": hidden(page, "key"), "text": "Once.", "by": "2027-06-30"}

    assert [tor.post(path, typed).count("Once.") for _ in range(2)] == [1, 1]


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ({"text": " "}, "Say what you will do"),
        ({"by": ""}, "Give the day"),
        ({"by": "soon"}, "“By which day?” is no day; expected a day such as 2027-06-30"),
        ({"by": "2026-12-11"}, "“By which day?” is not after the deadline; expected a day after 2026-12-11"),
        ({"text": "x" * 2001}, "Use at most 2000 characters; these are 2001"),
    ],
)
def test_what_is_wrong_stands_at_its_field_and_nothing_is_stored(
    field: Field, tor: Browser, typed: dict[str, str], words: str
) -> None:
    bid = bid_of(tor)
    tor.get(f"/bids/{bid}/commitments/new?area=SRI")
    before = field.dump()

    page = commit(tor, bid, status=422, **typed)

    assert words in page
    assert "<title>Error: " in page
    assert field.dump() == before


@pytest.mark.parametrize("path", ["new?area=PRM", "new", "c7", "c7/remove"])
def test_there_is_no_page_for_an_area_that_is_not_asked_or_a_commitment_that_is_not_there(
    field: Field, tor: Browser, path: str
) -> None:
    bid = bid_of(tor)
    if path.endswith("remove"):
        assert tor.raw("GET", f"/bids/{bid}/commitments/{path}").status_code == 405
    else:
        assert tor.raw("GET", f"/bids/{bid}/commitments/{path}").status_code == 404


def test_a_colleague_and_another_supplier_see_no_commitment(field: Field) -> None:
    field.publish()
    manager = field.supplier("Tor", "Dovre Drift AS")
    bid = field.bid_of(manager)
    commit(browser_of(field, "tor@dovre.example"), bid, text="Our secret plan.")
    field.colleague(manager, bid, "Maria", "CFM")
    maria = browser_of(field, "maria@colleague.example")
    field.supplier("Other", "Other AS")
    other = browser_of(field, "other@other.example")

    for browser, status in ((maria, 403), (other, 404)):
        for path in ("", "/new?area=SRI", "/c1"):
            answer = browser.raw("GET", f"/bids/{bid}/commitments{path}")
            assert (answer.status_code, b"secret plan" in answer.data) == (status, False)
    assert "Say what you will improve" not in maria.get(f"/bids/{bid}")


def test_after_the_deadline_commitments_can_be_read_and_not_changed(field: Field, tor: Browser) -> None:
    bid = bid_of(tor)
    commit(tor, bid)
    field.clock.advance(days=100)
    tor.sign_in("tor@dovre.example", PASSWORD)

    page = tor.get(f"/bids/{bid}/commitments")

    assert "Name an owner" in page
    assert "Add an improvement" not in page and "/commitments/c1" not in page
    assert tor.raw("GET", f"/bids/{bid}/commitments/c1").status_code == 409
