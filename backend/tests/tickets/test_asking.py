"""A customer asks for help, and sees what became of it."""

from collections.abc import Awaitable, Callable

import httpx2
import pytest

from skypanel.accounts.models import User
from skypanel.core.db import Database, Statement
from tests.support.people import People
from tests.tickets.conftest import SignIn, opened, question, read_ticket

CLOSE_DEPARTMENT = Statement(int, "UPDATE departments SET is_open = false WHERE id = $1 RETURNING id", params=(int,))
AUDITED = Statement(str, "SELECT action FROM audit_events WHERE target_kind = 'ticket' AND target_id = $1 ORDER BY id")
ACTED = Statement(str, "SELECT DISTINCT actor_kind FROM audit_events WHERE target_kind = 'ticket' AND target_id = $1")
DELETE_MESSAGE = Statement(int, "DELETE FROM ticket_messages WHERE id = $1 RETURNING id", params=(int,))
HAND_OVER = Statement(int, "UPDATE servers SET user_id = $2 WHERE id = $1 RETURNING id", params=(int, int))
DELETE_SERVER = Statement(int, "DELETE FROM servers WHERE id = $1 RETURNING id", params=(int,))


async def test_the_departments_are_listed_in_the_operators_order(client: httpx2.AsyncClient) -> None:
    answer = await client.get("/api/v1/ticket-departments")
    assert answer.json() == {
        "data": [{"id": 1, "name": "Technical support"}, {"id": 2, "name": "Billing"}, {"id": 3, "name": "Sales"}]
    }


async def test_a_new_ticket_waits_for_support_and_shows_what_was_written(
    client: httpx2.AsyncClient, customer: User, make_server: Callable[..., Awaitable[int]]
) -> None:
    server_id = await make_server(customer, "mail-1")
    ticket = await opened(client, subject="  Help  ", priority="high", serverId=server_id)
    assert ticket["subject"] == "Help"
    assert (ticket["status"], ticket["priority"]) == ("open", "high")
    assert ticket["department"] == {"id": 1, "name": "Technical support"}
    assert ticket["server"] == {"id": server_id, "name": "mail-1"}
    read = await read_ticket(client, ticket["id"])
    [message] = read.pop("messages")
    assert read == ticket
    assert message["author"] == {"kind": "customer", "name": customer.username}
    assert message["body"] == "It does not **answer**."
    assert message["html"] == "<p>It does not <strong>answer</strong>.</p>\n"


async def test_the_priority_is_medium_unless_said_otherwise(client: httpx2.AsyncClient) -> None:
    assert (await opened(client))["priority"] == "medium"


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"subject": " \t "}, "subject"),
        ({"subject": "x" * 201}, "subject"),
        ({"subject": "two\nlines"}, "subject"),
        ({"subject": "nul\x00"}, "subject"),
        ({"subject": None}, "subject"),
        ({"message": "\n \n"}, "message"),
        ({"message": "x" * 20_001}, "message"),
        ({"message": "nul\x00"}, "message"),
        ({"departmentId": 0}, "departmentId"),
        ({"departmentId": 4711}, "departmentId"),
        ({"departmentId": 2**63}, "departmentId"),
        ({"departmentId": "one"}, "departmentId"),
        ({"priority": "yesterday"}, "priority"),
        ({"serverId": 4711}, "serverId"),
        ({"serverId": -1}, "serverId"),
        ({"userId": 1}, "userId"),
        ({"status": "closed"}, "status"),
        ({"authorKind": "staff"}, "authorKind"),
    ],
)
async def test_a_wrong_or_unknown_field_is_refused_by_its_name(
    client: httpx2.AsyncClient, changes: dict[str, object], field: str
) -> None:
    answer = await client.post("/api/v1/tickets", json=question(**changes))
    assert answer.status_code == 422
    assert answer.json()["error"]["code"] == "invalid"
    assert list(answer.json()["error"]["details"]["fields"]) == [field]
    assert (await client.get("/api/v1/tickets")).json()["data"] == []


async def test_the_longest_subject_and_message_are_accepted(client: httpx2.AsyncClient) -> None:
    ticket = await opened(client, subject="x" * 200, message="y" * 20_000)
    assert len((await read_ticket(client, ticket["id"]))["messages"][0]["body"]) == 20_000


