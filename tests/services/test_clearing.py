"""After the opening: working copies of opened bids are gone, and their supplier reads and reuses what it submitted."""

from __future__ import annotations

import io
import json

import pytest

from appraisal.core.errors import NotPermitted
from appraisal.core.policy import Actor
from appraisal.services.bidding.answering import SaveArea, Typed, area_page, save_area
from appraisal.services.bidding.bid_desk import known_bid
from appraisal.services.bidding.bids import StartBid, read_scope, start_bid
from appraisal.services.bidding.evidence import AddFile, add_file, download, evidence_list
from appraisal.services.bidding.indication import improvement_plan, indication
from appraisal.services.bidding.receipts import receipt, receipts, submitted_file
from appraisal.services.bidding.responding import check_answers, differences, export_response
from appraisal.services.bidding.reuse import Reuse, reuse
from appraisal.services.bidding.submitting import Withdraw, withdraw
from appraisal.services.bidding.task_list import task_list
from appraisal.services.opening.opened_bids import download_evidence
from appraisal.services.opening.opening import KeyPart, attend
from appraisal.services.record.upkeep import tidy
from appraisal.services.tendering.publication import Publish, publish
from appraisal.services.toolkit import Kit
from appraisal.storage import bids, drafts, submissions
from stand import DEADLINE, PASSPHRASE, Field

HANDBOOK = b"step 1: answer the call"


@pytest.fixture
def tor(field: Field) -> Actor:
    """The manager of Dovre Drift's bid, on a published tender."""
    field.publish()
    return field.supplier("Tor", "Dovre Drift AS")


def whole_bid(field: Field, tor: Actor) -> tuple[str, str, Actor]:
    """A submitted bid of two respondents with a file that an answer names; its receipt; the colleague."""
    bid = field.bid_of(tor)
    maria = field.colleague(tor, bid, "Maria", "SRI")
    line = add_file(field.kit, tor, AddFile(bid, "upload-1", "handbook.txt", io.BytesIO(HANDBOOK)))
    field.answer(tor, bid)
    typed = {"SRI-Q1": Typed("yes", "see there", [line.id])}
    asked = {one.id: Typed("yes") for one in area_page(field.kit, tor, bid, "SRI").questions}
    assert save_area(field.kit, tor, SaveArea(bid, "SRI", 1, asked | typed, True)).completed
    field.answer(maria, bid, "dk", areas=("SRI",))
    return bid, field.submit(tor, bid), maria


def open_lot(field: Field) -> None:
    field.clock.at = DEADLINE.replace(hour=14)
    for officer in (field.janneke, field.marijke):
        attend(field.kit, officer, KeyPart(field.tender, 1, f"{PASSPHRASE} {officer.person}"))


def seen(kit: Kit, actor: Actor, bid: str) -> list[object]:
    """What somebody on a team reads of the bid's answers."""
    tasks = task_list(kit, actor, bid)
    desk = known_bid(kit, actor, bid)
    page = area_page(kit, actor, bid, "SRI")
    values = {question: (one.value, one.comment, one.evidence) for question, one in page.draft.answers.items()}
    lines = [(line.id, line.title, line.name, line.size, line.sha256) for line in evidence_list(kit, desk)]
    plan = improvement_plan(kit, actor, bid)
    return [tasks.tasks, tasks.team, tasks.is_complete, read_scope(kit, desk), values, page.draft.completed, lines,
            indication(kit, actor, bid), plan.whole_team, plan.plan]  # fmt: skip


def test_the_working_copies_of_an_opened_bid_are_gone_and_its_team_reads_what_it_submitted(
    field: Field, tor: Actor
) -> None:
    bid, number, maria = whole_bid(field, tor)
    before = [seen(field.kit, tor, bid), seen(field.kit, maria, bid)]
    settled = (differences(field.kit, tor, bid), check_answers(field.kit, tor, bid).document)
    files, digest = receipt(field.kit, tor, bid, number).files, receipt(field.kit, tor, bid, number).digest
    submitted = submitted_file(field.kit, tor, bid, number)

    open_lot(field)

    stored = bids.bid(field.kit.database, bid)
    assert stored
    assert (drafts.drafts(field.kit.database, bid), stored.scope) == ([], None)
    assert [len(version.own_copy) for version in submissions.submissions(field.kit.database, bid)] == [0]
    assert [seen(field.kit, tor, bid), seen(field.kit, maria, bid)] == before
    assert (differences(field.kit, tor, bid), check_answers(field.kit, tor, bid).document) == settled
    assert [export_response(field.kit, tor, bid), submitted_file(field.kit, tor, bid, number)] == [submitted, submitted]
    assert [(one.files, one.digest) for one in receipts(field.kit, tor, bid)] == [(files, digest)]


