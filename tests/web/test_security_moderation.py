"""Who gets what at each address of panel, moderation, closing and questions to bidders, at each stage."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from werkzeug.routing import Rule

from appraisal.services.evaluation.bidder_questions import AskBidder, ask_bidder
from evaluating import SUPPLIERS
from panels import Panel, panel
from world import address, methods, plain

FAMILIES = ("panel.", "moderation.", "closing.", "bidder_questions.")
PEOPLE = ("els", "finn", "gerda", "olga", "janneke", "hanne", "ada", "tor", "ben", "visitor")
"""The chair, a member with a conflict, one who has not declared, an evaluator off the panel; officer, auditor, …"""

SEALED = """
bidder_questions.all    409 409 409 404 409 409 403 404 404 303
bidder_questions.ask    409 409 409 404 409 403 403 403 403 303
bidder_questions.own    403 403 403 403 403 403 403 404 200 303
closing.bids            403 403 403 403 409 409 403 403 403 303
closing.close           409 409 409 404 403 403 403 403 403 303
closing.reopen          403 403 403 403 409 403 403 403 403 303
closing.take_out        403 403 403 403 409 403 403 403 403 303
moderation.agreed_file  409 409 409 404 409 409 403 403 403 303
moderation.bid          409 409 409 404 409 409 403 403 403 303
moderation.moderation   409 409 409 404 409 409 403 403 403 303
moderation.question     409 409 409 404 409 409 403 403 403 303
moderation.sheet_file   409 409 409 404 409 409 403 403 403 303
moderation.signals      409 409 409 404 409 409 403 403 403 303
panel.conflict          409 409 409 409 409 403 403 403 403 303
panel.member            403 403 403 403 200 403 403 403 403 303
panel.panel             200 404 404 404 200 200 403 403 403 303
"""
OPENED = """
bidder_questions.all    200 200 403 404 200 200 403 404 404 303
bidder_questions.ask    200 403 403 404 200 403 403 403 403 303
bidder_questions.own    403 403 403 403 403 403 403 404 200 303
closing.bids            403 403 403 403 200 200 403 403 403 303
closing.close           200 403 403 404 403 403 403 403 403 303
closing.reopen          403 403 403 403 409 403 403 403 403 303
closing.take_out        403 403 403 403 200 403 403 403 403 303
moderation.agreed_file  404 404 403 404 404 404 403 403 403 303
moderation.bid          200 404 403 404 200 200 403 403 403 303
moderation.moderation   200 200 403 404 200 200 403 403 403 303
moderation.question     200 404 403 404 200 200 403 403 403 303
moderation.sheet_file   200 404 403 404 200 200 403 403 403 303
moderation.signals      200 403 403 404 200 200 403 403 403 303
panel.conflict          200 404 404 404 200 403 403 403 403 303
panel.member            403 403 403 403 200 403 403 403 403 303
panel.panel             200 404 404 404 200 200 403 403 403 303
"""
EVALUATED = (
    OPENED
    + """
bidder_questions.ask    409 409 409 404 409 403 403 403 403 303
closing.close           409 409 409 404 403 403 403 403 403 303
closing.reopen          403 403 403 403 200 403 403 403 403 303
panel.member            403 403 403 403 409 403 403 403 403 303
"""
)
DECIDED = (
    EVALUATED
    + """
closing.reopen          403 403 403 403 409 403 403 403 403 303
closing.take_out        403 403 403 403 409 403 403 403 403 303
panel.conflict          409 409 409 409 409 403 403 403 403 303
"""
)
SENT = """
bidder_questions.answer 403 403 403 403 403 403 403 404 404 401
bidder_questions.ask    422 403 403 404 422 403 403 403 403 401
closing.close           422 403 403 404 403 403 403 403 403 401
closing.reopen          403 403 403 403 409 403 403 403 403 401
closing.take_out        403 403 403 403 422 403 403 403 403 401
moderation.accept       409 403 403 404 403 403 403 403 403 401
moderation.question     422 404 403 404 403 403 403 403 403 401
panel.conflict          422 404 404 404 422 403 403 403 403 401
panel.member            403 403 403 403 422 403 403 403 403 401
panel.panel             403 403 403 403 422 403 403 403 403 401
panel.remove            403 403 403 403 409 403 403 403 403 401
"""
"""What a form with nothing in it gets while the lot is evaluated; the panel's page is changed by officers alone."""


