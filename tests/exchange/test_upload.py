"""Evidence is taken by a list of kinds, and must be what its name says."""

from __future__ import annotations

import io
import zipfile

import pytest
from hypothesis import given
from hypothesis import strategies as st

from appraisal.core.errors import InvalidInput
from appraisal.exchange.upload import KINDS, inspect_upload

OFFICE = "application/vnd.openxmlformats-officedocument."
OPEN = "application/vnd.oasis.opendocument."


def zipped(*members: tuple[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as target:
        for name, data in members:
            target.writestr(name, data, zipfile.ZIP_STORED if name == "mimetype" else None)
    return out.getvalue()


def office(part: str, *more: str) -> bytes:
    return zipped(("[Content_Types].xml", b"<Types/>"), (part, b"<x/>"), *[(name, b"x") for name in more])


def open_document(kind: str, *more: str) -> bytes:
    return zipped(("mimetype", f"{OPEN}{kind}".encode()), ("content.xml", b"<x/>"), *[(name, b"x") for name in more])


SAMPLES = {
    "csv": (b"question;answer\nSRI-Q1;yes\n", "text/csv"),
    "docx": (office("word/document.xml"), f"{OFFICE}wordprocessingml.document"),
    "jpeg": (b"\xff\xd8\xff\xe0\x00\x10JFIF", "image/jpeg"),
    "jpg": (b"\xff\xd8\xff\xe1\x00\x10Exif", "image/jpeg"),
    "ods": (open_document("spreadsheet"), f"{OPEN}spreadsheet"),
    "odt": (open_document("text"), f"{OPEN}text"),
    "pdf": (b"%PDF-1.7\n...", "application/pdf"),
    "png": (b"\x89PNG\r\n\x1a\n picture", "image/png"),
    "txt": ("Überblick\tüber\r\nalles\f".encode(), "text/plain"),
    "xlsx": (office("xl/workbook.xml"), f"{OFFICE}spreadsheetml.sheet"),
}


def refusal(data: bytes, name: str) -> str:
    with pytest.raises(InvalidInput) as refused:
        inspect_upload(io.BytesIO(data), name)
    return str(refused.value)


def test_every_kind_has_a_sample_here() -> None:
    assert SAMPLES.keys() == KINDS.keys()


@pytest.mark.parametrize("ending", SAMPLES)
def test_each_kind_is_taken_under_its_extension(ending: str) -> None:
    data, media_type = SAMPLES[ending]

    assert inspect_upload(io.BytesIO(data), f"Hand book.{ending.upper()}") == (f"Hand book.{ending}", media_type)


@pytest.mark.parametrize("claimed", SAMPLES)
@pytest.mark.parametrize("real", SAMPLES)
def test_no_kind_passes_for_another(claimed: str, real: str) -> None:
    like = {frozenset({"jpg", "jpeg"}), frozenset({"csv", "txt"})}
    if claimed == real or frozenset({claimed, real}) in like:
        return
    if claimed in {"csv", "txt"} and real == "pdf":
        return  # a PDF may be all text; as text it is handed out as text

    with pytest.raises(InvalidInput):
        inspect_upload(io.BytesIO(SAMPLES[real][0]), f"a.{claimed}")


@pytest.mark.parametrize(
    "name", ["a.svg", "a.html", "a.htm", "a.zip", "a.exe", "a.pdf.exe", "a.docm", "a.js", "a.pdf\u202etxt.exe"]
)
def test_an_extension_that_is_not_on_the_list_is_refused(name: str) -> None:
    text = refusal(b"%PDF-1.7", name)

    assert "which is not taken as evidence; expected csv, docx, jpeg, jpg, ods, odt, pdf, png, txt or xlsx" in text


def test_a_file_without_extension_or_content_is_refused() -> None:
    assert "has no extension" in refusal(b"%PDF-1.7", "handbook")
    assert refusal(b"", "handbook.pdf") == "handbook.pdf: is empty; expected a PDF document"


@pytest.mark.parametrize(
    "markup",
    [
        b"<html><script>",
        b"  \r\n<!DOCTYPE html>",
        b"\xef\xbb\xbf<svg onload=alert(1)>",
        b"<?xml version='1.0'?>",
        b"<ScRiPt>",
    ],
)
def test_markup_under_the_name_of_a_text_is_refused(markup: bytes) -> None:
    assert refusal(markup, "notes.txt") == "notes.txt: is a web page or another markup; expected a plain text"


@pytest.mark.parametrize("data", [b"MZ\x90\x00", b"\x1b[2J", b"a" * 2**20 + b"\x00"])
def test_a_program_or_terminal_code_under_the_name_of_a_text_is_refused(data: bytes) -> None:
    assert refusal(data, "notes.txt") == "notes.txt: holds bytes that no text has; expected a plain text"


@pytest.mark.parametrize(
    ("data", "name"),
    [
        (office("word/document.xml", "word/vbaProject.bin"), "a.docx"),
        (office("xl/workbook.xml", "xl/macrosheets/sheet1.xml"), "a.xlsx"),
        (open_document("text", "Basic/Standard/Module1.xml"), "a.odt"),
        (open_document("spreadsheet", "Scripts/python/a.py"), "a.ods"),
    ],
)
def test_macros_are_refused(data: bytes, name: str) -> None:
    assert f"{name}: holds macros; expected" in refusal(data, name)


def test_a_document_that_unpacks_to_much_is_refused() -> None:
    bomb = zipped(("[Content_Types].xml", b"<Types/>"), ("word/document.xml", bytes(50 * 2**20)))

    assert "unpacks to more than 200 times its packed size" in refusal(bomb, "a.docx")


def test_a_document_with_a_name_that_leads_out_is_refused() -> None:
    assert "leads out of the archive" in refusal(office("word/document.xml", "../../evil"), "a.docx")


@given(st.binary(max_size=300), st.sampled_from(sorted(KINDS)))
def test_whatever_comes_is_taken_or_refused(data: bytes, ending: str) -> None:
    try:
        shown, _ = inspect_upload(io.BytesIO(data), f"a.{ending}")
    except InvalidInput as error:
        assert error.problems
    else:
        assert shown == f"a.{ending}"
