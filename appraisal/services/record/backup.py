"""Backing up a running installation into one file, and restoring it: checked whole before it is used.

The database is copied first, as of one moment, then the files that this copy names: a file is stored before its row,
and never changes. The key at rest is not in it; who has a backup without the key reads no bid.
"""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import BinaryIO

from appraisal.core.errors import BrokenChain, Conflict, InvalidInput, NotFound, Problem
from appraisal.core.events import Event
from appraisal.core.journal import Head, verify
from appraisal.exchange.backup_archive import STORE, BackupWriter, Manifest, read_backup
from appraisal.exchange.upload import inspect_upload
from appraisal.services.account.accounts import CONSOLE
from appraisal.services.bidding.evidence import known_files
from appraisal.services.toolkit import EVIDENCE, Kit
from appraisal.settings import Settings
from appraisal.storage import bids, journal
from appraisal.storage.database import Database, stored_time
from appraisal.storage.evidence import EvidenceStore
from appraisal.storage.new_file import flush_folder, make_folder, new_file, room
from appraisal.storage.schema import migrate, newer
from appraisal.storage.vault import Vault

TRIES = 5
"""How often a copy is begun anew when files that it names went meanwhile."""


@dataclass(frozen=True, slots=True)
class BackedUp:
    """What a backup holds: the evidence files, all its bytes, and where its journal ends."""

    files: int
    size: int
    head: Head


@dataclass(frozen=True, slots=True)
class NewBackup(BackedUp):
    """A backup that was made: the SHA-256 of its file, and why the journal has no entry of it; empty where it has."""

    digest: str
    not_entered: str = ""


def backup(kit: Kit, target: Path) -> NewBackup:
    """Write everything but the key into one new file, while the server goes on, and enter that it was made.

    The entry comes after the copy, which cannot hold it; where it cannot be stored, the backup is no worse for it.

    Raises:
        Conflict: the file is there already.
        NotFound: its folder is not there.
        StorageFull: there is no room; nothing is left of it.
        BrokenChain: something that is to be backed up is damaged already.
    """
    if not target.absolute().parent.is_dir():
        raise NotFound(f"{target.parent}: there is no such folder; expected one that exists")
    try:
        with new_file(target) as out, TemporaryDirectory(prefix=".backup-", dir=target.absolute().parent) as folder:
            for left in reversed(range(TRIES)):
                try:
                    made = _written(kit, out, Path(folder))
                    break
                except NotFound as missing:
                    if not left:
                        raise BrokenChain(f"{target}: the store names a file that is not there; {missing}") from None
                    out.seek(0)
                    out.truncate()
    except FileExistsError:
        raise Conflict(f"{target}: is there already; expected the name of a new file") from None
    return replace(made, not_entered=_entered(kit, made.digest))


def restore(settings: Settings, source: Path) -> BackedUp:
    """Make the empty data folder of the settings what it was when the backup was made.

    Everything is unpacked beside, checked, and only then put in its place, the store last.

    Raises:
        NotFound: there is no such file, or no key file.
        InvalidInput: it is no backup, or of a newer version.
        BrokenChain: it was changed, is damaged, or was made under another key than the one of the settings.
        Conflict: the data folder is not empty.
        StorageFull: there is no room; nothing is left of it.
    """
    with _opened(source) as stream, _beside(settings.data) as work, room():
        manifest = read_backup(str(source), stream, lambda name: _place(work, name))
        vault = Vault.open(settings.key_file, settings.data, manifest.vault)
        if manifest.mark != vault.name("backup", manifest.digest):
            raise BrokenChain(f"{source}: was changed since it was made; expected it as `appraisal backup` wrote it")
        head = _checked(settings, str(source), work, vault, manifest)
        if (work / EVIDENCE).exists():
            (work / EVIDENCE).rename(settings.data / EVIDENCE)
        (work / STORE).rename(settings.data / STORE)
        flush_folder(settings.data)
    return BackedUp(len(manifest.files) - 1, sum(member.size for member in manifest.files), head)


def _entered(kit: Kit, digest: str) -> str:
    """Note in the journal that a backup was made; why that could not be done, or nothing.

    The entry tells neither size nor number of files: they would tell of bids that are sealed still.
    """
    try:
        with kit.database.writing():
            kit.record(CONSOLE.person, Event.BACKUP_MADE, "backup", digest=f"sha256:{digest}")
    except (Conflict, sqlite3.OperationalError) as fault:
        return str(fault)
    return ""


