"""Changing a server that exists: name, size, package, owner, backups, custom XML (section 8.6)."""

from __future__ import annotations

from collections.abc import Callable

from msgspec import Struct

from simulators.virtfusion.catalogue import PACKAGES, Package
from simulators.virtfusion.gateway import Call
from simulators.virtfusion.power import refuse_busy
from simulators.virtfusion.records import PendingAction, Server
from simulators.virtfusion.show_server import XML_PARTS
from simulators.virtfusion.wire import Answer, created, invalid, missing

BACKUP_ACCESS = ("inherit", "disabled", "scheduled", "view_restore", "full", "manual")


def modify_name(call: Call) -> Answer:
    """`PUT …/modify/name` → 201, empty: a label of up to 63 printable characters, not a host name."""
    server, name = _server(call), call.body.need_text("name", longest=63)
    if not name.isprintable():
        call.body.refuse("The name must be printable.")
    call.body.check()
    server.name = name
    return _changed(call, server, "server.modify.name", name=name)


def modify_memory(call: Call) -> Answer:
    """`PUT …/modify/memory` → 201, empty: MB, at least 256; effective at the next power cycle."""
    server, memory = _server(call), call.body.need_integer("memory", low=256)
    call.body.check()
    server.memory = memory
    _await_power(call, server, "Change memory")
    return _changed(call, server, "server.modify.memory", memory=memory)


def modify_cores(call: Call) -> Answer:
    """`PUT …/modify/cpuCores` → 201, empty. The key is `cores`, not `cpuCores`."""
    server, cores = _server(call), call.body.need_integer("cores", 1, 600)
    call.body.check()
    server.cores = cores
    _await_power(call, server, "Change CPU cores")
    return _changed(call, server, "server.modify.cpuCores", cores=cores)


def modify_throttle(call: Call) -> Answer:
    """`PUT …/modify/cpuThrottle` → 201, empty; `sync=true` applies at once (it always does here)."""
    server, percent = _server(call), call.body.need_integer("percent", 0, 99)
    call.query.boolean("sync")
    call.body.check()
    server.cpu_throttle = percent
    return _changed(call, server, "server.modify.cpuThrottle", percent=percent)


def modify_traffic(call: Call) -> Answer:
    """`PUT …/modify/traffic` → 201, empty: GB, 0 is unmetered."""
    server, traffic = _server(call), call.body.need_integer("traffic", 0, 999_999_999)
    call.body.check()
    server.traffic = traffic
    return _changed(call, server, "server.modify.traffic", traffic=traffic)


class Part(Struct, frozen=True):
    """One resource a package change may carry over: its flag, its name, its two figures, and how to set it."""

    flag: str
    label: str
    current: int | None
    wanted: int | None
    apply: Callable[[], None]


def change_package(call: Call) -> Answer:
    """`PUT …/package/{packageId}` → 200 with `info`, a sentence for each resource left alone; a disk never shrinks."""
    server = _server(call)
    package = PACKAGES.get(call.number("package_id"))
    if package is None:
        raise missing("package")
    refuse_busy(call, server)
    parts = _parts(server, package)
    wanted = {part.flag: call.body.boolean(part.flag) is not False for part in parts}  # a missing key counts as true
    call.body.check()
    left_alone: list[str] = []
    for part in parts:
        if not wanted[part.flag]:
            left_alone.append(f"{part.label} was not changed because it was not requested.")
        elif part.current == part.wanted or (part.flag == "primaryDiskSize" and package.storage <= server.storage):
            left_alone.append(f"{part.label} either matches or is lower than the current value.")
        else:
            part.apply()
    server.package_id = package.id
    if (server.memory, server.cores) != (server.live_memory, server.live_cores):
        _await_power(call, server, "Change package resources")
    _changed(call, server, "server.package", packageId=package.id)
    return Answer(200, {"info": left_alone})


