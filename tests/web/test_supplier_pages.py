"""A supplier's pages: from the invitation over answers, evidence and colleagues to the receipt."""

from __future__ import annotations

import io
import json
import re

import pytest

from appraisal.core.ranking import compare
from appraisal.core.scoring import Submission
from appraisal.exchange.profile_toml import parse_profile
from appraisal.exchange.response_json import parse_response
from appraisal.services.known import known_tender
from appraisal.web.machine.app import create_app
from bidding import area_fields, bid_of, complete, hidden, questions, scope
from browser import Browser
from stand import PASSWORD, Field

PDF = b"%PDF-1.7\n1 0 obj <<>> endobj\n%%EOF\n"


@pytest.fixture
def tor(field: Field) -> Browser:
    """A browser of a supplier's person who has begun a bid."""
    field.publish()
    field.supplier("Tor", "Dovre Drift AS")
    browser = Browser(create_app(field.kit.settings, lambda: field.kit))
    browser.sign_in("tor@dovre.example", PASSWORD)
    browser.get(f"/tenders/{field.tender}")
    browser.send(f"/tenders/{field.tender}/lots/1/bid", 200, role__1="service desk")
    return browser


def test_a_bid_goes_from_its_beginning_to_its_receipt(field: Field, tor: Browser) -> None:
    bid = bid_of(tor)
    tor.get(f"/bids/{bid}")
    assert "None of 3 areas is complete" in tor.page
    complete(tor, bid)
    assert "Next: check and submit" in tor.get(f"/bids/{bid}")
    scope(tor, bid)
    assert tor.heading() == "Declare and submit your bid"
    key = hidden(tor.page, "key")
    tor.send(f"/bids/{bid}/submit", 422, key=key, name="")
    assert hidden(tor.page, "key") == key

    tor.send(f"/bids/{bid}/submit", 200, key=key, name="Tor Bakken", declare="yes")

    assert tor.heading() == "Your bid has been received"
    receipt = re.search(r"/receipts/([^./\"]+)\.pdf", tor.page)
    assert receipt
    printed = tor.raw("GET", f"/bids/{bid}/receipts/{receipt[1]}.pdf")
    assert printed.data[:5] == b"%PDF-"
    assert printed.data == tor.raw("GET", f"/bids/{bid}/receipts/{receipt[1]}.pdf").data
    assert "(UTC+01:00)" in tor.page


def test_the_submitted_file_compares_like_any_other(field: Field, tor: Browser) -> None:
    bid = bid_of(tor)
    complete(tor, bid)
    scope(tor, bid)
    tor.send(f"/bids/{bid}/submit", 200, key=hidden(tor.page, "key"), name="Tor Bakken", declare="yes")
    document = re.search(r'href="([^"]+\.json)"', tor.page)
    assert document
    profile = parse_profile("x", (known_tender(field.kit, field.janneke, field.tender).lots[0].profile or "").encode())

    response = parse_response("bid", tor.raw("GET", document[1]).data, profile)

    found = compare(profile, [Submission(response)])
    assert [(bid.rank, bid.eligibility, bid.fit.low) for bid in found.bids] == [(1, "meets", 100)]
    assert response.digest.removeprefix("sha256:") in tor.page


def test_an_area_is_saved_when_incomplete_and_says_what_is_missing(field: Field, tor: Browser) -> None:
    bid = bid_of(tor)
    path = f"/bids/{bid}/areas/SRI"
    page = tor.get(path)
    fields = area_fields(page, finished="yes")
    first = questions(page)[0]
    del fields[first]

    page = tor.post(path, fields | {f"{questions(page)[1]}-comment": "Kept <i>"}, 422)

    assert f'<a href="#{first}-yes">Question 1: choose an answer' in page
    assert "<title>Error: " in page
    assert "Kept &lt;i&gt;" in page
    assert "answered" in tor.get(f"/bids/{bid}")


