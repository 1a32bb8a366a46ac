"""Servers round trip against the simulated panel (docs/integrations/virtfusion.md, 8)."""

import asyncio
from collections.abc import Awaitable, Callable
from datetime import UTC
from decimal import Decimal

import pytest

from skypanel.integrations.virtfusion.client import VirtFusion
from skypanel.integrations.virtfusion.errors import Busy, MissingRecord, PanelOutcomeUnknown, Rejected
from skypanel.integrations.virtfusion.types import Build, NewServer, Server
from tests.integrations.conftest import PUBLIC_KEY
from tests.support.scripted_server import Reply, ScriptedServer, always, json_reply
from tests.support.simulators import SimulatorProcess
from tests.support.waiting import PATIENCE_SECONDS

MIRA, MIRAS_SERVER, BUSY_SERVER = 2, 501, 505


@pytest.fixture
async def order(virtfusion: VirtFusion) -> NewServer:
    user = await virtfusion.find_user(MIRA)
    assert user is not None
    return NewServer(package_id=2, user_id=user.id, group_id=1, memory_mb=3072)


async def built(virtfusion: VirtFusion, server_id: int) -> Server:
    async with asyncio.timeout(PATIENCE_SECONDS):
        while (server := await virtfusion.get_server(server_id)).is_busy:  # noqa: ASYNC110 - another process
            await asyncio.sleep(0.05)
        return server


async def test_a_server_is_ordered_built_and_deleted(virtfusion: VirtFusion, order: NewServer) -> None:
    made = await virtfusion.create_server(order)
    assert (made.status, made.state, made.owner_id, made.resources.memory_mb) == (
        "provisioning",
        "allocated",
        order.user_id,
        3072,
    )
    assert made.address is not None
    key = await virtfusion.add_ssh_key(order.user_id, name="laptop", public_key=PUBLIC_KEY)
    template = (await virtfusion.templates_for_server(made.id))[0].templates[0]
    started = await virtfusion.build_server(
        made.id,
        Build(
            template_id=template.id,
            name="web-9",
            hostname="web-9.example.net",
            ssh_key_ids=(key.id,),
            has_ipv6=True,
            swap=Decimal("1.5"),
            timezone="Europe/Tallinn",
        ),
    )
    assert started.password is not None
    assert (started.server.status, started.server.is_busy) == ("provisioning", True)
    server = await built(virtfusion, made.id)
    assert (server.name, server.hostname, server.state, server.template_id) == (
        "web-9",
        "web-9.example.net",
        "complete",
        template.id,
    )
    assert [ip for interface in server.interfaces for ip in interface.ipv6]
    assert (await virtfusion.get_server(made.id, remote_state=True)).status == "running"
    assert await virtfusion.delete_server(made.id, delay_minutes=0)
    with pytest.raises(MissingRecord):
        await virtfusion.get_server(made.id)
    assert await virtfusion.find_server(made.id) is None
    assert not await virtfusion.delete_server(made.id, delay_minutes=0)


async def test_a_dry_run_makes_nothing(virtfusion: VirtFusion, order: NewServer, simulators: SimulatorProcess) -> None:
    before = len(simulators.effects("server.create"))
    await virtfusion.try_server(order)
    assert len(simulators.effects("server.create")) == before


async def test_a_refused_order_says_why_in_the_panels_words(virtfusion: VirtFusion, order: NewServer) -> None:
    impossible = NewServer(package_id=9999, user_id=order.user_id, group_id=1)
    for attempt in (virtfusion.try_server, virtfusion.create_server):
        with pytest.raises(Rejected) as refused:
            await attempt(impossible)
        assert refused.value.status == 422
        assert refused.value.messages


async def test_a_failed_build_shows_as_failed(
    virtfusion: VirtFusion, order: NewServer, simulators: SimulatorProcess
) -> None:
    simulators.panel_profile(failingTemplateIds=[61])
    made = await virtfusion.create_server(order)
    await virtfusion.build_server(made.id, Build(template_id=61))
    assert (await built(virtfusion, made.id)).status == "failed"


async def test_a_delayed_deletion_can_be_seen(virtfusion: VirtFusion) -> None:
    assert await virtfusion.delete_server(MIRAS_SERVER, delay_minutes=60)
    assert (await virtfusion.get_server(MIRAS_SERVER)).is_being_deleted