async def test_a_thread_longer_than_is_rendered_at_once_is_shown_whole(client: httpx2.AsyncClient) -> None:
    ticket = await opened(client, message="**a** " * 3_000)
    await client.post(f"/api/v1/tickets/{ticket['id']}/messages", json={"message": "*b* " * 3_000})
    messages = (await read_ticket(client, ticket["id"]))["messages"]
    assert [message["html"].count("<strong>a") for message in messages] == [3_000, 0]
    assert [message["html"].count("<em>b") for message in messages] == [0, 3_000]


async def test_a_repeated_key_whose_message_is_gone_is_not_found(
    client: httpx2.AsyncClient, database: Database
) -> None:
    path = f"/api/v1/tickets/{(await opened(client))['id']}/messages"
    headers = {"Idempotency-Key": "once"}
    said = (await client.post(path, json={"message": "x"}, headers=headers)).json()["data"]
    await database.one(DELETE_MESSAGE, said["id"])
    assert (await client.post(path, json={"message": "x"}, headers=headers)).status_code == 404


async def test_somebody_elses_server_cannot_be_named_and_is_not_admitted_to_exist(
    client: httpx2.AsyncClient, people: People, make_server: Callable[..., Awaitable[int]]
) -> None:
    foreign = await make_server(await people.customer())
    of_another = await client.post("/api/v1/tickets", json=question(serverId=foreign))
    of_nobody = await client.post("/api/v1/tickets", json=question(serverId=foreign + 1000))
    assert of_another.status_code == of_nobody.status_code == 422
    assert of_another.content == of_nobody.content
    assert of_another.json()["error"]["details"]["fields"] == {"serverId": "Choose one of your servers."}


async def test_a_closed_department_is_not_offered_and_takes_no_new_ticket(
    client: httpx2.AsyncClient, database: Database
) -> None:
    await database.one(CLOSE_DEPARTMENT, 3)
    names = [department["name"] for department in (await client.get("/api/v1/ticket-departments")).json()["data"]]
    assert names == ["Technical support", "Billing"]
    answer = await client.post("/api/v1/tickets", json=question(departmentId=3))
    assert "departmentId" in answer.json()["error"]["details"]["fields"]


async def test_a_ticket_outlives_its_server(
    client: httpx2.AsyncClient, customer: User, database: Database, make_server: Callable[..., Awaitable[int]]
) -> None:
    server_id = await make_server(customer)
    ticket = await opened(client, serverId=server_id)
    await database.one(DELETE_SERVER, server_id)
    assert (await client.get(f"/api/v1/tickets/{ticket['id']}")).json()["data"]["server"] is None


async def test_a_server_that_is_somebody_elses_now_is_in_the_ticket_no_more(
    client: httpx2.AsyncClient,
    customer: User,
    people: People,
    database: Database,
    make_server: Callable[..., Awaitable[int]],
) -> None:
    server_id = await make_server(customer)
    ticket = await opened(client, serverId=server_id)
    await database.one(HAND_OVER, server_id, (await people.customer()).id)
    assert (await client.get(f"/api/v1/tickets/{ticket['id']}")).json()["data"]["server"] is None
    assert (await client.get("/api/v1/tickets")).json()["data"][0]["server"] is None


async def test_a_reply_is_added_and_a_blank_or_unknown_one_is_not(client: httpx2.AsyncClient) -> None:
    ticket = await opened(client)
    path = f"/api/v1/tickets/{ticket['id']}/messages"
    reply = await client.post(path, json={"message": "Any news?"})
    assert reply.status_code == 201
    assert (await client.post(path, json={"message": " "})).json()["error"]["details"]["fields"] == {
        "message": "Write a message."
    }
    assert (await client.post(path, json={"message": "x", "authorKind": "staff"})).status_code == 422
    assert (await client.post(path, json={})).status_code == 422
    thread = (await client.get(f"/api/v1/tickets/{ticket['id']}")).json()["data"]["messages"]
    assert [message["body"] for message in thread] == ["It does not **answer**.", "Any news?"]
    assert thread[1] == reply.json()["data"]


