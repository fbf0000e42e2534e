"""A sealed bid cannot be read before two officers, both halves or the server's key open its lot."""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from itertools import permutations

import pytest

from appraisal.core.errors import BrokenChain, InvalidInput, NotPermitted
from appraisal.storage import cipher
from appraisal.storage.lot_key import BegunOpening, LotKey
from appraisal.storage.officer_key import OfficerKey, change_passphrase, new_officer_key, officer_secret
from appraisal.storage.opening import (
    OpenLot,
    begin_opening,
    complete_opening,
    open_by_recovery,
    open_by_server,
)
from appraisal.storage.recovery import RecoveryHalves, new_halves
from appraisal.storage.sealing import about, lot_keys, pair, seal_submission, server_lot_key
from appraisal.storage.vault import Vault

VAULT = Vault(bytes(32))
STOLEN = Vault(bytes([1]) * 32)
"""What a thief of the data folder has: all but the key at rest."""
BID = b'{"answers": "our secret process"}'


@dataclass(frozen=True)
class Office:
    """Three officers with their passphrases, an outsider, and one lot with a sealed bid."""

    keys: dict[str, OfficerKey]
    passphrases: dict[str, str]
    lot: LotKey
    halves: RecoveryHalves
    sealed: bytes

    def side(self, name: str) -> tuple[OfficerKey, str]:
        return self.keys[name], self.passphrases[name]


def open_lot(vault: Vault, lot: LotKey, sides: list[tuple[OfficerKey, str]]) -> OpenLot:
    """The lot opened by two officers, one after the other."""
    first, second = sides
    return complete_opening(vault, lot, begin_opening(vault, lot, *first), *second)


@pytest.fixture(scope="module")
def office() -> Office:
    passphrases = {name: f"{name} keeps a long passphrase" for name in ("ann", "ben", "cem", "outsider")}
    keys = {name: new_officer_key(VAULT, name, passphrase) for name, passphrase in passphrases.items()}
    lot, halves = lot_keys(VAULT, "LOT-1", [keys["ann"], keys["ben"], keys["cem"]])
    return Office(keys, passphrases, lot, halves, seal_submission(VAULT, lot, BID, "BID-1", 1))


@pytest.mark.parametrize(("first", "second"), list(permutations(("ann", "ben", "cem"), 2)))
def test_any_two_officers_open_one_after_the_other(office: Office, first: str, second: str) -> None:
    begun = BegunOpening.parse(begin_opening(VAULT, office.lot, *office.side(first)).text())

    opened = complete_opening(VAULT, office.lot, begun, *office.side(second))

    assert opened.read(office.sealed, "BID-1", 1) == BID


def test_one_officer_alone_cannot_open(office: Office) -> None:
    begun = begin_opening(VAULT, office.lot, *office.side("ann"))

    with pytest.raises(NotPermitted):
        open_lot(VAULT, office.lot, [office.side("ann"), office.side("ann")])
    with pytest.raises(NotPermitted):
        complete_opening(VAULT, office.lot, begun, *office.side("ann"))


def test_nothing_that_one_officer_can_take_off_is_the_lot_s_private_key(office: Office) -> None:
    ann = officer_secret(VAULT, *office.side("ann"))
    begun = begin_opening(VAULT, office.lot, *office.side("ann"))
    sealed = [*office.lot.pairs.values(), *begun.parts.values(), office.lot.recovery or b"", office.sealed]
    layers = [
        about(layer, "LOT-1", office.lot.public, first, second)
        for layer in ("inner", "outer")
        for first, second in permutations(("ann", "ben", "cem"), 2)
    ]

    opened = [plain for data in sealed for layer in layers if (plain := taken_off(ann, data, layer)) is not None]

    assert sorted(opened) == sorted(begun.parts.values())
    with pytest.raises(ValueError, match="32 bytes"):
        OpenLot(office.lot, opened[0])


def taken_off(private: object, sealed: bytes, layer: tuple[str, ...]) -> bytes | None:
    try:
        return cipher.unseal_with(private, sealed, *layer)  # type: ignore[arg-type]
    except cipher.NotOpened:
        return None


