"""Sessions and secrets: forms of others, replayed cookies, links, guessing, cookies and hosts."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

import pytest

from appraisal.services.account.accounts import disable_user
from appraisal.services.account.sign_in import GLOBAL_LIMIT
from appraisal.services.toolkit import random_token
from appraisal.storage import attempts
from appraisal.web.machine import cookies
from appraisal.web.machine.access import ACCESS, Door
from appraisal.web.machine.app import create_app
from browser import Browser
from stand import PASSWORD
from world import EMAILS, FIELDS, World, address, methods, world

NEW_PASSWORD = "another four plain words"


@pytest.fixture(scope="module")
def among() -> Iterator[World]:
    with world() as found:
        yield found


@pytest.fixture
def fresh() -> Iterator[World]:
    with world() as found:
        yield found


def replay(found: World, token: str) -> Browser:
    """A browser that holds somebody's cookie."""
    thief = Browser(found.app)
    thief.client.set_cookie(cookies.SESSION, token, domain="localhost", secure=True)
    return thief


def is_dead(found: World, token: str) -> bool:
    answer = replay(found, token).raw("GET", "/account")
    return (answer.status_code, answer.headers.get("Location")) == (303, "/sign-in?next=/account")


def test_security_07_no_post_is_taken_without_the_token_of_its_own_session(among: World) -> None:
    stale = Browser(among.app)
    stale.sign_in(EMAILS["tor"], PASSWORD)
    stale.get("/account")
    foreign, visitors = stale.token(), among.browser("visitor").token()
    tried = 0
    for rule in among.app.url_map.iter_rules():
        if "POST" not in methods(rule):
            continue
        names = ("tor", "janneke", "ada") if ACCESS[rule.endpoint] is not Door.ANYBODY else ("visitor", "tor")
        for name in names:
            browser = among.browser(name)
            own = browser.token()
            before = among.field.kit.database.connection.total_changes
            for token in ("", own[:-1] + "é", foreign, visitors if name != "visitor" else foreign):
                answer = browser.raw("POST", address(rule, among.values()), data={"csrf": token, **FIELDS})
                assert answer.status_code in (400, 403), (name, rule.rule, token)
                tried += 1
            headers = {"X-CSRF-Token": foreign}
            answer = browser.raw("POST", address(rule, among.values()), data=FIELDS, headers=headers)
            assert answer.status_code in (400, 403), (name, rule.rule)
            assert among.field.kit.database.connection.total_changes == before, (name, rule.rule)
    assert tried > 300


@pytest.mark.parametrize(
    "headers",
    [
        {"Origin": "https://evil.example"},
        {"Origin": "https://localhost.evil.example"},
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
    ],
    ids=str,
)
def test_security_07_a_form_from_another_site_is_refused_even_with_the_token(
    among: World, headers: dict[str, str]
) -> None:
    tor, before = among.browser("tor"), among.field.dump()
    for path in (f"/bids/{among.bid}/submit", f"/bids/{among.bid}/withdraw", "/sign-out"):
        assert tor.raw("POST", path, data={"csrf": tor.token(), **FIELDS}, headers=headers).status_code == 400
    assert among.field.dump() == before


