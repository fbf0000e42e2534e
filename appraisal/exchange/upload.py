"""Uploaded evidence: which kinds of file are taken, and whether a file is of the kind that its name claims.

What a file shows is not judged: there is no scan for viruses and no look into PDF scripts. Files are only ever handed
out as attachments.
"""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import BinaryIO

from appraisal.core.errors import InvalidInput, Problem
from appraisal.exchange.archive import entries
from appraisal.exchange.file_name import extension, safe_name

_BLOCK = 1024 * 1024
_BINARY = re.compile(rb"[\x00-\x08\x0b\x0e-\x1f\x7f]")
_MARKUP = re.compile(rb"(?:\xef\xbb\xbf)?\s*<(?:!doctype|html|svg|\?xml|script|head|body|iframe)", re.IGNORECASE)
_OPEN_DOCUMENT = "application/vnd.oasis.opendocument."
_OFFICE = "application/vnd.openxmlformats-officedocument."

Complaint = str | None
"""What is wrong with a file of some kind, or None."""


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of file that is taken as evidence."""

    name: str
    media_type: str
    complaint: Callable[[str, BinaryIO], Complaint]


def inspect_upload(stream: BinaryIO, name: str) -> tuple[str, str]:
    """The name to show and the media type of an uploaded file, read from its start; the stream must be seekable.

    Raises:
        InvalidInput: its extension is not one that is taken, or its content is not what the extension says.
    """
    shown = safe_name(name)
    kind = KINDS.get(extension(shown))
    if kind is None:
        wrong = f"ends in {extension(shown)!r}" if extension(shown) else "has no extension"
        raise _refused(shown, f"{wrong}, which is not taken as evidence", f"expected {_alternatives()}")
    if stream.seek(0, os.SEEK_END) == 0:
        raise _refused(shown, "is empty", f"expected {kind.name}")
    if complaint := kind.complaint(shown, stream):
        raise _refused(shown, complaint, f"expected {kind.name}")
    return shown, kind.media_type


def _starts(*magics: bytes) -> Callable[[str, BinaryIO], Complaint]:
    def complaint(source: str, stream: BinaryIO) -> Complaint:
        stream.seek(0)
        start = stream.read(max(map(len, magics)))
        return None if start.startswith(magics) else "does not begin as such a file does"

    return complaint


def _text(source: str, stream: BinaryIO) -> Complaint:
    stream.seek(0)
    first = True
    while block := stream.read(_BLOCK):
        if _BINARY.search(block):
            return "holds bytes that no text has"
        if first and _MARKUP.match(block):
            return "is a web page or another markup"
        first = False
    return None


def _office(part: str) -> Callable[[str, BinaryIO], Complaint]:
    """Office Open XML: an archive with its list of types and the part that makes it this kind."""

    def complaint(source: str, stream: BinaryIO) -> Complaint:
        if wrong := _starts(b"PK\x03\x04")(source, stream):
            return wrong
        names = entries(source, stream)
        if "[Content_Types].xml" not in names or part not in names:
            return f"has no {part}"
        parts = [name.lower() for name in names]
        macros = any(part.endswith("vbaproject.bin") or part.startswith("xl/macrosheets/") for part in parts)
        return "holds macros" if macros else None

    return complaint


def _open_document(media_type: str) -> Callable[[str, BinaryIO], Complaint]:
    """OpenDocument: the archive's first entry, not packed, is the media type (OpenDocument 1.3, part 2, 3.3)."""
    start = re.compile(rb"PK\x03\x04.{4}\0\0.{16}\x08\0..mimetype" + re.escape(media_type.encode()) + rb"PK", re.DOTALL)

    def complaint(source: str, stream: BinaryIO) -> Complaint:
        stream.seek(0)
        if not start.match(stream.read(200)):
            return "does not begin as such a file does"
        macros = any(name.startswith(("Basic/", "Scripts/")) for name in entries(source, stream))
        return "holds macros" if macros else None

    return complaint


def _alternatives() -> str:
    *others, last = sorted(KINDS)
    return f"{', '.join(others)} or {last}"


def _refused(source: str, wrong: str, expected: str) -> InvalidInput:
    return InvalidInput(source, [Problem("", wrong, expected)])


_JPEG = Kind("a JPEG picture", "image/jpeg", _starts(b"\xff\xd8\xff"))

KINDS: Mapping[str, Kind] = {
    "csv": Kind("a table as text", "text/csv", _text),
    "docx": Kind("a Word document", f"{_OFFICE}wordprocessingml.document", _office("word/document.xml")),
    "jpeg": _JPEG,
    "jpg": _JPEG,
    "ods": Kind(
        "an OpenDocument spreadsheet", f"{_OPEN_DOCUMENT}spreadsheet", _open_document(f"{_OPEN_DOCUMENT}spreadsheet")
    ),
    "odt": Kind("an OpenDocument text", f"{_OPEN_DOCUMENT}text", _open_document(f"{_OPEN_DOCUMENT}text")),
    "pdf": Kind("a PDF document", "application/pdf", _starts(b"%PDF-1.", b"%PDF-2.")),
    "png": Kind("a PNG picture", "image/png", _starts(b"\x89PNG\r\n\x1a\n")),
    "txt": Kind("a plain text", "text/plain", _text),
    "xlsx": Kind("an Excel workbook", f"{_OFFICE}spreadsheetml.sheet", _office("xl/workbook.xml")),
}
"""What is taken, by extension. No ZIP: anything could be in it. No HTML and no SVG: both can run scripts."""
