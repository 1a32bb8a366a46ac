"""A job that takes its worker down with it does not do so for ever."""

import asyncio

import psycopg
import structlog

from skypanel.app.left_behind import keep_taking_back
from skypanel.app.worker import Worker
from tests.support.waiting import until


async def test_a_job_that_died_with_its_worker_far_too_often_is_dead_and_said_to_be(dsn: str) -> None:
    with psycopg.connect(dsn, autocommit=True) as connection:
        connection.execute(
            "INSERT INTO procrastinate_jobs (queue_name, task_name, args, status, attempts)"
            " VALUES ('mail', 'notifications.send_ticket_answered', '{}', 'doing', 1000),"
            "        ('mail', 'notifications.send_verification', '{}', 'doing', 3)"
        )
        with structlog.testing.capture_logs() as logs:
            await _look_once(dsn, logs)
        rows = connection.execute("SELECT task_name, status::text FROM procrastinate_jobs ORDER BY id").fetchall()
    assert rows == [("notifications.send_ticket_answered", "failed"), ("notifications.send_verification", "todo")]
    assert {(each["job"], each["event"], each["log_level"]) for each in logs} == {
        ("notifications.send_ticket_answered", "job.given_up", "error"),
        ("notifications.send_verification", "job.rescued", "warning"),
    }


async def _look_once(dsn: str, logs: list[structlog.typing.EventDict]) -> None:
    """Let a worker without work of its own look for jobs in dead hands until it has said something of both."""
    ended = asyncio.Event()
    async with Worker(dsn, {}).application().open_async() as application:
        looking = asyncio.create_task(keep_taking_back(application, ended))
        await until(lambda: len(logs) >= 2, "both jobs were looked at")
        ended.set()
        looking.cancel()
        await asyncio.gather(looking, return_exceptions=True)
