"""Connections to PostgreSQL, kept last-in first-out.

Why not the driver's own pool: it resets a connection after each use, which triples the cost of the smallest query.
Nothing here needs a reset, because nothing sets session state: `SET LOCAL` only, LISTEN and session-level locks only
on connections of their own. A connection whose use ended in anything but an SQL error is thrown away.
"""

from __future__ import annotations  # the driver's classes are generic to the type checker only

import asyncio
import time
from collections import deque
from datetime import datetime
from typing import Any

import asyncpg
import msgspec

from skypanel.core.errors import Refusal, Unavailable

# Errors after which the session itself is gone or doubtful, although they are spoken in SQL.
_BROKEN = (
    asyncpg.PostgresConnectionError,
    asyncpg.OperatorInterventionError,
    asyncpg.InterfaceError,
    asyncpg.InternalServerError,
    # It takes no writes any more: another server has its place now, or its operator is making room.
    asyncpg.ReadOnlySQLTransactionError,
)
# It wants for something, a disk with room for one; the session itself is sound.
_IN_NEED = (asyncpg.InsufficientResourcesError, asyncpg.PostgresSystemError)
_UNREACHABLE = (
    OSError,
    TimeoutError,
    *_BROKEN,
    asyncpg.TooManyConnectionsError,
    asyncpg.InvalidAuthorizationSpecificationError,
)

# How PostgreSQL writes an instant, as `connect` reads it.
_INSTANTS = {"timezone": "UTC", "datestyle": "ISO"}


def time_limits(statement_seconds: float = 5.0) -> dict[str, str]:
    """How many milliseconds a session may run a statement, wait for a lock, and do nothing in a transaction.

    Every session of ours that writes has them: a frozen process cannot hold the others up for longer.
    """
    return {
        "statement_timeout": str(int(statement_seconds * 1000)),
        "lock_timeout": "2500",
        "idle_in_transaction_session_timeout": "10000",
    }


class DatabaseUnavailable(Unavailable):
    code = "database_unavailable"
    message = "We cannot reach our database right now. Try again in a few seconds."


class Pool:
    """At most `size` connections to `dsn`; waiting longer than `patience_seconds` for one is DatabaseUnavailable.

    Whoever waits is served in turn. A statement may run 5 s, wait 2.5 s for a lock, and a transaction may idle 10 s: a
    frozen process cannot hold the others up for longer than that. Nor can a server that has fallen silent: a connection
    that was not given back after `longest_seconds` is cut.
    """

    def __init__(
        self,
        dsn: str,
        *,
        size: int = 8,
        name: str = "skypanel",
        patience_seconds: float = 2.5,
        statement_seconds: float = 5.0,
        longest_seconds: float = 30.0,
    ) -> None:
        self._dsn = dsn
        self._room = size  # how many more connections there may be
        self._patience = patience_seconds
        self._is_closed = False
        self._idle: list[asyncpg.Connection[Any]] = []
        self._all: set[asyncpg.Connection[Any]] = set()
        # By when each must be served, earliest first because all are equally patient, and where to hand it a
        # connection, or None for the room to open one.
        self._waiting: deque[tuple[float, asyncio.Future[asyncpg.Connection[Any] | None]]] = deque()
        self._alarm: asyncio.TimerHandle | None = None
        self._longest = longest_seconds
        # Since when each is in use, the oldest first.
        self._in_use: dict[asyncpg.Connection[Any], float] = {}
        self._watch: asyncio.TimerHandle | None = None
        self._settings = {
            "application_name": name,
            "default_transaction_isolation": "read committed",
            "jit": "off",
            **time_limits(statement_seconds),
        }

    def connection(self) -> Lease:
        """One connection for the length of the block. A lost or unreachable server is DatabaseUnavailable."""
        return Lease(self)

    async def close(self) -> None:
        """Close every connection; those in use are cut. There are no new ones."""
        self._is_closed = True
        for connection in list(self._all):
            connection.terminate()
        self._all.clear()
        self._idle.clear()
        for _, turn in self._waiting:
            if not turn.done():
                turn.set_exception(DatabaseUnavailable())
        self._waiting.clear()

    async def _lend(self) -> asyncpg.Connection[Any]:
        connection = self._sound() or await self._awaited()
        self._in_use[connection] = time.monotonic()
        if self._watch is None:
            self._watch = asyncio.get_running_loop().call_later(self._longest / 4, self._cut_silent)
        return connection

    def _sound(self) -> asyncpg.Connection[Any] | None:
        """One that waits for work, if there is one."""
        self._refuse_if_closed()
        while self._idle:
            connection = self._idle.pop()
            if not connection.is_closed():
                return connection
            self._all.discard(connection)
            self._room += 1
        return None

    def _cut_silent(self) -> None:
        """One watch over all of them: the driver's own, a timer for each statement, costs as much as a tenth of it."""
        for connection, since in list(self._in_use.items()):
            if since > time.monotonic() - self._longest:
                break
            connection.terminate()
        again = self._longest / 4
        self._watch = asyncio.get_running_loop().call_later(again, self._cut_silent) if self._in_use else None

    async def _awaited(self) -> asyncpg.Connection[Any]:
        """A new one where there is room for it, else what somebody gives back."""
        if self._room:
            self._room -= 1
        elif (given := await self._turn()) is not None:
            return given
        try:
            connection = await connect(self._dsn, self._settings, timeout_seconds=self._patience)
        except BaseException as error:
            self._pass_on(None)
            if isinstance(error, _UNREACHABLE):
                raise DatabaseUnavailable from error
            raise
        if self._is_closed:
            connection.terminate()
        self._refuse_if_closed()
        self._all.add(connection)
        return connection

    def _refuse_if_closed(self) -> None:
        if self._is_closed:
            raise DatabaseUnavailable

    async def _turn(self) -> asyncpg.Connection[Any] | None:
        """Wait for what somebody else has no more need of."""
        loop = asyncio.get_running_loop()
        turn: asyncio.Future[asyncpg.Connection[Any] | None] = loop.create_future()
        self._waiting.append((loop.time() + self._patience, turn))
        if self._alarm is None:
            self._alarm = loop.call_later(self._patience, self._refuse_late)
        try:
            return await turn
        except asyncio.CancelledError:
            if turn.done() and not turn.cancelled() and turn.exception() is None:
                self._pass_on(turn.result())
            raise

    def _refuse_late(self) -> None:
        """One alarm for all who wait: a timer for each would cost more than most waits."""
        loop = asyncio.get_running_loop()
        while self._waiting and (self._waiting[0][0] <= loop.time() or self._waiting[0][1].done()):
            _, turn = self._waiting.popleft()
            if not turn.done():
                turn.set_exception(DatabaseUnavailable("We are busier than usual. Try again in a few seconds."))
        self._alarm = loop.call_at(self._waiting[0][0], self._refuse_late) if self._waiting else None

    def _pass_on(self, connection: asyncpg.Connection[Any] | None) -> None:
        """Hand a sound connection, or None for the room of one, to whoever waits longest; else keep it."""
        while self._waiting:
            _, turn = self._waiting.popleft()
            if not turn.done():
                turn.set_result(connection)
                return
        if connection is None:
            self._room += 1
        else:
            self._idle.append(connection)

    def _give_back(self, connection: asyncpg.Connection[Any], *, healthy: bool) -> None:
        self._in_use.pop(connection, None)
        if healthy and not connection.is_closed() and not connection.is_in_transaction():
            self._pass_on(connection)
            return
        connection.terminate()
        if connection in self._all:
            self._all.discard(connection)
            self._pass_on(None)


