"""The archive of a backup: a plain tar (ustar) of the store, the evidence files as they lie there, and last a manifest.

Any tar program lists and unpacks it. This reader believes nothing of it: names, kinds, sizes and order are checked
header by header, so that nothing but these files, each once, can come out.
"""

from __future__ import annotations

import json
import re
import tarfile
from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass
from hashlib import sha256
from typing import Any, BinaryIO

from appraisal.core.errors import Conflict, InvalidInput, Problem

FORMAT = "appraisal-backup/1"
STORE, MANIFEST = "appraisal.sqlite", "backup.json"
LARGEST_MANIFEST = 64 * 1024 * 1024
_EVIDENCE = re.compile(r"evidence/([0-9a-f]{2})/\1[0-9a-f]{62}")
_UNIT = 512
_BLOCK = 256 * 1024

Place = Callable[[str], AbstractContextManager[BinaryIO]]
"""Opens the file that a member's content is written to."""


@dataclass(frozen=True, slots=True)
class Member:
    """One file of the archive: its name there, its bytes and their SHA-256."""

    name: str
    size: int
    sha256: str

    def line(self) -> list[Any]:
        """The file as the manifest names it."""
        return [self.name, self.size, self.sha256]


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a backup says of itself: when it was made, under which key, where its journal ends, and its files.

    `mark` can be made with the key alone, over all the rest.
    """

    made: str
    vault: str
    sequence: int
    head: str
    files: tuple[Member, ...]
    mark: str = ""

    @property
    def digest(self) -> str:
        """SHA-256 of what the mark covers."""
        return sha256(json.dumps(self._plain(), sort_keys=True).encode()).hexdigest()

    def data(self) -> bytes:
        """The manifest as it stands in the archive."""
        return json.dumps(self.document(), indent=1).encode()

    def document(self) -> dict[str, Any]:
        """The manifest as `appraisal-backup/1`."""
        return {**self._plain(), "mark": self.mark}

    def _plain(self) -> dict[str, Any]:
        return {
            "format": FORMAT,
            "made": self.made,
            "vault": self.vault,
            "sequence": self.sequence,
            "head": self.head,
            "files": [member.line() for member in self.files],
        }


class BackupWriter:
    """Writes an archive member by member; `finish` ends it with the manifest."""

    def __init__(self, target: BinaryIO) -> None:
        self._target = target
        self._digest = sha256()
        self.members: list[Member] = []

    @property
    def digest(self) -> str:
        """SHA-256 of all that was written so far."""
        return self._digest.hexdigest()

    def add(self, name: str, content: BinaryIO, size: int) -> None:
        """Add a file.

        Raises:
            Conflict: it is larger than the format can hold, or did not keep its size.
        """
        self._head(name, size)
        digest, left = sha256(), size
        while block := content.read(min(_BLOCK, left)):
            digest.update(block)
            left -= len(block)
            self._write(block)
        if left:
            raise Conflict(f"{name}: changed while it was copied; expected a file that stays as it is")
        self._write(bytes(-size % _UNIT))
        self.members.append(Member(name, size, digest.hexdigest()))

    def finish(self, manifest: Manifest) -> None:
        """Write the manifest and the end."""
        data = manifest.data()
        self._head(MANIFEST, len(data))
        self._write(data + bytes(-len(data) % _UNIT) + bytes(2 * _UNIT))

    def _head(self, name: str, size: int) -> None:
        info = tarfile.TarInfo(name)
        info.size, info.mode = size, 0o600
        try:
            self._write(info.tobuf(tarfile.USTAR_FORMAT))
        except ValueError:
            raise Conflict(f"{name}: is larger than 8 GB; expected less in one file of a backup") from None

    def _write(self, data: bytes) -> None:
        self._digest.update(data)
        self._target.write(data)


def read_backup(source: str, stream: BinaryIO, place: Place) -> Manifest:
    """The manifest, once every other member was written to its place; it names exactly these, and agrees with them.

    Raises:
        InvalidInput: this is no backup, is cut off, or holds anything but what a backup holds.
    """
    found: dict[str, Member] = {}
    while True:
        info = _header(source, stream)
        if info.name == MANIFEST:
            if info.size > LARGEST_MANIFEST:
                raise _refused(source, "has a manifest that is too large")
            manifest = _manifest(source, _exactly(source, stream, info.size))
            _refuse_rest(source, stream)
            break
        if info.name in found or (info.name != STORE if not found else not _EVIDENCE.fullmatch(info.name)):
            raise _refused(source, f"holds {info.name[:90]!r} where that has no place")
        found[info.name] = _taken(source, stream, info, place)
    if manifest.files != tuple(found.values()) or not found:
        raise _refused(source, "holds other files than its manifest names")
    return manifest


def _taken(source: str, stream: BinaryIO, info: tarfile.TarInfo, place: Place) -> Member:
    """Write one member to its place."""
    digest, left = sha256(), info.size
    with place(info.name) as target:
        while left:
            block = stream.read(min(_BLOCK, left))
            if not block:
                raise _refused(source, "is cut off")
            digest.update(block)
            target.write(block)
            left -= len(block)
    _exactly(source, stream, -info.size % _UNIT, zeros=True)
    return Member(info.name, info.size, digest.hexdigest())


def _header(source: str, stream: BinaryIO) -> tarfile.TarInfo:
    block = stream.read(_UNIT)
    try:
        info = tarfile.TarInfo.frombuf(block, "ascii", "strict")
    except (tarfile.HeaderError, UnicodeDecodeError, ValueError):
        raise _refused(source, "is no backup, or is cut off") from None
    if info.type != tarfile.REGTYPE or info.linkname or info.size < 0 or block[257:263] != b"ustar\0":
        raise _refused(source, "holds something that is no plain file")
    return info


def _exactly(source: str, stream: BinaryIO, size: int, zeros: bool = False) -> bytes:
    data = stream.read(size)
    if len(data) != size or (zeros and any(data)):
        raise _refused(source, "is cut off, or holds bytes between its files")
    return data


def _refuse_rest(source: str, stream: BinaryIO) -> None:
    """Refuse anything after the manifest but the end of the archive."""
    position = stream.tell()
    _exactly(source, stream, -position % _UNIT + 2 * _UNIT, zeros=True)
    if stream.read(1):
        raise _refused(source, "goes on after its end")


def _manifest(source: str, data: bytes) -> Manifest:
    try:
        told = json.loads(data)
        files = tuple(Member(*line) for line in told["files"])
        texts = [told[name] for name in ("made", "vault", "head", "mark")]
        whole = [told["sequence"], *(member.size for member in files)]
        plain = [*texts, *(text for member in files for text in (member.name, member.sha256))]
    except (ValueError, KeyError, TypeError, RecursionError):
        raise _refused(source, "has no manifest that can be read") from None
    if told.get("format") != FORMAT:
        raise _refused(source, f"has the format {str(told.get('format'))[:40]!r}", f"expected {FORMAT}")
    if told.keys() != Manifest("", "", 0, "", ()).document().keys():
        raise _refused(source, "has a manifest with more than a manifest says")
    if not all(type(text) is str for text in plain) or not all(type(number) is int for number in whole):
        raise _refused(source, "has a manifest with values of another kind")
    made, vault, head, mark = texts
    return Manifest(made, vault, told["sequence"], head, files, mark)


def _refused(source: str, wrong: str, expected: str = "expected a file that `appraisal backup` wrote") -> InvalidInput:
    return InvalidInput(source, [Problem("", wrong, expected)])
