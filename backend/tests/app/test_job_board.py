"""Staff see what died, and try it again."""

from collections.abc import Awaitable, Callable

import httpx2

from skypanel.app.build import Services
from skypanel.core.db import Statement
from skypanel.core.jobs import Job
from tests.support.people import People

SignIn = Callable[..., Awaitable[httpx2.AsyncClient]]
KILL = Statement(
    int, "UPDATE procrastinate_jobs SET status = $1::text::procrastinate_job_status, attempts = 12 RETURNING id"
)
TRAIL = Statement(int, "SELECT count(*) FROM audit_events WHERE action = 'jobs.retried'")


async def test_a_dead_job_is_listed_with_its_ids_and_can_be_tried_again(
    services: Services, people: People, client_for: SignIn
) -> None:
    async with services.database.begin() as tx:
        await tx.enqueue(Job("accounts.create_virtfusion_user", queue="virtfusion"), user_id=7)
    job_id = await services.database.one(KILL, "failed")
    client = await client_for(await people.staff("admin"))
    shown = (await client.get("/api/v1/admin/jobs")).json()["data"]
    assert [(job["id"], job["state"], job["arguments"]) for job in shown] == [(job_id, "dead", {"user_id": 7})]
    retried = await client.post(f"/api/v1/admin/jobs/{job_id}/retry")
    assert (retried.status_code, retried.json()["data"]["state"]) == (200, "waiting")
    assert (await client.post(f"/api/v1/admin/jobs/{job_id}/retry")).status_code == 409
    assert await services.database.one(TRAIL) == 1


async def test_support_sees_no_jobs(people: People, client_for: SignIn) -> None:
    client = await client_for(await people.staff("support"))
    assert (await client.get("/api/v1/admin/jobs")).status_code == 403
