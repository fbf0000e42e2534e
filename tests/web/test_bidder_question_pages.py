"""Questions to a bidder: asked about what is unclear, answered once and in time, with nothing typed lost."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

import pytest

from appraisal.services.comparison.closing import RecordExclusion, record_exclusion
from appraisal.services.evaluation.bidder_questions import AskBidder, ask_bidder, asked_of_bid
from browser import Browser
from panels import OFFERED, Panel, panel, words

DUE = {"due-day": "2026-12-18", "due-hour": "17:00"}


@pytest.fixture
def among() -> Iterator[Panel]:
    """Estuary (Eve) does not know in SRI, a knock-out; Brandveen (Ben) in SUB. All have declared."""
    with panel() as found:
        found.field.declare_all()
        yield found


@pytest.fixture
def janneke(among: Panel) -> Browser:
    return among.browser("janneke")


@pytest.fixture
def eve(among: Panel) -> Browser:
    return among.browser("eve")


def at(among: Panel, name: str = "") -> str:
    base = f"/evaluation/{among.field.tender}/1/bidder-questions"
    return f"{base}/{among.field.bids[name]}" if name else base


def own(among: Panel, question: str = "") -> str:
    base = f"/bids/{among.field.bids['Eve']}/buyer-questions"
    return f"{base}/{question}" if question else base


def ask(among: Panel, name: str = "Eve", question: str = OFFERED, due: str = "2026-12-18T17:00") -> str:
    """The id of a question that an officer asked."""
    field = among.field
    command = AskBidder(field.tender, 1, field.bids[name], question, "Which incidents?", due, f"{question} {due}")
    return ask_bidder(field.kit, field.janneke, command)


def kept(among: Panel) -> list[tuple[str, str]]:
    """The answers of Estuary with what they mean."""
    return [(one.answer, one.meaning) for one in asked_of_bid(among.field.kit, among.field.bids["Eve"])]


def test_what_is_unclear_is_listed_with_the_knock_outs_that_hang_on_it_first(among: Panel, janneke: Browser) -> None:
    field = among.field
    page = words(janneke.get(at(among, "Eve")))
    assert "Service Request and Incident Management, question 1 A knock-out hangs on it" in page
    assert "Answered: 1 unknown." in page
    other = words(janneke.get(at(among, "Ben")))

    assert ("Subcontract Management, question 1" in other, "A knock-out hangs on it" in other) == (True, False)
    assert "Every answer of this bid is clear" in words(janneke.get(at(among, "Tor")))
    assert [name for name in field.bids if at(among, name) in janneke.get(at(among))] == ["Eve", "Ben"]


def test_an_officer_asks_by_a_date_in_the_tender_s_zone_and_twice_the_same_press_asks_once(
    among: Panel, janneke: Browser
) -> None:
    janneke.get(at(among, "Eve") + "?question=SRI-Q2")
    assert '<option value="SRI-Q2" selected>' in janneke.page
    fields = {"csrf": janneke.token(), "key": "page-1", "question": "SRI-Q2", "text": "Who records them?", **DUE}

    page = words(janneke.post(at(among, "Eve"), fields))
    janneke.post(at(among, "Eve"), fields)

    assert "Who records them? An answer is expected by Fri 18 December, 17:00 Europe/Amsterdam (UTC+01:00)" in page
    assert [one.question for one in asked_of_bid(among.field.kit, among.field.bids["Eve"])] == ["SRI-Q2"]
    assert ("eve@estuary.example", "The buyer asks about your bid on tender 2026/041") in among.field.mails()


@pytest.mark.parametrize(
    ("fields", "told"),
    [
        ({"question": "", **DUE}, "Choose the answer that is unclear"),
        ({"text": "  ", **DUE}, "Write your question"),
        ({}, "Answer by: give the day"),
        ({"due-day": "2026-12-01", "due-hour": "10:00"}, "Answer by: lies in the past; expected a later date"),
        ({"due-day": "2027-03-28", "due-hour": "02:30"}, "does not exist in Europe/Amsterdam"),
        ({"due-day": "2027-10-31", "due-hour": "02:30"}, "Which of the two is meant?"),
        ({"question": "CFM-Q1", **DUE}, "Has clear answers in this bid, or is not asked"),
    ],
)
def test_a_question_that_will_not_do_is_told_at_its_field_and_nothing_is_stored(
    among: Panel, janneke: Browser, fields: dict[str, object], told: str
) -> None:
    janneke.get(at(among, "Eve"))
    before = among.field.dump()
    sent = {"csrf": janneke.token(), "key": "k", "question": OFFERED, "text": "Which incidents?", **fields}

    page = janneke.post(at(among, "Eve"), sent, 422)

    assert told in words(page)
    assert str(sent["text"]).strip() in page
    assert among.field.dump() == before


def test_a_chair_asks_too_and_members_and_auditors_only_read(among: Panel) -> None:
    ask(among)
    statuses, reads = {}, {}
    for name in ("els", "finn", "hanne", "tor"):
        browser = among.browser(name)
        statuses[name] = browser.raw("GET", at(among, "Eve")).status_code
        answer = browser.raw("GET", at(among))
        reads[name] = (answer.status_code, "Which incidents?" in answer.text, "Ask about an unclear" in answer.text)

    assert statuses == {"els": 200, "finn": 403, "hanne": 403, "tor": 403}
    assert reads == {
        "els": (200, True, True), "finn": (200, True, False), "hanne": (200, True, False), "tor": (404, False, False),
    }  # fmt: skip


def test_a_bidder_is_led_to_the_question_and_answers_it_once(among: Panel, eve: Browser) -> None:
    asked, bid = ask(among), f"/bids/{among.field.bids['Eve']}"
    assert "Next: answer the buyer’s question Until Fri 18 December, 17:00" in words(eve.get(bid))
    page = words(eve.get(own(among)))
    assert "Which incidents?" in page
    assert "About Service Request and Incident Management, question 1: Is the handling of incidents" in page

    page = words(eve.send(own(among, asked), **{f"text-{asked}": "All of them.", f"meaning-{asked}": "yes"}))

    assert "All of them. It means: yes. Received Fri 11 December, 15:00:00" in page
    assert kept(among) == [("All of them.", "yes")]
    assert "Questions from the buyer" in eve.get(bid)
    again = eve.send(own(among, asked), 409, **{f"text-{asked}": "No, none."})
    assert [one in words(again) for one in ("Your answer was not taken", "answered already", "No, none.")] == [True] * 3
    assert kept(among) == [("All of them.", "yes")]


def test_an_answer_that_comes_too_late_is_given_back_and_the_attempt_is_an_entry(among: Panel, eve: Browser) -> None:
    asked = ask(among, due="2026-12-11T15:30")
    eve.get(own(among))
    token = eve.token()
    among.field.clock.advance(minutes=31)

    late = eve.post(own(among, asked), {"csrf": token, f"text-{asked}": "All <b>of</b> them."}, 409)

    assert "Answering this question was possible until Fri 11 December 2026, 15:30" in words(late)
    assert "All &lt;b&gt;of&lt;/b&gt; them." in late
    assert kept(among) == [("", "")]
    assert among.field.events()[-1] == "bidder-question:late-refused"
    assert "No answer came in time." in words(eve.get(own(among)))


def test_when_the_bid_is_taken_out_the_question_is_closed_and_what_was_typed_is_given_back(
    among: Panel, eve: Browser
) -> None:
    asked, field = ask(among), among.field
    bid = f"/bids/{field.bids['Eve']}"
    eve.get(own(among))
    token = eve.token()
    record_exclusion(
        field.kit, field.janneke, RecordExclusion(field.tender, 1, field.bids["Eve"], "excluded", "No permit")
    )
    before = field.dump()

    refused = eve.post(own(among, asked), {"csrf": token, f"text-{asked}": "All <b>of</b> them."}, 409)
    assert "Your bid was excluded by the buyer and counts no more, so this question is closed." in words(refused)
    assert "All &lt;b&gt;of&lt;/b&gt; them." in refused
    assert (field.dump(), kept(among)) == (before, [("", "")])

    page = eve.get(own(among))
    assert "This question is closed, as your bid was excluded by the buyer. Back to your bid" in words(page)
    assert ("<textarea" in page, "Send the answer" in page, "to answer" in words(page)) == (False, False, False)
    assert "Next: answer" not in words(eve.get(bid))


def test_what_counts_is_when_the_answer_was_received_not_when_it_was_served(among: Panel, eve: Browser) -> None:
    asked = ask(among, due="2026-12-11T15:30")
    eve.get(own(among))
    among.field.clock.advance(minutes=31)

    answer = eve.raw(
        "POST",
        own(among, asked),
        data={"csrf": eve.token(), f"text-{asked}": "All of them."},
        environ_overrides={"appraisal.waited": timedelta(minutes=2).total_seconds()},
    )

    assert answer.status_code == 303
    assert kept(among) == [("All of them.", "")]


def test_an_answer_without_words_or_with_a_meaning_that_was_not_unknown_is_refused(among: Panel, eve: Browser) -> None:
    asked = ask(among)
    eve.get(own(among))
    before = among.field.dump()

    empty = words(eve.send(own(among, asked), 422, **{f"text-{asked}": " \n"}))
    strange = words(eve.send(own(among, asked), 422, **{f"text-{asked}": "x", f"meaning-{asked}": "largely"}))

    assert "Write your answer" in empty
    assert "” is not known; expected yes, no, na or nothing" in strange
    assert among.field.dump() == before


def test_nobody_else_reads_or_answers_a_bidder_s_questions(among: Panel, eve: Browser) -> None:
    asked = ask(among)
    field = among.field
    names = ("tor", "ben", "els", "janneke", "hanne")
    browsers = {name: among.browser(name) for name in names}
    before = field.dump()

    seen = {}
    for name, browser in browsers.items():
        fields = {"csrf": browser.token(), f"text-{asked}": "Mine."}
        seen[name] = (
            browser.raw("GET", own(among)).status_code,
            browser.raw("POST", own(among, asked), data=fields).status_code,
        )

    assert seen == {name: (404, 404) if name in ("tor", "ben") else (403, 403) for name in names}
    assert eve.raw("POST", own(among, "Q-404"), data={"csrf": eve.token(), "text-Q-404": "x"}).status_code == 404
    assert [line for line in field.dump() if "bidder_questions" in line] == [
        line for line in before if "bidder_questions" in line
    ]


def test_a_blind_panel_reads_letters_in_questions_and_answers() -> None:
    with panel(blind=True) as found:
        field = found.field
        field.declare_all()
        asked = ask(found)
        eve = found.browser("eve")
        eve.get(own(found))
        eve.send(own(found, asked), **{f"text-{asked}": "Estuary Ltd does it."})

        pages = {name: found.browser(name).get(at(found)) for name in ("els", "finn", "janneke")}
        asking = found.browser("els").get(at(found, "Eve"))

        assert {name: "Estuary" in page for name, page in pages.items()} == {
            "els": False, "finn": False, "janneke": True,
        }  # fmt: skip
        assert "does it." in pages["finn"]
        assert ("Estuary" in asking, "Ask Bidder " in asking) == (False, True)
