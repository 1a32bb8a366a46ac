"""What a page costs does not grow with what is on it, and both sides' browsers hear of every act."""

from collections.abc import AsyncIterator, Awaitable, Callable

import httpx2
import pytest

from skypanel.accounts.models import User
from skypanel.app.build import Services
from tests.support.counting import counting
from tests.support.notices import Notices, listening
from tests.tickets.conftest import opened


async def say(client: httpx2.AsyncClient, ticket_id: int, times: int) -> None:
    for number in range(times):
        await client.post(f"/api/v1/tickets/{ticket_id}/messages", json={"message": f"{number}"})


async def test_reading_takes_two_statements_and_listing_one_however_much_there_is(
    client: httpx2.AsyncClient, desk: httpx2.AsyncClient, services: Services
) -> None:
    ticket_id = (await opened(client))["id"]
    doors = [
        (client, f"/api/v1/tickets/{ticket_id}", 2),
        (client, "/api/v1/tickets", 1),
        (client, "/api/v1/ticket-departments", 1),
        (desk, f"/api/v1/admin/tickets/{ticket_id}", 2),
        (desk, "/api/v1/admin/tickets", 1),
    ]
    for caller, path, _ in doors:
        await caller.get(path)  # from here on the session is known and the statements are prepared

    async def costs() -> list[int]:
        found = []
        for caller, path, _ in doors:
            async with counting(services) as statements:
                assert (await caller.get(path)).status_code == 200
            found.append(len([sql for sql in statements if "FROM sessions" not in sql]))
        return found

    expected = [count for _, _, count in doors]
    assert await costs() == expected
    await say(client, ticket_id, 10)
    for number in range(10):
        await opened(client, subject=f"{number}")
    assert await costs() == expected


@pytest.fixture
async def live(dsn: str) -> AsyncIterator[Notices]:
    async with listening(dsn, "live") as notices:
        yield notices


async def test_customer_and_staff_hear_of_every_act_and_of_no_refusal(
    client: httpx2.AsyncClient, stranger: httpx2.AsyncClient, desk: httpx2.AsyncClient, customer: User, live: Notices
) -> None:
    ticket_id = (await opened(client))["id"]
    mine, admin = f"/api/v1/tickets/{ticket_id}", f"/api/v1/admin/tickets/{ticket_id}"
    acts: list[Callable[[], Awaitable[httpx2.Response]]] = [
        lambda: client.post(f"{mine}/messages", json={"message": "x"}),
        lambda: desk.post(f"{admin}/messages", json={"message": "x"}),
        lambda: desk.post(f"{admin}/close"),
        lambda: client.post(f"{mine}/reopen"),
    ]
    for act in acts:
        assert (await act()).status_code < 300
    await client.post(f"{mine}/reopen")
    await stranger.post(f"{mine}/close")
    await client.post(f"{mine}/messages", json={"message": " "})
    assert await live.so_far() == [f"{customer.id},0:ticket:{ticket_id}"] * 5
