"""A job may be done twice: whoever did it died before saying so. The second time changes nothing, here or elsewhere."""

from collections.abc import Awaitable, Callable
from typing import Any, Final

import pytest

from skypanel.accounts import jobs as accounts_jobs
from skypanel.app.build import Services
from skypanel.app.worker import handlers
from skypanel.core.caller import Caller, set_caller
from skypanel.core.db import Statement
from skypanel.core.jobs import Job
from skypanel.notifications import jobs as mail_jobs
from skypanel.servers import jobs as server_jobs
from tests.architecture.test_jobs import declared
from tests.support.people import People
from tests.support.simulators import SimulatorProcess

MIRA: Final = 102
"""VirtFusion's id of the seed's first customer."""
TABLES = Statement(
    str,
    """
SELECT relname::text FROM pg_class WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace
AND relname !~ '^(procrastinate|alembic)_' ORDER BY relname
""",
)
QUEUED = Statement(str, "SELECT concat_ws(' ', id, task_name, args, status) FROM procrastinate_jobs ORDER BY id")
LONG_AGO = Statement(int, "UPDATE users SET updated_at = now() - interval '1 day' WHERE id = $1 RETURNING id")
LEAVE_ACT = Statement(
    int,
    """
INSERT INTO server_operations (server_id, user_id, action, state, created_at, deadline_at)
SELECT id, user_id, 'boot', 'requested', now() - interval '1 minute', now() + interval '4 minutes'
FROM servers WHERE virtfusion_id = 501 RETURNING id
""",
)
LEAVE_HINT = Statement(
    int,
    """
INSERT INTO webhook_inbox (source, digest, event, subject_id, received_at)
VALUES ('virtfusion', sha256('a'), 'server.boot', 501, now() + interval '1 hour') RETURNING id
""",
)
LEAVE_ANSWER = Statement(
    int,
    """
WITH asked AS (INSERT INTO tickets (user_id, subject, department_id) VALUES ($1, 'Help', 1) RETURNING id)
INSERT INTO ticket_messages (ticket_id, author_id, author_kind, body)
SELECT id, $1, 'staff', 'Done.' FROM asked RETURNING id
""",
)
TICKET_OF = Statement(int, "SELECT ticket_id FROM ticket_messages WHERE id = $1")
# Somebody who asked for a link gets one more of them, as if they had asked twice: at most six an hour.
ONE_MORE_MAIL = {
    accounts_jobs.LOOK_UP_RESET: mail_jobs.SEND_PASSWORD_RESET,
    accounts_jobs.LOOK_UP_VERIFICATION: mail_jobs.SEND_VERIFICATION,
}


class World:
    """Something for every job to do."""

    def __init__(self, services: Services, people: People) -> None:
        self._db = services.database
        self._services = services
        self._people = people

    async def ids_for(self, job: Job) -> dict[str, Any]:
        """The arguments of a job that has something to do, which is made here."""
        mira = await self._people.customer(virtfusion_id=MIRA)
        if job is server_jobs.SYNC_FLEET:
            return {}
        await self._services.fleet.sync()
        if job in {server_jobs.FOLLOW_OPERATION, server_jobs.SWEEP_OPERATIONS}:
            operation_id = await self._db.one(LEAVE_ACT)
            return {"operation_id": operation_id} if job is server_jobs.FOLLOW_OPERATION else {}
        if job is server_jobs.APPLY_WEBHOOK:
            return {"hint_id": await self._db.one(LEAVE_HINT)}
        if job is mail_jobs.SEND_TICKET_ANSWERED:
            message_id = await self._db.one(LEAVE_ANSWER, mira.id)
            return {"ticket_id": await self._db.one(TICKET_OF, message_id), "message_id": message_id}
        stranger = await self._people.customer(is_verified=job is not mail_jobs.SEND_VERIFICATION)
        if job is accounts_jobs.ADOPT_LEFT_BEHIND:
            await self._db.one(LONG_AGO, stranger.id)
        if job is accounts_jobs.LOOK_UP_VERIFICATION:
            stranger = await self._people.customer(is_verified=False)
        if job in ONE_MORE_MAIL:
            return {"email": stranger.email}
        return {} if job.schedule else {"user_id": stranger.id}


async def everything(services: Services, simulators: SimulatorProcess) -> dict[str, Any]:
    """Every row of ours, what waits to be done, and what other companies did for us."""
    found: dict[str, Any] = {
        table: await services.database.all(Statement(str, f"SELECT t::text FROM {table} t ORDER BY 1"))  # noqa: S608
        for table in await services.database.all(TABLES)
    }
    found["queued"] = await services.database.all(QUEUED)
    found["effects"] = [effect for effect in simulators.effects() if effect["method"] != "TIME"]
    found["mails"] = len(simulators.mail_to())
    return found


@pytest.mark.parametrize("job", declared(), ids=lambda job: job.name)
async def test_what_is_done_twice_is_done_once(
    job: Job, services: Services, people: People, simulators: SimulatorProcess
) -> None:
    simulators.advance(3600)  # what is being built there is ready, so that nobody has a turn again at once
    ids = await World(services, people).ids_for(job)
    do: Callable[..., Awaitable[None]] = handlers(services)[job]
    states = [await everything(services, simulators)]
    for _ in range(2):
        set_caller(Caller(request_id="job-7"))
        await do(**ids)
        states.append(await everything(services, simulators))
    set_caller(Caller())
    before, once, twice = states
    if job in ONE_MORE_MAIL:
        assert len(once["queued"]) == len(before["queued"]) + 1
        assert ONE_MORE_MAIL[job].name in twice["queued"].pop()
    assert twice == once
    if not job.schedule:
        assert once != before, "there was nothing to do, so this proves nothing"
