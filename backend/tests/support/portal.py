"""The portal as tests use it: everything real, built on a database of the test's own and the simulators' process."""

from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager, contextmanager
from pathlib import Path
from typing import Any

import httpx2

from skypanel.accounts.models import User
from skypanel.app.build import Services, build
from skypanel.app.config import Config, read_config
from skypanel.app.http.gate import Gate
from skypanel.app.web import web
from skypanel.app.worker import Worker, handlers
from skypanel.core.caller import Caller, set_caller
from skypanel.core.db import Statement
from tests.support.clock import MovableClock
from tests.support.waiting import PATIENCE_SECONDS, until

DUE = Statement(
    int, "SELECT count(*) FROM procrastinate_jobs WHERE status = 'todo' AND coalesce(scheduled_at, now()) <= now()"
)
ORIGIN = "https://portal.test"
WEBHOOK_TOKEN = "webhook-token-of-the-tests"


def environment_for(dsn: str, data_dir: Path, simulators_url: str, **changes: str) -> dict[str, str]:
    """The environment variables of a test's portal, with `changes`."""
    return {
        "SKYPANEL_ENVIRONMENT": "test",
        "DATABASE_URL": dsn,
        "SKYPANEL_DATA_DIR": str(data_dir),
        "PUBLIC_URL": ORIGIN,
        "SESSION_SECRET": "a secret of the tests",
        "BRAND_NAME": "Northlight",
        "METRICS_TOKEN": "metrics-token-of-the-tests",
        "VIRTFUSION_API_URL": f"{simulators_url}/virtfusion/api/v1",
        "VIRTFUSION_API_KEY": "demo-virtfusion-token",
        "VIRTFUSION_WEBHOOK_TOKEN": WEBHOOK_TOKEN,
        "SMTP2GO_API_URL": f"{simulators_url}/mail/v3",
        "SMTP2GO_API_KEY": "api-demo",
        "SMTP_FROM": "Northlight <noreply@northlight.example>",
    } | changes


def config_for(dsn: str, data_dir: Path, simulators_url: str, **changes: str) -> Config:
    """The configuration of a test's portal; `changes` are environment variables."""
    return read_config(environment_for(dsn, data_dir, simulators_url, **changes))


class Portal:
    """One running portal: its services, its web application, and hands to use them."""

    def __init__(self, services: Services, gate: Gate) -> None:
        self.services = services
        self.gate = gate
        self._clients: list[httpx2.AsyncClient] = []

    def anonymous(self, *, address: str = "192.0.2.1", **headers: str) -> httpx2.AsyncClient:
        """A caller nobody knows, from `address`."""
        transport = httpx2.ASGITransport(app=self.gate, client=(address, 40_000), raise_app_exceptions=False)
        client = httpx2.AsyncClient(transport=transport, base_url=ORIGIN, headers=headers, timeout=PATIENCE_SECONDS)
        self._clients.append(client)
        return client

    async def client_for(self, user: User, **options: Any) -> httpx2.AsyncClient:
        """A caller signed in as `user`."""
        client = self.anonymous(**options)
        set_caller(Caller(address="192.0.2.1", user_agent="tests"))
        async with self.services.database.begin() as tx:
            token = await self.services.sessions.start(tx, user.id, is_staff=user.role != "customer")
        set_caller(Caller())
        client.cookies.set("__Host-sid", token, domain="portal.test")
        return client

    async def run_jobs(self) -> None:
        """Run every job that is due, and those they cause, until none is due."""
        worker = Worker(self.services.config.database_url, handlers(self.services), has_schedule=False)
        async with worker.application().open_async() as application:
            # The runner stops when it finds nothing to fetch, even while a job at work is about to cause another.
            while await self.services.database.one(DUE):
                await application.run_worker_async(
                    wait=False,
                    listen_notify=False,
                    delete_jobs="successful",
                    install_signal_handlers=False,
                    concurrency=4,
                )

    @contextmanager
    def without_database(self) -> Iterator[None]:
        """The pool's connections are cut, and nobody is where it looks for a database, as long as this lasts."""
        pool = self.services.database._pool
        address, pool._dsn = pool._dsn, "postgresql://nobody@127.0.0.1:9/nothing"
        for connection in list(pool._all):
            connection.terminate()
        try:
            yield
        finally:
            pool._dsn = address

    async def close(self) -> None:
        for client in self._clients:
            await client.aclose()


@asynccontextmanager
async def running_portal(
    config: Config, clock: MovableClock, *, change: Callable[[Services], Services] | None = None
) -> AsyncIterator[Portal]:
    """A portal that is up: its bus listens, its health is checked. `change` swaps collaborators in what was built."""
    services = build(config, clock=clock, name="skypanel-test")
    # On a slow machine nobody is refused for having waited long; what happens to those who do is core/test_pool.py's.
    pool = services.database._pool
    pool._patience = PATIENCE_SECONDS
    pool._settings["lock_timeout"] = pool._settings["statement_timeout"] = f"{PATIENCE_SECONDS:.0f}s"
    if change is not None:
        services = change(services)
    gate = web(services, has_limits=False, has_log=False)
    async with gate.lifespan():
        portal = Portal(services, gate)
        try:
            yield portal
        finally:
            await portal.close()


async def all_listen(*portals: Portal) -> None:
    """Wait until each hears what is told."""
    await until(lambda: all(portal.services.bus.is_connected for portal in portals), "a bus that listens")


async def is_put_out(client: httpx2.AsyncClient) -> None:
    """Wait until they are nobody to us any more."""

    async def is_out() -> bool:
        return (await client.get("/api/v1/account")).status_code == 401

    await until(is_out, "an end of the session")
