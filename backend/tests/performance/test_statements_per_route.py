"""What a route asks of the database is fixed: it does not grow with what there is to show."""

from collections.abc import Awaitable, Callable
from typing import Any

import httpx2
import pytest

from skypanel.accounts.models import User
from skypanel.accounts.session_queries import RESOLVE
from skypanel.app.build import Services
from tests.support.counting import counting
from tests.support.people import People

SignIn = Callable[..., Awaitable[httpx2.AsyncClient]]

MORE = """
INSERT INTO servers (user_id, virtfusion_id, uuid, name)
SELECT {user}, {from_} + n, gen_random_uuid(), 'web-' || {from_} + n FROM generate_series(1, {count}) n;
INSERT INTO server_operations (server_id, user_id, action, state, deadline_at, finished_at)
SELECT (SELECT min(id) FROM servers), {user}, 'restart', 'succeeded', now(), now() FROM generate_series(1, {count});
INSERT INTO tickets (user_id, subject, department_id) SELECT {user}, 'Question', 1 FROM generate_series(1, {count});
INSERT INTO ticket_messages (ticket_id, author_id, author_kind, body)
SELECT (SELECT min(id) FROM tickets), {user}, 'customer', 'Hello' FROM generate_series(1, {count});
INSERT INTO sessions (token_hash, user_id, expires_at)
SELECT sha256(({from_} + n)::text::bytea), {user}, now() + interval '1 day' FROM generate_series(1, {count}) n;
INSERT INTO users (email, username, password_hash)
SELECT 'p' || {from_} + n || '@people.example', 'p' || {from_} + n, '!' FROM generate_series(1, {count}) n;
INSERT INTO procrastinate_jobs (queue_name, task_name) SELECT 'default', 'some.job' FROM generate_series(1, {count});
"""
# Route and the most round trips it may take, the session's own left out.
CUSTOMER_ROUTES = {
    "/api/v1/account": 0,
    "/api/v1/account/sessions": 1,
    "/api/v1/servers?perPage=100": 1,
    "/api/v1/servers/{server}": 1,
    "/api/v1/servers/{server}/activity?perPage=100": 1,
    "/api/v1/tickets?perPage=100": 1,
    "/api/v1/tickets/{ticket}": 2,
    "/api/v1/ticket-departments": 1,
    "/api/v1/overview": 5,
}
STAFF_ROUTES = {
    "/api/v1/admin/tickets?perPage=100": 2,
    "/api/v1/admin/tickets/{ticket}": 2,
    "/api/v1/admin/users?perPage=100": 2,
    "/api/v1/admin/jobs?perPage=100": 2,
}
# Done after the answer, off its path.
AFTERWARDS = ("UPDATE servers SET viewed_at", "UPDATE sessions SET seen_at")


async def add(connection: Any, user: User, *, from_: int, count: int) -> dict[str, int]:
    """Rows of every kind for `user`; the ids of the first of them."""
    await connection.execute(MORE.format(user=user.id, from_=from_, count=count))
    return {
        "server": await connection.fetchval("SELECT min(id) FROM servers"),
        "ticket": await connection.fetchval("SELECT min(id) FROM tickets"),
    }


async def cost(client: httpx2.AsyncClient, address: str, services: Services) -> int:
    await client.get(address)  # the session is known, and who looks is noted
    await services.servers.close()
    async with counting(services) as statements:
        answer = await client.get(address)
    assert answer.status_code == 200, answer.text
    return sum(not sql.strip().startswith(AFTERWARDS) and sql != RESOLVE.sql for sql in statements)


async def test_no_route_asks_more_when_there_is_more_to_show(
    connection: Any, services: Services, people: People, client_for: SignIn
) -> None:
    customer = await people.customer()
    clients = {"customer": await client_for(customer), "staff": await client_for(await people.staff("admin"))}
    doors = [("customer", *door) for door in CUSTOMER_ROUTES.items()]
    doors += [("staff", *door) for door in STAFF_ROUTES.items()]

    async def costs(ids: dict[str, int]) -> dict[str, int]:
        return {path: await cost(clients[who], path.format(**ids), services) for who, path, _ in doors}

    few = await costs(await add(connection, customer, from_=0, count=1))
    many = await costs(await add(connection, customer, from_=1000, count=60))
    assert few == many
    assert {path: many[path] for _, path, most in doors if many[path] > most} == {}


@pytest.mark.usefixtures("long_memory")
async def test_who_i_am_takes_one_statement_at_first_and_none_after(
    services: Services, people: People, client_for: SignIn
) -> None:
    client = await client_for(await people.customer())
    async with counting(services) as first:
        assert (await client.get("/api/v1/account")).status_code == 200
    async with counting(services) as second:
        assert (await client.get("/api/v1/account")).status_code == 200
    assert (first, second) == ([RESOLVE.sql], [])


@pytest.mark.parametrize("cookie", ["", "a" * 43, "a" * 5000, "\"';--"])
async def test_a_stranger_costs_at_most_one_statement(
    cookie: str, services: Services, anonymous: httpx2.AsyncClient
) -> None:
    headers: dict[str, Any] = {"cookie": f"__Host-sid={cookie}"}
    async with counting(services) as statements:
        assert (await anonymous.get("/api/v1/account", headers=headers)).status_code == 401
    assert len(statements) <= 1


async def test_health_asks_the_database_nothing(services: Services, anonymous: httpx2.AsyncClient) -> None:
    async with counting(services) as statements:
        assert (await anonymous.get("/health")).status_code == 200
    assert statements == []


async def test_opening_a_ticket_takes_the_same_few_statements_however_many_there_are(
    connection: Any, services: Services, people: People, client_for: SignIn
) -> None:
    customer = await people.customer()
    client = await client_for(customer)
    question = {"subject": "Help", "message": "Please.", "departmentId": 1}
    await client.post("/api/v1/tickets", json=question)

    async def statements() -> list[str]:
        async with counting(services) as seen:
            assert (await client.post("/api/v1/tickets", json=question)).status_code == 201
        return seen

    few = await statements()
    await add(connection, await people.customer(), from_=0, count=200)
    assert await statements() == few
    assert len(few) == 1
