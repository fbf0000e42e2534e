"""Clarifications and the opening: what each side sees, and when."""

from __future__ import annotations

import re

import pytest

from appraisal.services.tendering.clarifications import AnswerQuestion, Ask, answer, ask
from appraisal.web.machine.app import create_app
from bidding import bid_of, complete, hidden, scope
from browser import Browser
from stand import DEADLINE, PASSPHRASE, PASSWORD, Field


def browser_of(field: Field, email: str) -> Browser:
    browser = Browser(create_app(field.kit.settings, lambda: field.kit))
    browser.sign_in(email, PASSWORD)
    return browser


@pytest.fixture
def tor(field: Field) -> Browser:
    """A supplier's person who has submitted a bid."""
    field.publish()
    field.supplier("Tor", "Dovre Drift AS")
    tor = browser_of(field, "tor@dovre.example")
    tor.get(f"/tenders/{field.tender}")
    tor.send(f"/tenders/{field.tender}/lots/1/bid", 200, role__1="service desk")
    bid = bid_of(tor)
    complete(tor, bid)
    scope(tor, bid)
    tor.send(f"/bids/{bid}/submit", 200, key=hidden(tor.page, "key"), name="Tor Bakken", declare="yes")
    return tor


def test_a_question_reaches_the_buyer_without_its_asker_and_its_answer_reaches_all(field: Field, tor: Browser) -> None:
    path = f"/tenders/{field.tender}/questions"
    tor.get(path)
    tor.send(path, 422, key=hidden(tor.page, "key"), question=" ")
    tor.send(path, 200, key=hidden(tor.page, "key"), question="Is Sunday <b>a working day</b>?")
    assert "not answered yet" in tor.page
    janneke = browser_of(field, "janneke@buyer.example")
    assert "Next: answer a question" in janneke.get(f"/tenders/{field.tender}")
    page = janneke.get(path)
    assert "Dovre" not in page and "Tor" not in page
    question = hidden(page, "question")

    janneke.send(path, 422, question=question, **{f"wording-{question}": "Is Sunday a working day?"})
    assert "Is Sunday a working day?</textarea>" in janneke.page
    wording = {f"wording-{question}": "Is Sunday a working day?", f"answer-{question}": "No."}
    janneke.send(path, 200, question=question, **wording)

    field.supplier("Eve", "Estuary Ltd")
    eve = browser_of(field, "eve@estuary.example")
    assert "Is Sunday a working day?" in eve.get(path)
    assert "<b>a working" not in eve.page


def test_questions_are_closed_after_their_last_moment(field: Field, tor: Browser) -> None:
    path = f"/tenders/{field.tender}/questions"
    field.clock.at = DEADLINE
    tor.sign_in("tor@dovre.example", PASSWORD)

    page = tor.get(path)

    assert "Questions closed on Fri 20 November, 17:00" in page
    tor.send(path, 409, key="k" * 12, question="Too late?")


def test_two_officers_open_the_bids_and_the_report_tells_who_bid(field: Field, tor: Browser) -> None:
    path = f"/tenders/{field.tender}/lots/1/opening"
    janneke = browser_of(field, "janneke@buyer.example")
    before = janneke.get(f"/tenders/{field.tender}/opening")
    assert "Dovre" not in janneke.get(f"/tenders/{field.tender}").split("Invited suppliers")[0]
    assert "Your passphrase" not in before
    assert tor.raw("GET", path).status_code == 409
    field.clock.at = DEADLINE
    field.clock.advance(hours=2, minutes=1)
    janneke, marijke = (browser_of(field, f"{name}@buyer.example") for name in ("janneke", "marijke"))
    assert "Next: open the bids" in janneke.get(f"/tenders/{field.tender}")
    janneke.get(path)
    janneke.send(path, 422, passphrase__1="wrong passphrase of somebody")
    janneke.send(path, 200, passphrase__1=f"{PASSPHRASE} {field.janneke.person}")
    assert "One of two is here" in janneke.page
    assert "gave the first part at 14:01:00; it waits for another officer until 15:01:00" in janneke.page
    assert "Take part in the opening" not in janneke.get(path)
    assert "Dovre" not in janneke.page
    janneke.send(path, 422, passphrase__1=f"{PASSPHRASE} {field.janneke.person}")
    marijke.get(path)

    marijke.send(path, 200, passphrase__1=f"{PASSPHRASE} {field.marijke.person}")

    assert marijke.heading() == "Opening report"
    assert "Dovre Drift AS" in marijke.page
    pdf = marijke.raw("GET", f"/tenders/{field.tender}/lots/1/opening.pdf")
    assert pdf.data[:5] == b"%PDF-"
    document = re.search(r'href="([^"]+/bids/[^"]+\.json)"', marijke.page)
    assert document
    tor = browser_of(field, "tor@dovre.example")
    receipt = re.search(r'href="([^"]+\.json)"', tor.get(f"/bids/{bid_of(tor)}/receipt"))
    assert receipt
    assert marijke.raw("GET", document[1]).data == tor.raw("GET", receipt[1]).data
    assert "Dovre Drift AS" in tor.get(path)


def test_before_the_opening_no_page_of_the_buyer_tells_of_a_bid(field: Field, tor: Browser) -> None:
    canaries = ("Tor Bakken", "R-1", "Managed services", "Bergen")
    app = create_app(field.kit.settings, lambda: field.kit)
    for name in ("janneke", "ada"):
        browser = browser_of(field, f"{name}@buyer.example")
        for rule in app.url_map.iter_rules():
            address = rule.rule.replace("<tender>", field.tender).replace("<int:number>", "1")
            address = address.replace("<receipt>", "R-1")
            if "<" in address or "GET" not in (rule.methods or set()):
                continue
            text = browser.raw("GET", address).text

            assert [canary for canary in canaries if canary in text] == [], address


def test_an_answer_to_a_question_that_a_colleague_answered_meanwhile_comes_back_as_text(
    field: Field,
) -> None:
    field.publish()
    tor, janneke = field.supplier("Tor", "Dovre Drift AS"), browser_of(field, "janneke@buyer.example")
    asked = ask(field.kit, tor, Ask(field.tender, "k" * 12, "Is Sunday a working day?", field.clock.at))
    path = f"/tenders/{field.tender}/questions"
    janneke.get(path)
    answer(field.kit, field.marijke, AnswerQuestion(field.tender, asked, "Is Sunday one?", "No."))
    before = field.dump()
    fields = {f"wording-{asked}": "Do you work on Sundays?", f"answer-{asked}": "Yes, from <8> to 12"}

    page = janneke.post(path, {"csrf": janneke.token(), "question": asked, **fields}, 409)

    assert "A colleague has answered this question already. Nothing was changed." in page
    assert ("Do you work on Sundays?" in page, "Yes, from &lt;8&gt; to 12" in page) == (True, True)
    assert f'<a href="/tenders/{field.tender}">Go back to the tender</a>' in page
    assert field.dump() == before
