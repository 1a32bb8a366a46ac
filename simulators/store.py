"""Durable state: rows of bytes in one SQLite file, written before the answer that reports them leaves the process.

WAL with `synchronous=NORMAL` survives `kill -9` of this process whole; only a power cut could lose the newest commit.
Without a directory nothing is written at all.
"""

from __future__ import annotations

import fcntl
import sqlite3
from pathlib import Path
from typing import IO

SCHEMA = "CREATE TABLE IF NOT EXISTS rows (stream TEXT, key INTEGER, body BLOB NOT NULL, PRIMARY KEY (stream, key))"


class UnusableStateError(RuntimeError):
    """The state directory cannot be taken up; the text says why and what to do."""


class Store:
    """Named streams of numbered rows. `put` and `delete` gather; `commit` makes them durable together."""

    def __init__(self, directory: Path | None) -> None:
        """Open (and make) `directory`, or keep nothing when it is None. Refuses a directory in use elsewhere."""
        self._connection: sqlite3.Connection | None = None
        self._lock: IO[str] | None = None
        if directory is None:
            return
        directory.mkdir(parents=True, exist_ok=True)
        self._lock = (directory / "lock").open("w")
        try:
            fcntl.flock(self._lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            raise UnusableStateError(
                f"The state directory {directory} is in use by another simulators process."
            ) from error
        self._connection = sqlite3.connect(directory / "simulators.sqlite3", isolation_level=None)
        self._connection.execute("PRAGMA journal_mode=WAL")
        self._connection.execute("PRAGMA synchronous=NORMAL")
        self._connection.execute(SCHEMA)

    @property
    def is_durable(self) -> bool:
        """Whether anything put here outlives the process; callers may skip encoding when it does not."""
        return self._connection is not None

    def load(self, stream: str) -> list[tuple[int, bytes]]:
        """Return every row of a stream as (key, body), in key order."""
        if self._connection is None:
            return []
        return list(self._connection.execute("SELECT key, body FROM rows WHERE stream = ? ORDER BY key", (stream,)))

    def put(self, stream: str, key: int, body: bytes) -> None:
        """Insert or replace one row, durable at the next `commit`."""
        if (connection := self._writing()) is not None:
            connection.execute("INSERT OR REPLACE INTO rows VALUES (?, ?, ?)", (stream, key, body))

    def clear(self, stream: str) -> None:
        """Remove every row of a stream, durable at the next `commit`."""
        if (connection := self._writing()) is not None:
            connection.execute("DELETE FROM rows WHERE stream = ?", (stream,))

    def delete(self, stream: str, key: int) -> None:
        """Remove one row, durable at the next `commit`; a missing row is fine."""
        if (connection := self._writing()) is not None:
            connection.execute("DELETE FROM rows WHERE stream = ? AND key = ?", (stream, key))

    def commit(self) -> None:
        """Make everything gathered so far durable, all or nothing."""
        if self._connection is not None and self._connection.in_transaction:
            self._connection.execute("COMMIT")

    def close(self) -> None:
        """Commit what is gathered and release the directory."""
        self.commit()
        if self._connection is not None:
            self._connection.close()
        if self._lock is not None:
            self._lock.close()

    def _writing(self) -> sqlite3.Connection | None:
        if self._connection is not None and not self._connection.in_transaction:
            self._connection.execute("BEGIN IMMEDIATE")
        return self._connection
