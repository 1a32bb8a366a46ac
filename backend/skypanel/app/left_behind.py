"""Jobs whose worker died: handed out again, and never able to stand in each other's way.

This is no job itself: one that died while it was done would have to wait for its own rescue.
"""

import asyncio
import datetime as dt
import random
from typing import Final

import procrastinate
import psycopg
import structlog
from procrastinate.jobs import Status
from procrastinate.manager import JobManager

log = structlog.get_logger()

DEAD_AFTER_SECONDS: Final = 20.0
LOOK_EVERY_SECONDS: Final = 5.0
# Far more than any job is tried: one begun so often takes its workers down with it. It is dead, and staff see it.
MOST_ATTEMPTS: Final = 100

# A job that is queued once at a time may have a twin: waiting already, or left behind as well. One of them is enough,
# and both would break the rule that lets only one wait.
TAKE_BACK: Final = """
WITH stalled AS (
    SELECT job.id, job.queueing_lock
    FROM procrastinate_jobs job LEFT JOIN procrastinate_workers worker ON worker.id = job.worker_id
    WHERE job.status = 'doing'
      AND (worker.id IS NULL OR worker.last_heartbeat < now() - make_interval(secs => %(seconds)s))
    FOR UPDATE OF job SKIP LOCKED
), spare AS (
    SELECT stalled.id FROM stalled
    WHERE EXISTS (SELECT FROM procrastinate_jobs waiting
                  WHERE waiting.status = 'todo' AND waiting.queueing_lock = stalled.queueing_lock)
       OR EXISTS (SELECT FROM stalled other WHERE other.queueing_lock = stalled.queueing_lock AND other.id < stalled.id)
), dropped AS (
    DELETE FROM procrastinate_jobs USING spare WHERE procrastinate_jobs.id = spare.id
)
UPDATE procrastinate_jobs job
SET status = (CASE WHEN attempts < %(most)s THEN 'todo' ELSE 'failed' END)::procrastinate_job_status,
    attempts = attempts + 1, scheduled_at = now(), worker_id = NULL
FROM stalled WHERE job.id = stalled.id AND NOT EXISTS (SELECT FROM spare WHERE spare.id = job.id)
RETURNING job.id, job.task_name, job.status = 'failed' AS is_given_up
"""


async def keep_taking_back(application: procrastinate.App, ended: asyncio.Event) -> None:
    """Look every few seconds for jobs in dead hands. Every worker does; one statement decides.

    Set `ended` before cancelling: the driver may answer a cancellation with the error of a connection lost meanwhile.
    """
    while not ended.is_set():
        try:
            await _take_back(application)
        except (procrastinate.exceptions.ConnectorException, psycopg.Error, OSError) as error:
            # Lost connections are the runner's business; a twin queued this very moment is met at the next look.
            log.warning("jobs.not_taken_back", error=type(error.__cause__ or error).__name__)
        await asyncio.sleep(LOOK_EVERY_SECONDS * random.uniform(0.8, 1.2))  # noqa: S311 - spreads load, hides nothing


async def _take_back(application: procrastinate.App) -> None:
    for taken in await application.connector.execute_query_all_async(
        TAKE_BACK, seconds=DEAD_AFTER_SECONDS, most=MOST_ATTEMPTS
    ):
        if taken["is_given_up"]:
            log.error("job.given_up", job=taken["task_name"], job_id=taken["id"])
        else:
            log.warning("job.rescued", job=taken["task_name"], job_id=taken["id"])


class Jobs(JobManager):
    """The library's bookkeeping, for jobs that are queued once at a time."""

    async def retry_job_by_id_async(
        self,
        job_id: int,
        retry_at: dt.datetime,
        priority: int | None = None,
        queue: str | None = None,
        lock: str | None = None,
    ) -> None:
        """Queue a failed job again, unless its twin waits already: that one does the same work, so this one ends."""
        try:
            await super().retry_job_by_id_async(job_id, retry_at, priority, queue, lock)
        except procrastinate.exceptions.UniqueViolation:
            await self.finish_job_by_id_async(job_id, Status.ABORTED, delete_job=True)
