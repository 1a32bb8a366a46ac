"""VNC as metadata: where the console is and its secrets (section 8.8). The socket itself is not served."""

from __future__ import annotations

from simulators.virtfusion.gateway import Call
from simulators.virtfusion.identity import opaque, uuid_of
from simulators.virtfusion.records import Server
from simulators.virtfusion.show_server import hypervisor_ip, server_object
from simulators.virtfusion.wire import Answer, Json, data


def read_vnc(call: Call) -> Answer:
    """`GET /servers/{id}/vnc`."""
    return data({"vnc": _vnc(call.panel.server(call.number("server_id")))})


def set_vnc(call: Call) -> Answer:
    """`POST /servers/{id}/vnc` with `action` enable or disable → 200; every call rotates the token."""
    server = call.panel.server(call.number("server_id"))
    action = call.body.need_choice("action", ("enable", "disable"))
    call.body.check()
    turn = call.panel.next_id("vnc")
    server.vnc.is_enabled = action == "enable"
    server.vnc.password, server.vnc.token = opaque(8, "vnc", server.id, turn), uuid_of("vnc", server.id, turn)
    call.changed(f"server.vnc.{action}", serverId=server.id)
    call.panel.announce(f"server.{action}.vnc", {"server": server_object(call.panel, server)})
    return data({"vnc": _vnc(server), "queueId": None})


def _vnc(server: Server) -> Json:
    token = server.vnc.token
    return {
        "ip": hypervisor_ip(server),
        "hostname": None,
        "port": server.vnc.port,
        "password": server.vnc.password,
        "wss": {"token": token, "url": f"/vnc/?token={token}"},
        "enabled": server.vnc.is_enabled,
    }
