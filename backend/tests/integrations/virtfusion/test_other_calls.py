"""Network, traffic, backups, catalogue, compute and self service (docs/integrations/virtfusion.md, 5 to 13)."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from skypanel.integrations.virtfusion.client import VirtFusion
from skypanel.integrations.virtfusion.errors import MissingRecord, Rejected, Unreadable
from tests.integrations.conftest import PUBLIC_KEY
from tests.support.scripted_server import ScriptedServer, json_reply
from tests.support.simulators import SimulatorProcess

MIRA, SERVER = 2, 501


async def test_addresses_are_given_assigned_and_taken_back(virtfusion: VirtFusion) -> None:
    given = await virtfusion.add_ipv4(SERVER, 2)
    assert len(given) == 2

    async def addresses() -> set[str]:
        server = await virtfusion.get_server(SERVER)
        return {ip.address for interface in server.interfaces for ip in interface.ipv4}

    assert set(given) < await addresses()
    await virtfusion.remove_ipv4(SERVER, given)
    assert not set(given) & await addresses()
    await virtfusion.assign_ipv4(SERVER, given[:1])
    assert given[0] in await addresses()
    with pytest.raises(Rejected):
        await virtfusion.remove_ipv4(SERVER, ["203.0.113.250"])


async def test_the_whitelist_takes_and_gives_up_an_address(
    virtfusion: VirtFusion, simulators: SimulatorProcess
) -> None:
    await virtfusion.allow_address(SERVER, "198.51.100.77", 32)
    await virtfusion.disallow_address(SERVER, "198.51.100.77")
    assert len(simulators.effects("server.whitelist.add")) == 1
    assert len(simulators.effects("server.whitelist.remove")) == 1


async def test_the_firewall_is_switched_and_its_rules_replaced(virtfusion: VirtFusion) -> None:
    await virtfusion.switch_firewall(SERVER, is_on=True)
    await virtfusion.set_firewall_rulesets(SERVER, [1, 2])
    firewall = await virtfusion.get_firewall(SERVER)
    assert firewall.is_enabled
    assert len(firewall.rules) == 2
    await virtfusion.set_firewall_rulesets(SERVER, [])
    await virtfusion.switch_firewall(SERVER, is_on=False)
    firewall = await virtfusion.get_firewall(SERVER)
    assert (firewall.is_enabled, firewall.rules) == (False, ())


async def test_traffic_is_told_by_month_in_bytes_newest_first(virtfusion: VirtFusion) -> None:
    traffic = await virtfusion.traffic(SERVER)
    assert traffic.current is not None
    assert traffic.current.total_bytes == traffic.current.received_bytes + traffic.current.sent_bytes
    assert traffic.current.limit_gb == 4000
    starts = [month.starts_at for month in traffic.months]
    assert starts == sorted(starts, reverse=True)


async def test_a_traffic_block_adds_to_its_month(virtfusion: VirtFusion) -> None:
    offered = (await virtfusion.traffic_blocks(SERVER)).months
    assert len(offered) == 25
    await virtfusion.add_traffic_block(SERVER, month=offered[0], traffic_gb=250)
    current = (await virtfusion.traffic(SERVER)).current
    assert current is not None
    assert current.extra_gb == 250
    block = (await virtfusion.traffic_blocks(SERVER)).assigned[0]
    assert (block.month, block.traffic_gb) == (offered[0], 250)
    assert await virtfusion.remove_traffic_block(SERVER, block.id)
    assert not await virtfusion.remove_traffic_block(SERVER, block.id)


async def test_backups_are_listed(virtfusion: VirtFusion, client: VirtFusion, panel: ScriptedServer) -> None:
    everybodys = [await virtfusion.list_backups(server.id) for server in await virtfusion.list_servers()]
    assert all(backup.created_at is not None for backups in everybodys for backup in backups)
    row = {
        "id": 3,
        "serverId": 1,
        "storage": {"id": 1, "name": "NAS", "enabled": True},
        "progress": False,
        "complete": True,
        "deleteAfter": None,
        "created": "2026-03-04T10:20:30+00:00",
    }
    panel.handler = lambda _: json_reply({"data": [row]})
    (backup,) = await client.list_backups(1)
    assert (backup.storage, backup.is_complete, backup.progress) == ("NAS", True, None)


async def test_packages_and_templates_can_be_ordered_from(virtfusion: VirtFusion) -> None:
    packages = await virtfusion.list_packages()
    assert packages
    assert await virtfusion.get_package(packages[0].id) == packages[0]
    with pytest.raises(MissingRecord):
        await virtfusion.get_package(9999)
    groups = await virtfusion.templates_for_package(packages[0].id)
    assert {template.family for group in groups for template in group.templates} <= {"linux", "windows"}
    assert virtfusion.template_icon_url("debian_logo.png").endswith("/img/logo/debian_logo.png")


async def test_ssh_keys_are_kept_for_a_user(virtfusion: VirtFusion) -> None:
    user = await virtfusion.find_user(MIRA)
    assert user is not None
    key = await virtfusion.add_ssh_key(user.id, name="laptop", public_key=PUBLIC_KEY)
    assert key in [await virtfusion.get_ssh_key(key.id), key]
    listed = {found.id: found.public_key for found in await virtfusion.list_ssh_keys(user.id)}
    assert listed[key.id] == PUBLIC_KEY
    assert await virtfusion.delete_ssh_key(key.id)
    assert not await virtfusion.delete_ssh_key(key.id)


async def test_locations_and_what_is_left_on_their_machines(virtfusion: VirtFusion) -> None:
    groups = await virtfusion.list_groups()
    assert await virtfusion.get_group(groups[0].id) == groups[0]
    room = await virtfusion.group_room(groups[0].id)
    assert room
    assert room[0].free_ipv4 is not None
    assert any(pool.storage_type is not None for pool in room[0].storage)
    hypervisors = await virtfusion.list_hypervisors()
    assert (await virtfusion.get_hypervisor(hypervisors[0].id)).name == hypervisors[0].name
    assert "203.0.113" not in repr(hypervisors)


async def test_no_limit_fits_anything_and_a_limit_only_what_is_free(client: VirtFusion, panel: ScriptedServer) -> None:
    def node(*, prohibit: bool) -> dict[str, object]:
        amount = {"max": 100, "allocated": 60, "free": 40, "percent": 60}
        return {
            "hypervisor": {"id": 6, "name": "A", "enabled": True, "prohibit": prohibit, "commissioned": True},
            "resources": {
                "servers": {"max": 0, "allocated": 9, "free": -9, "percent": None},
                "memory": amount,
                "cpuCores": amount,
                "localStorage": {**amount, "enabled": 1, "storageType": 1, "name": "Local"},
                "otherStorage": [],
                "network": {"total": {"ipv4": {"free": 53}}},
            },
        }

    page = {"data": [node(prohibit=False), node(prohibit=True)], "last_page": 1, "total": 2}
    panel.handler = lambda _: json_reply(page)
    open_node, closed_node = await client.group_room(1)
    assert open_node.servers.fits(1)
    assert open_node.memory_mb.fits(40)
    assert not open_node.memory_mb.fits(41)
    assert (open_node.is_usable, closed_node.is_usable) == (True, False)


async def test_credit_is_added_exactly_seen_and_cancelled(virtfusion: VirtFusion, simulators: SimulatorProcess) -> None:
    before = (await virtfusion.hourly_stats(MIRA)).credit
    assert before is not None
    entry = await virtfusion.add_credit(MIRA, Decimal("1234.56"), reference=77, note="top-up 77")
    assert simulators.effects("credit.add")[-1]["facts"]["tokens"] == 1234.56
    assert (await virtfusion.hourly_stats(MIRA)).credit == before + Decimal("1234.56")
    assert await virtfusion.cancel_credit(entry)
    assert not await virtfusion.cancel_credit(entry)


async def test_currencies_and_use_are_exact_figures(virtfusion: VirtFusion) -> None:
    dollar = next(currency for currency in await virtfusion.list_currencies() if currency.is_default)
    assert (dollar.code, dollar.value) == ("USD", Decimal("0.0100000000"))
    usage = await virtfusion.usage(MIRA, periods=[date(2026, 11, 1)], over="m")
    assert usage.servers.hours is not None
    report = await virtfusion.usage_report(MIRA, months_ago=1, currency="USD")
    assert report.currency == "USD"
    assert (await virtfusion.hourly_stats(MIRA)).period


async def test_nothing_to_show_is_none_and_not_nought(client: VirtFusion, panel: ScriptedServer) -> None:
    panel.handler = lambda _: json_reply({"data": {"usage": {"serversTotal": {"hours": False}}, "currency": []}})
    report = await client.usage_report(1)
    assert (report.servers_total.hours, report.currency) == (None, None)


async def test_a_month_of_traffic_without_dates_is_not_guessed_at(client: VirtFusion, panel: ScriptedServer) -> None:
    panel.handler = lambda _: json_reply({"data": {"monthly": [{"month": 1, "rx": 1, "tx": 1}]}})
    with pytest.raises(Unreadable):
        await client.traffic(1)


async def test_traffic_without_a_total_is_the_sum_and_has_utc_times(client: VirtFusion, panel: ScriptedServer) -> None:
    month = {"month": 1, "start": "2026-03-06 00:00:00", "end": "2026-04-05 23:59:59", "rx": "5", "tx": 7, "limit": "0"}
    panel.handler = lambda _: json_reply({"data": {"monthly": [month]}})
    current = (await client.traffic(1)).current
    assert current is not None
    assert (current.total_bytes, current.limit_gb) == (12, 0)
    assert current.starts_at == datetime(2026, 3, 6, tzinfo=UTC)


async def test_a_currency_without_a_value_is_not_guessed_at(client: VirtFusion, panel: ScriptedServer) -> None:
    panel.handler = lambda _: json_reply({"data": [{"id": 1, "code": "USD", "value": None}]})
    with pytest.raises(Unreadable):
        await client.list_currencies()
