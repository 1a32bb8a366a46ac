"""Health says what really is, and each outage by its name."""

import httpx2
import pytest

from skypanel.app import health
from tests.support.portal import Portal
from tests.support.simulators import SimulatorProcess
from tests.support.waiting import until

pytestmark = pytest.mark.usefixtures("short_pauses")


@pytest.fixture
def short_pauses(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nobody waits five seconds for the next look."""
    monkeypatch.setattr(health, "_CHECK_SECONDS", 0.1)


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
    await becomes(portal, "virtfusion", "unreachable")
    client = portal.anonymous()
    assert (await client.get("/health")).json()["message"] == "Unreachable: virtfusion"
    assert (await client.get("/health/ready")).status_code == 200


async def test_without_its_database_it_is_alive_and_not_ready_and_recovers_by_itself(portal: Portal) -> None:
    client = portal.anonymous()
    await becomes(portal, "database", "connected")
    with portal.without_database():
        await becomes(portal, "database", "unreachable")
        ready = await client.get("/health/ready")
        assert (ready.status_code, ready.json()["ready"], ready.json()["database"]) == (503, False, "unreachable")
        assert (await client.get("/health")).json()["message"] == "Unreachable: database"
        assert (await client.get("/health/live")).status_code == 200
    await becomes(portal, "database", "connected")
    assert (await client.get("/health/ready")).status_code == 200


async def test_figures_are_for_the_bearer_of_the_token_alone(anonymous: httpx2.AsyncClient) -> None:
    await anonymous.get("/health/live")
    for header in (None, "Bearer wrong", "metrics-token-of-the-tests"):
        headers = {} if header is None else {"authorization": header}
        expected = 200 if header == "metrics-token-of-the-tests" else 404
        assert (await anonymous.get("/metrics", headers=headers)).status_code == expected
    shown = await anonymous.get("/metrics", headers={"authorization": "Bearer metrics-token-of-the-tests"})
    assert 'http_request_duration_seconds_count{method="GET",route="/health/live",status="200"} 1' in shown.text
