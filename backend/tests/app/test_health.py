"""Health says what really is, and each outage by its name."""

import asyncio

import httpx2

from tests.support.portal import Portal
from tests.support.simulators import SimulatorProcess
from tests.support.waiting import until


async def becomes(portal: Portal, check: str, state: str) -> None:
    await until(lambda: portal.services.health.states[check] == state, f"{check} {state}")


async def test_it_has_the_described_shape_and_real_figures(portal: Portal, simulators: SimulatorProcess) -> None:
    await becomes(portal, "virtfusion", "connected")
    await becomes(portal, "database", "connected")
    answer = (await portal.anonymous().get("/health")).json()
    assert set(answer) == {"uptime", "message", "timestamp", "database", "virtfusion", "memory", "cpu"}
    assert (answer["message"], answer["database"], answer["virtfusion"]) == ("OK", "connected", "connected")
    assert answer["memory"]["rss"] > 10_000_000
    assert answer["cpu"]["user"] > 0


async def test_an_outage_of_virtfusion_is_said_and_does_not_make_us_unready(
    portal: Portal, simulators: SimulatorProcess
) -> None:
    await becomes(portal, "virtfusion", "connected")
    simulators.faults({"company": "virtfusion", "path": "*", "kind": "status", "status": 503})
    portal.services.health.states["virtfusion"] = "unknown"
    portal.services.health._tasks[1].cancel()
    task = asyncio.create_task(portal.services.health._repeat("virtfusion", portal.services.virtfusion.ping))
    await becomes(portal, "virtfusion", "unreachable")
    client = portal.anonymous()
    assert (await client.get("/health")).json()["message"] == "Unreachable: virtfusion"
    assert (await client.get("/health/ready")).status_code == 200
    task.cancel()


async def test_without_its_database_it_is_alive_and_not_ready(portal: Portal) -> None:
    portal.services.health.states["database"] = "unreachable"
    client = portal.anonymous()
    ready = await client.get("/health/ready")
    assert (ready.status_code, ready.json()["ready"]) == (503, False)
    assert (await client.get("/health/live")).status_code == 200


async def test_figures_are_for_the_bearer_of_the_token_alone(anonymous: httpx2.AsyncClient) -> None:
    await anonymous.get("/health/live")
    for header in (None, "Bearer wrong", "metrics-token-of-the-tests"):
        headers = {} if header is None else {"authorization": header}
        expected = 200 if header == "metrics-token-of-the-tests" else 404
        assert (await anonymous.get("/metrics", headers=headers)).status_code == expected
    shown = await anonymous.get("/metrics", headers={"authorization": "Bearer metrics-token-of-the-tests"})
    assert 'http_request_duration_seconds_count{method="GET",route="/health/live",status="200"} 1' in shown.text
