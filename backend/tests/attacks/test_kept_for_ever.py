"""What is said to be forgotten is forgotten."""

import httpx2

from skypanel.core.db import Database, Statement
from tests.support.people import People
from tests.support.portal import Portal

AGE = Statement(int, "UPDATE idempotency_keys SET created_at = now() - interval '31 days' RETURNING 1")
KEYS = Statement(int, "SELECT count(*) FROM idempotency_keys")


async def test_an_idempotency_key_is_forgotten_after_thirty_days(
    portal: Portal, people: People, database: Database
) -> None:
    client: httpx2.AsyncClient = await portal.client_for(await people.customer())
    body = {"subject": "x", "message": "x", "departmentId": 1}
    await client.post("/api/v1/tickets", json=body, headers={"Idempotency-Key": "one"})
    await database.one(AGE)
    await portal.services.housekeeping.forget_past()
    assert await database.one(KEYS) == 0
