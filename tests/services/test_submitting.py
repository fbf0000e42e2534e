"""Submitting: once for each form, in time by the time of receipt, sealed, and confirmed again after an addendum."""

from __future__ import annotations

import io
import json
import threading
from datetime import date, timedelta
from hashlib import sha256
from pathlib import Path

import pytest

from appraisal.core.errors import (
    AppraisalError,
    Conflict,
    DeadlinePassed,
    InvalidInput,
    NotFound,
    NotPermitted,
    WrongStage,
)
from appraisal.core.policy import Actor
from appraisal.core.response import Commitment
from appraisal.exchange.response_json import parse_response
from appraisal.reports.receipt import receipt_paper
from appraisal.services.bidding.answering import SaveArea, Typed, area_page, save_area
from appraisal.services.bidding.bids import SetScope, StartBid, set_scope, start_bid
from appraisal.services.bidding.commitments import KeepCommitment, keep_commitment, remove_commitment
from appraisal.services.bidding.evidence import AddFile, AddLink, add_file, add_link, download, remove_line
from appraisal.services.bidding.receipts import receipt, receipts, submitted_file
from appraisal.services.bidding.responding import check_answers, export_response
from appraisal.services.bidding.reuse import Reuse, reusable_bids, reuse
from appraisal.services.bidding.submitting import Confirm, Submit, Withdraw, confirm, submit, withdraw
from appraisal.services.bidding.task_list import task_list
from appraisal.services.known import known_tender, profile_of
from appraisal.services.tendering.invitations import Invite, accept_invitation, invite
from appraisal.services.tendering.publication import Addendum, Cancel, Publish, cancel, publish, publish_addendum
from appraisal.services.toolkit import Kit
from appraisal.storage.database import Database
from appraisal.storage.outbox import mails
from reports.pages import page_texts
from stand import DEADLINE, PROFILE, Field

CANARY = b"step 1: answer the call within twenty seconds"
MORE = PROFILE + '\n[[area]]\nid = "PRM"\nrequired = "fully"\nmandatory = true\nwhy = "Calls come back."\n'
FEWER = PROFILE.replace('[[area]]\nid = "SUB"\nrequired = "partially"\nwhy = "Parts may be given to others."\n', "")


@pytest.fixture
def tor(field: Field) -> Actor:
    """The manager of Dovre Drift's bid, on a published tender."""
    field.publish()
    return field.supplier("Tor", "Dovre Drift AS")


@pytest.fixture
def bid(field: Field, tor: Actor) -> str:
    """Tor's bid with every question answered and one file as evidence."""
    bid = field.bid_of(tor)
    add_file(field.kit, tor, AddFile(bid, "file-form-1", "handbook.txt", io.BytesIO(CANARY)))
    field.answer(tor, bid)
    page = area_page(field.kit, tor, bid, "SRI")
    typed = {"SRI-Q1": Typed("yes", "", ["e1"])}
    save_area(field.kit, tor, SaveArea(bid, "SRI", page.draft.version, typed, True))
    return bid


def test_a_receipt_tells_what_was_received_when_and_its_digests(field: Field, tor: Actor, bid: str) -> None:
    field.clock.advance(days=1)
    number = field.submit(tor, bid)
    data = submitted_file(field.kit, tor, bid, number)
    found = receipt(field.kit, tor, bid, number)

    assert (found.supplier, found.version, found.signed_by, found.counts) == ("Dovre Drift AS", 1, "Tor", True)
    assert (found.received, found.stored, found.zone) == (field.clock.at, field.clock.at, "Europe/Amsterdam")
    assert found.digest == f"sha256:{sha256(data).hexdigest()}"
    assert [(file.name, file.size, file.sha256, file.answers) for file in found.files] == [
        ("handbook.txt", len(CANARY), sha256(CANARY).hexdigest(), 1)
    ]
    assert field.events()[-1] == "bid:submitted"
    assert field.mails()[-1] == ("tor@dovre.example", "Your bid on tender 2026/041 was received")


