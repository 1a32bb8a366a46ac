"""Limits that hold over every process: counted in PostgreSQL, by its clock."""

import asyncio

import asyncpg
import pytest

from skypanel.core.db import Database
from skypanel.core.errors import TooMany
from skypanel.core.limits import Limit, Limits
from skypanel.core.pool import Pool
from tests.support.locks import waits_or_ends

FIVE = Limit("five", burst=5, every_seconds=60)


async def outcomes(limits: list[Limits], times: int, subject: str = "ada") -> list[bool]:
    async def once(number: int) -> bool:
        try:
            await limits[number % len(limits)].take(FIVE, subject)
        except TooMany:
            return False
        return True

    return await asyncio.gather(*(once(number) for number in range(times)))


async def test_exactly_the_burst_passes_however_many_come_at_once_over_two_processes(dsn: str) -> None:
    databases = [Database(Pool(dsn, size=5)) for _ in range(2)]
    passed = await outcomes([Limits(database) for database in databases], 50)
    assert sum(passed) == 5
    for database in databases:
        await database.close()


async def test_subjects_do_not_share_and_the_wait_is_told(database: Database) -> None:
    limits = Limits(database)
    assert sum(await outcomes([limits], 6)) == 5
    assert sum(await outcomes([limits], 1, "eve")) == 1
    with pytest.raises(TooMany) as refused:
        await limits.take(FIVE, "ada")
    assert 20 <= refused.value.retry_after_seconds <= 61


async def test_what_was_given_back_can_be_taken_again(database: Database) -> None:
    limits = Limits(database)
    await outcomes([limits], 5)
    await limits.give_back(FIVE, "ada")
    assert sum(await outcomes([limits], 2)) == 1


async def test_one_who_waited_for_the_row_is_measured_when_it_is_his_turn(database: Database, dsn: str) -> None:
    """Else the last of a burst is refused when it began, by a hair, before what it stands in line behind."""
    limits = Limits(database)
    await limits.take(FIVE, "ada")
    other = await asyncpg.connect(dsn)
    try:
        async with other.transaction():
            await other.execute("SELECT FROM rate_limits FOR UPDATE")
            last = asyncio.create_task(limits.take(FIVE, "ada"))
            await waits_or_ends(last, other)
            assert not last.done()
            await other.execute("UPDATE rate_limits SET full_at = clock_timestamp() + interval '4 minutes'")
        await last
    finally:
        await other.close()
    with pytest.raises(TooMany):
        await limits.take(FIVE, "ada")


async def test_what_is_past_is_forgotten(database: Database) -> None:
    limits = Limits(database)
    quick = Limit("quick", burst=1, every_seconds=0.01)
    await limits.take(quick, "ada")
    await asyncio.sleep(0.05)
    await limits.forget_past()
    await limits.take(quick, "ada")