def change_owner(call: Call) -> Answer:
    """`PUT …/owner/{newOwnerId}` → 201, empty; the same owner is 422."""
    server, owner = _server(call), call.panel.user(call.number("user_id"))
    if owner.id == server.owner_id:
        raise invalid("The new owner is the same as the existing owner.")
    server.owner_id, server.ssh_keys = owner.id, []
    return _changed(call, server, "server.owner", userId=owner.id)


def set_backup_plan(call: Call) -> Answer:
    """`PUT …/backups/plan/{planId}` → 201, empty; 0 removes the plan."""
    server = _server(call)
    server.backup_plan = call.number("plan_id")
    return _changed(call, server, "server.backupPlan", planId=server.backup_plan)


def set_backup_access(call: Call) -> Answer:
    """`PUT …/backupManager/access` → 201, empty."""
    server, kind = _server(call), call.body.need_choice("type", BACKUP_ACCESS)
    call.body.check()
    server.backup_access = kind
    return _changed(call, server, "server.backupAccess", type=kind)


def set_custom_xml(call: Call) -> Answer:
    """`POST …/customXML` → 200, empty; every part is optional."""
    server = _server(call)
    for part in XML_PARTS:
        text, enabled = call.body.text(part, 0, 100_000), call.body.boolean(f"{part}Enabled")
        call.body.check()
        if text is not None:
            server.custom_xml[part] = text
        if enabled is not None:
            server.custom_xml[f"{part}Enabled"] = enabled
    _changed(call, server, "server.customXML")
    return Answer(200)


def _parts(server: Server, package: Package) -> list[Part]:
    limits = server.limits

    def set_disk() -> None:
        server.storage = server.disks[0].capacity = package.storage

    return [
        Part("memory", "Memory", server.memory, package.memory, lambda: setattr(server, "memory", package.memory)),
        Part("cpu", "CPU", server.cores, package.cores, lambda: setattr(server, "cores", package.cores)),
        Part("primaryDiskSize", "Primary disk size", server.storage, package.storage, set_disk),
        Part(
            "primaryNetworkTraffic",
            "Primary network traffic",
            server.traffic,
            package.traffic,
            lambda: setattr(server, "traffic", package.traffic),
        ),
        Part(
            "primaryNetworkInboundSpeed",
            "Primary network inbound speed",
            limits.network_in,
            package.network,
            lambda: setattr(limits, "network_in", package.network),
        ),
        Part(
            "primaryNetworkOutboundSpeed",
            "Primary network outbound speed",
            limits.network_out,
            package.network,
            lambda: setattr(limits, "network_out", package.network),
        ),
        # The packages of the seed cap no disk and bring no backup plan, so these can only match.
        Part("primaryDiskReadIOPS", "Primary disk read IOPS", limits.read_iops, None, lambda: None),
        Part("primaryDiskWriteIOPS", "Primary disk write IOPS", limits.write_iops, None, lambda: None),
        Part("primaryDiskReadThroughput", "Primary disk read throughput", limits.read_bytes, None, lambda: None),
        Part("primaryDiskWriteThroughput", "Primary disk write throughput", limits.write_bytes, None, lambda: None),
        Part("backupPlan", "Backup plan", server.backup_plan, 0, lambda: setattr(server, "backup_plan", 0)),
    ]


def _await_power(call: Call, server: Server, action: str) -> None:
    """Guessed: a size change shows as a pending action while the guest runs; a stopped guest takes it up at once."""
    if server.power != "running":
        server.live_memory, server.live_cores = server.memory, server.cores
        return
    if all(known.action != action for known in server.pending):
        server.pending.append(PendingAction(call.panel.next_id("pending"), action, call.panel.now))


def _server(call: Call) -> Server:
    return call.panel.server(call.number("server_id"))


def _changed(call: Call, server: Server, operation: str, **facts: object) -> Answer:
    server.updated = call.panel.now
    call.changed(operation, serverId=server.id, **facts)
    return created()
