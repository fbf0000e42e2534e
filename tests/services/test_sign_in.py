"""Signing in: one refusal for every reason, limits that lock nobody else out, sessions that end on the server."""

from __future__ import annotations

import io
import time
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pyotp
import pytest

from appraisal.core.errors import Conflict, InvalidInput, NotFound, NotPermitted, TooManyAttempts
from appraisal.services.account.accounts import forget_code
from appraisal.services.account.mailed_links import Reset, ask_for_reset, reset_password
from appraisal.services.account.own_account import (
    Appearance,
    ChangePassword,
    change_password,
    choose_appearance,
    offer_code,
    turn_off_code,
    turn_on_code,
)
from appraisal.services.account.sessions import find_session
from appraisal.services.account.sign_in import REFUSAL, Credentials, sign_in, sign_in_for_demo, sign_out
from appraisal.services.record.upkeep import tidy
from appraisal.storage.evidence import Quota
from stand import PASSWORD, Stand, administrator, officer

ADA = Credentials("ada@buyer.example", PASSWORD, place="192.0.2.1")
WRONG = Credentials("ada@buyer.example", "wrong password", place="192.0.2.1")


def refused(stand: Stand, credentials: Credentials) -> str:
    with pytest.raises(NotPermitted) as refusal:
        sign_in(stand.kit, credentials)
    return str(refusal.value)


def test_security_08_the_session_changes_at_each_sign_in_and_ends_at_sign_out(stand: Stand) -> None:
    ada = administrator(stand)
    first = sign_in(stand.kit, ADA).token
    second = sign_in(stand.kit, ADA, old_token=first).token

    assert find_session(stand.kit, first) is None
    session = find_session(stand.kit, second)
    assert session
    assert session.actor == ada
    sign_out(stand.kit, ada, second)
    sign_out(stand.kit, ada, second)
    assert find_session(stand.kit, second) is None
    assert stand.events()[-3:] == ["account:signed-in", "account:signed-in", "account:signed-out"]
    assert second not in "\n".join(stand.dump())


def test_security_08_sessions_end_when_idle_and_after_half_a_day_and_stay_ended(stand: Stand) -> None:
    administrator(stand)
    idle = sign_in(stand.kit, ADA).token
    busy = sign_in(stand.kit, ADA).token
    for _ in range(6):
        stand.clock.advance(hours=2)
        if find_session(stand.kit, busy) is None:
            break
    assert find_session(stand.kit, busy) is not None
    assert find_session(stand.kit, idle) is None
    stand.clock.advance(seconds=1)
    assert find_session(stand.kit, busy) is None
    stand.clock.advance(hours=-1)
    assert find_session(stand.kit, idle) is None


def test_security_10_an_unknown_address_gets_the_same_text_and_cost(stand: Stand) -> None:
    administrator(stand)
    refused(stand, Credentials("warm@up.example", "x", place="9"))
    began = time.process_time()
    known = refused(stand, WRONG)
    between = time.process_time()
    unknown = refused(stand, Credentials("nobody@buyer.example", "wrong password", place="192.0.2.1"))
    ended = time.process_time()
    assert known == unknown == REFUSAL
    assert 1 / 3 < (ended - between) / (between - began) < 3


def test_security_10_guessing_from_one_place_locks_only_that_place(stand: Stand) -> None:
    administrator(stand)
    for _ in range(6):
        refused(stand, WRONG)

    with pytest.raises(TooManyAttempts) as refusal:
        sign_in(stand.kit, ADA)
    assert refusal.value.seconds == 15 * 60
    elsewhere = Credentials(ADA.email, PASSWORD, place="198.51.100.7")
    assert sign_in(stand.kit, elsewhere).actor.name == "Ada"
    stand.clock.advance(minutes=15)
    assert sign_in(stand.kit, ADA).actor.name == "Ada"


def test_security_10_unknown_accounts_are_limited_just_the_same(stand: Stand) -> None:
    nobody = Credentials("nobody@buyer.example", "wrong", place="192.0.2.1")
    for _ in range(6):
        refused(stand, nobody)
    with pytest.raises(TooManyAttempts):
        sign_in(stand.kit, nobody)


def test_security_10_a_place_known_to_the_account_is_not_locked_out_by_others(stand: Stand) -> None:
    administrator(stand)
    sign_in(stand.kit, ADA)
    for place in range(20):
        refused(stand, Credentials(ADA.email, "wrong", place=f"203.0.113.{place}"))

    with pytest.raises(TooManyAttempts):
        sign_in(stand.kit, Credentials(ADA.email, PASSWORD, place="203.0.113.99"))
    assert sign_in(stand.kit, ADA).actor.name == "Ada"


def test_many_good_sign_ins_from_one_office_are_no_attempts(stand: Stand) -> None:
    administrator(stand)
    for _ in range(31):
        sign_in(stand.kit, ADA)


