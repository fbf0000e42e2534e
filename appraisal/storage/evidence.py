"""Evidence files, each sealed under a key of its own and stored under a name that tells nothing.

A file holds, after a line that names the format, a record of fixed length under the key at rest (name, media type,
size, SHA-256 and the file's own key), then the content as Cobblestone-256 under that key, padded. Whoever has the
record reads the content; so a submission that carries the record takes the file along into the seal of its lot, and
`lock` then destroys the record under the key at rest.
"""

from __future__ import annotations

import hashlib
import os
import secrets
from collections.abc import Callable, Collection, Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import BinaryIO

from cryptography.cobblestone import Cobblestone256Decryptor, Cobblestone256Encryptor
from cryptography.exceptions import InvalidTag

from appraisal.core.errors import BrokenChain, Conflict, NotFound, NotPermitted, Problem, TooLarge
from appraisal.storage import cipher
from appraisal.storage.new_file import new_file
from appraisal.storage.stored_file import RECORD_FORMAT, StoredFile
from appraisal.storage.vault import Vault

HEAD = b"appraisal-evidence/1\n"
RECORD_BYTES = cipher.LEAST_PADDED + cipher.ADDED_BYTES
"""The sealed record: it is short enough to be always padded to the same length."""
BLOCK = 256 * 1024
"""Bytes held in memory at a time, whatever the size of the file."""

Inspect = Callable[[BinaryIO, str], tuple[str, str]]
"""Judges an upload: the name to show and its media type come back, or a refusal is raised."""


@dataclass(frozen=True, slots=True)
class Quota:
    """Bytes that one file may have, and bytes that its supplier may still store."""

    file: int
    left: int


class EvidenceStore:
    """The folder of the evidence files; `owner` is the bid a file belongs to, and no bid can tell another's files.

    >>> import io, tempfile
    >>> from appraisal.exchange.upload import inspect_upload
    >>> folder = tempfile.TemporaryDirectory()
    >>> store = EvidenceStore(Path(folder.name), Vault(bytes(32)), inspect_upload)
    >>> file = store.add(io.BytesIO(b"step 1: answer the call"), "handbook.txt", "BID-1", Quota(10**8, 10**9))
    >>> file.media_type, file.size, b"".join(store.read("BID-1", file))
    ('text/plain', 23, b'step 1: answer the call')
    >>> store.find("BID-1", file.sha256) == file
    True
    >>> folder.cleanup()
    """

    def __init__(self, folder: Path, vault: Vault, inspect: Inspect) -> None:
        self._folder = folder
        self._vault = vault
        self._inspect = inspect

    def add(self, stream: BinaryIO, name: str, owner: str, quota: Quota, made_as: str = "") -> StoredFile:
        """The record of the file once it is stored whole; of the file already stored, where the owner has its like.

        The stream must be seekable, as an upload is when it has been received. It is read from its start several
        times: measured, inspected, sealed. What the program itself made comes with its media type and is not inspected.

        Raises:
            TooLarge: the file is beyond the quota.
            InvalidInput: the file is not of a kind that is taken.
            StorageFull: there is no room; nothing is stored.
            Conflict: the like of it is locked in a submission already.
        """
        size, sha256 = _measured(stream, name, quota)
        shown, media_type = (name, made_as) if made_as else self._inspect(stream, name)
        file = StoredFile(shown, media_type, size, sha256, secrets.token_bytes(cipher.KEY_BYTES))
        try:
            with new_file(self._path(owner, sha256)) as target:
                target.write(HEAD + self._sealed_record(owner, file))
                _write_content(target, stream, owner, file)
        except FileExistsError:
            return self._twin(owner, file)
        return file

    def find(self, owner: str, sha256: str) -> StoredFile:
        """The record of one of the owner's files, by the SHA-256 of its content.

        Raises:
            NotFound: the owner has no such file.
            NotPermitted: the file is locked; its record stands in the sealed submission alone.
            BrokenChain: the stored record was changed.
        """
        with self._opened(owner, sha256) as source:
            head, record = source.read(len(HEAD)), source.read(RECORD_BYTES)
        if head == HEAD and record == bytes(RECORD_BYTES):
            raise NotPermitted(f"file {sha256[:8]} is sealed; expected the lot to be opened first")
        if head != HEAD:
            raise _changed(sha256)
        return StoredFile.parse(self._vault.open_draft(record, *_about(owner, sha256)))

    def read(self, owner: str, file: StoredFile) -> Iterator[bytes]:
        """The file's content in blocks, each authentic when it comes; where one is missing, the end raises.

        Raises:
            NotFound: the owner has no such file; raised at once, not at the first block.
            BrokenChain: the content was changed; raised where the change is met.
        """
        self._opened(owner, file.sha256).close()
        return self._blocks(owner, file)

    def stored(self, owner: str, sha256: str) -> tuple[str, BinaryIO]:
        """The name under which a file lies in the folder, and its bytes as they are stored, sealed.

        Raises:
            NotFound: the owner has no such file.
        """
        return self.name(owner, sha256), self._opened(owner, sha256)

    def name(self, owner: str, sha256: str) -> str:
        """The name under which a file lies in the folder, whether it is there or not."""
        return self._path(owner, sha256).relative_to(self._folder).as_posix()

    def is_locked(self, owner: str, sha256: str) -> bool:
        """Whether the record of a file stands in its sealed submission alone.

        Raises:
            NotFound: the owner has no such file.
        """
        with self._opened(owner, sha256) as source:
            return source.read(len(HEAD) + RECORD_BYTES) == HEAD + bytes(RECORD_BYTES)

    def lock(self, owner: str, sha256: str) -> None:
        """Destroy the record under the key at rest: from now on only a record kept elsewhere opens the file.

        Raises:
            NotFound: the owner has no such file.
        """
        with self._opened(owner, sha256) as source:
            if source.read(len(HEAD) + RECORD_BYTES) == HEAD + bytes(RECORD_BYTES):
                return
        with self._path(owner, sha256).open("r+b") as target:
            target.seek(len(HEAD))
            target.write(bytes(RECORD_BYTES))
            target.flush()
            os.fsync(target.fileno())

    def remove(self, owner: str, sha256: str) -> None:
        """Delete a file that no submission names; it is no error when it is gone already."""
        self._path(owner, sha256).unlink(missing_ok=True)

    def sweep(self, keep: Collection[tuple[str, str]], before: datetime) -> int:
        """Delete what a crash left from before a moment: half-written files, and files whose row was never written.

        `keep` holds owner and SHA-256 of every file that some row names. The number of deleted files comes back.
        """
        known = {self._path(owner, sha256) for owner, sha256 in keep}
        deleted = 0
        for path in self._folder.glob("*/*"):
            if path not in known and path.stat().st_mtime < before.timestamp():
                path.unlink(missing_ok=True)
                deleted += 1
        return deleted

    def _path(self, owner: str, sha256: str) -> Path:
        """A name under which the content's digest cannot be guessed without the key at rest."""
        name = self._vault.name(*_about(owner, sha256))
        return self._folder / name[:2] / name

    def _opened(self, owner: str, sha256: str) -> BinaryIO:
        try:
            return self._path(owner, sha256).open("rb")
        except FileNotFoundError:
            raise NotFound(f"there is no file {sha256[:8]}; expected one of this bid's files") from None

    def _sealed_record(self, owner: str, file: StoredFile) -> bytes:
        return self._vault.seal_draft(file.text().encode(), *_about(owner, file.sha256))

    def _twin(self, owner: str, file: StoredFile) -> StoredFile:
        with suppress(FileNotFoundError):
            os.utime(self._path(owner, file.sha256))  # so that no sweep takes it for what a crash left behind
        try:
            return self.find(owner, file.sha256)
        except NotPermitted:
            raise Conflict(f"{file.name}: was submitted already and is sealed; expected no change to it") from None

    def _blocks(self, owner: str, file: StoredFile) -> Iterator[bytes]:
        decryptor = Cobblestone256Decryptor(file.key, cipher.context(*_about(owner, file.sha256)))
        left = file.size
        with self._opened(owner, file.sha256) as source:
            source.seek(len(HEAD) + RECORD_BYTES)
            try:
                while sealed := source.read(BLOCK):
                    block = decryptor.update(sealed)[:left]
                    left -= len(block)
                    yield block
                yield decryptor.finalize()[:left]
            except InvalidTag:
                raise _changed(file.sha256) from None


