"""A customer whose servers the portal knows, and VirtFusion's own books to compare with."""

from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from datetime import UTC, datetime
from typing import Any

import httpx2
import pytest

from skypanel.accounts.models import User
from skypanel.app.build import Services
from skypanel.core.access import Principal
from skypanel.core.db import Statement
from skypanel.servers.operations import Operations
from tests.support.notices import Notices, listening
from tests.support.people import People
from tests.support.simulators import VIRTFUSION_TOKEN, SimulatorProcess
from tests.support.waiting import PATIENCE_SECONDS

MIRA = 102
"""VirtFusion's id of the seed's first customer, who owns five servers: 501 to 505, the last still being built."""
JONAS = 103
TOM = 105
INGRID = 108

Client = httpx2.AsyncClient
ClientFor = Callable[[User], Awaitable[Client]]

_ID = Statement(int, "SELECT id FROM servers WHERE virtfusion_id = $1")
_ALL = Statement(int, "SELECT id FROM servers WHERE removed_at IS NULL ORDER BY id")


def principal(user: User) -> Principal:
    """That person, signed in."""
    now = datetime.now(UTC)
    return Principal(
        user_id=user.id,
        email=user.email,
        username=user.username,
        role=user.role,
        timezone="UTC",
        virtfusion_state="linked",
        created_at=now,
        session_hash=b"",
        session_id=0,
        seen_at=now,
        expires_at=now,
    )


class VirtFusionBooks:
    """What the simulated VirtFusion was asked and what took effect, and an administrator's hands on it."""

    def __init__(self, url: str) -> None:
        self._http = httpx2.Client(base_url=f"{url}/virtfusion", timeout=PATIENCE_SECONDS, trust_env=False)
        self._api = {"Authorization": f"Bearer {VIRTFUSION_TOKEN}"}

    def close(self) -> None:
        self._http.close()

    def calls(self) -> dict[str, int]:
        """How often each route of servers and the queue was called."""
        found: dict[str, int] = self._http.get("/calls").raise_for_status().json()["byRoute"]
        return {route: count for route, count in found.items() if "/servers" in route or "/queue" in route}

    def forget_calls(self) -> None:
        self._http.delete("/calls").raise_for_status()

    def effects(self, virtfusion_id: int) -> list[str]:
        """What calls changed on one server, oldest first; what time did by itself is left out."""
        found = self._http.get("/effects", params={"serverId": str(virtfusion_id)}).raise_for_status().json()
        return [effect["operation"] for effect in found if effect["method"] != "TIME"]

    def profile(self, **changes: Any) -> None:
        self._http.patch("/profile", json=changes).raise_for_status()

    def call(self, method: str, path: str, **options: Any) -> Any:
        """A call an administrator makes without us."""
        answer = self._http.request(method, f"/api/v1{path}", headers=self._api, **options).raise_for_status()
        return answer.json() if answer.content else None


@pytest.fixture
def books(simulators: SimulatorProcess) -> Iterator[VirtFusionBooks]:
    found = VirtFusionBooks(simulators.url)
    yield found
    found.close()


@pytest.fixture
async def mira(people: People, services: Services, books: VirtFusionBooks) -> User:
    """A customer with the seed's five servers, all just read."""
    user = await people.customer(virtfusion_id=MIRA)
    await read_all(services)
    books.forget_calls()
    return user


@pytest.fixture
async def mira_client(mira: User, client_for: ClientFor) -> Client:
    return await client_for(mira)


@pytest.fixture
def operations(services: Services) -> Operations:
    """Follows with short pauses."""
    return quick_operations(services)


@pytest.fixture
async def live(dsn: str) -> AsyncIterator[Notices]:
    """What browsers are told."""
    async with listening(dsn, "live") as notices:
        yield notices


def quick_operations(services: Services, *, look_for_seconds: float = PATIENCE_SECONDS) -> Operations:
    return Operations(
        services.database,
        services.audit,
        services.virtfusion,
        services.refresh,
        services.clock,
        look_for_seconds=look_for_seconds,
        pause_seconds=0.1,
    )


async def read_all(services: Services) -> None:
    """Take in the list and read every server we show."""
    await services.fleet.sync()
    for server_id in await services.database.all(_ALL):
        await services.refresh.refresh(server_id)


async def our_id(services: Services, virtfusion_id: int) -> int:
    return await services.database.one(_ID, virtfusion_id)