def test_the_files_of_an_opened_bid_open_with_the_record_in_it_alone(field: Field, tor: Actor) -> None:
    bid, number, _ = whole_bid(field, tor)
    sha256 = evidence_list(field.kit, known_bid(field.kit, tor, bid))[0].sha256
    assert field.kit.evidence.find(bid, sha256).name == "handbook.txt"

    open_lot(field)

    with pytest.raises(NotPermitted, match="is sealed"):
        field.kit.evidence.find(bid, sha256)
    assert b"".join(download(field.kit, tor, bid, "e1")[1]) == HANDBOOK
    assert b"".join(download_evidence(field.kit, field.janneke, field.tender, 1, number, sha256)[1]) == HANDBOOK


def test_the_drafts_of_a_bid_that_does_not_count_stay_for_its_supplier(field: Field, tor: Actor) -> None:
    bid, number, maria = whole_bid(field, tor)
    withdraw(field.kit, tor, Withdraw(bid, field.clock.at))
    eve = field.supplier("Eve", "Estuary Ltd")
    begun = field.bid_of(eve)
    field.answer(eve, begun, areas=("CFM",))
    kept = [drafts.drafts(field.kit.database, one) for one in (bid, begun)]
    before = seen(field.kit, maria, bid)

    open_lot(field)

    assert [drafts.drafts(field.kit.database, one) for one in (bid, begun)] == kept
    assert seen(field.kit, maria, bid) == before
    assert receipt(field.kit, tor, bid, number).withdrawn is not None
    assert task_list(field.kit, eve, begun).answered == len(area_page(field.kit, eve, begun, "CFM").questions)
    assert b"".join(download(field.kit, tor, bid, "e1")[1]) == HANDBOOK


def test_a_later_bid_begins_from_what_was_submitted(field: Field, tor: Actor) -> None:
    bid, number, maria = whole_bid(field, tor)
    submitted = json.loads(submitted_file(field.kit, tor, bid, number))
    open_lot(field)
    field.clock.at = DEADLINE.replace(year=2025)
    field.tender = field.draft("2027/001")
    publish(field.kit, field.janneke, Publish(field.tender, field.version))
    with field.kit.database.writing():
        field.kit.database.run("UPDATE tenders SET access = 'open' WHERE id = ?", field.tender)
    later = start_bid(field.kit, tor, StartBid(field.tender, 1, "service manager"))

    many = reuse(field.kit, tor, Reuse(later, bid))

    own = next(one for one in submitted["respondents"] if one["id"] == "r1")
    assert many == len(own["answers"])
    page = area_page(field.kit, tor, later, "SRI")
    first = page.draft.answer("SRI-Q1")
    assert (first.value, first.comment, first.evidence, first.carried) == ("yes", "see there", ("e1",), True)
    assert b"".join(download(field.kit, tor, later, "e1")[1]) == HANDBOOK
    assert maria.person not in {draft.person for draft in drafts.drafts(field.kit.database, later)}


def test_upkeep_clears_what_a_crash_left_uncleared(field: Field, tor: Actor) -> None:
    bid, _, _ = whole_bid(field, tor)
    kept, scope = drafts.drafts(field.kit.database, bid), bids.bid(field.kit.database, bid)
    sha256 = evidence_list(field.kit, known_bid(field.kit, tor, bid))[0].sha256
    path = field.kit.evidence._path(bid, sha256)
    unlocked = path.read_bytes()
    open_lot(field)
    before = seen(field.kit, tor, bid)
    path.write_bytes(unlocked)
    with field.kit.database.writing():
        for draft in kept:
            field.kit.database.add("drafts", bid=bid, person=draft.person, area=draft.area, version=1,
                                   saved_at="2026-11-02T08:00:00.000000+00:00", body=draft.body)  # fmt: skip
        assert scope and scope.scope
        bids.keep_scope(field.kit.database, bid, scope.scope)

    assert tidy(field.kit) == 0

    stored = bids.bid(field.kit.database, bid)
    assert stored and (drafts.drafts(field.kit.database, bid), stored.scope) == ([], None)
    with pytest.raises(NotPermitted):
        field.kit.evidence.find(bid, sha256)
    assert seen(field.kit, tor, bid) == before
