"""The opening: after the time, by two different officers; before it nobody reads, counts or sees anything of a bid."""

from __future__ import annotations

import io
from dataclasses import asdict
from datetime import timedelta

import pytest

from appraisal.core.errors import (
    Conflict,
    InvalidInput,
    NotFound,
    NotPermitted,
    TooManyAttempts,
    WrongStage,
)
from appraisal.core.policy import Actor, Role
from appraisal.core.ranking import compare
from appraisal.core.scoring import Submission
from appraisal.exchange.response_json import parse_response
from appraisal.services.account.officer_keys import renew_passphrase
from appraisal.services.bidding.answering import SaveArea, Typed, area_page, save_area
from appraisal.services.bidding.bids import own_bids
from appraisal.services.bidding.evidence import AddFile, add_file
from appraisal.services.bidding.receipts import submitted_file
from appraisal.services.bidding.submitting import Withdraw, withdraw
from appraisal.services.comparison.standing import standing
from appraisal.services.known import known_tender, profile_of
from appraisal.services.opening.opened_bids import download_bid, download_evidence, opened_evidence
from appraisal.services.opening.opening import KeyPart, RecoveryPart, attend, attend_emergency, opening_state
from appraisal.services.opening.opening_report import opening_report
from appraisal.services.tendering.publication import Addendum, Cancel, Publish, cancel, publish, publish_addendum
from stand import DEADLINE, PASSPHRASE, PROFILE, Field, officer

OPENING = DEADLINE + timedelta(hours=2)
FILE = b"step 1: answer the call"


def part(field: Field, officer: Actor) -> KeyPart:
    return KeyPart(field.tender, 1, f"{PASSPHRASE} {officer.person}")


def open_by_two(field: Field) -> None:
    field.clock.at = OPENING
    assert attend(field.kit, field.janneke, part(field, field.janneke)) is False
    assert attend(field.kit, field.marijke, part(field, field.marijke)) is True


@pytest.fixture
def tor(field: Field) -> Actor:
    """A supplier with a submitted bid and one evidence file."""
    field.publish()
    tor = field.supplier("Tor", "Dovre Drift AS")
    bid = field.bid_of(tor)
    add_file(field.kit, tor, AddFile(bid, "file-form-1", "handbook.txt", io.BytesIO(FILE)))
    field.answer(tor, bid)
    page = area_page(field.kit, tor, bid, "SRI")
    save_area(field.kit, tor, SaveArea(bid, "SRI", page.draft.version, {"SRI-Q1": Typed("yes", "", ["e1"])}, True))
    field.submit(tor, bid)
    return tor


@pytest.fixture
def eve(field: Field, tor: Actor) -> Actor:
    """A second supplier, whose answers differ."""
    eve = field.supplier("Eve", "Estuary Services")
    bid = field.bid_of(eve)
    field.answer(eve, bid, "yes", ("SUB", "CFM"))
    field.answer(eve, bid, "no", ("SRI",))
    field.submit(eve, bid)
    return eve


def test_security_04_a_lot_opens_from_its_time_by_two_different_officers(field: Field, tor: Actor) -> None:
    field.clock.at = OPENING - timedelta(seconds=1)
    with pytest.raises(WrongStage, match="possible from"):
        attend(field.kit, field.janneke, part(field, field.janneke))
    field.clock.at = OPENING

    assert attend(field.kit, field.janneke, part(field, field.janneke)) is False
    with pytest.raises(Conflict, match="expected another officer"):
        attend(field.kit, field.janneke, part(field, field.janneke))
    assert opening_state(field.kit, field.marijke, field.tender, 1).begun_by == "Janneke"
    assert attend(field.kit, field.marijke, part(field, field.marijke)) is True

    assert field.events()[-3:] == ["lot:key-part-used", "lot:key-part-used", "lot:opened"]
    with pytest.raises(WrongStage, match="the tender is opened"):
        attend(field.kit, field.janneke, part(field, field.janneke))


def test_security_10_the_passphrase_is_not_guessed_where_it_is_changed_either(field: Field, tor: Actor) -> None:
    for _ in range(6):
        with pytest.raises(InvalidInput, match="old: is not the passphrase of your key"):
            renew_passphrase(field.kit, field.janneke, "green kettle marches elsewhere", "seven slow rivers turning")
    with pytest.raises(TooManyAttempts):
        renew_passphrase(field.kit, field.janneke, f"{PASSPHRASE} {field.janneke.person}", "seven slow rivers turning")
    field.clock.at += timedelta(minutes=16)
    renew_passphrase(field.kit, field.janneke, f"{PASSPHRASE} {field.janneke.person}", "seven slow rivers turning")
    assert field.events()[-1] == "officer-key:changed"


