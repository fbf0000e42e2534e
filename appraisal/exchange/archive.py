"""ZIP archives from outside, and office documents are such: looked through before anything else opens them."""

from __future__ import annotations

import os
import stat
import struct
import unicodedata
import zipfile
import zlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import BinaryIO

from appraisal.core.errors import InvalidInput, Problem
from appraisal.exchange.value import shown

MOST_ENTRIES = 2000
MOST_UNPACKED = 256 * 1024 * 1024
"""Bytes that all entries together may unpack to."""
MOST_RATIO = 200
"""How many times its packed size an entry may unpack to, once it is beyond `RATIO_FROM` bytes."""
RATIO_FROM = 4 * 1024 * 1024
LARGEST_DIRECTORY = 1024 * 1024

_END = b"PK\x05\x06"
_END_BYTES = 22
_LOCATOR = b"PK\x06\x07"
_LOCATOR_BYTES = 20
_LARGE_END = b"PK\x06\x06"
_LARGE_END_BYTES = 56
_BLOCK = 64 * 1024
_ENCRYPTED = 0x1
_METHODS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
DAMAGE = (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, ValueError, struct.error)
"""What reading a damaged archive raises."""


@dataclass(frozen=True, slots=True)
class Limits:
    """How many entries an archive may list, in a directory of how many bytes; whether it may be over 4 GB, and whether
    its names may have backslashes."""

    entries: int = MOST_ENTRIES
    directory: int = LARGEST_DIRECTORY
    large: bool = False
    backslashes: bool = False


DOCUMENT = Limits()
OFFICE = Limits(backslashes=True)
"""Some programs write the names of an office document's parts with backslashes; such names are never paths here."""


def entries(
    source: str, stream: BinaryIO, most_unpacked: int = MOST_UNPACKED, limits: Limits = DOCUMENT
) -> tuple[str, ...]:
    """The names of a ZIP archive's entries, once each was unpacked to its end, counted, and thrown away.

    Raises:
        InvalidInput: it is damaged or dangerous: too many or too large entries, names that lead out of the archive
            or stand twice, encryption, links, another method than deflate, or bytes around the archive.
    """
    try:
        refuse_frame(source, stream, limits)
        with zipfile.ZipFile(stream) as archive:
            listed = archive.infolist()
            _refuse(source, listing_problems(listed, stream.seek(0, os.SEEK_END), limits))
            _refuse(source, _content_problems(archive, listed, most_unpacked))
    except DAMAGE as error:
        raise damaged(source, error) from None
    return tuple(entry.filename for entry in listed)


def refuse_frame(source: str, stream: BinaryIO, limits: Limits = DOCUMENT) -> None:
    """Go on only when the stream is an archive from its first byte to its last, with a directory of usual length.

    Raises:
        InvalidInput: what is wrong with the frame, told before `zipfile` loads a directory of any length.
    """
    _refuse(source, _frame_problems(stream, limits))
    stream.seek(0)


def damaged(source: str, error: Exception) -> InvalidInput:
    """The refusal of an archive that cannot be read."""
    return InvalidInput(source, [Problem("", f"is damaged ({error})", "expected a whole archive")])


def _refuse(source: str, problems: Iterator[Problem]) -> None:
    if found := list(problems):
        raise InvalidInput(source, found[:20])


def _frame_problems(stream: BinaryIO, limits: Limits) -> Iterator[Problem]:
    size = stream.seek(0, os.SEEK_END)
    end = _read_at(stream, size - _END_BYTES, _END_BYTES)
    if len(end) < _END_BYTES or not end.startswith(_END) or end[-2:] != b"\0\0":
        yield Problem("", "does not end as an archive", "expected a ZIP archive without a comment")
        return
    number, length, start = (int.from_bytes(end[at:to], "little") for at, to in ((10, 12), (12, 16), (16, 20)))
    tail = _END_BYTES
    is_large = _read_at(stream, size - tail - _LOCATOR_BYTES, len(_LOCATOR)) == _LOCATOR
    if is_large and limits.large:
        tail += _LOCATOR_BYTES + _LARGE_END_BYTES
        record = _read_at(stream, size - tail, _LARGE_END_BYTES)
        number, length, start = (int.from_bytes(record[at : at + 8], "little") for at in (32, 40, 48))
        is_large = not record.startswith(_LARGE_END)
    if is_large or start + length + tail != size:
        of_size = "" if limits.large else ", of less than 4 GB"
        yield Problem("", "holds bytes that are not the archive's", f"expected the archive alone{of_size}")
    if number > limits.entries or length > limits.directory:
        yield Problem("", f"lists {number:,} entries", f"expected at most {limits.entries:,}")


def _read_at(stream: BinaryIO, at: int, length: int) -> bytes:
    stream.seek(max(0, at))
    return stream.read(length)


def listing_problems(listed: Sequence[zipfile.ZipInfo], size: int, limits: Limits = DOCUMENT) -> Iterator[Problem]:
    """What is wrong with the list of an archive of so many bytes, whatever its entries hold."""
    if sum(entry.compress_size for entry in listed) > size:
        yield Problem("", "holds entries that overlap", "expected each entry in a place of its own")
    if len(listed) > limits.entries:
        yield Problem("", f"lists {len(listed):,} entries", f"expected at most {limits.entries:,}")
    seen: set[str] = set()
    for entry in listed:
        name = shown(entry.filename)
        folded = unicodedata.normalize("NFKC", entry.filename).casefold().replace("\\", "/")
        if folded in seen:
            yield Problem(name, "stands twice", "expected each name once")
        seen.add(folded)
        if _leads_out(entry.filename.replace("\\", "/") if limits.backslashes else entry.filename):
            yield Problem(name, "leads out of the archive", "expected a plain path inside it")
        if entry.flag_bits & _ENCRYPTED:
            yield Problem(name, "is encrypted", "expected an archive without a password")
        if entry.compress_type not in _METHODS:
            yield Problem(name, f"is packed by method {entry.compress_type}", "expected deflate")
        if stat.S_ISLNK(entry.external_attr >> 16):
            yield Problem(name, "is a link", "expected files and folders only")


def _leads_out(name: str) -> bool:
    parts = name.split("/")
    odd = "\\" in name or ":" in name or not name.isprintable()
    return odd or name.startswith("/") or ".." in parts or not name.strip("/")


def _content_problems(
    archive: zipfile.ZipFile, listed: Sequence[zipfile.ZipInfo], most_unpacked: int
) -> Iterator[Problem]:
    """Stops at the first entry that is too large: what it claims to hold is never believed."""
    total = 0
    for entry in listed:
        try:
            for block in unpacked(archive, entry):
                total += len(block)
                if total > most_unpacked:
                    yield Problem("", "unpacks to too much", f"expected at most {most_unpacked // 2**20} MiB in all")
                    return
        except Swollen as error:
            yield error.problem
            return


class Swollen(Exception):
    """An entry unpacks to far more than its packed size."""

    def __init__(self, name: str) -> None:
        wrong = f"unpacks to more than {MOST_RATIO} times its packed size"
        self.problem = Problem(shown(name), wrong, "expected a usual document")
        super().__init__(str(self.problem))


def unpacked(archive: zipfile.ZipFile, entry: zipfile.ZipInfo) -> Iterator[bytes]:
    """The entry's content in blocks, counted while it is read.

    Raises:
        Swollen: it unpacks to far more than its packed size.
    """
    size = 0
    with archive.open(entry) as content:
        while block := content.read(_BLOCK):
            size += len(block)
            if size > max(RATIO_FROM, MOST_RATIO * entry.compress_size):
                raise Swollen(entry.filename)
            yield block
