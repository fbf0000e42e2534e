"""What each role gets of a tender in each stage: exactly these keys, and nothing that tells of a bid."""

from __future__ import annotations

import re
from dataclasses import asdict

import pytest

from appraisal.core.errors import NotFound
from appraisal.core.policy import Actor, Role
from appraisal.services.opening.opening import KeyPart, attend, opening_state
from appraisal.services.tendering.invitations import invited
from appraisal.services.tendering.publication import Cancel, cancel
from appraisal.services.tendering.tender_pages import tender_page
from appraisal.services.tendering.tendering import ChangeTender, change_tender
from stand import DEADLINE, PASSPHRASE, Field

PAGE = [
    "id",
    "version",
    "reference",
    "title",
    "buyer",
    "stage",
    "access",
    "timetable",
    "published",
    "cancelled",
    "cancel_reason",
    "lots",
    "publications",
    "answered_questions",
    "bids",
    "own_bids",
    "lots_to_bid_on",
    "may",
]


def auditor(field: Field) -> Actor:
    return Actor("P-8", "Hanne", frozenset({Role.AUDITOR}), field.janneke.organisation)


def evaluator(field: Field) -> Actor:
    return Actor("P-7", "Els", frozenset({Role.EVALUATOR}), field.janneke.organisation)


def acts(field: Field, who: Actor) -> set[str]:
    return {str(act) for act in tender_page(field.kit, who, field.tender).may}


def test_security_03_the_pages_have_these_keys_and_no_others(field: Field) -> None:
    field.publish()
    tor = field.supplier("Tor", "Dovre Drift AS")
    assert list(asdict(tender_page(field.kit, tor, field.tender))) == PAGE
    assert list(asdict(tender_page(field.kit, tor, field.tender).lots[0])) == [
        "number",
        "title",
        "profile",
        "profile_digest",
        "areas",
        "knock_outs",
        "questions",
        "sealing",
        "officers",
        "indication",
        "stage",
        "opened",
    ]


def test_security_03_nothing_that_the_buyer_gets_changes_when_a_bid_is_prepared_or_submitted(field: Field) -> None:
    field.publish()
    tor = field.supplier("Tor", "Dovre Drift AS")

    def everything() -> str:
        kit, tender = field.kit, field.tender
        views = [
            view(kit, who, tender)  # type: ignore[operator]
            for who in (field.janneke, field.marijke, auditor(field))
            for view in (tender_page, invited)
        ]
        return repr([*views, opening_state(kit, field.janneke, tender, 1)])

    before = everything()
    bid = field.bid_of(tor)
    field.answer(tor, bid)
    field.submit(tor, bid)
    assert everything() == before


def test_how_many_bids_count_is_told_only_where_the_buyer_makes_it_public(field: Field) -> None:
    head = ChangeTender(field.tender, field.version, "Workplaces", "invited", tell_count=True)
    change_tender(field.kit, field.janneke, head)
    field.publish()
    tor = field.supplier("Tor", "Dovre Drift AS")
    bid = field.bid_of(tor)
    field.answer(tor, bid)
    assert tender_page(field.kit, field.janneke, field.tender).bids == 0
    field.submit(tor, bid)
    assert tender_page(field.kit, field.janneke, field.tender).bids == 1
    assert tender_page(field.kit, tor, field.tender).bids == 1


def test_a_draft_is_for_officers_and_auditors(field: Field) -> None:
    for who in (field.janneke, auditor(field)):
        assert tender_page(field.kit, who, field.tender).reference == "2026/041"
    with pytest.raises(NotFound):
        tender_page(field.kit, evaluator(field), field.tender)


def test_what_may_be_done_follows_role_and_stage(field: Field) -> None:
    assert acts(field, field.janneke) == {
        "invitation:read",
        "invitation:send",
        "tender:cancel",
        "tender:edit",
        "tender:publish",
        "tender:read",
    }
    field.publish()
    tor = field.supplier("Tor", "Dovre Drift AS")
    assert acts(field, auditor(field)) == {
        "audit:read",
        "clarification:read",
        "invitation:read",
        "panel:read",
        "tender:read",
    }
    assert acts(field, tor) == {
        "bid:answer",
        "bid:confirm",
        "bid:manage",
        "bid:read",
        "bid:start",
        "bid:submit",
        "bid:withdraw",
        "clarification:ask",
        "clarification:read",
        "tender:read",
    }
    field.clock.at = DEADLINE.replace(hour=14)
    assert acts(field, tor) == {"bid:read", "clarification:read", "tender:read"}
    assert acts(field, field.janneke) == {
        "clarification:read",
        "invitation:read",
        "opening:attend",
        "opening:emergency",
        "panel:name",
        "panel:read",
        "retention:set",
        "tender:cancel",
        "tender:read",
    }
    for officer in (field.janneke, field.marijke):
        attend(field.kit, officer, KeyPart(field.tender, 1, f"{PASSPHRASE} {officer.person}"))
    assert acts(field, field.janneke) == {
        "award:read",
        "bidder-question:ask",
        "bidder-question:read",
        "clarification:read",
        "comparison:read",
        "debrief:read",
        "dossier:build",
        "exclusion:record",
        "finding:read",
        "interest:set",
        "invitation:read",
        "opening:examine",
        "opening:read",
        "panel:name",
        "panel:read",
        "report:read",
        "retention:set",
        "tender:read",
    }


def test_a_supplier_sees_which_lots_wait_for_a_bid(field: Field) -> None:
    field.publish()
    tor = field.supplier("Tor", "Dovre Drift AS")
    assert tender_page(field.kit, tor, field.tender).lots_to_bid_on == (1,)
    bid = field.bid_of(tor)
    page = tender_page(field.kit, tor, field.tender)
    assert (page.lots_to_bid_on, page.own_bids) == ((), {1: bid})


def test_a_cancelled_tender_stays_readable_with_its_reason(field: Field) -> None:
    field.publish()
    tor = field.supplier("Tor", "Dovre Drift AS")
    cancel(field.kit, field.janneke, Cancel(field.tender, "The money is gone."))
    page = tender_page(field.kit, tor, field.tender)
    assert (str(page.stage), page.cancel_reason) == ("cancelled", "The money is gone.")


def test_no_page_of_the_buyer_names_a_person_of_a_supplier(field: Field) -> None:
    field.publish()
    tor = field.supplier("Tor", "Dovre Drift AS")
    field.bid_of(tor)
    for page in (
        tender_page(field.kit, field.janneke, field.tender),
        tender_page(field.kit, auditor(field), field.tender),
    ):
        assert re.findall(r"\b(?:Dovre|Tor\b|B-\d|O-2)", repr(page)) == []