async def test_a_ticket_is_closed_once_refuses_replies_and_is_reopened_once(client: httpx2.AsyncClient) -> None:
    path = f"/api/v1/tickets/{(await opened(client))['id']}"
    assert (await client.post(f"{path}/reopen")).json()["error"]["code"] == "ticket_not_closed"
    closed = await client.post(f"{path}/close")
    assert (closed.status_code, closed.json()["data"]["status"]) == (200, "closed")
    again = await client.post(f"{path}/close")
    assert (again.status_code, again.json()["error"]["code"]) == (409, "ticket_already_closed")
    reply = await client.post(f"{path}/messages", json={"message": "Wait"})
    assert (reply.status_code, reply.json()["error"]["code"]) == (409, "ticket_closed")
    reopened = await client.post(f"{path}/reopen")
    assert (reopened.status_code, reopened.json()["data"]["status"]) == (200, "open")
    assert (await client.post(f"{path}/messages", json={"message": "Wait"})).status_code == 201


async def test_every_act_is_in_the_audit_trail(
    client: httpx2.AsyncClient, desk: httpx2.AsyncClient, database: Database
) -> None:
    ticket_id = (await opened(client))["id"]
    path = f"/api/v1/tickets/{ticket_id}"
    await client.post(f"{path}/messages", json={"message": "More"})
    await desk.post(f"/api/v1/admin/tickets/{ticket_id}/messages", json={"message": "Answer"})
    await client.post(f"{path}/close")
    await desk.post(f"/api/v1/admin/tickets/{ticket_id}/reopen")
    assert await database.all(AUDITED, ticket_id) == [
        "tickets.opened",
        "tickets.replied",
        "tickets.answered",
        "tickets.closed",
        "tickets.reopened",
    ]
    assert set(await database.all(ACTED, ticket_id)) == {"customer", "staff"}


async def test_the_same_key_opens_one_ticket_and_another_body_is_refused(client: httpx2.AsyncClient) -> None:
    headers = {"Idempotency-Key": "a-key"}
    first = await client.post("/api/v1/tickets", json=question(), headers=headers)
    again = await client.post("/api/v1/tickets", json=question(), headers=headers)
    assert first.status_code == again.status_code == 201
    assert first.json() == again.json()
    other = await client.post("/api/v1/tickets", json=question(subject="Other"), headers=headers)
    assert (other.status_code, other.json()["error"]["code"]) == (409, "idempotency_key_reused")
    assert (await client.get("/api/v1/tickets")).json()["pagination"]["totalItems"] == 1


async def test_the_same_key_says_a_thing_once_on_either_side(
    client: httpx2.AsyncClient, desk: httpx2.AsyncClient
) -> None:
    ticket_id = (await opened(client))["id"]
    for caller, path in ((client, f"tickets/{ticket_id}"), (desk, f"admin/tickets/{ticket_id}")):
        headers = {"Idempotency-Key": "once"}
        said = [
            (await caller.post(f"/api/v1/{path}/messages", json={"message": "Once"}, headers=headers)).json()
            for _ in range(2)
        ]
        assert said[0] == said[1]
    assert len((await client.get(f"/api/v1/tickets/{ticket_id}")).json()["data"]["messages"]) == 3


async def test_a_key_of_one_person_means_nothing_to_another(
    client: httpx2.AsyncClient, stranger: httpx2.AsyncClient
) -> None:
    headers = {"Idempotency-Key": "shared"}
    mine = await client.post("/api/v1/tickets", json=question(), headers=headers)
    theirs = await stranger.post("/api/v1/tickets", json=question(), headers=headers)
    assert mine.json()["data"]["id"] != theirs.json()["data"]["id"]


async def test_an_unverified_or_anonymous_caller_is_not_let_in(
    anonymous: httpx2.AsyncClient, people: People, client_for: SignIn
) -> None:
    assert (await anonymous.get("/api/v1/tickets")).status_code == 401
    assert (await anonymous.post("/api/v1/tickets", json=question())).status_code == 401
    assert (await anonymous.get("/api/v1/ticket-departments")).status_code == 401
    unverified = await client_for(await people.customer(is_verified=False))
    assert (await unverified.post("/api/v1/tickets", json=question())).status_code in {401, 403}