@pytest.mark.parametrize("minutes", [-1, 43_800])
async def test_a_delay_the_panel_would_refuse_is_not_sent(virtfusion: VirtFusion, minutes: int) -> None:
    with pytest.raises(ValueError, match="delay_minutes"):
        await virtfusion.delete_server(MIRAS_SERVER, delay_minutes=minutes)


async def test_without_the_live_state_the_power_is_unknown(virtfusion: VirtFusion) -> None:
    plain = await virtfusion.get_server(MIRAS_SERVER)
    live = await virtfusion.get_server(MIRAS_SERVER, remote_state=True)
    assert (plain.remote, plain.status) == (None, "unknown")
    assert live.remote is not None
    assert (live.status, live.remote.power) == ("running", "running")
    assert live.remote.memory_total_kib


async def test_what_a_portal_shows_of_a_server_is_there(virtfusion: VirtFusion) -> None:
    server = await virtfusion.get_server(MIRAS_SERVER)
    assert (server.name, server.hostname, server.location, server.owner_relation) == (
        "api-1",
        "api-1.demo.example",
        "Frankfurt",
        MIRA,
    )
    interface = server.interfaces[0]
    assert (interface.mac, interface.ipv4[0].gateway, server.address) == (
        "02:00:5E:00:00:01",
        "192.0.2.1",
        "192.0.2.10",
    )
    assert server.traffic_period is not None
    assert server.traffic_period.ends_at > server.traffic_period.starts_at
    assert server.created_at is not None
    assert server.created_at.tzinfo is UTC


async def test_a_suspended_server_shows_as_suspended_until_it_is_not(virtfusion: VirtFusion) -> None:
    await virtfusion.suspend_server(MIRAS_SERVER)
    assert (await virtfusion.get_server(MIRAS_SERVER, remote_state=True)).status == "suspended"
    await virtfusion.unsuspend_server(MIRAS_SERVER)
    assert (await virtfusion.get_server(MIRAS_SERVER, remote_state=True)).status == "off"


async def test_a_server_with_work_pending_is_busy_which_is_no_outage(virtfusion: VirtFusion) -> None:
    with pytest.raises(Busy) as refused:
        await virtfusion.suspend_server(BUSY_SERVER)
    assert refused.value.status == 423
    assert virtfusion.health.state == "closed"


async def test_names_and_sizes_can_be_changed(virtfusion: VirtFusion) -> None:
    await virtfusion.rename_server(MIRAS_SERVER, "api one")
    await virtfusion.set_memory(MIRAS_SERVER, 6144)
    await virtfusion.set_cpu_cores(MIRAS_SERVER, 3)
    await virtfusion.set_cpu_throttle(MIRAS_SERVER, 50)
    await virtfusion.set_traffic_limit(MIRAS_SERVER, 9000)
    await virtfusion.set_backup_plan(MIRAS_SERVER, 4)
    await virtfusion.set_backup_access(MIRAS_SERVER, "view_restore")
    server = await virtfusion.get_server(MIRAS_SERVER)
    assert server.name == "api one"
    assert (server.resources.memory_mb, server.resources.cpu_cores, server.resources.traffic_gb) == (6144, 3, 9000)
    assert server.backup_plan_id == 4
    assert server.pending_changes


async def test_a_package_change_says_what_it_left_alone(virtfusion: VirtFusion) -> None:
    notes = await virtfusion.change_package(MIRAS_SERVER, 1)
    assert any("lower than the current value" in note for note in notes)
    with pytest.raises(MissingRecord):
        await virtfusion.change_package(MIRAS_SERVER, 9999)


async def test_giving_a_server_to_its_owner_again_is_no_error(virtfusion: VirtFusion) -> None:
    server = await virtfusion.get_server(MIRAS_SERVER)
    assert server.owner_id is not None
    await virtfusion.change_owner(MIRAS_SERVER, server.owner_id)
    other = await virtfusion.find_user(3)
    assert other is not None
    await virtfusion.change_owner(MIRAS_SERVER, other.id)
    assert (await virtfusion.get_server(MIRAS_SERVER)).owner_relation == 3