def _written(kit: Kit, out: BinaryIO, folder: Path) -> NewBackup:
    """Copy the database, then what the copy names.

    Raises:
        NotFound: a file that the copy names went meanwhile.
    """
    copy = folder / STORE
    copy.unlink(missing_ok=True)
    kit.database.copy_to(copy)
    database = Database(copy)
    try:
        files = _named(replace(kit, database=database))
        head = journal.head(database)
    finally:
        database.close()
    writer = BackupWriter(out)
    with copy.open("rb") as content:
        writer.add(STORE, content, copy.stat().st_size)
    for bid, sha256 in files:
        name, file = kit.evidence.stored(bid, sha256)
        with file:
            writer.add(f"{EVIDENCE}/{name}", file, file.seek(0, 2) + file.seek(0))
    manifest = Manifest(
        stored_time(kit.now()), kit.vault.fingerprint, head.sequence, head.digest, tuple(writer.members)
    )
    writer.finish(replace(manifest, mark=kit.vault.name("backup", manifest.digest)))
    return NewBackup(len(files), out.tell(), head, writer.digest)


def _checked(settings: Settings, source: str, work: Path, vault: Vault, manifest: Manifest) -> Head:
    """Where the journal ends, once the store and every file that it names were found whole."""
    database = Database(work / STORE)
    try:
        if damage := database.damage():
            raise BrokenChain(f"{source}: the store is damaged ({damage})")
        if unknown := newer(database):
            wrong = f"was made by a newer version ({', '.join(unknown)})"
            raise InvalidInput(source, [Problem("", wrong, "expected one of this version or an older one")])
        migrate(database)
        head = verify(journal.entries(database), end=Head(manifest.sequence, manifest.head))
        evidence = EvidenceStore(work / EVIDENCE, vault, inspect_upload)
        _check_files(Kit(database, settings, vault, evidence), source, manifest)
    except sqlite3.DatabaseError as error:
        raise BrokenChain(f"{source}: the store is damaged ({error})") from None
    finally:
        database.close()
    return head


def _check_files(kit: Kit, source: str, manifest: Manifest) -> None:
    """Every file that the store names is there and opens, and no other is."""
    named = {f"{EVIDENCE}/{kit.evidence.name(bid, sha256)}": (bid, sha256) for bid, sha256 in _named(kit)}
    held = {member.name for member in manifest.files} - {STORE}
    if named.keys() != held:
        raise BrokenChain(f"{source}: {len(named.keys() ^ held)} files are missing or belong to nothing")
    for bid, sha256 in named.values():
        if not kit.evidence.is_locked(bid, sha256):
            for _ in kit.evidence.read(bid, kit.evidence.find(bid, sha256)):
                pass


def _named(kit: Kit) -> list[tuple[str, str]]:
    """Bid and SHA-256 of every file that the store names."""
    return [(bid, sha256) for bid in bids.every_bid(kit.database) for sha256 in sorted(known_files(kit, bid))]


@contextmanager
def _opened(source: Path) -> Iterator[BinaryIO]:
    try:
        stream = source.open("rb")
    except FileNotFoundError:
        raise NotFound(f"{source}: there is no such file; expected the path of a backup") from None
    except OSError as error:
        raise InvalidInput(
            str(source), [Problem("", f"cannot be read ({error.strerror})", "expected a file")]
        ) from None
    with stream:
        yield stream


@contextmanager
def _beside(data: Path) -> Iterator[Path]:
    """A folder to unpack into, inside the empty data folder; it is gone again at the end, however that comes."""
    is_new = not data.exists()
    if not is_new and (not data.is_dir() or any(data.iterdir())):
        raise Conflict(f"{data}: is not empty; expected an empty folder, or none")
    make_folder(data)
    work = data / ".restoring"
    work.mkdir(mode=0o700)
    try:
        yield work
    finally:
        shutil.rmtree(work)
        if is_new and not any(data.iterdir()):
            data.rmdir()


@contextmanager
def _place(work: Path, name: str) -> Iterator[BinaryIO]:
    with new_file(work / name) as target:
        yield target
