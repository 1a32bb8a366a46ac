"""A real PostgreSQL that keeps what it acknowledged, and can be cut off at any moment."""

import asyncio
import os
import shutil
import signal
import subprocess
from pathlib import Path
from typing import Final, Self

import psycopg
from psycopg import sql
from psycopg.conninfo import conninfo_to_dict, make_conninfo

from skypanel.app.embedded.binaries import find_binaries
from skypanel.app.embedded.cluster import ROLE, Cluster, server_environment
from skypanel.app.embedded.postmaster import find_postmaster
from skypanel.app.embedded.supervisor import EmbeddedPostgres
from skypanel.app.migrations import migrate

_TEMPLATE: Final = "chaos_template"
_GONE_SECONDS: Final = 15.0


class Postgres:
    """One durable server, a migrated template, and a database of its own for each run."""

    def __init__(self, directory: Path) -> None:
        self._directory = directory
        self._server = EmbeddedPostgres(directory, durable=True)
        self._cluster = Cluster(directory)
        self._dsn = ""
        self._made = 0

    def __enter__(self) -> Self:
        self._dsn = self._server.start()
        self._create(_TEMPLATE, "template0")
        migrate(self._address(_TEMPLATE))
        return self

    def __exit__(self, *_: object) -> None:
        self._server.stop()
        shutil.rmtree(self._directory, ignore_errors=True)

    @property
    def log(self) -> Path:
        """What the server itself wrote."""
        return self._cluster.log

    def database(self) -> str:
        """The address of a new, migrated database."""
        self._made += 1
        name = f"chaos_{self._made}"
        self._create(name, _TEMPLATE)
        return self._address(name)

    async def crash(self) -> None:
        """End it at once (an immediate shutdown: nothing is flushed, nobody is told) and start it again."""
        await asyncio.to_thread(self._crash)

    def dump(self, dsn: str) -> bytes:
        """Everything in the database at `dsn`, as `pg_dump` writes it."""
        command = [find_binaries().program("pg_dump"), "--no-owner", dsn]
        done = subprocess.run(  # noqa: S603 - PostgreSQL's own program, no shell
            command, env=dict(server_environment()), capture_output=True, check=True
        )
        return done.stdout

    def _crash(self) -> None:
        postmaster = find_postmaster(self._cluster.data)
        if postmaster is None:
            raise RuntimeError("there is no server to crash")
        os.kill(postmaster.process.pid, signal.SIGQUIT)
        postmaster.process.wait(_GONE_SECONDS)
        self._server.start()

    def _create(self, name: str, template: str) -> None:
        with psycopg.connect(self._server.admin_dsn, autocommit=True) as admin:
            admin.execute(
                sql.SQL("CREATE DATABASE {} TEMPLATE {} OWNER {}").format(
                    sql.Identifier(name), sql.Identifier(template), sql.Identifier(ROLE)
                )
            )

    def _address(self, name: str) -> str:
        parts = conninfo_to_dict(make_conninfo(self._dsn, dbname=name))
        return f"postgresql://{parts['user']}:{parts['password']}@/{name}?host={parts['host']}&port={parts['port']}"
