"""The live state of a guest as the hypervisor reports it: strings for counters, KiB for memory (section 8.4)."""

from __future__ import annotations

from math import sin

from simulators.virtfusion.catalogue import TEMPLATES
from simulators.virtfusion.panel import Panel
from simulators.virtfusion.records import Server
from simulators.virtfusion.wire import Json

GIB = 1024**3


def remote_state(panel: Panel, server: Server) -> Json | bool:
    """Return the live state, or False for a guest that was never built or a host that cannot be reached."""
    if server.hypervisor_id in panel.state.profile.unreachable_hypervisor_ids or server.built is None:
        return False
    if server.power != "running":
        return {"state": "shutoff", "running": False}
    now = panel.now
    total = server.live_memory * 1024
    load = 0.5 + 0.35 * sin(now / 90 + server.id)
    used = int(total * (0.35 + 0.2 * load))
    return {
        "state": "running",
        "running": True,
        "cpu": f"{2 + 20 * load:.2f}",
        "memory": {
            "actual": str(total),
            "unused": str(total - used),
            "available": str(total),
            "usable": str(total - used // 2),
            "rss": str(used),
            "memtotal": total,
            "memfree": total - used,
            "memavailable": total - used // 2,
        },
        "disk": {"vda": _disk(server, now)},
        "agent": {"fsinfo": _file_systems(server)},
    }


def _disk(server: Server, now: float) -> Json:
    seconds = max(0.0, now - (server.booted or now))
    return {
        "capacity": str(server.storage * GIB),
        "physical": str(server.storage * GIB // 4),
        "rd.bytes": str(int(seconds * (40_000 + server.id * 13))),
        "wr.bytes": str(int(seconds * (90_000 + server.id * 29))),
        "rd.reqs": str(int(seconds * 3)),
        "wr.reqs": str(int(seconds * 7)),
    }


def _file_systems(server: Server) -> list[Json]:
    is_windows = server.template_id is not None and TEMPLATES[server.template_id].kind == "windows"
    return [
        {
            "name": "vda1",
            "mountpoint": "C:\\" if is_windows else "/",
            "type": "ntfs" if is_windows else "ext4",
            "used-bytes": server.storage * GIB // 5,
            "total-bytes": server.storage * GIB,
        }
    ]