def test_an_area_asks_whether_it_is_completed_and_keeps_what_was_typed(field: Field, tor: Browser) -> None:
    path = f"/bids/{bid_of(tor)}/areas/SRI"

    page = tor.post(path, area_fields(tor.get(path)), 422)

    assert 'href="#finished-yes"' in page
    assert 'value="yes" id="SRI-Q1-yes" checked' in tor.get(path)


def test_an_area_saves_itself_and_an_autosave_that_comes_late_changes_nothing(field: Field, tor: Browser) -> None:
    path = f"/bids/{bid_of(tor)}/areas/SRI"
    page = tor.get(path)
    fields = area_fields(page, "no", serial="3")

    told = tor.raw("POST", path, data=fields, headers={"X-Autosave": "1"})
    late = tor.raw("POST", path, data=fields | {"serial": "2", "SRI-Q1": "yes"}, headers={"X-Autosave": "1"})

    answer = json.loads(told.data)
    assert answer["saved"] is True
    assert answer["words"].startswith("Saved at ")
    assert late.status_code == 200
    assert 'name="SRI-Q1" value="no" checked' in tor.get(path)


def test_an_autosave_after_the_session_ended_says_so_and_keeps_nothing_half(field: Field, tor: Browser) -> None:
    path = f"/bids/{bid_of(tor)}/areas/SRI"
    fields = area_fields(tor.get(path))
    field.clock.advance(hours=4)
    before = field.dump()

    told = tor.raw("POST", path, data=fields, headers={"X-Autosave": "1"})

    assert (told.status_code, told.json) == (
        401,
        {"saved": False, "words": "Not saved: sign in again, your text is kept"},
    )
    assert field.dump() == before


def test_a_stale_window_shows_both_versions_and_keeps_the_chosen_one(field: Field, tor: Browser) -> None:
    path = f"/bids/{bid_of(tor)}/areas/SRI"
    first = area_fields(tor.get(path), "no", finished="no")
    second = area_fields(tor.get(path), "yes", finished="no")
    tor.post(path, second | {"SRI-Q1-comment": "Stored"})

    page = tor.post(path, first | {"SRI-Q1-comment": "Typed"}, 409)

    assert "This section changed while you were writing" in page
    assert "Typed" in page and "Stored" in page
    fields: dict[str, object] = dict(re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)"', page))
    tor.post(path, fields | {"SRI-Q1-keep": "stored", "SRI-Q2-keep": "mine"})
    page = tor.get(path)
    assert 'name="SRI-Q1" value="yes" id="SRI-Q1-yes" checked' in page
    assert 'name="SRI-Q2" value="no" checked' in page
    assert "Stored" in page


def test_evidence_is_uploaded_used_again_and_taken_off(field: Field, tor: Browser) -> None:
    bid = bid_of(tor)
    path = f"/bids/{bid}/areas/SRI"
    page = tor.get(path)
    upload = {"SRI-Q1-new": (io.BytesIO(PDF), "../../Plan <b>.pdf"), "SRI-Q2-link": "https://dovre.example/book"}
    tor.post(path, area_fields(page, finished="no") | upload)
    page = tor.page
    assert re.findall(r'name="(SRI-Q\d)-evidence" value="(e\d)"', page) == [("SRI-Q1", "e1"), ("SRI-Q2", "e2")]
    assert "<b>" not in page.split("Plan ")[1][:6]

    tor.post(
        path, area_fields(page, finished="no") | {"SRI-Q1-evidence": "e1", "SRI-Q3-pick": "e1", "SRI-Q2-evidence": "e2"}
    )
    page = tor.get(path)
    assert ("SRI-Q3", "e1") in re.findall(r'name="(SRI-Q\d)-evidence" value="(e\d)"', page)
    fields = {
        f"{question}-evidence": item for question, item in re.findall(r'name="(SRI-Q\d)-evidence" value="(e\d)"', page)
    }
    tor.post(path, area_fields(page, finished="no") | fields | {"detach": "SRI-Q3 e1"})
    assert ("SRI-Q3", "e1") not in re.findall(r'name="(SRI-Q\d)-evidence" value="(e\d)"', tor.page)

    answer = tor.raw("GET", f"/bids/{bid}/evidence/e1")
    assert answer.data == PDF
    assert answer.headers["Content-Disposition"].startswith("attachment")
    assert "sandbox" in answer.headers["Content-Security-Policy"]
    assert answer.headers["Cache-Control"] == "no-store"


