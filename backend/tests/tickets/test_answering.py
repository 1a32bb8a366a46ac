"""Staff answer; customers see a name and nothing more of them."""

import httpx2
import pytest

from skypanel.accounts.models import User
from skypanel.core.db import Database, Statement
from tests.support.people import People
from tests.tickets.conftest import SignIn, opened, read_ticket

FORGET_PERSON = Statement(int, "DELETE FROM users WHERE id = $1 RETURNING id", params=(int,))


async def test_an_answer_makes_the_ticket_wait_for_the_customer_and_a_reply_for_support(
    client: httpx2.AsyncClient, desk: httpx2.AsyncClient
) -> None:
    ticket_id = (await opened(client))["id"]

    async def standing() -> tuple[str, str]:
        ticket = (await client.get(f"/api/v1/tickets/{ticket_id}")).json()["data"]
        return ticket["status"], ticket["lastMessageBy"]

    assert await standing() == ("open", "customer")
    answer = await desk.post(f"/api/v1/admin/tickets/{ticket_id}/messages", json={"message": "Have you *tried*?"})
    assert answer.status_code == 201
    assert await standing() == ("answered", "staff")
    await client.post(f"/api/v1/tickets/{ticket_id}/messages", json={"message": "Yes"})
    assert await standing() == ("open", "customer")


async def test_customers_learn_the_name_of_who_answered_and_nothing_else(
    client: httpx2.AsyncClient, desk: httpx2.AsyncClient, support: User
) -> None:
    ticket_id = (await opened(client))["id"]
    await desk.post(f"/api/v1/admin/tickets/{ticket_id}/messages", json={"message": "Hello"})
    thread = await client.get(f"/api/v1/tickets/{ticket_id}")
    assert thread.json()["data"]["messages"][1]["author"] == {"kind": "staff", "name": support.username}
    assert support.email not in thread.text
    assert set(thread.json()["data"]["messages"][1]) == {"id", "author", "body", "html", "createdAt"}
    assert "customer" not in thread.json()["data"]


async def test_an_answer_outlives_the_account_of_who_wrote_it(
    client: httpx2.AsyncClient, desk: httpx2.AsyncClient, support: User, database: Database
) -> None:
    ticket_id = (await opened(client))["id"]
    await desk.post(f"/api/v1/admin/tickets/{ticket_id}/messages", json={"message": "Hello"})
    await database.one(FORGET_PERSON, support.id)
    thread = (await client.get(f"/api/v1/tickets/{ticket_id}")).json()["data"]["messages"]
    assert thread[1]["author"] == {"kind": "staff", "name": "Support"}


async def test_staff_read_the_thread_with_its_customer(
    client: httpx2.AsyncClient, desk: httpx2.AsyncClient, customer: User
) -> None:
    ticket = await opened(client)
    read = (await desk.get(f"/api/v1/admin/tickets/{ticket['id']}")).json()["data"]
    assert read["customer"] == {"id": customer.id, "username": customer.username, "email": customer.email}
    assert read["messages"] == (await read_ticket(client, ticket["id"]))["messages"]


async def test_staff_close_and_reopen_like_customers_do(client: httpx2.AsyncClient, desk: httpx2.AsyncClient) -> None:
    path = f"/api/v1/admin/tickets/{(await opened(client))['id']}"
    assert (await desk.post(f"{path}/reopen")).json()["error"]["code"] == "ticket_not_closed"
    closed = await desk.post(f"{path}/close")
    assert (closed.status_code, closed.json()["data"]["status"]) == (200, "closed")
    assert closed.json()["data"]["customer"]
    assert (await desk.post(f"{path}/close")).json()["error"]["code"] == "ticket_already_closed"
    answer = await desk.post(f"{path}/messages", json={"message": "x"})
    assert (answer.status_code, answer.json()["error"]["code"]) == (409, "ticket_closed")
    assert (await desk.post(f"{path}/reopen")).json()["data"]["status"] == "open"


DOORS = [
    ("GET", "", None),
    ("GET", "/{id}", None),
    ("POST", "/{id}/messages", {"message": "x"}),
    ("POST", "/{id}/close", None),
    ("POST", "/{id}/reopen", None),
]


@pytest.mark.parametrize(("method", "door", "body"), DOORS)
async def test_the_staffs_doors_are_closed_to_customers_and_strangers(
    client: httpx2.AsyncClient, anonymous: httpx2.AsyncClient, method: str, door: str, body: object
) -> None:
    ticket = await read_ticket(client, (await opened(client))["id"])
    path = "/api/v1/admin/tickets" + door.format(id=ticket["id"])
    assert (await client.request(method, path, json=body)).status_code == 403
    assert (await anonymous.request(method, path, json=body)).status_code == 401
    assert await read_ticket(client, ticket["id"]) == ticket


@pytest.mark.parametrize(("method", "door", "body"), DOORS)
async def test_who_may_read_tickets_may_not_therefore_answer_them(
    client: httpx2.AsyncClient, people: People, client_for: SignIn, method: str, door: str, body: object
) -> None:
    ticket = await opened(client)
    billing = await client_for(await people.staff("billing"))
    answer = await billing.request(method, "/api/v1/admin/tickets" + door.format(id=ticket["id"]), json=body)
    assert answer.status_code == (200 if method == "GET" else 403)


@pytest.mark.parametrize(("method", "door", "body"), DOORS[1:])
async def test_a_ticket_that_does_not_exist_is_not_found_by_staff(
    desk: httpx2.AsyncClient, method: str, door: str, body: object
) -> None:
    for ticket_id in (4711, 2**63 - 1, 2**70, 0):
        answer = await desk.request(method, "/api/v1/admin/tickets" + door.format(id=ticket_id), json=body)
        assert answer.status_code == 404


@pytest.mark.parametrize(("method", "door", "body"), DOORS[1:])
async def test_a_strangers_ticket_does_not_exist_whatever_is_asked_of_it(
    client: httpx2.AsyncClient, stranger: httpx2.AsyncClient, method: str, door: str, body: object
) -> None:
    ticket = await read_ticket(client, (await opened(client))["id"])
    foreign = await stranger.request(method, "/api/v1/tickets" + door.format(id=ticket["id"]), json=body)
    absent = await stranger.request(method, "/api/v1/tickets" + door.format(id=ticket["id"] + 1000), json=body)
    assert foreign.status_code == absent.status_code == 404
    assert foreign.content == absent.content
    assert foreign.json()["error"]["code"] == "ticket_not_found"
    assert await read_ticket(client, ticket["id"]) == ticket


@pytest.mark.parametrize(("method", "door", "body"), DOORS[1:])
async def test_staff_are_strangers_at_the_customers_doors(
    client: httpx2.AsyncClient, desk: httpx2.AsyncClient, method: str, door: str, body: object
) -> None:
    ticket = await opened(client)
    answer = await desk.request(method, "/api/v1/tickets" + door.format(id=ticket["id"]), json=body)
    assert answer.status_code == 404


@pytest.mark.parametrize("method", ["PUT", "PATCH", "DELETE"])
async def test_a_ticket_cannot_be_overwritten_or_deleted(client: httpx2.AsyncClient, method: str) -> None:
    ticket = await read_ticket(client, (await opened(client))["id"])
    answer = await client.request(method, f"/api/v1/tickets/{ticket['id']}", json={"status": "closed"})
    assert answer.status_code in {404, 405}
    assert await read_ticket(client, ticket["id"]) == ticket
