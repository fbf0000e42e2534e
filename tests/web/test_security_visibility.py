"""Who sees what: every role at every address with the ids of others, and nothing of a bid before the opening."""

from __future__ import annotations

import json
import logging
import re
from collections.abc import Iterator

import pytest

from stand import DEADLINE, PASSPHRASE
from world import World, address, methods, plain, send, world

STORED = (
    "bids",
    "bid_commitments",
    "team",
    "drafts",
    "evidence",
    "submissions",
    "tenders",
    "lots",
    "invitations",
    "clarifications",
)


@pytest.fixture(scope="module")
def among() -> Iterator[World]:
    """One world for all tests that leave it as it is."""
    with world() as found:
        yield found


def stored(found: World) -> list[str]:
    """What the acts keep; counts, sessions and the journal, which notes attempts, left out."""
    return [line for line in found.field.dump() if any(f'INTO "{table}"' in line for table in STORED)]


@pytest.mark.parametrize("name", ["eve", "mallory", "janneke", "ada", "els", "hanne", "root", "visitor"])
def test_security_02_a_foreign_bid_looks_like_none_at_every_address(among: World, name: str) -> None:
    browser, before = among.browser(name), stored(among)
    absent = among.values() | {"bid": "B-404", "receipt": "R-404", "person": "P-404", "item": "e404"}
    seen = 0

    for rule in among.app.url_map.iter_rules():
        if not rule.rule.startswith("/bids/<bid>"):
            continue
        for method in methods(rule):
            foreign, none = (send(browser, method, address(rule, ids)) for ids in (among.values(), absent))
            expected = {"eve": 404, "mallory": 404, "visitor": 401 if method == "POST" else 303}.get(name, 403)
            assert (foreign.status_code, plain(foreign)) == (expected, plain(none)), (method, rule.rule)
            seen += 1

    assert seen >= 29
    assert stored(among) == before


def test_security_02_ids_of_another_bid_are_not_found_from_one_s_own(among: World) -> None:
    eve, before = among.browser("eve"), stored(among)
    own = among.values() | {"bid": among.rival_bid}
    absent = own | {"receipt": "R-404", "person": "P-404", "item": "e404"}

    for rule in among.app.url_map.iter_rules():
        if rule.rule.startswith("/bids/<bid>") and rule.arguments & {"number", "person", "item"}:
            for method in methods(rule):
                foreign, none = (send(eve, method, address(rule, ids)) for ids in (own, absent))
                assert plain(foreign) == plain(none), (method, rule.rule)
                assert foreign.status_code == 404 or "Maria" not in foreign.text, (method, rule.rule)

    assert stored(among) == before


@pytest.mark.parametrize(("name", "which"), [("eve", "draft"), ("mallory", "tender"), ("els", "draft")])
def test_security_02_a_tender_that_one_does_not_take_part_in_looks_like_none(
    among: World, name: str, which: str
) -> None:
    browser, before = among.browser(name), stored(among)
    foreign_ids = among.values() | {"tender": among.draft if which == "draft" else among.field.tender}

    for rule in among.app.url_map.iter_rules():
        if rule.rule.startswith(("/tenders/<tender>", "/journal/<tender>")):
            for method in methods(rule):
                foreign = send(browser, method, address(rule, foreign_ids))
                none = send(browser, method, address(rule, among.values() | {"tender": "T-404"}))
                assert plain(foreign) == plain(none), (method, rule.rule)
                assert foreign.status_code in (403, 404), (method, rule.rule)

    assert stored(among) == before


def test_security_02_an_invitation_of_another_tender_is_not_sent_again(among: World) -> None:
    janneke = among.browser("janneke")
    mails = among.field.mails()

    answer = send(janneke, "POST", f"/tenders/{among.draft}/invitations/I-1/again")

    assert (answer.status_code, among.field.mails()) == (404, mails)


