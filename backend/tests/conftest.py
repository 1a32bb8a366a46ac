"""What every test may ask for: a migrated database, the simulators, a whole portal, people, hands."""

import io
import logging
import shutil
import tempfile
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from pathlib import Path
from typing import Any

import httpx2
import hypothesis
import pytest
import structlog
from msgspec import structs

from skypanel.accounts import service, sessions
from skypanel.accounts.models import User
from skypanel.app.build import Services
from skypanel.app.config import Config
from skypanel.core.db import Database
from skypanel.core.log import configure_logging
from tests.support.clock import MovableClock
from tests.support.databases import Databases, quick_place, running_databases
from tests.support.people import People
from tests.support.portal import Portal, config_for, running_portal
from tests.support.simulators import SimulatorProcess, start_simulators

# A busy machine is no finding: the first text drawn on a fresh clone alone builds a table of all characters.
hypothesis.settings.register_profile(
    "house", deadline=None, suppress_health_check=[hypothesis.HealthCheck.too_slow], database=None
)
hypothesis.settings.load_profile("house")


@pytest.fixture
def printed() -> Iterator[io.StringIO]:
    """What our own log prints while the test runs, all of it."""
    stream, root, before = io.StringIO(), logging.getLogger(), structlog.get_config()
    handlers, level = root.handlers[:], root.level
    configure_logging("DEBUG", stream)
    # A logger that keeps its set-up would go on printing here after the test, unseen by the next one.
    structlog.configure(cache_logger_on_first_use=False)
    yield stream
    structlog.configure(**before)
    root.handlers[:] = handlers
    root.setLevel(level)


@pytest.fixture(scope="session")
def databases() -> Iterator[Databases]:
    directory = Path(tempfile.mkdtemp(prefix="sp-", dir=quick_place()))
    try:
        with running_databases(directory / "pg") as running:
            yield running
    finally:
        shutil.rmtree(directory, ignore_errors=True)


@pytest.fixture
def dsn(databases: Databases) -> Iterator[str]:
    """The address of a migrated database of this test's own."""
    with databases.clone() as address:
        yield address


@pytest.fixture(scope="session")
def simulators_process() -> Iterator[SimulatorProcess]:
    with start_simulators() as running:
        yield running


@pytest.fixture
def simulators(simulators_process: SimulatorProcess) -> SimulatorProcess:
    """The outside companies, back at their seed."""
    simulators_process.reset()
    return simulators_process


@pytest.fixture
def long_memory(monkeypatch: pytest.MonkeyPatch) -> None:
    """Sessions are remembered for an hour: what is forgotten sooner was forgotten for a reason."""
    monkeypatch.setattr(sessions, "_REMEMBER_SECONDS", 3600.0)


@pytest.fixture
def slow_forgiveness(monkeypatch: pytest.MonkeyPatch) -> None:
    """A guess at a password is forgiven after an hour: not before a slow machine has made the next."""
    for name in ("GUESSES", "GUESSES_FROM", "GUESSES_IN_KNOWN"):
        limit = getattr(service, name)
        monkeypatch.setattr(service, name, structs.replace(limit, every_seconds=3600.0))


@pytest.fixture
def clock() -> MovableClock:
    return MovableClock()


@pytest.fixture
def config(dsn: str, tmp_path: Path, simulators_process: SimulatorProcess) -> Config:
    return config_for(dsn, tmp_path, simulators_process.url)


@pytest.fixture
async def portal(config: Config, clock: MovableClock) -> AsyncIterator[Portal]:
    async with running_portal(config, clock) as running:
        yield running


@pytest.fixture
def services(portal: Portal) -> Services:
    return portal.services


@pytest.fixture
def database(services: Services) -> Database:
    return services.database


@pytest.fixture
def people(services: Services) -> People:
    return People(services)


@pytest.fixture
def anonymous(portal: Portal) -> httpx2.AsyncClient:
    return portal.anonymous()


@pytest.fixture
def client_for(portal: Portal) -> Callable[..., Awaitable[httpx2.AsyncClient]]:
    async def sign_in(user: User, **options: Any) -> httpx2.AsyncClient:
        return await portal.client_for(user, **options)

    return sign_in


@pytest.fixture
def run_jobs(portal: Portal) -> Callable[[], Awaitable[None]]:
    return portal.run_jobs