def test_a_wrong_passphrase_is_an_entry_and_is_not_tried_for_long(field: Field, tor: Actor) -> None:
    field.clock.at = OPENING
    wrong = KeyPart(field.tender, 1, "green kettle marches elsewhere")
    for _ in range(6):
        with pytest.raises(InvalidInput, match="passphrase: does not open your key"):
            attend(field.kit, field.janneke, wrong)
    with pytest.raises(TooManyAttempts):
        attend(field.kit, field.janneke, part(field, field.janneke))
    assert field.events()[-6:] == ["lot:key-part-refused"] * 6
    assert attend(field.kit, field.marijke, part(field, field.marijke)) is False


def test_the_first_part_waits_an_hour(field: Field, tor: Actor) -> None:
    field.clock.at = OPENING
    attend(field.kit, field.janneke, part(field, field.janneke))
    field.clock.advance(hours=1, seconds=1)
    assert opening_state(field.kit, field.janneke, field.tender, 1).begun_by == ""
    assert attend(field.kit, field.marijke, part(field, field.marijke)) is False
    assert attend(field.kit, field.janneke, part(field, field.janneke)) is True


def test_only_the_lots_officers_give_a_part(field: Field, tor: Actor) -> None:
    third = officer(field, field.ada, "Hofstra")
    field.clock.at = OPENING
    with pytest.raises(NotPermitted, match="officers whom it names"):
        attend(field.kit, third, part(field, third))
    with pytest.raises(NotPermitted):
        attend(field.kit, tor, part(field, tor))


def test_the_report_tells_who_bid_when_and_what_was_withdrawn(field: Field, tor: Actor, eve: Actor) -> None:
    eves = only_bid(field, eve)
    ina = field.supplier("Ina", "Calder Systems")
    field.clock.advance(minutes=5)
    withdraw(field.kit, eve, Withdraw(eves, field.clock.at))
    open_by_two(field)

    report = opening_report(field.kit, field.janneke, field.tender, 1)

    assert [(bid.supplier, bid.version, bid.state, bid.files) for bid in report.bids] == [
        ("Dovre Drift AS", 1, "opened", 1),
        ("Estuary Services", 1, "withdrawn", 0),
    ]
    assert (report.officers, report.way, report.reason, report.lot) == (("Janneke", "Marijke"), "officers", "", 1)
    assert report.bids[0].digest.startswith("sha256:")
    assert report.bids[1].digest == ""
    assert opening_report(field.kit, tor, field.tender, 1) == report
    assert ("tor@dovre.example", "Opening of tender 2026/041, lot 1") in field.mails()
    with pytest.raises(NotFound, match="no opening report for you"):
        opening_report(field.kit, ina, field.tender, 1)


def only_bid(field: Field, who: Actor) -> str:
    return own_bids(field.kit, who)[0].bid


def test_opened_bids_compare_exactly_like_their_files(field: Field, tor: Actor, eve: Actor) -> None:
    open_by_two(field)
    profile = profile_of(known_tender(field.kit, field.janneke, field.tender).lots[0])
    files = [
        submitted_file(field.kit, who, only_bid(field, who), receipt) for who, receipt in ((tor, "R-1"), (eve, "R-2"))
    ]

    found = standing(field.kit, field.janneke, field.tender, 1).comparison

    expected = compare(profile, [Submission(parse_response("", data, profile)) for data in files])
    assert [(bid.supplier.name, bid.rank, bid.fit) for bid in found.bids] == [
        (bid.supplier.name, bid.rank, bid.fit) for bid in expected.bids
    ]
    assert found.recommendation == expected.recommendation
    assert [download_bid(field.kit, field.janneke, field.tender, 1, receipt) for receipt in ("R-1", "R-2")] == files


def test_opened_evidence_is_what_was_uploaded_and_a_download_is_an_entry(field: Field, tor: Actor) -> None:
    open_by_two(field)
    [item] = opened_evidence(field.kit, field.janneke, field.tender, 1, "R-1").items
    file, content = download_evidence(field.kit, field.janneke, field.tender, 1, "R-1", item.sha256)
    assert (file.name, b"".join(content)) == ("handbook.txt", FILE)
    assert field.events()[-1] == "bid:downloaded"
    with pytest.raises(NotFound):
        download_evidence(field.kit, field.janneke, field.tender, 1, "R-1", "0" * 64)
    with pytest.raises(NotFound):
        download_bid(field.kit, field.janneke, field.tender, 1, "R-9")


@pytest.mark.parametrize("when", [timedelta(0), timedelta(hours=2)])
def test_security_03_before_the_opening_a_look_at_the_bids_is_refused_and_seen(
    field: Field, tor: Actor, when: timedelta
) -> None:
    auditor = Actor("P-8", "Hanne", frozenset({Role.AUDITOR}), field.janneke.organisation)
    field.clock.at = DEADLINE + when
    for who in (field.janneke, auditor):
        with pytest.raises(WrongStage, match="expected opened"):
            standing(field.kit, who, field.tender, 1)
        for act in (opened_evidence, download_bid):
            with pytest.raises(WrongStage, match="expected opened"):
                act(field.kit, who, field.tender, 1, "R-1")
        with pytest.raises(WrongStage):
            opening_report(field.kit, who, field.tender, 1)
        assert field.events()[-3:] == ["bid:early-look-refused"] * 3
    for who in (tor, field.ada):
        with pytest.raises(NotPermitted):
            download_bid(field.kit, who, field.tender, 1, "R-1")


