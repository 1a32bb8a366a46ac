"""From the panel's large server object to our safe `Server`.

Everything not named here stays behind: encrypted passwords, hypervisor addresses and paths, custom XML, VNC details,
screenshots, the other customers a server is shared with. Rows of every list the panel has read the same way.
"""

from skypanel.integrations.virtfusion.reading import Fields
from skypanel.integrations.virtfusion.secret import Secret
from skypanel.integrations.virtfusion.status import power_state
from skypanel.integrations.virtfusion.types import (
    BuildStarted,
    Ipv4,
    Ipv6,
    NetworkInterface,
    RemoteState,
    Resources,
    Server,
    TrafficPeriod,
)


def read_server(raw: Fields) -> Server:
    settings, hypervisor, owner = raw.map("settings"), raw.map("hypervisor"), raw.map("owner")
    network, tasks = raw.map("network"), raw.map("tasks")
    return Server(
        id=raw.require_integer("id"),
        uuid=raw.text("uuid"),
        name=raw.text("name") or "",
        hostname=raw.text("hostname"),
        owner_id=raw.integer("ownerId", "owner") or owner.integer("id"),
        owner_relation=owner.integer("extRelationId"),
        hypervisor_id=raw.integer("hypervisorId") or hypervisor.integer("id"),
        group_id=hypervisor.integer("groupId"),
        location=hypervisor.map("group").text("name"),
        location_icon=hypervisor.map("group").text("icon"),
        state=(raw.text("state") or "").lower(),
        commission_status=raw.integer("commissionStatus", "commissioned"),
        is_suspended=raw.flag("suspended"),
        is_protected=raw.flag("protected"),
        is_build_failed=raw.flag("buildFailed"),
        is_busy=tasks.flag("active"),
        is_being_deleted=bool(raw.integer("deleteLevel")),
        is_in_maintenance=hypervisor.flag("maintenance"),
        pending_changes=tuple(change.text("action") or "" for change in tasks.map("actions").each("pending")),
        resources=_resources(raw),
        template_id=settings.integer("osTemplateInstallId"),
        template_name=_template_name(raw),
        traffic_period=_traffic_period(raw.map("traffic", "public", "currentPeriod")),
        backup_plan_id=raw.map("backupPlan").integer("id"),
        interfaces=tuple(
            _interface(found) for name in ("interfaces", "secondaryInterfaces") for found in network.each(name)
        ),
        remote=_remote(raw.map("remoteState")),
        created_at=raw.instant("created"),
        built_at=raw.instant("built"),
        updated_at=raw.instant("updated"),
        last_task_at=tasks.instant("lastOn"),
    )


def read_build(raw: Fields) -> BuildStarted:
    return BuildStarted(server=read_server(raw), password=secret(raw.map("settings"), "decryptedPassword"))


def secret(raw: Fields, name: str) -> Secret | None:
    value = raw.text(name)
    return None if value is None else Secret(value)


def _resources(raw: Fields) -> Resources:
    """In the full object they stand in its settings; in a customer's list, beside it."""
    found = raw.map("settings", "resources")
    if not found.names():
        found = raw.map("resources")
    return Resources(
        memory_mb=found.integer("memory"),
        storage_gb=found.integer("storage"),
        traffic_gb=found.integer("traffic"),
        cpu_cores=found.integer("cpuCores") or raw.map("cpu").integer("cores"),
    )


def _template_name(raw: Fields) -> str | None:
    agent, listed = raw.map("qemuAgent", "os"), raw.map("server_info")
    return (
        raw.map("os").text("templateName", "name", "dist") or agent.text("pretty-name", "name") or listed.text("name")
    )


def _traffic_period(raw: Fields) -> TrafficPeriod | None:
    starts_at, ends_at = raw.instant("start"), raw.instant("end")
    if starts_at is None or ends_at is None:
        return None
    return TrafficPeriod(starts_at=starts_at, ends_at=ends_at, limit_gb=raw.integer("limit") or 0)


def _interface(raw: Fields) -> NetworkInterface:
    return NetworkInterface(
        name=raw.text("name") or "",
        mac=raw.text("mac"),
        is_enabled=raw.flag("enabled", default=True),
        ipv4=tuple(
            Ipv4(
                address=ip.text("address") or "",
                gateway=ip.text("gateway"),
                netmask=ip.text("netmask"),
                rdns=ip.text("rdns"),
            )
            for ip in raw.each("ipv4")
            if "address" in ip
        ),
        ipv6=tuple(
            Ipv6(subnet=ip.text("subnet") or "", prefix_length=ip.integer("cidr"), gateway=ip.text("gateway"))
            for ip in raw.each("ipv6")
            if "subnet" in ip
        ),
    )


def _remote(raw: Fields) -> RemoteState | None:
    if not raw.names():
        return None
    memory = raw.map("memory")
    return RemoteState(
        power=power_state(raw.text("state"), is_running=raw.flag("running") if "running" in raw else None),
        cpu_percent=raw.real("cpu"),
        memory_total_kib=memory.integer("memtotal", "actual"),
        memory_free_kib=memory.integer("memavailable", "usable", "memfree", "unused"),
    )
