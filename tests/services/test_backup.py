"""Backup and restore: what comes back is what was there, and nothing that was changed is ever put in place."""

from __future__ import annotations

import base64
import io
import json
import resource
import tarfile
import threading
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass, replace
from hashlib import sha256
from pathlib import Path
from random import Random

import pytest

from appraisal.cli.installation import kit_maker
from appraisal.core.errors import AppraisalError, BrokenChain, Conflict, InvalidInput, NotFound, StorageFull
from appraisal.core.events import Event
from appraisal.core.journal import Head, read, verify
from appraisal.core.policy import Actor
from appraisal.exchange.upload import inspect_upload
from appraisal.services.bidding.evidence import AddFile, add_file, download
from appraisal.services.record.backup import backup, restore
from appraisal.services.toolkit import EVIDENCE, STORE, Kit, prepare
from appraisal.settings import Settings
from appraisal.storage import journal
from appraisal.storage.database import Database
from appraisal.storage.evidence import EvidenceStore
from appraisal.storage.vault import FORMAT, Vault
from stand import VAULT, Field

PDF = b"%PDF-1.7\n" + bytes(range(256)) * 40 + b"\n%%EOF\n"


@dataclass(frozen=True, slots=True)
class Installed:
    """An installation in a folder with a key file, and a submitted bid with evidence."""

    field: Field
    settings: Settings
    tor: Actor
    bid: str
    target: Path

    def dump(self) -> list[str]:
        """The whole store as text."""
        return self.field.dump()


@pytest.fixture
def installed(tmp_path: Path) -> Iterator[Installed]:
    key_file = tmp_path / "key"
    key_file.write_text(f"{FORMAT} {base64.urlsafe_b64encode(bytes(32)).decode()}\n")
    key_file.chmod(0o600)
    settings = Settings(data=tmp_path / "data", key_file=key_file, secret_key="k" * 32)
    prepare(settings)
    field = Field(settings.data / STORE)
    field.kit = replace(field.kit, evidence=EvidenceStore(settings.data / EVIDENCE, VAULT, inspect_upload))
    field.publish()
    tor = field.supplier("Tor", "Dovre Drift AS")
    bid = field.bid_of(tor)
    add_file(field.kit, tor, AddFile(bid, "upload-1", "plan.pdf", io.BytesIO(PDF)))
    add_file(field.kit, tor, AddFile(bid, "upload-2", "note.txt", io.BytesIO(b"step 1: answer the call")))
    field.answer(tor, bid)
    field.submit(tor, bid)
    yield Installed(field, settings, tor, bid, tmp_path / "backup.tar")
    field.close()


def elsewhere(installed: Installed, name: str = "restored") -> Settings:
    return replace(installed.settings, data=installed.settings.data.parent / name)


def read_only(kit: Kit) -> None:
    """Refuse every write, as on a disk that can only be read."""
    kit.database.connection.execute("PRAGMA query_only = ON")


def full(kit: Kit) -> None:
    """Let the store grow no more, and use up the room that is left in it."""
    kit.database.connection.execute("PRAGMA max_page_count = 1")
    with suppress(StorageFull):
        while True:
            with kit.database.writing():
                kit.record("P-1", Event.TENDER_EDITED, "T-1", "T-1")


@contextmanager
def file_limit(size: int) -> Iterator[None]:
    """No file may grow beyond so many bytes, as on a disk that is nearly full."""
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


def test_what_is_restored_is_what_was_backed_up_and_can_be_worked_with(installed: Installed) -> None:
    before = installed.dump()
    made = backup(installed.field.kit, installed.target)
    settings = elsewhere(installed)

    restored = restore(settings, installed.target)

    assert (made.files, restored.files, restored.head) == (2, 2, made.head)
    kit = kit_maker(settings)()
    with closing(kit.database):
        assert list(kit.database.connection.iterdump()) == before
        line, blocks = download(kit, installed.tor, installed.bid, "e1")
        assert (line.name, b"".join(blocks)) == ("plan.pdf", PDF)
        verify(journal.entries(kit.database), end=made.head)
    assert sorted(path.name for path in settings.data.iterdir()) == [STORE, EVIDENCE]
    assert sorted(path.name for path in installed.target.parent.iterdir()) == ["backup.tar", "data", "key", "restored"]


def test_a_backup_is_an_entry_with_its_digest_and_nothing_that_tells_of_bids(installed: Installed) -> None:
    made = backup(installed.field.kit, installed.target)

    last = read(list(journal.entries(installed.field.kit.database))[-1].body)
    assert (last.event, last.actor, last.subject, last.tender) == (Event.BACKUP_MADE, "console", "backup", "")
    assert last.facts == {"digest": f"sha256:{sha256(installed.target.read_bytes()).hexdigest()}"}
    assert (last.facts["digest"], made.not_entered) == (f"sha256:{made.digest}", "")


