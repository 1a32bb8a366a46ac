"""An instant that goes into PostgreSQL comes out again, to the microsecond and with its zone."""

import random
from datetime import UTC, datetime, timedelta, timezone
from types import NoneType

import pytest

from skypanel.core.db import Database, Statement
from skypanel.core.pool import Pool

FIRST, LAST = datetime(1, 1, 2, tzinfo=UTC), datetime(9999, 12, 30, tzinfo=UTC)
ECHO = Statement(datetime, "SELECT * FROM unnest($1::timestamptz[])", params=(list[datetime],))
ECHO_ONE = Statement(datetime, "SELECT $1::timestamptz", params=(datetime,))
HABITS = Statement(
    NoneType,
    """
DO $$ BEGIN
    EXECUTE format('ALTER DATABASE %I SET timezone TO ''Asia/Kathmandu''', current_database());
    EXECUTE format('ALTER DATABASE %I SET datestyle TO ''German''', current_database());
END $$
""",
)
MICROSECOND = timedelta(microseconds=1)


@pytest.fixture
async def database(dsn: str) -> Database:
    # An operator's database may have any habits of its own.
    operator = Database(Pool(dsn))
    await operator.run(HABITS)
    await operator.close()
    return Database(Pool(dsn))


async def test_instants_come_back_as_they_went(database: Database) -> None:
    chance = random.Random(8)  # noqa: S311 - guards nothing
    span = (LAST - FIRST) // MICROSECOND
    went = [FIRST, LAST, datetime(1970, 1, 1, tzinfo=UTC), datetime(2026, 11, 28, 12, 0, 0, 120000, tzinfo=UTC)]
    went += [FIRST + chance.randrange(span) * MICROSECOND for _ in range(2_000)]
    went += [instant.astimezone(timezone(timedelta(minutes=chance.randrange(-720, 840)))) for instant in went[2:500]]
    came = await database.all(ECHO, went)
    assert came == went
    assert {instant.tzinfo for instant in came} == {UTC}
    assert [await database.one(ECHO_ONE, instant) for instant in went[:50]] == went[:50]
    await database.close()


async def test_an_instant_without_a_zone_is_our_bug(database: Database) -> None:
    with pytest.raises(Exception, match="without a zone"):
        await database.one(ECHO_ONE, datetime(2026, 11, 28))  # noqa: DTZ001 - what is refused
    await database.close()
