"""What a file is, told by its first bytes, for the sentence that says why it cannot be read and how to save it."""

from __future__ import annotations

import io
import re
import zipfile
from dataclasses import dataclass

from appraisal.exchange.value import Fault

ZIP = b"PK\x03\x04"
COMPOUND = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
"""How a compound file begins: Excel's format of 1997-2003, and office documents with a password (MS-CFB 2.2)."""
AS_WORKBOOK = "expected the questionnaire: save it as an Excel workbook (.xlsx) or as .ods"
AS_UTF8 = "expected UTF-8 text: save it again with the encoding UTF-8"

_TABLES = (".csv", ".tsv", ".tab", ".xls", ".xlsx", ".xlsm", ".xltx", ".ods", ".fods", ".xlsb")
_MARKUP = re.compile(rb"(?:\xef\xbb\xbf)?\s*<(?:!doctype|!--|html|head|body|meta|table|style)", re.IGNORECASE)
_XML = re.compile(rb"(?:\xef\xbb\xbf)?\s*<(?:\?xml|office:document)")
_STARTS: tuple[tuple[bytes, str], ...] = (
    (b"%PDF", "is a PDF"),
    (b"{\\rtf", "is a text in RTF"),
    (b"\x1f\x8b", "is packed with gzip"),
    (b"7z\xbc\xaf\x27\x1c", "is packed with 7-Zip"),
    (b"Rar!", "is packed with RAR"),
    (b"\x89PNG", "is a picture"),
    (b"\xff\xd8\xff", "is a picture"),
    (b"\x09\x00\x04\x00", "is a workbook of Excel before 1997"),
    (b"\x09\x02\x06\x00", "is a workbook of Excel before 1997"),
    (b"\x09\x04\x06\x00", "is a workbook of Excel before 1997"),
)


@dataclass(frozen=True, slots=True)
class _Names:
    """The names in an archive in lower case, with plain slashes."""

    names: frozenset[str]

    def begin(self, *starts: str) -> bool:
        return any(name.startswith(starts) for name in self.names)

    def end(self, *ends: str) -> bool:
        return any(name.endswith(ends) for name in self.names)


def is_spreadsheet(name: str, data: bytes) -> bool:
    """Whether a file is to be read as a spreadsheet, or refused as what it is instead of one, rather than as JSON."""
    if data.startswith((ZIP, COMPOUND)) or name.lower().endswith(_TABLES):
        return True
    return not data.lstrip(b"\xef\xbb\xbf \r\n\t").startswith((b"{", b"[")) and foreign_kind(data) is not None


def foreign_kind(data: bytes) -> Fault | None:
    """What a file is that is neither text nor a workbook that can be read, and how to save it; None for any other."""
    if not data.strip(b"\0 \r\n\t"):
        return "is empty", "expected a file with something in it: it may not have been saved or sent whole"
    if data.startswith(COMPOUND):
        return _compound_kind(data)
    if data.startswith(b"PK"):
        return _archive_kind(data)
    for start, kind in _STARTS:
        if data.startswith(start):
            return kind, AS_WORKBOOK
    if _MARKUP.match(data):
        return "is a web page, whatever its name ends in", AS_WORKBOOK
    if _XML.match(data):
        return "is XML", AS_WORKBOOK
    return None


def _compound_kind(data: bytes) -> Fault | None:
    if _wide("EncryptedPackage") in data:
        return "is protected by a password", "expected it without: open it, take the password out and save it again"
    if _wide("WordDocument") in data:
        return "is a Word document of the old format", AS_WORKBOOK
    if _wide("Workbook") in data:
        return None
    if _wide("Book") in data:
        return "is a workbook of Excel before 1997", AS_WORKBOOK
    wrong = "is a file of the old Office format (.xls) or is protected by a password"
    return wrong, "expected an Excel workbook (.xlsx) without a password, or .ods: open it and save it as such"


def _archive_kind(data: bytes) -> Fault | None:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            found = _Names(frozenset(name.replace("\\", "/").lower() for name in archive.namelist()))
    except (zipfile.BadZipFile, ValueError, NotImplementedError, EOFError):
        return None
    if "encrypted-package" in found.names or _is_sealed(data):
        return "is protected by a password", "expected it without: open it, take the password out and save it again"
    if found.end("workbook.bin"):
        return "is a binary Excel workbook (.xlsb)", AS_WORKBOOK
    if found.begin("word/"):
        return "is a Word document", AS_WORKBOOK
    if found.begin("ppt/"):
        return "is a presentation", AS_WORKBOOK
    if found.end(".iwa"):
        return "is a document of Apple Numbers", "expected the questionnaire: export it from Numbers as Excel (.xlsx)"
    if found.end(".xlsx", ".xls", ".ods", ".json", ".csv") and "[content_types].xml" not in found.names:
        return "is a ZIP archive", "expected the one file with the answers: unpack the archive first"
    return None


def _is_sealed(data: bytes) -> bool:
    """Whether it is an OpenDocument file whose parts are encrypted, by its manifest."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive, archive.open("META-INF/manifest.xml") as manifest:
            return b"encryption-data" in manifest.read(1024 * 1024)
    except (KeyError, zipfile.BadZipFile, ValueError, NotImplementedError, EOFError, RuntimeError):
        return False


def _wide(name: str) -> bytes:
    """A name as a compound file's directory holds it."""
    return name.encode("utf-16-le") + b"\0\0"


def encoding_fault(data: bytes, place: int) -> Fault:
    """What a text is that is not UTF-8 from a place on."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")) or data[:4].count(0) in (2, 3):
        return "is text in UTF-16 or UTF-32 (“Unicode”)", AS_UTF8
    return f"is not UTF-8 at byte {place + 1}", AS_UTF8
