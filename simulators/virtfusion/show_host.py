"""A hypervisor inside a server object, and its resources (sections 8.4 and 10.2)."""

from __future__ import annotations

from simulators.virtfusion.addresses import free_ipv4
from simulators.virtfusion.dates import offset_form
from simulators.virtfusion.panel import Panel
from simulators.virtfusion.topology import HYPERVISORS, LOCATIONS, SEEDED_AT, Hypervisor
from simulators.virtfusion.wire import Json


def hypervisor_in_server(panel: Panel, hypervisor_id: int) -> Json:
    """The host of a server: addresses and paths in it are the operator's secrets."""
    host = HYPERVISORS[hypervisor_id]
    location = LOCATIONS[host.group_id]
    return {
        "id": host.id,
        "ip": host.ip,
        "hostname": None,
        "port": 8892,
        "maintenance": host.id in panel.state.profile.maintenance_hypervisor_ids,
        "groupId": host.group_id,
        "group": {"name": location.name, "icon": location.icon},
        "timezone": location.timezone,
        "forceIPv6": False,
        "vncListenType": 1,
        "displayName": None,
        "cpuSet": None,
        "nfType": 4,
        "backupStorageType": 2,
        "defaultDiskType": "inherit",
        "defaultDiskCacheType": "inherit",
        "defaultCPU": "inherit",
        "defaultMachineType": "inherit",
        "created": offset_form(SEEDED_AT),
        "updated": offset_form(SEEDED_AT),
        "name": host.name,
        "dataDir": "/home/vf-data",
        "resources": resources(panel, host),
    }


def resources(panel: Panel, host: Hypervisor) -> Json:
    """What a host has, has given and has left, without the network part."""
    servers = [server for server in panel.state.servers.values() if server.hypervisor_id == host.id]
    disk = sum(disk.capacity for server in servers for disk in server.disks if disk.profile != 2)
    other = sum(disk.capacity for server in servers for disk in server.disks if disk.profile == 2)
    return {
        "servers": {"units": "#", **_figures(host.max_servers, len(servers))},
        "memory": {"units": "MB", **_figures(host.max_memory, sum(server.memory for server in servers))},
        "cpuCores": {"units": "#", **_figures(host.max_cpu, sum(server.cores for server in servers))},
        "localStorage": {
            "enabled": 1,
            "name": "Local (Default mountpoint)",
            "storageType": 1,
            "units": "GB",
            **_figures(host.disk, disk),
        },
        "otherStorage": [
            {
                "id": host.id,
                "name": "NVMe",
                "enabled": 1,
                "path": "/mnt/nvme",
                "units": "GB",
                "storageType": 2,
                "isDatastore": False,
                **_figures(host.disk, other),
            }
        ],
    }


def group_network(panel: Panel, group_id: int) -> Json:
    """Free IPv4 of the whole group, repeated on every node of it (section 10.2)."""
    return {"total": {"ipv4": {"free": len(free_ipv4(panel.state, group_id))}}}


def _figures(most: int, allocated: int) -> Json:
    """`max: 0` is unlimited: `free` is then minus `allocated` and `percent` null."""
    percent = round(100 * allocated / most) if most else None
    return {"max": most, "allocated": allocated, "free": most - allocated, "percent": percent}