def test_the_submitted_file_is_a_response_like_any_other(field: Field, tor: Actor, bid: str) -> None:
    exported = export_response(field.kit, tor, bid)
    number = field.submit(tor, bid)
    profile = profile_of(known_tender(field.kit, tor, field.tender).lots[0])
    assert submitted_file(field.kit, tor, bid, number) == exported
    response = parse_response("bid.json", exported, profile)
    assert response.digest == check_answers(field.kit, tor, bid).response.digest
    assert response == check_answers(field.kit, tor, bid).response
    assert json.loads(exported)["scope"] == {"unit": "Service desk Oslo", "sites": ["Oslo"], "period": "2026"}


def test_nothing_of_a_bid_is_readable_in_the_store_or_the_journal(field: Field, tor: Actor, bid: str) -> None:
    field.submit(tor, bid)
    digest = receipts(field.kit, tor, bid)[0].digest.removeprefix("sha256:")
    store = "\n".join(field.dump()).lower()
    for secret in ("about sri-q1", "handbook.txt", digest, sha256(CANARY).hexdigest(), "service desk oslo"):
        assert secret not in store
        assert secret.encode().hex() not in store
    stored = [path.read_bytes() for path in Path(field.folder).glob("*/*")]
    assert len(stored) == 1
    assert CANARY not in stored[0]


def test_security_22_the_same_form_sent_twice_is_one_bid(field: Field, tor: Actor, bid: str) -> None:
    first = field.submit(tor, bid, "form-key-1")
    before = field.dump()
    assert field.submit(tor, bid, "form-key-1") == first
    assert field.dump() == before


def test_security_22_the_same_form_sent_again_after_the_deadline_gives_the_receipt_of_the_first(
    field: Field, tor: Actor, bid: str
) -> None:
    first = field.submit(tor, bid, "form-key-1")
    before = field.dump()
    field.clock.at = DEADLINE + timedelta(minutes=1)
    assert field.submit(tor, bid, "form-key-1") == first
    assert field.dump() == before
    with pytest.raises(DeadlinePassed):
        field.submit(tor, bid, "form-key-2")


def test_the_last_version_counts_and_every_version_is_kept(field: Field, tor: Actor, bid: str) -> None:
    first = field.submit(tor, bid, "form-key-1")
    second = field.submit(tor, bid, "form-key-2")
    assert [
        (entry.receipt, entry.version, entry.replaced, entry.counts) for entry in receipts(field.kit, tor, bid)
    ] == [
        (second, 2, False, True),
        (first, 1, True, False),
    ]


def test_a_bid_is_withdrawn_and_submitted_again(field: Field, tor: Actor, bid: str) -> None:
    with pytest.raises(Conflict, match="Nothing is submitted"):
        withdraw(field.kit, tor, Withdraw(bid, field.clock.at))
    field.submit(tor, bid, "form-key-1")
    withdraw(field.kit, tor, Withdraw(bid, field.clock.at))
    [only] = receipts(field.kit, tor, bid)
    assert (only.withdrawn, only.counts) == (field.clock.at, False)
    field.submit(tor, bid, "form-key-2")
    assert [entry.counts for entry in receipts(field.kit, tor, bid)] == [True, False]
    assert field.events()[-3:] == ["bid:submitted", "bid:withdrawn", "bid:submitted"]


def test_security_21_the_time_of_receipt_decides_not_the_time_of_storing(field: Field, tor: Actor, bid: str) -> None:
    field.clock.at = DEADLINE + timedelta(seconds=20)
    number = submit(field.kit, tor, Submit(bid, "form-key-1", "Tor", True, DEADLINE))
    found = receipt(field.kit, tor, bid, number)
    assert (found.received, found.stored) == (DEADLINE, field.clock.at)


def test_security_21_nothing_is_accepted_after_the_deadline_and_the_attempt_is_an_entry(
    field: Field, tor: Actor, bid: str
) -> None:
    late = DEADLINE + timedelta(microseconds=1)
    field.clock.at = late
    for act in (
        lambda: submit(field.kit, tor, Submit(bid, "form-key-1", "Tor", True, late)),
        lambda: withdraw(field.kit, tor, Withdraw(bid, late)),
    ):
        with pytest.raises(DeadlinePassed, match=r"after the deadline of Fri 11 December 2026, 12:00 Europe/Amsterdam"):
            act()
    assert receipts(field.kit, tor, bid) == []
    assert field.events()[-2:] == ["bid:late-refused", "bid:late-refused"]