class Lease:
    """A connection from `async with` to its end."""

    __slots__ = ("_connection", "_pool")

    def __init__(self, pool: Pool) -> None:
        self._pool = pool

    async def __aenter__(self) -> asyncpg.Connection[Any]:
        self._connection = await self._pool._lend()  # noqa: SLF001 - the pool's other half
        return self._connection

    async def __aexit__(self, kind: type[BaseException] | None, error: BaseException | None, _: object) -> None:
        if error is None:
            self._pool._give_back(self._connection, healthy=True)  # noqa: SLF001 - as above
            return
        # An SQL error or a refusal from inside the block: the transaction was rolled back and the session is sound.
        # A cancellation is not an Exception.
        is_broken = isinstance(error, (OSError, TimeoutError, *_BROKEN)) or (
            # The driver does not always notice at once what became of its connection.
            self._connection.is_closed()
            and isinstance(error, Exception)
            and not isinstance(error, Refusal | Unavailable)
        )
        is_healthy = isinstance(error, Exception) and not is_broken
        self._pool._give_back(self._connection, healthy=is_healthy)  # noqa: SLF001 - as above
        if is_broken or isinstance(error, _IN_NEED):
            raise DatabaseUnavailable from error
        if isinstance(error, (asyncpg.LockNotAvailableError, asyncpg.TransactionRollbackError)):
            # Waited too long for a lock, or lost a deadlock.
            raise DatabaseUnavailable(
                "Somebody else is changing this right now. Try again in a few seconds."
            ) from error


def _written(instant: datetime) -> str:
    if instant.tzinfo is None:
        raise ValueError("an instant without a zone")
    return instant.isoformat()


async def connect(
    dsn: str, settings: dict[str, str], *, timeout_seconds: float, command_seconds: float | None = None
) -> asyncpg.Connection[Any]:
    """A connection that speaks our JSON and our instants; also for LISTEN, which needs one of its own."""
    connection: asyncpg.Connection[Any] = await asyncpg.connect(
        dsn, timeout=timeout_seconds, server_settings=settings | _INSTANTS, command_timeout=command_seconds
    )
    try:
        async with asyncio.timeout(timeout_seconds):
            await connection.set_type_codec(
                "jsonb",
                schema="pg_catalog",
                encoder=lambda value: msgspec.json.encode(value).decode(),
                decoder=msgspec.json.decode,
            )
            # As text: the standard library reads it for a quarter of what the driver takes, PostgreSQL for the same.
            await connection.set_type_codec(
                "timestamptz", schema="pg_catalog", encoder=_written, decoder=datetime.fromisoformat
            )
    except BaseException:
        connection.terminate()
        raise
    return connection
