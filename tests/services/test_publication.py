"""Publishing freezes; addenda are numbered, reasoned and never shorten the time; invitations wait until then."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import timedelta
from hashlib import sha256

import pytest

from appraisal.core.errors import Conflict, InvalidInput, NotFound, NotPermitted, Stale, WrongStage
from appraisal.services.account.accounts import Join
from appraisal.services.known import known_tender
from appraisal.services.tendering.invitations import (
    Invite,
    accept_as_new,
    accept_invitation,
    invite,
    invited,
    look_at_invitation,
    send_again,
)
from appraisal.services.tendering.publication import Addendum, Cancel, Publish, cancel, publish, publish_addendum
from appraisal.services.tendering.tendering import AddLot, CreateTender, add_lot, create_tender
from appraisal.storage.publications import publications
from stand import DEADLINE, PASSWORD, PROFILE, Field


def test_publishing_freezes_everything_under_a_digest(field: Field) -> None:
    published = field.publish()

    [frozen] = publications(field.kit.database, field.tender)
    document = json.loads(frozen.document)
    assert frozen.digest == published.digest == f"sha256:{sha256(frozen.document.encode()).hexdigest()}"
    assert list(document) == [
        "access",
        "bid_count_public",
        "buyer",
        "format",
        "lots",
        "number",
        "previous",
        "published",
        "reason",
        "reference",
        "timetable",
        "title",
    ]
    assert document["timetable"]["deadline"] == "2026-12-11T12:00:00+01:00"
    assert document["lots"][0]["profile"]["area"][0]["weight"] == "3"
    assert list(published.halves) == [1]
    assert field.events()[-1] == "tender:published"


def test_recovery_halves_are_stored_nowhere(field: Field) -> None:
    halves = field.publish().halves[1]
    store = "\n".join(field.dump())
    assert halves.first not in store
    assert halves.second not in store
    assert halves.first not in repr(field.publish) + repr(halves)


def test_what_a_draft_lacks_is_told_at_once_and_nothing_is_published(field: Field) -> None:
    bare = create_tender(field.kit, field.janneke, CreateTender("2026/042", "Bare"))
    add_lot(field.kit, field.janneke, AddLot(bare, 1, "Network"))
    before = field.dump()
    with pytest.raises(InvalidInput) as refusal:
        publish(field.kit, field.janneke, Publish(bare, 2))
    assert [problem.path for problem in refusal.value.problems] == ["timetable", "lot.1.profile", "lot.1.officers"]
    assert field.dump() == before


def test_a_draft_with_a_deadline_that_has_passed_meanwhile_is_not_published(field: Field) -> None:
    field.clock.at = DEADLINE
    with pytest.raises(InvalidInput, match="deadline: lies in the past"):
        field.publish()


def test_a_draft_that_was_changed_after_the_check_is_not_published(field: Field) -> None:
    with pytest.raises(Stale):
        publish(field.kit, field.janneke, Publish(field.tender, field.version - 1))
    field.publish()
    with pytest.raises(WrongStage):
        field.publish()


def test_security_04_an_addendum_moves_the_deadline_later_and_never_earlier(field: Field) -> None:
    field.publish()
    dates = known_tender(field.kit, field.janneke, field.tender).timetable
    assert dates
    earlier = replace(dates, deadline=dates.deadline - timedelta(minutes=1))
    later = replace(dates, deadline=dates.deadline + timedelta(days=1), opening=dates.opening + timedelta(days=1))
    before = field.dump()

    with pytest.raises(InvalidInput, match="deadline: is earlier than the published one"):
        publish_addendum(field.kit, field.janneke, Addendum(field.tender, 1, "Hurry", earlier))
    assert field.dump() == before
    assert publish_addendum(field.kit, field.marijke, Addendum(field.tender, 1, "More time", later)).number == 1
    assert known_tender(field.kit, field.janneke, field.tender).timetable == later
    first, second = publications(field.kit.database, field.tender)
    assert json.loads(second.document)["previous"] == first.digest
    assert field.events()[-1] == "addendum:published"


def test_two_addenda_at_once_do_not_share_a_number(field: Field) -> None:
    field.publish()
    publish_addendum(field.kit, field.janneke, Addendum(field.tender, 1, "A notice"))
    with pytest.raises(Stale):
        publish_addendum(field.kit, field.marijke, Addendum(field.tender, 1, "Another notice"))
    with pytest.raises(InvalidInput, match="reason: is empty"):
        publish_addendum(field.kit, field.marijke, Addendum(field.tender, 2, " "))


def test_an_addendum_keeps_the_reference_model(field: Field) -> None:
    field.publish()
    other = PROFILE.replace("it-service-cmm", "cmmi-svc").replace('"SRI"', '"IRP"').replace('"SUB"', '"SAM"')
    profile = other.replace('"CFM"', '"CM"').replace('"fully"', '"CL2"').replace('"partially"', '"CL1"').encode()
    with pytest.raises(InvalidInput, match="another reference model"):
        publish_addendum(field.kit, field.janneke, Addendum(field.tender, 1, "Other", profiles={1: profile}))


def test_invitations_to_a_draft_wait_for_its_publication(field: Field) -> None:
    invite(field.kit, field.janneke, Invite(field.tender, "tor@dovre.example", [1]))
    assert "tor@dovre.example" not in dict(field.mails())
    [waiting] = invited(field.kit, field.janneke, field.tender)
    assert (waiting.email, waiting.sent, waiting.opened, waiting.supplier) == ("tor@dovre.example", None, None, "")
    field.publish()
    assert dict(field.mails())["tor@dovre.example"] == "Invitation to tender 2026/041"


def test_security_09_an_invitation_works_once_for_its_address_and_tender(field: Field) -> None:
    field.publish()
    invite(field.kit, field.janneke, Invite(field.tender, "tor@dovre.example"))
    old = field.link("tor@dovre.example")
    [entry] = invited(field.kit, field.janneke, field.tender)
    send_again(field.kit, field.janneke, field.tender, entry.id)
    token = field.link("tor@dovre.example")

    with pytest.raises(Conflict):
        look_at_invitation(field.kit, old)
    assert look_at_invitation(field.kit, token).title == "Workplaces and service desk"
    assert invited(field.kit, field.janneke, field.tender)[0].opened is None
    tor, tender = accept_as_new(field.kit, Join(token, "Tor", PASSWORD, "Dovre Drift AS"))
    assert tender == field.tender
    assert known_tender(field.kit, tor, tender).reference == "2026/041"
    [entry] = invited(field.kit, field.janneke, field.tender)
    assert (entry.opened, entry.supplier) == (field.clock.at, "Dovre Drift AS")
    before = field.dump()
    with pytest.raises(Conflict):
        accept_as_new(field.kit, Join(token, "Eve", PASSWORD, "Other BV"))
    with pytest.raises(Conflict):
        send_again(field.kit, field.janneke, field.tender, entry.id)
    assert field.dump() == before


def test_a_forwarded_invitation_is_refused_to_another_account(field: Field) -> None:
    field.publish()
    eve = field.supplier("Eve", "Other BV")
    second = create_tender(field.kit, field.janneke, CreateTender("2026/043", "Second"))
    invite(field.kit, field.janneke, Invite(field.tender, "tor@dovre.example"))
    with pytest.raises(NotPermitted, match="went to tor@"):
        accept_invitation(field.kit, eve, field.link("tor@dovre.example"))
    with pytest.raises(NotFound):
        known_tender(field.kit, eve, second)


def test_an_address_is_invited_once(field: Field) -> None:
    invite(field.kit, field.janneke, Invite(field.tender, "tor@dovre.example"))
    with pytest.raises(Conflict, match="was invited already"):
        invite(field.kit, field.janneke, Invite(field.tender, "Tor@Dovre.example"))
    with pytest.raises(NotFound):
        invite(field.kit, field.janneke, Invite(field.tender, "ina@dovre.example", [7]))


def test_a_cancelled_tender_tells_everybody_why_and_takes_nothing_more(field: Field) -> None:
    field.publish()
    field.supplier("Tor", "Dovre Drift AS")
    with pytest.raises(InvalidInput):
        cancel(field.kit, field.janneke, Cancel(field.tender, ""))
    cancel(field.kit, field.janneke, Cancel(field.tender, "The money is gone."))
    assert field.mails()[-1] == ("tor@dovre.example", "Tender 2026/041 was cancelled")
    with pytest.raises(WrongStage):
        publish_addendum(field.kit, field.janneke, Addendum(field.tender, 1, "After all"))
    assert field.events()[-1] == "tender:cancelled"
