"""PostgreSQL as the domains see it: statements, readers, transactions.

A statement is a module constant in a domain's `queries.py`; its parameters and its row are declared beside the SQL
and compared with the migrated schema by one test. `Database` runs single statements; `Database.begin()` opens a
transaction; leaving its block commits, an exception rolls back. Opening a second one inside, or calling another
company inside, raises.
"""

from __future__ import annotations  # the driver's classes are generic to the type checker only

from collections.abc import Mapping, Sequence
from contextvars import ContextVar
from typing import Any, Generic, Protocol, TypeVar

import asyncpg
import msgspec
from msgspec import Struct

from skypanel.core.jobs import Event, Job, lines_of
from skypanel.core.pool import Lease, Pool

Row = TypeVar("Row")

_open_transaction: ContextVar[bool] = ContextVar("open_transaction", default=False)

_ENQUEUE = "SELECT enqueue_jobs($1, $2, $3)"
# Notices travel as one text, a line each: an array costs the driver as much as half a round trip.
SENT_NOTICES = """
SELECT count(pg_notify(split_part(line, ' ', 1), split_part(line, ' ', 2))::text) AS sent
FROM string_to_table({notices}::text, E'\\n') AS line
"""
_NOTIFY = SENT_NOTICES.format(notices="$1")


class TransactionOpenError(RuntimeError):
    """Our bug: something that must happen outside a transaction was attempted inside one."""


class TransactionBrokenError(RuntimeError):
    """Our bug: an SQL error was caught inside the transaction, which then could only be rolled back."""


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
        self._notices: list[str] = []

    async def enqueue(self, job: Job, *, after_seconds: float = 0.0, **ids: object) -> None:
        """Have `job` run with `ids`, once this transaction has committed and `after_seconds` have passed."""
        await self._connection.execute(_ENQUEUE, job.line, msgspec.to_builtins(ids), after_seconds)

    async def emit(self, event: Event) -> None:
        """Announce a fact: one job for each subscriber in `app/subscriptions.py`, with the event's fields."""
        if subscribers := self._subscriptions.get(type(event)):
            await self._connection.execute(_ENQUEUE, lines_of(subscribers), msgspec.to_builtins(event), 0.0)

    async def notify(self, channel: str, payload: str) -> None:
        """Tell every process that listens on `channel`, at commit. A payload is one short word made of ids."""
        if not payload or payload.split() != [payload]:
            raise ValueError(payload)
        self._notices.append(f"{channel} {payload}")

    def take_notices(self) -> str:
        """The notices so far, for a statement that sends them along by SENT_NOTICES."""
        notices, self._notices = self._notices, []
        return "\n".join(notices)

    async def send_notices(self) -> None:
        """Send what notices are left, all in one statement; the last thing before the commit."""
        if self._notices:
            await self._connection.execute(_NOTIFY, self.take_notices())


class Turn(Struct, frozen=True):
    """What only one transaction at a time may hold: a kind of thing, and a record's number."""

    kind: str
    number: int

    @property
    def lock(self) -> str:
        """The statement that waits for it. Written out, to travel together with BEGIN in one message."""
        if not self.kind.isidentifier():
            raise ValueError(self.kind)
        return f"SELECT take_turn('{self.kind}', {self.number:d})"


class Begun:
    """A transaction from `async with` to its end: committed, or rolled back by an exception."""

    __slots__ = ("_connection", "_lease", "_subscriptions", "_token", "_transaction", "_turn")

    def __init__(self, lease: Lease, subscriptions: Mapping[type[Event], Sequence[Job]], turn: Turn | None) -> None:
        self._lease = lease
        self._subscriptions = subscriptions
        self._turn = turn

    async def __aenter__(self) -> Transaction:
        assert_outside_transaction("a second transaction")
        self._connection = await self._lease.__aenter__()
        self._token = _open_transaction.set(True)
        try:
            await self._connection.execute("BEGIN" if self._turn is None else f"BEGIN; {self._turn.lock}")
        except BaseException as error:
            await self._end(error)
            raise
        self._transaction = Transaction(self._connection, self._subscriptions)
        return self._transaction

    async def __aexit__(self, kind: type[BaseException] | None, error: BaseException | None, _: object) -> None:
        if error is None:
            try:
                await self._commit()
            except BaseException as failure:
                await self._end(failure)
                raise
        await self._end(error)

    async def _commit(self) -> None:
        await self._transaction.send_notices()
        if await self._connection.execute("COMMIT") != "COMMIT":
            raise TransactionBrokenError

    async def _end(self, error: BaseException | None) -> None:
        try:
            _open_transaction.reset(self._token)
            if error is not None and not self._connection.is_closed() and self._connection.is_in_transaction():
                await self._connection.execute("ROLLBACK")
        except (OSError, asyncpg.PostgresError, asyncpg.InterfaceError):
            self._connection.terminate()
        except BaseException as cut:
            error = cut
            raise
        finally:
            await self._lease.__aexit__(None if error is None else type(error), error, None)


class Database:
    """The pool and the doors to it. Reads run as single statements, each on a connection of its own."""

    def __init__(self, pool: Pool, subscriptions: Mapping[type[Event], Sequence[Job]] | None = None) -> None:
        self._pool = pool
        self._subscriptions = subscriptions or {}

    async def close(self) -> None:
        await self._pool.close()

    def begin(self, turn: Turn | None = None) -> Begun:
        """Open a transaction, READ COMMITTED. Leaving the block commits it; the answer is sent after that.

        With `turn`, no other transaction with the same one runs until this ends.
        """
        return Begun(self._pool.connection(), self._subscriptions, turn)

    def jobs_of(self, event: type[Event]) -> str:
        """What `enqueue_jobs` makes of such an event: for an act of one statement, which announces it in its SQL."""
        return lines_of(self._subscriptions.get(event, ()))

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
