"""Two portals on one database: what one instance promises, both must keep together."""

from collections.abc import AsyncIterator, Sequence
from contextlib import AsyncExitStack
from pathlib import Path

import httpx2
import pytest

from tests.support.clock import MovableClock
from tests.support.portal import Portal, all_listen, config_for, running_portal
from tests.support.simulators import SimulatorProcess


@pytest.fixture
async def portals(
    dsn: str, tmp_path: Path, simulators: SimulatorProcess, clock: MovableClock
) -> AsyncIterator[Sequence[Portal]]:
    """Two instances with memories of their own, both listening for the other's news."""
    async with AsyncExitStack() as stack:
        running = [
            await stack.enter_async_context(
                running_portal(config_for(dsn, tmp_path / name, simulators.url, DATABASE_CONNECTIONS="20"), clock)
            )
            for name in ("one", "two")
        ]
        await all_listen(*running)
        yield running


@pytest.fixture
def everywhere(portals: Sequence[Portal]) -> list[httpx2.AsyncClient]:
    """One stranger at one address, at the door of each instance."""
    return [portal.anonymous() for portal in portals]
