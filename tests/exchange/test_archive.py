"""Archives from outside are looked through before anything opens them, and what they claim is not believed."""

from __future__ import annotations

import io
import stat
import struct
import time
import zipfile

import pytest
from hypothesis import given
from hypothesis import strategies as st

from appraisal.core.errors import InvalidInput
from appraisal.exchange.archive import MOST_ENTRIES, entries


def archive(*members: tuple[str, bytes], method: int = zipfile.ZIP_DEFLATED, level: int = 9) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", method, compresslevel=level) as target:
        for name, data in members:
            target.writestr(name, data)
    return out.getvalue()


def refusal(data: bytes) -> str:
    with pytest.raises(InvalidInput) as refused:
        entries("plan.docx", io.BytesIO(data))
    return str(refused.value)


def test_a_plain_archive_lists_its_entries() -> None:
    data = archive(("a/b.xml", b"x" * 100), ("c.xml", b""))

    assert entries("plan.docx", io.BytesIO(data)) == ("a/b.xml", "c.xml")


@pytest.mark.parametrize("name", ["../a", "a/../../b", "/etc/passwd", "C:/a", "a\\..\\b", "a\nb", "\u202ea", "/"])
def test_a_name_that_leads_out_is_refused(name: str) -> None:
    assert "leads out of the archive; expected a plain path inside it" in refusal(archive((name, b"x")))


@pytest.mark.filterwarnings("ignore:Duplicate name")
@pytest.mark.parametrize("twin", ["a.xml", "A.XML", "\uff41.xml"])
def test_twin_names_are_refused(twin: str) -> None:
    data = archive(("a.xml", b"1"), (twin, b"2"))

    assert "stands twice; expected each name once" in refusal(data)


def test_a_small_archive_that_unpacks_to_much_is_refused_soon() -> None:
    data = archive(("a.xml", bytes(50 * 2**20)))
    started = time.process_time()

    text = refusal(data)

    assert len(data) < 60_000
    assert text == "plan.docx: 'a.xml': unpacks to more than 200 times its packed size; expected a usual document"
    assert time.process_time() - started < 2


def test_many_entries_that_together_unpack_to_much_are_refused() -> None:
    data = archive(*[(f"{number}.xml", bytes(4 * 2**20)) for number in range(70)], level=1)

    assert refusal(data) == "plan.docx: unpacks to too much; expected at most 256 MiB in all"


def test_an_entry_that_lies_about_its_size_is_refused() -> None:
    data = bytearray(archive(("a.xml", bytes(50 * 2**20))))
    directory = data.rindex(b"PK\x01\x02")
    struct.pack_into("<L", data, directory + 24, 10)
    lower = bytes(data)
    struct.pack_into("<L", data, directory + 20, 2**31)

    assert "is damaged" in refusal(lower)
    assert "overlap" in refusal(bytes(data))


def test_too_many_entries_are_refused() -> None:
    data = archive(*[(f"{number}", b"") for number in range(MOST_ENTRIES + 1)])

    assert refusal(data) == "plan.docx: lists 2,001 entries; expected at most 2,000"


def test_an_archive_that_lies_about_its_number_of_entries_is_refused() -> None:
    data = bytearray(archive(*[(f"{number}", b"") for number in range(MOST_ENTRIES + 1)]))
    struct.pack_into("<HH", data, len(data) - 14, 1, 1)

    assert "lists 2,001 entries" in refusal(bytes(data))


def test_overlapping_entries_are_refused() -> None:
    data = bytearray(archive(("a", bytes(range(256)) * 100), ("b", bytes(range(256)) * 100), method=zipfile.ZIP_STORED))
    first, second = data.index(b"PK\x01\x02"), data.rindex(b"PK\x01\x02")
    struct.pack_into("<L", data, second + 42, struct.unpack_from("<L", data, first + 42)[0])

    assert "is damaged" in refusal(bytes(data))


def test_encrypted_entries_are_refused() -> None:
    data = bytearray(archive(("a.xml", b"x")))
    data[data.index(b"PK\x01\x02") + 8] |= 1

    assert "is encrypted; expected an archive without a password" in refusal(bytes(data))


def test_links_and_other_methods_are_refused() -> None:
    link = zipfile.ZipInfo("link")
    link.external_attr = (stat.S_IFLNK | 0o777) << 16
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as target:
        target.writestr(link, "/etc/passwd")

    assert "is a link; expected files and folders only" in refusal(out.getvalue())
    assert "is packed by method 14; expected deflate" in refusal(archive(("a", b"x"), method=zipfile.ZIP_LZMA))


def test_bytes_around_the_archive_are_refused() -> None:
    data = archive(("a.xml", b"x"))

    assert "holds bytes that are not the archive's" in refusal(b"GIF89a" + data)
    assert "does not end as an archive" in refusal(data + b"tail")
    assert "does not end as an archive" in refusal(b"")
    assert "does not end as an archive" in refusal(b"PK\x03\x04 is all there is, and nothing of an end")


def test_a_longer_form_that_hides_behind_the_plain_one_is_refused() -> None:
    data = archive(("a.xml", b"x"))
    locator = b"PK\x06\x07" + bytes(16)
    end = bytearray(data[-22:])
    struct.pack_into("<L", end, 12, struct.unpack_from("<L", end, 12)[0] + len(locator))

    assert "holds bytes that are not the archive's" in refusal(data[:-22] + locator + bytes(end))


def test_a_changed_content_is_refused() -> None:
    data = bytearray(archive(("a.xml", b"x" * 100), method=zipfile.ZIP_STORED))
    data[60] ^= 1

    assert "is damaged" in refusal(bytes(data))


@given(st.binary(max_size=200), st.integers(0, 300), st.binary(min_size=1, max_size=4))
def test_whatever_comes_is_taken_or_refused(noise: bytes, place: int, patch: bytes) -> None:
    data = archive(("a.xml", noise), ("b/c.xml", b"y" * 50))
    patched = data[:place] + patch + data[place + len(patch) :]

    for candidate in (noise, patched):
        try:
            entries("plan.docx", io.BytesIO(candidate))
        except InvalidInput as error:
            assert error.problems