def test_the_chain_of_a_backup_is_the_beginning_of_the_chain_that_goes_on(installed: Installed) -> None:
    first = backup(installed.field.kit, installed.target)
    second = backup(installed.field.kit, installed.target.with_name("second.tar"))
    restore(elsewhere(installed), installed.target)

    whole = list(journal.entries(installed.field.kit.database))
    kit = kit_maker(elsewhere(installed))()
    with closing(kit.database):
        restored = list(journal.entries(kit.database))
    assert restored == whole[: first.head.sequence]
    assert [read(one.body).event for one in whole[first.head.sequence :]] == [Event.BACKUP_MADE] * 2
    assert second.head == Head(whole[-2].sequence, whole[-2].digest)


@pytest.mark.parametrize(
    ("spoil", "told"),
    [
        (read_only, "attempt to write a readonly database"),
        (full, "There is no room to store this; nothing of it was stored"),
    ],
)
def test_a_backup_that_cannot_be_entered_is_as_good_and_says_so(
    installed: Installed, spoil: Callable[[Kit], None], told: str
) -> None:
    spoil(installed.field.kit)
    before = installed.dump()

    made = backup(installed.field.kit, installed.target)

    assert (made.not_entered, installed.dump()) == (told, before)
    assert restore(elsewhere(installed), installed.target).head == made.head


def test_a_backup_that_fails_is_no_entry(installed: Installed) -> None:
    before = installed.dump()

    with file_limit(100_000), pytest.raises(StorageFull):
        backup(installed.field.kit, installed.target)

    assert installed.dump() == before


def test_a_backup_is_a_plain_tar_for_its_owner_alone_without_the_key(installed: Installed) -> None:
    backup(installed.field.kit, installed.target)

    with tarfile.open(installed.target) as archive:
        names = archive.getnames()
        manifest = json.loads(archive.extractfile("backup.json").read())  # type: ignore[union-attr]
    assert (names[0], names[-1], len(names)) == (STORE, "backup.json", 4)
    assert (manifest["format"], manifest["vault"]) == ("appraisal-backup/1", VAULT.fingerprint)
    assert [line[0] for line in manifest["files"]] == names[:-1]
    assert installed.target.stat().st_mode & 0o777 == 0o600
    assert base64.urlsafe_b64encode(bytes(32)) not in installed.target.read_bytes()


def test_an_existing_output_a_missing_folder_and_a_full_folder_are_refused(installed: Installed) -> None:
    installed.target.write_text("mine")
    with pytest.raises(Conflict, match="is there already"):
        backup(installed.field.kit, installed.target)
    assert installed.target.read_text() == "mine"
    with pytest.raises(NotFound, match="there is no such folder"):
        backup(installed.field.kit, installed.target.parent / "none" / "backup.tar")
    installed.target.unlink()
    backup(installed.field.kit, installed.target)
    before = installed.dump()

    with pytest.raises(Conflict, match="is not empty"):
        restore(installed.settings, installed.target)

    assert installed.dump() == before


def test_a_backup_while_others_write_is_never_torn(installed: Installed) -> None:
    stop, trouble = threading.Event(), []

    def write() -> None:
        database = Database(installed.settings.data / STORE)
        kit = replace(installed.field.kit, database=database)
        number = 0
        while not stop.is_set():
            number += 1
            try:
                with database.writing():
                    kit.record("P-1", Event.TENDER_EDITED, "T-1", "T-1", what=f"round {number}")
                content = io.BytesIO(f"file {number}".encode())
                add_file(kit, installed.tor, AddFile(installed.bid, f"upload-w{number}", f"n{number}.txt", content))
            except AppraisalError as error:
                trouble.append(error)
                return
        database.close()

    thread = threading.Thread(target=write)
    thread.start()
    heads = []
    for number in range(6):
        target = installed.target.with_name(f"backup-{number}.tar")
        heads.append(backup(installed.field.kit, target).head)
    stop.set()
    thread.join()

    assert trouble == []
    for number, head in enumerate(heads):
        target = installed.target.with_name(f"backup-{number}.tar")
        assert restore(elsewhere(installed, f"restored-{number}"), target).head == head
    assert heads[0] != heads[-1]


def test_no_changed_byte_is_ever_put_in_place(installed: Installed) -> None:
    backup(installed.field.kit, installed.target)
    whole = installed.target.read_bytes()
    random = Random(7)
    places = {0, 100, 124, 156, 257, 300, *(random.randrange(len(whole)) for _ in range(60))}
    with tarfile.open(fileobj=io.BytesIO(whole)) as archive:
        for member in archive.getmembers():
            inside = member.offset_data + random.randrange(member.size)
            places |= {member.offset + 5, inside, member.offset_data + member.size - 1}

    for place in sorted(places):
        spoilt = bytearray(whole)
        spoilt[place] ^= 1
        installed.target.write_bytes(spoilt)
        with pytest.raises((InvalidInput, BrokenChain)):
            restore(elsewhere(installed), installed.target)
        assert not elsewhere(installed).data.exists(), place