def _write_content(target: BinaryIO, stream: BinaryIO, owner: str, file: StoredFile) -> None:
    """The content and its padding, sealed; what is sealed must be what was measured."""
    encryptor = Cobblestone256Encryptor(file.key, cipher.context(*_about(owner, file.sha256)))
    digest = hashlib.sha256()
    stream.seek(0)
    while block := stream.read(BLOCK):
        digest.update(block)
        target.write(encryptor.update(block))
    if digest.hexdigest() != file.sha256:
        raise Conflict(f"{file.name}: changed while it was being stored; expected a file that stays as it is")
    padding = cipher.padded_length(file.size) - file.size
    for start in range(0, padding, BLOCK):
        target.write(encryptor.update(bytes(min(BLOCK, padding - start))))
    target.write(encryptor.finalize())


def _measured(stream: BinaryIO, name: str, quota: Quota) -> tuple[int, str]:
    """The size and the SHA-256 of the stream; reads no more than the quota allows."""
    size, digest = 0, hashlib.sha256()
    stream.seek(0)
    while block := stream.read(BLOCK):
        size += len(block)
        if size > quota.file:
            raise _too_large(name, "is too large", f"expected at most {_megabytes(quota.file)} a file")
        if size > quota.left:
            raise _too_large(name, "does not fit", f"expected at most the {_megabytes(quota.left)} that are left")
        digest.update(block)
    return size, digest.hexdigest()


def _too_large(name: str, wrong: str, expected: str) -> TooLarge:
    return TooLarge(name, [Problem("", wrong, expected)])


def _megabytes(size: int) -> str:
    """A size for people, rounded down so that a file of that size fits.

    >>> _megabytes(25_000_000), _megabytes(1_999_999), _megabytes(99)
    ('25.0 MB', '1.9 MB', '0.0 MB')
    """
    tenths = size // 100_000
    return f"{tenths // 10:,}.{tenths % 10} MB"


def _about(owner: str, sha256: str) -> tuple[str, ...]:
    return (RECORD_FORMAT, owner, sha256)


def _changed(sha256: str) -> BrokenChain:
    return BrokenChain(f"file {sha256[:8]}: is not as it was stored; expected it unchanged")
