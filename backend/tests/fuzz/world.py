"""What is fuzzed: the product's own web process over a database with people, servers and tickets."""

import asyncio
import contextlib
from collections.abc import Iterator
from pathlib import Path

from msgspec import Struct

from skypanel.accounts.models import User
from skypanel.app.build import Services, build
from skypanel.core.access import Principal
from skypanel.core.caller import Caller as Place
from skypanel.core.caller import set_caller
from skypanel.core.db import Statement
from tests.support.databases import Databases
from tests.support.people import People
from tests.support.portal import config_for
from tests.support.served import serving
from tests.support.simulators import SimulatorProcess

# The customers of the simulated VirtFusion who own servers.
OWNERS = (102, 103, 105, 108)
STAFF = 3
# Signing out and ending sessions is part of what is tried, so everybody has many.
_SESSIONS_EACH = 150

_ALL_SERVERS = Statement(int, "SELECT id FROM servers WHERE removed_at IS NULL ORDER BY id")
_SERVERS_OF = Statement(int, "SELECT id FROM servers WHERE user_id = $1 AND removed_at IS NULL ORDER BY id")
_DEPARTMENT = Statement(int, "SELECT id FROM departments ORDER BY id LIMIT 1")
_DEAD_JOBS = Statement(
    int,
    """
INSERT INTO procrastinate_jobs (queue_name, task_name, args, status, attempts)
SELECT 'mail', 'notifications.send', '{"notification_id": 1}'::jsonb, 'failed', 12 FROM generate_series(1, 40)
RETURNING id
""",
)


class Person(Struct):
    """Somebody signed in many times. `ids` are records they may name, by the parameter's name."""

    role: str
    tokens: list[str]
    ids: dict[str, list[int]]


class Target(Struct):
    """Where to send, and as whom."""

    host: str
    port: int
    people: list[Person]


@contextlib.contextmanager
def running_target(databases: Databases, simulators: SimulatorProcess, directory: Path) -> Iterator[Target]:
    """A web process and its people, for the length of the block."""
    directory.mkdir(parents=True, exist_ok=True)
    with databases.clone() as dsn:
        people = asyncio.run(_make_people(dsn, simulators, directory))
        # Power acts and refreshes go to the simulators; the panel's own budget must not be what is measured.
        with serving(dsn, simulators.url, directory, DATABASE_CONNECTIONS="16") as served:
            yield Target(served.host, served.port, people)


async def _make_people(dsn: str, simulators: SimulatorProcess, directory: Path) -> list[Person]:
    services = build(config_for(dsn, directory, simulators.url), name="fuzz-seed")
    set_caller(Place(address="192.0.2.1", user_agent="fuzz"))
    try:
        makers = People(services)
        customers = [await makers.customer(virtfusion_id=owner) for owner in OWNERS]
        staff = [await makers.staff("admin") for _ in range(STAFF)]
        await services.fleet.sync()
        for server_id in await services.database.all(_ALL_SERVERS):
            await services.refresh.refresh(server_id)
        found = [await _customer(services, user) for user in customers]
        tickets = [ticket for person in found for ticket in person.ids["ticket_id"]]
        jobs = await services.database.all(_DEAD_JOBS)
        for user in staff:
            ids = {"ticket_id": tickets, "job_id": jobs, "server_id": found[0].ids["server_id"]}
            found.append(Person("admin", await _tokens(services, user), ids))
        return found
    finally:
        set_caller(Place())
        await services.close()


async def _customer(services: Services, user: User) -> Person:
    servers = await services.database.all(_SERVERS_OF, user.id)
    department = await services.database.one(_DEPARTMENT)
    tokens = await _tokens(services, user)
    principal = await services.sessions.resolve(tokens[0])
    assert isinstance(principal, Principal)
    tickets = []
    for number in range(4):
        ticket = await services.tickets.open(
            principal,
            subject=f"Question {number}",
            message="How do I **restart** it?",
            department_id=department,
            priority="low",
            server_id=servers[0] if servers else None,
        )
        tickets.append(ticket.id)
    sessions = [session.id for session in await services.sessions.list_own(principal)]
    return Person("customer", tokens, {"server_id": servers, "ticket_id": tickets, "session_id": sessions[-20:]})


async def _tokens(services: Services, user: User) -> list[str]:
    tokens = []
    for _ in range(_SESSIONS_EACH):
        async with services.database.begin() as tx:
            tokens.append(await services.sessions.start(tx, user.id, is_staff=user.role != "customer"))
    return tokens
