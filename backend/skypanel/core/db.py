"""PostgreSQL as the domains see it: statements, readers, transactions.

A statement is a module constant in a domain's `queries.py`; its parameters and its row are declared beside the SQL
and compared with the migrated schema by one test. `Database` runs single statements; `Database.begin()` opens a
transaction; leaving its block commits, an exception rolls back. Opening a second one inside, or calling another
company inside, raises.
"""

from __future__ import annotations  # the driver's classes are generic to the type checker only

import contextlib
from collections.abc import AsyncIterator, Mapping, Sequence
from contextvars import ContextVar
from typing import Any, Generic, Protocol, TypeVar

import asyncpg
import msgspec
from msgspec import Struct

from skypanel.core.jobs import Event, Job
from skypanel.core.pool import Pool

Row = TypeVar("Row")

_open_transaction: ContextVar[bool] = ContextVar("open_transaction", default=False)

ENQUEUE = """
INSERT INTO procrastinate_jobs (queue_name, task_name, lock, queueing_lock, args, scheduled_at)
VALUES ($1, $2, NULL, $3, $4, now() + make_interval(secs => $5))
ON CONFLICT (queueing_lock) WHERE status = 'todo' DO NOTHING
"""
NOTIFY = """
SELECT pg_notify(notice.channel, notice.payload) FROM unnest($1::text[], $2::text[]) AS notice (channel, payload)
"""


class TransactionOpenError(RuntimeError):
    """Our bug: something that must happen outside a transaction was attempted inside one."""


def assert_outside_transaction(what: str) -> None:
    """Refuse `what` while this task holds a transaction: locks must never wait for a network."""
    if _open_transaction.get():
        raise TransactionOpenError(f"{what} inside an open transaction")


class Statement(Generic[Row]):
    """One SQL statement with the types it takes and gives.

    `row` is a Struct (columns in the order of its fields), a scalar type (one column), or `NoneType` for none.
    `params` are the types of `$1 …`; `X | None` where NULL is meant. With `is_paged` the last column is the total
    `count(*) OVER ()` and the last two parameters are limit and offset.
    """

    __slots__ = ("decode", "is_paged", "params", "row", "sql")

    def __init__(self, row: type[Row], sql: str, *, params: Sequence[Any] = (), is_paged: bool = False) -> None:
        self.row = row
        self.sql = sql
        self.params = tuple(params)
        self.is_paged = is_paged
        self.decode = self._decode_struct if issubclass(row, Struct) else self._decode_scalar

    def _decode_struct(self, record: Any) -> Row:  # noqa: ANN401 - asyncpg has no typed rows
        return self.row(*record)

    def _decode_scalar(self, record: Any) -> Row:  # noqa: ANN401 - as above
        value: Row = record[0]
        return value


class Page(Struct, Generic[Row]):
    """One page of a list and how many rows there are in all."""

    items: list[Row]
    total: int


class Reader(Protocol):
    """What a query function may do with what it is given: the database itself, or the caller's transaction."""

    async def find(self, statement: Statement[Row], *args: object) -> Row | None:
        """The first row, or None."""
        ...

    async def one(self, statement: Statement[Row], *args: object) -> Row:
        """The row that must exist; its absence is our bug (LookupError)."""
        ...

    async def all(self, statement: Statement[Row], *args: object) -> list[Row]:
        """Every row; the statement bounds them."""
        ...

    async def page(self, statement: Statement[Row], *args: object, page: int, per_page: int) -> Page[Row]:
        """One page, `page` from 1. Past the end, the items are empty and the total is still right."""
        ...


