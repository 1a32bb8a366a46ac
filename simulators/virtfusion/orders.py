"""Creating, installing, suspending and deleting servers (sections 8.2, 8.3 and 8.6)."""

from __future__ import annotations

from simulators.virtfusion.addresses import free_ipv4
from simulators.virtfusion.catalogue import TEMPLATES
from simulators.virtfusion.gateway import Call
from simulators.virtfusion.identity import opaque
from simulators.virtfusion.power import refuse_busy
from simulators.virtfusion.provision import Order, make_server, order_of
from simulators.virtfusion.records import Disk, PendingAction, Server
from simulators.virtfusion.show_server import server_object
from simulators.virtfusion.timeline import BUILD, enqueue, settle
from simulators.virtfusion.topology import LOCATIONS, Hypervisor, hypervisors_of
from simulators.virtfusion.wire import Answer, data, gone, invalid, locked

SWAPS = (256, 512, 768, 1, 1.5, 2, 3, 4, 5, 6, 8)


def create_server(call: Call) -> Answer:
    """`POST /servers` → 201, allocated and not installed; with `dryRun=true` validate only (200, guessed)."""
    is_dry_run = bool(call.query.boolean("dryRun"))
    call.query.check()
    order, group_id = _read_order(call)
    host = _place(call, order, group_id)
    if is_dry_run:
        return data({"dryRun": "success"})
    panel = call.panel
    server = make_server(panel.state, order, host, panel.now)
    for capacity, profile in order.extra_disks:
        _plan_disk(call, server, capacity, profile)
    call.changed(
        "server.create", serverId=server.id, userId=order.owner_id, packageId=order.package.id, groupId=group_id
    )
    panel.announce("server.create", {"server": server_object(panel, server)})
    return data(server_object(panel, server), 201)


def build_server(call: Call) -> Answer:
    """`POST /servers/{id}/build` → 200 with the password in `settings.decryptedPassword`, this once; no `queueId`."""
    panel, body = call.panel, call.body
    server = panel.server(call.number("server_id"))
    template_id = body.need_integer("operatingSystemId")
    name, hostname = body.text("name", longest=63), body.text("hostname", longest=253)
    keys, timezone = body.integers("sshKeys"), body.text("timezone", longest=64)
    vnc, ipv6 = body.boolean("vnc"), body.boolean("ipv6")
    body.boolean("email")
    if (swap := body.number("swap")) is not None and swap not in SWAPS:
        body.refuse("The selected swap is invalid.")
    body.check()
    _refuse_unfit(call, server, template_id, keys or [])
    refuse_busy(call, server)
    if server.is_suspended:
        raise invalid("The server is suspended.")
    job = enqueue(panel, server, BUILD, panel.state.profile.build_seconds)
    job.will_fail = template_id in panel.state.profile.failing_template_ids
    job.wants_ipv6, job.is_reinstall = bool(ipv6), server.built is not None
    server.state, server.commission, server.power = "queued", 1, "shutoff"
    server.template_id = template_id
    server.name = name if name is not None else server.name
    server.hostname = hostname if hostname is not None else server.hostname
    server.ssh_keys, server.timezone = keys or [], timezone or server.timezone
    server.vnc.is_enabled = bool(vnc)
    server.password = opaque(16, "build", server.id, job.id)
    server.updated = panel.now
    call.changed("server.build", serverId=server.id, operatingSystemId=template_id, queueId=job.id)
    shown = server_object(panel, server)
    shown["settings"]["decryptedPassword"] = server.password
    return data(shown)


def delete_server(call: Call) -> Answer:
    """`DELETE /servers/{id}` → 204; gone after `delay` minutes. Without `delay`, the profile's default (guessed)."""
    panel = call.panel
    server = panel.server(call.number("server_id"))
    delay = call.query.integer("delay", 0, 43_800)
    call.query.check()
    if panel.state.profile.is_do_not_disturb:
        raise locked("The panel is in Do Not Disturb mode.")
    minutes = panel.state.profile.delete_delay_minutes if delay is None else float(delay)
    at = panel.now + minutes * 60
    # Guessed: a second delete never postpones the first.
    server.delete_at = at if server.delete_at is None else min(at, server.delete_at)
    call.changed("server.delete", serverId=server.id, delayMinutes=minutes)
    settle(panel)
    return gone()


def suspend_server(call: Call) -> Answer:
    """`POST /servers/{id}/suspend` → 204 at once; the guest is powered off (guessed)."""
    server = call.panel.server(call.number("server_id"))
    refuse_busy(call, server)
    server.is_suspended, server.power, server.booted = True, "shutoff", None
    return _settled(call, server, "server.suspend")


