"""Evidence is stored whole or not at all, sealed, and under names that tell nothing."""

from __future__ import annotations

import hashlib
import io
import random
import resource
import subprocess
import sys
import time
import tracemalloc
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import BinaryIO

import pytest

from appraisal.core.errors import BrokenChain, Conflict, InvalidInput, NotFound, NotPermitted, StorageFull, TooLarge
from appraisal.exchange.upload import inspect_upload
from appraisal.storage.bid_contents import BidContents
from appraisal.storage.evidence import HEAD, RECORD_BYTES, EvidenceStore, Quota
from appraisal.storage.officer_key import new_officer_key
from appraisal.storage.opening import open_by_recovery
from appraisal.storage.sealing import lot_keys, seal_submission
from appraisal.storage.stored_file import StoredFile
from appraisal.storage.vault import Vault

VAULT = Vault(bytes(32))
ROOMY = Quota(file=100 * 2**20, left=1000 * 2**20)
HANDBOOK = b"Incident handbook 4.2 of Northwind\n" * 100
FUTURE = datetime(2100, 1, 1, tzinfo=UTC)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "evidence"


@pytest.fixture
def store(folder: Path) -> EvidenceStore:
    return EvidenceStore(folder, VAULT, inspect_upload)


def add(store: EvidenceStore, data: bytes = HANDBOOK, owner: str = "BID-1", name: str = "handbook.txt") -> StoredFile:
    return store.add(io.BytesIO(data), name, owner, ROOMY)


def content(store: EvidenceStore, file: StoredFile, owner: str = "BID-1") -> bytes:
    return b"".join(store.read(owner, file))


def files(folder: Path) -> list[Path]:
    return sorted(path for path in folder.rglob("*") if path.is_file())


def test_a_stored_file_comes_back_with_what_is_known_of_it(store: EvidenceStore) -> None:
    file = add(store)

    assert (file.name, file.media_type, file.size) == ("handbook.txt", "text/plain", len(HANDBOOK))
    assert file.sha256 == hashlib.sha256(HANDBOOK).hexdigest()
    assert store.find("BID-1", file.sha256) == file
    assert content(store, file) == HANDBOOK


@pytest.mark.parametrize("size", [1, 1015, 1016, 16384, 256 * 1024 - 1, 256 * 1024, 256 * 1024 + 1, 1_000_003])
def test_a_file_of_any_size_comes_back(store: EvidenceStore, size: int) -> None:
    data = b"x" * size

    assert content(store, add(store, data)) == data


def test_the_same_file_is_stored_once_for_one_bid_and_apart_for_another(store: EvidenceStore, folder: Path) -> None:
    first, again, other = add(store), add(store, name="copy.txt"), add(store, owner="BID-2")

    assert again == first
    assert other.key != first.key
    assert len(files(folder)) == 2


def test_a_double_click_stores_one_file(store: EvidenceStore, folder: Path) -> None:
    with ThreadPoolExecutor(8) as pool:
        stored = list(pool.map(lambda _: add(store), range(8)))

    assert len(set(stored)) == 1
    assert len(files(folder)) == 1
    assert content(store, stored[0]) == HANDBOOK


def test_a_bid_finds_no_other_bid_s_file(store: EvidenceStore) -> None:
    file = add(store)

    with pytest.raises(NotFound):
        store.find("BID-2", file.sha256)
    with pytest.raises(NotFound):
        store.read("BID-2", file)


def test_names_and_bytes_of_the_folder_tell_nothing(store: EvidenceStore, folder: Path) -> None:
    file = add(store)
    [path] = files(folder)
    stolen = EvidenceStore(folder, Vault(bytes([1]) * 32), inspect_upload)

    told = str(path.relative_to(folder)).encode() + path.read_bytes()

    for secret in (
        b"handbook",
        b"Northwind",
        b"BID-1",
        b"text/plain",
        file.sha256.encode(),
        bytes.fromhex(file.sha256),
    ):
        assert secret not in told
    assert path.name != hashlib.sha256(HANDBOOK).hexdigest()
    with pytest.raises(NotFound):
        stolen.find("BID-1", file.sha256)


def test_files_of_like_size_look_alike(store: EvidenceStore, folder: Path) -> None:
    for size in (1_000_000, 1_005_000, 1_010_000):
        add(store, b"x" * size)

    assert len({path.stat().st_size for path in files(folder)}) == 1


