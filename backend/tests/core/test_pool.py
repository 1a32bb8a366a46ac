"""Connections are shared fairly, never more than allowed, and none is ever lost."""

import asyncio
import random
from types import NoneType

import pytest

from skypanel.core.db import Database, Statement
from skypanel.core.errors import Unavailable
from skypanel.core.pool import DatabaseUnavailable, Pool, time_limits
from tests.support.waiting import PATIENCE_SECONDS, until

SHORTLY = Statement(str, "SELECT pg_sleep(0.02)::text")
LONG = Statement(str, "SELECT pg_sleep(600)::text")
HOW_MANY = Statement(
    int,
    "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND application_name = 'pool-test'",
)
CUT_THE_OTHERS = Statement(
    int,
    """
SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity
WHERE datname = current_database() AND application_name = 'pool-test' AND pid <> pg_backend_pid()
""",
)
ADD = Statement(NoneType, "INSERT INTO departments (name) VALUES ($1)", params=(str,))
ADDED = Statement(int, "SELECT count(*) FROM departments WHERE name = 'never'")
SIZE = 3
# Not what a test is about: nobody is refused because the machine is slow, nor let off because it is not.
NEVER_SECONDS = 600.0


@pytest.fixture
def pool(dsn: str) -> Pool:
    return Pool(dsn, size=SIZE, name="pool-test", patience_seconds=PATIENCE_SECONDS)


async def test_there_are_never_more_connections_than_allowed(pool: Pool) -> None:
    database = Database(pool)
    counts = await asyncio.gather(*(_watched(database) for _ in range(20)))
    assert max(counts) <= SIZE
    await database.close()


async def _watched(database: Database) -> int:
    await database.one(SHORTLY)
    return await database.one(HOW_MANY)


@pytest.mark.parametrize(
    ("want", "code"), [("a disk", "53100"), ("memory", "53200"), ("a disk that works", "58030"), ("writes", "25006")]
)
async def test_a_server_that_is_in_need_is_an_outage_and_no_bug_of_ours(pool: Pool, want: str, code: str) -> None:
    database = Database(pool)
    fail = Statement(NoneType, f"DO $$ BEGIN RAISE EXCEPTION 'out of {want}' USING ERRCODE = '{code}'; END $$")
    for _ in range(SIZE + 1):
        with pytest.raises(Unavailable):
            await database.run(fail)
        with pytest.raises(Unavailable):
            async with database.begin() as tx:
                await tx.run(fail)
    assert await database.one(HOW_MANY) <= SIZE
    await database.close()


async def test_a_server_that_takes_no_writes_is_left_for_the_one_that_does(pool: Pool) -> None:
    """After a failover the address leads elsewhere, but only a new connection goes there."""
    database = Database(pool)
    name = await database.one(Statement(str, "SELECT current_database()::text"))
    await database.run(Statement(NoneType, f'ALTER DATABASE "{name}" SET default_transaction_read_only = on'))
    elsewhere = Database(Pool(pool._dsn, size=1, name="pool-test-after"))
    with pytest.raises(Unavailable):
        await elsewhere.run(ADD, "never")
    await database.run(Statement(NoneType, f'ALTER DATABASE "{name}" RESET default_transaction_read_only'))
    assert await elsewhere.run(ADD, "kept") == 1
    await elsewhere.close()
    await database.close()


async def test_whoever_waits_is_served_in_turn(pool: Pool) -> None:
    served: list[int] = []

    async def ask(number: int) -> None:
        async with pool.connection() as connection:
            served.append(number)
            await connection.fetchval(SHORTLY.sql)

    await _all_serve_at_once(pool)  # the connections are open
    await asyncio.gather(*(ask(number) for number in range(12)))
    assert served == list(range(12))
    await pool.close()


@pytest.mark.parametrize("seed", range(4))
async def test_no_connection_is_lost_to_those_who_leave_while_they_wait(pool: Pool, seed: int) -> None:
    chance = random.Random(seed)  # noqa: S311 - which ones, not secrets
    database = Database(pool)

    async def leave(task: asyncio.Task[str]) -> None:
        await asyncio.sleep(chance.random() * 0.2)
        task.cancel()

    asking = [asyncio.create_task(database.one(SHORTLY)) for _ in range(60)]
    leaving = [asyncio.create_task(leave(task)) for task in chance.sample(asking, 40)]
    ended = await asyncio.gather(*asking, return_exceptions=True)
    await asyncio.gather(*leaving)
    assert all(isinstance(each, asyncio.CancelledError | str) for each in ended)
    await _all_serve_at_once(pool)
    await database.close()


async def _all_serve_at_once(pool: Pool) -> None:
    async with asyncio.timeout(PATIENCE_SECONDS), asyncio.TaskGroup() as group:
        barrier = asyncio.Barrier(SIZE)
        for _ in range(SIZE):
            group.create_task(_hold(pool, barrier))


async def _hold(pool: Pool, barrier: asyncio.Barrier) -> None:
    async with pool.connection() as connection:
        await barrier.wait()
        assert await connection.fetchval("SELECT 1") == 1


