"""Who may do what: the predicate refuses by default, and its words stay in order."""

from __future__ import annotations

import pytest

from appraisal.core.errors import NotPermitted
from appraisal.core.events import SEALED, Event
from appraisal.core.policy import GRANTS, Actor, Permission, Role, may, require


def actor(*roles: Role) -> Actor:
    return Actor("p-1", "Somebody", frozenset(roles))


@pytest.mark.parametrize("words", [Permission, Event])
def test_permissions_and_events_are_alphabetical_subject_and_act(words: type[Permission] | type[Event]) -> None:
    values = [str(word) for word in words]
    assert values == sorted(values)
    assert [word.name for word in words] == [value.replace(":", "_").replace("-", "_").upper() for value in values]


def test_every_permission_is_granted_to_somebody_and_every_role_is_listed() -> None:
    granted = {permission for permissions in GRANTS.values() for permission in permissions}
    assert set(Permission) - granted == {Permission.ACCOUNT_KEEP}
    assert set(GRANTS) == set(Role)


def test_a_person_without_a_role_may_only_keep_their_own_account() -> None:
    assert {permission for permission in Permission if may(actor(), permission)} == {Permission.ACCOUNT_KEEP}


def test_no_role_but_the_supplier_touches_a_bid() -> None:
    bids = {permission for permission in Permission if permission.startswith("bid:")}
    touching = {role for role in Role if bids & GRANTS[role]}
    assert touching == {Role.SUPPLIER}
    assert bids <= GRANTS[Role.SUPPLIER]


def test_a_refusal_names_the_permission_and_the_roles() -> None:
    with pytest.raises(NotPermitted, match=r"^This is not for the role you have here, auditor, officer \(bid:read\)$"):
        require(actor(Role.OFFICER, Role.AUDITOR), Permission.BID_READ)


def test_sealed_events_are_those_that_tell_who_bids_or_asks() -> None:
    assert {event for event in Event if event.startswith("bid:")} - SEALED == {
        Event.BID_DOWNLOADED,
        Event.BID_EARLY_LOOK_REFUSED,
    }
