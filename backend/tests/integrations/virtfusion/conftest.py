"""A panel whose every answer the test writes, for what a well-behaved simulator never says."""

from collections.abc import AsyncIterator

import pytest

from skypanel.core.clock import SystemClock
from skypanel.integrations.virtfusion.client import VirtFusion
from tests.integrations.conftest import QUICK
from tests.support.scripted_server import Reply, ScriptedServer


@pytest.fixture
async def panel() -> AsyncIterator[ScriptedServer]:
    async with ScriptedServer(lambda _: Reply()) as running:
        yield running


@pytest.fixture
async def client(panel: ScriptedServer) -> AsyncIterator[VirtFusion]:
    """Our client of the scripted panel."""
    made = VirtFusion(panel.url + "/api/v1", "panel-token", clock=SystemClock(), limits=QUICK)
    yield made
    await made.close()