class _Connected:
    """The reading verbs on one connection."""

    def __init__(self, connection: asyncpg.Connection[Any]) -> None:
        self._connection = connection

    async def find(self, statement: Statement[Row], *args: object) -> Row | None:
        record = await self._connection.fetchrow(statement.sql, *args)
        return None if record is None else statement.decode(record)

    async def one(self, statement: Statement[Row], *args: object) -> Row:
        record = await self._connection.fetchrow(statement.sql, *args)
        if record is None:
            raise LookupError("the statement gave no row")
        return statement.decode(record)

    async def all(self, statement: Statement[Row], *args: object) -> list[Row]:
        decode = statement.decode
        return [decode(record) for record in await self._connection.fetch(statement.sql, *args)]

    async def page(self, statement: Statement[Row], *args: object, page: int, per_page: int) -> Page[Row]:
        records = await self._connection.fetch(statement.sql, *args, per_page, (page - 1) * per_page)
        if not records and page > 1:
            first = await self._connection.fetchrow(statement.sql, *args, 1, 0)
            return Page(items=[], total=0 if first is None else first[-1])
        row = statement.row
        return Page(items=[row(*record[:-1]) for record in records], total=records[0][-1] if records else 0)

    async def run(self, statement: Statement[Any], *args: object) -> int:
        """Execute a statement that gives no rows; the number of rows it touched."""
        tag = await self._connection.execute(statement.sql, *args)
        count = tag.rpartition(" ")[2]
        return int(count) if count.isdecimal() else 0


class Transaction(_Connected):
    """An open transaction. Jobs, events and notices written here exist only if it commits."""

    def __init__(self, connection: asyncpg.Connection[Any], subscriptions: Mapping[type[Event], Sequence[Job]]) -> None:
        super().__init__(connection)
        self._subscriptions = subscriptions
        self._notices: list[tuple[str, str]] = []

    async def enqueue(self, job: Job, *, after_seconds: float = 0.0, **ids: object) -> None:
        """Have `job` run with `ids`, once this transaction has committed and `after_seconds` have passed."""
        arguments = msgspec.to_builtins(ids)
        single = f"{job.name}:{msgspec.json.encode(arguments, order='sorted').decode()}" if job.is_single else None
        await self._connection.execute(ENQUEUE, job.queue, job.name, single, arguments, after_seconds)

    async def emit(self, event: Event) -> None:
        """Announce a fact: one job for each subscriber in `app/subscriptions.py`, with the event's fields."""
        for job in self._subscriptions.get(type(event), ()):
            await self.enqueue(job, **msgspec.structs.asdict(event))

    async def notify(self, channel: str, payload: str) -> None:
        """Tell every process that listens on `channel`, at commit. A payload is short and holds ids only."""
        self._notices.append((channel, payload))

    async def send_notices(self) -> None:
        """Send the notices, all in one statement; the last thing before the commit."""
        if self._notices:
            channels, payloads = zip(*self._notices, strict=True)
            await self._connection.execute(NOTIFY, channels, payloads)


class Database:
    """The pool and the doors to it. Reads run as single statements, each on a connection of its own."""

    def __init__(self, pool: Pool, subscriptions: Mapping[type[Event], Sequence[Job]] | None = None) -> None:
        self._pool = pool
        self._subscriptions = subscriptions or {}

    async def close(self) -> None:
        await self._pool.close()

    @contextlib.asynccontextmanager
    async def begin(self) -> AsyncIterator[Transaction]:
        """Open a transaction, READ COMMITTED. Leaving the block commits it; the answer is sent after that."""
        assert_outside_transaction("a second transaction")
        token = _open_transaction.set(True)
        try:
            async with self._pool.connection() as connection, connection.transaction():
                tx = Transaction(connection, self._subscriptions)
                yield tx
                await tx.send_notices()
        finally:
            _open_transaction.reset(token)

    async def find(self, statement: Statement[Row], *args: object) -> Row | None:
        assert_outside_transaction("a read outside it")
        async with self._pool.connection() as connection:
            record = await connection.fetchrow(statement.sql, *args)
        return None if record is None else statement.decode(record)

    async def one(self, statement: Statement[Row], *args: object) -> Row:
        row = await self.find(statement, *args)
        if row is None:
            raise LookupError("the statement gave no row")
        return row

    async def all(self, statement: Statement[Row], *args: object) -> list[Row]:
        assert_outside_transaction("a read outside it")
        async with self._pool.connection() as connection:
            return await _Connected(connection).all(statement, *args)

    async def page(self, statement: Statement[Row], *args: object, page: int, per_page: int) -> Page[Row]:
        assert_outside_transaction("a read outside it")
        async with self._pool.connection() as connection:
            return await _Connected(connection).page(statement, *args, page=page, per_page=per_page)

    async def run(self, statement: Statement[Any], *args: object) -> int:
        """A single write that needs no company (it commits by itself); the number of rows touched."""
        assert_outside_transaction("a write outside it")
        async with self._pool.connection() as connection:
            return await _Connected(connection).run(statement, *args)
