"""Files on disk: read up to a limit, written whole or not at all."""

from __future__ import annotations

import os
import sys
import tempfile
from pathlib import Path

from appraisal.core.errors import InvalidInput, NotFound, Problem

STANDARD_OUTPUT = "-"
"""The path that means standard output."""


def read_bytes(path: Path, limit: int) -> bytes:
    """The file's bytes, at most `limit` of them.

    Raises:
        NotFound: there is no such file.
        InvalidInput: the file is larger than the limit, or cannot be read.
    """
    try:
        with path.open("rb") as file:
            data = file.read(limit + 1)
    except FileNotFoundError:
        raise NotFound(f"{path}: there is no such file; expected the path of a file that exists") from None
    except OSError as error:
        raise InvalidInput(str(path), [Problem("", f"cannot be read ({reason(error)})", "expected a file")]) from None
    if len(data) > limit:
        raise InvalidInput(str(path), [Problem("", "is too large", f"expected at most {limit // 1024:,} KiB")])
    return data


def write_all(contents: dict[str, bytes]) -> None:
    """Write each content under its path; all are complete on disk before the first takes its place.

    Raises:
        InvalidInput: a folder is missing or not writable, or the disk is full; nothing is left half-written.
    """
    waiting: list[tuple[str, Path]] = []
    try:
        for name, data in contents.items():
            if name != STANDARD_OUTPUT:
                waiting.append((name, _beside(name, data)))
        for name, temporary in waiting:
            _take_place(name, temporary)
    finally:
        for _, temporary in waiting:
            temporary.unlink(missing_ok=True)
    if STANDARD_OUTPUT in contents:
        sys.stdout.flush()
        sys.stdout.buffer.write(contents[STANDARD_OUTPUT])
        sys.stdout.buffer.flush()


def _beside(name: str, data: bytes) -> Path:
    """A complete, flushed file in the target's folder, readable like any new file."""
    target = Path(name)
    try:
        if target.is_dir():
            raise IsADirectoryError(21, "is a folder")
        number, temporary = tempfile.mkstemp(prefix=f".{target.name}.", dir=target.parent)
    except OSError as error:
        raise _not_written(name, error) from None
    try:
        with os.fdopen(number, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        umask = os.umask(0)
        os.umask(umask)
        Path(temporary).chmod(0o666 & ~umask)
    except OSError as error:
        Path(temporary).unlink(missing_ok=True)
        raise _not_written(name, error) from None
    return Path(temporary)


def _take_place(name: str, temporary: Path) -> None:
    try:
        temporary.replace(name)
    except OSError as error:
        raise _not_written(name, error) from None


def _not_written(name: str, error: OSError) -> InvalidInput:
    return InvalidInput(name, [Problem("", f"cannot be written ({reason(error)})", "expected a writable place")])


def reason(error: OSError) -> str:
    """What the system said, in its own words and lower case."""
    return (error.strerror or str(error)).lower()
