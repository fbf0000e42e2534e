"""A BagIt 1.0 bag written as one ZIP, each byte once: nothing of it is held in memory but names and digests.

Entries are stored and not packed, with one fixed time, and the payload comes in the order of its names; so the same
content is the same file, whatever library packs.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from hashlib import sha256, sha512
from typing import BinaryIO
from zipfile import ZIP_STORED, ZipFile, ZipInfo

PAYLOAD = "data/"
BAGIT = "bagit.txt"
BAG_INFO = "bag-info.txt"
MANIFESTS = ("manifest-sha256.txt", "manifest-sha512.txt")
TAG_MANIFESTS = ("tagmanifest-sha256.txt", "tagmanifest-sha512.txt")
DECLARATION = b"BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n"

_TIME = (1980, 1, 1, 0, 0, 0)
_UNIX = 3
_MODE = 0o100644 << 16


@dataclass(frozen=True, slots=True)
class Listed:
    """A file of the bag: its name, size and digests in lower-case hexadecimal."""

    name: str
    size: int
    sha256: str
    sha512: str


class BagWriter:
    """The bag while it is written; `listed` is its payload so far.

    >>> import io
    >>> file = io.BytesIO()
    >>> bag = BagWriter(file)
    >>> bag.add("answer.txt", [b"yes"]).sha256[:8]
    '8a798890'
    >>> digest = bag.finish({"Bag-Size": "3 B"}, {}, lambda manifest: {})
    >>> ZipFile(file).namelist()
    ['data/answer.txt', 'bag-info.txt', 'bagit.txt', 'manifest-sha256.txt', 'manifest-sha512.txt', \
'tagmanifest-sha256.txt', 'tagmanifest-sha512.txt']
    """

    def __init__(self, file: BinaryIO) -> None:
        self._zip = ZipFile(file, "w", ZIP_STORED)
        self.listed: list[Listed] = []

    def __enter__(self) -> BagWriter:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: object, trace: object) -> None:
        """A bag that was not finished is given up: nothing more is written to the file, whoever closes it."""
        if kind is not None:
            self._zip.fp = None

    def add(self, path: str, blocks: Iterable[bytes], size: int = 0) -> Listed:
        """Write the next file of the payload; `size` is what it is expected to have, or more.

        The names must be plain ones in ascending order: that is what makes the manifests of public tools fit.
        """
        name = PAYLOAD + path
        if not name.isascii() or not name.isprintable() or "%" in name:
            raise ValueError(f"{name}: is no plain name")
        if self.listed and self.listed[-1].name >= name:
            raise ValueError(f"{name}: comes too late")
        listed = self._write(name, blocks, size)
        self.listed.append(listed)
        return listed

    def finish(
        self, info: Mapping[str, str], notes: Mapping[str, bytes], seal: Callable[[bytes], Mapping[str, bytes]]
    ) -> str:
        """Write the tag files and the seal around them, and end the archive.

        `info` goes into bag-info.txt, `notes` are further tag files by name, and `seal` gives the files that seal
        the SHA-256 tag manifest, which it is handed. The SHA-256 of that manifest comes back: the bag's digest.
        """
        octets = sum(listed.size for listed in self.listed)
        lines = {**info, "Payload-Oxum": f"{octets}.{len(self.listed)}"}
        tags = {
            BAGIT: DECLARATION,
            BAG_INFO: "".join(f"{label}: {value}\n" for label, value in lines.items()).encode(),
            MANIFESTS[0]: manifest((each.name, each.sha256) for each in self.listed),
            MANIFESTS[1]: manifest((each.name, each.sha512) for each in self.listed),
            **notes,
        }
        written = [self._write(name, [tags[name]], len(tags[name])) for name in sorted(tags)]
        sealed = manifest((each.name, each.sha256) for each in written)
        last = {
            TAG_MANIFESTS[0]: sealed,
            TAG_MANIFESTS[1]: manifest((each.name, each.sha512) for each in written),
            **seal(sealed),
        }
        for name in sorted(last):
            self._write(name, [last[name]], len(last[name]))
        self._zip.close()
        return sha256(sealed).hexdigest()

    def _write(self, name: str, blocks: Iterable[bytes], size: int) -> Listed:
        entry = ZipInfo(name, _TIME)
        entry.create_system, entry.external_attr, entry.file_size = _UNIX, _MODE, size
        short, long, length = sha256(), sha512(), 0
        with self._zip.open(entry, "w") as target:
            for block in blocks:
                short.update(block)
                long.update(block)
                length += len(block)
                target.write(block)
        return Listed(name, length, short.hexdigest(), long.hexdigest())


def manifest(lines: Iterable[tuple[str, str]]) -> bytes:
    """The manifest of these names and digests, as `sha256sum -c` reads it."""
    return "".join(f"{digest}  {name}\n" for name, digest in lines).encode()
