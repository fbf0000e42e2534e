"""Every request and every response: what is asked for and borne by all of them."""

from __future__ import annotations

import json
import logging

import pytest
from flask import Flask

from appraisal.core.policy import Permission
from appraisal.web.machine import cookies
from appraisal.web.machine.access import ACCESS, Door
from appraisal.web.machine.app import create_app
from appraisal.web.machine.headers import HEADERS
from appraisal.web.machine.received import KEY
from browser import Browser
from stand import PASSWORD, Stand


def test_every_endpoint_stands_on_the_access_list_and_the_list_has_no_stale_entry(app: Flask) -> None:
    assert {rule.endpoint for rule in app.url_map.iter_rules()} == set(ACCESS)


def test_an_endpoint_that_stands_on_no_list_is_refused(app: Flask) -> None:
    app.add_url_rule("/forgotten-by-all", "forgotten_by_all", lambda: "secret")

    answer = Browser(app).raw("GET", "/forgotten-by-all")

    assert answer.status_code == 403
    assert b"secret" not in answer.data


def test_what_asks_for_a_session_never_answers_a_visitor(app: Flask) -> None:
    for rule in app.url_map.iter_rules():
        if ACCESS[rule.endpoint] is Door.ANYBODY:
            continue
        path = rule.rule
        for argument in rule.arguments:
            path = path.replace(f"<{argument}>", "1").replace(f"<int:{argument}>", "1")
        for method in {"GET", "POST"} & (rule.methods or set()):
            answer = Browser(app).raw(method, path)

            assert answer.status_code in (303, 401), (method, path, answer.status_code)


PATHS = (
    ("GET", "/sign-in", 200),
    ("GET", "/nowhere", 404),
    ("POST", "/sign-in", 400),
    ("PUT", "/sign-in", 405),
    ("GET", "/account", 303),
    ("GET", "/join/unknown", 404),
    ("GET", "/static/nothing.css", 404),
    ("GET", "/boom", 500),
    ("GET", "/full", 507),
)


@pytest.mark.parametrize(("method", "path", "status"), PATHS, ids=lambda value: str(value))
def test_every_response_bears_the_headers(app: Flask, method: str, path: str, status: int) -> None:
    from appraisal.core.errors import StorageFull
    from appraisal.web.machine import access

    def full() -> str:
        raise StorageFull("There is no room")

    app.add_url_rule("/boom", "boom", lambda: 1 / 0)  # type: ignore[arg-type, return-value]
    app.add_url_rule("/full", "full", full)
    open_ = {**ACCESS, "boom": Door.ANYBODY, "full": Door.ANYBODY}
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("appraisal.web.machine.guard.ACCESS", open_)
        answer = Browser(app).raw(method, path)

    assert access.ACCESS is ACCESS
    assert answer.status_code == status
    assert {name: answer.headers[name] for name in HEADERS} == HEADERS
    assert "unsafe-inline" not in HEADERS["Content-Security-Policy"]


def test_a_body_that_is_too_large_gets_a_page_with_the_headers(app: Flask, browser: Browser) -> None:
    app.config["MAX_CONTENT_LENGTH"] = 1000
    browser.get("/sign-in")

    answer = browser.raw("POST", "/sign-in", data={"csrf": browser.token(), "email": "x" * 2000})

    assert answer.status_code == 413
    assert "more than can be sent at once" in answer.text
    assert answer.headers["Cache-Control"] == "no-store"


def test_limits_on_what_is_sent_are_set(app: Flask) -> None:
    limits = ("MAX_CONTENT_LENGTH", "MAX_FORM_MEMORY_SIZE", "MAX_FORM_PARTS")

    assert all(app.config[name] for name in limits)


def test_a_stylesheet_with_its_digest_is_kept_and_holds_the_other_headers(browser: Browser) -> None:
    browser.get("/sign-in")
    path = browser.page.split('rel="stylesheet" href="')[1].split('"')[0]

    answer = browser.raw("GET", path)

    assert answer.headers["Cache-Control"] == "public, max-age=31536000, immutable"
    assert answer.headers["X-Content-Type-Options"] == "nosniff"


def test_an_error_page_tells_no_trace(app: Flask, browser: Browser, monkeypatch: pytest.MonkeyPatch) -> None:
    app.add_url_rule("/boom", "boom", lambda: 1 / 0)  # type: ignore[arg-type, return-value]
    monkeypatch.setattr("appraisal.web.machine.guard.ACCESS", {**ACCESS, "boom": Door.ANYBODY})

    page = browser.get("/boom", 500)

    assert "ZeroDivisionError" not in page
    assert "Traceback" not in page
    assert browser.heading() == "Something went wrong on our side"


def test_a_host_that_is_not_trusted_is_refused(app: Flask) -> None:
    answer = app.test_client().get("/sign-in", base_url="https://evil.example")

    assert answer.status_code == 400


@pytest.mark.parametrize(
    "rule", [rule for rule, access in ACCESS.items() if access is not None and rule not in ("static",)]
)
def test_a_post_without_a_genuine_token_changes_nothing(app: Flask, stand: Stand, ada: Browser, rule: str) -> None:
    access = ACCESS[rule]
    found = next(one for one in app.url_map.iter_rules() if one.endpoint == rule)
    if "POST" not in (found.methods or set()) or (
        isinstance(access, Permission) and access.startswith(("bid", "tender"))
    ):
        return
    path = found.rule
    for argument in found.arguments:
        path = path.replace(f"<{argument}>", "1").replace(f"<int:{argument}>", "1")
    before = stand.dump()

    answers = [ada.raw("POST", path, data=data).status_code for data in ({}, {"csrf": "0" * 64})]

    assert set(answers) <= {400, 403}, path
    assert stand.dump() == before