@pytest.fixture
def among() -> Iterator[Panel]:
    """Finn has a conflict with Brandveen (Ben), Els has none and has submitted, Gerda has not declared."""
    with panel() as found:
        field = found.field
        field.declare(field.finn, "Ben")
        field.declare(field.els)
        for name in ("Tor", "Ben"):
            field.find_all(field.els, name, reason=f"R1 els-canary on {name}.")
        ask_bidder(
            field.kit,
            field.janneke,
            AskBidder(field.tender, 1, field.bids["Ben"], "SUB-Q1", "ben-asked-canary", "2026-12-18T17:00", "k"),
        )
        yield found


def table(text: str) -> dict[str, list[int]]:
    """The statuses by endpoint; a later line takes the place of an earlier one."""
    rows = (line.split() for line in text.strip().splitlines() if line)
    return {name: [int(status) for status in statuses] for name, *statuses in rows}


def rules(found: Panel) -> list[Rule]:
    return [rule for rule in found.app.url_map.iter_rules() if rule.endpoint.startswith(FAMILIES)]


def values(found: Panel) -> dict[str, str]:
    """What stands in addresses: the bid of Brandveen, and Els's sheet on it."""
    return found.values("Ben") | {"person": found.field.els.person}


def statuses(found: Panel, method: str, ids: dict[str, str]) -> dict[str, list[int]]:
    """What everybody gets at each address; the one form that needs nothing in it is about somebody off the panel."""
    told = {}
    for rule in rules(found):
        if method in methods(rule):
            where = ids | {"person": found.field.janneke.person} if rule.endpoint == "panel.remove" else ids
            told[rule.endpoint] = [
                found.browser(name).raw(method, address(rule, where), **_body(found, name, method)).status_code
                for name in PEOPLE
            ]
    return told


def _body(found: Panel, name: str, method: str) -> dict[str, object]:
    return {"data": {"csrf": found.browser(name).token()}} if method == "POST" else {}


@pytest.mark.parametrize(
    ("stage", "expected"),
    [("sealed", SEALED), ("opened", OPENED), ("evaluated", EVALUATED), ("decided", DECIDED)],
)
def test_security_05_each_role_gets_these_statuses_at_each_stage(among: Panel, stage: str, expected: str) -> None:
    among.reach(stage)

    assert statuses(among, "GET", values(among)) == table(expected)


def test_security_05_what_is_not_theirs_is_not_written_to_and_an_empty_form_stores_nothing(among: Panel) -> None:
    for name in PEOPLE:
        among.browser(name)
    before = among.field.dump()

    assert statuses(among, "POST", values(among)) == table(SENT)
    assert among.field.dump() == before


def test_security_05_a_bid_of_a_conflict_looks_like_none_at_every_address(among: Panel) -> None:
    finn, absent = among.browser("finn"), values(among) | {"bid": "B-404", "receipt": "R-404"}
    seen = 0

    for rule in rules(among):
        if not rule.arguments & {"bid", "receipt"} or rule.rule.startswith("/bids/"):
            continue
        for method in methods(rule):
            pair = [
                plain(finn.raw(method, address(rule, ids), **_body(among, "finn", method)))
                for ids in (values(among), absent)
            ]
            assert pair[0] == pair[1], (method, rule.rule)
            seen += 1

    assert seen >= 9


@pytest.mark.parametrize("stage", ["opened", "evaluated", "decided"])
def test_security_05_no_page_tells_of_a_conflicted_bid_or_of_findings_before_the_own(among: Panel, stage: str) -> None:
    among.reach(stage)
    own = [dict(SUPPLIERS)["Ben"], among.receipt("Ben"), among.field.comment("Ben"), "ben-asked-canary", "els-canary"]
    others = ["els-canary"]
    ids = {name: among.values(name) | {"person": among.field.els.person} for name in ("Tor", "Ben")}

    pages = {
        (who, rule.rule, name): among.browser(who).raw("GET", address(rule, ids[name])).text
        for who in ("finn", "gerda", "els", "janneke")
        for rule in rules(among)
        if "GET" in methods(rule)
        for name in ids
    }

    def telling(who: str, canaries: list[str]) -> list[tuple[str, str, str]]:
        return [key for key, text in pages.items() if key[0] == who and any(one in text for one in canaries)]

    assert telling("finn", own) == []
    assert telling("gerda", [*own, *others, "Dovre", "Estuary"]) == []
    assert [bool(telling(who, ["els-canary"])) for who in ("els", "janneke")] == [True, True]


def test_every_address_of_these_pages_stands_in_the_tables(among: Panel) -> None:
    assert {rule.endpoint for rule in rules(among)} == set(table(OPENED)) | set(table(SENT))
