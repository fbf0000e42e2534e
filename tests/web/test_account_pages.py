"""Set-up, signing in, the own account, links by mail."""

from __future__ import annotations

import re

import pyotp
from flask import Flask

from appraisal.core.policy import Role
from appraisal.services.account.accounts import CONSOLE, AddUser, Join, add_user, join, set_up_link
from appraisal.services.account.own_account import offer_code, turn_on_code
from appraisal.web.machine import cookies
from browser import Browser
from stand import PASSWORD, Stand


def test_the_set_up_link_makes_the_first_account_once_and_looking_does_not_use_it(
    stand: Stand, browser: Browser
) -> None:
    path = "/" + str(set_up_link(stand.kit)).split("/", 3)[3]
    for _ in range(3):
        browser.get(path)
    fields = {"organisation": "Noorderland", "email": "ada@buyer.example", "name": "Ada", "officer": "yes"}
    page = browser.send(path, 422, **fields, password=PASSWORD, again="other")
    assert 'value="Noorderland"' in page
    assert PASSWORD not in page

    browser.send(path, 200, **fields, password=PASSWORD, again=PASSWORD)

    assert "Ada" in browser.page
    assert stand.events() == ["account:added", "account:signed-in"]
    assert "It was used, or a newer one replaced it. If you used it, sign in" in browser.get(path, 409)
    assert browser.heading() == "This link does not work any more"


def test_signing_in_with_anything_wrong_says_the_same(stand: Stand, ada: Browser, app: Flask) -> None:
    told = set()
    for email, password in (("ada@buyer.example", "wrong password"), ("nobody@buyer.example", PASSWORD)):
        other = Browser(app)
        page = other.sign_in(email, password, 403)
        told.add(re.sub(r'value="[^"]*"', "", page))

    assert len(told) == 1
    assert "is not right" in told.pop()


def test_too_many_attempts_are_told_how_long_to_wait(stand: Stand, ada: Browser, app: Flask) -> None:
    other = Browser(app)
    for _ in range(6):
        other.sign_in("ada@buyer.example", "wrong password", 403)

    other.get("/sign-in")
    fields = {"csrf": other.token(), "email": "ada@buyer.example", "password": "wrong"}
    answer = other.raw("POST", "/sign-in", data=fields)

    assert answer.status_code == 429
    assert int(answer.headers["Retry-After"]) > 0


def test_the_session_is_another_one_after_signing_in(stand: Stand, ada: Browser) -> None:
    before = ada.cookie(cookies.SESSION)
    ada.get("/account")
    ada.send("/sign-out")
    ada.sign_in("ada@buyer.example", PASSWORD)

    assert ada.cookie(cookies.SESSION) not in ("", before)


def test_a_changed_password_ends_the_other_sessions(ada: Browser, app: Flask) -> None:
    other = Browser(app)
    other.sign_in("ada@buyer.example", PASSWORD)
    ada.get("/account/password")
    new = "a river under the bridge"

    ada.send("/account/password", 200, old=PASSWORD, password=new, again=new)

    assert ada.heading() == "Your account"
    assert "Your password was changed, and your other sessions have ended." in ada.page
    assert other.raw("GET", "/account").status_code == 303
    other.sign_in("ada@buyer.example", new)


def test_a_one_time_code_is_set_up_asked_for_and_works_once(stand: Stand, ada: Browser, app: Flask) -> None:
    page = ada.get("/account/code")
    found = re.search(r'name="secret" value="([A-Z2-7]+)"', page)
    assert found
    assert "<svg" in page and 'class="qr"' in page
    totp = pyotp.TOTP(found[1])
    ada.send("/account/code", 422, secret=found[1], code="000000")
    assert f'value="{found[1]}"' in ada.page

    ada.send("/account/code", 200, secret=found[1], code=totp.at(stand.clock()))

    stand.clock.advance(minutes=2)
    other = Browser(app)
    other.sign_in("ada@buyer.example", PASSWORD, 403)
    code = totp.at(stand.clock())
    other.get("/sign-in")
    other.send("/sign-in", 200, email="ada@buyer.example", password=PASSWORD, code=code)
    again = Browser(app)
    again.get("/sign-in")
    again.send("/sign-in", 403, email="ada@buyer.example", password=PASSWORD, code=code)