def test_a_file_that_is_not_taken_is_told_at_its_question_and_the_answers_are_kept(field: Field, tor: Browser) -> None:
    path = f"/bids/{bid_of(tor)}/areas/SRI"
    upload = {"SRI-Q1-new": (io.BytesIO(b"PK\x03\x04"), "audit-2025.xlsm")}

    page = tor.post(path, area_fields(tor.get(path), "no", finished="no") | upload, 422)

    assert 'href="#SRI-Q1-new"' in page
    assert "audit-2025.xlsm" in page
    assert 'name="SRI-Q1" value="no" checked' in page


def test_an_answer_to_a_question_of_another_area_is_left_aside(field: Field, tor: Browser) -> None:
    bid = bid_of(tor)
    path = f"/bids/{bid}/areas/SRI"

    tor.post(path, area_fields(tor.get(path), finished="no") | {"CFM-Q1": "yes", "nonsense": "yes"})

    assert "checked" not in re.sub(r'name="finished"[^>]*', "", tor.get(f"/bids/{bid}/areas/CFM"))


def test_colleagues_answer_for_themselves_and_differences_show_when_all_have_finished(
    field: Field, tor: Browser
) -> None:
    bid = bid_of(tor)
    tor.get(f"/bids/{bid}/team")
    tor.send(f"/bids/{bid}/team", 422, email="maria", role="", areas="SRI")
    tor.send(f"/bids/{bid}/team", 200, email="maria@dovre.example", role="operations", areas="SRI")
    path = f"/team/{field.link('maria@dovre.example')}"
    maria = Browser(create_app(field.kit.settings, lambda: field.kit))
    maria.get(path)
    maria.send(path, 200, name="Maria Lunde", password=PASSWORD, again=PASSWORD)
    assert maria.raw("GET", f"/bids/{bid}/areas/CFM").status_code == 403
    complete(tor, bid)
    tor.get(f"/bids/{bid}/unsettled", 409)

    area = f"/bids/{bid}/areas/SRI"
    maria.post(area, area_fields(maria.get(area), "no", finished="yes"))

    page = tor.get(f"/bids/{bid}/unsettled")
    assert "Contradiction" in page
    assert "Maria" in page
    assert maria.raw("GET", f"/bids/{bid}/unsettled").status_code == 403


def test_another_supplier_finds_nothing_at_any_address_of_the_bid(field: Field, tor: Browser) -> None:
    bid = bid_of(tor)
    path = f"/bids/{bid}/areas/SRI"
    tor.post(path, area_fields(tor.get(path), finished="no") | {"SRI-Q1-new": (io.BytesIO(PDF), "CANARY.pdf")})
    complete(tor, bid)
    scope(tor, bid)
    tor.send(f"/bids/{bid}/submit", 200, key=hidden(tor.page, "key"), name="CANARY name", declare="yes")
    receipt = re.search(r"/receipts/([^./\"]+)\.pdf", tor.page)
    assert receipt
    field.supplier("Eve", "Estuary Ltd")
    app = create_app(field.kit.settings, lambda: field.kit)
    values = {"bid": bid, "area": "SRI", "item": "e1", "number": receipt[1], "person": field.janneke.person}

    for email in ("eve@estuary.example", "janneke@buyer.example", "ada@buyer.example"):
        other = Browser(app)
        other.sign_in(email, PASSWORD)
        other.get("/account")
        token = {"csrf": other.token()}
        for rule in app.url_map.iter_rules():
            if not rule.rule.startswith("/bids/<bid>"):
                continue
            address = rule.rule
            for name, value in values.items():
                address = address.replace(f"<{name}>", value)
            for method in sorted({"GET", "POST"} & (rule.methods or set())):
                answer = other.raw(method, address, data=token if method == "POST" else None)

                assert answer.status_code in ((404,) if email.startswith("eve") else (403, 404)), (
                    email,
                    method,
                    address,
                )
                assert "CANARY" not in answer.text