async def test_another_refusal_of_an_owner_change_is_not_swallowed(client: VirtFusion, panel: ScriptedServer) -> None:
    panel.handler = lambda _: json_reply({"errors": ["The new owner is suspended."]}, 422)
    with pytest.raises(Rejected):
        await client.change_owner(1, 2)


async def test_a_server_password_is_reset_on_a_running_server_only(virtfusion: VirtFusion) -> None:
    reset = await virtfusion.reset_server_password(MIRAS_SERVER)
    assert reset.queue_id is not None
    assert reset.password is not None
    stopped = next(server for server in await virtfusion.list_servers() if server.is_suspended)
    with pytest.raises(Rejected):
        await virtfusion.reset_server_password(stopped.id)


async def test_a_guest_agent_that_did_not_answer_is_a_refusal_despite_the_200(
    client: VirtFusion, panel: ScriptedServer
) -> None:
    panel.handler = lambda _: json_reply({"data": {"queueId": 3, "system": {"data": {"reset_password": False}}}})
    with pytest.raises(Rejected):
        await client.reset_server_password(1, account="Administrator", has_mail=True)
    assert panel.requests[0].json() == {"user": "Administrator", "sendMail": True}


async def test_every_write_tolerates_any_2xx_and_an_empty_body(client: VirtFusion, panel: ScriptedServer) -> None:
    writes: list[Callable[[], Awaitable[object]]] = [
        lambda: client.update_user(1, name="Ada"),
        lambda: client.delete_user(1),
        lambda: client.try_server(NewServer(package_id=1, user_id=1, group_id=1)),
        lambda: client.delete_server(1, delay_minutes=5),
        lambda: client.suspend_server(1),
        lambda: client.unsuspend_server(1),
        lambda: client.power(1, "boot"),
        lambda: client.reset_server_password(1),
        lambda: client.rename_server(1, "x"),
        lambda: client.set_memory(1, 512),
        lambda: client.set_cpu_cores(1, 1),
        lambda: client.set_cpu_throttle(1, 0),
        lambda: client.set_traffic_limit(1, 0),
        lambda: client.change_package(1, 2),
        lambda: client.change_owner(1, 2),
        lambda: client.set_backup_plan(1, 0),
        lambda: client.set_backup_access(1, "full"),
        lambda: client.close_vnc(1),
        lambda: client.add_ipv4(1, 1),
        lambda: client.assign_ipv4(1, ["192.0.2.1"]),
        lambda: client.remove_ipv4(1, ["192.0.2.1"]),
        lambda: client.allow_address(1, "192.0.2.1", 32),
        lambda: client.disallow_address(1, "192.0.2.1"),
        lambda: client.switch_firewall(1, is_on=True),
        lambda: client.set_firewall_rulesets(1, []),
        lambda: client.add_traffic_block(1, month=1, traffic_gb=10),
        lambda: client.remove_traffic_block(1, 1),
        lambda: client.delete_ssh_key(1),
        lambda: client.cancel_credit(1),
    ]
    for status in (200, 201, 202, 204):
        panel.handler = always(Reply(status=status, body=b""))
        for write in writes:
            await write()
    assert len(panel.requests) == 4 * len(writes)


async def test_a_created_server_the_panel_does_not_describe_is_an_unknown_outcome(
    client: VirtFusion, panel: ScriptedServer
) -> None:
    for body in (b"", b"<html>", b"[]", b'{"data": {}}', b'{"data": {"name": "x"}}'):
        panel.handler = always(Reply(status=201, body=body))
        with pytest.raises(PanelOutcomeUnknown):
            await client.create_server(NewServer(package_id=1, user_id=1, group_id=1))


async def test_an_order_always_says_how_many_addresses(client: VirtFusion, panel: ScriptedServer) -> None:
    panel.handler = lambda _: json_reply({"data": {"id": 1}}, 201)
    await client.create_server(NewServer(package_id=1, user_id=2, group_id=3, firewall_rulesets=(-1,)))
    assert panel.requests[0].json() == {
        "packageId": 1,
        "userId": 2,
        "hypervisorId": 3,
        "ipv4": 1,
        "firewallRulesets": [-1],
    }
