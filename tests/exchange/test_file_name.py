"""Names from outside are made fit to show, to save and to send."""

from __future__ import annotations

import email.message
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from appraisal.exchange.file_name import LONGEST, content_disposition, extension, safe_name


@pytest.mark.parametrize(
    ("name", "safe"),
    [
        ("Incident handbook 4.2.pdf", "Incident handbook 4.2.pdf"),
        ("../../etc/passwd", "passwd"),
        ("C:\\Users\\ann\\plan.PDF", "plan.pdf"),
        ("invoice\u202efdp.exe", "invoicefdp.exe"),
        ("a\r\nSet-Cookie: x=1.txt", "aSet-Cookie_ x=1.txt"),
        ('"><img src=x onerror=alert(1)>.png', "___img src=x onerror=alert(1)_.png"),
        ("  spaces \t and\u00a0more .docx ", "spaces and more.docx"),
        ("con.txt", "file_con.txt"),
        ("NUL", "file_NUL"),
        (".pdf", "file.pdf"),
        ("...", "file"),
        ("", "file"),
        ("\x00\x01", "file"),
        ("e\u0301te\u0301.pdf", "été.pdf"),
        ("x" * 500 + ".pdf", "x" * (LONGEST - 4) + ".pdf"),
    ],
)
def test_a_name_is_made_safe(name: str, safe: str) -> None:
    assert safe_name(name) == safe


@given(st.text())
def test_a_safe_name_is_safe_whatever_came(name: str) -> None:
    safe = safe_name(name)

    assert 1 <= len(safe) <= LONGEST + 5
    assert not set(safe) & set('/\\<>:"|?*')
    assert not safe.startswith(".")
    assert all(unicodedata.category(letter) not in {"Cc", "Cf", "Cs", "Zl", "Zp"} for letter in safe)


@given(st.text())
def test_a_safe_name_stays_as_it_is(name: str) -> None:
    assert safe_name(safe_name(name)) == safe_name(name)


@given(st.text())
def test_making_a_name_safe_does_not_change_its_kind(name: str) -> None:
    assert extension(safe_name(name)) == extension(name.rsplit("/")[-1].rsplit("\\")[-1]) or extension(name) == ""


@given(st.text())
def test_the_header_is_one_plain_line_that_gives_the_name_back(name: str) -> None:
    header = content_disposition(name)
    message = email.message.Message()
    message["Content-Disposition"] = header

    assert header.isascii()
    assert header.isprintable()
    assert message.get_content_disposition() == "attachment"
    assert header.count('"') == 2
    assert email.utils.unquote(email.utils.decode_rfc2231(header.split("filename*=")[1])[2]) is not None
