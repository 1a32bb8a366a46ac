"""Doors for staff: background work that waits, failed for good, or wants another try."""

from datetime import datetime
from types import NoneType
from typing import Annotated, Any, Final, Literal

import asyncpg
from litestar import Router, get, post
from litestar.di import NamedDependency
from litestar.params import QueryParameter
from msgspec import Struct

from skypanel.audit.service import Audit
from skypanel.core.access import Permission, Principal, allows, requires
from skypanel.core.db import Database, Page, Statement
from skypanel.core.errors import Conflict, NotFound
from skypanel.core.wire import Data, Listed, PageNumber, PathId, PerPage, View, listed

JobState = Literal["waiting", "working", "dead"]

# The library's words for our states.
_STORED: Final[dict[JobState, list[str]]] = {"waiting": ["todo"], "working": ["doing"], "dead": ["failed", "aborted"]}
_STATES: Final[dict[str, JobState]] = {stored: state for state, words in _STORED.items() for stored in words}


class JobNotFound(NotFound):
    code = "job_not_found"
    message = "This job is done, or never was."


class JobNotDead(Conflict):
    code = "job_not_dead"
    message = "This job is still waiting or at work; only a dead one can be tried again."


class JobWaitsAlready(Conflict):
    code = "job_waits_already"
    message = "The same job is queued already; it will do this one's work."


class JobRecord(Struct, frozen=True):
    id: int
    name: str
    queue: str
    status: str
    attempts: int
    arguments: dict[str, Any]
    scheduled_at: datetime | None
    last_event_at: datetime | None


class JobView(View):
    """A job with the ids it works on; `dead` ones have used up their attempts."""

    id: int
    name: str
    queue: str
    state: JobState
    attempts: int
    arguments: dict[str, Any]
    scheduled_at: datetime | None
    last_event_at: datetime | None


_COLUMNS = """j.id, j.task_name, j.queue_name, j.status::text, j.attempts, j.args, j.scheduled_at,
       (SELECT max(e.at) FROM procrastinate_events e WHERE e.job_id = j.id)"""
LIST = Statement(
    JobRecord,
    f"""
SELECT {_COLUMNS}, count(*) OVER () FROM procrastinate_jobs j
WHERE j.status::text = ANY($1) ORDER BY j.id DESC LIMIT $2 OFFSET $3
""",  # noqa: S608 - the column list is a constant
    params=(list[str], int, int),
    is_paged=True,
)
FIND_FOR_UPDATE = Statement(
    JobRecord,
    f"SELECT {_COLUMNS} FROM procrastinate_jobs j WHERE j.id = $1 FOR UPDATE OF j",  # noqa: S608 - as above
    params=(int,),
)
RETRY = Statement(
    NoneType,
    """
UPDATE procrastinate_jobs SET status = 'todo', attempts = 0, scheduled_at = now(), worker_id = NULL
WHERE id = $1
""",
    params=(int,),
)


class JobBoard:
    """What staff see of background work."""

    def __init__(self, db: Database, audit: Audit) -> None:
        self._db = db
        self._audit = audit

    async def list_jobs(self, state: JobState, *, page: int, per_page: int) -> Page[JobRecord]:
        return await self._db.page(LIST, _STORED[state], page=page, per_page=per_page)

    async def retry(self, principal: Principal, job_id: int) -> JobRecord:
        """Have a dead job tried again from its first attempt. JobNotFound, JobNotDead, or JobWaitsAlready for one that
        waits only once and does.
        """
        try:
            return await self._retry(principal, job_id)
        except asyncpg.UniqueViolationError as error:
            raise JobWaitsAlready from error

    async def _retry(self, principal: Principal, job_id: int) -> JobRecord:
        async with self._db.begin() as tx:
            job = await tx.find(FIND_FOR_UPDATE, job_id)
            if job is None:
                raise JobNotFound
            if job.status not in _STORED["dead"]:
                raise JobNotDead
            await tx.run(RETRY, job_id)
            await self._audit.record(tx, principal, "jobs.retried", ("job", job_id), name=job.name)
            return await tx.one(FIND_FOR_UPDATE, job_id)


@get("/", opt=allows(requires(Permission.JOBS_READ)), summary="Background jobs by state")
async def list_jobs(
    job_board: NamedDependency[JobBoard],
    job_state: Annotated[JobState, QueryParameter(name="state", description="Default: those that died")] = "dead",
    page: PageNumber = 1,
    per_page: PerPage = 25,
) -> Listed[JobView]:
    found = await job_board.list_jobs(job_state, page=page, per_page=per_page)
    return listed([_view(job) for job in found.items], total=found.total, page=page, per_page=per_page)


@post(
    "/{job_id:int}/retry",
    status_code=200,
    opt=allows(requires(Permission.JOBS_RETRY), JobNotFound, JobNotDead, JobWaitsAlready),
    summary="Try a dead job again",
)
async def retry_job(
    job_id: PathId, principal: NamedDependency[Principal], job_board: NamedDependency[JobBoard]
) -> Data[JobView]:
    return Data(_view(await job_board.retry(principal, job_id)), "The job is queued again.")


def _view(job: JobRecord) -> JobView:
    return JobView(
        id=job.id,
        name=job.name,
        queue=job.queue,
        state=_STATES[job.status],
        attempts=job.attempts,
        arguments=job.arguments,
        scheduled_at=job.scheduled_at,
        last_event_at=job.last_event_at,
    )


router = Router("/admin/jobs", route_handlers=[list_jobs, retry_job], tags=["Staff: jobs"])
