"""Accounts come into being by links only, and their passwords are stored as argon2id."""

from __future__ import annotations

import pytest

from appraisal.core.errors import Conflict, DeadlinePassed, InvalidInput, NotFound, NotPermitted
from appraisal.core.people import Purpose
from appraisal.core.policy import Actor, Role
from appraisal.services.account.accounts import (
    CONSOLE,
    AddUser,
    Join,
    SetUp,
    add_user,
    disable_user,
    join,
    set_up,
    set_up_link,
    user_of,
    users,
)
from appraisal.services.account.links import look_at_link
from appraisal.services.account.mailed_links import ask_to_register, register
from appraisal.services.account.sessions import find_session
from appraisal.services.account.sign_in import Credentials, sign_in
from stand import OFFICERS, PASSWORD, Stand, administrator, officer


def test_an_empty_installation_is_set_up_once_by_its_link(stand: Stand) -> None:
    old = set_up_link(stand.kit)
    ada = administrator(stand)

    assert old
    assert ada == Actor("P-1", "Ada", frozenset({Role.ADMINISTRATOR}), "O-1")
    assert set_up_link(stand.kit) is None
    with pytest.raises(Conflict):
        set_up(stand.kit, SetUp(old.rpartition("/")[2], "Mine", "eve@evil.example", "Eve", PASSWORD))
    assert stand.events() == ["account:added"]


def test_an_added_user_chooses_the_password_by_a_link_that_works_once(stand: Stand) -> None:
    ada = administrator(stand)
    janneke = officer(stand, ada)

    assert janneke == Actor("P-2", "Janneke", OFFICERS, "O-1")
    with pytest.raises(Conflict):
        join(stand.kit, Join(stand.link("janneke@buyer.example"), "Eve", PASSWORD))
    assert stand.events() == ["account:added", "account:added", "account:password-changed"]


@pytest.mark.parametrize("role", [role for role in Role if role is not Role.ADMINISTRATOR])
def test_only_an_administrator_adds_disables_and_lists_accounts(stand: Stand, role: Role) -> None:
    ada = administrator(stand)
    other = Actor("P-9", "Other", frozenset({role}), "O-1")
    before = stand.dump()

    for act in (
        lambda: add_user(stand.kit, other, AddUser("x@buyer.example", "X", OFFICERS)),
        lambda: disable_user(stand.kit, other, ada.person),
        lambda: users(stand.kit, other),
    ):
        with pytest.raises(NotPermitted):
            act()

    assert stand.dump() == before


def test_security_03_the_list_of_users_does_not_tell_who_bids(stand: Stand) -> None:
    ada = administrator(stand)
    ask_to_register(stand.kit, "tor@dovre.example")
    tor = register(stand.kit, Join(stand.link("tor@dovre.example"), "Tor Bakken", PASSWORD, "Dovre Drift AS"))
    assert [person.name for person in users(stand.kit, ada)] == ["Ada"]
    assert user_of(stand.kit, ada, "Tor@dovre.example").id == tor.person
    with pytest.raises(NotFound):
        user_of(stand.kit, ada, "nobody@dovre.example")
    with pytest.raises(NotPermitted):
        user_of(stand.kit, tor, "ada@buyer.example")


def test_what_is_wrong_with_a_new_user_is_named_at_once_and_nothing_is_stored(stand: Stand) -> None:
    ada = administrator(stand)
    before = stand.dump()

    with pytest.raises(InvalidInput) as refusal:
        add_user(stand.kit, ada, AddUser("nowhere", "\x07", frozenset({Role.OFFICER, Role.SUPPLIER})))
    with pytest.raises(Conflict, match="has an account already"):
        add_user(stand.kit, ada, AddUser("ada@buyer.example", "Ada again", OFFICERS))

    assert [problem.path for problem in refusal.value.problems] == ["email", "name", "roles"]
    assert stand.dump() == before


