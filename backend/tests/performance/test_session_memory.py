"""The few seconds a session is remembered never outlive what ended or changed it, in any instance."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack
from typing import Any

import asyncpg
import httpx2
import pytest

from skypanel.accounts.session_queries import RESOLVE
from skypanel.accounts.sessions import CHANNEL
from skypanel.app.config import Config
from tests.support.clock import MovableClock
from tests.support.counting import counting
from tests.support.locks import waits_or_ends
from tests.support.people import People
from tests.support.portal import Portal, all_listen, is_put_out, running_portal
from tests.support.waiting import until

COOKIE = "__Host-sid"
# Only a notice ends what is remembered.
pytestmark = pytest.mark.usefixtures("long_memory")


@pytest.fixture
async def instances(config: Config, clock: MovableClock) -> AsyncIterator[tuple[Portal, Portal]]:
    """Two instances on one database, both listening."""
    async with AsyncExitStack() as stack:
        first = await stack.enter_async_context(running_portal(config, clock))
        second = await stack.enter_async_context(running_portal(config, clock))
        await all_listen(first, second)
        yield first, second


@pytest.fixture
async def browsers(instances: tuple[Portal, Portal]) -> tuple[httpx2.AsyncClient, httpx2.AsyncClient]:
    """One signed-in browser, as each instance sees it."""
    first, second = instances
    here = await first.client_for(await People(first.services).customer())
    there = second.anonymous()
    there.cookies.set(COOKIE, here.cookies[COOKIE], domain="portal.test")
    return here, there


async def status(client: httpx2.AsyncClient) -> int:
    return (await client.get("/api/v1/account")).status_code


async def test_signing_out_in_one_instance_is_told_to_the_other(
    browsers: tuple[httpx2.AsyncClient, httpx2.AsyncClient],
) -> None:
    here, there = browsers
    assert [await status(here), await status(there)] == [200, 200]
    there_token = there.cookies[COOKIE]
    assert (await here.post("/api/v1/auth/logout")).status_code == 204
    there.cookies.set(COOKIE, there_token, domain="portal.test")

    await is_put_out(there)


async def test_a_changed_profile_is_told_to_the_other_instance(
    browsers: tuple[httpx2.AsyncClient, httpx2.AsyncClient],
) -> None:
    here, there = browsers
    assert await status(there) == 200
    assert (await here.patch("/api/v1/account", json={"timezone": "Asia/Tokyo"})).status_code == 200

    async def is_seen() -> bool:
        return bool((await there.get("/api/v1/account")).json()["data"]["timezone"] == "Asia/Tokyo")

    await until(is_seen, "the new profile in the other instance")


async def test_what_was_read_before_an_end_is_announced_is_not_remembered_after_it(
    dsn: str, connection: Any, instances: tuple[Portal, Portal], browsers: tuple[httpx2.AsyncClient, httpx2.AsyncClient]
) -> None:
    """The answer is on its way while the notice arrives: it is used once and not kept."""
    services = instances[1].services
    token_hash = services.sessions.hash(browsers[1].cookies[COOKIE])
    announcer = await asyncpg.connect(dsn)
    async with connection.transaction():
        await connection.execute("LOCK TABLE users IN ACCESS EXCLUSIVE MODE")
        reading = asyncio.create_task(status(browsers[1]))
        await waits_or_ends(reading, announcer)
        assert not reading.done()
        generation = services.sessions._generation
        await announcer.execute("SELECT pg_notify($1, $2)", CHANNEL, token_hash.hex())
        await until(lambda: services.sessions._generation != generation, "the notice")
        await announcer.close()
    assert await reading == 200
    async with counting(services) as statements:
        assert await status(browsers[1]) == 200
    assert statements == [RESOLVE.sql]


async def test_nothing_is_remembered_while_the_notice_line_is_down(
    instances: tuple[Portal, Portal], browsers: tuple[httpx2.AsyncClient, httpx2.AsyncClient]
) -> None:
    here, there = browsers
    services = instances[1].services
    assert await status(there) == 200
    await services.bus.stop()
    async with counting(services) as statements:
        assert [await status(there), await status(there)] == [200, 200]
    assert statements == [RESOLVE.sql, RESOLVE.sql]
    token = there.cookies[COOKIE]
    await here.post("/api/v1/auth/logout")
    there.cookies.set(COOKIE, token, domain="portal.test")
    assert await status(there) == 401


async def test_a_cut_notice_line_forgets_everything_and_mends_itself(
    connection: Any, instances: tuple[Portal, Portal], browsers: tuple[httpx2.AsyncClient, httpx2.AsyncClient]
) -> None:
    services = instances[1].services
    assert await status(browsers[1]) == 200
    generation = services.sessions._generation
    cut = """
        SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity
        WHERE datname = current_database() AND application_name = 'skypanel-test-bus'
    """
    assert await connection.fetchval(cut) == 2
    await until(lambda: services.sessions._generation > generation, "notice of the cut")
    assert services.sessions._remembered == {}
    await until(lambda: services.bus.is_connected, "a new notice line")
    assert await status(browsers[1]) == 200
    async with counting(services) as statements:
        assert await status(browsers[1]) == 200
    assert statements == []


async def test_the_most_sessions_remembered_is_bounded(
    instances: tuple[Portal, Portal], browsers: tuple[httpx2.AsyncClient, httpx2.AsyncClient]
) -> None:
    sessions = instances[1].services.sessions
    assert await status(browsers[1]) == 200
    (known,) = sessions._remembered.values()
    for number in range(25_000):
        sessions._remember(number.to_bytes(32, "big"), known[1])
    assert len(sessions._remembered) <= 20_000
