"""A dossier's ZIP opened to be verified: nothing in it is believed, and every byte is counted while it is read."""

from __future__ import annotations

import os
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from appraisal.core.errors import BrokenChain, InvalidInput, NotFound, Problem
from appraisal.exchange.archive import DAMAGE, Limits, Swollen, damaged, listing_problems, refuse_frame, unpacked
from appraisal.exchange.dossier.bag import BAGIT, PAYLOAD
from appraisal.exchange.dossier.layout import EXTRACT_INDEX, INDEX
from appraisal.exchange.files import reason

LIMITS = Limits(entries=200_000, directory=64 * 1024 * 1024, large=True)
DEEPEST = 12
"""How many parts a name may have."""
LONGEST_NAME = 400
LARGEST_DOCUMENT = 64 * 1024 * 1024
"""Bytes of a document that is read as a whole; evidence and the journal are read in blocks."""


class OpenedBag:
    """The files of a dossier by name, in the order in which the archive lists them."""

    def __init__(self, source: str, archive: zipfile.ZipFile, listed: list[zipfile.ZipInfo]) -> None:
        self.source = source
        self._archive = archive
        self._entries = {entry.filename: entry for entry in listed}

    @property
    def names(self) -> tuple[str, ...]:
        """Every file."""
        return tuple(self._entries)

    def __contains__(self, name: str) -> bool:
        return name in self._entries

    def blocks(self, name: str) -> Iterator[bytes]:
        """A file's content in blocks.

        Raises:
            BrokenChain: it is missing, damaged, or unpacks to far more than its packed size.
        """
        entry = self._entries.get(name)
        if entry is None:
            raise self.broken(name, "is missing", "expected it in the dossier")
        try:
            yield from unpacked(self._archive, entry)
        except (*DAMAGE, OSError) as error:
            raise self.broken(name, f"is damaged ({error})", "expected it unchanged") from None
        except Swollen as error:
            raise BrokenChain(f"{self.source}: {error.problem}") from None

    def read(self, name: str, limit: int = LARGEST_DOCUMENT) -> bytes:
        """A document as a whole.

        Raises:
            BrokenChain: as `blocks`, or it is larger than the limit.
        """
        data = bytearray()
        for block in self.blocks(name):
            data += block
            if len(data) > limit:
                raise self.broken(name, "is too large", f"expected at most {limit // 1024:,} KiB")
        return bytes(data)

    def payload(self, path: str, limit: int = LARGEST_DOCUMENT) -> bytes:
        """A document of the payload, by its path in there."""
        return self.read(PAYLOAD + path, limit)

    def size(self, name: str) -> int:
        """The bytes that a file says it has; 0 where there is none."""
        return self._entries[name].file_size if name in self._entries else 0

    def lines(self, path: str, longest: int) -> Iterator[bytes]:
        """The lines of a file of the payload without their ends, of which none may be longer.

        Raises:
            BrokenChain: as `blocks`, or a line is too long.
        """
        rest = b""
        for block in self.blocks(PAYLOAD + path):
            *whole, rest = (rest + block).split(b"\n")
            if len(rest) > longest:
                raise self.broken(PAYLOAD + path, "has a line that is too long", f"expected {longest:,} bytes at most")
            yield from whole
        if rest:
            yield rest

    def broken(self, name: str, wrong: str, expected: str) -> BrokenChain:
        """The refusal that names a file."""
        return BrokenChain(f"{self.source}: {name}: {wrong}; {expected}")


@contextmanager
def opened_bag(path: Path) -> Iterator[OpenedBag]:
    """The dossier in a file, once its list is found fit to be read.

    Raises:
        NotFound: there is no such file.
        InvalidInput: it is no ZIP archive, or one that is no dossier.
        BrokenChain: its list is not one that a dossier has: names that stand twice or lead out, links, and the like.
    """
    source = str(path)
    try:
        file = path.open("rb")
    except FileNotFoundError:
        raise NotFound(f"{path}: there is no such file; expected the path of a dossier") from None
    except OSError as error:
        problem = Problem("", f"cannot be read ({reason(error)})", "expected a dossier")
        raise InvalidInput(source, [problem]) from None
    with file:
        yield _opened(source, file)


def _opened(source: str, file: BinaryIO) -> OpenedBag:
    try:
        refuse_frame(source, file, LIMITS)
        archive = zipfile.ZipFile(file)
    except (*DAMAGE, OSError) as error:
        raise damaged(source, error) from None
    listed = archive.infolist()
    names = {entry.filename for entry in listed}
    if BAGIT not in names or not {PAYLOAD + INDEX, PAYLOAD + EXTRACT_INDEX} & names:
        raise InvalidInput(source, [Problem("", "is no dossier", "expected a ZIP that `appraisal dossier` wrote")])
    problem = next(listing_problems(listed, file.seek(0, os.SEEK_END), LIMITS), None)
    if problem is not None:
        raise BrokenChain(f"{source}: {problem}")
    for entry in listed:
        _refuse_odd(source, entry)
    return OpenedBag(source, archive, listed)


def _refuse_odd(source: str, entry: zipfile.ZipInfo) -> None:
    """Folders, whose only use here would be to hide something, and names that no dossier has."""
    name = entry.filename
    if name.endswith("/") or name.count("/") >= DEEPEST or len(name) > LONGEST_NAME or not name.isascii():
        raise BrokenChain(f"{source}: {name[:LONGEST_NAME]}: is no name of a dossier's file; expected files only")
