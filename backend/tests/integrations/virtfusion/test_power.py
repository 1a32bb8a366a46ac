"""Power, its queue and the console (docs/integrations/virtfusion.md, 8.6, 8.8 and 12)."""

import asyncio

import pytest

from skypanel.integrations.virtfusion.client import VirtFusion
from skypanel.integrations.virtfusion.errors import Busy, MissingRecord, PanelUnavailable, Rejected, Unreadable
from skypanel.integrations.virtfusion.types import PowerAction, QueueItem
from tests.support.scripted_server import ScriptedServer, json_reply
from tests.support.simulators import SimulatorProcess
from tests.support.waiting import PATIENCE_SECONDS

SERVER, BUSY_SERVER = 501, 505


async def finished(virtfusion: VirtFusion, queue_id: int) -> QueueItem:
    async with asyncio.timeout(PATIENCE_SECONDS):
        while not (item := await virtfusion.queue_item(queue_id)).is_over:  # noqa: ASYNC110 - another process
            await asyncio.sleep(0.05)
        return item


@pytest.mark.parametrize(
    ("action", "status"), [("restart", "running"), ("shutdown", "off"), ("poweroff", "off"), ("boot", "running")]
)
async def test_each_power_action_is_carried_out_by_the_queue(
    virtfusion: VirtFusion, simulators: SimulatorProcess, action: PowerAction, status: str
) -> None:
    simulators.panel_profile(powerSeconds=600)
    queue_id = await virtfusion.power(SERVER, action)
    assert queue_id is not None
    started = await virtfusion.queue_item(queue_id)
    assert (started.server_id, started.is_over) == (SERVER, False)
    simulators.advance(600)
    ended = await finished(virtfusion, queue_id)
    assert (ended.progress, ended.has_failed) == (100, False)
    assert (await virtfusion.get_server(SERVER, remote_state=True)).status == status


async def test_power_on_a_busy_server_is_refused_as_busy(virtfusion: VirtFusion) -> None:
    with pytest.raises(Busy):
        await virtfusion.power(BUSY_SERVER, "boot")


async def test_power_on_a_suspended_server_is_refused_by_rule(virtfusion: VirtFusion) -> None:
    await virtfusion.suspend_server(SERVER)
    with pytest.raises(Rejected):
        await virtfusion.power(SERVER, "boot")


async def test_a_hypervisor_in_maintenance_is_an_outage_of_it_and_not_of_the_panel(
    virtfusion: VirtFusion, simulators: SimulatorProcess
) -> None:
    fault = {
        "company": "virtfusion",
        "path": "/servers/*/power/*",
        "kind": "status",
        "status": 503,
        "body": {"msg": "The hypervisor is in maintenance mode."},
    }
    simulators.faults(fault)
    for _ in range(10):
        with pytest.raises(PanelUnavailable) as refused:
            await virtfusion.power(SERVER, "restart")
        assert type(refused.value) is PanelUnavailable
    assert virtfusion.health.state == "closed"


async def test_a_forgotten_queue_item_is_missing(virtfusion: VirtFusion) -> None:
    with pytest.raises(MissingRecord):
        await virtfusion.queue_item(987_654)


async def test_the_queue_tells_nothing_of_what_its_steps_carry(client: VirtFusion, panel: ScriptedServer) -> None:
    panel.handler = lambda _: json_reply(
        {
            "data": {
                "id": 7,
                "progress": 140,
                "failed": 1,
                "finished": None,
                "primaryActions": [{"data": "chpasswd root:$6$hash"}],
                "errors": {"exception": {"trace": "/home/vf-data"}},
            }
        }
    )
    item = await client.queue_item(7)
    assert (item.progress, item.has_failed, item.is_over) == (100, True, True)
    assert "hash" not in repr(item)
    assert "vf-data" not in repr(item)


async def test_a_console_comes_with_secrets_that_do_not_print(
    virtfusion: VirtFusion, simulators: SimulatorProcess
) -> None:
    opened = await virtfusion.open_vnc(SERVER)
    assert opened.websocket_url is not None
    assert opened.password is not None
    assert opened.address is not None
    assert opened.websocket_url.reveal().startswith(simulators.url.replace("http", "ws") + "/vnc/?token=")
    for value in (opened.websocket_url, opened.password, opened.address):
        assert value.reveal() not in repr(opened)
    again = await virtfusion.open_vnc(SERVER)
    assert again.websocket_url is not None
    assert again.websocket_url.reveal() != opened.websocket_url.reveal()
    assert (await virtfusion.get_vnc(SERVER)).port == opened.port
    await virtfusion.close_vnc(SERVER)
    assert not (await virtfusion.get_vnc(SERVER)).is_enabled


async def test_a_console_path_that_leaves_the_panel_is_not_passed_on(client: VirtFusion, panel: ScriptedServer) -> None:
    panel.handler = lambda _: json_reply({"data": {"vnc": {"wss": {"url": "//evil.example/vnc"}}}})
    with pytest.raises(Unreadable):
        await client.get_vnc(1)


async def test_a_console_without_a_socket_is_read_all_the_same(client: VirtFusion, panel: ScriptedServer) -> None:
    panel.handler = lambda _: json_reply({"data": {"vnc": {"ip": "203.0.113.9", "port": "5911", "enabled": 0}}})
    vnc = await client.get_vnc(1)
    assert (vnc.websocket_url, vnc.port, vnc.is_enabled) == (None, 5911, False)