def unsuspend_server(call: Call) -> Answer:
    """`POST /servers/{id}/unsuspend` → 204; the guest stays off (guessed)."""
    server = call.panel.server(call.number("server_id"))
    refuse_busy(call, server)
    server.is_suspended = False
    return _settled(call, server, "server.unsuspend")


def _settled(call: Call, server: Server, event: str) -> Answer:
    server.updated = call.panel.now
    call.changed(event, serverId=server.id)
    call.panel.announce(event, {"server": server_object(call.panel, server)})
    return gone()


def _read_order(call: Call) -> tuple[Order, int]:
    body, panel = call.body, call.panel
    package_id, owner_id = body.need_integer("packageId"), body.need_integer("userId")
    group_id = body.need_integer("hypervisorId")  # a group's id, despite the name (section 3)
    body.check()
    package = panel.package_in_body(package_id)
    if owner_id not in panel.state.users:
        raise invalid("The selected user is invalid.")
    if group_id not in LOCATIONS:
        raise invalid("The selected hypervisor group is invalid.")
    order = order_of(owner_id, package, body.integer("ipv4", 0, 64) or 0)
    order.storage = body.integer("storage", 1) or order.storage
    order.memory = body.integer("memory", 256) or order.memory
    order.cores = body.integer("cpuCores", 1, 600) or order.cores
    traffic = body.integer("traffic", 0)
    order.traffic = order.traffic if traffic is None else traffic
    inbound, outbound = body.integer("networkSpeedInbound", 0), body.integer("networkSpeedOutbound", 0)
    order.network_in = order.network_in if inbound is None else inbound
    order.network_out = order.network_out if outbound is None else outbound
    order.storage_profile = body.integer("storageProfile") or order.storage_profile
    order.extra_disks = _extra_disks(call)
    body.check()
    if -1 not in (rulesets := body.integers("firewallRulesets") or []) and any(number < 1 for number in rulesets):
        raise invalid("Invalid or disabled firewall ruleset")
    return order, group_id


def _extra_disks(call: Call) -> list[tuple[int, int]]:
    found: list[tuple[int, int]] = []
    for number in (1, 2):
        if call.body.boolean(f"additionalStorage{number}Enable"):
            capacity = call.body.need_integer(f"additionalStorage{number}Capacity", 1)
            found.append((capacity, call.body.integer(f"additionalStorage{number}Profile") or 1))
    return found


def _plan_disk(call: Call, server: Server, capacity: int, profile: int) -> None:
    """An extra disk is listed as a pending task until a power transition (section 8.2)."""
    number = len(server.disks) + 1
    server.disks.append(Disk(number, call.panel.next_id("disk"), capacity, call.panel.now, profile))
    action = f"Create HDD (sd{'abc'[number - 1]})"
    server.pending.append(PendingAction(call.panel.next_id("pending"), action, call.panel.now))


def _place(call: Call, order: Order, group_id: int) -> Hypervisor:
    """Return the emptiest host with room for the order, or refuse (the texts are unknown)."""
    panel = call.panel
    if len(free_ipv4(panel.state, group_id)) < order.ipv4:
        raise invalid("There are not enough free IPv4 addresses in this group.")
    candidates: list[tuple[int, int, Hypervisor]] = []
    for host in hypervisors_of(group_id):
        servers = [server for server in panel.state.servers.values() if server.hypervisor_id == host.id]
        memory = sum(server.memory for server in servers) + order.memory
        disk = sum(server.storage for server in servers) + order.storage
        is_full = bool(host.max_servers) and len(servers) >= host.max_servers
        in_maintenance = host.id in panel.state.profile.maintenance_hypervisor_ids
        if memory <= host.max_memory and disk <= host.disk and not is_full and not in_maintenance:
            candidates.append((memory, host.id, host))
    if not candidates:
        raise invalid("No hypervisor in this group has enough resources.")
    return min(candidates, key=lambda found: found[:2])[2]


def _refuse_unfit(call: Call, server: Server, template_id: int, keys: list[int]) -> None:
    template = TEMPLATES.get(template_id)
    if template is None or template.min_storage > server.storage:
        raise invalid("The selected operating system is invalid.")
    owned = {key.id for key in call.panel.state.keys.values() if key.owner_id == server.owner_id}
    if not set(keys) <= owned:
        raise invalid("The selected SSH key is invalid.")