def test_an_officer_of_another_lot_cannot_open(office: Office) -> None:
    begun = begin_opening(VAULT, office.lot, *office.side("ann"))

    with pytest.raises(NotPermitted):
        open_lot(VAULT, office.lot, [office.side("ann"), office.side("outsider")])
    with pytest.raises(NotPermitted):
        begin_opening(VAULT, office.lot, *office.side("outsider"))
    with pytest.raises(NotPermitted):
        complete_opening(VAULT, office.lot, begun, *office.side("outsider"))


def test_a_wrong_passphrase_opens_nothing_and_is_not_told_apart(office: Office) -> None:
    ann, ben = office.keys["ann"], office.keys["ben"]
    right_ann, right_ben, wrong = office.passphrases["ann"], office.passphrases["ben"], "not the passphrase at all"
    refusals = set()

    for sides in ([(ann, wrong), (ben, right_ben)], [(ann, right_ann), (ben, wrong)], [(ann, wrong), (ben, wrong)]):
        with pytest.raises(NotPermitted) as refusal:
            open_lot(VAULT, office.lot, sides)
        refusals.add(str(refusal.value))

    assert refusals == {"LOT-1 does not open; expected one of its officers with the passphrase of their own key"}


def test_a_stolen_data_folder_opens_nothing_even_with_both_passphrases(office: Office) -> None:
    lot = office.lot.marked(STOLEN)

    with pytest.raises(BrokenChain):
        open_lot(STOLEN, lot, [office.side("ann"), office.side("ben")])


def test_an_officer_s_new_passphrase_opens_lots_sealed_before(office: Office) -> None:
    changed = change_passphrase(VAULT, *office.side("ann"), "ann has yet another passphrase")

    opened = open_lot(VAULT, office.lot, [(changed, "ann has yet another passphrase"), office.side("ben")])

    assert opened.read(office.sealed, "BID-1", 1) == BID


def test_both_recovery_halves_open_without_officers_and_without_the_key_at_rest(office: Office) -> None:
    lot = LotKey.parse(office.lot.text())

    opened = open_by_recovery(lot, office.halves)

    assert opened.read(office.sealed, "BID-1", 1) == BID


def test_one_recovery_half_does_not_open(office: Office) -> None:
    other = new_halves("LOT-1")

    for halves in (
        RecoveryHalves(office.halves.first, other.second),
        RecoveryHalves(other.first, office.halves.second),
        other,
    ):
        with pytest.raises(NotPermitted):
            open_by_recovery(office.lot, halves)
    with pytest.raises(InvalidInput):
        open_by_recovery(office.lot, RecoveryHalves(office.halves.first, office.halves.first))


def test_a_submission_opens_as_its_own_bid_version_and_lot_only(office: Office) -> None:
    opened = open_by_recovery(office.lot, office.halves)
    other, other_halves = lot_keys(VAULT, "LOT-2", [office.keys["ann"], office.keys["ben"]])

    for bid, version in (("BID-2", 1), ("BID-1", 2), ("BID-11", 1), ("BID-", 11)):
        with pytest.raises(BrokenChain):
            opened.read(office.sealed, bid, version)
    with pytest.raises(BrokenChain):
        open_by_recovery(other, other_halves).read(office.sealed, "BID-1", 1)


def test_a_changed_submission_is_refused(office: Office) -> None:
    opened = open_by_recovery(office.lot, office.halves)

    for place in (0, 1, 40, len(office.sealed) - 1):
        changed = bytearray(office.sealed)
        changed[place] ^= 1
        with pytest.raises(BrokenChain):
            opened.read(bytes(changed), "BID-1", 1)
    with pytest.raises(BrokenChain):
        opened.read(b"", "BID-1", 1)


def test_a_key_put_in_place_of_the_lot_s_is_noticed_before_a_bid_is_sealed_to_it(office: Office) -> None:
    fields = json.loads(office.lot.text())
    intruder, _ = lot_keys(STOLEN, "LOT-1", intruders())

    for changed in (intruder, LotKey.parse(json.dumps(fields | {"public": json.loads(intruder.text())["public"]}))):
        with pytest.raises(BrokenChain):
            seal_submission(VAULT, changed, BID, "BID-2", 1)


def intruders() -> list[OfficerKey]:
    return [new_officer_key(STOLEN, name, f"{name} intrudes with a passphrase") for name in ("ann", "ben")]