def test_security_03_the_opening_state_has_these_keys_and_no_others(field: Field, tor: Actor) -> None:
    assert list(asdict(opening_state(field.kit, field.janneke, field.tender, 1))) == [
        "lot",
        "way",
        "officers",
        "begun_by",
        "begun_at",
        "waits_until",
        "is_own",
        "is_emergency",
        "opens_from",
        "opened",
    ]


def test_an_unconfirmed_bid_counts_as_not_submitted_and_stays_sealed(field: Field, tor: Actor) -> None:
    longer = PROFILE + '\n[[area]]\nid = "PRM"\nrequired = "fully"\nwhy = "Calls come back."\n'
    publish_addendum(field.kit, field.janneke, Addendum(field.tender, 1, "More", profiles={1: longer.encode()}))
    open_by_two(field)
    report = opening_report(field.kit, field.janneke, field.tender, 1)
    assert [(bid.state, bid.digest) for bid in report.bids] == [("not confirmed", "")]
    with pytest.raises(Conflict, match="nothing to compare"):
        standing(field.kit, field.janneke, field.tender, 1)


def test_a_bid_that_was_changed_in_the_store_does_not_open_and_stops_no_other(
    field: Field, tor: Actor, eve: Actor
) -> None:
    with field.kit.database.writing():
        field.kit.database.run("UPDATE submissions SET sealed = substr(sealed, 1, 60) WHERE receipt = 'R-1'")
    open_by_two(field)
    report = opening_report(field.kit, field.janneke, field.tender, 1)
    assert [(bid.supplier, bid.state) for bid in report.bids] == [
        ("Dovre Drift AS", "does not open"),
        ("Estuary Services", "opened"),
    ]


def test_an_emergency_opening_needs_two_people_both_halves_and_a_reason_and_tells_everybody(field: Field) -> None:
    halves = field.publish().halves[1]
    tor = field.supplier("Tor", "Dovre Drift AS")
    bid = field.bid_of(tor)
    field.answer(tor, bid)
    field.submit(tor, bid)
    early = RecoveryPart(field.tender, 1, halves.first, "Both officers are ill.")
    with pytest.raises(WrongStage):
        attend_emergency(field.kit, field.janneke, early)
    field.clock.at = OPENING

    with pytest.raises(InvalidInput, match="reason: is empty"):
        attend_emergency(field.kit, field.janneke, RecoveryPart(field.tender, 1, halves.first))
    with pytest.raises(InvalidInput, match="half: is not a recovery half"):
        attend_emergency(field.kit, field.janneke, RecoveryPart(field.tender, 1, "nonsense", "Ill."))
    assert attend_emergency(field.kit, field.janneke, early) is False
    assert halves.first not in "\n".join(field.dump())
    with pytest.raises(Conflict):
        attend_emergency(field.kit, field.janneke, RecoveryPart(field.tender, 1, halves.second, "Ill."))
    with pytest.raises(InvalidInput, match="half: does not open the lot"):
        attend_emergency(field.kit, field.marijke, RecoveryPart(field.tender, 1, halves.first, "Ill."))
    assert attend_emergency(field.kit, field.marijke, RecoveryPart(field.tender, 1, halves.second, "Ill.")) is True

    report = opening_report(field.kit, field.janneke, field.tender, 1)
    assert (report.way, report.reason) == ("recovery", "Both officers are ill.\nIll.")
    assert [bid.state for bid in report.bids] == ["opened"]
    assert field.events()[-1] == "lot:emergency-opened"
    assert ("tor@dovre.example", "Opening of tender 2026/041, lot 1") in field.mails()


def test_a_lot_under_the_servers_key_is_opened_by_two_officers_and_the_report_says_so(field: Field) -> None:
    field.tender = field.draft("2026/050", "server")
    publish(field.kit, field.janneke, Publish(field.tender, 5))
    tor = field.supplier("Tor", "Dovre Drift AS")
    bid = field.bid_of(tor)
    field.answer(tor, bid)
    field.submit(tor, bid)
    field.clock.at = OPENING
    assert attend(field.kit, field.janneke, KeyPart(field.tender, 1)) is False
    with pytest.raises(Conflict):
        attend(field.kit, field.janneke, KeyPart(field.tender, 1))
    assert attend(field.kit, field.marijke, KeyPart(field.tender, 1)) is True
    assert opening_report(field.kit, field.janneke, field.tender, 1).way == "server"


def test_an_opened_tender_is_not_cancelled(field: Field, tor: Actor) -> None:
    open_by_two(field)
    with pytest.raises(WrongStage):
        cancel(field.kit, field.janneke, Cancel(field.tender, "Too dear."))
