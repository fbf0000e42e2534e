"""The documents of a dossier as tables in one SQLite file, which any browser of databases opens.

The tables say nothing of their own: each row comes from a document of the same dossier, which is what counts.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Iterator
from itertools import islice
from pathlib import Path
from sqlite3 import OperationalError
from typing import TYPE_CHECKING, Any

from appraisal.core.errors import StorageFull
from appraisal.exchange.dossier.table_rows import (
    answers,
    comparison,
    findings,
    index,
    profile,
    receipts,
    register,
)

if TYPE_CHECKING:
    from sqlite_utils import Database as Tables

Rows = Iterable[tuple[str, dict[str, object]]]
"""Table and row, one after the other."""

_READERS: tuple[tuple[re.Pattern[str], Callable[[Any, re.Match[str]], Rows]], ...] = (
    (re.compile(r"dossier\.json"), index),
    (re.compile(r"lots/(?P<lot>\d+)/profiles/(?P<publication>\d+)\.json"), profile),
    (re.compile(r"lots/(?P<lot>\d+)/bids/(?P<supplier>[^/]+)/receipts\.json"), receipts),
    (re.compile(r"lots/(?P<lot>\d+)/bids/(?P<supplier>[^/]+)/(?P<version>\d+)/response\.json"), answers),
    (re.compile(r"lots/(?P<lot>\d+)/findings/(?P<by>[^/]+)/(?P<supplier>[^/]+)\.json"), findings),
    (re.compile(r"lots/(?P<lot>\d+)/(?P<by>consensus)/(?P<supplier>[^/]+)\.json"), findings),
    (re.compile(r"lots/(?P<lot>\d+)/comparison\.json"), comparison),
)
_LOT = re.compile(r"lots/(?P<lot>\d+)/")
_AT_ONCE = 1000
_FROM_BODY = ("at", "actor", "event", "subject")


class TablesWriter:
    """The file while it is written, in a folder of its own; documents are handed over as they go by."""

    def __init__(self, path: Path) -> None:
        from sqlite_utils import Database as Tables

        self.path = path
        self._tables: Tables = Tables(str(path), execute_plugins=False)
        for pragma in ("journal_mode = OFF", "synchronous = OFF"):  # what is begun here is finished or thrown away
            self._tables.execute(f"PRAGMA {pragma}")

    def __enter__(self) -> TablesWriter:
        return self

    def __exit__(self, *_: object) -> None:
        self._tables.close()

    def document(self, path: str, data: bytes) -> None:
        """Add what a JSON document of the payload says."""
        found = json.loads(data)
        for pattern, read in _READERS:
            if match := pattern.fullmatch(path):
                self._insert(read(found, match))
                return
        if isinstance(found, dict) and "register" in found:
            lot = _LOT.match(path)
            self._insert(register(found, int(lot["lot"]) if lot else None))

    def journal(self, lines: Iterable[bytes]) -> Iterator[bytes]:
        """The journal's lines as they come, each added to the table `entries` on its way."""
        waiting = iter(lines)
        while some := list(islice(waiting, _AT_ONCE)):
            self._insert(("entries", _entry(line)) for line in some)
            yield from some

    def files(self, rows: Iterable[tuple[str, int, str]]) -> None:
        """Add path, size and SHA-256 of the payload's files."""
        self._insert(("files", {"path": path, "bytes": size, "sha256": digest}) for path, size, digest in rows)

    def finish(self) -> int:
        """Close the file; its size in bytes comes back."""
        self._tables.close()
        return self.path.stat().st_size

    def _insert(self, rows: Rows) -> None:
        by_table: dict[str, list[dict[str, object]]] = {}
        for table, row in rows:
            by_table.setdefault(table, []).append(row)
        for table, found in by_table.items():
            try:
                self._tables.table(table).insert_all(found, alter=True)
            except OperationalError:
                raise StorageFull("there is no room left to write the tables; nothing was stored") from None


def _entry(line: bytes) -> dict[str, object]:
    entry: dict[str, object] = json.loads(line)
    body = entry["body"]
    told = json.loads(body) if isinstance(body, str) else {}
    return {**entry, **{name: told.get(name) for name in _FROM_BODY}}
