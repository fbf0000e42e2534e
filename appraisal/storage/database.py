"""One connection to the store: how it is opened, read and written; all SQL stays on this floor."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from time import monotonic, sleep
from typing import Any

from appraisal.core.errors import Busy, InvalidInput, Problem, StorageFull

BUSY_SECONDS = 15
"""How long a connection waits for another one's write."""

Row = sqlite3.Row

_NO_ROOM = {sqlite3.SQLITE_FULL, sqlite3.SQLITE_IOERR_WRITE, sqlite3.SQLITE_IOERR_FSYNC, sqlite3.SQLITE_IOERR_TRUNCATE}


class Taken(Exception):
    """A row with such a key is there already."""


class Database:
    """A connection to the store in a file, or in memory for ":memory:"; each request and each thread has its own.

    Raises:
        InvalidInput: there can be no file of that name, or it may not be written to.
    """

    def __init__(self, path: Path | str) -> None:
        self.path = str(path)
        try:
            self.connection = sqlite3.connect(self.path, timeout=BUSY_SECONDS, isolation_level=None)
        except sqlite3.OperationalError as fault:
            raise _unfit(self.path, fault) from fault
        self.connection.row_factory = sqlite3.Row
        self._use_write_ahead_log()
        for pragma in (
            "synchronous = FULL",
            "foreign_keys = ON",
            "recursive_triggers = ON",  # so that INSERT OR REPLACE meets the journal's delete trigger too
        ):
            self.connection.execute(f"PRAGMA {pragma}")

    def _use_write_ahead_log(self) -> None:
        """Tried again for as long as a write waits: on a new file SQLite answers "locked" at once to all but one."""
        end = monotonic() + BUSY_SECONDS
        while True:
            try:
                self.connection.execute("PRAGMA journal_mode = WAL")
                return
            except sqlite3.OperationalError as fault:
                if fault.sqlite_errorcode & 0xFF != sqlite3.SQLITE_BUSY or monotonic() > end:
                    self.connection.close()
                    raise _unfit(self.path, fault) from fault
            sleep(0.02)

    def close(self) -> None:
        """End the connection; what was not committed is undone."""
        self.connection.close()

    @property
    def is_writing(self) -> bool:
        """Whether a transaction is open."""
        return self.connection.in_transaction

    @contextmanager
    def writing(self) -> Iterator[None]:
        """One write transaction, begun at once: all of it is stored or, when something is raised, nothing.

        Raises:
            Busy: another connection wrote for longer than this one waits.
            StorageFull: there is no room; nothing was stored.
        """
        with self._transaction("BEGIN IMMEDIATE"):
            yield

    @contextmanager
    def reading(self) -> Iterator[None]:
        """One view of the store, as of the first read in it, whatever others write meanwhile."""
        with self._transaction("BEGIN"):
            yield

    def one(self, sql: str, *values: object) -> Row | None:
        """The first row of a query, or None."""
        row: Row | None = self.connection.execute(sql, values).fetchone()
        return row

    def all(self, sql: str, *values: object) -> list[Row]:
        """Every row of a query."""
        return self.connection.execute(sql, values).fetchall()

    def run(self, sql: str, *values: object) -> int:
        """Change rows inside `writing()`; gives how many."""
        if not self.is_writing:
            raise RuntimeError("a change outside writing()")
        return self.connection.execute(sql, values).rowcount

    def alone(self, sql: str) -> None:
        """Run what takes no transaction, such as writing the whole file anew; it waits a second at most for others.

        Raises:
            Busy, StorageFull: others are at work, or there is no room; nothing was changed.
        """
        self.connection.execute("PRAGMA busy_timeout = 1000")
        try:
            self.connection.execute(sql)
        except sqlite3.OperationalError as error:
            raise _refusal(error) from error
        finally:
            self.connection.execute(f"PRAGMA busy_timeout = {BUSY_SECONDS * 1000}")

    def add(self, table: str, /, **values: object) -> None:
        """Add a row inside `writing()`; table and columns are names of the code's own.

        Raises:
            Taken: a row with such a key is there already.
        """
        places = ", ".join("?" * len(values))
        try:
            self.run(f"INSERT INTO {table} ({', '.join(values)}) VALUES ({places})", *values.values())  # noqa: S608
        except sqlite3.IntegrityError as error:
            if error.sqlite_errorcode in (sqlite3.SQLITE_CONSTRAINT_UNIQUE, sqlite3.SQLITE_CONSTRAINT_PRIMARYKEY):
                raise Taken(table) from None
            raise

    def change(self, table: str, key: Mapping[str, object], /, **values: object) -> int:
        """Change the rows with this key inside `writing()`; gives how many."""
        settings = ", ".join(f"{column} = ?" for column in values)
        where = " AND ".join(f"{column} = ?" for column in key)
        return self.run(f"UPDATE {table} SET {settings} WHERE {where}", *values.values(), *key.values())  # noqa: S608

    def copy_to(self, path: Path) -> None:
        """Write the store as of one moment into a new file, while others go on reading and writing.

        Raises:
            StorageFull, Busy: it could not be written.
        """
        target = sqlite3.connect(path)
        try:
            self.connection.backup(target)
        except sqlite3.OperationalError as error:
            raise _refusal(error) from error
        finally:
            target.close()

    def damage(self) -> str:
        """What SQLite finds wrong in the file: damaged pages, rows that refer to nothing; "" where all is well."""
        try:
            for pragma in ("integrity_check", "foreign_key_check"):
                for row in self.all(f"PRAGMA {pragma}"):
                    if row[0] != "ok":
                        return f"{pragma}: {row[0]}"
        except sqlite3.DatabaseError as error:
            return str(error)
        return ""

    @contextmanager
    def _transaction(self, begin: str) -> Iterator[None]:
        if self.is_writing:
            raise RuntimeError("transactions do not nest")
        try:
            self.connection.execute(begin)
            try:
                yield
                self.connection.execute("COMMIT")
            except BaseException:
                if self.connection.in_transaction:
                    self.connection.execute("ROLLBACK")
                raise
        except sqlite3.OperationalError as error:
            raise _refusal(error) from error


def _unfit(path: str, fault: sqlite3.OperationalError) -> Exception:
    """The refusal of a store that cannot be written to, before anything is done with it."""
    if fault.sqlite_errorcode & 0xFF in (sqlite3.SQLITE_READONLY, sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_PERM):
        problem = Problem("", "cannot be written to", "expected a file and folder that this user may write")
        return InvalidInput(path, [problem])
    return fault


def _refusal(error: sqlite3.OperationalError) -> Exception:
    code = getattr(error, "sqlite_errorcode", 0)
    if code in _NO_ROOM:
        return StorageFull("There is no room to store this; nothing of it was stored")
    if code & 0xFF in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED):
        return Busy("Others are being served; nothing was stored, expected to be tried again")
    return error


def stored_time(moment: datetime) -> str:
    """A moment as the store writes it: UTC to the microsecond, so that texts sort as moments do."""
    if moment.tzinfo is None:
        raise ValueError("a moment without a time zone")
    return moment.astimezone(UTC).isoformat(timespec="microseconds")


def read_time(text: str | None) -> datetime | None:
    """The moment that the store wrote, or None."""
    return None if text is None else datetime.fromisoformat(text)


def read_moment(text: str) -> datetime:
    """The moment that the store wrote where one always stands."""
    return datetime.fromisoformat(text)


def stored_json(document: Any) -> str:
    """A document as the store keeps working copies: compact JSON with sorted keys."""
    return json.dumps(document, ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False)
