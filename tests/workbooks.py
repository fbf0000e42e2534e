"""Fills in and damages workbooks, as people and attackers do, without a spreadsheet program."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Mapping
from xml.sax.saxutils import escape

SHEETS = {"Read me": 1, "Company": 2, "Respondent 1": 3, "Respondent 2": 4, "Respondent 3": 5}


def part_of(sheet: str) -> str:
    return f"xl/worksheets/sheet{SHEETS[sheet]}.xml"


def replaced(workbook: bytes, parts: Mapping[str, bytes]) -> bytes:
    """The workbook with some of its parts replaced or added."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(workbook)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            new.writestr(name, parts.get(name, old.read(name)))
        for name in parts.keys() - set(old.namelist()):
            new.writestr(name, parts[name])
    return out.getvalue()


def part(workbook: bytes, name: str) -> str:
    with zipfile.ZipFile(io.BytesIO(workbook)) as archive:
        return archive.read(name).decode()


def filled(workbook: bytes, cells: Mapping[str, Mapping[str, str]]) -> bytes:
    """The workbook with texts typed into cells that are there: {"Respondent 1": {"E7": "Yes"}}."""
    parts = {}
    for sheet, texts in cells.items():
        xml = part(workbook, part_of(sheet))
        for place, text in texts.items():
            typed = f'<c r="{place}" t="inlineStr"><is><t xml:space="preserve">{escape(text)}</t></is></c>'
            xml, times = re.subn(rf'<c r="{place}"(?: [^>]*?)?(?:/>|>.*?</c>)', lambda _, new=typed: new, xml, count=1)
            assert times == 1, f"{sheet}!{place} is not in the workbook"
        parts[part_of(sheet)] = xml.encode()
    return replaced(workbook, parts)
