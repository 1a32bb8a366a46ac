"""How often a server's traffic is asked for: it is an extra, and costs a call of its own."""

import pytest

from skypanel.accounts.models import User
from skypanel.app.build import Services
from skypanel.core.db import Statement
from tests.servers.conftest import Client, VirtFusionBooks, our_id
from tests.servers.test_refresh import ALL_DUE, READ_AT, shown, take_turn
from tests.support.clock import MovableClock
from tests.support.simulators import SimulatorProcess

END_PERIOD = Statement(int, "UPDATE servers SET traffic_ends_at = $1")
TRAFFIC = "GET /servers/{server_id}/traffic"


async def test_traffic_is_read_now_and_then_only(
    services: Services, mira: User, mira_client: Client, books: VirtFusionBooks, clock: MovableClock
) -> None:
    server_id = await our_id(services, 501)
    assert (await shown(mira_client, server_id))["traffic"] is None
    for _ in range(3):
        await services.database.run(ALL_DUE, services.clock.now())
        await take_turn(services)
    assert books.calls()[TRAFFIC] == 5
    traffic = (await shown(mira_client, server_id))["traffic"]
    assert isinstance(traffic, dict)
    assert traffic["usedBytes"] >= 0
    assert traffic["limitGb"] > 0
    assert traffic["startsAt"] < traffic["endsAt"]
    clock.advance(hours=2)
    await services.database.run(ALL_DUE, services.clock.now())
    await take_turn(services)
    assert books.calls()[TRAFFIC] == 10


async def test_traffic_that_cannot_be_had_costs_nothing_else(
    services: Services, mira: User, simulators: SimulatorProcess
) -> None:
    server_id = await our_id(services, 501)
    simulators.faults({"company": "virtfusion", "path": "/servers/*/traffic", "kind": "status", "status": 500})
    await services.database.run(ALL_DUE, services.clock.now())
    began = services.clock.now()
    await take_turn(services)
    assert await services.database.one(READ_AT, server_id) >= began


@pytest.mark.parametrize(
    "answer", [{"status": 200, "body": {"data": {"monthly": []}}}, {"status": 403, "body": {"msg": "no permission"}}]
)
async def test_traffic_that_is_not_there_is_asked_for_no_oftener(
    services: Services, mira: User, simulators: SimulatorProcess, books: VirtFusionBooks, answer: dict[str, object]
) -> None:
    """A server of today, or a token that may not read it: not a second call with every turn for ever."""
    simulators.faults({"company": "virtfusion", "path": "/servers/*/traffic", "kind": "status", **answer})
    for _ in range(3):
        await services.database.run(ALL_DUE, services.clock.now())
        await take_turn(services)
    assert books.calls()[TRAFFIC] == 5


async def test_traffic_of_a_period_that_is_over_is_asked_for_no_oftener(
    services: Services, mira: User, books: VirtFusionBooks, clock: MovableClock
) -> None:
    """VirtFusion may begin the next one late."""
    await services.database.run(ALL_DUE, services.clock.now())
    await take_turn(services)
    clock.advance(seconds=1)
    await services.database.run(END_PERIOD, services.clock.now())
    clock.advance(seconds=1)
    books.forget_calls()
    for _ in range(3):
        await services.database.run(ALL_DUE, services.clock.now())
        await take_turn(services)
    assert books.calls()[TRAFFIC] == 5
