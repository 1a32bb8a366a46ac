"""Jobs that a dead worker was at are done by whoever lives, whatever they were and whatever waits behind them."""

from collections.abc import Awaitable, Callable, Iterator
from pathlib import Path

import httpx2
import psycopg
import pytest

from tests.chaos.processes import Part, verb
from tests.support.people import People
from tests.support.simulators import SimulatorProcess
from tests.support.waiting import SLOWEST_SECONDS, wait_until

DEAD_WORKER = """
INSERT INTO procrastinate_workers (last_heartbeat) VALUES (now() - interval '1 hour') RETURNING id
"""
LEAVE = """
INSERT INTO procrastinate_jobs (queue_name, task_name, lock, queueing_lock, args, status, worker_id)
VALUES ('virtfusion', %s, %s, %s, '{}', %s, %s)
"""
pytestmark = pytest.mark.timeout(600)
# The names a former release gave to this work of its own; a job nobody knows any more must not stand in the way.
SCHEDULED = ("core.rescue_stalled", "servers.refresh_due", "accounts.adopt_left_behind", "servers.sync_fleet")


@pytest.fixture
def worker(dsn: str, simulators: SimulatorProcess, tmp_path: Path) -> Iterator[Part]:
    """A worker that is not yet started."""
    environment = {
        "SKYPANEL_ENVIRONMENT": "test",
        "DATABASE_URL": dsn,
        "SESSION_SECRET": "a secret of the tests",
        "SKYPANEL_DATA_DIR": str(tmp_path),
        "VIRTFUSION_API_URL": simulators.virtfusion_url,
        "VIRTFUSION_API_KEY": "demo-virtfusion-token",
        "SMTP2GO_API_URL": simulators.mail_url,
        "SMTP2GO_API_KEY": "api-demo",
    }
    part = Part("worker", verb("worker"), environment, tmp_path / "worker.log")
    yield part
    part.stop()


class Table:
    """The job table as a dead worker left it."""

    def __init__(self, dsn: str) -> None:
        self._connection = psycopg.connect(dsn, autocommit=True)
        self._dead_worker = self._number(DEAD_WORKER)

    def close(self) -> None:
        self._connection.close()

    def leave(self, name: str, *, lock: str | None, single: str | None, state: str = "doing") -> None:
        worker = self._dead_worker if state == "doing" else None
        self._connection.execute(LEAVE, (name, lock, single, state, worker))

    def person(self) -> int:
        return self._number(
            "INSERT INTO users (email, username, password_hash, is_verified)"
            " VALUES ('ida@people.example', 'ida', '-', true) RETURNING id"
        )

    def leave_linking_of(self, user_id: int) -> None:
        self._connection.execute(
            "INSERT INTO procrastinate_jobs (queue_name, task_name, queueing_lock, args, status, worker_id)"
            " VALUES ('virtfusion', 'accounts.create_virtfusion_user', %s, jsonb_build_object('user_id', %s::int),"
            " 'doing', %s)",
            (f"single:{user_id}", user_id, self._dead_worker),
        )

    def state_of(self, user_id: int) -> str:
        row = self._connection.execute("SELECT virtfusion_state FROM users WHERE id = %s", (user_id,)).fetchone()
        assert row is not None
        return str(row[0])

    def left(self) -> int:
        """Jobs still in the hands of the dead."""
        return self._number(
            "SELECT count(*) FROM procrastinate_jobs j LEFT JOIN procrastinate_workers w ON w.id = j.worker_id"
            " WHERE j.status = 'doing' AND (w.id IS NULL OR w.last_heartbeat < now() - interval '20 seconds')"
        )

    def _number(self, sql: str) -> int:
        row = self._connection.execute(sql.encode()).fetchone()
        assert row is not None
        return int(row[0])


@pytest.fixture
def table(dsn: str) -> Iterator[Table]:
    found = Table(dsn)
    yield found
    found.close()


def test_a_scheduled_job_that_died_with_its_worker_does_not_stop_the_rescue_of_the_others(
    table: Table, worker: Part
) -> None:
    for name in SCHEDULED:
        table.leave(name, lock=name, single=name)
    # The next tick came while nobody was there.
    for name in SCHEDULED:
        table.leave(name, lock=name, single=name, state="todo")
    person = table.person()
    table.leave_linking_of(person)
    worker.start()
    wait_until(lambda: table.state_of(person) == "linked", "an account at VirtFusion", seconds=SLOWEST_SECONDS)
    wait_until(lambda: table.left() == 0, "an end of what the dead worker held", seconds=SLOWEST_SECONDS)


def test_two_lost_jobs_that_are_the_same_work_are_done_once_more_and_not_refused(table: Table, worker: Part) -> None:
    person = table.person()
    table.leave_linking_of(person)
    table.leave_linking_of(person)
    worker.start()
    wait_until(lambda: table.state_of(person) == "linked", "an account at VirtFusion", seconds=SLOWEST_SECONDS)
    wait_until(lambda: table.left() == 0, "an end of what the dead worker held", seconds=SLOWEST_SECONDS)


async def test_a_dead_job_whose_next_one_waits_already_is_not_queued_a_second_time(
    people: People, client_for: Callable[..., Awaitable[httpx2.AsyncClient]], table: Table
) -> None:
    table.leave("servers.sync_fleet", lock="servers.sync_fleet", single="servers.sync_fleet", state="failed")
    table.leave("servers.sync_fleet", lock="servers.sync_fleet", single="servers.sync_fleet", state="todo")
    staff = await client_for(await people.staff("admin"))
    (dead,) = (await staff.get("/api/v1/admin/jobs")).json()["data"]
    answer = await staff.post(f"/api/v1/admin/jobs/{dead['id']}/retry")
    assert (answer.status_code, answer.json()["error"]["code"]) == (409, "job_waits_already")
