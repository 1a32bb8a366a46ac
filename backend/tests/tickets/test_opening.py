"""Opening a ticket is one statement: all of it happens, or nothing."""

import asyncio
from datetime import UTC, datetime, timedelta
from types import NoneType
from typing import Any, cast

import asyncpg
import httpx2
import pytest

from skypanel.accounts.models import User
from skypanel.app.build import Services
from skypanel.app.subscriptions import SUBSCRIPTIONS
from skypanel.core.db import Database, Statement
from skypanel.core.jobs import Job
from skypanel.tickets import queries
from skypanel.tickets.events import TicketOpened
from skypanel.tickets.models import MOST_A_DAY
from skypanel.tickets.queries import OPEN
from tests.support.counting import counting
from tests.support.locks import waits_or_ends
from tests.tickets.conftest import opened, question

OPEN_ANOTHER = """
INSERT INTO tickets (user_id, subject, department_id, status, last_message_by)
VALUES ($1, 'One more', 1, 'open', 'customer')
"""
OPENED_BEFORE = Statement(
    NoneType,
    """
INSERT INTO tickets (user_id, subject, department_id, status, last_message_by, created_at)
SELECT $1, 'Settled', 1, 'closed', 'customer', $2 FROM generate_series(1, $3)
""",
)
LEFT = Statement(
    int,
    """
SELECT (SELECT count(*) FROM tickets) + (SELECT count(*) FROM ticket_messages) + (SELECT count(*) FROM idempotency_keys)
     + (SELECT count(*) FROM procrastinate_jobs WHERE task_name LIKE 'tests.%')
     + (SELECT count(*) FROM audit_events WHERE action LIKE 'tickets.%')
""",
)
TRAIL = Statement(
    str,
    """
SELECT concat_ws(' ', actor_id, actor_kind, action, target_kind, target_id, host(address), details)
FROM audit_events WHERE action = 'tickets.opened' AND request_id IS NOT NULL
""",
)
JOBS = Statement(
    str,
    """
SELECT concat_ws(' ', queue_name, task_name, queueing_lock, args->>'ticket_id') FROM procrastinate_jobs
WHERE task_name LIKE 'tests.%' AND status = 'todo' AND scheduled_at <= now() ORDER BY id
""",
)


@pytest.fixture(autouse=True)
def subscribers(monkeypatch: pytest.MonkeyPatch) -> None:
    jobs = (Job("tests.mail_staff"), Job("tests.tell_discord", queue="discord", is_single=True))
    monkeypatch.setitem(cast("dict[Any, Any]", SUBSCRIPTIONS), TicketOpened, jobs)


async def test_it_costs_one_statement_with_a_key_and_without(client: httpx2.AsyncClient, services: Services) -> None:
    await opened(client)
    for headers in ({}, {"Idempotency-Key": "k"}):
        async with counting(services) as statements:
            assert (await client.post("/api/v1/tickets", json=question(), headers=headers)).status_code == 201
        assert statements == [OPEN.sql]


async def test_the_trail_and_the_jobs_of_those_who_want_to_know_come_with_it(
    client: httpx2.AsyncClient, customer: User, database: Database
) -> None:
    ticket_id = (await opened(client))["id"]
    assert await database.all(TRAIL) == [
        f"{customer.id} customer tickets.opened ticket {ticket_id} 192.0.2.1 {{}}",
    ]
    assert await database.all(JOBS) == [
        f"default tests.mail_staff {ticket_id}",
        f'discord tests.tell_discord tests.tell_discord:{{"ticket_id": {ticket_id}}} {ticket_id}',
    ]


@pytest.mark.parametrize("wrong", [{"departmentId": 999}, {"serverId": 999}])
async def test_a_refused_one_leaves_nothing_and_its_key_is_still_free(
    client: httpx2.AsyncClient, database: Database, wrong: dict[str, int]
) -> None:
    headers = {"Idempotency-Key": "k"}
    refused = await client.post("/api/v1/tickets", json=question(**wrong), headers=headers)
    assert refused.status_code == 422
    assert await database.one(LEFT) == 0
    assert (await client.post("/api/v1/tickets", json=question(), headers=headers)).status_code == 201


async def test_a_repeat_leaves_nothing_more_and_is_answered_though_no_more_may_be_opened(
    client: httpx2.AsyncClient, database: Database
) -> None:
    headers = {"Idempotency-Key": "k"}
    first = await client.post("/api/v1/tickets", json=question(), headers=headers)
    for _ in range(19):
        await opened(client)
    before = await database.one(LEFT)
    again = await client.post("/api/v1/tickets", json=question(), headers=headers)
    assert (again.status_code, again.json()) == (201, first.json())
    other = await client.post("/api/v1/tickets", json=question(subject="Other"), headers=headers)
    assert other.json()["error"]["code"] == "idempotency_key_reused"
    fresh = await client.post("/api/v1/tickets", json=question(), headers={"Idempotency-Key": "new"})
    assert fresh.json()["error"]["code"] == "too_many_tickets"
    assert await database.one(LEFT) == before


async def test_whoever_waits_for_the_turn_counts_what_was_opened_meanwhile(
    client: httpx2.AsyncClient, customer: User, dsn: str
) -> None:
    for _ in range(19):
        await opened(client)
    holder = await asyncpg.connect(dsn)
    async with holder.transaction():
        await holder.execute(queries.allowance(customer.id).lock)
        waiting = asyncio.create_task(client.post("/api/v1/tickets", json=question()))
        await waits_or_ends(waiting, holder)
        await holder.execute(OPEN_ANOTHER, customer.id)
    await holder.close()
    assert (await waiting).json()["error"]["code"] == "too_many_tickets"


async def test_so_many_a_day_and_no_more_though_all_are_closed(
    client: httpx2.AsyncClient, customer: User, database: Database
) -> None:
    now = datetime.now(UTC)
    await database.run(OPENED_BEFORE, customer.id, now - timedelta(hours=23), MOST_A_DAY - 1)
    await database.run(OPENED_BEFORE, customer.id, now - timedelta(hours=25), 10)
    await opened(client)
    before = await database.one(LEFT)
    refused = await client.post("/api/v1/tickets", json=question())
    assert (refused.status_code, refused.json()["error"]["code"]) == (409, "too_many_tickets_today")
    assert await database.one(LEFT) == before
