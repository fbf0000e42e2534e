"""Files that appear under their name whole or not at all, and never in the place of another."""

from __future__ import annotations

import errno
import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from appraisal.core.errors import StorageFull

PART = ".part-"
"""How the name of a file begins that is still being written, or that a crash left behind."""

_NO_ROOM = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG})


@contextmanager
def new_file(target: Path) -> Iterator[BinaryIO]:
    """A file to write, for its owner's eyes only; on leaving it is flushed to the disk and gets its name in one step.

    A hard link gives the name and not a rename, since a rename would silently replace what another has just stored.

    Raises:
        FileExistsError: the name is taken; what stands there is untouched.
        StorageFull: there is no room; nothing is left of the file.
    """
    with room():
        make_folder(target.parent)
        number, name = tempfile.mkstemp(prefix=PART, dir=target.parent)
        try:
            with os.fdopen(number, "wb") as file:
                yield file
                file.flush()
                os.fsync(file.fileno())
            os.link(name, target)
        finally:
            Path(name).unlink()
        flush_folder(target.parent)


@contextmanager
def room() -> Iterator[None]:
    """Turns a full disk, a used-up quota and a file beyond its limit into one refusal.

    Raises:
        StorageFull: there is no room.
    """
    try:
        yield
    except OSError as error:
        if error.errno in _NO_ROOM:
            raise StorageFull("there is no room left to store this; nothing was stored") from None
        raise


def make_folder(folder: Path) -> None:
    """The folder with those above it, for its owner's eyes only, each known to the disk."""
    if folder.is_dir():
        return
    make_folder(folder.parent)
    folder.mkdir(mode=0o700, exist_ok=True)
    flush_folder(folder.parent)


def flush_folder(folder: Path) -> None:
    """Waits until the names in the folder are on the disk."""
    number = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(number)
    finally:
        os.close(number)