def test_a_bid_is_withdrawn_and_submitted_again(field: Field, tor: Browser) -> None:
    bid = bid_of(tor)
    complete(tor, bid)
    scope(tor, bid)
    tor.send(f"/bids/{bid}/submit", 200, key=hidden(tor.page, "key"), name="Tor Bakken", declare="yes")
    tor.get(f"/bids/{bid}/withdraw")
    tor.send(f"/bids/{bid}/withdraw", 422)
    tor.send(f"/bids/{bid}/withdraw", 200, sure="yes")
    assert "Your bid is withdrawn" in tor.get(f"/bids/{bid}")
    assert "Nothing is submitted; there is nothing to withdraw" in tor.get(f"/bids/{bid}/withdraw", 409)
    assert "Withdrawn</span>" in tor.get("/bids")
    assert "This version of your bid was withdrawn" in tor.get(f"/bids/{bid}/receipt")

    tor.get(f"/bids/{bid}/submit")
    tor.send(f"/bids/{bid}/submit", 200, key=hidden(tor.page, "key"), name="Tor Bakken", declare="yes")

    assert tor.heading() == "Your bid has been received"
    assert "2, after version 1" in tor.page


def test_the_manager_sees_who_was_invited_until_they_join_or_the_link_expires(field: Field, tor: Browser) -> None:
    bid = bid_of(tor)
    for email, areas in (("ina@dovre.example", "SRI"), ("ina@dovre.example", "CFM"), ("kari@dovre.example", "*")):
        tor.get(f"/bids/{bid}/team")
        tor.send(f"/bids/{bid}/team", 200, email=email, role="planning", areas=areas)
    assert tor.page.count("Invited, has not joined yet") == 2
    assert re.search(r"ina@dovre.example</th>.*?Configuration Management", tor.page)
    join = f"/team/{field.link('kari@dovre.example')}"
    kari = Browser(create_app(field.kit.settings, lambda: field.kit))
    kari.get(join)
    kari.send(join, 200, name="Kari", password=PASSWORD, again=PASSWORD)

    page = tor.get(f"/bids/{bid}/team")

    assert (page.count("has not joined yet"), "kari@dovre.example" in page) == (1, False)
    assert "has not joined yet" not in kari.get(f"/bids/{bid}/team")
    field.clock.advance(days=15)
    tor.sign_in("tor@dovre.example", PASSWORD)
    assert "has not joined yet" not in tor.get(f"/bids/{bid}/team")


def test_all_areas_and_single_ones_together_are_asked_again(field: Field, tor: Browser) -> None:
    bid = bid_of(tor)
    tor.get(f"/bids/{bid}/team")
    fields = {"csrf": tor.token(), "email": "ina@dovre.example", "role": "planning", "areas": ["*", "SRI"]}

    page = tor.post(f"/bids/{bid}/team", fields, 422)

    assert "Tick either “All areas” or single ones" in page
    assert 'value="ina@dovre.example"' in page


def test_what_cannot_be_done_yet_says_why_and_leads_back_to_the_bid(field: Field, tor: Browser) -> None:
    bid = bid_of(tor)

    page = tor.get(f"/bids/{bid}/check", 409)

    assert tor.heading() == "This cannot be done as things are"
    assert (
        "Somebody has not finished; until everybody has, their answers are theirs alone. Nothing was changed." in page
    )
    assert f'<a href="/bids/{bid}">Go back to your bid</a>' in page