def test_what_is_cut_off_or_goes_on_is_refused(installed: Installed) -> None:
    backup(installed.field.kit, installed.target)
    whole = installed.target.read_bytes()

    for data in (b"", whole[:100], whole[:512], whole[: len(whole) // 2], whole[:-1], whole[:-1024], whole + b"\0"):
        installed.target.write_bytes(data)
        with pytest.raises(InvalidInput):
            restore(elsewhere(installed), installed.target)
        assert not elsewhere(installed).data.exists()


@pytest.mark.parametrize(
    ("name", "kind", "link"),
    [
        ("../key", tarfile.REGTYPE, ""),
        ("/etc/passwd", tarfile.REGTYPE, ""),
        ("evidence/../../x", tarfile.REGTYPE, ""),
        ("evidence/ab/" + "ab" * 32 + "/x", tarfile.REGTYPE, ""),
        ("evidence/cd/" + "ab" * 32, tarfile.REGTYPE, ""),
        ("evidence", tarfile.DIRTYPE, ""),
        ("evidence/ab/" + "ab" * 32, tarfile.SYMTYPE, "/etc/passwd"),
        ("evidence/ab/" + "ab" * 32, tarfile.LNKTYPE, "appraisal.sqlite"),
        (STORE, tarfile.REGTYPE, ""),
        ("key", tarfile.REGTYPE, ""),
    ],
)
def test_nothing_leads_out_of_the_folder(installed: Installed, name: str, kind: bytes, link: str) -> None:
    made = io.BytesIO()
    with tarfile.open(fileobj=made, mode="w", format=tarfile.USTAR_FORMAT) as archive:
        archive.addfile(tarfile.TarInfo(STORE), io.BytesIO())
        info = tarfile.TarInfo(name)
        info.type, info.linkname = kind, link
        archive.addfile(info)
    installed.target.write_bytes(made.getvalue())
    before = sorted(str(path) for path in installed.target.parent.rglob("*"))

    with pytest.raises(InvalidInput):
        restore(elsewhere(installed), installed.target)

    assert sorted(str(path) for path in installed.target.parent.rglob("*")) == before


def test_a_forged_backup_and_one_under_another_key_are_refused(installed: Installed) -> None:
    other = replace(installed.field.kit, vault=Vault(bytes([1] * 32)))
    forged = replace(installed.field.kit, vault=_Named(bytes([2] * 32), VAULT.fingerprint))
    with pytest.raises(AppraisalError):
        backup(other, installed.target)  # its evidence does not open under another key
    with installed.field.kit.database.writing():
        installed.field.kit.database.run("DELETE FROM evidence")
    backup(other, installed.target)
    with pytest.raises(BrokenChain, match="holds the key"):
        restore(elsewhere(installed), installed.target)
    installed.target.unlink()
    backup(forged, installed.target)
    with pytest.raises(BrokenChain, match="was changed since it was made"):
        restore(elsewhere(installed), installed.target)
    installed.settings.key_file.unlink()
    with pytest.raises(NotFound, match="there is no key file"):
        restore(elsewhere(installed), installed.target)
    assert not elsewhere(installed).data.exists()


class _Named(Vault):
    """Another key that says it is a certain one."""

    def __init__(self, key: bytes, fingerprint: str) -> None:
        super().__init__(key)
        self.fingerprint = fingerprint


def test_a_damaged_installation_is_told_at_the_backup_or_at_the_restore(installed: Installed) -> None:
    kit = installed.field.kit
    kit.database.connection.execute("DROP TRIGGER journal_is_not_updated")
    kit.database.connection.execute("UPDATE journal SET body = body || ' ' WHERE sequence = 3")
    backup(kit, installed.target)
    with pytest.raises(BrokenChain, match="entry 3: its body was changed"):
        restore(elsewhere(installed), installed.target)
    evidence = next(path for path in (installed.settings.data / EVIDENCE).rglob("*") if path.is_file())
    evidence.unlink()
    second = installed.target.with_name("second.tar")

    with pytest.raises(BrokenChain, match="the store names a file that is not there"):
        backup(kit, second)

    assert not second.exists()
    assert not elsewhere(installed).data.exists()


def test_a_full_disk_leaves_nothing_of_a_backup_or_a_restore(installed: Installed) -> None:
    before = sorted(str(path) for path in installed.target.parent.rglob("*"))
    with file_limit(100_000), pytest.raises(StorageFull):
        backup(installed.field.kit, installed.target)
    assert sorted(str(path) for path in installed.target.parent.rglob("*")) == before
    backup(installed.field.kit, installed.target)

    with file_limit(100_000), pytest.raises(StorageFull):
        restore(elsewhere(installed), installed.target)

    assert not elsewhere(installed).data.exists()
