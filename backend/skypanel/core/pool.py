"""Connections to PostgreSQL, kept last-in first-out.

Why not the driver's own pool: it resets a connection after each use, which triples the cost of the smallest query.
Nothing here needs a reset, because nothing sets session state: `SET LOCAL` only, LISTEN and session-level locks only
on connections of their own. A connection whose use ended in anything but an SQL error is thrown away.
"""

from __future__ import annotations  # the driver's classes are generic to the type checker only

import asyncio
import contextlib
from collections.abc import AsyncIterator
from typing import Any

import asyncpg
import msgspec

from skypanel.core.errors import Unavailable

# Errors after which the session itself is gone or doubtful, although they are spoken in SQL.
_BROKEN = (
    asyncpg.PostgresConnectionError,
    asyncpg.OperatorInterventionError,
    asyncpg.InterfaceError,
    asyncpg.InternalServerError,
)
_UNREACHABLE = (
    OSError,
    TimeoutError,
    *_BROKEN,
    asyncpg.TooManyConnectionsError,
    asyncpg.InvalidAuthorizationSpecificationError,
)


class DatabaseUnavailable(Unavailable):
    code = "database_unavailable"
    message = "We cannot reach our database right now. Try again in a few seconds."


class Pool:
    """At most `size` connections to `dsn`; waiting longer than `patience_seconds` for one is DatabaseUnavailable.

    A statement may run 5 s, wait 2.5 s for a lock, and a transaction may idle 10 s: a frozen process cannot hold the
    others up for longer than that.
    """

    def __init__(
        self,
        dsn: str,
        *,
        size: int = 8,
        name: str = "skypanel",
        patience_seconds: float = 2.5,
        statement_seconds: float = 5.0,
    ) -> None:
        self._dsn = dsn
        self._free = asyncio.Semaphore(size)
        self._patience = patience_seconds
        self._idle: list[asyncpg.Connection[Any]] = []
        self._all: set[asyncpg.Connection[Any]] = set()
        self._settings = {
            "application_name": name,
            "timezone": "UTC",
            "jit": "off",
            "statement_timeout": str(int(statement_seconds * 1000)),
            "lock_timeout": "2500",
            "idle_in_transaction_session_timeout": "10000",
        }

    @contextlib.asynccontextmanager
    async def connection(self) -> AsyncIterator[asyncpg.Connection[Any]]:
        """One connection for the length of the block. A lost or unreachable server is DatabaseUnavailable."""
        await self._enter()
        connection: asyncpg.Connection[Any] | None = None
        healthy = False
        try:
            connection = await self._take()
            yield connection
            healthy = True
        except (OSError, TimeoutError, *_BROKEN) as error:
            raise DatabaseUnavailable from error
        except (asyncpg.LockNotAvailableError, asyncpg.TransactionRollbackError) as error:
            # Waited too long for a lock, or lost a deadlock: the transaction is rolled back, the session is sound.
            healthy = True
            raise DatabaseUnavailable(
                "Somebody else is changing this right now. Try again in a few seconds."
            ) from error
        except Exception:
            # An SQL error or a refusal from inside the block: the transaction was rolled back and the session is
            # sound. A cancellation is not an Exception and lands here as unhealthy.
            healthy = True
            raise
        finally:
            if connection is not None:
                self._give_back(connection, healthy=healthy)
            self._free.release()

    async def close(self) -> None:
        """Close every connection; those in use are cut."""
        for connection in list(self._all):
            connection.terminate()
        self._all.clear()
        self._idle.clear()

    async def _enter(self) -> None:
        if not self._free.locked():
            await self._free.acquire()
            return
        try:
            async with asyncio.timeout(self._patience):
                await self._free.acquire()
        except TimeoutError as error:
            raise DatabaseUnavailable("We are busier than usual. Try again in a few seconds.") from error

    async def _take(self) -> asyncpg.Connection[Any]:
        while self._idle:
            connection = self._idle.pop()
            if not connection.is_closed():
                return connection
            self._all.discard(connection)
        try:
            connection = await connect(self._dsn, self._settings, timeout_seconds=self._patience)
        except _UNREACHABLE as error:
            raise DatabaseUnavailable from error
        self._all.add(connection)
        return connection

    def _give_back(self, connection: asyncpg.Connection[Any], *, healthy: bool) -> None:
        if healthy and not connection.is_closed() and not connection.is_in_transaction():
            self._idle.append(connection)
            return
        self._all.discard(connection)
        connection.terminate()


async def connect(dsn: str, settings: dict[str, str], *, timeout_seconds: float) -> asyncpg.Connection[Any]:
    """A connection that speaks our JSON; also for LISTEN, which needs one of its own."""
    connection: asyncpg.Connection[Any] = await asyncpg.connect(
        dsn, timeout=timeout_seconds, server_settings=settings, command_timeout=30.0
    )
    await connection.set_type_codec(
        "jsonb",
        schema="pg_catalog",
        encoder=lambda value: msgspec.json.encode(value).decode(),
        decoder=msgspec.json.decode,
    )
    return connection
