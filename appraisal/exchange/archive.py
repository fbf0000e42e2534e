"""ZIP archives from outside, and office documents are such: looked through before anything else opens them."""

from __future__ import annotations

import os
import stat
import unicodedata
import zipfile
import zlib
from collections.abc import Iterator, Sequence
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
_BLOCK = 64 * 1024
_ENCRYPTED = 0x1
_METHODS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)


def entries(source: str, stream: BinaryIO, most_unpacked: int = MOST_UNPACKED) -> tuple[str, ...]:
    """The names of a ZIP archive's entries, once each was unpacked to its end, counted, and thrown away.

    Raises:
        InvalidInput: it is damaged or dangerous: too many or too large entries, names that lead out of the archive
            or stand twice, encryption, links, another method than deflate, or bytes around the archive.
    """
    try:
        _refuse(source, _frame_problems(stream))
        stream.seek(0)
        with zipfile.ZipFile(stream) as archive:
            listed = archive.infolist()
            _refuse(source, _listing_problems(listed, stream.seek(0, os.SEEK_END)))
            _refuse(source, _content_problems(archive, listed, most_unpacked))
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, ValueError) as error:
        raise InvalidInput(source, [Problem("", f"is damaged ({error})", "expected a whole archive")]) from None
    return tuple(entry.filename for entry in listed)


def _refuse(source: str, problems: Iterator[Problem]) -> None:
    if found := list(problems):
        raise InvalidInput(source, found[:20])


def _frame_problems(stream: BinaryIO) -> Iterator[Problem]:
    """What is wrong with the frame, told before `zipfile` loads a directory of any length."""
    size = stream.seek(0, os.SEEK_END)
    stream.seek(max(0, size - _END_BYTES))
    end = stream.read(_END_BYTES)
    if len(end) < _END_BYTES or not end.startswith(_END) or end[-2:] != b"\0\0":
        yield Problem("", "does not end as an archive", "expected a ZIP archive without a comment")
        return
    number, length, start = (int.from_bytes(end[at:to], "little") for at, to in ((10, 12), (12, 16), (16, 20)))
    stream.seek(max(0, size - _END_BYTES - _LOCATOR_BYTES))
    if start + length + _END_BYTES != size or stream.read(len(_LOCATOR)) == _LOCATOR:
        yield Problem("", "holds bytes that are not the archive's", "expected the archive alone, of less than 4 GB")
    if number > MOST_ENTRIES or length > LARGEST_DIRECTORY:
        yield Problem("", f"lists {number:,} entries", f"expected at most {MOST_ENTRIES:,}")


def _listing_problems(listed: Sequence[zipfile.ZipInfo], size: int) -> Iterator[Problem]:
    if sum(entry.compress_size for entry in listed) > size:
        yield Problem("", "holds entries that overlap", "expected each entry in a place of its own")
    if len(listed) > MOST_ENTRIES:
        yield Problem("", f"lists {len(listed):,} entries", f"expected at most {MOST_ENTRIES:,}")
    seen: set[str] = set()
    for entry in listed:
        name = shown(entry.filename)
        folded = unicodedata.normalize("NFKC", entry.filename).casefold()
        if folded in seen:
            yield Problem(name, "stands twice", "expected each name once")
        seen.add(folded)
        if _leads_out(entry.filename):
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
        unpacked = 0
        with archive.open(entry) as content:
            while block := content.read(_BLOCK):
                unpacked += len(block)
                total += len(block)
                if total > most_unpacked:
                    yield Problem("", "unpacks to too much", f"expected at most {most_unpacked // 2**20} MiB in all")
                    return
                if unpacked > max(RATIO_FROM, MOST_RATIO * entry.compress_size):
                    wrong = f"unpacks to more than {MOST_RATIO} times its packed size"
                    yield Problem(shown(entry.filename), wrong, "expected a usual document")
                    return
