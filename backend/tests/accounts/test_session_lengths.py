"""How long a session lasts: as long as it is used, and never longer than it may."""

from collections.abc import Awaitable, Callable
from datetime import datetime
from types import NoneType

import httpx2
import pytest

from skypanel.app.build import Services
from skypanel.core.db import Statement
from tests.support.clock import MovableClock
from tests.support.people import People
from tests.support.waiting import until

SignIn = Callable[..., Awaitable[httpx2.AsyncClient]]
SEEN_AT = Statement(datetime, "SELECT max(seen_at) FROM sessions")
USE_AT = Statement(NoneType, "UPDATE sessions SET seen_at = $1", params=(datetime,))
KEEP_OUT = {
    "suspended": Statement(NoneType, "UPDATE users SET suspended_at = now() WHERE id = $1", params=(int,)),
    "unverified": Statement(NoneType, "UPDATE users SET is_verified = false WHERE id = $1", params=(int,)),
}


async def status(client: httpx2.AsyncClient, services: Services) -> int:
    """Of a request that remembers nothing."""
    services.sessions._forget_all()
    return (await client.get("/api/v1/account")).status_code


async def use_until_now(services: Services, clock: MovableClock) -> None:
    """As if the person had clicked all the time."""
    await services.database.run(USE_AT, clock.now())


async def test_it_ends_after_an_hour_of_silence(
    client_for: SignIn, people: People, clock: MovableClock, services: Services
) -> None:
    client = await client_for(await people.customer())
    clock.advance(seconds=3590)
    assert await status(client, services) == 200
    clock.advance(hours=1, seconds=1)
    assert await status(client, services) == 401


async def test_whoever_uses_it_keeps_it(
    client_for: SignIn, people: People, clock: MovableClock, services: Services
) -> None:
    client = await client_for(await people.customer())
    for _ in range(3):
        clock.advance(seconds=50 * 60)
        used_at = clock.now()
        assert await status(client, services) == 200

        async def is_noted(used_at: datetime = used_at) -> bool:
            return await services.database.one(SEEN_AT) >= used_at

        await until(is_noted, "a note of the use")


async def test_use_is_noted_every_five_minutes_at_most(
    client_for: SignIn, people: People, clock: MovableClock, services: Services
) -> None:
    client = await client_for(await people.customer())
    begun_at = await services.database.one(SEEN_AT)
    clock.advance(seconds=4 * 60)
    assert await status(client, services) == 200
    assert not services.sessions._tasks
    assert await services.database.one(SEEN_AT) == begun_at


@pytest.mark.parametrize(("role", "hours"), [("customer", 30 * 24), ("support", 8), ("owner", 8)])
async def test_nobody_keeps_it_longer_than_they_may_however_much_they_use_it(
    role: str, hours: int, client_for: SignIn, people: People, clock: MovableClock, services: Services
) -> None:
    client = await client_for(await (people.customer() if role == "customer" else people.staff(role)))
    clock.advance(hours=hours, seconds=-60)
    await use_until_now(services, clock)
    assert await status(client, services) == 200
    clock.advance(seconds=61)
    await use_until_now(services, clock)
    assert await status(client, services) == 401


@pytest.mark.parametrize("why", KEEP_OUT)
async def test_who_is_kept_out_has_no_use_of_one_that_nobody_ended(
    why: str, client_for: SignIn, people: People, services: Services
) -> None:
    user = await people.customer()
    client = await client_for(user)
    assert await status(client, services) == 200
    await services.database.run(KEEP_OUT[why], user.id)
    assert await status(client, services) == 401