def test_security_02_roles_that_may_not_act_are_refused_at_every_address(among: World) -> None:
    before = stored(among)
    for name in ("els", "hanne", "root", "tor"):
        browser = among.browser(name)
        for rule in among.app.url_map.iter_rules():
            if rule.rule.startswith(("/tenders", "/people", "/outbox")) and rule.endpoint != "tenders.tender":
                for method in methods(rule):
                    if method == "POST" and not (name == "tor" and rule.endpoint in ("bids.start", *ASKING)):
                        if name == "root" and rule.endpoint.startswith("people."):
                            continue
                        answer = send(browser, method, address(rule, among.values()))
                        refused = (403, 409, 422) if rule.endpoint in ASKING else (403, 409)
                        assert answer.status_code in refused, (name, rule.rule, answer.status_code)

    assert stored(among) == before


ASKING = ("clarifications.questions",)

CANARIES = ("Secret plan", "about SRI-Q1", "Service desk Oslo", "Promised by June", "Maria", "Tor<", "Dovre Drift AS")
"""A file's name, a comment, the scope, a commitment, who is on the team, and (outside invitations) who bids."""


def test_security_03_no_page_export_mail_log_or_error_of_the_buyer_tells_of_a_bid(
    among: World, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.INFO):
        for name in ("janneke", "ada", "els", "hanne", "root", "mallory", "eve", "visitor"):
            browser = among.browser(name)
            for rule in among.app.url_map.iter_rules():
                if "GET" not in methods(rule) or rule.endpoint == "texts.patterns":
                    continue  # the page of patterns shows made-up people
                path = address(rule, among.values())
                text = browser.raw("GET", path).text
                text = re.sub(r"Invited suppliers.*?</section>", "", text, flags=re.DOTALL)
                told = CANARIES if name != "eve" else CANARIES[:2] + CANARIES[3:]
                if path.startswith("/journal"):  # that an invitation was accepted stands there; the rest is tried below
                    told = CANARIES[:-1]
                assert [one for one in told if one in text] == [], (name, path)
    told = [mail for mail in among.field.mails() if not mail[0].startswith(("tor@", "maria@", "eve@"))]
    assert [subject for _, subject in told if re.search(r"bid|receipt|submi", subject, re.IGNORECASE)] == []
    assert not any(canary in record.getMessage() for record in caplog.records for canary in CANARIES)


def test_security_03_the_buyer_s_pages_stay_the_same_byte_for_byte_while_bids_come_in() -> None:
    with world() as found:
        pages = {}
        left_out = (*RECORDED, "outbox.outbox", "account.code", "static")
        for name in ("janneke", "els", "hanne", "root", "mallory"):
            found.browser(name)  # signing in is an entry, too
        for turn in range(2):
            for name in ("janneke", "els", "hanne", "root", "mallory"):
                browser = found.browser(name)
                for rule in found.app.url_map.iter_rules():
                    if "GET" in methods(rule) and not rule.endpoint.startswith(left_out):
                        answer = browser.raw("GET", address(rule, found.values()))
                        now = (plain(answer), len(answer.data))
                        assert pages.setdefault((name, rule.endpoint), now) == now, (name, rule.rule)
            if turn == 0:
                found.field.answer(found.eve, found.rival_bid, "no")
                found.field.submit(found.eve, found.rival_bid, "form-key-2")
                found.field.submit(found.tor, found.bid, "form-key-3")


def test_security_03_what_the_supplier_itself_exports_has_exactly_these_keys(among: World) -> None:
    tor = among.browser("tor")

    exported = json.loads(tor.raw("GET", f"/bids/{among.bid}/response.json").data)

    assert sorted(exported) == KEYS
    saved = tor.raw(
        "POST",
        f"/bids/{among.bid}/areas/CFM",
        data={"csrf": tor.token(), "revision": "99", "key": "x"},
        headers={"X-Autosave": "1"},
    )
    assert (saved.status_code, sorted(json.loads(saved.data))) == (409, ["saved", "words"])


KEYS = ["commitments", "evidence", "format", "model", "profile", "respondents", "scope", "supplier"]


