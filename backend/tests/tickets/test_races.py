"""Many at once: limits stay exact, and one act wins."""

import asyncio
from collections import Counter

import httpx2
import pytest

from skypanel.core.db import Database, Statement
from tests.tickets.conftest import opened, question

FILL = Statement(
    int,
    """
WITH made AS (
    INSERT INTO ticket_messages (ticket_id, author_kind, body)
    SELECT $1, 'customer', 'x' FROM generate_series(1, $2) RETURNING 1
) SELECT count(*) FROM made
""",
    params=(int, int),
)
UNCLOSED = Statement(int, "SELECT count(*) FROM tickets WHERE status <> 'closed'")


def codes(answers: list[httpx2.Response]) -> Counter[int]:
    return Counter(answer.status_code for answer in answers)


async def test_fifty_tickets_opened_at_once_stop_at_twenty(client: httpx2.AsyncClient, database: Database) -> None:
    answers = await asyncio.gather(*(client.post("/api/v1/tickets", json=question()) for _ in range(50)))
    assert codes(answers) == {201: 20, 409: 30}
    assert {answer.json()["error"]["code"] for answer in answers if answer.status_code == 409} == {"too_many_tickets"}
    assert await database.one(UNCLOSED) == 20


async def test_the_limit_is_each_persons_own_and_frees_up_by_closing(
    client: httpx2.AsyncClient, stranger: httpx2.AsyncClient
) -> None:
    tickets = [await opened(client) for _ in range(20)]
    assert (await client.post("/api/v1/tickets", json=question())).status_code == 409
    assert (await stranger.post("/api/v1/tickets", json=question())).status_code == 201
    await client.post(f"/api/v1/tickets/{tickets[0]['id']}/close")
    assert (await client.post("/api/v1/tickets", json=question())).status_code == 201


async def test_reopening_and_opening_at_once_stop_at_twenty_too(
    client: httpx2.AsyncClient, desk: httpx2.AsyncClient, database: Database
) -> None:
    tickets = [await opened(client) for _ in range(20)]
    for ticket in tickets[:10]:
        await client.post(f"/api/v1/tickets/{ticket['id']}/close")
    answers = await asyncio.gather(
        *(client.post("/api/v1/tickets", json=question()) for _ in range(10)),
        *(client.post(f"/api/v1/tickets/{ticket['id']}/reopen") for ticket in tickets[:5]),
        *(desk.post(f"/api/v1/admin/tickets/{ticket['id']}/reopen") for ticket in tickets[5:10]),
    )
    assert codes(answers)[409] == 10
    assert await database.one(UNCLOSED) == 20


async def test_a_ticket_closed_twenty_times_at_once_is_closed_once(
    client: httpx2.AsyncClient, desk: httpx2.AsyncClient
) -> None:
    ticket_id = (await opened(client))["id"]
    answers = await asyncio.gather(
        *(client.post(f"/api/v1/tickets/{ticket_id}/close") for _ in range(10)),
        *(desk.post(f"/api/v1/admin/tickets/{ticket_id}/close") for _ in range(10)),
    )
    assert codes(answers) == {200: 1, 409: 19}


async def test_replies_racing_a_close_are_all_said_before_it_or_refused(
    client: httpx2.AsyncClient, desk: httpx2.AsyncClient
) -> None:
    ticket_id = (await opened(client))["id"]
    replies = [client.post(f"/api/v1/tickets/{ticket_id}/messages", json={"message": f"{n}"}) for n in range(10)]
    answers = [desk.post(f"/api/v1/admin/tickets/{ticket_id}/messages", json={"message": f"{n}"}) for n in range(10)]
    closing = client.post(f"/api/v1/tickets/{ticket_id}/close")
    *said, closed = await asyncio.gather(*replies, *answers, closing)
    assert closed.status_code == 200
    assert set(codes(said)) <= {201, 409}
    ticket = (await client.get(f"/api/v1/tickets/{ticket_id}")).json()["data"]
    assert ticket["status"] == "closed"
    assert len(ticket["messages"]) == 1 + codes(said)[201]
    assert ticket["lastMessageBy"] == ticket["messages"][-1]["author"]["kind"]


async def test_after_replies_from_both_sides_at_once_the_ticket_waits_for_who_did_not_speak_last(
    client: httpx2.AsyncClient, desk: httpx2.AsyncClient
) -> None:
    ticket_id = (await opened(client))["id"]
    await asyncio.gather(
        *(client.post(f"/api/v1/tickets/{ticket_id}/messages", json={"message": "c"}) for _ in range(5)),
        *(desk.post(f"/api/v1/admin/tickets/{ticket_id}/messages", json={"message": "s"}) for _ in range(5)),
    )
    ticket = (await client.get(f"/api/v1/tickets/{ticket_id}")).json()["data"]
    assert len(ticket["messages"]) == 11
    assert ticket["status"] == ("open" if ticket["messages"][-1]["author"]["kind"] == "customer" else "answered")


@pytest.mark.parametrize("before", [190])
async def test_a_thread_ends_at_two_hundred_messages_however_many_come_at_once(
    client: httpx2.AsyncClient, database: Database, before: int
) -> None:
    ticket_id = (await opened(client))["id"]
    await database.one(FILL, ticket_id, before)
    answers = await asyncio.gather(
        *(client.post(f"/api/v1/tickets/{ticket_id}/messages", json={"message": "x"}) for _ in range(20))
    )
    assert codes(answers) == {201: 9, 409: 11}
    assert {answer.json()["error"]["code"] for answer in answers if answer.status_code == 409} == {"ticket_full"}
    assert len((await client.get(f"/api/v1/tickets/{ticket_id}")).json()["data"]["messages"]) == 200


async def test_one_key_sent_twenty_times_at_once_opens_one_ticket(client: httpx2.AsyncClient) -> None:
    answers = await asyncio.gather(
        *(client.post("/api/v1/tickets", json=question(), headers={"Idempotency-Key": "k"}) for _ in range(20))
    )
    assert codes(answers) == {201: 20}
    assert len({answer.json()["data"]["id"] for answer in answers}) == 1
    assert (await client.get("/api/v1/tickets")).json()["pagination"]["totalItems"] == 1
