"""The simulators as one process for a whole run, back at the seed for every test."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from simulators.tests.support import JOB_SECONDS, Receiver, Simulators, running


@pytest.fixture(scope="session")
def process() -> Iterator[Simulators]:
    with running("--build-seconds", str(JOB_SECONDS), "--power-seconds", str(JOB_SECONDS)) as address:
        simulators = Simulators(address)
        yield simulators
        simulators.close()


@pytest.fixture
def sim(process: Simulators) -> Simulators:
    process.steer("POST", "/reset")
    return process


@pytest.fixture
def receiver(sim: Simulators) -> Iterator[Receiver]:
    found = Receiver([])
    sim.steer("PUT", "/virtfusion/webhook", {"url": found.url, "token": "hook-secret"})
    yield found
    sim.steer("DELETE", "/virtfusion/webhook")
    found.close()
