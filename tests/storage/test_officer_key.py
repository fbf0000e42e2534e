"""An officer's key pair opens with its passphrase and the key at rest together."""

from __future__ import annotations

import json

import pytest

from appraisal.core.errors import BrokenChain, InvalidInput, NotPermitted
from appraisal.storage.officer_key import OfficerKey, change_passphrase, new_officer_key, officer_secret
from appraisal.storage.vault import Vault

VAULT = Vault(bytes(32))
PASSPHRASE = "green kettle marches home"


@pytest.fixture(scope="module")
def ann() -> OfficerKey:
    return new_officer_key(VAULT, "ann", PASSPHRASE)


def test_the_passphrase_gives_the_private_half(ann: OfficerKey) -> None:
    private = officer_secret(VAULT, ann, PASSPHRASE)

    assert private.public_key().public_bytes_raw() == ann.public


def test_a_passphrase_is_the_same_however_the_keyboard_spells_it() -> None:
    key = new_officer_key(VAULT, "ann", "grüner Kessel zieht heim")

    private = officer_secret(VAULT, key, "gru\u0308ner\u00a0Kessel zieht heim")

    assert private.public_key().public_bytes_raw() == key.public


@pytest.mark.parametrize("wrong", ["", "green kettle marches hom", "Green kettle marches home", "x" * 5000])
def test_a_wrong_passphrase_is_not_permitted(ann: OfficerKey, wrong: str) -> None:
    with pytest.raises(NotPermitted):
        officer_secret(VAULT, ann, wrong)


def test_the_right_passphrase_without_the_key_at_rest_gives_nothing(ann: OfficerKey) -> None:
    with pytest.raises(BrokenChain):
        officer_secret(Vault(bytes([1]) * 32), ann, PASSPHRASE)


def test_a_changed_passphrase_opens_the_same_key_and_the_old_one_no_more(ann: OfficerKey) -> None:
    changed = change_passphrase(VAULT, ann, PASSPHRASE, "seven slow rivers turning")

    assert changed.public == ann.public
    assert officer_secret(VAULT, changed, "seven slow rivers turning").public_key().public_bytes_raw() == ann.public
    with pytest.raises(NotPermitted):
        officer_secret(VAULT, changed, PASSPHRASE)
    with pytest.raises(NotPermitted):
        change_passphrase(VAULT, ann, "not the passphrase at all", "seven slow rivers turning")


@pytest.mark.parametrize(
    ("passphrase", "wrong"),
    [
        ("", "has 0 characters"),
        ("fifteen letters", "has 15 characters"),
        ("ab" * 20, "repeats a few characters"),
        ("abcdefghij" * 101, "has 1,010 characters"),
    ],
)
def test_a_weak_passphrase_is_refused(passphrase: str, wrong: str) -> None:
    with pytest.raises(InvalidInput) as refusal:
        new_officer_key(VAULT, "ann", passphrase)

    problem = refusal.value.problems[0]
    assert (problem.path, problem.wrong) == ("passphrase", wrong)
    assert problem.expected == "expected 16 to 1,000 characters, such as five unrelated words"


def test_a_stored_key_comes_back(ann: OfficerKey) -> None:
    assert OfficerKey.parse(ann.text()) == ann
    assert json.loads(ann.text()).keys() == {
        "format", "officer", "public", "salt", "memory_kib", "passes", "lanes", "sealed",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("format", "appraisal-officer-key/2"),
        ("officer", 7),
        ("public", "not base64"),
        ("salt", "AAAA"),
        ("memory_kib", 8),
        ("memory_kib", 2**40),
        ("memory_kib", True),
        ("passes", 1),
        ("lanes", 0),
        ("sealed", None),
    ],
)
def test_a_changed_line_is_refused(ann: OfficerKey, field: str, value: object) -> None:
    fields = json.loads(ann.text()) | {field: value}

    with pytest.raises(BrokenChain):
        OfficerKey.parse(json.dumps(fields))


@pytest.mark.parametrize("text", ["", "[]", "null", "{", "[" * 100_000])
def test_a_line_that_is_no_key_is_refused(text: str) -> None:
    with pytest.raises(BrokenChain):
        OfficerKey.parse(text)


def test_a_public_half_put_in_its_place_is_noticed(ann: OfficerKey) -> None:
    intruder = new_officer_key(VAULT, "eve", "an intruder's own passphrase")
    swapped = OfficerKey("ann", intruder.public, intruder.argon2id, intruder.sealed)

    with pytest.raises(BrokenChain):
        swapped.behind_passphrase(VAULT)