async def test_what_is_handed_to_somebody_who_just_left_goes_to_the_next(dsn: str) -> None:
    pool = Pool(dsn, size=1, name="pool-test", patience_seconds=NEVER_SECONDS)
    database = Database(pool)
    async with pool.connection():
        leaving = asyncio.create_task(database.one(SHORTLY))
        staying = asyncio.create_task(database.one(SHORTLY))
        await until(lambda: len(pool._waiting) == 2, "two who wait")
    leaving.cancel()  # it holds the connection already and does not know
    async with asyncio.timeout(PATIENCE_SECONDS):
        assert await staying == ""
    assert leaving.cancelled()
    await database.close()


async def test_connections_that_the_server_cut_make_room_for_new_ones(pool: Pool) -> None:
    database = Database(pool)
    for _ in range(3):
        await _all_serve_at_once(pool)
        assert await database.one(CUT_THE_OTHERS) == SIZE - 1
        await until(lambda: sum(each.is_closed() for each in pool._idle) == SIZE - 1, "news of the cut")
    await _all_serve_at_once(pool)
    await database.close()


async def test_those_who_waited_too_long_are_refused_and_the_next_are_served(dsn: str) -> None:
    # The late one's patience lasts so much longer that it is still there when the early ones are refused.
    pool = Pool(dsn, size=1, name="pool-test", patience_seconds=5, statement_seconds=NEVER_SECONDS)
    database = Database(pool)
    holding = asyncio.create_task(database.one(LONG))
    await until(lambda: bool(pool._in_use), "somebody who holds the connection")
    early = [asyncio.create_task(database.one(SHORTLY)) for _ in range(3)]
    await asyncio.sleep(4)
    late = asyncio.create_task(database.one(SHORTLY))
    assert all(isinstance(each, Unavailable) for each in await asyncio.gather(*early, return_exceptions=True))
    holding.cancel()
    assert await late == ""
    with pytest.raises(asyncio.CancelledError):
        await holding
    await database.close()


async def test_those_who_wait_hear_at_once_that_the_database_cannot_be_reached() -> None:
    database = Database(Pool("postgresql://nobody@127.0.0.1:1/none", size=1, patience_seconds=NEVER_SECONDS))
    async with asyncio.timeout(PATIENCE_SECONDS):
        ended = await asyncio.gather(*(database.one(SHORTLY) for _ in range(6)), return_exceptions=True)
    assert all(isinstance(each, Unavailable) for each in ended)


async def test_closing_refuses_those_who_wait(dsn: str) -> None:
    pool = Pool(dsn, size=1, name="pool-test", patience_seconds=NEVER_SECONDS, statement_seconds=NEVER_SECONDS)
    database = Database(pool)
    asking = [asyncio.create_task(database.one(LONG)) for _ in range(3)]
    await until(lambda: (len(pool._in_use), len(pool._waiting)) == (1, 2), "one at work and two who wait")
    await database.close()
    async with asyncio.timeout(PATIENCE_SECONDS):
        ended = await asyncio.gather(*asking, return_exceptions=True)
    assert all(isinstance(each, Unavailable) for each in ended)


async def test_a_server_that_fell_silent_does_not_hold_anybody_for_ever(dsn: str) -> None:
    patient = {"patience_seconds": NEVER_SECONDS, "statement_seconds": NEVER_SECONDS}
    pool = Pool(dsn, size=2, name="pool-test", longest_seconds=0.4, **patient)
    database = Database(pool)
    async with asyncio.timeout(PATIENCE_SECONDS):
        ended = await asyncio.gather(*(database.one(LONG) for _ in range(4)), return_exceptions=True)
    assert all(isinstance(each, Unavailable) for each in ended)
    pool._longest = NEVER_SECONDS  # this machine may fall silent as well
    assert await database.one(SHORTLY) == ""
    await database.close()


async def test_a_transaction_longer_than_allowed_is_cut_and_nothing_of_it_stays(dsn: str) -> None:
    database = Database(Pool(dsn, name="pool-test", longest_seconds=0.4))
    with pytest.raises(Unavailable):
        async with database.begin() as tx:
            await tx.run(ADD, "never")
            for _ in range(100):
                await tx.one(SHORTLY)
    await database.close()
    other = Database(Pool(dsn, name="another"))
    assert await other.one(ADDED) == 0
    await other.close()


async def test_a_frozen_process_holds_nobody_up_for_longer_than_ten_seconds(dsn: str) -> None:
    pool = Pool(dsn, name="pool-test")
    async with pool.connection() as connection:
        found = [await connection.fetchval(f"SHOW {name}") for name in time_limits()]
    assert found == ["5s", "2500ms", "10s"]
    await pool.close()


async def test_a_statement_longer_than_allowed_is_cut(dsn: str) -> None:
    database = Database(Pool(dsn, name="pool-test", statement_seconds=0.2))
    with pytest.raises(DatabaseUnavailable):
        await database.one(LONG)
    assert await database.one(HOW_MANY) == 1
    await database.close()


async def test_what_is_being_opened_while_the_pool_closes_is_closed_too(dsn: str) -> None:
    pool = Pool(dsn, size=1, name="pool-test")
    opening = asyncio.create_task(Database(pool).one(SHORTLY))
    await asyncio.sleep(0)
    await pool.close()
    with pytest.raises(Unavailable):
        await opening
    with pytest.raises(Unavailable):
        await Database(pool).one(SHORTLY)
    other = Database(Pool(dsn, name="another"))

    async def is_gone() -> bool:
        return await other.one(HOW_MANY) == 0

    await until(is_gone, "an end of what was being opened")
    await other.close()
