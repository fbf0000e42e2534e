"""Spreadsheets from outside: the sheets of an XLSX, ODS, XLS or CSV file, looked through before anything opens them."""

from __future__ import annotations

import csv
import io
import zipfile
import zlib
from xml.sax import SAXException

from defusedxml.common import DefusedXmlException

from appraisal.core.errors import InvalidInput, Problem, TooLarge
from appraisal.exchange.archive import OFFICE, entries
from appraisal.exchange.kinds_of_file import AS_WORKBOOK, COMPOUND, ZIP, encoding_fault, foreign_kind
from appraisal.exchange.sheets.csv_table import read_csv
from appraisal.exchange.sheets.ods import read_ods
from appraisal.exchange.sheets.sheet import Sheet
from appraisal.exchange.sheets.xls import read_xls
from appraisal.exchange.sheets.xlsx import read_xlsx
from appraisal.exchange.value import Fault

LIMIT = 8 * 1024 * 1024
"""The largest workbook in bytes."""
MOST_UNPACKED = 64 * 1024 * 1024
MOST_SHEETS = 200

_OPEN_DOCUMENT = b"application/vnd.oasis.opendocument.spreadsheet"
_DAMAGE = (KeyError, IndexError, ValueError, LookupError, SAXException, DefusedXmlException, zlib.error, csv.Error)
_NO_WORKBOOK: Fault = ("is not a workbook", "expected an XLSX, ODS or XLS file, or a sheet of it as CSV")


def read_workbook(source: str, data: bytes) -> list[Sheet]:
    """The sheets of a spreadsheet in their order; a CSV file is one sheet without a name.

    Raises:
        TooLarge: the file has more than 8 MiB.
        InvalidInput: it is no workbook, is damaged, or is built to exhaust its reader.
    """
    if len(data) > LIMIT:
        raise TooLarge(source, [Problem("", f"has {len(data):,} bytes", f"expected at most {LIMIT:,}")])
    if fault := foreign_kind(data):
        raise _refused(source, fault)
    sheets = _sheets(source, data)
    if len(sheets) > MOST_SHEETS:
        raise _refused(source, (f"has {len(sheets)} sheets", f"expected at most {MOST_SHEETS}"))
    return sheets


def _sheets(source: str, data: bytes) -> list[Sheet]:
    if data.startswith(COMPOUND):
        return _old_sheets(source, data)
    try:
        if not data.startswith(ZIP):
            is_wide = data.startswith((b"\xff\xfe", b"\xfe\xff"))
            return read_csv(data.decode("utf-16" if is_wide else "utf-8-sig"))
        entries(source, io.BytesIO(data), MOST_UNPACKED, OFFICE)
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            is_open = archive.namelist()[0] == "mimetype" and archive.read("mimetype").startswith(_OPEN_DOCUMENT)
            return read_ods(archive) if is_open else read_xlsx(archive)
    except UnicodeDecodeError as error:
        raise _refused(source, encoding_fault(data, error.start)) from None
    except _DAMAGE:
        raise _refused(source, _NO_WORKBOOK) from None


def _old_sheets(source: str, data: bytes) -> list[Sheet]:
    from xlrd.biffh import XLRDError

    try:
        return read_xls(data)
    except XLRDError as error:
        if "encrypted" in str(error):
            wanted = "expected it without: open it, take the password out and save it again"
            raise _refused(source, ("is protected by a password", wanted)) from None
        raise _refused(source, _damaged_old()) from None
    except Exception:
        raise _refused(source, _damaged_old()) from None


def _damaged_old() -> Fault:
    return "is a damaged workbook of the old format (.xls)", AS_WORKBOOK


def _refused(source: str, fault: Fault) -> InvalidInput:
    return InvalidInput(source, [Problem("", *fault)])