def test_files_and_folders_are_for_their_owner_only(store: EvidenceStore, folder: Path) -> None:
    add(store)

    [path] = files(folder)
    assert [place.stat().st_mode & 0o777 for place in (path, path.parent, folder)] == [0o600, 0o700, 0o700]


@pytest.mark.parametrize("place", [0, len(HEAD) + 50, len(HEAD) + RECORD_BYTES + 100, -1])
def test_a_changed_byte_is_noticed(store: EvidenceStore, folder: Path, place: int) -> None:
    file = add(store)
    [path] = files(folder)
    data = bytearray(path.read_bytes())
    data[place] ^= 1
    path.write_bytes(data)

    with pytest.raises(BrokenChain):
        content(store, store.find("BID-1", file.sha256))


@pytest.mark.parametrize("kept", [10, len(HEAD) + 20, len(HEAD) + RECORD_BYTES, len(HEAD) + RECORD_BYTES + 1000])
def test_a_cut_off_file_is_noticed(store: EvidenceStore, folder: Path, kept: int) -> None:
    file = add(store)
    [path] = files(folder)
    path.write_bytes(path.read_bytes()[:kept])

    with pytest.raises(BrokenChain):
        content(store, store.find("BID-1", file.sha256))


def test_a_file_put_in_the_place_of_another_is_noticed(store: EvidenceStore, folder: Path) -> None:
    first = add(store)
    [path] = files(folder)
    add(store, b"another")
    [other] = [each for each in files(folder) if each != path]
    path.write_bytes(other.read_bytes())

    with pytest.raises(BrokenChain):
        store.find("BID-1", first.sha256)


def test_a_locked_file_opens_only_with_the_record_in_the_opened_bid(store: EvidenceStore, folder: Path) -> None:
    officers = [new_officer_key(VAULT, name, f"{name} keeps a long passphrase") for name in ("ann", "ben")]
    lot, halves = lot_keys(VAULT, "LOT-1", officers)
    file = add(store)
    sealed = seal_submission(VAULT, lot, BidContents(b"{}", (file,)).data(), "BID-1", 1)

    store.lock("BID-1", file.sha256)

    with pytest.raises(NotPermitted):
        store.find("BID-1", file.sha256)
    with pytest.raises(Conflict):
        add(store)
    contents = BidContents.parse(open_by_recovery(lot, halves).read(sealed, "BID-1", 1))
    assert content(store, contents.files[0]) == HANDBOOK


def test_a_removed_file_is_gone(store: EvidenceStore, folder: Path) -> None:
    file = add(store)

    store.remove("BID-1", file.sha256)
    store.remove("BID-1", file.sha256)

    assert files(folder) == []
    for act in (store.find, store.lock):
        with pytest.raises(NotFound):
            act("BID-1", file.sha256)


def test_a_file_beyond_a_quota_is_refused_and_nothing_is_stored(store: EvidenceStore, folder: Path) -> None:
    refusals = []
    for quota in (Quota(file=1_900_000, left=10**9), Quota(file=10**9, left=1_900_000)):
        with pytest.raises(TooLarge) as refusal:
            store.add(io.BytesIO(bytes(2_000_000)), "big.txt", "BID-1", quota)
        refusals.append(str(refusal.value))

    assert refusals == [
        "big.txt: is too large; expected at most 1.9 MB a file",
        "big.txt: does not fit; expected at most the 1.9 MB that are left",
    ]
    assert files(folder) == []


def test_a_file_that_fills_its_quota_exactly_is_stored(store: EvidenceStore) -> None:
    assert store.add(io.BytesIO(b"x" * 1000), "a.txt", "BID-1", Quota(1000, 1000)).size == 1000


def test_no_more_than_the_quota_is_read(store: EvidenceStore) -> None:
    stream = Endless()

    with pytest.raises(TooLarge):
        store.add(stream, "big.txt", "BID-1", Quota(file=10 * 2**20, left=10**9))

    assert stream.given < 11 * 2**20


class Endless(io.RawIOBase, BinaryIO):  # type: ignore[misc]
    """A stream without an end that counts what was read from it."""

    given = 0

    def seek(self, offset: int, whence: int = 0) -> int:
        return 0

    def read(self, size: int = -1) -> bytes:
        self.given += size
        return b"x" * size


def test_a_file_of_a_kind_that_is_not_taken_is_not_stored(store: EvidenceStore, folder: Path) -> None:
    with pytest.raises(InvalidInput):
        add(store, b"<svg onload=alert(1)>", name="picture.svg")

    assert files(folder) == []


