"""Lists: one's own, or everybody's for staff; filtered, searched, ordered and paged by the database."""

from datetime import UTC, datetime

import httpx2
import pytest

from skypanel.accounts.models import User
from skypanel.core.db import Database, Statement
from tests.tickets.conftest import opened

MANY = Statement(
    int,
    """
WITH made AS (
    INSERT INTO tickets (user_id, subject, department_id, status, created_at, last_message_at)
    SELECT $1, 'Ticket ' || n, 1 + n % 3, (ARRAY['open', 'answered', 'closed'])[1 + n % 3],
           $3::timestamptz + n * interval '1 minute', $3::timestamptz - n * interval '1 minute'
    FROM generate_series(1, $2) AS n RETURNING 1
) SELECT count(*) FROM made
""",
    params=(int, int, datetime),
)
THEN = datetime(2026, 3, 1, tzinfo=UTC)


async def subjects(client: httpx2.AsyncClient, query: str = "", *, path: str = "tickets") -> list[str]:
    answer = await client.get(f"/api/v1/{path}?{query}")
    assert answer.status_code == 200, answer.text
    return [ticket["subject"] for ticket in answer.json()["data"]]


async def test_the_latest_word_comes_first(client: httpx2.AsyncClient) -> None:
    first = await opened(client, subject="first")
    await opened(client, subject="second")
    assert await subjects(client) == ["second", "first"]
    await client.post(f"/api/v1/tickets/{first['id']}/messages", json={"message": "bump"})
    assert await subjects(client) == ["first", "second"]


@pytest.mark.parametrize(
    ("sort", "expected"),
    [
        ("-lastMessageAt", ["Ticket 1", "Ticket 2", "Ticket 3"]),
        ("lastMessageAt", ["Ticket 3", "Ticket 2", "Ticket 1"]),
        ("-createdAt", ["Ticket 3", "Ticket 2", "Ticket 1"]),
        ("createdAt", ["Ticket 1", "Ticket 2", "Ticket 3"]),
    ],
)
async def test_a_list_is_in_the_order_asked_for(
    client: httpx2.AsyncClient, customer: User, database: Database, sort: str, expected: list[str]
) -> None:
    await database.one(MANY, customer.id, 3, THEN)
    assert await subjects(client, f"sort={sort}") == expected


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("status=answered", {"Ticket 1", "Ticket 4"}),
        ("departmentId=3", {"Ticket 2", "Ticket 5"}),
        ("status=open&departmentId=1", {"Ticket 3", "Ticket 6"}),
        ("status=open&departmentId=2", set[str]()),
        ("q=CKET%204", {"Ticket 4"}),
        ("q=%25", set[str]()),
        ("q=_", set[str]()),
        ("q=%20%20", {f"Ticket {n}" for n in range(1, 7)}),
        ("departmentId=4711", set[str]()),
    ],
)
async def test_filters_narrow_the_list_and_a_search_is_taken_literally(
    client: httpx2.AsyncClient, customer: User, database: Database, query: str, expected: set[str]
) -> None:
    await database.one(MANY, customer.id, 6, THEN)
    assert set(await subjects(client, query)) == expected


async def test_a_ticket_is_found_by_its_number(client: httpx2.AsyncClient) -> None:
    wanted = await opened(client, subject="wanted")
    await opened(client, subject="other")
    assert await subjects(client, f"q=%23{wanted['id']}") == ["wanted"]
    assert "wanted" in await subjects(client, f"q={wanted['id']}")


async def test_pages_follow_each_other_without_gap_or_overlap(
    client: httpx2.AsyncClient, customer: User, database: Database
) -> None:
    await database.one(MANY, customer.id, 25, THEN)
    pages = [await subjects(client, f"page={page}&perPage=10") for page in (1, 2, 3, 4)]
    assert [len(page) for page in pages] == [10, 10, 5, 0]
    assert len({subject for page in pages for subject in page}) == 25
    last = (await client.get("/api/v1/tickets?page=4&perPage=10")).json()["pagination"]
    assert last == {"currentPage": 4, "totalPages": 3, "totalItems": 25, "itemsPerPage": 10}


@pytest.mark.parametrize(
    "query", ["page=0", "perPage=0", "perPage=101", "status=lost", "sort=userId", "q=%00", "departmentId=x"]
)
async def test_a_senseless_question_is_refused(
    client: httpx2.AsyncClient, desk: httpx2.AsyncClient, query: str
) -> None:
    assert (await client.get(f"/api/v1/tickets?{query}")).status_code == 422
    assert (await desk.get(f"/api/v1/admin/tickets?{query}")).status_code == 422


async def test_a_list_holds_only_ones_own(
    client: httpx2.AsyncClient, stranger: httpx2.AsyncClient, desk: httpx2.AsyncClient
) -> None:
    mine = await opened(client, subject="mine")
    await opened(stranger, subject="theirs")
    assert await subjects(client) == ["mine"]
    assert await subjects(stranger, f"q=%23{mine['id']}") == []
    assert await subjects(desk) == []
    assert await subjects(desk, path="admin/tickets") == ["theirs", "mine"]


async def test_staff_see_whose_ticket_it_is_and_find_it_by_that(
    client: httpx2.AsyncClient, stranger: httpx2.AsyncClient, desk: httpx2.AsyncClient, customer: User
) -> None:
    await opened(client, subject="mine")
    await opened(stranger, subject="theirs")
    for part in (customer.email.upper(), customer.username):
        [found] = (await desk.get("/api/v1/admin/tickets", params={"q": part})).json()["data"]
        assert found["customer"] == {"id": customer.id, "username": customer.username, "email": customer.email}
    answer = await desk.get("/api/v1/admin/tickets?status=open&sort=lastMessageAt&perPage=1")
    assert [ticket["subject"] for ticket in answer.json()["data"]] == ["mine"]
    assert answer.json()["pagination"]["totalItems"] == 2