def test_security_04_no_opening_before_its_time_nor_by_one_officer_nor_by_anybody_else() -> None:
    with world() as found:
        path = f"/tenders/{found.field.tender}/lots/1/opening"

        def press(name: str, who: str) -> int:
            passphrase = f"{PASSPHRASE} {getattr(found.field, who).person}"
            return send(found.browser(name), "POST", path, **{"passphrase-1": passphrase}).status_code

        assert press("janneke", "janneke") in (409, 422)
        found.field.clock.at = DEADLINE.replace(hour=12, minute=59)
        found.sign_in_again()
        assert press("janneke", "janneke") in (409, 422)
        found.field.clock.at = DEADLINE.replace(hour=13)
        assert press("janneke", "janneke") == 303
        assert press("janneke", "janneke") in (409, 422)
        assert press("janneke", "marijke") in (409, 422)
        for name in ("els", "hanne", "root", "tor", "eve"):
            assert press(name, "marijke") in (403, 404, 409, 422), name
        assert found.browser("janneke").raw("GET", f"{path}.pdf").status_code == 409
        assert press("marijke", "marijke") == 303
        assert found.browser("janneke").raw("GET", f"{path}.pdf").status_code == 200


def test_security_04_an_addendum_by_the_form_never_moves_the_deadline_earlier(among: World) -> None:
    janneke, before = among.browser("janneke"), stored(among)
    path = f"/tenders/{among.field.tender}/addendum"
    page = janneke.raw("GET", path).text
    fields = {
        "version": re.findall(r'name="version" value="(\d+)"', page)[0],
        "zone": "Europe/Amsterdam", "reason": "Sooner, please",
        "last_question-day": "2026-11-20", "last_question-hour": "17:00",
        "deadline-day": "2026-12-11", "deadline-hour": "11:59",
        "opening-day": "2026-12-11", "opening-hour": "14:00",
    }  # fmt: skip

    answer = send(janneke, "POST", path, **fields)

    assert answer.status_code in (409, 422)
    assert stored(among) == before


def test_security_06_no_get_writes_anything() -> None:
    with world() as found:
        for opened in (False, True):
            if opened:
                found.open_lot()
            for name in ("tor", "eve", "janneke", "hanne", "root", "visitor"):
                browser = found.browser(name)
                own = found.values() | {"bid": found.rival_bid if name == "eve" else found.bid}
                connection = found.field.kit.database.connection
                before, dump = connection.total_changes, found.field.dump()
                for rule in found.app.url_map.iter_rules():
                    if "GET" in methods(rule) and not rule.endpoint.startswith(RECORDED):
                        for method in ("GET", "HEAD") if name in ("eve", "janneke") else ("GET",):
                            answer = browser.raw(method, address(rule, own) + "?sure=yes&declare=yes&name=x&key=k")
                            assert answer.status_code < 500, rule.rule
                            assert connection.total_changes == before, (name, method, rule.rule)
                assert found.field.dump() == dump


RECORDED = (
    "comparison.",
    "findings.evidence",
    "journal.lines",
    "opened_bid.evidence",
    "opened_bid.file",
    "opening.bid",
    "opening.report",
)
"""Downloads of opened bids, papers and the journal are entries, and so is asking for a bid before the opening.

Of the comparison the downloads are entries, and each look before the opening; test_comparison_pages holds the rest.
"""


def test_security_06_fields_that_a_form_does_not_have_are_left_aside(among: World) -> None:
    maria = among.browser("maria")
    extra = {
        "person": among.tor.person, "respondent": "r1", "bid": among.rival_bid, "organisation": "O-1",
        "manager": "yes", "completed": "yes", "CFM-Q1": "no", "SRI-Q1-evidence": "e999", "tender": among.draft,
    }  # fmt: skip
    before = [line for line in stored(among) if '"drafts"' not in line]

    send(maria, "POST", f"/bids/{among.bid}/areas/SRI", **extra)
    send(maria, "POST", "/appearance", appearance="dark", roles="administrator", email="root@buyer.example", **extra)

    assert [line for line in stored(among) if '"drafts"' not in line] == before
    assert maria.raw("GET", "/people").status_code == 403
    for path in (f"/bids/{among.bid}/team", f"/bids/{among.bid}/areas/CFM"):
        assert send(maria, "POST", path, **extra).status_code == 403