def test_a_bid_with_a_blank_or_without_its_scope_is_not_submitted(field: Field, tor: Actor) -> None:
    bid = start_bid(field.kit, tor, StartBid(field.tender, 1, "service manager"))
    field.answer(tor, bid, areas=("SUB", "CFM"))
    before = field.dump()
    with pytest.raises(InvalidInput) as refusal:
        field.submit(tor, bid)
    paths = [problem.path for problem in refusal.value.problems]
    assert paths[-1] == "scope"
    assert all(path.startswith("SRI-") and path.endswith(".r1") for path in paths[:-1])
    field.answer(tor, bid, areas=("SRI",))
    with pytest.raises(InvalidInput, match="scope"):
        field.submit(tor, bid)
    with pytest.raises(InvalidInput, match="declared"):
        submit(field.kit, tor, Submit(bid, "form-key-1", "Tor", False, field.clock.at))
    assert len(field.dump()) > len(before)
    assert receipts(field.kit, tor, bid) == []


def test_dont_know_is_an_answer(field: Field, tor: Actor) -> None:
    bid = field.bid_of(tor)
    field.answer(tor, bid, "dk")
    assert field.submit(tor, bid) == "R-1"


def test_security_02_nobody_else_knows_of_the_bid_and_looks_before_the_opening_are_entries(
    field: Field, tor: Actor, bid: str
) -> None:
    number = field.submit(tor, bid)
    eve = field.supplier("Eve", "Other BV")
    acts = (
        lambda who: task_list(field.kit, who, bid),
        lambda who: area_page(field.kit, who, bid, "SRI"),
        lambda who: save_area(field.kit, who, SaveArea(bid, "SRI", 0, {"SRI-Q1": Typed("no")})),
        lambda who: receipt(field.kit, who, bid, number),
        lambda who: receipts(field.kit, who, bid),
        lambda who: submitted_file(field.kit, who, bid, number),
        lambda who: export_response(field.kit, who, bid),
        lambda who: check_answers(field.kit, who, bid),
        lambda who: download(field.kit, who, bid, "e1"),
        lambda who: submit(field.kit, who, Submit(bid, "form-key-9", "Eve", True, field.clock.at)),
        lambda who: withdraw(field.kit, who, Withdraw(bid, field.clock.at)),
        lambda who: remove_line(field.kit, who, bid, "e1"),
        lambda who: set_scope(field.kit, who, SetScope(bid, "x", ["x"], "x")),
    )
    tables = ("bids", "team", "drafts", "evidence", "submissions")
    before = [line for line in field.dump() if any(f'INTO "{table}"' in line for table in tables)]

    for who in (eve, field.janneke, field.ada):
        for act in acts:
            seen = len(field.events())
            with pytest.raises(NotFound, match="There is no such bid"):
                act(who)
            assert field.events()[seen:] == ["bid:early-look-refused"]
            with pytest.raises(NotFound, match="There is no such bid"):
                task_list(field.kit, who, "B-404")

    assert [line for line in field.dump() if any(f'INTO "{table}"' in line for table in tables)] == before


def test_evidence_is_listed_once_however_often_it_is_sent(field: Field, tor: Actor, bid: str) -> None:
    again = add_file(field.kit, tor, AddFile(bid, "file-form-2", "copy.txt", io.BytesIO(CANARY)))
    link = add_link(field.kit, tor, AddLink(bid, "link-form-1", "Our policy", "https://dovre.example/policy"))
    same = add_link(field.kit, tor, AddLink(bid, "link-form-1", "Our policy", "https://dovre.example/policy"))
    assert (again.id, again.name, link, same.id) == ("e1", "handbook.txt", link, link.id)
    for uri in ("javascript:alert(1)", "https://user@evil.example/", "ftp://x", "https://"):
        with pytest.raises(InvalidInput, match="uri"):
            add_link(field.kit, tor, AddLink(bid, "link-form-2", "Bad", uri))
    with pytest.raises(InvalidInput):
        add_file(field.kit, tor, AddFile(bid, "file-form-3", "macro.xlsm", io.BytesIO(b"PK")))
    line, content = download(field.kit, tor, bid, "e1")
    assert (line.name, b"".join(content)) == ("handbook.txt", CANARY)