def test_the_console_adds_a_supplier_with_its_organisation(stand: Stand) -> None:
    supplier = frozenset({Role.SUPPLIER})
    add_user(stand.kit, CONSOLE, AddUser("tor@dovre.example", "Tor", supplier, "Dovre Drift AS"))
    add_user(stand.kit, CONSOLE, AddUser("ina@dovre.example", "Ina", supplier, "Dovre Drift AS"))
    tor = join(stand.kit, Join(stand.link("tor@dovre.example"), "Tor Bakken", PASSWORD))
    ina = join(stand.kit, Join(stand.link("ina@dovre.example"), "Ina Solheim", PASSWORD))
    assert tor.organisation == ina.organisation
    assert (tor.name, tor.roles) == ("Tor Bakken", supplier)


@pytest.mark.parametrize("password", ["short", "aaaaaaaaaaaaaaaa", "janneke-janneke-1", "x" * 300])
def test_an_easy_password_is_refused_and_the_link_still_works(stand: Stand, password: str) -> None:
    ada = administrator(stand)
    add_user(stand.kit, ada, AddUser("janneke@buyer.example", "Janneke", OFFICERS))
    token = stand.link("janneke@buyer.example")
    with pytest.raises(InvalidInput, match="password"):
        join(stand.kit, Join(token, "Janneke", password))
    assert join(stand.kit, Join(token, "Janneke", PASSWORD)).name == "Janneke"


def test_security_09_links_are_stored_hashed_expire_and_are_not_used_up_by_looking(stand: Stand) -> None:
    ada = administrator(stand)
    add_user(stand.kit, ada, AddUser("janneke@buyer.example", "Janneke", OFFICERS))
    token = stand.link("janneke@buyer.example")

    assert token not in "\n".join(stand.dump())
    before = stand.dump()
    assert [look_at_link(stand.kit, token, Purpose.JOIN).email for _ in range(3)] == ["janneke@buyer.example"] * 3
    assert stand.dump() == before
    with pytest.raises(NotFound):
        look_at_link(stand.kit, token, Purpose.RESET)
    with pytest.raises(NotFound):
        look_at_link(stand.kit, token + "x", Purpose.JOIN)
    stand.clock.advance(days=7, seconds=1)
    with pytest.raises(DeadlinePassed):
        join(stand.kit, Join(token, "Janneke", PASSWORD))


def test_security_10_passwords_are_argon2id_with_19_mib(stand: Stand) -> None:
    administrator(stand)
    row = stand.kit.database.one("SELECT password FROM people")
    assert row is not None
    assert row["password"].startswith("$argon2id$v=19$m=19456,t=2,p=1$")


def test_security_08_disabling_a_user_ends_their_sessions_at_once(stand: Stand) -> None:
    ada = administrator(stand)
    janneke = officer(stand, ada)
    token = sign_in(stand.kit, Credentials("janneke@buyer.example", PASSWORD)).token
    assert find_session(stand.kit, token) is not None

    disable_user(stand.kit, ada, janneke.person)

    assert find_session(stand.kit, token) is None
    with pytest.raises(NotPermitted):
        sign_in(stand.kit, Credentials("janneke@buyer.example", PASSWORD))
    with pytest.raises(Conflict):
        disable_user(stand.kit, ada, ada.person)


def test_a_supplier_registers_by_a_link_to_their_address(stand: Stand) -> None:
    administrator(stand)
    ask_to_register(stand.kit, "Tor@Dovre.example ")
    tor = register(stand.kit, Join(stand.link("tor@dovre.example"), "Tor Bakken", PASSWORD, "Dovre Drift AS"))
    assert (tor.roles, tor.organisation) == (frozenset({Role.SUPPLIER}), "O-2")


def test_registering_a_known_address_tells_its_owner_only(stand: Stand) -> None:
    administrator(stand)
    ask_to_register(stand.kit, "ada@buyer.example")
    ask_to_register(stand.kit, "new@supplier.example")
    assert [subject for _, subject in stand.mails()] == ["Register as a supplier"] * 2