def test_security_07_no_other_verb_and_no_override_changes_anything(among: World) -> None:
    tor, before = among.browser("tor"), among.field.dump()
    path = f"/bids/{among.bid}/withdraw"
    for method in ("PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "GET", "HEAD"):
        headers = {"X-HTTP-Method-Override": "POST"}
        answer = tor.raw(method, f"{path}?_method=POST", data={"sure": "yes"}, headers=headers)
        assert answer.status_code in (200, 405), method
    assert among.field.dump() == before


def test_security_08_a_cookie_replayed_after_signing_out_is_dead(fresh: World) -> None:
    tor = fresh.browser("tor")
    old = tor.cookie(cookies.SESSION)
    tor.send("/sign-out")
    assert is_dead(fresh, old)


def test_security_08_a_changed_password_kills_the_other_sessions(fresh: World) -> None:
    stolen = Browser(fresh.app)
    stolen.sign_in(EMAILS["tor"], PASSWORD)
    tor = fresh.browser("tor")
    tor.get("/account/password")
    tor.send("/account/password", 200, old=PASSWORD, password=NEW_PASSWORD, again=NEW_PASSWORD)
    assert is_dead(fresh, stolen.cookie(cookies.SESSION))
    assert tor.raw("GET", "/account").status_code == 200


def test_security_08_a_reset_by_link_kills_every_session(fresh: World) -> None:
    tor, visitor = fresh.browser("tor"), fresh.browser("visitor")
    visitor.get("/forgotten")
    visitor.send("/forgotten", 200, email=EMAILS["tor"])
    path = f"/reset/{fresh.field.link(EMAILS['tor'])}"
    visitor.get(path)
    visitor.send(path, 200, password=NEW_PASSWORD, again=NEW_PASSWORD)
    assert is_dead(fresh, tor.cookie(cookies.SESSION))


def test_security_08_a_disabled_person_is_out_at_once_and_cannot_sign_in(fresh: World) -> None:
    tor = fresh.browser("tor")
    disable_user(fresh.field.kit, fresh.field.ada, fresh.tor.person)
    assert is_dead(fresh, tor.cookie(cookies.SESSION))
    Browser(fresh.app).sign_in(EMAILS["tor"], PASSWORD, 403)


def test_security_08_a_late_save_is_not_stored_and_does_not_resurrect_the_session(fresh: World) -> None:
    tor = fresh.browser("tor")
    old, token = tor.cookie(cookies.SESSION), tor.token()
    tor.send("/sign-out")
    fresh.field.clock.advance(minutes=5)
    thief, before = replay(fresh, old), fresh.field.dump()
    for headers in ({"X-Autosave": "1"}, {}):
        fields = {"csrf": token, **FIELDS}
        answer = thief.raw("POST", f"/bids/{fresh.bid}/areas/SRI", data=fields, headers=headers)
        assert answer.status_code == 401
        assert not [line for line in answer.headers.getlist("Set-Cookie") if line.startswith(cookies.SESSION)]
    assert is_dead(fresh, old)
    assert fresh.field.dump() == before


def test_security_08_a_session_chosen_by_somebody_else_is_never_taken_over(fresh: World) -> None:
    victim = Browser(fresh.app)
    victim.client.set_cookie(cookies.SESSION, "chosen-by-an-attacker", domain="localhost", secure=True)
    victim.sign_in(EMAILS["tor"], PASSWORD)
    assert victim.cookie(cookies.SESSION) != "chosen-by-an-attacker"
    assert is_dead(fresh, "chosen-by-an-attacker")


def test_security_08_idle_and_old_sessions_are_dead_and_stay_dead(fresh: World) -> None:
    tor, eve = fresh.browser("tor"), fresh.browser("eve")
    for _ in range(5):
        fresh.field.clock.advance(hours=2, minutes=20)
        eve.raw("GET", "/account")
    assert is_dead(fresh, tor.cookie(cookies.SESSION))
    fresh.field.clock.advance(minutes=30)
    assert is_dead(fresh, eve.cookie(cookies.SESSION))


def test_security_09_links_are_random_stored_hashed_and_looking_changes_nothing(fresh: World) -> None:
    assert len(random_token()) >= 43 and len({random_token() for _ in range(50)}) == 50
    visitor = fresh.browser("visitor")
    visitor.get("/forgotten")
    visitor.send("/forgotten", 200, email=EMAILS["eve"])
    token = fresh.field.link(EMAILS["eve"])
    before = fresh.field.dump()
    assert not any(token + "'" in line for line in before)
    for method in ("GET", "HEAD", "GET", "OPTIONS"):
        assert visitor.raw(method, f"/reset/{token}").status_code == 200
    assert fresh.field.dump() == before


def test_security_09_a_link_works_once_in_its_time_and_for_its_purpose_only(fresh: World) -> None:
    visitor = fresh.browser("visitor")
    visitor.get("/forgotten")
    visitor.send("/forgotten", 200, email=EMAILS["eve"])
    token = fresh.field.link(EMAILS["eve"])
    for place in ("join", "register", "set-up", "invitation", "team"):
        assert visitor.raw("GET", f"/{place}/{token}").status_code == 404, place
    visitor.get(f"/reset/{token}")
    visitor.send(f"/reset/{token}", 200, password=NEW_PASSWORD, again=NEW_PASSWORD)
    assert visitor.raw("GET", f"/reset/{token}").status_code == 409

    visitor.get("/forgotten")
    visitor.send("/forgotten", 200, email=EMAILS["tor"])
    late = fresh.field.link(EMAILS["tor"])
    fresh.field.clock.advance(hours=1, seconds=1)
    assert visitor.raw("GET", f"/reset/{late}").status_code == 409
    tampered = visitor.raw("POST", f"/reset/{late}", data={"csrf": visitor.token(), **FIELDS})
    assert tampered.status_code == 409


def test_security_09_an_invitation_is_bound_to_its_address(fresh: World) -> None:
    field = fresh.field
    from appraisal.services.tendering.invitations import Invite, invite

    invite(field.kit, field.janneke, Invite(field.tender, "nora@north.example"))
    token = field.link("nora@north.example")
    mallory = fresh.browser("mallory")
    mallory.get(f"/invitation/{token}")
    fields = {"csrf": mallory.token(), "email": EMAILS["mallory"]}

    answer = mallory.raw("POST", f"/invitation/{token}", data=fields)

    assert answer.status_code == 422
    assert mallory.raw("GET", f"/tenders/{field.tender}").status_code == 404


def told(found: World, email: str, place: str, password: str = "wrong words here") -> tuple[int, str, bool]:
    browser = Browser(found.app)
    browser.get("/sign-in")
    fields = {"csrf": browser.token(), "email": email, "password": password}
    answer = browser.raw("POST", "/sign-in", data=fields, environ_base={"REMOTE_ADDR": place})
    text = re.sub(r"\b\d{3}-[2-9A-Z]{4}\b|[0-9a-f]{64}", "", answer.text).replace(email, "")
    return answer.status_code, text, "Set-Cookie" in answer.headers


def test_security_10_unknown_disabled_and_known_accounts_are_told_the_same(fresh: World) -> None:
    disable_user(fresh.field.kit, fresh.field.ada, fresh.maria.person)
    answers = [told(fresh, email, "10.0.0.1") for email in (EMAILS["tor"], EMAILS["maria"], "nobody@x.example")]
    answers.append(told(fresh, EMAILS["maria"], "10.0.0.1", PASSWORD))
    assert answers == [answers[0]] * 4
    assert answers[0][0] == 403
    visitor = fresh.browser("visitor")
    pages = []
    for path in ("/forgotten", "/register"):
        for email in (EMAILS["tor"], "nobody@x.example"):
            visitor.get(path)
            page = visitor.send(path, 200, email=email)
            pages.append(re.sub(r"[0-9a-f]{64}", "", page).replace(email, ""))
    assert pages[0] == pages[1] and pages[2] == pages[3]


def test_security_10_guessing_is_limited_by_place_by_account_and_altogether(fresh: World) -> None:
    kit = fresh.field.kit
    known = "10.9.9.9"
    assert told(fresh, EMAILS["tor"], known, PASSWORD)[0] == 303
    statuses = [told(fresh, EMAILS["tor"], "10.0.0.1")[0] for _ in range(7)]
    assert statuses == [403] * 6 + [429]
    statuses = [told(fresh, EMAILS["tor"], f"10.0.1.{n}")[0] for n in range(15)]
    assert statuses[-1] == 429 and statuses[0] == 403
    assert told(fresh, EMAILS["tor"], "10.0.2.1", PASSWORD)[0] == 429
    assert told(fresh, EMAILS["tor"], known, PASSWORD)[0] == 303
    with kit.database.writing():
        for _ in range(GLOBAL_LIMIT):
            attempts.add_attempt(kit.database, "all", kit.now())
    assert told(fresh, EMAILS["eve"], "10.0.3.1", PASSWORD)[0] == 429
    assert told(fresh, EMAILS["tor"], known, PASSWORD)[0] == 303
    fresh.field.clock.advance(minutes=16)
    assert told(fresh, EMAILS["eve"], "10.0.3.1", PASSWORD)[0] == 303


def test_security_10_a_forged_place_does_not_buy_more_guesses(fresh: World) -> None:
    browser = Browser(fresh.app)
    statuses = []
    for number in range(8):
        browser.get("/sign-in")
        fields = {"csrf": browser.token(), "email": EMAILS["tor"], "password": "wrong"}
        headers = {"X-Forwarded-For": f"10.1.1.{number}", "Forwarded": f"for=10.1.1.{number}", "X-Real-IP": "10.1.1.1"}
        statuses.append(browser.raw("POST", "/sign-in", data=fields, headers=headers).status_code)
    assert statuses[-1] == 429
    assert browser.raw("POST", "/sign-in", data=fields).headers["Retry-After"].isdigit()


def test_security_10_the_own_password_and_mails_to_an_address_are_limited(fresh: World) -> None:
    tor, visitor = fresh.browser("tor"), fresh.browser("visitor")
    tor.get("/account/password")
    fields = {"csrf": tor.token(), "old": "wrong", "password": NEW_PASSWORD, "again": NEW_PASSWORD}
    assert [tor.raw("POST", "/account/password", data=fields).status_code for _ in range(7)] == [422] * 6 + [429]
    visitor.get("/forgotten")
    fields = {"csrf": visitor.token(), "email": "nobody@x.example"}
    assert [visitor.raw("POST", "/forgotten", data=fields).status_code for _ in range(6)] == [200] * 5 + [429]


@pytest.mark.parametrize("path", ["/forgotten", "/register"])
def test_security_10_mails_are_limited_by_the_place_that_trusted_proxies_tell(fresh: World, path: str) -> None:
    kit = fresh.field.kit
    settings = replace(kit.settings, proxies=1)
    served = replace(kit, settings=settings)
    browser = Browser(create_app(settings, lambda: served))
    browser.get(path)

    def ask(number: int, told: str) -> int:
        fields = {"csrf": browser.token(), "email": f"victim{number}@x.example"}
        return browser.raw("POST", path, data=fields, headers={"X-Forwarded-For": told}).status_code

    assert [ask(number, f"10.1.1.{number}, 192.0.2.7") for number in range(21)] == [200] * 20 + [429]
    assert ask(30, "192.0.2.8") == 200
    assert [ask(40 + number, f"2001:db8:1:2::{number}") for number in range(21)] == [200] * 20 + [429]
    assert ask(70, "2001:db8:1:3::1") == 200


def test_security_10_without_a_trusted_proxy_no_header_names_a_place(fresh: World) -> None:
    visitor = fresh.browser("visitor")
    visitor.get("/forgotten")
    statuses = []
    for number in range(25):
        fields = {"csrf": visitor.token(), "email": f"victim{number}@x.example"}
        headers, place = {"X-Forwarded-For": f"10.1.1.{number}"}, {"REMOTE_ADDR": "192.0.2.9"}
        answer = visitor.raw("POST", "/forgotten", data=fields, headers=headers, environ_overrides=place)
        statuses.append(answer.status_code)

    assert statuses == [200] * 20 + [429] * 5


def test_security_10_mails_that_strangers_cause_are_limited_altogether(fresh: World) -> None:
    visitor = fresh.browser("visitor")
    visitor.get("/register")
    statuses = []
    for number in range(201):
        fields = {"csrf": visitor.token(), "email": f"victim{number}@x.example"}
        statuses.append(visitor.raw("POST", "/register", data=fields).status_code)
    assert statuses[0] == 200 and statuses[-1] == 429


def test_security_11_every_cookie_is_bound_to_the_host_secure_and_out_of_reach(fresh: World) -> None:
    lines: list[str] = []
    for name in ("visitor", "tor"):
        browser = fresh.browser(name)
        fields = {"csrf": browser.token(), "appearance": "dark"}
        for method, path, data in (
            ("GET", "/sign-in", None),
            ("POST", "/appearance", fields),
            ("POST", "/sign-out", {"csrf": browser.token()}),
        ):
            lines += browser.raw(method, path, data=data).headers.getlist("Set-Cookie")
    lines += Browser(fresh.app).raw("GET", "/sign-in").headers.getlist("Set-Cookie")
    assert {line.split("=")[0] for line in lines} == {"__Host-session", "__Host-visitor", "__Host-appearance"}
    for line in lines:
        parts = line.split("; ")
        assert {"Secure", "HttpOnly", "Path=/", "SameSite=Lax"} <= set(parts), line
        assert not any(part.lower().startswith("domain") for part in parts), line


@pytest.mark.parametrize(
    "host", ["evil.example", "localhost.evil.example", "evil.example:443", "localhost@evil.example"]
)
def test_security_11_an_untrusted_host_gets_nothing(among: World, host: str) -> None:
    answer = among.app.test_client().get("/sign-in", base_url="https://localhost", headers={"Host": host})
    assert answer.status_code == 400
    assert "evil.example" not in answer.text


def test_security_11_links_in_mails_come_from_the_settings_and_never_from_the_host_line(fresh: World) -> None:
    visitor = fresh.browser("visitor")
    visitor.get("/forgotten")
    headers = {"Host": "127.0.0.1:9999", "X-Forwarded-Host": "evil.example"}
    fields = {"csrf": visitor.token(), "email": EMAILS["tor"]}
    visitor.raw("POST", "/forgotten", data=fields, headers=headers)
    fresh.field.clock.advance(seconds=1)
    visitor.raw("POST", "/forgotten", data=fields, headers={"X-Forwarded-Host": "evil.example"})
    assert fresh.field.link(EMAILS["tor"])


def test_security_11_debug_is_off_and_no_console_is_served(among: World) -> None:
    assert (among.app.debug, among.app.config["PROPAGATE_EXCEPTIONS"], among.app.testing) == (False, False, False)
    answer = among.app.test_client().get("/?__debugger__=yes&cmd=resource&f=debugger.js", base_url="https://localhost")
    assert answer.status_code == 303
    assert "javascript" not in answer.content_type