def test_removed_evidence_leaves_the_response_and_stays_in_what_was_submitted(
    field: Field, tor: Actor, bid: str
) -> None:
    first = field.submit(tor, bid, "form-key-1")
    remove_line(field.kit, tor, bid, "e1")
    with pytest.raises(NotFound):
        download(field.kit, tor, bid, "e1")
    field.submit(tor, bid, "form-key-2")
    assert b'"e1"' not in export_response(field.kit, tor, bid)
    assert b'"e1"' in submitted_file(field.kit, tor, bid, first)


def test_a_changed_questionnaire_needs_the_bid_confirmed_and_its_supplier_is_told_twice(
    field: Field, tor: Actor, bid: str
) -> None:
    number = field.submit(tor, bid)
    publish_addendum(
        field.kit, field.janneke, Addendum(field.tender, 1, "No parts given away", profiles={1: FEWER.encode()})
    )

    assert task_list(field.kit, tor, bid).must_confirm
    assert not receipt(field.kit, tor, bid, number).counts
    asked = [mail for mail in mails(field.kit.database) if mail.subject.startswith("Confirm your bid")]
    assert [mail.due - field.clock.at > timedelta(days=30) for mail in reversed(asked)] == [False, True]
    confirm(field.kit, tor, Confirm(bid, number, field.clock.at))
    assert receipt(field.kit, tor, bid, number).counts
    assert receipt(field.kit, tor, bid, number).confirmed == 1
    assert "Confirmed as it stands after addendum 1" in " ".join(
        page_texts(receipt_paper(receipts(field.kit, tor, bid)[0]))
    )
    assert not task_list(field.kit, tor, bid).must_confirm
    assert mails(field.kit.database)[0].dropped == field.clock.at
    with pytest.raises(Conflict, match="nothing to confirm"):
        confirm(field.kit, tor, Confirm(bid, number, field.clock.at))
    assert field.events()[-1] == "bid:confirmed"


def test_a_bid_that_leaves_new_questions_blank_cannot_be_confirmed(field: Field, tor: Actor, bid: str) -> None:
    number = field.submit(tor, bid)
    publish_addendum(
        field.kit, field.janneke, Addendum(field.tender, 1, "Calls come back", profiles={1: MORE.encode()})
    )
    before = field.dump()
    with pytest.raises(InvalidInput) as refusal:
        confirm(field.kit, tor, Confirm(bid, number, field.clock.at))
    assert {problem.path.split("-")[0] for problem in refusal.value.problems} == {"PRM"}
    assert field.dump() == before
    field.answer(tor, bid, areas=("PRM",))
    second = field.submit(tor, bid, "form-key-2")
    assert receipt(field.kit, tor, bid, second).counts


def test_an_addendum_on_dates_or_weights_needs_no_confirmation(field: Field, tor: Actor, bid: str) -> None:
    number = field.submit(tor, bid)
    heavier = PROFILE.replace("weight = 2", "weight = 4").encode()
    publish_addendum(field.kit, field.janneke, Addendum(field.tender, 1, "Heavier", profiles={1: heavier}))
    assert receipt(field.kit, tor, bid, number).counts
    told = [field.kit.mail_text(mail) for mail in mails(field.kit.database) if mail.subject.startswith("Addendum 1")]
    assert told
    assert all("Lot 1: Configuration Management: weight 4 instead of 2.\n" in text for text in told)


