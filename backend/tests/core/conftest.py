"""A server that answers as the test says, and outbound clients of it."""

from collections.abc import AsyncIterator

import pytest

from skypanel.core.clock import SystemClock
from skypanel.core.http.limits import OutboundLimits
from skypanel.core.http.outbound import Outbound
from tests.support.clock import Timepiece
from tests.support.outbound import QUICK, Make
from tests.support.scripted_server import Reply, ScriptedServer


@pytest.fixture
async def server() -> AsyncIterator[ScriptedServer]:
    async with ScriptedServer(lambda _: Reply()) as running:
        yield running


@pytest.fixture
def timepiece() -> Timepiece:
    """What breakers go by."""
    return Timepiece()


@pytest.fixture
async def make(server: ScriptedServer, timepiece: Timepiece) -> AsyncIterator[Make]:
    made: list[Outbound] = []

    def outbound(
        limits: OutboundLimits = QUICK, url: str | None = None, headers: dict[str, str] | None = None
    ) -> Outbound:
        client = Outbound(
            "acme", url or server.url, clock=SystemClock(), limits=limits, headers=headers, monotonic=timepiece
        )
        made.append(client)
        return client

    yield outbound
    for client in made:
        await client.close()
