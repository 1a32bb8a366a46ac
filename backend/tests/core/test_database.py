"""The guards of the database kit, against a real one."""

import asyncio
import contextlib
import contextvars
import re
from types import NoneType

import asyncpg
import pytest
from msgspec import Struct

from skypanel.app.build import Services
from skypanel.core.db import (
    Database,
    Statement,
    TransactionBrokenError,
    TransactionOpenError,
    Turn,
    assert_outside_transaction,
)
from skypanel.core.errors import Conflict, Unavailable
from skypanel.core.jobs import Event, Job, Retry
from skypanel.core.pool import Pool
from tests.support.waiting import until

ONE = Statement(int, "SELECT 1")
COUNT = Statement(int, "SELECT count(*) FROM departments")
ADD = Statement(NoneType, "INSERT INTO departments (name) VALUES ($1)", params=(str,))
JOBS = Statement(str, "SELECT task_name FROM procrastinate_jobs ORDER BY id")
LOCK = Statement(int, "SELECT id FROM departments WHERE id = $1 FOR UPDATE", params=(int,))
SHORTLY = Statement(str, "SELECT pg_sleep(0.05)::text")
NONSENSE = Statement(int, "SELECT 1 / 0")
SLEEP = Statement(NoneType, "SELECT pg_sleep(30)")


class _Named(Struct):
    name: str


async def test_leaving_the_block_commits_and_an_exception_rolls_back(database: Database) -> None:
    async with database.begin() as tx:
        await tx.run(ADD, "kept")
    with pytest.raises(Conflict):
        async with database.begin() as tx:
            await tx.run(ADD, "lost")
            raise Conflict
    assert await database.one(COUNT) == 4


async def test_a_second_transaction_inside_one_raises(database: Database) -> None:
    async with database.begin():
        with pytest.raises(TransactionOpenError):
            async with database.begin():
                pass
        with pytest.raises(TransactionOpenError):
            await database.one(ONE)


async def test_another_company_cannot_be_called_inside_a_transaction(services: Services) -> None:
    async with services.database.begin():
        with pytest.raises(TransactionOpenError):
            await services.virtfusion.ping()


async def test_the_guard_ends_with_the_transaction(database: Database) -> None:
    async with database.begin():
        pass
    assert_outside_transaction("anything")


async def test_jobs_and_events_exist_only_if_the_transaction_committed(dsn: str) -> None:
    class Happened(Event, frozen=True):
        thing_id: int

    first, second = Job("tests.first"), Job("tests.second", retry=Retry())
    database = Database(Pool(dsn), {Happened: (first, second)})
    with pytest.raises(Conflict):
        async with database.begin() as tx:
            await tx.emit(Happened(thing_id=1))
            raise Conflict
    assert await database.all(JOBS) == []
    async with database.begin() as tx:
        await tx.emit(Happened(thing_id=1))
    assert await database.all(JOBS) == ["tests.first", "tests.second"]
    await database.close()


async def test_a_single_job_waits_once(dsn: str) -> None:
    database = Database(Pool(dsn))
    single = Job("tests.single", is_single=True)
    for thing in (1, 1, 2):
        async with database.begin() as tx:
            await tx.enqueue(single, thing_id=thing)
    assert await database.all(JOBS) == ["tests.single", "tests.single"]
    await database.close()


async def test_a_refusal_inside_the_block_keeps_the_connection(dsn: str) -> None:
    pid = Statement(int, "SELECT pg_backend_pid()")
    database = Database(Pool(dsn, size=1))
    before = await database.one(pid)
    for _ in range(3):
        with pytest.raises(Conflict):
            async with database.begin():
                raise Conflict
    assert await database.one(pid) == before
    await database.close()


async def test_whoever_loses_a_deadlock_is_asked_to_try_again_and_the_other_goes_on(dsn: str) -> None:
    database = Database(Pool(dsn, size=2))
    both_hold = asyncio.Barrier(2)

    async def crossing(first: int, second: int) -> str:
        try:
            async with database.begin() as tx:
                await tx.one(LOCK, first)
                await both_hold.wait()
                await tx.one(LOCK, second)
        except Unavailable:
            return "put off"
        return "done"

    assert sorted(await asyncio.gather(crossing(1, 2), crossing(2, 1))) == ["done", "put off"]
    assert [await database.one(ONE) for _ in range(2)] == [1, 1]
    await database.close()


async def test_a_turn_is_held_by_one_transaction_at_a_time(dsn: str) -> None:
    database = Database(Pool(dsn, size=6))
    under_way: list[str] = []
    all_at_once = asyncio.Barrier(5)
    most: dict[str, int] = {}

    async def take(turn: Turn) -> None:
        async with database.begin(turn) as tx:
            under_way.append(turn.kind)
            most[turn.kind] = max(most.get(turn.kind, 0), under_way.count(turn.kind))
            await (all_at_once.wait() if turn.kind == "each" else tx.one(SHORTLY))
            under_way.remove(turn.kind)

    await asyncio.gather(*(take(Turn("same", 1)) for _ in range(5)))
    await asyncio.gather(*(take(Turn("each", n)) for n in range(5)))
    assert most["same"] == 1
    assert most["each"] == 5
    await database.close()