def test_an_earlier_bid_is_reused_with_every_answer_marked(field: Field, tor: Actor, bid: str) -> None:
    second = second_bid(field, tor)
    assert reusable_bids(field.kit, tor, second) == [bid]
    asked = sum(len(area_page(field.kit, tor, bid, area).questions) for area in ("SRI", "SUB", "CFM"))
    assert reuse(field.kit, tor, Reuse(second, bid)) == asked
    page = area_page(field.kit, tor, second, "SRI")
    assert page.draft.answer("SRI-Q1").carried
    assert page.draft.answer("SRI-Q1").evidence == ("e1",)
    assert not page.draft.completed
    assert b"".join(download(field.kit, tor, second, "e1")[1]) == CANARY
    with pytest.raises(Conflict, match="answered or listed in this bid already"):
        reuse(field.kit, tor, Reuse(second, bid))
    field.answer(tor, second)
    assert not area_page(field.kit, tor, second, "SRI").draft.answer("SRI-Q1").carried


def test_commitments_come_along_with_an_earlier_bid_and_only_into_an_empty_one(
    field: Field, tor: Actor, bid: str
) -> None:
    keep_commitment(field.kit, tor, KeepCommitment(bid, "form-key-1", "SRI", (), "2027-06-30", "Do it."))
    keep_commitment(field.kit, tor, KeepCommitment(bid, "form-key-2", "CFM", ["CFM-Q1"], "2027-07-31", "Do that."))
    remove_commitment(field.kit, tor, bid, "c1")
    second = second_bid(field, tor)

    reuse(field.kit, tor, Reuse(second, bid))

    carried = Commitment("c1", "CFM", date(2027, 7, 31), "Do that.", ("CFM-Q1",))
    assert field.commitments(tor, second) == (carried,)
    new = KeepCommitment(second, "form-key-3", "SRI", (), "2027-06-30", "More.")
    assert keep_commitment(field.kit, tor, new) == "c2"


def test_a_bid_with_a_commitment_is_not_empty(field: Field, tor: Actor, bid: str) -> None:
    second = second_bid(field, tor)
    keep_commitment(field.kit, tor, KeepCommitment(second, "form-key-1", "SRI", (), "2027-06-30", "Do it."))
    before = field.dump()

    with pytest.raises(Conflict, match="expected an empty one"):
        reuse(field.kit, tor, Reuse(second, bid))

    assert field.dump() == before


def second_bid(field: Field, tor: Actor) -> str:
    """Tor's empty bid on a second tender with the same profile."""
    tender = field.draft("2026/050", "server")
    publish(field.kit, field.janneke, Publish(tender, 5))
    invite(field.kit, field.janneke, Invite(tender, "tor@dovre.example"))
    accept_invitation(field.kit, tor, field.link("tor@dovre.example"))
    return start_bid(field.kit, tor, StartBid(tender, 1, "service manager"))


def test_a_cancelled_tender_takes_no_bid(field: Field, tor: Actor, bid: str) -> None:
    cancel(field.kit, field.janneke, Cancel(field.tender, "The money is gone."))
    with pytest.raises(WrongStage, match="the tender is cancelled"):
        field.submit(tor, bid)


def test_only_a_manager_submits(field: Field, tor: Actor, bid: str) -> None:
    maria = field.colleague(tor, bid, "Maria", "CFM")
    with pytest.raises(NotPermitted):
        field.submit(maria, bid)


def test_security_22_a_double_click_in_many_threads_is_one_submission(tmp_path: Path) -> None:
    field = Field(tmp_path / "store.sqlite")
    field.publish()
    tor = field.supplier("Tor", "Dovre Drift AS")
    bid = field.bid_of(tor)
    field.answer(tor, bid)
    outcomes: list[str] = []

    def click(form: str) -> None:
        kit = field.kit
        own = Kit(Database(kit.database.path), kit.settings, kit.vault, kit.evidence, kit.now)
        try:
            outcomes.append(submit(own, tor, Submit(bid, form, "Tor", True, field.clock.at)))
        except AppraisalError as refusal:
            outcomes.append(repr(refusal))
        finally:
            own.database.close()

    forms = ["form-key-1"] * 6 + ["form-key-2"] * 2
    threads = [threading.Thread(target=click, args=[form]) for form in forms]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    stored = [entry.receipt for entry in receipts(field.kit, tor, bid)]
    assert len(stored) == 2
    assert set(outcomes) == set(stored)
    assert field.events().count("bid:submitted") == 2
    field.close()
