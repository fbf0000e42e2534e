"""The seal's key: made when an installation is set up, kept under the key at rest, never made by looking."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path

import pytest

from appraisal.cli.installation import kit_maker
from appraisal.core.errors import BrokenChain
from appraisal.services.record.seal import own_seal, public_seal, seal_fingerprint
from appraisal.settings import Settings
from stand import Stand


def test_a_new_installation_has_a_key_of_its_own_and_keeps_it(tmp_path: Path) -> None:
    prints = []
    for name in ("one", "other", "one"):
        settings = Settings(data=tmp_path / name, key_file=tmp_path / f"{name}.key", secret_key="k" * 32)
        kit = kit_maker(settings)()
        with closing(kit.database):
            prints.append(public_seal(kit).fingerprint)

    assert prints[0] == prints[2] != prints[1]


def test_looking_at_the_fingerprint_makes_no_key(stand: Stand) -> None:
    before = stand.dump()

    assert (seal_fingerprint(stand.kit), stand.dump()) == ("", before)
    made = public_seal(stand.kit)
    assert (seal_fingerprint(stand.kit), own_seal(stand.kit).public) == (made.fingerprint, made.raw)


def test_the_private_half_stands_nowhere_in_the_open(stand: Stand) -> None:
    key = own_seal(stand.kit)

    private = key._private.private_bytes_raw().hex()

    assert [line for line in stand.dump() if private in line.lower()] == []


@pytest.mark.parametrize("value", ["00", "nothing"])
def test_a_changed_key_is_told(value: str, stand: Stand) -> None:
    own_seal(stand.kit)
    stand.kit.database.connection.execute("UPDATE installation SET value = ? WHERE name = 'seal-key'", [value])

    with pytest.raises(BrokenChain):
        seal_fingerprint(stand.kit)