def test_a_form_sent_by_another_site_is_refused_even_with_a_token(ada: Browser) -> None:
    ada.get("/account/password")
    headers = {"Origin": "https://evil.example", "Sec-Fetch-Site": "cross-site"}

    answer = ada.raw("POST", "/sign-out", data={"csrf": ada.token()}, headers=headers)

    assert answer.status_code == 400
    assert ada.get("/account")


def test_a_token_lives_as_long_as_its_session(stand: Stand, ada: Browser) -> None:
    ada.get("/account/password")
    for _ in range(4):
        stand.clock.advance(hours=2)
        ada.raw("GET", "/account")

    page = ada.send("/account/password", 422, old="wrong", password="w", again="w")

    assert "to settle" in page


def test_the_session_cookie_is_bound_to_the_host_and_out_of_reach_of_scripts(browser: Browser, stand: Stand) -> None:
    from stand import administrator

    administrator(stand)
    browser.get("/sign-in")
    fields = {"csrf": browser.token(), "email": "ada@buyer.example", "password": PASSWORD}

    answer = browser.raw("POST", "/sign-in", data=fields)

    found = [line for line in answer.headers.getlist("Set-Cookie") if line.startswith(cookies.SESSION)]
    assert [sorted(line.split("; ")[1:]) for line in found] == [["HttpOnly", "Path=/", "SameSite=Lax", "Secure"]]


def test_a_cookie_replayed_after_signing_out_is_refused(ada: Browser) -> None:
    old = ada.cookie(cookies.SESSION)
    ada.get("/account")
    ada.send("/sign-out")
    ada.client.set_cookie(cookies.SESSION, old, domain="localhost", secure=True)

    answer = ada.raw("GET", "/account")

    assert (answer.status_code, answer.headers["Location"]) == (303, "/sign-in?next=/account")


def test_an_idle_session_ends_and_what_was_typed_comes_back_after_signing_in(stand: Stand, ada: Browser) -> None:
    ada.get("/account/password")
    token = ada.token()
    stand.clock.advance(hours=4)

    page = ada.post("/people", {"csrf": token, "name": "Bo <b>", "email": "bo@buyer.example", "role": "officer"}, 401)
    assert "Bo &lt;b&gt;" in page
    kept = {"next": "/people", "keep-name": ["name", "email"], "keep-value": ["Bo <b>", "bo@buyer.example"]}
    page = ada.send("/sign-in", 200, email="ada@buyer.example", password=PASSWORD, **kept)

    assert ada.heading() == "Nothing you typed is lost"
    assert 'name="name" value="Bo &lt;b&gt;"' in page
    ada.send("/people", 200, name="Bo", email="bo@buyer.example", role="officer")
    assert stand.mails()[-1] == ("bo@buyer.example", "Your account")


def test_where_to_go_on_after_signing_in_is_a_page_of_this_application_only(stand: Stand, browser: Browser) -> None:
    from stand import administrator

    administrator(stand)
    for wanted in ("//evil.example", "https://evil.example/", "/\\evil.example", "javascript:alert(1)"):
        browser.get("/sign-in")
        fields = {"csrf": browser.token(), "email": "ada@buyer.example", "password": PASSWORD, "next": wanted}

        answer = browser.raw("POST", "/sign-in", data=fields)

        assert answer.headers["Location"] == "/", wanted
        browser.client = browser.client.application.test_client()


def test_the_log_is_json_without_tokens_answers_or_a_second_line(
    app: Flask, ada: Browser, caplog: pytest.LogCaptureFixture
) -> None:
    from appraisal.web.machine.log import JsonLines

    with caplog.at_level(logging.INFO, "appraisal.web"):
        ada.get("/join/a-secret-token", 404)
        ada.get("/nowhere/x%0A%7B%22event%22:%22forged%22%7D", 404)

    lines = [JsonLines().format(record) for record in caplog.records]
    read = [json.loads(line) for line in lines]
    assert [(one["route"], one["status"]) for one in read] == [("/join/<token>", 404), (None, 404)]
    assert not any("a-secret-token" in line or "forged" in line or "\n" in line for line in lines)


def test_the_time_of_receipt_is_stamped_before_anything_else(stand: Stand) -> None:
    app = create_app(stand.kit.settings, lambda: stand.kit)
    seen: dict[str, object] = {}
    inner = app.wsgi_app.inner  # type: ignore[attr-defined]

    def watch(environ: dict[str, object], start: object) -> object:
        seen.update(environ)
        return inner(environ, start)

    app.wsgi_app.inner = watch  # type: ignore[attr-defined]
    app.test_client().get("/sign-in")

    assert getattr(seen[KEY], "tzinfo", None) is not None


def test_a_visitor_reads_a_token_from_the_page_that_only_fits_their_own_browser(app: Flask, browser: Browser) -> None:
    browser.get("/sign-in")
    other = Browser(app)
    other.get("/sign-in")

    answer = other.raw("POST", "/sign-in", data={"csrf": browser.token(), "email": "a@b.c", "password": "x"})

    assert answer.status_code == 400
