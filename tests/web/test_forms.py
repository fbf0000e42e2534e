"""Forms by themselves: whose token they take, what their fields make of what was typed."""

from __future__ import annotations

import io
from collections.abc import Iterator, Mapping
from contextlib import contextmanager

import pytest
from flask import Flask, g
from werkzeug.datastructures import FileStorage, MultiDict

from appraisal.web.account.account_forms import SetUpForm, SignInForm
from appraisal.web.bidding.team_forms import StartForm
from appraisal.web.machine import cookies
from appraisal.web.machine.csrf import HEADER, token
from appraisal.web.machine.fields import clean
from appraisal.web.machine.headers import HEADERS
from appraisal.web.tendering.lot_forms import ProfileFileForm, SettingsForm
from appraisal.web.tendering.timetable_forms import LARGEST_PROFILE, TimetableForm
from browser import Browser
from stand import Stand

ENTRY = {"email": "ada@buyer.example", "password": "x"}
TOO_LARGE = "“all.toml” is larger than 1 MB, so it was not read; use a smaller file"


@contextmanager
def sent(app: Flask, fields: Mapping[str, object], visitor: str = "one", **more: str) -> Iterator[str]:
    """A form that a visitor sends, and the token of that visitor."""
    cookie = f"{cookies.VISITOR}={visitor}"
    own = token(app.config["SECRET_KEY"], "one")
    headers = {"Cookie": cookie, **{name.replace("_", "-"): value for name, value in more.items()}}
    with app.test_request_context("/sign-in", method="POST", data=MultiDict(fields), headers=headers):
        g.signed_in = None
        yield own


def test_a_form_takes_the_token_of_its_own_session_only(app: Flask) -> None:
    own = token(app.config["SECRET_KEY"], "one")
    given = ({**ENTRY, "csrf": own}, {**ENTRY, "csrf": token(app.config["SECRET_KEY"], "two")}, ENTRY)

    taken = []
    for fields in given:
        with sent(app, fields):
            taken.append(SignInForm.asked().accepted())

    assert taken == [True, False, False]


def test_a_token_may_come_in_a_header_and_is_held_to_the_same(app: Flask) -> None:
    own = token(app.config["SECRET_KEY"], "one")

    taken = []
    for visitor in ("one", "two", ""):
        with sent(app, ENTRY, visitor, **{HEADER: own}):
            taken.append(SignInForm.asked().accepted())

    assert taken == [True, False, False]


def test_a_form_without_a_token_gets_a_page_with_the_headers(browser: Browser, stand: Stand) -> None:
    browser.get("/sign-in")

    answer = browser.raw("POST", "/sign-in", data=ENTRY)

    assert answer.status_code == 400
    assert "This form was opened before you signed in or out" in answer.text
    assert {name: answer.headers[name] for name in HEADERS} == HEADERS


def test_what_is_missing_is_told_in_the_order_of_the_fields(app: Flask) -> None:
    with sent(app, {"csrf": token(app.config["SECRET_KEY"], "one"), "again": "other"}):
        form = SetUpForm.asked()
        form.accepted()

    assert [(trouble.anchor, trouble.words) for trouble in form.troubles] == [
        ("organisation", "Give the name of the buying organisation"),
        ("email", "Give your e-mail address"),
        ("name", "Give your name"),
        ("password", "Choose a password of at least 12 characters"),
        ("again", "Type the same password twice"),
    ]
    assert form.officer.data is False


def test_a_suffix_tells_forms_of_one_kind_apart_and_leaves_the_token_alone(app: Flask) -> None:
    own = token(app.config["SECRET_KEY"], "one")
    with sent(app, {"csrf": own, "role": "a", "role-2": "service desk"}):
        form = StartForm.asked(suffix="-2")

        assert form.accepted()
        assert (form.role.id, form.role.data, form.csrf.name) == ("role-2", "service desk", "csrf")


@pytest.mark.parametrize(("size", "errors"), [(LARGEST_PROFILE, []), (LARGEST_PROFILE + 1, [TOO_LARGE])])
def test_a_profile_beyond_the_limit_is_told_by_its_name(size: int, errors: list[str]) -> None:
    given = FileStorage(io.BytesIO(b"#" * size), filename="all.toml")
    form = ProfileFileForm(MultiDict([("file", given)]), meta={"csrf": False})

    form.validate()

    assert list(form.file.errors) == errors
    assert form.file.read(10) == ("all.toml", b"#" * 11)


def test_choices_that_are_not_offered_are_left_aside(app: Flask) -> None:
    with sent(app, MultiDict([("officers", "p1"), ("officers", "nobody"), ("officers", "p1")])):
        form = SettingsForm.asked()
        form.officers.choices = []

        assert form.officers.chosen == ()


@pytest.mark.parametrize(("hour", "offered"), [("02:30", ["+02:00", "+01:00"]), ("12:00", []), ("", []), ("noon", [])])
def test_which_of_two_is_asked_only_where_the_clocks_pass_the_hour_twice(
    app: Flask, hour: str, offered: list[str]
) -> None:
    with sent(app, {"zone": "Europe/Amsterdam", "deadline-day": "2026-10-25", "deadline-hour": hour}):
        form = TimetableForm.asked()

        assert [choice.value for choice in form.deadline.form.fold.choices] == offered


def test_a_text_loses_controls_and_overrides_of_direction_and_keeps_its_lines_where_they_are_meant() -> None:
    assert clean(" a\x00b\u202e\r\nc ") == "abc"
    assert clean(" a\x00b\u202e\r\nc ", lines=True) == "ab\nc"
    assert clean(None) == ""
