"""The archive of a backup: whatever comes is read or refused, and nothing that it does not hold comes out."""

from __future__ import annotations

import io
from collections.abc import Iterator
from contextlib import contextmanager
from typing import BinaryIO

import pytest
from hypothesis import given
from hypothesis import strategies as st

from appraisal.core.errors import Conflict, InvalidInput
from appraisal.exchange.backup_archive import STORE, BackupWriter, Manifest, Member, read_backup

NAMES = (STORE, f"evidence/ab/{'ab' * 32}", f"evidence/cd/{'cd' * 32}")


def archive(contents: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    writer = BackupWriter(out)
    for name, data in contents.items():
        writer.add(name, io.BytesIO(data), len(data))
    writer.finish(Manifest("2026-11-26", "v" * 16, 3, "h" * 64, tuple(writer.members), "m" * 64))
    return out.getvalue()


def read(data: bytes) -> tuple[Manifest, dict[str, bytes]]:
    taken: dict[str, bytes] = {}

    @contextmanager
    def place(name: str) -> Iterator[BinaryIO]:
        target = io.BytesIO()
        yield target
        taken[name] = target.getvalue()

    return read_backup("backup.tar", io.BytesIO(data), place), taken


CONTENTS = dict(zip(NAMES, (b"SQLite format 3\0", b"x" * 513, b""), strict=True))
WHOLE = archive(CONTENTS)


def test_what_was_written_is_read() -> None:
    manifest, taken = read(WHOLE)

    assert taken == CONTENTS
    assert (manifest.sequence, [member.name for member in manifest.files]) == (3, list(NAMES))


@given(st.binary(max_size=2000))
def test_any_bytes_are_refused(data: bytes) -> None:
    with pytest.raises(InvalidInput):
        read(data)


@given(st.integers(0, len(WHOLE) - 1), st.integers(1, 255), st.integers(0, 3))
def test_whatever_is_changed_is_noticed_or_leaves_the_contents_as_the_manifest_says(
    place: int, by: int, kind: int
) -> None:
    spoilt = bytearray(WHOLE)
    if kind == 0:
        spoilt[place] ^= by
    elif kind == 1:
        del spoilt[place : place + by]
    elif kind == 2:
        spoilt[place:place] = bytes(by)
    else:
        spoilt += spoilt[place:]
    try:
        manifest, taken = read(bytes(spoilt))
    except InvalidInput:
        return
    assert [taken[member.name] for member in manifest.files] == list(CONTENTS.values())


@pytest.mark.parametrize(
    "contents",
    [
        {},
        {NAMES[1]: b"x"},
        {STORE: b"x", "evidence/ab/short": b""},
        {STORE: b"x", "backup.json": b"{}"},
    ],
)
def test_another_order_or_another_name_is_refused(contents: dict[str, bytes]) -> None:
    with pytest.raises(InvalidInput):
        read(archive(contents))


def test_a_file_that_shrinks_while_it_is_copied_is_no_member() -> None:
    writer = BackupWriter(io.BytesIO())

    with pytest.raises(Conflict, match="changed while it was copied"):
        writer.add(STORE, io.BytesIO(b"short"), 9)

    assert writer.members == []


def test_a_file_beyond_the_format_is_refused() -> None:
    with pytest.raises(Conflict, match="larger than 8 GB"):
        BackupWriter(io.BytesIO()).add(STORE, io.BytesIO(), 8**11)


def test_the_mark_covers_all_but_itself() -> None:
    member = Member(STORE, 1, "a")
    one = Manifest("t", "v", 1, "h", (member,), "x")

    assert one.digest == Manifest("t", "v", 1, "h", (member,), "y").digest
    others = [
        Manifest("u", "v", 1, "h", (member,)),
        Manifest("t", "w", 1, "h", (member,)),
        Manifest("t", "v", 1, "h", ()),
    ]
    assert one.digest not in [other.digest for other in others]