async def test_whoever_waits_too_long_for_a_turn_is_asked_to_try_again(dsn: str) -> None:
    database, other = Database(Pool(dsn, size=1)), Database(Pool(dsn, size=1))
    async with other.begin(Turn("long", 7)):
        with pytest.raises(Unavailable):
            await asyncio.create_task(_begin(database, Turn("long", 7)), context=contextvars.Context())
    assert await database.one(ONE) == 1
    await _begin(database, Turn("long", 7))
    await database.close()
    await other.close()


async def _begin(database: Database, turn: Turn) -> None:
    async with database.begin(turn):
        pass


async def test_whoever_is_cancelled_while_a_transaction_is_rolled_back_is_cancelled(dsn: str) -> None:
    database = Database(Pool(dsn, size=1))
    rolling_back = asyncio.Event()

    async def fail() -> None:
        async with database.begin() as tx:
            await tx.one(ONE)
            rolling_back.set()
            raise TimeoutError

    task = asyncio.create_task(fail())
    await rolling_back.wait()
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    assert await database.one(ONE) == 1
    await database.close()


async def test_an_error_swallowed_inside_a_transaction_does_not_pass_for_a_commit(database: Database) -> None:
    with pytest.raises(TransactionBrokenError):
        async with database.begin() as tx:
            with contextlib.suppress(asyncpg.PostgresError):
                await tx.one(NONSENSE)
    async with database.begin() as tx:
        assert await tx.one(ONE) == 1


def test_a_turn_cannot_be_used_to_write_sql() -> None:
    with pytest.raises(ValueError, match="x'"):
        Turn("x', 0)); DROP TABLE users; --", 1).lock  # noqa: B018 - reading it is the test


async def test_a_cancelled_statement_costs_its_connection_and_nothing_else(dsn: str) -> None:
    database = Database(Pool(dsn, size=1))
    task = asyncio.create_task(database.run(SLEEP))
    await asyncio.sleep(0.2)
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    assert await database.one(ONE) == 1
    await database.close()


async def test_a_connection_cut_by_the_server_is_replaced(dsn: str) -> None:
    pool = Pool(dsn, size=2)
    database = Database(pool)
    cut = Statement(
        bool,
        """
SELECT bool_and(pg_terminate_backend(pid)) FROM pg_stat_activity
WHERE datname = current_database() AND pid <> pg_backend_pid() AND application_name = 'skypanel'
""",
    )
    await asyncio.gather(database.one(ONE), database.one(ONE))
    await database.one(cut)
    await until(lambda: any(each.is_closed() for each in pool._idle), "news of the cut")
    assert [await database.one(ONE) for _ in range(4)] == [1] * 4
    await database.close()


async def test_waiting_too_long_for_a_connection_is_a_clear_outage(dsn: str) -> None:
    # Opening the connection takes as much patience.
    pool = Pool(dsn, size=1, patience_seconds=4, statement_seconds=600)
    database = Database(pool)
    holding = asyncio.create_task(database.run(SLEEP))
    await until(lambda: bool(pool._in_use), "somebody who holds the connection")
    with pytest.raises(Unavailable) as refused:
        await database.one(ONE)
    assert refused.value.retry_after_seconds > 0
    holding.cancel()
    with pytest.raises(asyncio.CancelledError):
        await holding
    await database.close()


async def test_a_database_that_is_away_is_a_clear_outage() -> None:
    database = Database(Pool("postgresql://nobody@127.0.0.1:1/none"))
    with pytest.raises(Unavailable):
        await database.one(ONE)


async def test_a_page_past_the_end_still_knows_the_total(database: Database) -> None:
    listing = Statement(
        _Named,
        "SELECT name, count(*) OVER () FROM departments ORDER BY position LIMIT $1 OFFSET $2",
        params=(int, int),
        is_paged=True,
    )
    past = await database.page(listing, page=9, per_page=2)
    assert (past.items, past.total) == ([], 3)


async def test_a_row_that_must_exist_and_does_not_is_our_bug(database: Database) -> None:
    nothing = Statement(int, "SELECT id FROM departments WHERE false")
    with pytest.raises(LookupError):
        await database.one(nothing)
    async with database.begin() as tx:
        with pytest.raises(LookupError):
            await tx.one(nothing)


@pytest.mark.parametrize("payload", ["", "two words", "two\nlines", " 1:server:1"])
async def test_a_notice_is_one_word(database: Database, payload: str) -> None:
    async with database.begin() as tx:
        with pytest.raises(ValueError, match=f"^{re.escape(payload)}$"):
            await tx.notify("live", payload)


def test_a_job_that_failed_as_often_as_it_may_is_dead_and_each_wait_is_longer() -> None:
    retry = Retry(attempts=4, first_seconds=2, longest_seconds=6)
    waits = [retry.wait_seconds(failures) for failures in range(1, 6)]
    assert waits[3:] == [None, None]
    assert [most * 0.75 <= wait <= most for wait, most in zip(waits, (2, 4, 6), strict=False) if wait is not None] == [
        True
    ] * 3