def test_a_changed_lot_key_is_refused_at_the_opening(office: Office) -> None:
    pairs = dict(office.lot.pairs)
    swapped = pair("ann", "ben")
    pairs[swapped] = pairs[pair("ann", "cem")]
    changed = replace(office.lot, pairs=pairs)

    with pytest.raises(BrokenChain):
        open_lot(VAULT, changed, [office.side("ann"), office.side("ben")])
    with pytest.raises(BrokenChain):
        open_lot(VAULT, changed.marked(VAULT), [office.side("ann"), office.side("ben")])


def test_a_begun_opening_of_another_lot_is_refused(office: Office) -> None:
    other, _ = lot_keys(VAULT, "LOT-2", [office.keys["ann"], office.keys["ben"]])
    begun = begin_opening(VAULT, other, *office.side("ann"))

    with pytest.raises(BrokenChain):
        complete_opening(VAULT, office.lot, begun, *office.side("ben"))


def test_a_small_team_s_lot_opens_with_the_server_s_key_and_only_with_it(office: Office) -> None:
    lot = LotKey.parse(server_lot_key(VAULT, "LOT-3").text())
    sealed = seal_submission(VAULT, lot, BID, "BID-1", 1)

    assert open_by_server(VAULT, lot).read(sealed, "BID-1", 1) == BID
    with pytest.raises(BrokenChain):
        open_by_server(STOLEN, lot.marked(STOLEN))
    with pytest.raises(NotPermitted):
        open_by_recovery(lot, office.halves)
    with pytest.raises(NotPermitted):
        open_lot(VAULT, lot, [office.side("ann"), office.side("ben")])


def test_the_server_cannot_open_a_lot_that_is_its_officers_to_open(office: Office) -> None:
    with pytest.raises(NotPermitted):
        open_by_server(VAULT, office.lot)


def test_an_opened_lot_stays_open_under_the_key_at_rest(office: Office) -> None:
    kept = open_by_recovery(office.lot, office.halves).kept(VAULT)
    other, _ = lot_keys(VAULT, "LOT-2", [office.keys["ann"], office.keys["ben"]])

    assert OpenLot.again(VAULT, office.lot, kept).read(office.sealed, "BID-1", 1) == BID
    with pytest.raises(BrokenChain):
        OpenLot.again(STOLEN, office.lot, kept)
    with pytest.raises(BrokenChain):
        OpenLot.again(VAULT, other, kept)


def test_a_lot_needs_two_different_officers(office: Office) -> None:
    ann, ben = office.keys["ann"], office.keys["ben"]
    again = replace(ben, officer="ann")

    for officers in ([], [ann], [ann, ann], [ann, again], [ann, replace(ann, officer="ben")], [ann] * 21):
        with pytest.raises(InvalidInput):
            lot_keys(VAULT, "LOT-4", officers)


def test_an_officer_s_key_put_in_its_place_is_noticed_at_publication(office: Office) -> None:
    eve = intruders()[1]

    with pytest.raises(BrokenChain):
        lot_keys(VAULT, "LOT-4", [office.keys["ann"], eve])


def test_what_is_stored_of_a_lot_comes_back_and_shows_no_secret(office: Office) -> None:
    text = office.lot.text()

    assert LotKey.parse(text) == office.lot
    assert json.loads(text).keys() == {"format", "lot", "public", "officers", "pairs", "recovery", "mark"}
    assert office.halves.first not in text
    assert office.halves.second not in text


@pytest.mark.parametrize(
    "change", [{"format": "x"}, {"public": 1}, {"officers": [1]}, {"pairs": []}, {"recovery": "?"}, {"mark": None}]
)
def test_a_changed_line_is_refused(office: Office, change: dict[str, object]) -> None:
    with pytest.raises(BrokenChain):
        LotKey.parse(json.dumps(json.loads(office.lot.text()) | change))


def test_the_fingerprint_names_the_public_key_for_people(office: Office) -> None:
    assert LotKey("LOT-1", bytes(32)).fingerprint == "MZUH-VLPY-MK6X-O3EP"
    assert office.lot.fingerprint != LotKey("LOT-1", bytes(32)).fingerprint


def test_bids_of_like_length_look_alike(office: Office) -> None:
    lengths = {len(seal_submission(VAULT, office.lot, bytes(size), "BID-1", 1)) for size in (33_000, 33_400, 33_700)}

    assert len(lengths) == 1
