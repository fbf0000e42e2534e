"""The recovery halves survive being copied by hand, and one of them gives nothing."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from appraisal.core.errors import InvalidInput
from appraisal.storage.recovery import RecoveryHalves, new_halves, read_half, recovery_key, written

PUBLIC = bytes(32)


@given(st.binary(min_size=16, max_size=16), st.sampled_from([1, 2]), st.text())
def test_a_written_half_is_read_back(half: bytes, number: int, lot: str) -> None:
    assert read_half(written(half, lot, number), lot) == (number, half)


def test_a_half_is_read_in_small_letters_with_spaces_and_look_alikes() -> None:
    text = written(bytes(16), "LOT-1", 1)

    assert read_half(f"  {text.lower().replace('-', ' ').replace('0', 'o').replace('1', 'l')}\n", "LOT-1") == (
        1,
        bytes(16),
    )


@given(st.integers(0, 31), st.sampled_from("0123456789ABCDEFGHJKMNPQRSTVWXYZ"))
def test_one_wrong_letter_is_noticed(place: int, letter: str) -> None:
    text = written(bytes(range(16)), "LOT-1", 1).replace("-", "")
    slip = text[:place] + letter + text[place + 1 :]

    assert (read_half(slip, "LOT-1") is None) == (slip != text)


def test_both_halves_give_the_key_in_either_order() -> None:
    halves = new_halves("LOT-1")

    key = recovery_key(halves, "LOT-1", PUBLIC)

    assert key == recovery_key(RecoveryHalves(halves.second, halves.first), "LOT-1", PUBLIC)
    assert key != recovery_key(new_halves("LOT-1"), "LOT-1", PUBLIC)
    assert key != recovery_key(halves, "LOT-1", bytes([1]) * 32)


def test_one_half_twice_is_refused() -> None:
    first = new_halves("LOT-1").first

    with pytest.raises(InvalidInput) as refusal:
        recovery_key(RecoveryHalves(first, first), "LOT-1", PUBLIC)

    assert str(refusal.value) == "second: is half 1 again; expected the other half"


def test_a_mistyped_half_and_one_of_another_lot_are_named() -> None:
    other = new_halves("LOT-2")

    with pytest.raises(InvalidInput) as refusal:
        recovery_key(RecoveryHalves("0000-1111", other.second), "LOT-1", PUBLIC)

    assert [problem.path for problem in refusal.value.problems] == ["first", "second"]


def test_halves_do_not_show_in_a_traceback() -> None:
    assert repr(new_halves("LOT-1")) == "RecoveryHalves()"
