"""A customer, a stranger and somebody of support, each signed in, and hands to count what the database is asked."""

from collections.abc import Awaitable, Callable
from typing import Any

import httpx2
import pytest

from skypanel.accounts.models import User
from skypanel.app.build import Services
from skypanel.core.db import Statement
from tests.support.people import People

SignIn = Callable[..., Awaitable[httpx2.AsyncClient]]

MAKE_SERVER = Statement(
    int,
    """
INSERT INTO servers (user_id, virtfusion_id, uuid, name)
VALUES ($1, (SELECT count(*) + 1 FROM servers), gen_random_uuid(), $2) RETURNING id
""",
    params=(int, str),
)


@pytest.fixture
async def customer(people: People) -> User:
    return await people.customer()


@pytest.fixture
async def client(customer: User, client_for: SignIn) -> httpx2.AsyncClient:
    """The customer's browser."""
    return await client_for(customer)


@pytest.fixture
async def stranger(people: People, client_for: SignIn) -> httpx2.AsyncClient:
    """Another customer's browser."""
    return await client_for(await people.customer())


@pytest.fixture
async def support(people: People) -> User:
    return await people.staff()


@pytest.fixture
async def desk(support: User, client_for: SignIn) -> httpx2.AsyncClient:
    """Support's browser."""
    return await client_for(support)


@pytest.fixture
def make_server(services: Services) -> Callable[..., Awaitable[int]]:
    async def make(owner: User, name: str = "web-1") -> int:
        return await services.database.one(MAKE_SERVER, owner.id, name)

    return make


def question(**changes: object) -> dict[str, object]:
    """The body of a new ticket."""
    return {"subject": "My server is down", "message": "It does not **answer**.", "departmentId": 1} | changes


async def opened(client: httpx2.AsyncClient, **changes: object) -> dict[str, Any]:
    """A ticket the owner of `client` has just opened."""
    answer = await client.post("/api/v1/tickets", json=question(**changes))
    assert answer.status_code == 201, answer.text
    ticket: dict[str, Any] = answer.json()["data"]
    return ticket


async def read_ticket(client: httpx2.AsyncClient, ticket_id: int) -> dict[str, Any]:
    """The ticket with everything said in it, as its owner reads it."""
    answer = await client.get(f"/api/v1/tickets/{ticket_id}")
    assert answer.status_code == 200, answer.text
    read: dict[str, Any] = answer.json()["data"]
    return read
