"""Connections are shared fairly, never more than allowed, and none is ever lost."""

import asyncio
import random
from types import NoneType

import pytest

from skypanel.core.db import Database, Statement
from skypanel.core.errors import Unavailable
from skypanel.core.pool import Pool

SHORTLY = Statement(str, "SELECT pg_sleep(0.02)::text")
LONG = Statement(str, "SELECT pg_sleep(20)::text")
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


@pytest.fixture
def pool(dsn: str) -> Pool:
    return Pool(dsn, size=SIZE, name="pool-test")


async def test_there_are_never_more_connections_than_allowed(pool: Pool) -> None:
    database = Database(pool)
    counts = await asyncio.gather(*(_watched(database) for _ in range(20)))
    assert max(counts) <= SIZE
    await database.close()


async def _watched(database: Database) -> int:
    await database.one(SHORTLY)
    return await database.one(HOW_MANY)


async def test_whoever_waits_is_served_in_turn(pool: Pool) -> None:
    database = Database(pool)
    served: list[int] = []

    async def ask(number: int) -> None:
        await database.one(SHORTLY)
        served.append(number)

    await asyncio.gather(*(ask(number) for number in range(SIZE)))  # the connections are open
    served.clear()
    await asyncio.gather(*(ask(number) for number in range(12)))
    rounds = [sorted(served[start : start + SIZE]) for start in range(0, 12, SIZE)]
    assert rounds == [[0, 1, 2], [3, 4, 5], [6, 7, 8], [9, 10, 11]]
    await database.close()


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
    async with asyncio.timeout(2), asyncio.TaskGroup() as group:
        barrier = asyncio.Barrier(SIZE)
        for _ in range(SIZE):
            group.create_task(_hold(pool, barrier))


async def _hold(pool: Pool, barrier: asyncio.Barrier) -> None:
    async with pool.connection() as connection:
        await barrier.wait()
        assert await connection.fetchval("SELECT 1") == 1


async def test_what_is_handed_to_somebody_who_just_left_goes_to_the_next(dsn: str) -> None:
    pool = Pool(dsn, size=1, name="pool-test")
    database = Database(pool)
    async with pool.connection():
        leaving = asyncio.create_task(database.one(SHORTLY))
        staying = asyncio.create_task(database.one(SHORTLY))
        await asyncio.sleep(0.05)
    leaving.cancel()  # it holds the connection already and does not know
    async with asyncio.timeout(1):
        assert await staying == ""
    assert leaving.cancelled()
    await database.close()


async def test_connections_that_the_server_cut_make_room_for_new_ones(pool: Pool) -> None:
    database = Database(pool)
    for _ in range(3):
        await asyncio.gather(*(database.one(SHORTLY) for _ in range(SIZE)))
        assert await database.one(CUT_THE_OTHERS) == SIZE - 1
        await asyncio.sleep(0.05)
    await _all_serve_at_once(pool)
    await database.close()


async def test_those_who_waited_too_long_are_refused_and_the_next_are_served(dsn: str) -> None:
    pool = Pool(dsn, size=1, name="pool-test", patience_seconds=0.3)
    database = Database(pool)
    holding = asyncio.create_task(database.one(LONG))
    await asyncio.sleep(0.1)
    early = [asyncio.create_task(database.one(SHORTLY)) for _ in range(3)]
    await asyncio.sleep(0.2)
    late = asyncio.create_task(database.one(SHORTLY))
    assert all(isinstance(each, Unavailable) for each in await asyncio.gather(*early, return_exceptions=True))
    holding.cancel()
    assert await late == ""
    with pytest.raises(asyncio.CancelledError):
        await holding
    await database.close()


async def test_those_who_wait_hear_at_once_that_the_database_cannot_be_reached() -> None:
    database = Database(Pool("postgresql://nobody@127.0.0.1:1/none", size=1, patience_seconds=5))
    async with asyncio.timeout(3):
        ended = await asyncio.gather(*(database.one(SHORTLY) for _ in range(6)), return_exceptions=True)
    assert all(isinstance(each, Unavailable) for each in ended)


async def test_closing_refuses_those_who_wait(dsn: str) -> None:
    database = Database(Pool(dsn, size=1, name="pool-test"))
    asking = [asyncio.create_task(database.one(LONG)) for _ in range(3)]
    await asyncio.sleep(0.2)
    await database.close()
    async with asyncio.timeout(2):
        ended = await asyncio.gather(*asking, return_exceptions=True)
    assert all(isinstance(each, Unavailable) for each in ended)


async def test_a_server_that_fell_silent_does_not_hold_anybody_for_ever(dsn: str) -> None:
    pool = Pool(dsn, size=2, name="pool-test", longest_seconds=0.4)
    database = Database(pool)
    async with asyncio.timeout(2):
        ended = await asyncio.gather(*(database.one(LONG) for _ in range(4)), return_exceptions=True)
    assert all(isinstance(each, Unavailable) for each in ended)
    assert await database.one(SHORTLY) == ""
    await database.close()


async def test_a_transaction_longer_than_allowed_is_cut_and_nothing_of_it_stays(dsn: str) -> None:
    database = Database(Pool(dsn, name="pool-test", longest_seconds=0.4))
    with pytest.raises(Unavailable):
        async with database.begin() as tx:
            await tx.run(ADD, "never")
            for _ in range(100):
                await tx.one(SHORTLY)
    assert await database.one(ADDED) == 0
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
    await asyncio.sleep(0.1)
    assert await other.one(HOW_MANY) == 0
    await other.close()
