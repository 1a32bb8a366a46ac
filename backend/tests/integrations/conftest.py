"""Our clients against the simulated companies over real HTTP."""

from collections.abc import AsyncIterator, Iterator

import pytest

from skypanel.core.clock import SystemClock
from skypanel.core.http.limits import OutboundLimits
from skypanel.integrations.virtfusion.client import VirtFusion
from tests.support.simulators import VIRTFUSION_TOKEN, SimulatorProcess, start_simulators

PUBLIC_KEY = "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAID1AF8PoQ4lakrcKp00bfrycmCzPLsSWjMDNVfEq9GYM mira@laptop"
"""A real key's text (RFC 8032's second test vector); its private half is public too."""

# Quick to try again, and patient with a slow machine.
QUICK = OutboundLimits(
    connect_seconds=30,
    total_seconds=60,
    wait_seconds=30,
    calls_per_second=1000,
    burst=1000,
    backoff_seconds=0.01,
    pause_seconds=0.1,
    open_seconds=5,
    body_bytes=24 * 1024 * 1024,
)


@pytest.fixture(scope="session")
def simulator_process() -> Iterator[SimulatorProcess]:
    with start_simulators() as running:
        yield running


@pytest.fixture
def simulators(simulator_process: SimulatorProcess) -> SimulatorProcess:
    """The simulators as seeded, without faults."""
    simulator_process.reset()
    return simulator_process


@pytest.fixture
async def virtfusion(simulators: SimulatorProcess) -> AsyncIterator[VirtFusion]:
    """Our client of the simulated panel."""
    client = VirtFusion(simulators.virtfusion_url, VIRTFUSION_TOKEN, clock=SystemClock(), limits=QUICK)
    yield client
    await client.close()