def test_an_invitation_to_the_team_that_expired_says_until_when_it_worked_and_what_to_do(
    field: Field, tor: Browser
) -> None:
    bid = bid_of(tor)
    tor.get(f"/bids/{bid}/team")
    tor.send(f"/bids/{bid}/team", 200, email="ina@dovre.example", role="planning", areas="SRI")
    address = f"/team/{field.link('ina@dovre.example')}"
    field.clock.advance(days=15)

    page = Browser(create_app(field.kit.settings, lambda: field.kit)).get(address, 409)

    assert "This link does not work any more" in page
    assert "ask the bid manager to invite you again" in page
    assert re.search(r"It worked until \w{3} \d+ \w+ \d{4}, \d\d:\d\d UTC", page)


def test_what_is_saved_after_the_receipt_is_told_not_to_count(field: Field, tor: Browser) -> None:
    bid = bid_of(tor)
    assert "Not submitted yet</span>" in tor.get("/bids")
    complete(tor, bid)
    scope(tor, bid)
    tor.send(f"/bids/{bid}/submit", 200, key=hidden(tor.page, "key"), name="Tor Bakken", declare="yes")
    assert "Your bid has been received" in tor.get(f"/bids/{bid}")
    assert "Submitted</span>" in tor.get("/bids")
    field.clock.advance(minutes=5)

    complete(tor, bid, "no")

    page = tor.get(f"/bids/{bid}")
    assert "Changed since it was received" in page
    assert "counts, without what was saved since. Submit the bid again until the deadline." in page
    tor.get(f"/bids/{bid}/submit")
    tor.send(f"/bids/{bid}/submit", 200, key=hidden(tor.page, "key"), name="Tor Bakken", declare="yes")
    assert "Changed since" not in tor.get(f"/bids/{bid}")


def test_a_bid_that_was_not_submitted_says_so_after_the_deadline(field: Field, tor: Browser) -> None:
    bid = bid_of(tor)
    field.clock.advance(days=365)
    tor.sign_in("tor@dovre.example", PASSWORD)

    assert "No bid was submitted" in tor.get(f"/bids/{bid}")
    assert "You may leave this out" not in tor.page
    assert "Not submitted" in tor.get("/bids")


def test_a_bid_that_comes_too_late_is_refused_with_both_times(field: Field, tor: Browser) -> None:
    bid = bid_of(tor)
    complete(tor, bid)
    scope(tor, bid)
    key, token = hidden(tor.page, "key"), hidden(tor.page, "csrf")
    field.clock.at = known_tender(field.kit, field.janneke, field.tender).timetable.deadline  # type: ignore[union-attr]
    tor.sign_in("tor@dovre.example", PASSWORD)
    tor.get(f"/bids/{bid}/submit")
    token = tor.token()
    field.clock.advance(seconds=1)

    page = tor.post(f"/bids/{bid}/submit", {"csrf": token, "key": key, "name": "Tor", "declare": "yes"}, 409)

    assert "The time for this is over" in page
    assert "after the deadline of Fri 11 December 2026, 12:00 Europe/Amsterdam (UTC+01:00)" in page


def test_the_indicated_profile_is_worked_out_from_the_own_answers(field: Field, tor: Browser) -> None:
    bid = bid_of(tor)
    assert "Nothing can be worked out yet: answer some questions first." in tor.get(f"/bids/{bid}/indication")
    complete(tor, bid)

    page = tor.get(f"/bids/{bid}/indication")

    assert tor.heading() == "Your indicated profile"
    assert page.count("Met</span>") == 3


def test_the_way_up_is_shown_and_printed_from_the_own_answers(field: Field, tor: Browser) -> None:
    bid = bid_of(tor)
    assert "There is nothing to work out before something is answered." in tor.get(f"/bids/{bid}/improvement")
    complete(tor, bid, "no")

    page = tor.get(f"/bids/{bid}/improvement")

    assert "areas keep you from level 2" in tor.heading()
    assert "Answered no" in page
    printed = [tor.raw("GET", f"/bids/{bid}/improvement.pdf").data for _ in range(2)]
    assert printed[0][:5] == b"%PDF-"
    assert printed[0] == printed[1]