def test_an_added_account_is_joined_by_its_link(stand: Stand, ada: Browser, app: Flask) -> None:
    ada.get("/people")
    ada.send("/people", 422, name="", email="bo", role="king")
    ada.send("/people", 200, name="Bo", email="bo@buyer.example", role="officer")
    assert "Link not used yet" in ada.page
    path = f"/join/{stand.link('bo@buyer.example')}"
    other = Browser(app)
    other.get(path)
    other.get(path)

    other.send(path, 200, name="Bo", password=PASSWORD, again=PASSWORD)

    assert "Bo" in other.page
    ada.get("/people")
    person = re.search(r'action="/people/([^/]+)/disable"', ada.page)
    assert person
    ada.send(f"/people/{person[1]}/disable")
    assert "The account is disabled, and its sessions have ended." in ada.page
    assert other.raw("GET", "/account").status_code == 303

    ada.send(f"/people/{person[1]}/enable")
    assert "The account has its access back." in ada.page
    assert other.raw("GET", "/account").status_code == 303
    other.get("/sign-in")
    other.send("/sign-in", 200, email="bo@buyer.example", password=PASSWORD)
    assert "Bo" in other.page


def test_a_forgotten_password_is_chosen_anew_by_mail_and_the_page_tells_nobody_who_exists(
    stand: Stand, ada: Browser, app: Flask
) -> None:
    other = Browser(app)
    told = []
    for email in ("ada@buyer.example", "nobody@buyer.example"):
        other.get("/forgotten")
        told.append(other.send("/forgotten", 200, email=email).replace(email, ""))
    assert told[0] == told[1]
    path = f"/reset/{stand.link('ada@buyer.example')}"
    other.get(path)
    new = "a river under the bridge"

    other.send(path, 200, password=new, again=new)

    assert other.heading() == "Sign in"
    assert ada.raw("GET", "/account").status_code == 303
    other.sign_in("ada@buyer.example", new)


def test_the_appearance_is_kept_with_the_account_and_for_visitors_with_the_browser(ada: Browser, app: Flask) -> None:
    ada.get("/appearance")
    ada.send("/appearance", 200, appearance="dark", zone="Europe/Oslo")
    assert '<html lang="en-GB" data-theme="dark">' in ada.page
    assert "Europe/Oslo (UTC+01:00)" in ada.page

    visitor = Browser(app)
    visitor.get("/appearance")
    visitor.send("/appearance", 200, appearance="light")

    assert 'data-theme="light"' in visitor.page


def test_a_name_with_markup_stays_text_on_every_page(stand: Stand, ada: Browser) -> None:
    ada.get("/people")
    ada.send("/people", 200, name="<img src=x onerror=alert(1)>", email="bo@buyer.example", role="officer")

    assert "<img" not in ada.get("/people")


def test_who_lost_the_app_is_helped_by_an_administrator_a_supplier_too(stand: Stand, ada: Browser, app: Flask) -> None:
    add_user(stand.kit, CONSOLE, AddUser("tor@dovre.example", "Tor", frozenset({Role.SUPPLIER}), "Dovre Drift AS"))
    tor = join(stand.kit, Join(stand.link("tor@dovre.example"), "Tor", PASSWORD))
    secret = offer_code(stand.kit, tor).secret
    turn_on_code(stand.kit, tor, secret, pyotp.TOTP(secret).at(stand.clock.at))
    other = Browser(app)
    other.sign_in("tor@dovre.example", PASSWORD, 403)
    ada.get("/people")
    assert "Tor" not in ada.page
    ada.get("/people/find")
    ada.send("/people/find", 422, email="nobody@dovre.example")
    assert "There is no account with this address" in ada.page
    ada.send("/people/find", 200, email="Tor@dovre.example")
    assert "Active, with one-time codes" in ada.page

    ada.send(f"/people/{tor.person}/forget-code")

    assert "One-time codes are off for this account" in ada.page
    other.sign_in("tor@dovre.example", PASSWORD)
    assert other.raw("POST", f"/people/{tor.person}/enable").status_code in (400, 403)
    assert other.raw("GET", "/people/find").status_code == 403