def test_a_file_that_changes_while_it_is_stored_is_refused(store: EvidenceStore, folder: Path) -> None:
    class Changing(io.BytesIO):
        starts = 0

        def seek(self, offset: int, whence: int = 0) -> int:
            self.starts += offset == 0 and whence == 0
            if self.starts == 3:
                self.getbuffer()[0] = ord("z")
            return super().seek(offset, whence)

    with pytest.raises(Conflict):
        store.add(Changing(HANDBOOK), "handbook.txt", "BID-1", ROOMY)

    assert files(folder) == []


@contextmanager
def largest_file(size: int) -> Iterator[None]:
    """A disk that takes no file beyond a size."""
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


@pytest.mark.parametrize("limit", [0, 500, 2000, 100_000])
def test_a_full_disk_is_refused_clearly_and_nothing_is_half_stored(
    store: EvidenceStore, folder: Path, limit: int
) -> None:
    kept = add(store, b"stored before")
    data = b"x" * 200_000

    with largest_file(limit), pytest.raises(StorageFull) as refusal:
        add(store, data)

    assert str(refusal.value) == "there is no room left to store this; nothing was stored"
    assert len(files(folder)) == 1
    assert content(store, kept) == b"stored before"
    assert content(store, add(store, data)) == data


def test_memory_stays_small_however_large_the_file(store: EvidenceStore, tmp_path: Path) -> None:
    size = 64 * 2**20
    upload = tmp_path / "upload"
    with upload.open("wb") as file:
        file.write(b"%PDF-1.7\n")
        file.truncate(size)

    tracemalloc.start()
    with upload.open("rb") as stream:
        stored = store.add(stream, "large.pdf", "BID-1", ROOMY)
    read = sum(len(block) for block in store.read("BID-1", stored))
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()

    assert read == stored.size == size
    assert peak < 4 * 2**20


def test_a_sweep_deletes_what_no_row_names_and_spares_what_is_new(store: EvidenceStore, folder: Path) -> None:
    file, orphan = add(store), add(store, b"its row was never written")
    part = next(iter(files(folder))).parent / ".part-left"
    part.write_bytes(b"half")
    keep = {("BID-1", file.sha256)}

    assert store.sweep(keep, datetime(2000, 1, 1, tzinfo=UTC)) == 0
    assert store.sweep(keep, FUTURE) == 2

    assert content(store, file) == HANDBOOK
    assert len(files(folder)) == 1
    with pytest.raises(NotFound):
        store.find("BID-1", orphan.sha256)


CHILD = """
import io, sys
from pathlib import Path
from appraisal.storage.evidence import EvidenceStore, Quota
from appraisal.storage.vault import Vault
store = EvidenceStore(Path(sys.argv[1]), Vault(bytes(32)), lambda stream, name: (name, "text/plain"))
print("ready", flush=True)
for number in range(10_000):
    data = f"{sys.argv[2]}-{number}\\n".encode() * 5000
    print(store.add(io.BytesIO(data), "a.txt", "BID-1", Quota(10**9, 10**9)).sha256, flush=True)
"""


def killed_while_storing(folder: Path, run: int) -> list[str]:
    """The digests that a process acknowledged before it was killed at a chance moment."""
    root = Path(__file__).parents[2]
    arguments = [sys.executable, "-c", CHILD, str(folder), str(run)]
    with subprocess.Popen(arguments, stdout=subprocess.PIPE, cwd=root, text=True) as child:
        assert child.stdout is not None
        assert child.stdout.readline() == "ready\n"
        time.sleep(random.Random(run).uniform(0, 0.03))
        child.kill()
        return [line.strip() for line in child.stdout.read().splitlines(keepends=True) if line.endswith("\n")]


def test_a_crash_tears_nothing_and_loses_nothing_acknowledged(store: EvidenceStore, folder: Path) -> None:
    acknowledged = [sha256 for run in range(25) for sha256 in killed_while_storing(folder, run)]

    whole = [path for path in files(folder) if not path.name.startswith(".part-")]
    assert len(acknowledged) > 0
    assert len(acknowledged) <= len(whole) <= len(acknowledged) + 25
    for sha256 in acknowledged:
        assert hashlib.sha256(content(store, store.find("BID-1", sha256))).hexdigest() == sha256
    store.sweep({("BID-1", sha256) for sha256 in acknowledged}, FUTURE)
    assert len(files(folder)) == len(acknowledged)
