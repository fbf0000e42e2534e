"""The auditor's pages: what they tell, to whom, and that nothing of a bid can be told from them before its opening."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import replace
from hashlib import sha256
from html import unescape

import pytest

from appraisal.core.events import SEALED
from appraisal.core.journal import read
from appraisal.core.policy import Actor, Role
from appraisal.services.account.accounts import AddUser, Join, add_user, join
from appraisal.services.account.enrolment import new_organisation
from appraisal.services.bidding.bids import StartBid, start_bid
from appraisal.services.bidding.submitting import Withdraw, withdraw
from appraisal.services.opening.opening import KeyPart, attend
from appraisal.services.record import audit, audit_sheets
from appraisal.services.tendering.clarifications import Ask, ask
from appraisal.services.tendering.invitations import Invite, accept_invitation, invite
from appraisal.services.tendering.profiles import UploadProfile, upload_profile
from appraisal.services.tendering.publication import Cancel, Publish, cancel, publish
from appraisal.services.tendering.tendering import (
    AddLot,
    ChangeLot,
    CreateTender,
    SetTimetable,
    add_lot,
    change_lot,
    create_tender,
    set_timetable,
)
from appraisal.storage import journal, people, tenders
from browser import Browser
from stand import DATES, DEADLINE, PASSWORD, PROFILE
from world import EMAILS, World, world

PAGES = ("", "/looks", "/documents", "/receipts", "/entries.jsonl", "?page=2", "?act=bid:submitted", "?who=P-3")


@pytest.fixture
def found() -> Iterator[World]:
    with world() as made:
        yield made


@pytest.fixture(scope="module")
def opened() -> Iterator[World]:
    """A world whose lot was opened, for tests that leave it as it is."""
    with world() as made:
        made.open_lot()
        yield made


def hanne(found: World) -> Actor:
    person = people.person_by_email(found.field.kit.database, EMAILS["hanne"])
    assert person
    return person.actor


def shown(found: World, *without: str) -> dict[str, str]:
    """What the auditor reads on every page of the journal, the search for everything too."""
    browser, base = found.browser("hanne"), f"/journal/{found.field.tender}"
    texts = {path: browser.raw("GET", f"{base}{path}").text for path in PAGES if path not in without}
    texts |= {f"search {words}": browser.raw("GET", f"/journal?words={words}").text for words in SEARCHES}
    return {path: unescape(text) for path, text in texts.items()}


SEARCHES = ("bid", "R-", "Tor", "Dovre", "Maria", "question", "2026/041", "B-1", "supplier")


@pytest.mark.parametrize("hours", [0, 24 * 39 + 4], ids=["published", "closed"])
def test_before_the_opening_no_page_has_a_sealed_entry_a_receipt_or_a_number(found: World, hours: int) -> None:
    field = found.field
    found.browser("mallory").raw("GET", f"/bids/{found.bid}")
    field.clock.advance(hours=hours)
    found.sign_in_again()
    sealed = [
        entry for entry in journal.entries(field.kit.database, tender=field.tender) if read(entry.body).event in SEALED
    ]
    assert len(sealed) >= 6
    event = "SELECT sequence FROM journal WHERE event = 'tender:published'"
    published = field.kit.database.all(event)[0]["sequence"]
    traces = [found.bid, found.rival_bid, found.receipt, *(entry.digest for entry in sealed)]
    traces += [entry.payload[:8] for entry in sealed] + ["Submitted a bid", "Began a bid", "Asked the buyer", "team of"]

    for path, text in shown(found).items():
        text = text.replace(f'value="{path.removeprefix("search ")}"', "")
        assert [trace for trace in traces if trace in text] == [], path
        numbers = [int(number) for number in re.findall(r'(?:Entry |"sequence":)(\d+)', text)]
        assert max(numbers, default=0) < published, path
        assert re.findall(r"All \d+ entries", text) == [], path


def test_before_the_opening_every_page_stays_the_same_while_bids_and_questions_come_in(found: World) -> None:
    field = found.field
    before = shown(found, "/entries.jsonl")
    state, lines = (
        audit.chain_state(field.kit, hanne(found)),
        audit.journal_lines(field.kit, hanne(found), field.tender),
    )

    field.answer(found.eve, found.rival_bid, "no")
    field.submit(found.eve, found.rival_bid, "form-key-2")
    withdraw(field.kit, found.tor, Withdraw(found.bid, field.clock.at))
    ask(field.kit, found.eve, Ask(field.tender, "question-2", "Is it?", field.clock.at))
    found.browser("mallory").raw("GET", f"/bids/{found.bid}")

    assert audit.journal_lines(field.kit, hanne(found), field.tender) == lines
    assert audit.chain_state(field.kit, hanne(found)) == state
    assert (state.count, state.fault) == (0, "")
    assert shown(found, "/entries.jsonl") == before


def test_a_cancelled_tender_never_tells_who_bid(found: World) -> None:
    cancel(found.field.kit, found.field.janneke, Cancel(found.field.tender, "The budget moved"))

    for path, text in shown(found).items():
        for trace in (found.bid, found.receipt, "Submitted a bid", "Asked the buyer"):
            assert trace not in text.replace(f'value="{path.removeprefix("search ")}"', ""), path
    assert audit.chain_state(found.field.kit, hanne(found)).count > 0


def test_after_the_opening_every_entry_is_there_with_its_number_and_the_chain_can_be_followed(opened: World) -> None:
    field = opened.field
    entries = {entry.sequence: entry for entry in journal.entries(field.kit.database, tender=field.tender)}

    lines = audit.journal_lines(field.kit, hanne(opened), field.tender)

    assert [line.sequence for line in lines if line.entry.body and line.tender] == list(entries)
    assert {line.digest for line in lines} == {entry.digest for entry in entries.values()}
    told = [json.loads(line) for line in audit.json_lines(field.kit, hanne(opened), field.tender).splitlines()]
    assert told[0] == {"format": "appraisal-journal/1", "reference": "2026/041", "entries": len(lines)}
    for one in told[1:]:
        assert sha256(one["body"].encode()).hexdigest() == one["payload"]
        assert sha256(f"{one['previous']}\n{one['payload']}".encode()).hexdigest() == one["digest"]


def test_the_pages_tell_in_plain_words_who_did_what(opened: World) -> None:
    texts = shown(opened)

    page = re.sub(r"<[^>]+>", " ", texts[""])
    for words in (
        "Opened the bids of lot 1, Janneke and Marijke together",
        "Submitted a bid for lot 1, receipt R-1",
        "Tor, Dovre Drift AS, supplier",
        "Janneke, officer",
        "Asked the buyer a question",
        "The chain is unbroken",
    ):
        assert words in re.sub(r"\s+", " ", page), words
    assert "R-1" in texts["/receipts"] and "0.000 s" in texts["/receipts"]
    assert "Required profile" in texts["/documents"] and "Bid, receipt R-1" in texts["/documents"]


def test_filters_and_the_search_find_what_is_meant(opened: World) -> None:
    kit, auditor = opened.field.kit, hanne(opened)
    submitted = next(line for line in audit.search(kit, auditor, "R-1 submitted"))

    assert submitted.words == "Submitted a bid for lot 1, receipt R-1"
    for words in (submitted.digest[:8], f"{submitted.digest[:4]} {submitted.digest[4:8]}", submitted.payload[:12]):
        assert [line.payload for line in audit.search(kit, auditor, words)] == [submitted.payload]
    assert {line.reference for line in audit.search(kit, auditor, "2026/099")} == {"2026/099"}
    assert audit.search(kit, auditor, "no such words") == []
    text = opened.browser("hanne").raw("GET", f"/journal/{opened.field.tender}?act=lot:opened").text
    assert len(re.findall("<article", text)) == 1


def test_an_entry_is_shown_whole_and_a_sealed_one_is_not_found(found: World, opened: World) -> None:
    lines = audit.journal_lines(opened.field.kit, hanne(opened), opened.field.tender)
    line = next(line for line in lines if line.event == "lot:opened")
    text = opened.browser("hanne").raw("GET", f"/journal/{line.tender}/entries/{line.payload}").text
    assert line.digest in text and line.entry.previous in text

    sealed = next(
        entry
        for entry in journal.entries(found.field.kit.database, tender=found.field.tender)
        if read(entry.body).event in SEALED
    )
    answer = found.browser("hanne").raw("GET", f"/journal/{found.field.tender}/entries/{sealed.payload}")
    assert answer.status_code == 404


def test_accounts_and_keys_of_the_buyer_s_people_are_told_and_never_those_of_suppliers(found: World) -> None:
    for name in ("tor", "janneke"):
        found.browser(name)

    lines = audit.account_lines(found.field.kit, hanne(found))

    words = {line.words for line in lines}
    assert {"Made an account for Janneke as officer", "Signed in", "Chose a password"} <= words
    assert "Made an account for Tor as supplier" not in words
    assert [line.who for line in lines if "supplier" in line.who] == []
    text = found.browser("hanne").get("/journal/accounts")
    assert "Made an account for Janneke" in text and "Dovre" not in text and "Tor" not in text
    path = f"/journal/accounts/entries/{lines[0].payload}"
    assert found.browser("hanne").raw("GET", path).status_code == 200
    supplier = next(entry for entry in journal.entries(found.field.kit.database, tender="") if "supplier" in entry.body)
    path = f"/journal/accounts/entries/{supplier.payload}"
    assert found.browser("hanne").raw("GET", path).status_code == 404
    for name in ("tor", "janneke", "ada"):
        assert found.browser(name).raw("GET", "/journal/accounts").status_code == 403


def test_a_broken_chain_is_told_on_every_journal(found: World) -> None:
    connection = found.field.kit.database.connection
    connection.execute("DROP TRIGGER journal_is_not_updated")
    connection.execute("UPDATE journal SET body = replace(body, '2026/041', '2026/042') WHERE sequence > 5")

    text = found.browser("hanne").raw("GET", "/journal").text

    assert "The chain is broken" in text and "its body was changed" in text


def test_another_buyer_s_auditor_and_every_other_role_find_no_journal(found: World) -> None:
    field = found.field
    add_user(field.kit, field.ada, AddUser("x@other.example", "Stranger", frozenset({Role.AUDITOR})))
    stranger = join(field.kit, Join(field.link("x@other.example"), "Stranger", PASSWORD))
    with field.kit.database.writing():
        other = new_organisation(field.kit, "buyer", "Another Buyer")
        people.change_person(field.kit.database, stranger.person, organisation=other.id)
    stranger = replace(stranger, organisation=other.id)
    assert audit.audited(field.kit, stranger) == []
    assert audit.search(field.kit, stranger, "2026") == []
    browser = Browser(found.app)
    browser.sign_in("x@other.example", PASSWORD)
    for path in PAGES:
        assert browser.raw("GET", f"/journal/{field.tender}{path}").status_code == 404, path
    assert field.tender not in browser.get("/journal")
    for name in ("tor", "eve", "mallory", "janneke", "els", "ada", "root"):
        for path in ("", *(f"/{field.tender}{page}" for page in PAGES)):
            assert found.browser(name).raw("GET", f"/journal{path}").status_code == 403, (name, path)


def test_of_two_tenders_the_one_that_is_sealed_hides_the_numbers_of_both(found: World) -> None:
    field = found.field
    other = field.draft("2026/100", sealing="server")
    found.open_lot()
    assert audit.chain_state(field.kit, hanne(found)).count > 0
    field.clock.at = DEADLINE.replace(year=2025)
    draft = tenders.tender(field.kit.database, other)
    assert draft
    publish(field.kit, field.janneke, Publish(other, draft.version))

    assert audit.chain_state(field.kit, hanne(found)).count == 0
    lines = audit.journal_lines(field.kit, hanne(found), other)
    assert [bool(line.sequence) for line in lines] == [True] * (len(lines) - 1) + [False]


def test_of_two_lots_the_one_that_is_sealed_tells_nothing_when_the_other_is_opened(found: World) -> None:
    field, kit = found.field, found.field.kit
    tender = create_tender(kit, field.janneke, CreateTender("2026/200", "Two lots"))
    for number in (1, 2):
        add_lot(kit, field.janneke, AddLot(tender, field_version(found, tender), f"Lot {number}"))
        change = ChangeLot(tender, field_version(found, tender), number, f"Lot {number}", "server")
        change_lot(kit, field.janneke, change)
        upload = UploadProfile(tender, field_version(found, tender), number, "desk.toml", PROFILE.encode())
        upload_profile(kit, field.janneke, upload)
    set_timetable(kit, field.janneke, SetTimetable(tender, field_version(found, tender), *DATES))
    invite(kit, field.janneke, Invite(tender, "tor@dovre.example"))
    publish(kit, field.janneke, Publish(tender, field_version(found, tender)))
    accept_invitation(kit, found.tor, field.link("tor@dovre.example"))
    first, second = (start_bid(kit, found.tor, StartBid(tender, number, "manager")) for number in (1, 2))
    ask(kit, found.tor, Ask(tender, "question-9", "Which lot?", field.clock.at))
    field.clock.at = DEADLINE.replace(hour=14)
    for officer in (field.janneke, field.marijke):
        attend(kit, officer, KeyPart(tender, 1))

    told = [(read(line.entry.body).subject, str(line.event)) for line in audit.journal_lines(kit, hanne(found), tender)]

    assert (first, "bid:started") in told
    assert [one for one in told if one[0] == second or one[1] == "clarification:asked"] == []
    sheets = audit_sheets.time_sheet(kit, hanne(found), tender)
    assert [(sheet.number, sheet.receipts is None) for sheet in sheets] == [(1, False), (2, True)]


def field_version(found: World, tender_id: str) -> int:
    """The version of a tender now."""
    stored = tenders.tender(found.field.kit.database, tender_id)
    assert stored
    return stored.version


def test_the_masthead_has_a_journal_for_auditors_only(found: World) -> None:
    assert '<a href="/journal" aria-current="page">Journal</a>' in found.browser("hanne").get("/journal")
    assert 'href="/journal"' not in found.browser("janneke").get("/tenders")
    assert f'href="/journal/{found.field.tender}"' in found.browser("hanne").get(f"/tenders/{found.field.tender}")
