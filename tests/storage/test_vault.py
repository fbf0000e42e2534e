"""The key at rest lies apart, for its owner alone, and drafts cannot be read, swapped or changed without it."""

from __future__ import annotations

import os
import stat
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from appraisal.core.errors import BrokenChain, InvalidInput, NotFound
from appraisal.storage.vault import Vault


@pytest.fixture
def data(tmp_path: Path) -> Path:
    folder = tmp_path / "data"
    folder.mkdir()
    return folder


@pytest.fixture
def key_file(tmp_path: Path) -> Path:
    return tmp_path / "keys" / "appraisal.key"


def test_the_first_start_makes_a_key_that_only_its_owner_can_read(key_file: Path, data: Path) -> None:
    vault = Vault.open(key_file, data)

    assert stat.S_IMODE(key_file.stat().st_mode) == 0o600
    assert stat.S_IMODE(key_file.parent.stat().st_mode) == 0o700
    assert list(key_file.parent.iterdir()) == [key_file]
    assert list(data.iterdir()) == []
    assert Vault.open(key_file, data, vault.fingerprint).fingerprint == vault.fingerprint


def test_two_installations_have_different_keys(tmp_path: Path, data: Path) -> None:
    one, other = Vault.open(tmp_path / "one", data), Vault.open(tmp_path / "other", data)

    assert one.fingerprint != other.fingerprint


def test_processes_that_start_at_once_share_one_key(key_file: Path, data: Path) -> None:
    with ThreadPoolExecutor(8) as pool:
        vaults = list(pool.map(lambda _: Vault.open(key_file, data), range(8)))

    assert len({vault.fingerprint for vault in vaults}) == 1


@pytest.mark.parametrize("mode", [0o640, 0o604, 0o660, 0o602, 0o610])
def test_a_key_file_that_others_may_touch_is_refused(key_file: Path, data: Path, mode: int) -> None:
    Vault.open(key_file, data)
    key_file.chmod(mode)

    with pytest.raises(InvalidInput) as refusal:
        Vault.open(key_file, data)

    assert str(refusal.value) == f"{key_file}: may be read by others (mode {mode:04o}); expected mode 0600"


def test_a_key_file_of_another_user_is_refused(key_file: Path, data: Path) -> None:
    if os.geteuid() != 0:
        pytest.skip("needs the right to give a file away: run as root")
    Vault.open(key_file, data)
    os.chown(key_file, 65534, 65534)

    with pytest.raises(InvalidInput) as refusal:
        Vault.open(key_file, data)

    assert refusal.value.problems[0].wrong == "belongs to another user"


def test_a_key_file_in_the_data_folder_is_refused_and_not_made(data: Path, tmp_path: Path) -> None:
    link = tmp_path / "link"
    link.symlink_to(data)

    for place in (data / "appraisal.key", data / "deep" / "appraisal.key", link / "appraisal.key"):
        with pytest.raises(InvalidInput):
            Vault.open(place, data)

    assert list(data.iterdir()) == []


def test_a_lost_key_file_is_never_replaced_by_a_new_key(key_file: Path, data: Path) -> None:
    fingerprint = Vault.open(key_file, data).fingerprint
    key_file.unlink()

    with pytest.raises(NotFound):
        Vault.open(key_file, data, fingerprint)

    assert not key_file.exists()


def test_another_key_than_the_expected_one_is_refused(key_file: Path, data: Path, tmp_path: Path) -> None:
    expected = Vault.open(key_file, data).fingerprint
    other = Vault.open(tmp_path / "other", data)

    with pytest.raises(BrokenChain) as refusal:
        Vault.open(tmp_path / "other", data, expected)

    assert f"holds the key {other.fingerprint}; expected {expected}" in str(refusal.value)


@pytest.mark.parametrize(
    "content", [b"", b"appraisal-key/1 short\n", b"appraisal-key/2 " + b"A" * 43 + b"=", b"\xff\xfe", b"a\nb\n"]
)
def test_a_file_that_holds_no_key_is_refused(key_file: Path, data: Path, content: bytes) -> None:
    key_file.parent.mkdir()
    key_file.write_bytes(content)
    key_file.chmod(0o600)

    with pytest.raises(InvalidInput) as refusal:
        Vault.open(key_file, data)

    assert refusal.value.problems[0].wrong == "is not a key file"
    assert key_file.read_bytes() == content


def test_a_folder_is_no_key_file(key_file: Path, data: Path) -> None:
    key_file.mkdir(parents=True)

    with pytest.raises(InvalidInput):
        Vault.open(key_file, data)


def test_a_draft_opens_as_what_it_is_about_and_nothing_else() -> None:
    vault = Vault(bytes(32))
    sealed = vault.seal_draft(b"yes", "BID-1", "r1")

    assert vault.open_draft(sealed, "BID-1", "r1") == b"yes"
    for about in (("BID-2", "r1"), ("BID-1", "r2"), ("BID-1",), ("BID-1r1",), ("BID-1", "r1", "")):
        with pytest.raises(BrokenChain):
            vault.open_draft(sealed, *about)


def test_a_draft_does_not_open_under_another_key_or_changed() -> None:
    sealed = Vault(bytes(32)).seal_draft(b"yes", "BID-1")
    changed = sealed[:-1] + bytes([sealed[-1] ^ 1])

    with pytest.raises(BrokenChain):
        Vault(bytes([1]) * 32).open_draft(sealed, "BID-1")
    with pytest.raises(BrokenChain):
        Vault(bytes(32)).open_draft(changed, "BID-1")


def test_a_sealing_about_nothing_is_a_mistake() -> None:
    with pytest.raises(TypeError):
        Vault(bytes(32)).seal_draft(b"yes")


def test_the_fingerprint_and_the_names_do_not_show_the_key() -> None:
    vault = Vault(bytes(32))

    assert len(vault.fingerprint) == 16
    assert vault.name("BID-1", "a") != vault.name("BID-1", "b")
    assert vault.name("BID-1", "a") != Vault(bytes([1]) * 32).name("BID-1", "a")
    assert not vault.name("fingerprint").startswith(vault.fingerprint)
