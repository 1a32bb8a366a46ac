"""A real PostgreSQL for the tests: one embedded server a test process, one migrated template, a clone for each test."""

import itertools
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg
from psycopg.conninfo import conninfo_to_dict, make_conninfo

from skypanel.app.embedded.supervisor import EmbeddedPostgres
from skypanel.app.migrations import migrate

TEMPLATE = "template_migrated"
_ROOM_BYTES = 2 * 2**30
_numbers = itertools.count(1)


class Databases:
    def __init__(self, dsn: str) -> None:
        """`dsn` is a role's that may create databases."""
        self._dsn = dsn
        self._run(f'CREATE DATABASE "{TEMPLATE}"')
        migrate(self.address(TEMPLATE))
        # The simulated VirtFusion knows people by the relations 1 to 8; made-up people must not be mistaken for them.
        with psycopg.connect(self.address(TEMPLATE), autocommit=True) as connection:
            connection.execute("SELECT setval(pg_get_serial_sequence('users', 'id'), 1000)")

    def address(self, name: str) -> str:
        """The DSN of the database `name` on this server, as a URL."""
        parts = conninfo_to_dict(self._dsn)
        host = parts.get("host", "")
        return f"postgresql://{parts['user']}:{parts.get('password', '')}@/{name}?host={host}"

    @contextmanager
    def clone(self, *, template: str = TEMPLATE) -> Iterator[str]:
        """The DSN of a fresh copy of `template`, dropped afterwards."""
        name = f"test_{next(_numbers)}"
        self._run(f'CREATE DATABASE "{name}" TEMPLATE "{template}"')
        try:
            yield self.address(name)
        finally:
            self._run(f'DROP DATABASE "{name}" WITH (FORCE)')

    def _run(self, sql: str) -> None:
        with psycopg.connect(make_conninfo(self._dsn, dbname="postgres"), autocommit=True) as connection:
            connection.execute(sql.encode())


def quick_place() -> Path | None:
    """A directory in memory, where there is one with room; None for the usual place for what is temporary.

    Making a database is making hundreds of files: ten times as fast there.
    """
    memory = Path("/dev/shm")  # noqa: S108 - only the parent of a private directory
    has_room = memory.is_dir() and os.access(memory, os.W_OK) and shutil.disk_usage(memory).free > _ROOM_BYTES
    return memory if has_room else None


@contextmanager
def running_databases(directory: Path) -> Iterator[Databases]:
    with EmbeddedPostgres(directory, durable=False) as server:
        yield Databases(server.start())