def test_security_10_a_one_time_code_works_once(stand: Stand) -> None:
    ada = administrator(stand)
    secret = offer_code(stand.kit, ada).secret
    totp = pyotp.TOTP(secret)
    with pytest.raises(InvalidInput):
        turn_on_code(stand.kit, ada, secret, "000000" if totp.at(stand.clock.at) != "000000" else "000001")
    turn_on_code(stand.kit, ada, secret, totp.at(stand.clock.at))
    assert secret not in "\n".join(stand.dump())

    assert refused(stand, ADA) == REFUSAL
    stand.clock.advance(minutes=1)
    code = totp.at(stand.clock.at)
    with_code = Credentials(ADA.email, PASSWORD, f"{code[:3]} {code[3:]}", ADA.place)
    assert sign_in(stand.kit, with_code).actor == ada
    assert refused(stand, with_code) == REFUSAL
    turn_off_code(stand.kit, ada, PASSWORD)
    assert sign_in(stand.kit, ADA).actor == ada


def test_security_08_a_changed_password_ends_the_other_sessions(stand: Stand) -> None:
    ada = administrator(stand)
    other, own = sign_in(stand.kit, ADA).token, sign_in(stand.kit, ADA).token
    session = find_session(stand.kit, own)
    assert session

    with pytest.raises(InvalidInput, match="old: is not your password"):
        change_password(stand.kit, ada, ChangePassword("wrong", "five quite different words"))
    change_password(stand.kit, ada, ChangePassword(PASSWORD, "five quite different words", session.id))

    assert find_session(stand.kit, other) is None
    assert find_session(stand.kit, own) is not None
    assert refused(stand, ADA) == REFUSAL
    assert ("ada@buyer.example", "Your password was changed") in stand.mails()


def test_a_reset_link_changes_the_password_once_and_ends_every_session(stand: Stand) -> None:
    ada = administrator(stand)
    token = sign_in(stand.kit, ADA).token
    ask_for_reset(stand.kit, "ada@buyer.example")
    old = stand.link("ada@buyer.example")
    ask_for_reset(stand.kit, "ada@buyer.example")
    reset = Reset(stand.link("ada@buyer.example"), "five quite different words")

    with pytest.raises(Conflict):
        reset_password(stand.kit, Reset(old, "five quite different words"))
    assert reset_password(stand.kit, reset) == ada
    with pytest.raises(Conflict):
        reset_password(stand.kit, reset)
    assert find_session(stand.kit, token) is None


def test_a_reset_for_an_unknown_address_mails_nobody_and_says_nothing(stand: Stand) -> None:
    ask_for_reset(stand.kit, "nobody@buyer.example")
    assert stand.mails() == []
    for _ in range(4):
        ask_for_reset(stand.kit, "nobody@buyer.example")
    with pytest.raises(TooManyAttempts):
        ask_for_reset(stand.kit, "nobody@buyer.example")


def test_appearance_is_kept_and_checked(stand: Stand) -> None:
    ada = administrator(stand)
    choose_appearance(stand.kit, ada, Appearance("dark", "Europe/Oslo"))
    with pytest.raises(InvalidInput):
        choose_appearance(stand.kit, ada, Appearance("", "Europe/Nowhere"))
    session = find_session(stand.kit, sign_in(stand.kit, ADA).token)
    assert session
    assert (session.person.appearance, session.person.zone) == ("dark", "Europe/Oslo")


def test_signing_in_without_a_password_is_for_the_demo_only(stand: Stand) -> None:
    ada = administrator(stand)
    with pytest.raises(NotFound):
        sign_in_for_demo(stand.kit, "ada@buyer.example")
    demo = replace(stand.kit, settings=replace(stand.kit.settings, demo=True))
    assert sign_in_for_demo(demo, "ada@buyer.example").actor == ada


def test_an_administrator_helps_who_lost_the_app(stand: Stand) -> None:
    ada = administrator(stand)
    janneke = officer(stand, ada)
    secret = offer_code(stand.kit, janneke).secret
    turn_on_code(stand.kit, janneke, secret, pyotp.TOTP(secret).at(stand.clock.at))
    refused(stand, Credentials("janneke@buyer.example", PASSWORD))
    with pytest.raises(NotPermitted):
        forget_code(stand.kit, janneke, janneke.person)
    forget_code(stand.kit, ada, janneke.person)
    assert sign_in(stand.kit, Credentials("janneke@buyer.example", PASSWORD)).actor == janneke


def test_tidying_keeps_live_sessions_and_every_listed_file(stand: Stand) -> None:
    administrator(stand)
    token = sign_in(stand.kit, ADA).token
    stand.kit.evidence.add(io.BytesIO(b"step 1"), "orphan.txt", "B-404", Quota(100, 100))
    assert tidy(stand.kit) == 0
    assert find_session(stand.kit, token) is not None
    stand.clock.at = datetime.now(UTC) + timedelta(days=2)
    assert tidy(stand.kit) == 1
